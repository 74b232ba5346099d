"""How many false sentences does `verify` reject, and how many true ones does it let through?

    ./footnote bench claims --split report

The sentences in `bench/statements` were written for this project on articles that nothing is trained on: true
ones, paraphrases among them, and ones that one change makes false. A second reader who did not know which was
which judged them all, and those of which they were not sure were taken out. The articles are those of the
evaluation sets, so only the places of the evidence are kept here.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, cast

import typer

from bench.figures import Outcome, as_line, figures
from bench.sets import DATA, Claim, read_claims
from bench.splits import Split
from bot.verify import Verifier
from index.head import SupportHead

NAME = "claims"
_STATEMENTS = Path(__file__).parent / "statements"


def statements(data: Path, split: Split) -> list[Claim]:
    """The claims of one side."""
    return read_claims(_STATEMENTS / f"{split}.jsonl", data)


def claim_outcomes(claims: Sequence[Claim], verifier: Verifier) -> list[Outcome]:
    """What `verify` makes of true and false sentences, and why it rejected true ones."""
    reasons = [verifier.rejection(claim.text, claim.evidence) for claim in claims]
    against = [reason.partition(":")[0] if reason else None for reason in reasons]
    wrongly = {why for why, claim in zip(against, claims, strict=True) if why and claim.true}
    outcomes = []
    for at, (claim, why) in enumerate(zip(claims, against, strict=True)):
        if claim.true:
            metrics = {"true passed": float(why is None)}
            metrics |= {f"true rejected: {other}": float(why == other) for other in sorted(wrongly)}
        else:
            metrics = {
                name: float(why is not None) for name in ("false rejected", f"false rejected: {claim.kind}")
            }
        outcomes.append(Outcome(NAME, "verify", f"{claim.key}-{at}", metrics))
    return outcomes


def main(
    split: Annotated[str, typer.Option(help="choose or report")] = "report",
    data: Annotated[Path, typer.Option(help="The folder of the evaluation sets.")] = DATA,
) -> None:
    """Hold `verify` against true and false sentences."""
    for figure in figures(claim_outcomes(statements(data, cast("Split", split)), Verifier(SupportHead()))):
        typer.echo(as_line(figure))


if __name__ == "__main__":
    typer.run(main)
