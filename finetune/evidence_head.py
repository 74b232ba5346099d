"""Train the evidence head: a cross-encoder that says whether one sentence answers one question.

It learns from question and sentence pairs: the sentence that holds the answer against the others of its
passage that share the most words with the question, and against those that the product's own search brings
up from everywhere else. Unanswerable questions give negatives only, which is what makes the score usable as
a gate for refusals.

    python -m finetune.evidence_head data DATA RUN          question-sentence pairs from the training splits
    python -m finetune.evidence_head train RUN              goes on where it was cut off
    python -m finetune.evidence_head export RUN             int8 ONNX into index/weights
    python -m finetune.evidence_head measure DATA --split choose

DATA is the folder that holds `qa/squad2.jsonl.xz`, `qa/nq_open.jsonl.xz` and `qa/clapnq.jsonl.xz`. Questions
written for this project, on passages of their training splits and on news articles of our own, lie in
`finetune/written`.
"""

import json
import random
import re
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated, cast

import typer
from rich.progress import track

from bench.sets import QuestionRow, passage_key, read_set
from bench.splits import Split, split_of
from bot.build import Parts, open_library
from bot.config import Settings
from finetune.cross_encoder import Pair, add_commands, write_pairs
from finetune.training import SEED
from index.head import EVIDENCE, EvidenceHead, evidence_pair
from index.protocols import Said
from index.search import Search
from index.sentences import split_sentences
from index.words import content_stems

SETS = ("squad2", "nq_open", "clapnq")
WRITTEN = Path(__file__).parent / "written"
NEGATIVES_NEAR = 2
NEGATIVES_RETRIEVED = 2
RETRIEVED_PASSAGES = 6
# Nine in ten pairs would be negative; this share of those is kept.
NEGATIVES_KEPT = 0.6
# Some people type "who opened the bridge" where others type "Who opened the bridge?".
LOWER_CASE_SHARE = 0.15
# Nothing here depends on the day; the passages carry no dates.
TODAY = date(2026, 1, 1)
STRANGER_SHARE = 0.5
# Neighbouring capitalized words of a question, after its first word.
NAME = re.compile(r"(?<=\s)[A-Z][\w'’-]*(?:\s[A-Z][\w'’-]*)*")

app = typer.Typer(add_completion=False, help=__doc__)
add_commands(app, model=EVIDENCE, passes=1, words=False)


@dataclass(frozen=True)
class Passage:
    """A titled text cut into sentences, each with its context."""

    title: str
    text: str

    @property
    def said(self) -> list[Said]:
        """The sentences in order."""
        sentences = [s.text for s in split_sentences(self.text)]
        return [
            Said(sentence, self.title, before)
            for before, sentence in zip(["", *sentences], sentences, strict=False)
        ]


@dataclass(frozen=True)
class Example:
    """A question over a passage; each right sentence holds a string of `gold` (none: unanswerable)."""

    question: str
    passage: Passage
    gold: tuple[str, ...]
    answers: tuple[str, ...]


def passage_of(row: QuestionRow) -> Passage:
    """The passage that came with a row."""
    given = row.passages[0]
    return Passage(given.title.replace("_", " "), given.text)


def examples_of_sets(data: Path, split: Split) -> Iterator[Example]:
    """The rows of the trainable sets that belong to one split."""
    for name in SETS:
        for row in read_set(data, name):
            if split_of(row) != split:
                continue
            gold = row.evidence if name == "clapnq" else row.answers
            yield Example(row.question, passage_of(row), gold if row.answerable else (), row.answers)


def training_passages(data: Path) -> dict[str, Passage]:
    """The passages of the training splits by their keys."""
    return {
        passage_key(row.passages[0].text): passage_of(row)
        for name in SETS
        for row in read_set(data, name)
        if split_of(row) == "train"
    }


def written_examples(data: Path) -> Iterator[Example]:
    """The questions in `finetune/written`: on passages of the training splits, and on our own news."""
    passages = training_passages(data)
    for line in (WRITTEN / "questions.jsonl").open(encoding="utf8"):
        row = json.loads(line)
        yield from _written(row, passages[row["key"]])
    for line in (WRITTEN / "news.jsonl").open(encoding="utf8"):
        row = json.loads(line)
        yield from _written(row, Passage(row["title"], row["text"]))


def _written(row: dict[str, list[dict[str, str]] | list[str]], passage: Passage) -> Iterator[Example]:
    for asked in cast("list[dict[str, str]]", row["questions"]):
        yield Example(asked["q"], passage, (asked["s"],), (asked["a"],))
    for question in cast("list[str]", row["none"]):
        yield Example(question, passage, (), ())


def holds(sentence: str, strings: tuple[str, ...]) -> bool:
    """Whether one of the strings stands in the sentence, whatever its case."""
    return any(string.lower() in sentence.lower() for string in strings)


def renamed(question: str, pool: list[str], rng: random.Random) -> str | None:
    """The question with one of its names replaced by a stranger's; the old answer is wrong for it."""
    found = list(NAME.finditer(question))
    if not found:
        return None
    name, stranger = rng.choice(found), rng.choice(pool)
    if set(content_stems(stranger)) & set(content_stems(question)):
        return None
    return question[: name.start()] + stranger + question[name.end() :]


