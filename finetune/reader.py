"""Train the reader: does this passage answer this question, and where?

The evidence head sees one sentence; whether "the second bridge" or "the cost in 2009" is told of, the
sentences around it decide. The reader sees them, and learns the place of the answer too, which tells it more
than yes or no does. A question that the passage answers and its twin, changed in one place so that it is
answered no more, are learnt from together.

    python -m finetune.reader data DATA RUN
    python -m finetune.reader train RUN --base EVIDENCE_RUN     goes on where it was cut off
    python -m finetune.reader export RUN                        int8 ONNX into index/weights
    python -m finetune.reader measure DATA

DATA is the folder that holds `qa/`; the written questions and twins lie in `finetune/written`.
"""

import json
import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Annotated, Any

import torch
import typer
from torch import nn
from transformers import AutoModel

from bench.sets import read_set
from bench.splits import Split, split_of
from finetune.evidence_head import LOWER_CASE_SHARE, SETS, WRITTEN, Passage, passage_of, training_passages
from finetune.training import SEED, batches, begin_from, encode, encoder_folder, export, fit, tokenizer
from index.head import READER, PassageReader, as_question, reading_pair
from index.sentences import split_sentences
from index.window import WINDOW_WORDS, window
from index.words import content_stems

BATCH = 24
MAX_TOKENS = 256
# Passages with twins that are left out of training, to choose by.
TWINS_HELD = 80
# How often a question over an article of ours is also asked of a stretch that does not answer it, and how
# far that stretch must be from the answer, in characters.
ELSEWHERE_SHARE, ELSEWHERE = 0.4, 900
# What finding the place counts beside saying yes or no, and a question's beating its twin.
_PLACE_WEIGHT, _TWIN_WEIGHT = 0.5, 0.5

app = typer.Typer(add_completion=False, help=__doc__)
Spans = list[tuple[int, int]]


@dataclass(frozen=True)
class Asked:
    """A question over a text; `spans` are the places of its answer, none: unanswerable.

    `twins` numbers a question and its twin, which stand one behind the other.
    """

    question: str
    title: str
    text: str
    spans: Spans
    twins: int | None = None


class ReaderModel(nn.Module):
    """MiniLM with one logit on its first token, and two on every token: the answer begins or ends there.

    Those on the first token say that it begins nowhere.
    """

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.encoder = AutoModel.from_pretrained(folder)
        self.score = nn.Linear(self.encoder.config.hidden_size, 1)
        self.span = nn.Linear(self.encoder.config.hidden_size, 2)

    def forward(self, input_ids: Any, attention_mask: Any, token_type_ids: Any) -> tuple[Any, Any]:
        """Logits of shape (pairs,) and (pairs, tokens, 2)."""
        hidden = self.encoder(
            input_ids=input_ids, attention_mask=attention_mask, token_type_ids=token_type_ids
        ).last_hidden_state
        return self.score(hidden[:, 0]).squeeze(-1), self.span(hidden)


def places(text: str, answer: str) -> Spans:
    """Where an answer stands, whatever its case."""
    return [match.span() for match in re.finditer(re.escape(answer), text, re.IGNORECASE)]


def place(text: str, answer: str, snippet: str) -> Spans:
    """Where the answer stands in the sentence of a snippet, else nearest to it."""
    found = places(text, answer)
    at = text.find(snippet)
    home = next((s for s in split_sentences(text) if s.start <= at < s.end), None)
    inside = [span for span in found if home and home.start <= span[0] < home.end]
    return inside or sorted(found, key=lambda span: abs(span[0] - at))[:1]


def nearest(question: str, text: str) -> int:
    """Where the sentence begins that shares most words with the question."""
    asked = set(content_stems(question))
    best = max(split_sentences(text), key=lambda s: len(asked & set(content_stems(s.text))), default=None)
    return best.start if best else 0


def over(question: str, passage: Passage, spans: Spans, twins: int | None = None) -> Asked:
    """A question over a passage, of a long one over the part with the answer or nearest to the question."""
    text = passage.text
    if len(text.split()) > WINDOW_WORDS:
        first, last = window(text, spans[0][0] if spans else nearest(question, text))
        spans = [(a - first, b - first) for a, b in spans if first <= a and b <= last]
        text = text[first:last]
    return Asked(as_question(question), passage.title, text, spans, twins)


