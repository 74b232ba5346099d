import sqlite3
from pathlib import Path

import pytest

from index.catalogue import Catalogue
from index.database import MIGRATIONS
from index.errors import UserError


def test_a_catalogue_of_a_newer_version_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "catalogue.sqlite"
    Catalogue(path).close()
    with sqlite3.connect(path) as db:
        db.execute("PRAGMA user_version = 99")
    with pytest.raises(UserError, match=r"newer Footnote \(schema 99"):
        Catalogue(path)


def test_a_catalogue_of_an_earlier_version_is_brought_up_to_date(tmp_path: Path) -> None:
    path = tmp_path / "catalogue.sqlite"
    with sqlite3.connect(path) as db:
        db.executescript(f"{MIGRATIONS[0]}; PRAGMA user_version = 1; INSERT INTO roots VALUES ('/news', 0)")
    catalogue = Catalogue(path)
    assert list(catalogue.roots()) == [Path("/news")]
    catalogue.close()
    with sqlite3.connect(path) as db:
        assert db.execute("PRAGMA user_version").fetchone()[0] == len(MIGRATIONS)


def test_a_failed_transaction_leaves_nothing(tmp_path: Path) -> None:
    catalogue = Catalogue(tmp_path / "catalogue.sqlite")
    with pytest.raises(RuntimeError), catalogue.transaction() as db:
        db.execute("INSERT INTO roots VALUES ('/x', 0)")
        raise RuntimeError
    assert catalogue.roots() == {}
    catalogue.close()


def test_a_folder_above_takes_the_place_of_roots_below(tmp_path: Path) -> None:
    catalogue = Catalogue(tmp_path / "catalogue.sqlite")
    for path in ("/news/may", "/other", "/news"):
        catalogue.remember_root(Path(path), sample=False)
    assert list(catalogue.roots()) == [Path("/news"), Path("/other")]
    catalogue.close()
