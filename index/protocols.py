"""What the read and write paths need of the heavy parts, so that neither imports a heavy library."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]
# Word pieces of the longest answer that the reader looks for.
LONGEST_ANSWER = 18


class Embedder(Protocol):
    """Turns texts into unit vectors (`index.embed`)."""

    @property
    def fingerprint(self) -> str:
        """Changes whenever the same text would give another vector."""

    @property
    def max_tokens(self) -> int:
        """The window in tokens, special ones counted; what stands behind it would be cut."""

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors, shape (texts, dimensions), 32-bit floats."""

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Tokens of each text, special ones not counted."""


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence, whose it is (the article's title) and what was said just before it."""

    text: str
    title: str = ""
    before: str = ""


class Scorer(Protocol):
    """Says how likely each sentence answers the question (`index.head`)."""

    def score(self, question: str, sentences: Sequence[Said]) -> list[float]:
        """Probabilities between 0 and 1, in the order of the sentences."""


@dataclass(frozen=True, slots=True)
class Reading:
    """Whether a text answers a question, as log-odds, and where.

    `places` are from where to where its word pieces go; `begins` and `ends` say for each how much likelier
    (as a logarithm) the answer begins or ends there than nowhere.
    """

    log_odds: float
    places: tuple[tuple[int, int], ...]
    begins: tuple[float, ...]
    ends: tuple[float, ...]

    def best(self, start: int, end: int) -> tuple[float, tuple[int, int]]:
        """The likeliest place of the answer between two places of the text.

        How much likelier it is than none (a logarithm), and from where to where it goes.
        """
        inside = [n for n, (first, last) in enumerate(self.places) if start <= first and last <= end]
        found = [
            (self.begins[a] + self.ends[b], (self.places[a][0], self.places[b][1]))
            for at, a in enumerate(inside)
            for b in inside[at : at + LONGEST_ANSWER]
        ]
        return max(found, default=(-math.inf, (start, start)))


class Reader(Protocol):
    """Says whether texts answer a question, and where (`index.head`)."""

    def read(self, question: str, texts: Sequence[tuple[str, str]]) -> list[Reading]:
        """A reading of each text, given with its article's title, in order."""


class Supporter(Protocol):
    """Says how likely each piece of evidence bears a sentence out (`index.head`)."""

    def score(self, claim: str, evidence: Sequence[str]) -> list[float]:
        """Probabilities between 0 and 1, in the order of the evidence."""


class VectorStore(Protocol):
    """Nearest neighbours among the vectors of chunks (`index.store`)."""

    def add(self, ids: Sequence[int], vectors: Vectors) -> None:
        """Add new chunks; an id is never added twice."""

    def delete(self, ids: Sequence[int]) -> None:
        """Delete chunks; unknown ids are passed over."""

    def nearest(self, vector: Vectors, k: int) -> list[int]:
        """Ids of the k chunks nearest to a vector of shape (dimensions,), nearest first."""

    def ids(self) -> set[int]:
        """Every id in the store."""
