"""The evidence head: how well does this sentence answer that question? The only importer of onnxruntime.

A cross-encoder trained by `finetune/evidence_head.py`; its weights lie in `index/weights`.
"""

import hashlib
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np

from index.protocols import Said

WEIGHTS = Path(__file__).parent / "weights"
# As in training; a longer sentence is judged by its beginning.
_MAX_TOKENS = 128
# Small batches of one length: 32 sentences take 95 ms, in one batch of 32 they take 155 ms (2 cores).
_BATCH = 8


def as_question(text: str) -> str:
    """The question with one question mark: whether people type it must not decide what answers it."""
    return text.strip().rstrip("?!. ") + "?"


def in_context(said: Said) -> str:
    """What the head reads of a sentence: itself, then whose it is and what was said just before.

    "It cost $8.2 million" answers nothing by itself. The same text is used in training.
    """
    return f"{said.text} [SEP] {said.title}. {said.before}"


class EvidenceHead:
    """The trained head as an int8 ONNX model, about 2 ms a sentence on 2 cores; loaded at first use."""

    def __init__(self, folder: Path = WEIGHTS) -> None:
        self._folder = folder

    @cached_property
    def fingerprint(self) -> str:
        """SHA-256 of the weights, shortened."""
        with (self._folder / "evidence_head.onnx").open("rb") as data:
            return hashlib.file_digest(data, "sha256").hexdigest()[:16]

    @cached_property
    def _tokenizer(self) -> Any:
        from tokenizers import Tokenizer

        tokenizer = Tokenizer.from_file(str(self._folder / "tokenizer.json"))
        tokenizer.enable_truncation(_MAX_TOKENS, strategy="only_second")
        tokenizer.enable_padding()
        return tokenizer

    @cached_property
    def _session(self) -> Any:
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.log_severity_level = 3
        path = str(self._folder / "evidence_head.onnx")
        return onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"])

    def score(self, question: str, sentences: Sequence[Said]) -> list[float]:
        """Probabilities between 0 and 1, in the order of the sentences."""
        scores = [0.0] * len(sentences)
        asked = as_question(question)
        texts = [in_context(said) for said in sentences]
        by_length = sorted(range(len(texts)), key=lambda at: len(texts[at]))
        for first in range(0, len(by_length), _BATCH):
            batch = by_length[first : first + _BATCH]
            encoded = self._tokenizer.encode_batch([(asked, texts[at]) for at in batch])
            inputs = {
                "input_ids": np.array([e.ids for e in encoded], dtype=np.int64),
                "attention_mask": np.array([e.attention_mask for e in encoded], dtype=np.int64),
                "token_type_ids": np.array([e.type_ids for e in encoded], dtype=np.int64),
            }
            logits = self._session.run(["logit"], inputs)[0]
            for at, logit in zip(batch, logits, strict=True):
                scores[at] = float(1 / (1 + np.exp(-logit)))
        return scores
