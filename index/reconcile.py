"""Bring Chroma and FTS5 into step with the catalogue; nothing is embedded for it."""

from collections.abc import Sequence
from dataclasses import dataclass

from index.catalogue import Catalogue, Generation, StoredChunk
from index.keyword import KeywordStore
from index.protocols import Vectors, VectorStore

# Vectors are read from the catalogue in groups of this many, so that a large library fits in memory.
_GROUP = 2_000


@dataclass(frozen=True, slots=True)
class Stores:
    """The two stores of one generation."""

    vectors: VectorStore
    keywords: KeywordStore

    def add(self, chunks: Sequence[StoredChunk], vectors: Vectors) -> None:
        """Add new chunks with their vectors, shape (chunks, dimensions)."""
        self.vectors.add([chunk.id for chunk in chunks], vectors)
        self.keywords.add(chunks)


def sweep(catalogue: Catalogue, stores: Stores, generation: Generation) -> None:
    """Delete what is no longer live: from the stores first, from the catalogue last."""
    dead = catalogue.dead_chunks(generation.id)
    if dead:
        stores.vectors.delete(dead)
        stores.keywords.delete(dead)
    catalogue.sweep(generation.id)


def reconcile(catalogue: Catalogue, stores: Stores, generation: Generation) -> int:
    """Add to the stores what is live and missing, delete what is not live; returns how many chunks moved."""
    live = catalogue.live_chunks(generation.id)
    moved = 0
    dense, keyword = stores.vectors.ids(), stores.keywords.ids()
    stores.vectors.delete(sorted(dense - live.keys()))
    stores.keywords.delete(sorted(keyword - live.keys()))
    moved += len(dense - live.keys()) + len(keyword - live.keys())
    absent = sorted(live.keys() - dense)
    for n in range(0, len(absent), _GROUP):
        stores.vectors.add(absent[n : n + _GROUP], catalogue.vectors(absent[n : n + _GROUP]))
    unwritten = sorted(live.keys() - keyword)
    stores.keywords.add([live[i] for i in unwritten])
    return moved + len(absent) + len(unwritten)
