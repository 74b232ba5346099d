"""What the read and write paths need of the heavy parts, so that neither imports a heavy library."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]


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