def of_set(data: Path, name: str, split: Split) -> Iterator[Asked]:
    """The rows of a split whose answers stand in their passages, and the unanswerable ones."""
    for row in read_set(data, name):
        if split_of(row) != split or (name == "clapnq" and row.answerable):
            continue
        passage = passage_of(row)
        spans = [span for answer in dict.fromkeys(row.answers) for span in places(passage.text, answer)]
        if bool(spans) == row.answerable:
            yield over(row.question, passage, spans)


def held_keys() -> set[str]:
    """The passages whose twins are left out of training."""
    keys = sorted(json.loads(line)["key"] for line in (WRITTEN / "twins.jsonl").open(encoding="utf8"))
    return set(random.Random(1).sample(keys, TWINS_HELD))


def written(data: Path, *, held: bool = False) -> Iterator[Asked]:
    """Our own questions on passages of the training splits; `held`: those that are left out of training."""
    passages = training_passages(data)
    without = held_keys()
    twins = 0
    for file in ("questions.jsonl", "twins.jsonl"):
        for line in (WRITTEN / file).open(encoding="utf8"):
            row = json.loads(line)
            passage = passages[row["key"]]
            if held != (file == "twins.jsonl" and row["key"] in without):
                continue
            for question in row["questions"]:
                spans = place(passage.text, question["a"], question["s"])
                if not spans:
                    continue
                twins += 1
                own = over(question["q"], passage, spans, twins if "twin" in question else None)
                yield own
                if "twin" in question:
                    yield Asked(as_question(question["twin"]), own.title, own.text, [], twins)
            for text in row["none"]:
                yield over(text, passage, [])


def of_news(rng: random.Random) -> Iterator[Asked]:
    """Our own questions on our own news, some of them also over a stretch far from the answer."""
    for line in (WRITTEN / "news.jsonl").open(encoding="utf8"):
        row = json.loads(line)
        passage = Passage(row["title"], row["text"])
        starts = [sentence.start for sentence in split_sentences(passage.text)]
        for question in row["questions"]:
            spans = place(passage.text, question["a"], question["s"])
            if not spans:
                continue
            yield over(question["q"], passage, spans)
            far = [start for start in starts if abs(start - spans[0][0]) > ELSEWHERE]
            if far and rng.random() < ELSEWHERE_SHARE:
                first, last = window(passage.text, rng.choice(far))
                if not places(passage.text[first:last], question["a"]):
                    yield Asked(as_question(question["q"]), passage.title, passage.text[first:last], [])
        for text in row["none"]:
            yield over(text, passage, [])


def lowered(rows: Sequence[Asked], rng: random.Random) -> Iterator[Asked]:
    """Some people type "who opened the bridge" where others type "Who opened the bridge?"."""
    for row in rows:
        lower = rng.random() < LOWER_CASE_SHARE
        yield Asked(row.question.lower(), row.title, row.text, row.spans, row.twins) if lower else row


@app.command("data")
def write_data(
    data: Path,
    run: Path,
    again: Annotated[list[str], typer.Option(help="A set whose questions are taken once more.")] = [],  # noqa: B006
) -> None:
    """Write RUN/asked.jsonl."""
    rng = random.Random(SEED)
    of_sets = [row for name in (*SETS, *again) for row in of_set(data, name, "train")]
    rows = list(lowered([*of_sets, *written(data), *of_news(rng)], rng))
    run.mkdir(parents=True, exist_ok=True)
    with (run / "asked.jsonl").open("w", encoding="utf8") as out:
        out.writelines(json.dumps(asdict(row), ensure_ascii=False) + "\n" for row in rows)
    answered = sum(bool(row.spans) for row in rows)
    typer.echo(f"{len(rows)} questions, {answered} of them answered, in {run / 'asked.jsonl'}")


@app.command()
def train(
    run: Path,
    base: Annotated[Path, typer.Option(help="What it starts from: another run, or a model that ships.")],
    passes: Annotated[int, typer.Option(help="How often each question is seen.")] = 1,
    seed: Annotated[int, typer.Option(help="Decides the order of the questions.")] = SEED,
) -> None:
    """Train on RUN/asked.jsonl and write RUN/head.pt; a run that was cut off goes on."""
    torch.manual_seed(seed)
    model = ReaderModel(encoder_folder())
    begin_from(model, base, new="span")
    units: dict[int, list[Asked]] = {}
    for at, line in enumerate((run / "asked.jsonl").open(encoding="utf8")):
        row = Asked(**json.loads(line))
        units.setdefault(-1 - at if row.twins is None else row.twins, []).append(row)
    plan = batches(
        list(units.values()), passes=passes, size=BATCH, length=lambda row: len(row.text), seed=seed
    )
    pieces = tokenizer()
    fit(model, plan, lambda batch, device: _loss(model, pieces, batch, device), run)


