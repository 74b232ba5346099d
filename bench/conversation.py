"""How much of what a follow-up loses in retrieval does its stand-alone form win back?

    ./footnote bench conversation --split report

CANARD: the passages are the answers of all its dialogs (the answer to turn k stands in the history of turn
k + 1; "I don't know." is none), and the right one is the answer to this very question. They are searched as
the product searches, by embeddings and FTS5 fused by reciprocal rank (without Chroma, to be done in minutes),
once with the page's title above each passage and once without: with titles, to name the page is half of the
work. The first two entries of a history, page title and section, are the first turn for the rewrite, as the
people who rewrote the questions saw them; "without the title line" leaves them out for the rewrite alone. The
loss is (human - ours) / (human - raw). How well a new topic is told from a follow-up is measured with the
rewritten first question of another dialog. Dialogs are split 60 / 20 / 20 by their hash (`bench/splits.py`).

MTRAG (only measured): the passages of all conversations, the right ones those given with this question. Long
passages are cut where the embedding model stops reading.
"""

import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated, cast

import numpy as np
import typer

from bench.figures import Figure, Numbers, Outcome, as_line, figures, interval, paired
from bench.sets import DATA, QuestionRow, passage_key, read_rows
from bench.splits import Split, split_of
from bot.dialogue import Turn
from bot.follow_up.stand_alone import follow_up
from index.article import Article
from index.catalogue import StoredChunk
from index.embed import EMBEDDED_MODEL, SentenceEmbedder, model_folder
from index.fuse import reciprocal_rank
from index.keyword import KeywordStore
from index.protocols import Embedder

DEPTH = 10
# What each ranking contributes, as in `index.search`.
_EACH = 50
SEED = 5
_NO_ANSWER = "i don't know"
# Passages are told apart by their source; those of one dialog begin alike.
_SOURCE = "https://bench.invalid/"
RAW, HUMAN, ASKED, SEARCHED, UNTITLED = "raw", "human", "asked", "searched", "without the title line"


@dataclass(frozen=True, slots=True)
class FollowUpRow:
    """A question within a conversation, its right passages, and a person's rewrite (empty: there is none)."""

    id: str
    dialog: str
    question: str
    turns: tuple[Turn, ...]
    gold: frozenset[str]
    rewrite: str = ""


def canard(data: Path) -> tuple[list[FollowUpRow], list[dict[str, str]]]:
    """The questions, and the answers as JSON Lines articles; a row whose answer is not known has no gold."""
    rows = list(read_rows(data / "qa" / "canard.jsonl.xz"))
    answers: dict[str, dict[str, str]] = {}
    for row in rows:
        said = row["history"]
        for at in range(2, len(said) - 1, 2):
            key = f"{_SOURCE}{row['dialog']}/{at}"
            if _NO_ANSWER not in said[at + 1].lower():
                answers[key] = {"title": said[0], "text": said[at + 1], "url": key}
    questions = []
    for row in rows:
        key = f"{_SOURCE}{row['dialog']}/{len(row['history'])}"
        gold = frozenset({key} & answers.keys())
        questions.append(
            FollowUpRow(
                row["id"], row["dialog"], row["question"], turns_of(row["history"]), gold, row["rewrite"]
            )
        )
    return questions, list(answers.values())


def mtrag(data: Path) -> tuple[list[FollowUpRow], list[dict[str, str]]]:
    """The last questions of conversations that have passages and a history, and all passages."""
    passages: dict[str, dict[str, str]] = {}
    rows: list[FollowUpRow] = []
    for row in read_rows(data / "qa" / "mtrag.jsonl.xz"):
        keys = [f"{_SOURCE}{passage_key(p['text'])}" for p in row["passages"]]
        for key, passage in zip(keys, row["passages"], strict=True):
            passages[key] = {"title": passage["title"] or "", "text": passage["text"], "url": key}
        turns = turns_of([said["text"] for said in row["history"]])
        rows.append(FollowUpRow(row["id"], row["conversation"], row["question"], turns, frozenset(keys)))
    return [row for row in rows if row.gold and row.turns], list(passages.values())


def turns_of(said: Sequence[str]) -> tuple[Turn, ...]:
    """What was said in alternation as turns."""
    return tuple(Turn(question, answer) for question, answer in zip(said[::2], said[1::2], strict=False))


class Passages:
    """Passages that can be searched; `lines` are JSON Lines articles, each short enough to be one chunk."""

    def __init__(self, lines: Sequence[dict[str, str]], embedder: Embedder, folder: Path) -> None:
        articles = [Article(a["url"], a["title"], (), None, a["url"], "en", a["text"], "") for a in lines]
        self._sources = [article.source for article in articles]
        self._embedder = embedder
        self._vectors = embedder.encode([f"{a.title}\n{a.text}".strip() for a in articles])
        self._keywords = KeywordStore(folder / "keyword.sqlite")
        self._keywords.add(StoredChunk(n, article, article.text) for n, article in enumerate(articles))

    def find(self, texts: Sequence[str]) -> list[list[str]]:
        """The sources of the best passages for each text, best first."""
        nearest = np.argsort(-(self._embedder.encode(texts) @ self._vectors.T), axis=1)[:, :_EACH]
        return [
            [
                self._sources[n]
                for n, _ in reciprocal_rank([dense.tolist(), self._keywords.search(text, _EACH)])
            ]
            for text, dense in zip(texts, nearest, strict=True)
        ]


