"""Reciprocal rank fusion: one ranking out of several."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence
from typing import TypeVar

T = TypeVar("T", bound=Hashable)

# Cormack, Clarke and Büttcher, "Reciprocal Rank Fusion outperforms Condorcet and individual Rank Learning
# Methods" (SIGIR 2009), found 60 the best on TREC collections and flat around it.
RANK_CONSTANT = 60


def reciprocal_rank(rankings: Iterable[Sequence[T]]) -> list[tuple[T, float]]:
    """Items with the sum of 1 / (60 + rank) over the rankings that hold them, best first.

    The order of the rankings does not matter; equal scores are ordered by the items' text.
    """
    scores: dict[T, list[float]] = defaultdict(list)
    for ranking in rankings:
        for rank, item in enumerate(dict.fromkeys(ranking), start=1):
            scores[item].append(1 / (RANK_CONSTANT + rank))
    totals = [(item, sum(sorted(parts))) for item, parts in scores.items()]
    return sorted(totals, key=lambda pair: (-pair[1], str(pair[0])))
