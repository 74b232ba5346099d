"""Indexing and searching with the real catalogue, the real Chroma, FTS5 and the real embedding model."""

import hashlib
import json
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from bot.build import SAMPLES, Library, Parts, open_library, preview_index, rebuild_library
from index.errors import FingerprintMismatch, LibraryBusy
from index.ownership import owned
from index.reconcile import reconcile
from index.report import Report

TODAY = date(2025, 6, 1)
IndexInto = Callable[..., Report]


def titles(library: Library, query: str, k: int = 3) -> list[str]:
    return [p.article.title for p in library.search().passages(query, k=k, as_of=TODAY)]


def test_what_was_indexed_is_found_by_words_by_meaning_by_author_and_by_date(
    library: Library, index_into: IndexInto, folder: Path
) -> None:
    report = index_into(folder)
    assert sorted(report.new) == [
        "Harbour of Elmsby to close for two weeks",
        "Orchard prize goes to a school",
    ]
    assert titles(library, "cracks in the northern wall")[0].startswith("Harbour")
    assert titles(library, "fruit growing children win a contest")[0].startswith("Orchard")
    assert titles(library, "articles by Nora Quill")[0].startswith("Harbour")
    assert titles(library, "What happened on 3 March 2025?")[0].startswith("Harbour")


def test_an_unchanged_article_costs_no_embedding(index_into: IndexInto, folder: Path) -> None:
    index_into(folder)
    again = index_into(folder)
    assert (again.unchanged, again.new, again.embedded_chunks) == (2, [], 0)


def test_a_file_that_an_earlier_version_read_in_its_own_way_is_read_anew(
    library: Library, index_into: IndexInto, folder: Path
) -> None:
    index_into(folder)
    path = folder / "orchard.txt"
    path.write_text("Orchard prize goes to a school\n\nThe school planted plums.\n")
    earlier = hashlib.sha256(path.read_bytes()).hexdigest()
    library.catalogue.settle_file(path, earlier, library.catalogue.holdings()[path])
    assert index_into(folder).changed == ["Orchard prize goes to a school"]
    assert index_into(folder).changed == []


def test_a_changed_article_is_found_by_its_new_words_only(
    library: Library, index_into: IndexInto, folder: Path
) -> None:
    index_into(folder)
    (folder / "orchard.txt").write_text(
        "Orchard prize withdrawn\n\nThe jury found that the trees were plastic.\n"
    )
    report = index_into(folder)
    assert report.changed == ["Orchard prize withdrawn"]
    texts = [p.text for p in library.search().passages("orchard prize", k=10, as_of=TODAY)]
    assert any("plastic" in text for text in texts)
    assert not any("cider press" in text for text in texts)


def test_a_vanished_file_leaves_and_an_unmounted_folder_does_not(
    library: Library, index_into: IndexInto, folder: Path
) -> None:
    index_into(folder)
    (folder / "orchard.txt").unlink()
    assert index_into(folder).removed == ["Orchard prize goes to a school"]
    folder.rename(folder.with_name("elsewhere"))
    report = index_into()
    assert report.removed == []
    assert "does not exist" in report.failed[0].reason
    assert library.catalogue.count() == 1


def test_an_article_that_stands_in_two_files_stays_until_both_are_gone(
    library: Library, index_into: IndexInto, tmp_path: Path
) -> None:
    row = '{"title": "Tram returns", "text": "The tram returns in May.", "url": "https://x.org/tram"}\n'
    folder = tmp_path / "lists"
    folder.mkdir()
    for name in ("a.jsonl", "b.jsonl"):
        (folder / name).write_text(row)
    assert index_into(folder).new == ["Tram returns"]
    (folder / "a.jsonl").unlink()
    assert index_into(folder).removed == []
    (folder / "b.jsonl").unlink()
    assert index_into(folder).removed == ["Tram returns"]
    assert library.catalogue.count() == 0


def test_bad_files_are_one_line_each_and_the_rest_is_indexed(index_into: IndexInto, folder: Path) -> None:
    (folder / "empty.txt").write_text("")
    (folder / "binary.txt").write_bytes(b"\0\1\2")
    (folder / "broken.pdf").write_bytes(b"%PDF-1.7 nothing")
    with (folder / "huge.txt").open("wb") as huge:
        huge.truncate(200_000_000)
    (folder / "picture.png").write_bytes(b"\x89PNG")
    report = index_into(folder)
    assert len(report.new) == 2
    assert {Path(f.source).name for f in report.failed} == {
        "empty.txt",
        "binary.txt",
        "broken.pdf",
        "huge.txt",
    }
    assert all("\n" not in f.reason for f in report.failed)
    assert report.ignored == {".png": 1}


def test_another_language_is_indexed_with_a_warning(index_into: IndexInto, folder: Path) -> None:
    (folder / "hafen.txt").write_text(
        "Hafen schließt für zwei Wochen\n\nDer Hafen wird im April geschlossen, sagte der Hafenmeister am Sonntag."
    )
    report = index_into(folder)
    assert len(report.new) == 3
    assert report.foreign == [("news/hafen.txt", "de")]


def test_readers_see_a_path_below_the_root_and_not_the_layout_of_the_server(
    library: Library, index_into: IndexInto, folder: Path
) -> None:
    index_into(folder)
    assert {a.source for a in library.catalogue.articles()} == {"news/harbour.txt", "news/orchard.txt"}


def test_a_removed_article_stays_away_until_its_file_is_named(
    library: Library, index_into: IndexInto, folder: Path
) -> None:
    index_into(folder)
    (article,) = [a for a in library.catalogue.articles() if "orchard" in a.source]
    library.remove(article.id)
    (folder / "harbour.txt").write_text("Harbour opens\n\nIt opens again.\n")
    assert index_into(folder).new == []
    assert titles(library, "apple trees of the school", k=9) == ["Harbour opens"]
    index_into(folder / "orchard.txt")
    assert library.catalogue.count() == 2


