"""A SQLite file: its tables, their migrations, and transactions; and the tables of the catalogue."""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import RLock

from index.errors import UserError

IN_MEMORY = Path(":memory:")

MIGRATIONS = (
    """
    CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL);
    CREATE TABLE roots (path TEXT PRIMARY KEY, sample INTEGER NOT NULL);
    CREATE TABLE files (path TEXT PRIMARY KEY, sha256 TEXT NOT NULL);
    CREATE TABLE holdings (path TEXT NOT NULL, article_id TEXT NOT NULL, PRIMARY KEY (path, article_id));
    CREATE INDEX holdings_by_article ON holdings (article_id);
    CREATE TABLE articles (id TEXT PRIMARY KEY, source TEXT NOT NULL, live INTEGER);
    CREATE TABLE removed (article_id TEXT PRIMARY KEY);
    CREATE TABLE versions (
        id INTEGER PRIMARY KEY AUTOINCREMENT, article_id TEXT NOT NULL, title TEXT NOT NULL,
        authors TEXT NOT NULL, published TEXT, language TEXT NOT NULL, text TEXT NOT NULL,
        content_hash TEXT NOT NULL, created TEXT NOT NULL
    );
    CREATE INDEX versions_by_article ON versions (article_id);
    CREATE TABLE generations (
        id INTEGER PRIMARY KEY AUTOINCREMENT, fingerprint TEXT NOT NULL, active INTEGER NOT NULL
    );
    CREATE TABLE chunks (
        id INTEGER PRIMARY KEY AUTOINCREMENT, generation INTEGER NOT NULL, version_id INTEGER NOT NULL,
        ordinal INTEGER NOT NULL, start INTEGER NOT NULL, stop INTEGER NOT NULL, vector BLOB NOT NULL
    );
    CREATE INDEX chunks_by_version ON chunks (version_id, generation);
    """,
    # Without these every question reads a row of every article.
    """
    CREATE INDEX articles_by_live ON articles (live);
    CREATE INDEX versions_by_day ON versions (published);
    """,
)


class Database:
    """One SQLite connection, shared between threads under a lock."""

    def __init__(self, path: Path, migrations: Sequence[str] = MIGRATIONS) -> None:
        """`migrations` make the tables, each one from what the ones before it left."""
        path.parent.mkdir(parents=True, exist_ok=True)
        self._lock = RLock()
        self._db = sqlite3.connect(path, check_same_thread=False, isolation_level=None, timeout=30)
        self._db.execute("PRAGMA journal_mode = WAL")
        self._db.execute("PRAGMA synchronous = FULL")
        self._migrate(path, migrations)

    def _migrate(self, path: Path, migrations: Sequence[str]) -> None:
        version = self._db.execute("PRAGMA user_version").fetchone()[0]
        if version > len(migrations):
            self._db.close()
            raise UserError(
                f"{path} was written by a newer Footnote (schema {version}, this one knows "
                f"{len(migrations)}); update Footnote, or choose another folder with --data."
            )
        for number, script in enumerate(migrations[version:], start=version + 1):
            self._db.executescript(f"BEGIN IMMEDIATE;{script};PRAGMA user_version = {number};COMMIT;")

    def close(self) -> None:
        """Close the connection; nothing may be asked afterwards."""
        self._db.close()

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """All or nothing; transactions of other processes wait."""
        with self._lock:
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield self._db
            except BaseException:
                self._db.execute("ROLLBACK")
                raise
            self._db.execute("COMMIT")

    def rows(self, sql: str, values: Sequence[object] = ()) -> list[tuple[object, ...]]:
        """All rows of a query."""
        with self._lock:
            return self._db.execute(sql, values).fetchall()
