"""How many false sentences does `verify` reject, and how many true ones does it let through?

    ./footnote bench claims --split report

The sentences in `bench/statements` were written for this project on articles that nothing is trained on: true
ones, paraphrases among them, and ones that one change makes false. The articles are those of the evaluation
sets, so only the places of the evidence are kept here.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer

from bench.sets import DATA, Claim, read_claims
from bot.verify import Verifier
from index.head import SupportHead

STATEMENTS = Path(__file__).parent / "statements"


@dataclass(frozen=True, slots=True)
class Tally:
    """What came of a set of claims."""

    passed: int
    true: int
    rejected: int
    false: int
    rejected_by_kind: dict[str, tuple[int, int]]
    reasons: Counter[str]


def tally(claims: Sequence[Claim], reasons: Sequence[str | None]) -> Tally:
    """Counts over claims and the reason for which each was rejected, or None."""
    kinds: dict[str, list[bool]] = defaultdict(list)
    for claim, reason in zip(claims, reasons, strict=True):
        if not claim.true:
            kinds[claim.kind].append(reason is not None)
    wrongly = Counter(
        reason.partition(":")[0]
        for claim, reason in zip(claims, reasons, strict=True)
        if claim.true and reason is not None
    )
    true = sum(claim.true for claim in claims)
    return Tally(
        passed=true - wrongly.total(),
        true=true,
        rejected=sum(sum(hits) for hits in kinds.values()),
        false=len(claims) - true,
        rejected_by_kind={kind: (sum(hits), len(hits)) for kind, hits in sorted(kinds.items())},
        reasons=wrongly,
    )


def main(
    split: Annotated[str, typer.Option(help="choose or report")] = "report",
    data: Annotated[Path, typer.Option(help="The folder of the evaluation sets.")] = DATA,
) -> None:
    """Hold `verify` against true and false sentences."""
    claims = read_claims(STATEMENTS / f"{split}.jsonl", data)
    verifier = Verifier(SupportHead())
    result = tally(claims, [verifier.rejection(claim.text, claim.evidence) for claim in claims])
    typer.echo(f"true passed:    {result.passed} of {result.true} ({result.passed / result.true:.3f})")
    typer.echo(f"false rejected: {result.rejected} of {result.false} ({result.rejected / result.false:.3f})")
    for kind, (rejected, count) in result.rejected_by_kind.items():
        typer.echo(f"    {kind:>10}: {rejected} of {count}")
    typer.echo("true ones rejected because of:")
    for reason, count in result.reasons.most_common():
        typer.echo(f"    {count:3} {reason}")


if __name__ == "__main__":
    typer.run(main)
