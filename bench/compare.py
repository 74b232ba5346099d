"""What changed between two results of `bench quality`, question by question.

    ./footnote bench compare before.json after.json

Rows are paired by set, system and question; a gain is marked where its 95 % interval excludes zero.
"""

import json
from pathlib import Path
from typing import Annotated

import typer

from bench.figures import Outcome, grouped, paired


def read_outcomes(path: Path) -> list[Outcome]:
    """The outcomes of a results file. Raises BadParameter where it is none."""
    try:
        rows = json.loads(path.read_text(encoding="utf8"))["outcomes"]
        return [Outcome(**row) for row in rows]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise typer.BadParameter(f"{path} is no result of `bench quality` ({error}).") from error


def main(
    before: Path,
    after: Path,
    every: Annotated[bool, typer.Option("--all", help="Also what did not change.")] = False,
) -> None:
    """Pair two results."""
    old, new = grouped(read_outcomes(before)), grouped(read_outcomes(after))
    for key in sorted(old.keys() & new.keys()):
        for metric in dict.fromkeys(name for row in new[key] for name in row.metrics):
            gain = paired(old[key], new[key], metric)
            if gain is None or (not every and gain.low == gain.high == 0):
                continue
            sure = "  *" if gain.low > 0 or gain.high < 0 else ""
            typer.echo(
                f"{key[0]:30} {key[1]:10} {metric:44} {gain.value:+9.3f}"
                f"  [{gain.low:+.3f}, {gain.high:+.3f}]  n={gain.n}{sure}"
            )


if __name__ == "__main__":
    typer.run(main)