def outcomes_of(
    name: str,
    passages: Passages,
    rows: Sequence[FollowUpRow],
    systems: dict[str, Callable[[FollowUpRow], str]],
) -> list[Outcome]:
    """Where the right passage stands for each question as each system asks it."""
    outcomes: list[Outcome] = []
    for system, text in systems.items():
        for row, every in zip(rows, passages.find([text(row) for row in rows]), strict=True):
            found = every[:DEPTH]
            first = next((at for at, source in enumerate(found) if source in row.gold), None)
            metrics = {
                "recall@10": float(first is not None),
                "MRR@10": 0.0 if first is None else 1 / (1 + first),
            }
            if row.rewrite:
                metrics["right dialog first"] = float(found[0].startswith(f"{_SOURCE}{row.dialog}/"))
            outcomes.append(Outcome(name, system, row.id, metrics))
    return outcomes


def losses(outcomes: Sequence[Outcome]) -> list[Figure]:
    """(human - ours) / (human - raw) for every metric and system of ours."""
    by_system: dict[str, list[Outcome]] = {}
    for outcome in outcomes:
        by_system.setdefault(outcome.system, []).append(outcome)
    found = []
    for system in by_system.keys() - {RAW, HUMAN}:
        for metric in by_system[RAW][0].metrics:
            columns = [[row.metrics[metric] for row in by_system[s]] for s in (RAW, HUMAN, system)]
            low, high = interval(_loss, *columns)
            value = _loss(*(np.array(column) for column in columns))
            found.append(
                Figure(outcomes[0].set, system, f"loss, {metric}", value, low, high, len(columns[0]))
            )
    return sorted(found, key=lambda figure: (figure.system, figure.name))


def _loss(raw: Numbers, human: Numbers, ours: Numbers) -> float:
    lost = human.mean() - raw.mean()
    return float((human.mean() - ours.mean()) / lost) if lost else float("nan")


def topic_outcomes(rows: Sequence[FollowUpRow]) -> list[Outcome]:
    """Whether follow-ups are taken for such, and a question that begins another dialog for a new topic."""
    beginnings = [row for row in rows if len(row.turns) == 1]
    draw = random.Random(SEED)
    outcomes: list[Outcome] = []
    for row in rows:
        if len(row.turns) == 1:
            continue
        other = draw.choice([b for b in beginnings if b.turns[0].question != row.turns[0].question])
        began = time.perf_counter()
        leans = follow_up(row.question, row.turns).leans
        took = (time.perf_counter() - began) * 1000
        new = follow_up(other.rewrite, row.turns)
        metrics = {
            "follow-up carries evidence": float(leans),
            "new topic carries none": float(not new.leans),
            "new topic asked as it is": float(new.asked == other.rewrite),
            "median ms": took,
        }
        outcomes.append(Outcome("canard topics", "rules", row.id, metrics))
    return outcomes


def main(
    split: Annotated[str, typer.Option(help="train, choose or report")] = "report",
    data: Annotated[Path, typer.Option(help="The folder of the evaluation sets.")] = DATA,
) -> None:
    """Measure the stand-alone questions."""
    embedder = SentenceEmbedder(model_folder(EMBEDDED_MODEL))
    everything, answers = canard(data)
    rows = [row for row in everything if _side(row) == cast("Split", split)]
    asked = [row for row in rows if row.gold]
    ours: dict[str, Callable[[FollowUpRow], str]] = {
        RAW: lambda row: row.question,
        ASKED: lambda row: follow_up(row.question, row.turns).asked,
        SEARCHED: lambda row: follow_up(row.question, row.turns).searched,
    }
    human: dict[str, Callable[[FollowUpRow], str]] = {
        HUMAN: lambda row: row.rewrite,
        UNTITLED: lambda row: follow_up(row.question, row.turns[1:]).searched,
    }
    found = figures(topic_outcomes(rows))
    for name, lines in (
        ("canard without titles", [{**answer, "title": ""} for answer in answers]),
        ("canard with titles", answers),
    ):
        measured = _measured(name, lines, embedder, asked, ours | human)
        found += figures(measured) + losses(measured)
    conversations, lines = mtrag(data)
    measured = _measured("mtrag", lines, embedder, conversations, ours)
    found += figures(measured)
    raw = [outcome for outcome in measured if outcome.system == RAW]
    rewritten = [outcome for outcome in measured if outcome.system == SEARCHED]
    found += [gain for metric in raw[0].metrics if (gain := paired(raw, rewritten, metric))]
    for figure in found:
        typer.echo(as_line(figure))


def _measured(
    name: str,
    lines: Sequence[dict[str, str]],
    embedder: Embedder,
    rows: Sequence[FollowUpRow],
    systems: dict[str, Callable[[FollowUpRow], str]],
) -> list[Outcome]:
    with TemporaryDirectory() as folder:
        return outcomes_of(name, Passages(lines, embedder, Path(folder)), rows, systems)


def _side(row: FollowUpRow) -> Split:
    return split_of(QuestionRow(row.id, row.dialog, row.question, (), answerable=True))


if __name__ == "__main__":
    typer.run(main)
