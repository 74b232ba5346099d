"""Fit the weights of the signals beside the head, so that evidence scores are probabilities.

    python -m finetune.calibration DATA

A logistic regression over every candidate sentence of the choosing splits: does it hold the answer? Prints
the weights for `index.signals`, and how often the best sentence is right at each confidence.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

import numpy as np
import typer
from rich.progress import track
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score

from bench.judge import holds
from bench.sets import QuestionRow, news_articles, news_questions, read_set
from bench.splits import half_of, split_of
from bot.answer import PASSAGES, given_passages
from bot.build import Parts, open_library
from bot.config import Settings
from index.article import Evidence
from index.evidence import weigh
from index.signals import Signals

Weighed = list[tuple[Evidence, Signals]]
SETS = {"squad2": 500, "nq_open": 250}


def given(data: Path, parts: Parts) -> Iterator[tuple[str, QuestionRow, Weighed]]:
    """The choosing splits of the sets whose passages come with the question."""
    for name, count in SETS.items():
        rows = [row for row in read_set(data, name) if split_of(row) == "choose"][:count]
        for row in track(rows, name):
            yield name, row, weigh(row.question, given_passages(row.passages), parts.head, parts.reader)


def news(data: Path, parts: Parts) -> Iterator[tuple[str, QuestionRow, Weighed]]:
    """The earlier half of the news questions, over the whole library."""
    with open_library(parts, doing="calibration") as library:
        library.index([news_articles(data).resolve()], leaving=None, progress=lambda _: None)
        search = library.search()
        for row in track(half_of(news_questions(data), "choose"), "news2022"):
            passages = search.passages(row.question, k=PASSAGES, as_of=row.asked or date.max)
            yield "news2022", row, weigh(row.question, passages, parts.head, parts.reader)


def right(row: QuestionRow, evidence: Evidence) -> bool:
    """Whether a sentence holds the answer, in a right article where articles are known."""
    article = evidence.quotes[0].article
    placed = not row.gold_urls or article.source in row.gold_urls
    return row.answerable and placed and holds(evidence.text, row.answers)


def table(name: str, scores: Sequence[float], labels: Sequence[bool]) -> None:
    """Print AUROC, and precision and coverage at thresholds."""
    values, truth = np.array(scores), np.array(labels)
    typer.echo(
        f"{name}: {len(values)} questions, AUROC of the best sentence {roc_auc_score(truth, values):.3f}"
    )
    for threshold in np.arange(0.1, 0.95, 0.1):
        kept = values >= threshold
        share = truth[kept].mean() if kept.any() else float("nan")
        typer.echo(f"    from {threshold:.1f}: {kept.mean():.3f} answered, {share:.3f} of them right")


def main(data: Path, work: Path = Path("data/bench")) -> None:
    """Fit and print."""
    parts = Parts(Settings(articles=[], data=work / "full"))
    asked = [*given(data, parts), *news(data, parts)]
    rows = [
        (signals.values, right(row, evidence)) for _, row, weighed in asked for evidence, signals in weighed
    ]
    model = LogisticRegression(C=10.0, max_iter=2000)
    model.fit(np.array([values for values, _ in rows]), np.array([label for _, label in rows]))
    typer.echo(f"weights {np.round(model.coef_[0], 2).tolist()}, intercept {model.intercept_[0]:.2f}")
    for chosen in (*SETS, "news2022"):
        best: list[float] = []
        labels: list[bool] = []
        for name, row, weighed in asked:
            if name == chosen and weighed:
                odds = model.decision_function(np.array([s.values for _, s in weighed]))
                at = int(odds.argmax())
                best.append(float(1 / (1 + np.exp(-odds[at]))))
                labels.append(right(row, weighed[at][0]))
        table(chosen, best, labels)


if __name__ == "__main__":
    typer.run(main)
