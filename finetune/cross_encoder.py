"""A cross-encoder that reads two texts and gives one logit: training and export, whatever the texts are.

It starts from the MiniLM weights that the index embeds with and gets a linear layer on the first token. Where
the wrong words of first texts are known, a second layer judges each word, and the worst word weighs on the
logit. Which pairs it learns from is the business of `evidence_head` and `support_head`.
"""

import json
from itertools import groupby, permutations
from pathlib import Path
from typing import Annotated, Any, NotRequired, TypedDict

import torch
import typer
from torch import nn
from transformers import AutoModel

from finetune.training import (
    SEED,
    average,
    batches,
    begin_from,
    encode,
    encoder_folder,
    export,
    fit,
    tokenizer,
)

BATCH = 32
MAX_TOKENS = 96
_PAD, _CLS, _SEP = 0, 101, 102
# A word is taken for right until training says otherwise, and wrong ones are few: they count twice.
_WORD_BIAS = -4.0
_WRONG_WORD_WEIGHT = 2.0
_WORDS_WEIGHT = 0.3
_TWINS_WEIGHT = 0.5


class Pair(TypedDict):
    """Two texts and whether the first is right by the second (1) or not (0).

    `wrong` are the places in the first text (from, to) that make it wrong; absent where nobody knows. Pairs
    of one `group` stand together and are learnt from in one batch: its right ones are to beat its wrong ones.
    """

    first: str
    second: str
    label: int
    wrong: NotRequired[list[tuple[int, int]]]
    group: NotRequired[int]


class CrossEncoder(nn.Module):
    """MiniLM with a linear layer on its first token, less what the wrong words weigh: one logit a pair."""

    def __init__(self, folder: Path, *, words: bool) -> None:
        """`words`: judge each word of the first text too."""
        super().__init__()
        self.encoder = AutoModel.from_pretrained(folder)
        self.score = nn.Linear(self.encoder.config.hidden_size, 1)
        self.word = nn.Linear(self.encoder.config.hidden_size, 1) if words else None
        if self.word is not None:
            nn.init.zeros_(self.word.weight)
            nn.init.constant_(self.word.bias, _WORD_BIAS)

    def judge(self, input_ids: Any, attention_mask: Any, token_type_ids: Any) -> tuple[Any, Any]:
        """Logits of shape (pairs,), and of each word being wrong, (pairs, tokens), or None."""
        hidden = self.encoder(
            input_ids=input_ids, attention_mask=attention_mask, token_type_ids=token_type_ids
        ).last_hidden_state
        logits = self.score(hidden[:, 0]).squeeze(-1)
        if self.word is None:
            return logits, None
        wrong = self.word(hidden).squeeze(-1)
        outside = (token_type_ids != 0) | (input_ids == _PAD) | (input_ids == _CLS) | (input_ids == _SEP)
        return logits - torch.logsumexp(wrong.masked_fill(outside, -1e4), dim=1), wrong

    def forward(self, input_ids: Any, attention_mask: Any, token_type_ids: Any) -> Any:
        """Logits of shape (pairs,)."""
        return self.judge(input_ids, attention_mask, token_type_ids)[0]


def write_pairs(run: Path, pairs: list[Pair]) -> None:
    """Write RUN/pairs.jsonl: `first`, `second` and `label` (0 or 1) a line."""
    run.mkdir(parents=True, exist_ok=True)
    with (run / "pairs.jsonl").open("w", encoding="utf8") as out:
        out.writelines(json.dumps(pair, ensure_ascii=False) + "\n" for pair in pairs)
    positive = sum(pair["label"] for pair in pairs)
    typer.echo(f"{len(pairs)} pairs, {positive} of them positive, in {run / 'pairs.jsonl'}")


