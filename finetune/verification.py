"""Fit the weights by which `bot.verify` adds up the support head and the departures of the wording.

    python -m finetune.verification DATA

A logistic regression over the claims of the choosing side that pass the strict checks, and over true claims
held against other evidence of their article. Prints the weights, and what verification makes of claims of
articles left out of the fit, at several shares of true ones passed.
"""

from pathlib import Path

import numpy as np
import typer
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import GroupKFold

from bench.claims import statements
from bench.sets import Claim
from bot.verify import REASONS, head_odds, strange
from bot.wording import Pair, departures, flat
from index.head import SUPPORT, SupportHead

FOLDS = 10
# Weights are shrunk a little: some departures are rare.
STRENGTH = 3.0
# What a claim against other evidence of its article weighs: drafts stray, and the written claims do not.
FOREIGN = 0.3
PASSED = (0.8, 0.85, 0.9, 0.95)
# The odds of what the strict checks reject.
_NEVER = -1e3


def main(data: Path, model: Path = SUPPORT) -> None:
    """Fit and print."""
    claims = statements(data, "choose")
    strays = [
        Claim(claim.text, other, claim.key, true=False)
        for claim in claims
        for other in dict.fromkeys(c.evidence for c in claims if claim.true and c.key == claim.key)
        if other not in claim.evidence and claim.evidence not in other
    ]
    written = np.array([True] * len(claims) + [False] * len(strays))
    every = [*claims, *strays]
    true = np.array([claim.true for claim in every])
    pairs = [Pair(flat(claim.text), flat(claim.evidence)) for claim in every]
    open_ = np.array([strange(pair) is None for pair in pairs])
    rows = np.zeros((len(pairs), 1 + len(REASONS)))
    scores = SupportHead(model).probabilities(
        [(pairs[at].said, pairs[at].stands) for at in np.flatnonzero(open_)]
    )
    for at, score in zip(np.flatnonzero(open_), scores, strict=True):
        rows[at] = (head_odds(score), *departures(pairs[at]).values)
    weights = np.where(written, 1.0, FOREIGN)

    def fitted(known: NDArray[np.intp]) -> LogisticRegression:
        return LogisticRegression(C=STRENGTH, max_iter=1000).fit(rows[known], true[known], weights[known])

    articles = np.unique([claim.key for claim in every], return_inverse=True)[1]
    odds = np.full(len(every), _NEVER)
    for seen, unseen in GroupKFold(FOLDS).split(rows, true, articles):
        left_out = unseen[open_[unseen]]
        odds[left_out] = fitted(seen[open_[seen]]).decision_function(rows[left_out])
    typer.echo(f"AUROC {roc_auc_score(true[written], odds[written]):.3f}")
    for share in PASSED:
        threshold = np.quantile(odds[true], 1 - share)
        rejected = odds < threshold
        typer.echo(
            f"{share:.2f} of true passed from {threshold:.2f}, and of false"
            f" {rejected[written & ~true].mean():.3f}, of stray ones {rejected[~written].mean():.3f} rejected"
        )
    whole = fitted(np.flatnonzero(open_))
    typer.echo(f"weights {np.round(whole.coef_[0], 2).tolist()}, intercept {whole.intercept_[0]:.2f}")


if __name__ == "__main__":
    typer.run(main)
