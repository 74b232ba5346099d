"""Which sentences matter: those that much of the rest is about, early ones, and none that says it again.

The sentences of one or several texts are a graph whose edges say how much two of them have in common; a
sentence is central if central ones point at it (LexRank, Erkan and Radev 2004; TextRank, Mihalcea and Tarau
2004). Out of the central ones those are picked that say something new (maximal marginal relevance, Carbonell
and Goldstein 1998). Nothing is known here of articles, so that the lines of a chat can be weighed too.
"""

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from index.protocols import Vectors
from index.words import content_stems

Weights = NDArray[np.float64]

# What cosine similarity counts beside shared words. On the choosing half of `bbc_summary` ROUGE-2 is the same
# from 0 to 0.5, and falls beyond (0.65 at 1, 0.63 at 2); the vectors join what is said in other words.
_COSINE = 0.25
# How far the graph is followed before a walk begins anew, at places drawn by the prior weights.
_DAMPING = 0.85
_STEPS = 60
# What likeness to what was picked already takes off, in shares of the most central sentence's weight. The
# power lets two sentences on one matter stand, and no two that say the same.
_REPETITION = 0.5
_REPETITION_POWER = 4


def lead(places: Sequence[int]) -> list[float]:
    """Prior weights by place: 1 for the first sentence of its text (0), a half for the second, and so on."""
    return [1 / (1 + place) for place in places]


def centrality(texts: Sequence[str], vectors: Vectors, *, prior: Sequence[float] | None = None) -> Weights:
    """How central each sentence is; all add up to 1.

    `vectors` are unit vectors, shape (texts, dimensions). `prior` says how likely the walk over the graph
    begins at each sentence; without it, everywhere alike.
    """
    count = len(texts)
    if not count:
        return np.zeros(0)
    begin = np.ones(count) if prior is None else np.asarray(prior, dtype=float)
    begin = begin / begin.sum()
    likeness = _scaled(_shared_words(texts)) + _COSINE * _scaled(_cosines(vectors))
    reached = likeness.sum(axis=1, keepdims=True)
    steps = np.where(reached > 0, likeness / np.where(reached > 0, reached, 1), begin)
    weights: Weights = begin
    for _ in range(_STEPS):
        weights = (1 - _DAMPING) * begin + _DAMPING * (weights @ steps)
    return weights


def pick(
    texts: Sequence[str], vectors: Vectors, *, most: int, prior: Sequence[float] | None = None
) -> list[int]:
    """The places of at most `most` sentences that matter, in the order of picking (see `centrality`)."""
    weights = centrality(texts, vectors, prior=prior)
    if not len(weights):
        return []
    weights = weights / weights.max()
    repeated = _REPETITION * _cosines(vectors) ** _REPETITION_POWER
    picked: list[int] = []
    left = list(range(len(texts)))
    while left and len(picked) < most:
        said = repeated[:, picked].max(axis=1) if picked else np.zeros(len(texts))
        best = max(left, key=lambda at: (weights[at] - said[at], -at))
        picked.append(best)
        left.remove(best)
    return picked


def _shared_words(texts: Sequence[str]) -> Weights:
    """Content words that two sentences share, by the logarithms of how many each has (TextRank)."""
    words = [set(content_stems(text)) for text in texts]
    shared = np.zeros((len(texts), len(texts)))
    for a, first in enumerate(words):
        for b, second in enumerate(words[:a]):
            common = len(first & second)
            if common:
                # One word each, the same: the logarithms are zero.
                shared[a, b] = shared[b, a] = common / (math.log(len(first) * len(second)) or 1.0)
    return shared


def _cosines(vectors: Vectors) -> Weights:
    """Cosine similarities, those below zero as zero; nothing is like itself."""
    likeness: Weights = np.maximum(vectors.astype(float) @ vectors.astype(float).T, 0.0)
    np.fill_diagonal(likeness, 0.0)
    return likeness


def _scaled(likeness: Weights) -> Weights:
    """The same with the mean 1, so that two kinds of likeness can be added."""
    mean = likeness.mean()
    return likeness / mean if mean > 0 else likeness