def _loss(model: ReaderModel, pieces: Any, batch: list[Asked], device: str) -> Any:
    """Of yes or no, of the places where the answer begins and ends, and of questions against their twins."""
    encoded, inside, wanted = _encoded(pieces, batch, device)
    with torch.autocast(device, dtype=torch.bfloat16):
        logits, spans = model(**encoded)
    logits, spans = logits.float(), spans.float()
    answered = torch.tensor([bool(row.spans) for row in batch], device=device)
    loss = nn.functional.binary_cross_entropy_with_logits(logits, answered.float())
    for which in (0, 1):
        # All occurrences of the answer together are right; one that was cut off tells nothing.
        likely = torch.log_softmax(spans[:, :, which].masked_fill(~inside, -1e4), dim=1)
        right = torch.logsumexp(likely.masked_fill(wanted[which] == 0, -1e4), dim=1)
        known = wanted[which].sum(dim=1) > 0
        loss = loss - _PLACE_WEIGHT * (right * known).sum() / known.sum().clamp(min=1)
    gaps = [
        logits[a] - logits[b]
        for a, row in enumerate(batch)
        for b, other in enumerate(batch)
        if row.twins is not None and row.twins == other.twins and row.spans and not other.spans
    ]
    if gaps:
        loss = loss + _TWIN_WEIGHT * nn.functional.softplus(-torch.stack(gaps)).mean()
    return loss


def _encoded(pieces: Any, batch: list[Asked], device: str) -> tuple[Any, Any, tuple[Any, Any]]:
    """What the model takes, the tokens that may be a place, and which of them begin and end an answer."""
    pairs = [reading_pair(row.question, row.text, row.title) for row in batch]
    encoded, offsets = encode(pieces, pairs, max_tokens=MAX_TOKENS)
    types = encoded["token_type_ids"].tolist()
    inside = torch.zeros(encoded["input_ids"].shape, dtype=torch.bool)
    starts, ends = torch.zeros(inside.shape), torch.zeros(inside.shape)
    inside[:, 0] = True
    for n, row in enumerate(batch):
        for at, ((first, last), second) in enumerate(zip(offsets[n], types[n], strict=True)):
            if not second or last <= first or last > len(row.text):
                continue
            inside[n, at] = True
            starts[n, at] = float(any(first <= a < last for a, _ in row.spans))
            ends[n, at] = float(any(first < b <= last for _, b in row.spans))
        if not row.spans:
            starts[n, 0] = ends[n, 0] = 1.0
    return encoded.to(device), inside.to(device), (starts.to(device), ends.to(device))


@app.command("export")
def export_reader(run: Path, model: Path = READER) -> None:
    """Write the int8 ONNX model."""
    export(ReaderModel(encoder_folder()), run, model, outputs={"logit": False, "spans": True})


@app.command()
def measure(data: Path, model: Path = READER) -> None:
    """How well it tells answered from unanswered (AUROC), and how often its place holds the answer."""
    from sklearn.metrics import roc_auc_score

    reader = PassageReader(model)
    sets = {name: list(of_set(data, name, "choose")) for name in ("squad2", "nq_open")}
    sets["twins held back"] = list(written(data, held=True))
    for name, rows in sets.items():
        readings = [reader.read(row.question, [(row.text, row.title)])[0] for row in rows]
        answered = [bool(row.spans) for row in rows]
        if not all(answered):
            odds = [reading.log_odds for reading in readings]
            typer.echo(f"{name}: AUROC answered or not {roc_auc_score(answered, odds):.3f} of {len(rows)}")
        found = [
            any(first <= a and b <= last for a, b in row.spans)
            for row, reading in zip(rows, readings, strict=True)
            for _, (first, last) in [reading.best(0, len(row.text))]
            if row.spans
        ]
        typer.echo(f"{name}: the place holds the answer {sum(found) / len(found):.3f} of {len(found)}")


if __name__ == "__main__":
    app()
