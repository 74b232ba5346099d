"""Two reports of one event: does the answer say so where they contradict each other on what was asked?

`bench/questions/contradictions.jsonl` holds second reports on the sample articles and on the two real ones,
44 that tell the asked fact differently and 24 that tell it in other words.
"""

import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from rich.progress import track

from bench.figures import Outcome
from bench.judge import holds
from bot.answer import CONTRADICTION, Answerer
from bot.config import SAMPLES
from bot.dialogue import GivenPassage, Question
from index.article import Loaded
from index.loaders import load

CASES = Path(__file__).parent / "questions" / "contradictions.jsonl"
NAME = "contradictions"


def contradiction_cases() -> list[dict[str, Any]]:
    """All pairs: a sentence of an article, and a second report."""
    return [json.loads(line) for line in CASES.open(encoding="utf8")]


def contradiction_outcomes(
    answerer: Answerer, rows: Sequence[dict[str, Any]], real_articles: Path
) -> list[Outcome]:
    """What is said of each pair; pairs on articles that are not at hand are left out."""
    outcomes = []
    for row in track(rows, NAME):
        original = _original(row["article"], real_articles)
        if original is None:
            continue
        passages = (GivenPassage(original.title, original.text), GivenPassage(row["title"], row["text"]))
        answer = answerer.answer(Question(row["question"], date.today(), passages=passages))
        announced = CONTRADICTION in answer.text
        if row["contradicts"]:
            both = all(holds(answer.text, [value]) for value in row["values"])
            metrics = {
                "contradiction announced": float(announced),
                "both values told and cited": float(announced and both and len(answer.footnotes) > 1),
            }
        else:
            metrics = {"agreement left alone": float(not announced)}
        said = {"question": row["question"], "answer": answer.text, "gold": row["values"]}
        outcomes.append(Outcome(NAME, "footnote", row["id"], metrics, **said))
    return outcomes


def _original(name: str, real_articles: Path) -> Loaded | None:
    file, _, title = name.partition("#")
    path = next((p for p in (SAMPLES / file, real_articles / file) if p.exists()), None)
    if path is None:
        return None
    found = load(path.read_bytes(), suffix=path.suffix, name=path.name)
    return next((x for x in found if isinstance(x, Loaded) and title in {"", x.title}), None)
