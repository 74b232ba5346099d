"""Right answers, refusals, quotes and speed on a set of questions over a folder of articles.

    ./footnote bench answers bench/questions/summit.jsonl --articles ../shared/articles \
        --naive ../shared/naive_rag.py

A question is right when one of its gold strings stands in a short answer (`bench.judge`), one of whose
footnotes cites a right article. A quote is verbatim when it stands in the article's file as it
is. With `--naive` that program answers the same questions in the same run, for the ratio of the medians.
"""

import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import psutil
import typer

from bench.judge import bare, is_short, verbatim
from bot.build import Parts, open_library
from bot.config import Settings
from bot.dialogue import Answer, Question

_POLL_SECONDS = 0.02


@dataclass(frozen=True, slots=True)
class Row:
    """One question and what came of it."""

    id: str
    question: str
    verdict: str
    answer: str
    verbatim: bool
    total_ms: int
    first_ms: int | None
    model: str


def flat(text: str) -> str:
    """Lower case, plain apostrophes, single spaces: "comrade" stands in "comrades" too."""
    return " ".join(text.lower().replace("’", "'").split())


def cites(answer: Answer, articles: Sequence[str], folder: Path) -> bool:
    """Whether a footnote's source is one of these files, by its name or by the URL that stands in it."""
    files = [path for name in articles for path in folder.glob(f"{name}*")]
    return any(
        Path(note.source).name == path.name or note.source in path.read_text(encoding="utf8")
        for note in answer.footnotes
        for path in files
    )


def judge(row: dict[str, Any], answer: Answer, folder: Path) -> str:
    """`right`, `wrong`, `source` (right words, wrong article), `missed`, `refused` or `invented`."""
    if not row["answers"]:
        return "refused" if answer.refused else "invented"
    if answer.refused:
        return "missed"
    said = bare(" ".join(sentence.text for sentence in answer.sentences))
    told = any(flat(gold) in flat(said) for gold in row["answers"])
    if not told or not is_short(said, len(answer.footnotes)):
        return "wrong"
    return "right" if cites(answer, row["articles"], folder) else "source"


def ask_all(rows: Sequence[dict[str, Any]], articles: Path, data: Path) -> list[Row]:
    """Index the folder, ask everything with the model warm, and judge."""
    parts = Parts(Settings(articles=[articles], data=data))
    results = []
    try:
        with open_library(parts, doing="bench") as library:
            library.index([articles], leaving=None, progress=lambda _: None)
            stored = [article.text for article in library.catalogue.articles()]
            texts = [path.read_text(encoding="utf8") for path in sorted(articles.glob("*.txt"))] or stored
            answerer = library.answerer()
            answerer.answer(Question(rows[0]["question"], date.today()))
            for row in rows:
                answer = answerer.answer(Question(row["question"], date.today()))
                results.append(
                    Row(
                        row["id"],
                        row["question"],
                        judge(row, answer, articles),
                        answer.text,
                        verbatim([note.quote for note in answer.footnotes], [*texts, *stored]),
                        answer.timings.total,
                        answer.timings.first_token,
                        answer.model,
                    )
                )
    finally:
        parts.close()
    return results


def naive_ms(program: Path, articles: Path, rows: Sequence[dict[str, Any]], data: Path) -> list[float]:
    """Milliseconds of the baseline for each question."""
    questions = data / "questions.json"
    questions.write_text(json.dumps([row["question"] for row in rows]), encoding="utf8")
    command = [sys.executable, str(program), str(articles), str(questions)]
    lines = subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()
    return [json.loads(line)["seconds"] * 1000 for line in lines if line.startswith("{")]


def peak_memory(question: str, articles: Path, data: Path) -> float:
    """Largest resident memory, in MB, of one `footnote ask` and its worker, shared pages counted once."""
    config = data / "config.yaml"
    config.write_text(f"articles: [{articles.resolve()}]\ndata: memory\n", encoding="utf8")
    command = [str(Path(sys.executable).with_name("footnote")), "--config", str(config), "ask", question]
    process = psutil.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    peak = 0
    while process.poll() is None:
        try:
            family = [process, *process.children(recursive=True)]
            peak = max(peak, sum(member.memory_full_info().pss for member in family))
        except psutil.Error:
            pass
        time.sleep(_POLL_SECONDS)
    return peak / 1e6


def main(
    questions: Path,
    articles: Annotated[Path, typer.Option(help="The folder that the questions are about.")],
    naive: Annotated[Path | None, typer.Option(help="The baseline program.")] = None,
    memory: Annotated[bool, typer.Option(help="Also measure the memory of one `footnote ask`.")] = False,
    out: Annotated[Path | None, typer.Option(help="Write all rows as JSON.")] = None,
    show: Annotated[bool, typer.Option(help="Print the answers that are not as they should be.")] = False,
) -> None:
    """Measure answers on a question set."""
    rows = [json.loads(line) for line in questions.read_text(encoding="utf8").splitlines() if line.strip()]
    with tempfile.TemporaryDirectory() as scratch:
        results = ask_all(rows, articles.resolve(), Path(scratch) / "data")
        baseline = naive_ms(naive, articles, rows, Path(scratch)) if naive else []
        megabytes = peak_memory(rows[0]["question"], articles, Path(scratch)) if memory else None
    verdicts = [result.verdict for result in results]
    answerable = sum(bool(row["answers"]) for row in rows)
    first = [r.first_ms for r in results if r.first_ms is not None]
    median = statistics.median(r.total_ms for r in results)
    figures: dict[str, Any] = {
        "right": f"{verdicts.count('right')} of {answerable}",
        "wrong": verdicts.count("wrong") + verdicts.count("source"),
        "missed": verdicts.count("missed"),
        "refused": f"{verdicts.count('refused')} of {len(rows) - answerable}",
        "quotes verbatim": f"{sum(r.verbatim for r in results)} of {len(results)}",
        "worded by the model": f"{sum(r.model != 'quotation' for r in results)} of {len(first)}",
        "median ms": median,
        "median ms to first verified words": statistics.median(first) if first else None,
    }
    if baseline:
        figures["naive median ms"] = round(statistics.median(baseline))
        figures["share of naive"] = round(median / statistics.median(baseline), 3)
    if megabytes is not None:
        figures["peak MB of ask"] = round(megabytes)
    for name, value in figures.items():
        typer.echo(f"{name:>34}: {value}")
    for result in results:
        if show and result.verdict not in {"right", "refused"}:
            typer.echo(f"{result.id} {result.verdict}: {result.question}\n    {result.answer}")
    if out:
        document = {"figures": figures, "rows": [asdict(result) for result in results]}
        out.write_text(json.dumps(document, indent=1, ensure_ascii=False) + "\n", encoding="utf8")


if __name__ == "__main__":
    typer.run(main)
