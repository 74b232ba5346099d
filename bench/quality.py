"""How good are retrieval, answers, refusals, citations and verification? All of it in one run.

    ./footnote bench quality --out bench/results/quality
    ./footnote bench quality --quick

Writes OUT.json and OUT.html. Only the reporting splits of `bench/splits.py` are used; `--split choose` runs
the others, for choosing. `--quick` takes a seeded slice of the questions and a small library (under 5 minutes
on 2 cores; the whole run takes under 90). The news library is kept in `--work` from one run to the next, and
what was measured, with all texts, lies in WORK/measured.json. Texts of sets that may only be measured on stay
out of the results unless `--texts` is given.
"""

import json
import random
import shutil
import subprocess
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, TypeVar, cast

import typer

from bench.answering import ask, ask_naive_given, judged_naive
from bench.claims import claim_outcomes, statements
from bench.contradictions import contradiction_cases, contradiction_outcomes
from bench.figures import Outcome, as_rows
from bench.naive import Job
from bench.naive import run as run_naive
from bench.publish import ANSWERS, REMOVED, publish
from bench.retrieval import multihop_outcomes, news_outcomes
from bench.sets import (
    DATA,
    QuestionRow,
    multihop_questions,
    news_articles,
    news_questions,
    read_rows,
    read_set,
)
from bench.splits import Split, half_of, split_of
from bot.build import Parts, open_library
from bot.config import Settings

T = TypeVar("T")
SEED = 11


@dataclass(frozen=True, slots=True)
class Size:
    """How many questions of each set are asked, and of the baseline; None: all."""

    news: int | None
    given: dict[str, int]
    naive_given: dict[str, int]
    articles: int | None
    claims: int | None
    multihop: int | None
    contradictions: int | None


FULL = Size(
    news=None,
    given={"squad2": 300, "nq_open": 120, "clapnq": 60},
    naive_given={"squad2": 100, "nq_open": 40, "clapnq": 20},
    articles=None,
    claims=None,
    multihop=800,
    contradictions=None,
)
QUICK = Size(
    news=12,
    given={"squad2": 24, "nq_open": 10, "clapnq": 6},
    naive_given={"squad2": 6, "nq_open": 3, "clapnq": 2},
    articles=40,
    claims=150,
    multihop=50,
    contradictions=20,
)


def sample(rows: Sequence[T], count: int | None) -> list[T]:
    """A seeded sample in the old order."""
    if count is None or count >= len(rows):
        return list(rows)
    return [rows[at] for at in sorted(random.Random(SEED).sample(range(len(rows)), count))]


