"""What tests share: settings in a temporary folder, small articles, and the real models, loaded once."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bot.build import Library, Parts, open_library, plan_index, run_index
from bot.config import Settings
from bot.verify import Verifier
from index.embed import EMBEDDED_MODEL, SentenceEmbedder, model_folder
from index.head import EvidenceHead, PassageReader, SupportHead
from index.report import Report

SHARED = Path(__file__).resolve().parent.parent.parent / "shared"

HARBOUR = """\
Mon. Mar 3rd, 2025
Nora Quill
Harbour of Elmsby to close for two weeks

The harbour of Elmsby will close for two weeks in April, harbour master Otto Brandt said on Sunday.
Divers found 14 cracks in the northern wall. The repair is expected to cost $310,000.
The ferry to Tessel Island may sail from Wick instead, but the company has not decided yet.
"""
ORCHARD = """\
Orchard prize goes to a school

Pupils of the Larch Lane school won the county orchard prize with 31 apple trees.
Their teacher, Ida Morrow, said the trees had been planted in 2019 by the pupils' older brothers and sisters.
The prize is a cider press and a visit from the county gardener.
"""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests marked `shared` need material beside the repository; without it they say why they skip."""
    if not SHARED.is_dir():
        missing = pytest.mark.skip(
            reason=f"{SHARED.name}/ with the evaluation material is not beside this clone"
        )
        for item in items:
            if item.get_closest_marker("shared"):
                item.add_marker(missing)


@pytest.fixture(scope="session")
def embedder() -> SentenceEmbedder:
    """The real embedding model."""
    return SentenceEmbedder(model_folder(EMBEDDED_MODEL))


@pytest.fixture(scope="session")
def head() -> EvidenceHead:
    """The real evidence head."""
    return EvidenceHead()


@pytest.fixture(scope="session")
def reader() -> PassageReader:
    """The real reader of passages."""
    return PassageReader()


@pytest.fixture(scope="session")
def verifier() -> Verifier:
    """The check of sentences, with the real support head."""
    return Verifier(SupportHead())


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with two articles."""
    made = tmp_path / "news"
    made.mkdir()
    (made / "harbour.txt").write_text(HARBOUR, encoding="utf8")
    (made / "orchard.txt").write_text(ORCHARD, encoding="utf8")
    return made


@pytest.fixture
def parts(
    tmp_path: Path,
    embedder: SentenceEmbedder,
    head: EvidenceHead,
    reader: PassageReader,
    verifier: Verifier,
) -> Iterator[Parts]:
    """The program's parts over an empty data folder, with the models that are loaded already."""
    made = Parts(Settings(articles=[], data=tmp_path / "data"))
    made.__dict__.update(embedder=embedder, head=head, reader=reader, verifier=verifier)
    yield made
    made.close()


@pytest.fixture
def library(parts: Parts) -> Iterator[Library]:
    """An opened, empty library: real catalogue, real Chroma, real FTS5."""
    with open_library(parts, doing="test") as opened:
        yield opened


@pytest.fixture
def index_into(library: Library) -> Callable[..., Report]:
    """Index paths as the command does."""

    def run(*paths: Path) -> Report:
        plan = plan_index(library.parts.settings, library.catalogue.roots(), list(paths))
        return run_index(library, plan, progress=lambda _: None)

    return run


@pytest.fixture
def shared_articles() -> Path:
    """Two real articles beside the repository."""
    return SHARED / "articles"
