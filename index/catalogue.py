"""The source of truth: articles, their versions, chunks and vectors in one SQLite file.

What Chroma and FTS5 hold can be rebuilt from here without embedding anything. A version's rows are
written first and become visible only when `publish` flips the articles' live versions in one transaction,
so a process that is killed leaves the old text or the new one, never half of either.
"""

import json
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import numpy as np

from index.article import Article, CutArticle
from index.database import Database
from index.protocols import Vectors

_ARTICLE = """
    SELECT a.id, v.title, v.authors, v.published, a.source, v.language, v.text, v.content_hash
    FROM articles a JOIN versions v ON v.id = a.live
"""
_DEAD_CHUNKS = """
    SELECT id FROM chunks WHERE generation = ? AND version_id NOT IN
        (SELECT live FROM articles WHERE live IS NOT NULL)
"""
# SQLite's oldest default for the variables of one statement is 999.
_VARIABLES = 900


@dataclass(frozen=True, slots=True)
class Generation:
    """One complete set of chunks and vectors; another embedding or chunker makes another generation."""

    id: int
    fingerprint: str


@dataclass(frozen=True, slots=True)
class StoredChunk:
    """A live chunk as the stores need it; `id` is never used twice."""

    id: int
    article: Article
    text: str


class Catalogue:
    """The catalogue of one library; safe to share between threads."""

    def __init__(self, path: Path) -> None:
        """Opens or makes the file. Raises UserError where a newer Footnote wrote it."""
        self._database = Database(path)
        self.transaction = self._database.transaction
        self.close = self._database.close
        self._rows = self._database.rows

    # --- roots and files -------------------------------------------------------------------------

    def roots(self) -> dict[Path, bool]:
        """The remembered folders and files, and whether each is the sample library."""
        return {Path(str(p)): bool(s) for p, s in self._rows("SELECT path, sample FROM roots ORDER BY path")}

    def remember_root(self, path: Path, *, sample: bool) -> None:
        """Remember a folder or file; what lies below it needs no root of its own any more."""
        with self.transaction() as db:
            db.execute("INSERT OR REPLACE INTO roots VALUES (?, ?)", (str(path), sample))
            inside = [str(r) for r in self.roots() if r != path and r.is_relative_to(path)]
            db.executemany("DELETE FROM roots WHERE path = ?", [(r,) for r in inside])

    def forget_root(self, path: Path) -> None:
        """Forget a root; its articles stay until their files are dropped."""
        with self.transaction() as db:
            db.execute("DELETE FROM roots WHERE path = ?", (str(path),))

    def files(self) -> dict[Path, str]:
        """Every file that articles came from, and the mark of what was read."""
        return {Path(str(p)): str(s) for p, s in self._rows("SELECT path, sha256 FROM files")}

    def holdings(self) -> dict[Path, set[str]]:
        """The ids of the articles that each file holds; an article may stand in several files."""
        held: dict[Path, set[str]] = {}
        for path, article_id in self._rows("SELECT path, article_id FROM holdings"):
            held.setdefault(Path(str(path)), set()).add(str(article_id))
        return held

    # --- reading articles ------------------------------------------------------------------------

    def articles(self) -> list[Article]:
        """All live articles, newest first, then by title."""
        rows = self._rows(_ARTICLE + " ORDER BY v.published IS NULL, v.published DESC, v.title")
        return [_article(row) for row in rows]

    def article(self, article_id: str) -> Article | None:
        """The live text of one article."""
        rows = self._rows(_ARTICLE + " WHERE a.id = ?", (article_id,))
        return _article(rows[0]) if rows else None

    def count(self) -> int:
        """How many articles are live."""
        return int(str(self._rows("SELECT count(*) FROM articles WHERE live IS NOT NULL")[0][0]))

    def live_hashes(self) -> dict[str, str]:
        """Content hash of every live article by its id."""
        sql = "SELECT a.id, v.content_hash FROM articles a JOIN versions v ON v.id = a.live"
        return {str(i): str(h) for i, h in self._rows(sql)}

    def removed(self) -> set[str]:
        """Articles that the user removed and that indexing their folder does not bring back."""
        return {str(r[0]) for r in self._rows("SELECT article_id FROM removed")}

    def published_within(self, first: date, last: date, limit: int) -> list[int]:
        """First chunks of live articles published on these days, newest first."""
        sql = """
            SELECT c.id FROM chunks c JOIN articles a ON a.live = c.version_id
            JOIN versions v ON v.id = a.live JOIN generations g ON g.id = c.generation
            WHERE g.active AND c.ordinal = 0 AND v.published BETWEEN ? AND ?
            ORDER BY v.published DESC LIMIT ?
        """
        return [int(str(r[0])) for r in self._rows(sql, (first.isoformat(), last.isoformat(), limit))]

    def chunks_of(self, generation: int, article_id: str) -> list[int]:
        """The chunks of a live article in the order of its text."""
        sql = """
            SELECT c.id FROM chunks c JOIN articles a ON a.live = c.version_id
            WHERE c.generation = ? AND a.id = ? ORDER BY c.ordinal
        """
        return [int(str(r[0])) for r in self._rows(sql, (generation, article_id))]

    def live_chunks(self, generation: int, ids: Sequence[int] | None = None) -> dict[int, StoredChunk]:
        """Chunks by id, those of articles that are not live left out; all of them without `ids`."""
        sql = f"""
            SELECT c.id, c.start, c.stop, x.* FROM chunks c
            JOIN ({_ARTICLE.replace("SELECT", "SELECT v.id AS version,", 1)}) x ON x.version = c.version_id
            WHERE c.generation = ?
        """
        found: dict[int, StoredChunk] = {}
        groups = [None] if ids is None else [ids[n : n + _VARIABLES] for n in range(0, len(ids), _VARIABLES)]
        for group in groups:
            only = "" if group is None else f" AND c.id IN ({','.join('?' * len(group))})"
            for row in self._rows(sql + only, (generation, *(group or ()))):
                article = _article(row[4:])
                start, stop = int(str(row[1])), int(str(row[2]))
                found[int(str(row[0]))] = StoredChunk(int(str(row[0])), article, article.text[start:stop])
        return found

    # --- generations -----------------------------------------------------------------------------

    def generation(self) -> Generation | None:
        """The generation that questions are answered from."""
        rows = self._rows("SELECT id, fingerprint FROM generations WHERE active")
        return Generation(int(str(rows[0][0])), str(rows[0][1])) if rows else None

    def new_generation(self, fingerprint: str, *, active: bool) -> Generation:
        """Begin a generation; the first one of a library is active at once."""
        with self.transaction() as db:
            sql = "INSERT INTO generations (fingerprint, active) VALUES (?, ?)"
            return Generation(int(db.execute(sql, (fingerprint, active)).lastrowid or 0), fingerprint)

    def unfinished_generation(self, fingerprint: str) -> Generation | None:
        """A generation with this fingerprint whose building was interrupted."""
        sql = "SELECT id, fingerprint FROM generations WHERE NOT active AND fingerprint = ? ORDER BY id DESC"
        rows = self._rows(sql, (fingerprint,))
        return Generation(int(str(rows[0][0])), fingerprint) if rows else None

    def activate(self, generation: int) -> list[int]:
        """Answer from this generation from now on; returns the ids of those that are dropped."""
        with self.transaction() as db:
            others = [r[0] for r in db.execute("SELECT id FROM generations WHERE id <> ?", (generation,))]
            db.execute("UPDATE generations SET active = (id = ?)", (generation,))
            db.execute("DELETE FROM generations WHERE id <> ?", (generation,))
            db.execute("DELETE FROM chunks WHERE generation <> ?", (generation,))
        return others

    def versions_without_chunks(self, generation: int) -> list[tuple[int, Article]]:
        """Live versions that a generation in the making does not hold yet."""
        sql = f"""
            SELECT x.* FROM ({_ARTICLE.replace("SELECT", "SELECT v.id AS version,", 1)}) x
            WHERE NOT EXISTS (SELECT 1 FROM chunks c WHERE c.version_id = x.version AND c.generation = ?)
        """
        return [(int(str(row[0])), _article(row[1:])) for row in self._rows(sql, (generation,))]

    # --- writing ---------------------------------------------------------------------------------

    def add_version(self, db: sqlite3.Connection, article: Article) -> int:
        """Write a version that nobody sees yet; returns its id."""
        db.execute(
            "INSERT INTO articles (id, source) VALUES (?, ?) ON CONFLICT DO NOTHING",
            (article.id, article.source),
        )
        cursor = db.execute(
            "INSERT INTO versions (article_id, title, authors, published, language, text, content_hash,"
            " created) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (
                article.id,
                article.title,
                json.dumps(article.authors, ensure_ascii=False),
                article.published.isoformat() if article.published else None,
                article.language,
                article.text,
                article.content_hash,
                datetime.now(UTC).isoformat(timespec="seconds"),
            ),
        )
        return int(cursor.lastrowid or 0)

    def add_chunks(
        self, db: sqlite3.Connection, generation: int, version: int, cut: CutArticle, vectors: Vectors
    ) -> list[StoredChunk]:
        """Write a version's chunks with their vectors, shape (chunks, dimensions)."""
        sql = (
            "INSERT INTO chunks (generation, version_id, ordinal, start, stop, vector)"
            " VALUES (?, ?, ?, ?, ?, ?)"
        )
        stored = []
        for chunk, vector in zip(cut.chunks, vectors, strict=True):
            values = (generation, version, chunk.ordinal, chunk.start, chunk.end, vector.tobytes())
            stored.append(StoredChunk(int(db.execute(sql, values).lastrowid or 0), cut.article, chunk.text))
        return stored

    def publish(self, versions: Iterable[tuple[Article, int, Path]]) -> None:
        """Make versions live, each with the file that it came from: all of them or none."""
        with self.transaction() as db:
            for article, version, path in versions:
                sql = "UPDATE articles SET live = ?, source = ? WHERE id = ?"
                db.execute(sql, (version, article.source, article.id))
                db.execute("INSERT OR IGNORE INTO holdings VALUES (?, ?)", (str(path), article.id))

    def settle_file(self, path: Path, mark: str, article_ids: Iterable[str]) -> None:
        """Note that a file was read whole, and which articles it holds now."""
        with self.transaction() as db:
            db.execute("DELETE FROM holdings WHERE path = ?", (str(path),))
            db.executemany(
                "INSERT OR IGNORE INTO holdings VALUES (?, ?)", [(str(path), i) for i in article_ids]
            )
            db.execute("INSERT OR REPLACE INTO files VALUES (?, ?)", (str(path), mark))

    def drop_files(self, paths: Iterable[Path]) -> None:
        """Forget files that are gone, and hide the articles that no file holds any more, at once."""
        values = [(str(path),) for path in paths]
        with self.transaction() as db:
            db.executemany("DELETE FROM holdings WHERE path = ?", values)
            db.executemany("DELETE FROM files WHERE path = ?", values)
            db.execute("UPDATE articles SET live = NULL WHERE id NOT IN (SELECT article_id FROM holdings)")

    def remove(self, article_id: str) -> None:
        """Hide one article and keep indexing from bringing it back."""
        with self.transaction() as db:
            db.execute("UPDATE articles SET live = NULL WHERE id = ?", (article_id,))
            db.execute("INSERT OR IGNORE INTO removed VALUES (?)", (article_id,))

    def readmit(self, path: Path) -> None:
        """Let a file's removed articles come back: the user asked for that file by name."""
        with self.transaction() as db:
            sql = "DELETE FROM removed WHERE article_id IN (SELECT article_id FROM holdings WHERE path = ?)"
            if db.execute(sql, (str(path),)).rowcount:
                db.execute("DELETE FROM files WHERE path = ?", (str(path),))

    def dead_chunks(self, generation: int) -> list[int]:
        """Chunks of versions that are not live: to be taken out of the stores, then swept."""
        return [int(str(r[0])) for r in self._rows(_DEAD_CHUNKS, (generation,))]

    def sweep(self, generation: int) -> None:
        """Delete dead chunks, dead versions and articles without any version."""
        live = "SELECT live FROM articles WHERE live IS NOT NULL"
        with self.transaction() as db:
            db.execute(f"DELETE FROM chunks WHERE id IN ({_DEAD_CHUNKS})", (generation,))
            db.execute(f"DELETE FROM versions WHERE id NOT IN ({live})")
            db.execute("DELETE FROM articles WHERE live IS NULL")

    def vectors(self, ids: Sequence[int]) -> Vectors:
        """The vectors of chunks, shape (ids, dimensions), in the order of `ids`."""
        by_id: dict[int, object] = {}
        for n in range(0, len(ids), _VARIABLES):
            group = ids[n : n + _VARIABLES]
            sql = f"SELECT id, vector FROM chunks WHERE id IN ({','.join('?' * len(group))})"
            by_id.update((int(str(i)), v) for i, v in self._rows(sql, group))
        return np.stack([np.frombuffer(bytes(by_id[i]), dtype=np.float32) for i in ids])  # type: ignore[call-overload]

    # --- the unfinished-work mark ----------------------------------------------------------------

    def mark_unfinished(self, *, unfinished: bool) -> None:
        """Set before the stores are written and cleared after; still set at a start, the last run died."""
        with self.transaction() as db:
            db.execute("INSERT OR REPLACE INTO meta VALUES ('unfinished', ?)", (str(int(unfinished)),))

    def is_unfinished(self) -> bool:
        """Whether the last run that wrote to the stores did not reach its end."""
        return self._rows("SELECT value FROM meta WHERE key = 'unfinished'") == [("1",)]

    def check(self) -> list[str]:
        """SQLite's own integrity check: what it complains of, nothing where all is well."""
        return [str(r[0]) for r in self._rows("PRAGMA quick_check") if r[0] != "ok"]


def _article(row: Sequence[object]) -> Article:
    article_id, title, authors, published, source, language, text, content_hash = row
    return Article(
        id=str(article_id),
        title=str(title),
        authors=tuple(json.loads(str(authors))),
        published=date.fromisoformat(str(published)) if published else None,
        source=str(source),
        language=str(language),
        text=str(text),
        content_hash=str(content_hash),
    )
