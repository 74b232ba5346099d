"""Are answers right, short and rightly cited, and is what cannot be answered refused?

Every question is answered with an open gate, and its confidence is kept: what each setting of `answering`
would have said follows from its threshold, and so does the whole risk-coverage curve.
"""

import math
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from rich.progress import track

from bench.checker import supported
from bench.figures import Outcome
from bench.judge import bare, holds, is_refusal, is_short, token_f1, verbatim
from bench.naive import Job, Reply, run
from bench.sets import QuestionRow
from bot.answer import Answerer
from bot.dialogue import Answer, Question
from bot.gate import THRESHOLDS

UNKNOWN = math.nan


def ask(
    answerer: Answerer, name: str, rows: Sequence[QuestionRow], *, stored: Sequence[str] | None = None
) -> list[Outcome]:
    """Footnote's outcomes over a library whose texts are `stored`, else over each question's passages."""
    answerer.answer(Question("Is anybody there?", date.today()))
    outcomes = []
    for row in track(rows, name):
        passages = row.passages if stored is None else ()
        answer = answerer.answer(Question(row.question, row.asked or date.today(), passages=passages))
        texts = [passage.text for passage in passages] if stored is None else stored
        outcomes.append(judged(row, name, answer, texts))
    return outcomes


def judged(row: QuestionRow, name: str, answer: Answer, texts: Sequence[str]) -> Outcome:
    """What is to be said of one answer; `texts` are where its quotes must stand."""
    quotes = [note.quote for note in answer.footnotes]
    said = bare(" ".join(sentence.text for sentence in answer.sentences))
    short = is_short(said, len(quotes))
    right = bool(row.answerable and not answer.refused and short and holds(said, row.answers))
    metrics = {
        "right if answered": float(right),
        "median ms": float(answer.timings.total),
        "F1": token_f1(said, row.answers) if row.answerable else UNKNOWN,
        "median words": float(len(said.split())) if said else UNKNOWN,
        "worded by the model": float(answer.model != "quotation") if said else UNKNOWN,
    }
    for mode, threshold in THRESHOLDS.items():
        given = not answer.refused and answer.confidence >= threshold
        metrics[f"{mode}: given"] = float(given)
        metrics[f"{mode}: right of the given"] = float(right) if given else UNKNOWN
        if row.answerable:
            metrics[f"{mode}: right"] = float(right and given)
        else:
            metrics[f"{mode}: refused when it had to"] = float(not given)
        if given:
            metrics[f"{mode}: supported (second checker)"] = float(supported(said, quotes))
            metrics[f"{mode}: quote holds the gold answer"] = (
                float(any(holds(quote, row.answers) for quote in quotes)) if row.answerable else UNKNOWN
            )
            if row.gold_urls:
                cited = {note.source for note in answer.footnotes}
                metrics[f"{mode}: gold article cited"] = float(bool(cited & set(row.gold_urls)))
    if quotes:
        metrics["quotes verbatim"] = float(verbatim(quotes, texts))
    return Outcome(
        name, "footnote", row.id, metrics, answer.confidence, row.answerable, row.question, said,
        list(row.answers), quotes,
    )  # fmt: skip


def ask_naive_given(program: Path, sets: Mapping[str, Sequence[QuestionRow]], folder: Path) -> list[Outcome]:
    """The baseline's outcomes, each question over a folder that holds its passages alone."""
    asked = [(name, row) for name, rows in sets.items() for row in rows]
    jobs = []
    for at, (_, row) in enumerate(asked):
        home = folder / str(at)
        home.mkdir(parents=True)
        for n, passage in enumerate(row.passages):
            (home / f"{n}.txt").write_text(passage.text, encoding="utf8")
        jobs.append(Job(home, [row.question]))
    replies = [reply for (reply,) in run(program, jobs)]
    return [judged_naive(row, name, reply) for (name, row), reply in zip(asked, replies, strict=True)]


def judged_naive(row: QuestionRow, name: str, reply: Reply) -> Outcome:
    """What is to be said of one reply of the baseline; it has no modes and no quotes."""
    refused = is_refusal(reply.answer)
    right = bool(row.answerable and not refused and holds(reply.answer, row.answers))
    metrics = {
        "right if answered": float(right and is_short(reply.answer, 0)),
        "right at any length": float(right),
        "median ms": reply.ms,
        "F1": token_f1(reply.answer, row.answers) if row.answerable else UNKNOWN,
        "median words": float(len(reply.answer.split())),
        "given": float(not refused),
    }
    if not row.answerable:
        metrics["refused when it had to"] = float(refused)
    return Outcome(
        name, "naive", row.id, metrics, float(not refused), row.answerable, row.question, reply.answer,
        list(row.answers),
    )  # fmt: skip
