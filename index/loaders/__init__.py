"""Loaders turn the bytes of a document into articles; a new format is one file and one row in LOADERS."""

from collections.abc import Callable, Sequence
from pathlib import PurePath

from index.article import Loaded
from index.errors import LoadError
from index.loaders.html import load_html
from index.loaders.jsonl import load_jsonl
from index.loaders.markdown import load_markdown
from index.loaders.pdf import load_pdf
from index.loaders.text import load_text

Loader = Callable[[bytes, str], Sequence[Loaded | LoadError]]

LOADERS: dict[str, Loader] = {
    ".txt": load_text,
    ".text": load_text,
    ".md": load_markdown,
    ".markdown": load_markdown,
    ".html": load_html,
    ".htm": load_html,
    ".pdf": load_pdf,
    ".jsonl": load_jsonl,
    ".ndjson": load_jsonl,
}


def load(data: bytes, *, suffix: str, name: str) -> list[Loaded | LoadError]:
    """The articles in a document; `name` (a file name) serves as the title where the text has none.

    A list of articles may hold errors for single ones. Raises LoadError for an unknown format, for bytes
    that are not of their format, and for no text.
    """
    loader = LOADERS.get(suffix)
    if loader is None:
        known = " ".join(sorted(LOADERS))
        raise LoadError(f"is of a format that is not known ({suffix or 'no suffix'}); known are {known}.")
    outcomes = loader(data, PurePath(name).stem)
    found = [x for x in outcomes if isinstance(x, LoadError) or x.text.strip()]
    if not found:
        raise LoadError("holds no readable text (a scan, perhaps, or an empty page).")
    return found
