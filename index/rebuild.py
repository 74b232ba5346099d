"""Build a new generation of vectors beside the old one and switch at the end.

Questions are answered from the old generation meanwhile. A build that is interrupted is taken up again:
what the catalogue already holds for the new fingerprint is not embedded a second time.
"""

from collections.abc import Callable
from contextlib import AbstractContextManager

from index.article import CutArticle
from index.catalogue import Catalogue, Generation, StoredChunk
from index.chunk import cut
from index.fingerprint import fingerprint
from index.protocols import Embedder
from index.reconcile import Stores, reconcile
from index.scan import GROUP


class Rebuild:
    """One build; `open_stores` opens the stores of a generation by its id."""

    def __init__(
        self, catalogue: Catalogue, embedder: Embedder, open_stores: Callable[[int], Stores]
    ) -> None:
        self._catalogue = catalogue
        self._embedder = embedder
        self._open_stores = open_stores

    def run(
        self,
        *,
        exclusive: Callable[[], AbstractContextManager[None]],
        progress: Callable[[int, int], None] = lambda _done, _total: None,
    ) -> list[int]:
        """Embed everything, then switch while `exclusive` holds the library.

        `progress` is told articles done and articles in all. Returns the ids of the generations dropped.
        """
        wanted = fingerprint(self._embedder)
        generation = self._catalogue.unfinished_generation(wanted)
        if generation is None:
            generation = self._catalogue.new_generation(wanted, active=False)
        stores = self._open_stores(generation.id)
        self._catch_up(generation, stores, progress)
        with exclusive():
            self._catch_up(generation, stores, progress)
            reconcile(self._catalogue, stores, generation)
            return self._catalogue.activate(generation.id)

    def _catch_up(self, generation: Generation, stores: Stores, progress: Callable[[int, int], None]) -> None:
        waiting = self._catalogue.versions_without_chunks(generation.id)
        total = self._catalogue.count()
        done = total - len(waiting)
        while waiting:
            batch: list[tuple[int, CutArticle]] = []
            while waiting and sum(len(pieces.chunks) for _, pieces in batch) < GROUP:
                version, article = waiting.pop()
                batch.append((version, cut(article, self._embedder)))
            vectors = self._embedder.encode([text for _, pieces in batch for text in pieces.texts])
            stored: list[StoredChunk] = []
            with self._catalogue.transaction() as db:
                for version, pieces in batch:
                    mine = vectors[len(stored) : len(stored) + len(pieces.chunks)]
                    stored += self._catalogue.add_chunks(db, generation.id, version, pieces, mine)
            stores.add(stored, vectors)
            done += len(batch)
            progress(done, total)