def test_the_samples_leave_when_a_folder_of_ones_own_comes(
    library: Library, index_into: IndexInto, folder: Path
) -> None:
    first = index_into(SAMPLES)
    report = index_into(folder)
    assert len(report.removed) == len(first.new)
    assert library.catalogue.count() == 2
    assert index_into().new == []


def test_a_dry_run_says_the_same_and_touches_nothing(parts: Parts, folder: Path) -> None:
    report = preview_index(parts, [folder])
    assert len(report.new) == 2
    assert report.embedded_chunks == 2
    assert not parts.folder.exists()


def test_a_dry_run_on_a_library_changes_nothing(
    library: Library, index_into: IndexInto, folder: Path
) -> None:
    index_into(folder)
    (folder / "orchard.txt").unlink()
    (folder / "new.txt").write_text("Tram returns\n\nThe tram returns in May.\n")
    report = preview_index(library.parts, [folder])
    assert (report.new, report.removed) == (["Tram returns"], ["Orchard prize goes to a school"])
    assert library.catalogue.count() == 2


def test_stores_are_rebuilt_from_the_catalogue_without_embedding(
    library: Library, index_into: IndexInto, folder: Path
) -> None:
    index_into(folder)
    ids = sorted(library.stores.vectors.ids())
    library.stores.vectors.delete(ids)
    library.stores.keywords.delete(ids)
    assert titles(library, "cracks in the wall") == []
    assert reconcile(library.catalogue, library.stores, library.generation) == 2 * len(ids)
    assert titles(library, "cracks in the wall")[0].startswith("Harbour")


def test_a_second_owner_is_told_who_owns_the_library(library: Library) -> None:
    with pytest.raises(LibraryBusy, match=r"in use by `footnote test` \(process \d+"):
        with open_library(library.parts, doing="ask"):
            pass


def test_another_embedding_is_refused_with_the_command_that_rebuilds(parts: Parts, folder: Path) -> None:
    with open_library(parts, doing="test") as library:
        library.index([folder], leaving=None, progress=lambda _: None)
    small = Parts(parts.settings)
    small.__dict__.update(embedder=_Halved(parts.embedder), head=parts.head)
    with open_library(small, doing="test") as library, pytest.raises(FingerprintMismatch, match="--rebuild"):
        library.search()
    rebuild_library(small, progress=lambda _done, _total: None)
    with open_library(small, doing="test") as library:
        assert titles(library, "cracks in the wall")[0].startswith("Harbour")
        assert library.generation.id == 2
        assert sorted(p.name for p in small.folder.glob("index-*")) == ["index-2"]


def test_questions_are_answered_while_the_index_is_built_anew(parts: Parts, folder: Path) -> None:
    with open_library(parts, doing="test") as library:
        library.index([folder], leaving=None, progress=lambda _: None)
    seen: list[list[str]] = []

    def ask_meanwhile(_done: int, _total: int) -> None:
        with open_library(parts, doing="ask") as library:
            seen.append(titles(library, "cracks in the wall"))

    rebuild_library(parts, progress=ask_meanwhile)
    assert seen
    assert all(found[0].startswith("Harbour") for found in seen)


def test_what_is_indexed_during_a_rebuild_is_in_the_new_index(parts: Parts, folder: Path) -> None:
    with open_library(parts, doing="test") as library:
        library.index([folder], leaving=None, progress=lambda _: None)

    def index_meanwhile(_done: int, _total: int) -> None:
        if not (folder / "orchard.txt").exists():
            return
        (folder / "tram.txt").write_text("Tram returns\n\nThe tram returns in May.\n")
        (folder / "orchard.txt").unlink()
        with open_library(parts, doing="index") as library:
            library.index([folder], leaving=None, progress=lambda _: None)

    rebuild_library(parts, progress=index_meanwhile)
    with open_library(parts, doing="test") as library:
        assert sorted(set(titles(library, "tram orchard", k=9))) == [
            "Harbour of Elmsby to close for two weeks",
            "Tram returns",
        ]


def test_a_lock_goes_with_its_process(tmp_path: Path) -> None:
    with owned(tmp_path / "lib", doing="first"):
        pass
    with owned(tmp_path / "lib", doing="second"):
        assert (tmp_path / "lib" / "owner.json").exists()
    shutil.rmtree(tmp_path / "lib")


class _Halved:
    """Another embedding: the first half of each vector."""

    def __init__(self, embedder: object) -> None:
        self._embedder = embedder
        self.fingerprint = "halved"

    def encode(self, texts: list[str]) -> object:
        vectors = self._embedder.encode(texts)[:, ::2].copy()  # type: ignore[attr-defined]
        return vectors / (vectors**2).sum(axis=1, keepdims=True) ** 0.5

    def __getattr__(self, name: str) -> object:
        return getattr(self._embedder, name)


def test_of_two_articles_on_one_thing_the_fresher_comes_first(
    library: Library, index_into: IndexInto, tmp_path: Path
) -> None:
    text = "The council met and raised the tram fare to {} dollars."
    old = {"title": "Fare goes up", "text": text.format("four"), "published": "2020-01-05"}
    new = {"title": "Fare goes up again", "text": text.format("six"), "published": "2025-05-30"}
    source = tmp_path / "fares.jsonl"
    source.write_text("\n".join(map(json.dumps, (old, new))), encoding="utf8")
    index_into(source)
    question = "What did the council raise the tram fare to{}?"
    assert titles(library, question.format(""))[0] == "Fare goes up again"
    assert titles(library, question.format(" in January 2020"))[0] == "Fare goes up"
