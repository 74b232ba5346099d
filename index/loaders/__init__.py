"""Loaders turn the bytes of a document into articles; a new format is one file and one row in LOADERS."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import PurePath

from index.article import Loaded
from index.errors import LoadError
from index.loaders.html import load_html
from index.loaders.jsonl import load_jsonl
from index.loaders.markdown import load_markdown
from index.loaders.noise import without_noise
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

# Counted up whenever the same bytes are read otherwise than before: every file is then read anew, once.
READING = 2

# Characters that command a terminal and say nothing to a reader.
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")


def _clean(loaded: Loaded) -> Loaded:
    return replace(
        loaded,
        title=" ".join(_CONTROL.sub("", loaded.title).split()),
        text=without_noise(_CONTROL.sub("", loaded.text)),
        authors=tuple(_CONTROL.sub("", author).strip() for author in loaded.authors),
    )


def load(data: bytes, *, suffix: str, name: str) -> list[Loaded | LoadError]:
    """The articles in a document; `name` (a file name) serves as the title where the text has none.

    A list of articles may hold errors for single ones. Raises LoadError for an unknown format, for bytes
    that are not of their format, and for no text.
    """
    loader = LOADERS.get(suffix)
    if loader is None:
        known = " ".join(sorted(LOADERS))
        raise LoadError(f"is of a format that is not known ({suffix or 'no suffix'}); known are {known}.")
    try:
        outcomes = loader(data, PurePath(name).stem)
    except LoadError:
        raise
    except Exception as error:
        raise LoadError(f"cannot be parsed ({type(error).__name__}: {error}); export it anew.") from error
    found = [x if isinstance(x, LoadError) else _clean(x) for x in outcomes]
    found = [x for x in found if isinstance(x, LoadError) or x.text.strip()]
    if not found:
        raise LoadError("holds no readable text (a scan, perhaps, or an empty page).")
    return found
