"""What a run of indexing finds: it reads documents and the catalogue, decides, and writes nothing."""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from index import fetch
from index.article import Article, CutArticle, Loaded
from index.catalogue import Catalogue
from index.chunk import cut
from index.errors import LoadError
from index.language import language_of
from index.loaders import LOADERS, READING, load
from index.protocols import Embedder
from index.report import Failure, Progress, Report

# Chunks that are embedded and written together: enough to sort by length, few enough for a moving bar.
GROUP = 128

# What the embedded models understand; other languages are indexed with a warning.
KNOWN_LANGUAGES = frozenset({"en"})


@dataclass(frozen=True, slots=True)
class Pending:
    """An article that is to be written, and the file that it comes from."""

    cut: CutArticle
    path: Path


@dataclass(frozen=True, slots=True)
class Group:
    """Articles to be written together, and the files (path, mark, article ids) that end in it."""

    pending: list[Pending] = field(default_factory=list)
    settled: list[tuple[Path, str, set[str]]] = field(default_factory=list)


class Scan:
    """What one run has seen so far; `report` grows while `groups` is consumed."""

    def __init__(self, catalogue: Catalogue, embedder: Embedder) -> None:
        self.report = Report()
        self._embedder = embedder
        self._catalogue = catalogue
        self._files = catalogue.files()
        self._holdings = catalogue.holdings()
        self._hashes = catalogue.live_hashes()
        self._removed = catalogue.removed()
        self._seen_files: set[Path] = set()
        self._seen_ids: set[str] = set()
        self._incomplete: set[Path] = set()

    def groups(self, paths: Sequence[Path], progress: Callable[[Progress], None]) -> Iterator[Group]:
        """Groups of articles to write, about GROUP chunks each; the last may be empty of articles."""
        documents = [(path, root) for root in paths for path in self._documents(root)]
        total = sum(path.stat().st_size for path, _ in documents if path.exists())
        done, group = 0, Group()
        for path, root in documents:
            size = path.stat().st_size if path.exists() else 0
            outcome = self._open(path)
            if outcome is None:
                self._see_unchanged(path)
            else:
                mark, articles = outcome
                ids: set[str] = set()
                for at, loaded in enumerate(articles):
                    pending = self._decide(loaded, path, root, ids, single=len(articles) == 1)
                    if pending:
                        group.pending.append(pending)
                    progress(Progress(done + size * at // len(articles), total, len(self._seen_ids)))
                    if sum(len(p.cut.chunks) for p in group.pending) >= GROUP:
                        yield group
                        group = Group()
                self._holdings[path] = ids
                group.settled.append((path, mark, ids))
            done += size
            progress(Progress(done, total, len(self._seen_ids)))
        yield group

    def vanished(self, paths: Sequence[Path], leaving: Path | None) -> list[Path]:
        """Files that are gone: not seen under a root that was listed in full, or under `leaving`.

        Notes the titles of the articles that no other file holds as removed.
        """
        complete = [root for root in paths if root not in self._incomplete]
        gone = [
            path
            for path in self._holdings
            if path not in self._seen_files
            and (
                any(path == root or path.is_relative_to(root) for root in complete)
                or (leaving is not None and path.is_relative_to(leaving))
            )
        ]
        kept = {i for path, ids in self._holdings.items() if path not in gone for i in ids}
        for article_id in sorted(self._hashes.keys() - kept):
            article = self._catalogue.article(article_id)
            if article:
                self.report.removed.append(article.title)
        return gone

    def _documents(self, root: Path) -> list[Path]:
        if not root.exists():
            self._incomplete.add(root)
            self._fail(root, "does not exist; check the path, or put the folder back (its articles stay).")
            return []
        if root.is_file():
            self._seen_files.add(root)
            return [root]
        listed = fetch.walk(root)
        for error in listed.errors:
            self._incomplete.add(root)
            self._fail(root, str(error))
        known = []
        for path in listed.files:
            self._seen_files.add(path)
            suffix = fetch.suffix_of(path)
            if suffix in LOADERS:
                known.append(path)
            else:
                self.report.ignored[suffix or "no suffix"] = (
                    self.report.ignored.get(suffix or "no suffix", 0) + 1
                )
        return known

    def _open(self, path: Path) -> tuple[str, list[Loaded]] | None:
        """Mark and articles of a document, or None where it is as it was or cannot be read.

        The mark tells the bytes, and how they were read.
        """
        try:
            document = fetch.read(path)
            mark = f"{READING}:{document.sha256}"
            if self._files.get(path) == mark:
                return None
            outcomes = load(document.data, suffix=document.suffix, name=path.name)
        except LoadError as error:
            self._fail(path, str(error))
            return None
        errors = [x for x in outcomes if isinstance(x, LoadError)]
        for wrong in errors:
            self._fail(path, str(wrong))
        # A file with bad rows is read again next time, so that they are reported until they are mended.
        return ("" if errors else mark), [x for x in outcomes if isinstance(x, Loaded)]

    def _see_unchanged(self, path: Path) -> None:
        held = self._holdings.get(path, set()) & self._hashes.keys()
        self.report.unchanged += len(held - self._seen_ids)
        self._seen_ids |= held

    def _decide(
        self, loaded: Loaded, path: Path, root: Path, ids: set[str], *, single: bool
    ) -> Pending | None:
        """The article if it is to be written; its place in the report either way."""
        article_id = _identity(loaded, path, single=single)
        ids.add(article_id)
        if article_id in self._seen_ids or article_id in self._removed:
            return None
        self._seen_ids.add(article_id)
        known = self._hashes.get(article_id)
        if known == loaded.content_hash:
            self.report.unchanged += 1
            return None
        (self.report.changed if known else self.report.new).append(loaded.title)
        language = language_of(loaded.text)
        source = loaded.url or _shown(path, root)
        if language not in KNOWN_LANGUAGES:
            self.report.foreign.append((source, language))
        article = Article(
            article_id,
            loaded.title,
            loaded.authors,
            loaded.published,
            source,
            language,
            loaded.text,
            loaded.content_hash,
        )
        pieces = cut(article, self._embedder)
        self.report.embedded_chunks += len(pieces.chunks)
        return Pending(pieces, path)

    def _fail(self, path: Path, reason: str) -> None:
        self.report.failed.append(Failure(str(path), reason))


def _identity(loaded: Loaded, path: Path, *, single: bool) -> str:
    """An id that survives a change of the text: by URL or file; a row without URL has only itself."""
    key = loaded.url or (str(path) if single else f"{path}#{loaded.content_hash}")
    return hashlib.sha256(key.encode()).hexdigest()[:12]


def _shown(path: Path, root: Path) -> str:
    """The path as readers see it: below the root, without the server's layout."""
    return path.name if path == root else f"{root.name}/{path.relative_to(root).as_posix()}"
