"""`footnote doctor`: is everything there that an answer needs, and if not, how is it mended?"""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.metadata import version

from bot.build import Library, Parts, drop_stores, open_library, stores_folder
from bot.errors import UserError
from bot.llm.local import LocalModel
from bot.prompt import answer_prompt
from index.catalogue import Catalogue
from index.errors import LibraryBusy, StoreError
from index.fingerprint import check_fingerprint

_LEAST_FREE_BYTES = 500_000_000
# A store that lost vectors no longer finds a chunk by its own vector; so many are tried.
_PROBES = 50
_NEAREST = 3
REPAIR = "footnote doctor --repair"


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the doctor's report; where something is wrong, `fix` says what to do."""

    name: str
    detail: str
    fix: str = ""

    @property
    def ok(self) -> bool:
        """Whether there is nothing to mend."""
        return not self.fix


def examine(parts: Parts) -> Iterator[Finding]:
    """All findings, one after the other, so that slow ones show as they come."""
    yield from (
        _tried("embedding model", lambda: f"{parts.settings.embedding.model}, {parts.embedder.fingerprint}"),
        _tried("evidence head", lambda: parts.head.fingerprint),
        _tried("reader", lambda: parts.reader.fingerprint),
        _tried("language model", lambda: _speak(parts)),
        Finding("build", f"llama-cpp-python {version('llama-cpp-python')}, chromadb {version('chromadb')}"),
    )
    free = shutil.disk_usage(parts.settings.data if parts.settings.data.exists() else ".").free
    fix = (
        "" if free >= _LEAST_FREE_BYTES else "free some space, or set `data:` in config.yaml to another disk"
    )
    yield Finding("disk", f"{free / 1e9:.1f} GB free", fix)
    if not (parts.folder / "catalogue.sqlite").exists():
        yield Finding("catalogue", "no library yet; `footnote index FOLDER` makes one")
        return
    catalogue = parts.catalogue()
    try:
        yield from _catalogue(parts, catalogue)
    finally:
        catalogue.close()
    try:
        with open_library(parts, doing="doctor") as library:
            yield from _stores(library)
    except LibraryBusy as error:
        yield Finding("stores", f"not examined: {error}")
    except StoreError as error:
        yield Finding("stores", str(error), REPAIR)


def repair(parts: Parts) -> int:
    """Rebuild Chroma and FTS5 from the catalogue; returns how many chunks they hold now."""
    drop_stores(parts)
    with open_library(parts, doing="doctor --repair") as library:
        library.repair()
        library.catalogue.mark_unfinished(unfinished=False)
        return len(library.stores.vectors.ids())


def _tried(name: str, check: Callable[[], str]) -> Finding:
    try:
        return Finding(name, check())
    except UserError as error:
        return Finding(name, str(error), "see the message")
    except OSError as error:
        return Finding(name, f"{error.strerror}: {error.filename}", "reinstall Footnote")


def _speak(parts: Parts) -> str:
    words = "".join(parts.model.stream(answer_prompt("Who came?", ["Ana came."]), max_tokens=12))
    safe = isinstance(parts.model, LocalModel) and not parts.model.extra_bufts
    return f"{parts.model.name} answers ({len(words)} characters)" + (", without AMX buffers" if safe else "")


def _catalogue(parts: Parts, catalogue: Catalogue) -> Iterator[Finding]:
    problems = catalogue.check()
    yield Finding(
        "catalogue",
        "; ".join(problems) or f"{catalogue.count()} articles",
        "restore catalogue.sqlite from a backup, or delete it and index again" if problems else "",
    )
    generation = catalogue.generation()
    if generation:
        try:
            check_fingerprint(generation, parts.embedder)
        except UserError as error:
            yield Finding("fingerprint", str(error), "footnote index --rebuild")
        else:
            yield Finding("fingerprint", generation.fingerprint)
    if catalogue.is_unfinished():
        yield Finding("last run", "was interrupted", "footnote index (it takes up where it was)")


def _stores(library: Library) -> Iterator[Finding]:
    live = library.catalogue.live_chunks(library.generation.id)
    where = stores_folder(library.parts.folder, library.generation.id).name
    for name, ids in (("Chroma", library.stores.vectors.ids()), ("FTS5", library.stores.keywords.ids())):
        missing = len(live.keys() - ids)
        detail = f"{len(ids)} chunks in {where}" + (f", {missing} missing" if missing else "")
        yield Finding(name, detail, REPAIR if missing else "")
    probes = sorted(live)[:: max(1, len(live) // _PROBES)]
    vectors = library.catalogue.vectors(probes) if probes else ()
    lost = sum(
        i not in library.stores.vectors.nearest(v, _NEAREST) for i, v in zip(probes, vectors, strict=True)
    )
    detail = f"{len(probes) - lost} of {len(probes)} chunks found by their own vectors"
    yield Finding("vectors", detail, REPAIR if lost * 10 > len(probes) else "")
