"""Turn what `bench quality` measured into results to keep: figures, labels set by hand, and one HTML page.

    ./footnote bench publish data/bench/measured.json --out bench/results/quality

`bench quality` does it at its end; do it again once answers have been read and labelled (`bench.labels`).
Texts of sets that may only be measured on stay out unless `--texts` is given.
"""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

from bench.contradictions import NAME as CONTRADICTIONS
from bench.figures import Figure, Outcome, as_line, as_rows, figures, grouped, paired
from bench.labels import label_outcomes
from bench.report import write_report
from bench.retrieval import MULTIHOP, NEWS

# The sets that are asked for answers.
ANSWERS, REMOVED = "news2022 answers", "news2022 without the article"
GIVEN = ("squad2", "nq_open", "clapnq")
# Whose texts may be kept in results.
FREE = frozenset({*GIVEN, CONTRADICTIONS})


def publish(run: dict[str, Any], out: Path, *, texts: bool) -> None:
    """Write OUT.json and OUT.html from a run's `outcomes`, and print the figures."""
    measured = [Outcome(**row) for row in run["outcomes"]]
    outcomes = [*measured, *label_outcomes(measured)]
    found = [*figures(outcomes), *gains(outcomes)]
    kept = [o if texts or o.set in FREE else o.without_texts() for o in outcomes]
    document = run | {"figures": as_rows(found), "outcomes": as_rows(kept)}
    out.parent.mkdir(parents=True, exist_ok=True)
    out.with_suffix(".json").write_text(json.dumps(document, indent=0, ensure_ascii=False) + "\n", "utf8")
    write_report(out.with_suffix(".html"), document, outcomes, found, free=None if texts else FREE)
    for figure in found:
        typer.echo(as_line(figure))
    typer.echo(f"{run['minutes']} minutes; {out.with_suffix('.json')} and {out.with_suffix('.html')}")


def gains(outcomes: Sequence[Outcome]) -> list[Figure]:
    """The paired gains that matter: over plain fusion, and over the baseline."""
    groups = grouped(outcomes)
    wanted = [
        (NEWS, "fused", "search", "recall@1"),
        (NEWS, "fused", "footnote", "recall@1"),
        (NEWS, "search", "footnote", "recall@1"),
        (MULTIHOP, "fused", "footnote", "hits@4"),
        *((name, "naive", "footnote", "right if answered") for name in (ANSWERS, *GIVEN)),
    ]
    found = []
    for name, before, after, metric in wanted:
        if (name, before) in groups and (name, after) in groups:
            gain = paired(groups[name, before], groups[name, after], metric)
            found += [gain] if gain else []
    return found


def main(
    measured: Path,
    out: Annotated[Path, typer.Option(help="Results are written to OUT.json and OUT.html.")],
    texts: Annotated[bool, typer.Option("--texts", help="Keep all texts in the results.")] = False,
) -> None:
    """Write the results of a run anew."""
    publish(json.loads(measured.read_text(encoding="utf8")), out, texts=texts)


if __name__ == "__main__":
    typer.run(main)
