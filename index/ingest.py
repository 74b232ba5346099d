"""The write path: from files to a searchable library, incrementally, each article whole or not at all.

What happens in which order is what a kill must not break: a version is written to the catalogue, then to
Chroma and FTS5 under ids that were never used, and only then made live. A run that died is noticed by the
mark it left; the next one brings the stores into step first.
"""

import time
from collections.abc import Callable, Sequence
from pathlib import Path

from index.catalogue import Catalogue, Generation, StoredChunk
from index.fingerprint import check_fingerprint
from index.protocols import Embedder, Vectors
from index.reconcile import Stores, reconcile, sweep
from index.report import Progress, Report
from index.scan import Group, Pending, Scan


class Ingest:
    """Indexes folders and files into one generation of a library."""

    def __init__(
        self, catalogue: Catalogue, stores: Stores, embedder: Embedder, generation: Generation
    ) -> None:
        """Raises FingerprintMismatch where the generation belongs to another embedding."""
        check_fingerprint(generation, embedder)
        self._catalogue = catalogue
        self._stores = stores
        self._embedder = embedder
        self._generation = generation

    def run(
        self,
        paths: Sequence[Path],
        *,
        leaving: Path | None = None,
        progress: Callable[[Progress], None] = lambda _: None,
    ) -> Report:
        """Index the documents under `paths`; those under the folder `leaving` leave the library.

        A document that cannot be read is a line of the report and stops nothing.
        """
        began = time.monotonic()
        if self._catalogue.is_unfinished():
            sweep(self._catalogue, self._stores, self._generation)
            reconcile(self._catalogue, self._stores, self._generation)
        self._catalogue.mark_unfinished(unfinished=True)
        scan = Scan(self._catalogue, self._embedder)
        for group in scan.groups(paths, progress):
            self._write(group)
        self._catalogue.drop_files(scan.vanished(paths, leaving))
        sweep(self._catalogue, self._stores, self._generation)
        self._catalogue.mark_unfinished(unfinished=False)
        scan.report.seconds = round(time.monotonic() - began, 3)
        return scan.report

    def _write(self, group: Group) -> None:
        if group.pending:
            vectors = self._embedder.encode([text for p in group.pending for text in p.cut.texts])
            versions, stored = self._write_versions(group.pending, vectors)
            self._stores.add(stored, vectors)
            self._catalogue.publish(
                (p.cut.article, version, p.path) for p, version in zip(group.pending, versions, strict=True)
            )
        for path, mark, ids in group.settled:
            self._catalogue.settle_file(path, mark, ids)

    def _write_versions(
        self, pending: Sequence[Pending], vectors: Vectors
    ) -> tuple[list[int], list[StoredChunk]]:
        versions: list[int] = []
        stored: list[StoredChunk] = []
        with self._catalogue.transaction() as db:
            for p in pending:
                version = self._catalogue.add_version(db, p.cut.article)
                mine = vectors[len(stored) : len(stored) + len(p.cut.chunks)]
                stored += self._catalogue.add_chunks(db, self._generation.id, version, p.cut, mine)
                versions.append(version)
        return versions, stored


def preview(
    catalogue: Catalogue, embedder: Embedder, paths: Sequence[Path], *, leaving: Path | None = None
) -> Report:
    """The report that `Ingest.run` would give; nothing is embedded or written."""
    began = time.monotonic()
    scan = Scan(catalogue, embedder)
    for _ in scan.groups(paths, lambda _: None):
        pass
    scan.vanished(paths, leaving)
    scan.report.seconds = round(time.monotonic() - began, 3)
    return scan.report
