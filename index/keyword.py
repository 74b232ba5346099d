"""The keyword half of the search: SQLite's FTS5 with stemming and BM25."""

import re
import sqlite3
from collections.abc import Iterable, Sequence
from pathlib import Path
from threading import RLock

from index.catalogue import StoredChunk
from index.dates import spoken
from index.errors import StoreError
from index.words import STOPWORDS, WORD

# Weights of title, byline with date, and body in BM25. A word of the title says more than one of the body;
# chosen by eye on the sample articles.
_WEIGHTS = (2.0, 1.0, 1.0)


class KeywordStore:
    """An FTS5 table in a file of its own; row ids are the catalogue's chunk ids."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._lock = RLock()
        try:
            self._db = sqlite3.connect(path, check_same_thread=False, isolation_level=None, timeout=30)
            self._db.execute("PRAGMA journal_mode = WAL")
            self._db.execute(
                "CREATE VIRTUAL TABLE IF NOT EXISTS chunks USING fts5"
                "(title, byline, body, tokenize='porter unicode61 remove_diacritics 2')"
            )
        except sqlite3.DatabaseError as error:
            raise StoreError(
                f"The keyword store {path.name} cannot be used ({error}); "
                "run `footnote doctor --repair` to rebuild it from the catalogue."
            ) from error

    def add(self, chunks: Iterable[StoredChunk]) -> None:
        """Add chunks in one transaction; one that is there already is written again."""
        rows = [
            (
                chunk.id,
                chunk.article.title,
                " ".join((*chunk.article.authors, _date_words(chunk))),
                chunk.text,
            )
            for chunk in chunks
        ]
        with self._lock:
            self._db.execute("BEGIN IMMEDIATE")
            self._db.executemany(
                "INSERT OR REPLACE INTO chunks (rowid, title, byline, body) VALUES (?, ?, ?, ?)", rows
            )
            self._db.execute("COMMIT")

    def delete(self, ids: Sequence[int]) -> None:
        """Delete chunks; unknown ids are passed over."""
        with self._lock:
            self._db.execute("BEGIN IMMEDIATE")
            self._db.executemany("DELETE FROM chunks WHERE rowid = ?", [(i,) for i in ids])
            self._db.execute("COMMIT")

    def search(self, query: str, k: int) -> list[int]:
        """Ids of the k chunks that share the weightiest words with the query, best first."""
        spoken_words = (re.sub(r"['’]s?$", "", word) for word in WORD.findall(query.lower()))
        words = [word for word in spoken_words if word not in STOPWORDS]
        if not words:
            return []
        terms = " OR ".join(f'"{word}"' for word in dict.fromkeys(words))
        with self._lock:
            rows = self._db.execute(
                "SELECT rowid FROM chunks WHERE chunks MATCH ? ORDER BY bm25(chunks, ?, ?, ?), rowid LIMIT ?",
                (terms, *_WEIGHTS, k),
            ).fetchall()
        return [int(row[0]) for row in rows]

    def ids(self) -> set[int]:
        """Every id in the store."""
        with self._lock:
            return {int(row[0]) for row in self._db.execute("SELECT rowid FROM chunks")}


def _date_words(chunk: StoredChunk) -> str:
    day = chunk.article.published
    return spoken(day) if day else ""
