"""Whether to answer at all: one confidence, out of the evidence before the model and the check behind it."""

from typing import Literal

from index.article import Evidence
from index.odds import log_odds, probability

Answering = Literal["strict", "balanced", "eager"]
# An answer is given from this confidence on. Chosen on the choosing splits (bench.quality --split choose).
THRESHOLDS: dict[Answering, float] = {"strict": 0.52, "balanced": 0.28, "eager": 0.18}
# Platt scaling of the evidence's log-odds, and what it adds that the model's draft passed every check.
_SLOPE, _INTERCEPT, _WORDED = 0.8, 0.0, 0.0


def confidence(best: Evidence, *, worded: bool) -> float:
    """How likely an answer from this evidence is right (0 to 1).

    `worded` says that the model put it into words of its own and that they passed `verify`.
    """
    if best.about_article:
        return best.score
    return probability(_SLOPE * log_odds(best.score) + _INTERCEPT + _WORDED * worded)
