"""The composition root: the one place where settings become real embedders, stores and models."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from bot.answer import Answerer
from bot.config import SAMPLES, Settings, llm_key
from bot.errors import ConfigError
from bot.gate import THRESHOLDS
from bot.llm import LanguageModel
from bot.llm.local import LocalModel
from bot.llm.models import EMBEDDED_MODEL, model_path
from bot.llm.server import ServerModel
from bot.summary.briefs import Briefs
from bot.summary.reword import Rewording
from bot.summary.summarize import Summarizer
from bot.verify import Verifier
from index.catalogue import Catalogue, Generation
from index.database import IN_MEMORY
from index.embed import SentenceEmbedder, model_folder
from index.fingerprint import fingerprint
from index.head import EvidenceHead, PassageReader, SupportHead
from index.ingest import Ingest, preview
from index.keyword import KeywordStore
from index.ownership import owned
from index.rebuild import Rebuild
from index.reconcile import Stores, reconcile, sweep
from index.report import Progress, Report
from index.search import Search
from index.store import ChromaStore

# A rebuild waits this long for questions and runs of indexing to end before it switches.
_SECONDS_TO_SWITCH = 3_600


class Parts:
    """The heavy parts, each made at first use and then kept."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings

    @cached_property
    def embedder(self) -> SentenceEmbedder:
        """The configured embedding model."""
        return SentenceEmbedder(model_folder(self.settings.embedding.model))

    @cached_property
    def head(self) -> EvidenceHead:
        """The evidence head."""
        return EvidenceHead()

    @cached_property
    def reader(self) -> PassageReader:
        """The reader of passages."""
        return PassageReader()

    @cached_property
    def verifier(self) -> Verifier:
        """The check of sentences against quotes."""
        return Verifier(SupportHead())

    @cached_property
    def model(self) -> LanguageModel:
        """The configured language model; a local one has begun to load. Raises ModelError."""
        llm = self.settings.llm
        if llm.server:
            if llm.model == EMBEDDED_MODEL:
                raise ConfigError("llm.server is set, so llm.model must be a model's name on that server.")
            return ServerModel(llm.server, model=llm.model, key=llm_key())
        path = model_path(llm.model, folder=self.settings.data / "models")
        local = LocalModel(path, context_tokens=llm.context_tokens, threads=llm.threads)
        local.start()
        return local

    def close(self) -> None:
        """End the language model, if it was used."""
        if "model" in self.__dict__:
            self.model.close()

    @property
    def folder(self) -> Path:
        """Where the chosen library lies."""
        return self.settings.data / self.settings.library

    def catalogue(self) -> Catalogue:
        """A connection of its own to the library's catalogue."""
        return Catalogue(self.folder / "catalogue.sqlite")

    def open_stores(self, generation: int) -> Stores:
        """The stores of one generation of the library."""
        folder = stores_folder(self.folder, generation)
        return Stores(ChromaStore(folder / "chroma"), KeywordStore(folder / "keyword.sqlite"))


def stores_folder(library: Path, generation: int) -> Path:
    """Where one generation's stores lie."""
    return library / f"index-{generation}"


@dataclass(frozen=True, slots=True)
class Library:
    """An opened library, owned by this process."""

    parts: Parts
    catalogue: Catalogue
    stores: Stores
    generation: Generation
    briefs: Briefs

    def index(
        self, paths: list[Path], *, leaving: Path | None, progress: Callable[[Progress], None]
    ) -> Report:
        """Index documents (see `index.ingest`)."""
        ingest = Ingest(self.catalogue, self.stores, self.parts.embedder, self.generation)
        report = ingest.run(paths, leaving=leaving, progress=progress)
        self.briefs.drop_stale(self.catalogue.live_hashes())
        return report

    def search(self) -> Search:
        """The read path."""
        return Search(self.catalogue, self.stores, self.parts.embedder, self.generation)

    def answerer(self, *, gate: float | None = None) -> Answerer:
        """The answering core over this library, with the gate of the settings or another.

        Raises ModelError where the model cannot be found.
        """
        model = self.parts.model
        settings = self.parts.settings
        return Answerer(
            self.search(),
            self.parts.head,
            self.parts.reader,
            self.parts.verifier,
            model,
            gate=THRESHOLDS[settings.answering] if gate is None else gate,
            context_tokens=settings.llm.context_tokens,
        )

    def summarizer(self) -> Summarizer:
        """The summarizer over this library. Raises ModelError where the model cannot be found."""
        parts, llm = self.parts, self.parts.settings.llm
        rewording = Rewording(
            parts.model,
            parts.verifier,
            parts.embedder,
            # The embedded model loses the thread in words of its own.
            freely=llm.model != EMBEDDED_MODEL,
            context_tokens=llm.context_tokens,
        )
        return Summarizer(
            self.search(), parts.embedder, parts.head, parts.verifier, rewording=rewording, shelf=self.briefs
        )

    def remove(self, article_id: str) -> None:
        """Take one article out, and keep it out; what was summed up from it goes too."""
        self.catalogue.remove(article_id)
        self.briefs.drop_stale(self.catalogue.live_hashes())
        sweep(self.catalogue, self.stores, self.generation)

    def repair(self) -> int:
        """Bring the stores into step with the catalogue; returns how many chunks moved."""
        sweep(self.catalogue, self.stores, self.generation)
        return reconcile(self.catalogue, self.stores, self.generation)


