"""One process owns a data folder: Chroma's files are not safe for two."""

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from filelock import FileLock, Timeout

from index.errors import LibraryBusy


@contextmanager
def owned(folder: Path, *, doing: str, lock: str = "owner", wait_seconds: float = 0) -> Iterator[None]:
    """Own the folder while the block runs; the lock goes with the process, however it ends.

    Raises LibraryBusy naming the process that owns it and what it does.
    """
    folder.mkdir(parents=True, exist_ok=True)
    note = folder / f"{lock}.json"
    held = FileLock(folder / f"{lock}.lock")
    try:
        held.acquire(timeout=wait_seconds)
    except Timeout:
        raise LibraryBusy(
            f"The library {folder.name} is in use by {_owner(note)}; wait until it has finished, or stop it."
        ) from None
    try:
        since = datetime.now(UTC).isoformat(timespec="seconds")
        note.write_text(json.dumps({"pid": os.getpid(), "doing": doing, "since": since}), encoding="utf8")
        yield
    finally:
        note.unlink(missing_ok=True)
        held.release()


def _owner(note: Path) -> str:
    try:
        owner = json.loads(note.read_text(encoding="utf8"))
        return f"`footnote {owner['doing']}` (process {owner['pid']}, since {owner['since']})"
    except (OSError, ValueError, KeyError):
        return "another process that has only just started"
