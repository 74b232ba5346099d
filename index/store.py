"""The dense half of the search: chunk vectors in Chroma. The only importer of chromadb."""

import logging
from collections.abc import Sequence
from pathlib import Path

import chromadb
from chromadb.config import Settings
from chromadb.errors import ChromaError

from index.errors import StoreError
from index.protocols import Vectors

_COLLECTION = "chunks"
# Chroma takes at most 5,461 rows a call on older SQLite builds.
_BATCH = 5_000


class ChromaStore:
    """One collection with cosine distance in a folder of its own; ids are the catalogue's chunk ids.

    Raises StoreError with the repairing command where the folder cannot be opened or read.
    """

    def __init__(self, folder: Path) -> None:
        logging.getLogger("chromadb").setLevel(logging.ERROR)
        self._folder = folder
        try:
            self._client = chromadb.PersistentClient(
                path=str(folder), settings=Settings(anonymized_telemetry=False)
            )
            self._collection = self._client.get_or_create_collection(
                _COLLECTION, embedding_function=None, configuration={"hnsw": {"space": "cosine"}}
            )
        except Exception as error:
            raise self._damaged(error) from error

    def _damaged(self, error: Exception) -> StoreError:
        return StoreError(
            f"The vector store {self._folder.name} cannot be used ({type(error).__name__}: {error}); "
            "run `footnote doctor --repair` to rebuild it from the catalogue."
        )

    def add(self, ids: Sequence[int], vectors: Vectors) -> None:
        """Add new chunks, vectors of shape (ids, dimensions)."""
        for n in range(0, len(ids), _BATCH):
            self._collection.add(
                ids=[str(i) for i in ids[n : n + _BATCH]], embeddings=vectors[n : n + _BATCH]
            )

    def delete(self, ids: Sequence[int]) -> None:
        """Delete chunks; unknown ids are passed over."""
        for n in range(0, len(ids), _BATCH):
            self._collection.delete(ids=[str(i) for i in ids[n : n + _BATCH]])

    def nearest(self, vector: Vectors, k: int) -> list[int]:
        """Ids of the k chunks nearest to a vector of shape (dimensions,), nearest first."""
        try:
            limit = min(k, self._collection.count())
            if not limit:
                return []
            found = self._collection.query(query_embeddings=vector[None, :], n_results=limit, include=[])
        except (ChromaError, RuntimeError, ValueError) as error:
            raise self._damaged(error) from error
        return [int(i) for i in found["ids"][0]]

    def ids(self) -> set[int]:
        """Every id in the store."""
        return {int(i) for i in self._collection.get(include=[])["ids"]}
