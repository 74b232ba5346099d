"""Whether to answer at all: one confidence, out of the evidence before the model and the check behind it."""

import math
from typing import Literal

from index.article import Evidence

Answering = Literal["strict", "balanced", "eager"]
# An answer is given from this confidence on. Chosen on the choosing splits (bench.quality --split choose).
THRESHOLDS: dict[Answering, float] = {"strict": 0.65, "balanced": 0.45, "eager": 0.25}
# Platt scaling of the evidence's log-odds, and what it adds that the model's draft passed every check.
_SLOPE, _INTERCEPT, _WORDED = 0.57, 0.6, 0.0


def confidence(best: Evidence, *, worded: bool) -> float:
    """How likely an answer from this evidence is right (0 to 1).

    `worded` says that the model put it into words of its own and that they passed `verify`.
    """
    if best.about_article:
        return best.score
    inside = min(max(best.score, 1e-6), 1 - 1e-6)
    odds = _SLOPE * math.log(inside / (1 - inside)) + _INTERCEPT + _WORDED * worded
    return 1 / (1 + math.exp(-odds))
