"""Probabilities as log-odds and back: evidence for and against is added up in log-odds."""

import math

# Nothing is taken for quite certain.
_CERTAIN = 1e-6


def log_odds(probability: float) -> float:
    """The log-odds of a probability; at 0 and 1, which have none, those of almost certain."""
    inside = min(max(probability, _CERTAIN), 1 - _CERTAIN)
    return math.log(inside / (1 - inside))


def probability(odds: float) -> float:
    """The probability that has these log-odds."""
    return 1 / (1 + math.exp(-odds))
