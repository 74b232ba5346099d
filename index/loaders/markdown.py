"""Markdown with YAML front matter; the markup goes, the words stay."""

from datetime import date, datetime
from itertools import pairwise
from typing import Any

import frontmatter
import yaml
from markdown_it import MarkdownIt
from markdown_it.token import Token

from index.article import Loaded
from index.dates import parse_date
from index.errors import LoadError
from index.loaders.header import with_header
from index.loaders.text import decode, split_authors


def plain(markdown: str) -> str:
    """The words of a Markdown text: a paragraph, heading, list item or table row a line."""
    lines: list[str] = []
    row: list[str] | None = None
    for token in MarkdownIt("commonmark").enable("table").parse(markdown):
        if token.type == "tr_open":
            row = []
        elif token.type == "tr_close" and row is not None:
            lines.append(" | ".join(row))
            row = None
        elif token.type == "inline":
            (lines if row is None else row).append(_words(token))
        elif token.type in ("fence", "code_block"):
            lines.append(token.content.rstrip())
    return "\n\n".join(line for line in lines if line.strip())


def _words(inline: Token) -> str:
    pieces = []
    for child in inline.children or []:
        if child.type in ("text", "code_inline"):
            pieces.append(child.content)
        elif child.type in ("softbreak", "hardbreak"):
            pieces.append(" ")
        elif child.type == "image":
            pieces.append(child.content)
    return "".join(pieces).strip()


def _day(value: Any) -> date | None:
    if isinstance(value, datetime):
        return value.date()
    return value if isinstance(value, date) else parse_date(str(value or ""))


def _first_heading(markdown: str) -> str:
    tokens = MarkdownIt("commonmark").parse(markdown)
    following = (b for a, b in pairwise(tokens) if a.type == "heading_open")
    return next((_words(token) for token in following), "")


def load_markdown(data: bytes, name: str) -> list[Loaded]:
    """One article. Raises LoadError where the front matter is no YAML."""
    try:
        meta, body = frontmatter.parse(decode(data))
    except (yaml.YAMLError, ValueError) as error:
        raise LoadError(f"has front matter that is no YAML ({str(error).splitlines()[0]}).") from error
    named: Any = meta.get("authors") or meta.get("author") or ()
    authors = split_authors(named) if isinstance(named, str) else tuple(str(n) for n in named)
    heading = _first_heading(body)
    title = str(meta.get("title") or heading or name.replace("-", " ").replace("_", " "))
    published = _day(meta.get("date") or meta.get("published"))
    text = plain(body)
    if title == heading:
        text = text.removeprefix(heading).lstrip("\n")
    url = str(meta["url"]) if meta.get("url") else None
    return [with_header(Loaded(title=title, text=text, authors=authors, published=published, url=url))]
