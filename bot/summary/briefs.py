"""Summaries that were made already, in a SQLite file beside the catalogue.

Each rests on articles as they read then. When one of them changes or leaves the library, so does the summary.
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from pydantic import TypeAdapter

from bot.dialogue import Brief
from index.article import Article
from index.database import Database

_MIGRATIONS = (
    """
    CREATE TABLE briefs (key TEXT PRIMARY KEY, brief TEXT NOT NULL);
    CREATE TABLE rests_on (key TEXT NOT NULL, article_id TEXT NOT NULL, content_hash TEXT NOT NULL);
    CREATE INDEX rests_on_by_key ON rests_on (key);
    """,
)
_BRIEF = TypeAdapter(Brief)


class Briefs:
    """The summaries of one library."""

    def __init__(self, path: Path) -> None:
        self._database = Database(path, _MIGRATIONS)
        self.close = self._database.close

    def find(self, key: str) -> Brief | None:
        """The summary that was kept under a key."""
        rows = self._database.rows("SELECT brief FROM briefs WHERE key = ?", (key,))
        return _BRIEF.validate_json(str(rows[0][0])) if rows else None

    def keep(self, key: str, brief: Brief, articles: Iterable[Article]) -> None:
        """Keep a summary that rests on these articles."""
        with self._database.transaction() as db:
            db.execute("INSERT OR REPLACE INTO briefs VALUES (?, ?)", (key, _BRIEF.dump_json(brief).decode()))
            db.execute("DELETE FROM rests_on WHERE key = ?", (key,))
            rows = {(key, article.id, article.content_hash) for article in articles}
            db.executemany("INSERT INTO rests_on VALUES (?, ?, ?)", sorted(rows))

    def drop_stale(self, live: Mapping[str, str]) -> None:
        """Drop what rests on an article that changed or went; `live` is the content hash of each, by id."""
        rows = self._database.rows("SELECT key, article_id, content_hash FROM rests_on")
        stale = {(key,) for key, article, content in rows if live.get(str(article)) != content}
        with self._database.transaction() as db:
            for table in ("briefs", "rests_on"):
                db.executemany(f"DELETE FROM {table} WHERE key = ?", sorted(stale))  # noqa: S608


def brief_key(articles: Iterable[Article], *made_by: str) -> str:
    """A key that changes with any of the articles and with anything that decides the wording."""
    marks: Sequence[str] = sorted({f"{article.id} {article.content_hash}" for article in articles})
    return hashlib.sha256("\x1f".join((*made_by, *marks)).encode()).hexdigest()