class Negatives:
    """Sentences that a search over all training passages brings up for a question."""

    def __init__(self, passages: list[Passage], search: Search) -> None:
        self._search = search
        self._said = {(passage.title, said.text): said for passage in passages for said in passage.said}

    def of(self, example: Example) -> list[Said]:
        """The best from other passages, without those that hold the answer."""
        asked = set(content_stems(example.question))
        own = example.passage.text
        found: list[tuple[float, Said]] = []
        passages = self._search.passages(example.question, k=RETRIEVED_PASSAGES, as_of=TODAY)
        for rank, passage in enumerate(passages):
            for sentence in split_sentences(passage.text):
                said = self._said.get((passage.article.title, sentence.text))
                if said is None or sentence.text in own or holds(sentence.text, example.answers):
                    continue
                shared = len(asked & set(content_stems(sentence.text))) / max(1, len(asked))
                found.append((shared + 1 / (1 + rank), said))
        found.sort(key=lambda item: -item[0])
        return [said for _, said in found[:NEGATIVES_RETRIEVED]]


def pairs_of(example: Example, negatives: Negatives, pool: list[str], rng: random.Random) -> Iterator[Pair]:
    """What is learnt from one question; nothing where its answer stands in no sentence."""
    asked = set(content_stems(example.question))
    said = example.passage.said
    right = [s for s in said if holds(s.text, example.gold)]
    if example.gold and not right:
        return

    def overlap(sentence: Said) -> float:
        return -len(set(content_stems(sentence.text)) & asked) - rng.random() * 0.5

    question = example.question.lower() if rng.random() < LOWER_CASE_SHARE else example.question
    wrong = sorted((s for s in said if s not in right), key=overlap)[: NEGATIVES_NEAR + (not right)]
    for sentence in [*wrong, *negatives.of(example)]:
        yield _pair(question, sentence, 0)
    if right:
        best = min(right, key=overlap)
        yield _pair(question, best, 1)
        stranger = renamed(example.question, pool, rng) if rng.random() < STRANGER_SHARE else None
        if stranger:
            yield _pair(stranger, best, 0)


def _pair(question: str, sentence: Said, label: int) -> Pair:
    first, second = evidence_pair(question, sentence)
    return {"first": first, "second": second, "label": label}


@app.command("data")
def write_data(
    data: Path,
    run: Path,
    share: Annotated[float, typer.Option(help="Of the sets' own questions, for a run that goes on.")] = 1.0,
) -> None:
    """Write RUN/pairs.jsonl."""
    rng = random.Random(SEED)
    of_sets = list(examples_of_sets(data, "train"))
    examples = [*rng.sample(of_sets, round(share * len(of_sets))), *written_examples(data)]
    pool = sorted({m.group() for example in examples for m in NAME.finditer(example.question)})
    passages = list(dict.fromkeys(example.passage for example in examples))
    with tempfile.TemporaryDirectory() as scratch:
        source = Path(scratch) / "passages.jsonl"
        rows = ({"title": passage.title, "text": passage.text} for passage in passages)
        source.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf8")
        parts = Parts(Settings(articles=[source], data=Path(scratch) / "library"))
        with open_library(parts, doing="data") as library:
            library.index([source], leaving=None, progress=lambda _: None)
            negatives = Negatives(passages, library.search())
            pairs = [
                pair | {"group": group}
                for group, example in enumerate(track(examples, "pairs"))
                for pair in pairs_of(example, negatives, pool, rng)
            ]
    thinned = random.Random(SEED)
    write_pairs(run, [pair for pair in pairs if pair["label"] or thinned.random() < NEGATIVES_KEPT])


@app.command()
def measure(
    data: Path,
    model: Path = EVIDENCE,
    split: Annotated[str, typer.Option(help="choose or report")] = "choose",
) -> None:
    """How often the head ranks the gold sentence first, and tells answerable from not (AUROC)."""
    from sklearn.metrics import roc_auc_score

    head = EvidenceHead(model)
    first: dict[str, list[bool]] = defaultdict(list)
    best: dict[bool, list[float]] = defaultdict(list)
    for name in SETS:
        rows = [row for row in read_set(data, name) if split_of(row) == cast("Split", split)]
        for row in track(rows, name):
            said = passage_of(row).said
            gold = row.evidence if name == "clapnq" else row.answers
            right = [row.answerable and holds(s.text, gold) for s in said]
            if not said or row.answerable != any(right):
                continue
            scores = head.score(row.question, said)
            if any(right) and not all(right):
                first[name].append(right[scores.index(max(scores))])
            if name == "squad2":
                best[row.answerable].append(max(scores))
    for name, hits in first.items():
        typer.echo(f"{name}: gold sentence first {sum(hits) / len(hits):.3f} of {len(hits)}")
    labels = [True] * len(best[True]) + [False] * len(best[False])
    auroc = roc_auc_score(labels, [*best[True], *best[False]])
    typer.echo(f"squad2: AUROC answerable or not {auroc:.3f} of {len(labels)}")


if __name__ == "__main__":
    app()
