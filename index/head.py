"""The cross-encoders that this project trains, as int8 ONNX models. The only importer of onnxruntime.

The evidence head says how well a sentence answers a question, the reader whether a passage answers it and
where, the support head whether evidence bears a sentence out; `finetune/` makes them, and their weights lie
in `index/weights`.
"""

import hashlib
from collections.abc import Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np

from index.protocols import Reading, Said

EVIDENCE = Path(__file__).parent / "weights" / "evidence_head.onnx"
SUPPORT = EVIDENCE.with_name("support_head.onnx")
READER = EVIDENCE.with_name("reader.onnx")
# As in training; a longer sentence is judged by its beginning, the context behind it goes first.
_EVIDENCE_TOKENS = 84
# Few pairs are judged for support, and evidence of two sentences must be read to its end.
_SUPPORT_TOKENS = 160
_READER_TOKENS = 256
# Small batches of one length: 32 sentences take 95 ms, in one batch of 32 they take 155 ms (2 cores).
_BATCH = 8


def as_question(text: str) -> str:
    """The question with one question mark: whether people type it must not decide what answers it."""
    return text.strip().rstrip("?!. ") + "?"


def evidence_pair(question: str, said: Said) -> tuple[str, str]:
    """What the evidence head reads: the question, and the sentence, whose it is and what was said before.

    "It cost $8.2 million" answers nothing by itself. The same texts are used in training.
    """
    return as_question(question), f"{said.text} [SEP] {said.title}. {said.before}"


def reading_pair(question: str, text: str, title: str) -> tuple[str, str]:
    """What the reader reads: the question, and the text with the title of its article behind it."""
    return as_question(question), f"{text} [SEP] {title}"


class CrossEncoder:
    """An int8 ONNX model over pairs of texts, about 2 ms a pair on 2 cores; loaded at first use.

    Its `tokenizer.json` lies in the same folder.
    """

    def __init__(self, model: Path, *, max_tokens: int) -> None:
        """`max_tokens` of both texts are read, what is more is cut off the longer one."""
        self._model = model
        self._max_tokens = max_tokens

    @cached_property
    def fingerprint(self) -> str:
        """SHA-256 of the weights, shortened."""
        with self._model.open("rb") as data:
            return hashlib.file_digest(data, "sha256").hexdigest()[:16]

    @cached_property
    def _tokenizer(self) -> Any:
        from tokenizers import Tokenizer

        tokenizer = Tokenizer.from_file(str(self._model.with_name("tokenizer.json")))
        tokenizer.enable_truncation(self._max_tokens)
        tokenizer.enable_padding()
        return tokenizer

    @cached_property
    def _session(self) -> Any:
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.log_severity_level = 3
        # Threads that wait busily for more work slow the embedding of the next question down by half.
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        return onnxruntime.InferenceSession(str(self._model), options, providers=["CPUExecutionProvider"])

    def probabilities(self, pairs: Sequence[tuple[str, str]]) -> list[float]:
        """One probability between 0 and 1 for each pair, in order."""
        scores = [0.0] * len(pairs)
        for batch, _, (logits,) in self._run(pairs, ["logit"]):
            for at, logit in zip(batch, logits, strict=True):
                scores[at] = float(1 / (1 + np.exp(-logit)))
        return scores

    def _run(
        self, pairs: Sequence[tuple[str, str]], outputs: Sequence[str]
    ) -> Iterator[tuple[list[int], list[Any], list[Any]]]:
        """Batches of pairs: which they are, how they were encoded, and each output."""
        by_length = sorted(range(len(pairs)), key=lambda at: sum(map(len, pairs[at])))
        for first in range(0, len(by_length), _BATCH):
            batch = by_length[first : first + _BATCH]
            encoded = self._tokenizer.encode_batch([pairs[at] for at in batch])
            inputs = {
                "input_ids": np.array([e.ids for e in encoded], dtype=np.int64),
                "attention_mask": np.array([e.attention_mask for e in encoded], dtype=np.int64),
                "token_type_ids": np.array([e.type_ids for e in encoded], dtype=np.int64),
            }
            yield batch, encoded, self._session.run(outputs, inputs)


class EvidenceHead(CrossEncoder):
    """Says how likely each sentence answers the question."""

    def __init__(self, model: Path = EVIDENCE) -> None:
        super().__init__(model, max_tokens=_EVIDENCE_TOKENS)

    def score(self, question: str, sentences: Sequence[Said]) -> list[float]:
        """Probabilities between 0 and 1, in the order of the sentences."""
        return self.probabilities([evidence_pair(question, said) for said in sentences])


class SupportHead(CrossEncoder):
    """Says how likely each piece of evidence bears a sentence out."""

    def __init__(self, model: Path = SUPPORT) -> None:
        super().__init__(model, max_tokens=_SUPPORT_TOKENS)

    def score(self, claim: str, evidence: Sequence[str]) -> list[float]:
        """Probabilities between 0 and 1, in the order of the evidence."""
        return self.probabilities([(claim, text) for text in evidence])


class PassageReader(CrossEncoder):
    """Says whether each text answers the question, and where."""

    def __init__(self, model: Path = READER) -> None:
        super().__init__(model, max_tokens=_READER_TOKENS)

    def read(self, question: str, texts: Sequence[tuple[str, str]]) -> list[Reading]:
        """A reading of each text, given with its article's title, in order."""
        readings: dict[int, Reading] = {}
        pairs = [reading_pair(question, text, title) for text, title in texts]
        for batch, encoded, (logits, spans) in self._run(pairs, ["logit", "spans"]):
            for at, pieces, logit, span in zip(batch, encoded, logits, spans, strict=True):
                length = len(texts[at][0])
                inside = [
                    n
                    for n, (first, last) in enumerate(pieces.offsets)
                    if pieces.type_ids[n] == 1 and first < last <= length
                ]
                readings[at] = Reading(
                    log_odds=float(logit),
                    places=tuple(pieces.offsets[n] for n in inside),
                    begins=tuple(float(span[n, 0] - span[0, 0]) for n in inside),
                    ends=tuple(float(span[n, 1] - span[0, 1]) for n in inside),
                )
        return [readings[at] for at in range(len(texts))]