def train(run: Path, *, base: Path | None, passes: int, words: bool) -> None:
    """Train on RUN/pairs.jsonl and write RUN/head.pt; a run that was cut off goes on.

    `base` is the folder of another run whose weights this one starts from.
    """
    torch.manual_seed(SEED)
    head = CrossEncoder(encoder_folder(), words=words)
    if base is not None:
        begin_from(head, base, new="word")
    pairs: list[Pair] = [json.loads(line) for line in (run / "pairs.jsonl").open(encoding="utf8")]
    groups = groupby(pairs, key=lambda pair: (pair.get("group"), "group" not in pair and id(pair)))
    plan = batches([list(group) for _, group in groups], passes=passes, size=BATCH, length=_length)
    pieces = tokenizer()
    fit(head, plan, lambda batch, device: _loss(head, pieces, batch, device), run)


def _loss(head: CrossEncoder, pieces: Any, batch: list[Pair], device: str) -> Any:
    """Of the pairs, of their words, and of right pairs against the wrong ones of their group."""
    pairs = [(pair["first"], pair["second"]) for pair in batch]
    encoded, places = encode(pieces, pairs, max_tokens=MAX_TOKENS)
    wanted = _wanted_words(batch, encoded["input_ids"].tolist(), places).to(device)
    labels = torch.tensor([float(pair["label"]) for pair in batch], device=device)
    # bfloat16 takes 0.6 of the time of float32 on processors that have it.
    with torch.autocast(device, dtype=torch.bfloat16):
        logits, wrong = head.judge(**encoded.to(device))
    logits = logits.float()
    loss = nn.functional.binary_cross_entropy_with_logits(logits, labels)
    known = wanted >= 0
    if wrong is not None and known.any():
        of_words = nn.functional.binary_cross_entropy_with_logits(
            wrong.float()[known], wanted[known], pos_weight=torch.tensor(_WRONG_WORD_WEIGHT, device=device)
        )
        loss = loss + _WORDS_WEIGHT * of_words
    groups = [pair.get("group") for pair in batch]
    gaps = [
        logits[a] - logits[b]
        for a, b in permutations(range(len(batch)), 2)
        if groups[a] is not None and groups[a] == groups[b] and batch[a]["label"] > batch[b]["label"]
    ]
    if gaps:
        loss = loss + _TWINS_WEIGHT * nn.functional.softplus(-torch.stack(gaps)).mean()
    return loss


def _wanted_words(batch: list[Pair], pieces: list[list[int]], places: list[list[tuple[int, int]]]) -> Any:
    """1 for each wrong word piece of first texts, 0 for the right ones, -1 for all else."""
    rows = []
    for pair, ids, spans in zip(batch, pieces, places, strict=True):
        row = [-1.0] * len(ids)
        if "wrong" in pair:
            # [CLS], the first text, [SEP].
            for at in range(1, ids.index(_SEP)):
                first, last = spans[at]
                row[at] = float(any(first < stop and last > start for start, stop in pair["wrong"]))
        rows.append(row)
    return torch.tensor(rows)


def add_commands(app: typer.Typer, *, model: Path, passes: int, words: bool) -> None:
    """Give a head's program its commands on runs; `model` is where its weights ship."""

    @app.command("train")
    def train_head(
        run: Path,
        base: Annotated[Path | None, typer.Option(help="The run whose weights this one starts from.")] = None,
        passes: Annotated[int, typer.Option(help="How often each pair is seen.")] = passes,
    ) -> None:
        """Train on RUN/pairs.jsonl and write RUN/head.pt; a run that was cut off goes on."""
        train(run, base=base, passes=passes, words=words)

    @app.command("average")
    def average_heads(first: Path, second: Path, run: Path) -> None:
        """Write the mean of the weights of two runs, the second begun from the first, as a third."""
        average(first, second, run)

    @app.command("export")
    def export_head(run: Path, model: Path = model) -> None:
        """Write the int8 ONNX model."""
        export(CrossEncoder(encoder_folder(), words=words), run, model, outputs={"logit": False})


def _length(pair: Pair) -> int:
    return len(pair["first"]) + len(pair["second"])
