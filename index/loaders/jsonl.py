"""JSON Lines: an article a line, with `title, text, url, published, authors`."""

import json
from typing import Any

from index.article import Loaded
from index.dates import parse_date
from index.errors import LoadError
from index.loaders.header import with_header
from index.loaders.text import decode, split_authors, unwrap


def load_jsonl(data: bytes, name: str) -> list[Loaded | LoadError]:
    """An article for each line that has a text, and an error for each line that is wrong."""
    outcomes: list[Loaded | LoadError] = []
    for number, line in enumerate(decode(data).split("\n"), start=1):
        if line.strip():
            try:
                outcomes.append(_article(line, number, name))
            except LoadError as error:
                outcomes.append(error)
    return outcomes


def _article(line: str, number: int, name: str) -> Loaded:
    try:
        row: Any = json.loads(line)
    except json.JSONDecodeError as error:
        raise LoadError(f"line {number} is no JSON ({error.msg} at column {error.colno}).") from error
    if not isinstance(row, dict) or not isinstance(row.get("text"), str) or not row["text"].strip():
        raise LoadError(f'line {number} has no "text"; each line needs one, as in {{"text": "…"}}.')
    named = row.get("authors") or ()
    title = " ".join(str(row.get("title") or "").split())
    return with_header(
        Loaded(
            title=title or f"{name}, line {number}",
            text=unwrap(row["text"]).strip("\n"),
            authors=split_authors(named) if isinstance(named, str) else tuple(str(n) for n in named),
            published=parse_date(str(row.get("published") or "")),
            url=str(row["url"]) if row.get("url") else None,
        )
    )
