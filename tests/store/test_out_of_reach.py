"""A database that goes away while it is open: said as such, never made anew, never written where nobody finds it."""

import shutil
import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import func, insert, select

from chainmap.store import database
from chainmap.store.database import Store, StoreError, open_store
from chainmap.store.schema import BLOB


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "a.sqlite"


@pytest.fixture
def open_file(file: Path) -> Store:
    return open_store(f"sqlite:///{file}")


def _add(store: Store, name: str) -> None:
    with store.writing() as connection:
        connection.execute(insert(BLOB).values(sha256=name * 64, size=1, data=b"x"))


def _count(store: Store) -> int:
    with store.reading() as connection:
        return connection.execute(select(func.count()).select_from(BLOB)).scalar_one()


def test_a_file_that_was_removed_is_out_of_reach_and_not_made_anew(file: Path, open_file: Store) -> None:
    _add(open_file, "1")
    file.unlink()
    with pytest.raises(StoreError) as refused:
        _count(open_file)
    assert refused.value.code == "database-unreachable"
    with pytest.raises(StoreError):
        _add(open_file, "2")
    assert not file.exists()


def test_a_file_that_was_put_back_is_read_again(file: Path, open_file: Store) -> None:
    _add(open_file, "1")
    copy = shutil.copy(file, file.with_suffix(".copy"))
    _add(open_file, "2")
    for one in file.parent.glob("a.sqlite*"):
        one.unlink()
    Path(copy).rename(file)
    assert _count(open_file) == 1
    _add(open_file, "3")
    assert _count(open_store(f"sqlite:///{file}")) == 2


def test_a_file_without_our_tables_is_out_of_reach(file: Path, open_file: Store) -> None:
    file.unlink()
    file.touch()
    with pytest.raises(StoreError):
        _count(open_file)


def test_a_file_that_another_program_keeps_locked_is_out_of_reach(
    file: Path, open_file: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_file.close()
    monkeypatch.setattr(database, "BUSY_MS", 50)
    other = sqlite3.connect(file, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        with pytest.raises(StoreError) as refused:
            _add(open_file, "1")
    finally:
        other.close()
    assert "locked" in refused.value.value
