"""Answers that were read by hand, and how far the second checker agrees with the reader.

`bench/questions/labels.jsonl` holds a label (`supported`, `partly`, `not`) for each answer of a seeded
sample, by the set, the question's id and a hash of answer and quotes: an answer that has changed since has no
label.
"""

import hashlib
import json
import random
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from bench.checker import supported
from bench.figures import Outcome
from bot.gate import THRESHOLDS

LABELS = Path(__file__).parent / "questions" / "labels.jsonl"
NAME = "answers read by hand"
SEED = 50
COUNT = 50


def fingerprint(outcome: Outcome) -> str:
    """A short hash of what was answered and quoted."""
    return hashlib.sha256("\n".join([outcome.answer, *outcome.quotes]).encode()).hexdigest()[:16]


def given(outcomes: Sequence[Outcome]) -> list[Outcome]:
    """The answers that the default setting gives."""
    return [
        outcome
        for outcome in outcomes
        if outcome.system == "footnote"
        and outcome.answer
        and (outcome.confidence or 0) >= THRESHOLDS["balanced"]
    ]


def label_outcomes(outcomes: Sequence[Outcome]) -> list[Outcome]:
    """For each answer with a label: is it supported, and does the second checker say the same?"""
    if not LABELS.exists():
        return []
    labels = {
        (row["set"], row["id"], row["answer"]): row["label"]
        for row in map(json.loads, LABELS.open(encoding="utf8"))
    }
    found = []
    for outcome in given(outcomes):
        label = labels.get((outcome.set, outcome.id, fingerprint(outcome)))
        if label:
            agrees = supported(outcome.answer, outcome.quotes) == (label == "supported")
            metrics = {f"label: {name}": float(label == name) for name in ("supported", "partly", "not")}
            metrics["second checker agrees"] = float(agrees)
            found.append(Outcome(NAME, "footnote", f"{outcome.set} {outcome.id}", metrics))
    return found


def main(
    results: Path, out: Annotated[Path, typer.Option(help="Where the sample to read is written.")]
) -> None:
    """Draw the sample of given answers from results with texts, to be read and labelled."""
    rows = json.loads(results.read_text(encoding="utf8"))["outcomes"]
    outcomes = given([Outcome(**row) for row in rows])
    picked = random.Random(SEED).sample(outcomes, min(COUNT, len(outcomes)))
    lines = [
        {
            "set": outcome.set,
            "id": outcome.id,
            "answer": fingerprint(outcome),
            "label": "",
            "question": outcome.question,
            "said": outcome.answer,
            "quotes": outcome.quotes,
        }
        for outcome in picked
    ]
    out.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines), encoding="utf8")


if __name__ == "__main__":
    typer.run(main)