@contextmanager
def open_library(parts: Parts, *, doing: str) -> Iterator[Library]:
    """Own and open the library. Raises LibraryBusy, StoreError, FingerprintMismatch."""
    with owned(parts.folder, doing=doing):
        catalogue = parts.catalogue()
        try:
            generation = catalogue.generation()
            if generation is None:
                generation = catalogue.new_generation(fingerprint(parts.embedder), active=True)
            with closing(Briefs(parts.folder / "briefs.sqlite")) as briefs:
                yield Library(parts, catalogue, parts.open_stores(generation.id), generation, briefs)
        finally:
            catalogue.close()


@contextmanager
def open_catalogue(parts: Parts) -> Iterator[Catalogue | None]:
    """The catalogue alone, for looking: SQLite lets several processes read. None: there is no library."""
    if not (parts.folder / "catalogue.sqlite").exists():
        yield None
        return
    catalogue = parts.catalogue()
    try:
        yield catalogue
    finally:
        catalogue.close()


def drop_stores(parts: Parts) -> None:
    """Delete the current stores from disk, so that they can be made again from the catalogue."""
    with owned(parts.folder, doing="doctor --repair"), open_catalogue(parts) as catalogue:
        generation = catalogue.generation() if catalogue else None
        if generation:
            shutil.rmtree(stores_folder(parts.folder, generation.id), ignore_errors=True)


def rebuild_library(parts: Parts, *, progress: Callable[[int, int], None]) -> None:
    """Embed the whole library anew beside the old index, and switch (see `index.rebuild`)."""
    with owned(parts.folder, doing="index --rebuild", lock="rebuild"):
        catalogue = parts.catalogue()

        def exclusive() -> AbstractContextManager[None]:
            return owned(parts.folder, doing="index --rebuild", wait_seconds=_SECONDS_TO_SWITCH)

        try:
            rebuild = Rebuild(catalogue, parts.embedder, parts.open_stores)
            for dropped in rebuild.run(exclusive=exclusive, progress=progress):
                shutil.rmtree(stores_folder(parts.folder, dropped), ignore_errors=True)
        finally:
            catalogue.close()


@dataclass(frozen=True, slots=True)
class Plan:
    """Which documents a run of indexing covers, and which folder leaves the library."""

    paths: list[Path]
    remember: list[Path]
    leaving: Path | None


def plan_index(settings: Settings, roots: dict[Path, bool], given: list[Path]) -> Plan:
    """What to index, from what is remembered and what was given on the command line.

    Without a path: all remembered roots and those of config.yaml. The sample articles leave when the
    first root of the user's own comes, and do not come back by themselves.
    """
    given = [path.expanduser().resolve() for path in given]
    own = {root for root, sample in roots.items() if not sample}
    own |= {path for path in (*given, *settings.articles) if path != SAMPLES}
    samples_asked = SAMPLES in given
    wanted = given or sorted({*roots, *settings.articles})
    paths = [path for path in wanted if path != SAMPLES or samples_asked or not own]
    inside = [path for path in paths if not any(path.is_relative_to(root) for root in own - {path})]
    leaving = SAMPLES if SAMPLES in roots and own and not samples_asked else None
    return Plan(paths=paths, remember=inside, leaving=leaving)


def run_index(library: Library, plan: Plan, *, progress: Callable[[Progress], None]) -> Report:
    """Remember the roots, index them, and let the samples leave."""
    for path in plan.paths:
        library.catalogue.readmit(path)
    report = library.index(plan.paths, leaving=plan.leaving, progress=progress)
    for path in plan.remember:
        if path.exists():
            library.catalogue.remember_root(path, sample=path == SAMPLES)
    if plan.leaving:
        library.catalogue.forget_root(plan.leaving)
    return report


def preview_index(parts: Parts, given: list[Path]) -> Report:
    """The report that indexing would give; nothing is written, not even an empty library."""
    with open_catalogue(parts) as existing:
        catalogue = existing or Catalogue(IN_MEMORY)
        plan = plan_index(parts.settings, catalogue.roots(), given)
        return preview(catalogue, parts.embedder, plan.paths, leaving=plan.leaving)
