"""The only reader of documents on disk, with the limits that keep one bad file from hurting the rest."""

import bz2
import gzip
import hashlib
import lzma
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from index.errors import LoadError

MEGABYTE = 1_000_000
# A long book is 2 MB of text; a PDF with pictures seldom passes 50 MB.
LARGEST_FILE = 100 * MEGABYTE
# Compressed text seldom shrinks more than tenfold; beyond this it is an archive bomb or no article list.
LARGEST_UNPACKED = 500 * MEGABYTE
_OPENERS: dict[str, Any] = {".gz": gzip.open, ".xz": lzma.open, ".bz2": bz2.open}


@dataclass(frozen=True, slots=True)
class Document:
    """The bytes of one file, unpacked; `suffix` is the format's, in lower case, without .gz and the like."""

    path: Path
    suffix: str
    data: bytes
    sha256: str


@dataclass(frozen=True, slots=True)
class Listing:
    """The files below a folder; with errors, some of it could not be listed, so nothing counts as gone."""

    files: list[Path]
    errors: list[str]


def suffix_of(path: Path) -> str:
    """The suffix that names the format: ".jsonl" for "a.jsonl.xz"."""
    inner = Path(path.stem) if path.suffix.lower() in _OPENERS else path
    return inner.suffix.lower()


def walk(folder: Path) -> Listing:
    """All plain files below a folder in a stable order; hidden ones and links out of it are passed over."""
    errors: list[str] = []

    def unreadable(error: OSError) -> None:
        errors.append(f"{error.filename} cannot be listed ({error.strerror}); check its permissions.")

    top = folder.resolve()
    files: list[Path] = []
    for parent, folders, names in os.walk(folder, onerror=unreadable):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            path = Path(parent, name)
            if not name.startswith(".") and path.is_file() and path.resolve().is_relative_to(top):
                files.append(path)
    return Listing(files, errors)


def read(path: Path) -> Document:
    """Read and unpack one file. Raises LoadError with the reason and the fix."""
    try:
        size = path.stat().st_size
        if size > LARGEST_FILE:
            raise LoadError(
                f"{size / MEGABYTE:.0f} MB is more than the {LARGEST_FILE // MEGABYTE} MB a file may have; "
                "split it into smaller ones."
            )
        raw = path.read_bytes()
        opener = _OPENERS.get(path.suffix.lower())
        data = raw
        if opener:
            with opener(path, "rb") as packed:
                data = packed.read(LARGEST_UNPACKED + 1)
    except (OSError, EOFError, lzma.LZMAError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise LoadError(f"cannot be read ({reason}); check the file and its permissions.") from error
    if len(data) > LARGEST_UNPACKED:
        raise LoadError(
            f"unpacks to more than {LARGEST_UNPACKED // MEGABYTE} MB; split it into smaller ones."
        )
    if not data.strip():
        raise LoadError("is empty; there is nothing to index.")
    return Document(path, suffix_of(path), data, hashlib.sha256(raw).hexdigest())