def main(
    data: Annotated[Path, typer.Option(help="The folder of the evaluation sets.")] = DATA,
    out: Annotated[Path, typer.Option(help="Results are written to OUT.json and OUT.html.")] = Path(
        "data/bench/quality"
    ),
    work: Annotated[Path, typer.Option(help="Where the news library is kept.")] = Path("data/bench"),
    naive: Annotated[Path, typer.Option(help="The baseline program.")] = Path("../shared/naive_rag.py"),
    split: Annotated[str, typer.Option(help="report, or choose")] = "report",
    quick: Annotated[bool, typer.Option("--quick", help="A small, seeded slice.")] = False,
    texts: Annotated[bool, typer.Option("--texts", help="Keep all texts in the results.")] = False,
) -> None:
    """Measure quality and write the results."""
    began = time.monotonic()
    size = QUICK if quick else FULL
    side = cast("Split", split)
    news = sample(list(half_of(news_questions(data), side)), size.news)
    source = news_source(data, news, size.articles, work)
    parts = Parts(Settings(articles=[source], data=work / ("quick" if quick else "full")))
    outcomes: list[Outcome] = []
    try:
        given = {name: given_rows(data, name, side, count) for name, count in size.given.items()}
        with open_library(parts, doing="bench") as library:
            typer.echo("indexing the news articles …")
            library.index([source], leaving=None, progress=lambda _: None)
            outcomes += news_outcomes(library, news)
            stored = [article.text for article in library.catalogue.articles()]
            outcomes += ask(library.answerer(gate=0.0), ANSWERS, news, stored=stored)
            for name, rows in given.items():
                outcomes += ask(library.answerer(gate=0.0), name, rows)
            cases = sample(contradiction_cases(), size.contradictions)
            outcomes += contradiction_outcomes(library.answerer(), cases, data.parent / "articles")
        outcomes += removed_outcomes(parts, news, work)
        outcomes += multihop_outcomes(multihop_questions(data), work, size.multihop)
        outcomes += claim_outcomes(sample(statements(data, side), size.claims), parts.verifier)
        outcomes += naive_news(naive, source, news, work)
        small = {name: sample(rows, size.naive_given[name]) for name, rows in given.items()}
        shutil.rmtree(work / "passages", ignore_errors=True)
        outcomes += ask_naive_given(naive, small, work / "passages")
    finally:
        parts.close()
    run = {
        "commit": subprocess.run(
            ["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True, check=True
        ).stdout.strip(),
        "measured": datetime.now(UTC).isoformat(timespec="seconds"),
        "split": split,
        "quick": quick,
        "minutes": round((time.monotonic() - began) / 60, 1),
        "outcomes": as_rows(outcomes),
    }
    (work / "measured.json").write_text(json.dumps(run, ensure_ascii=False), encoding="utf8")
    publish(run, out, texts=texts)


def given_rows(data: Path, name: str, split: Split, count: int) -> list[QuestionRow]:
    """A sample of the rows of one side of a trainable set."""
    return sample([row for row in read_set(data, name) if split_of(row) == split], count)


def news_source(data: Path, rows: Sequence[QuestionRow], count: int | None, work: Path) -> Path:
    """The file of all articles, or one of those that hold the answers and `count` others."""
    if count is None:
        return news_articles(data).resolve()
    gold = {url for row in rows for url in row.gold_urls}
    articles = list(read_rows(news_articles(data)))
    others = sample([article for article in articles if article["url"] not in gold], count)
    chosen = [article for article in articles if article["url"] in gold] + others
    path = work / "quick-articles.jsonl"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(json.dumps(article) + "\n" for article in chosen), encoding="utf8")
    return path.resolve()


def removed_outcomes(parts: Parts, rows: Sequence[QuestionRow], work: Path) -> list[Outcome]:
    """The same questions over a copy of the library without any article that holds an answer."""
    copy = work / "without"
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(parts.settings.data, copy)
    bare = Parts(parts.settings.model_copy(update={"data": copy}))
    warm = ("embedder", "head", "reader", "verifier", "model")
    bare.__dict__.update({name: getattr(parts, name) for name in warm})
    gold = {url for row in rows for url in row.gold_urls}
    with open_library(bare, doing="bench") as library:
        for article in library.catalogue.articles():
            if article.source in gold:
                library.remove(article.id)
        unanswerable = [
            QuestionRow(row.id, row.group, row.question, row.answers, answerable=False, asked=row.asked)
            for row in rows
        ]
        stored = [article.text for article in library.catalogue.articles()]
        return ask(library.answerer(gate=0.0), REMOVED, unanswerable, stored=stored)


def naive_news(program: Path, source: Path, rows: Sequence[QuestionRow], work: Path) -> list[Outcome]:
    """The baseline over the same articles."""
    folder = work / "naive"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    articles = read_rows(source) if source.suffix == ".xz" else map(json.loads, source.open(encoding="utf8"))
    for at, article in enumerate(articles):
        (folder / f"{at:05}.txt").write_text(f"{article['title']}\n\n{article['text']}", encoding="utf8")
    (replies,) = run_naive(program, [Job(folder, [row.question for row in rows])])
    return [judged_naive(row, ANSWERS, reply) for row, reply in zip(rows, replies, strict=True)]


if __name__ == "__main__":
    typer.run(main)
