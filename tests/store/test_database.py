import shutil
import threading
from pathlib import Path

import pytest
from sqlalchemy import insert, text
from sqlalchemy.exc import IntegrityError

from chainmap.store import versions
from chainmap.store.database import Store, StoreError, default_url, open_store
from chainmap.store.schema import BLOB
from chainmap.store.verify import verify
from tests.databases import fingerprint
from tests.store.records import published


def test_default_is_one_file_under_var(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("CHAINMAP_DATABASE_URL", raising=False)
    monkeypatch.chdir(tmp_path)
    assert default_url() == f"sqlite:///{tmp_path}/var/chainmap.sqlite"
    open_store().close()
    assert (tmp_path / "var" / "chainmap.sqlite").is_file()


def test_the_environment_names_another_database(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("CHAINMAP_DATABASE_URL", f"sqlite:///{tmp_path}/other.sqlite")
    open_store().close()
    assert (tmp_path / "other.sqlite").is_file()


@pytest.mark.parametrize(
    ("url", "code", "value"),
    [
        ("mysql://u:secret@h/d", "database-kind", "mysql"),
        ("no url", "database-url", "no url"),
        ("sqlite://", "database-url", "sqlite://"),
    ],
)
def test_other_databases_are_refused_without_telling_the_password(url: str, code: str, value: str) -> None:
    with pytest.raises(StoreError) as refused:
        open_store(url)
    assert (refused.value.code, refused.value.value) == (code, value)
    assert "secret" not in str(refused.value)


def test_sqlite_is_durable(tmp_path: Path) -> None:
    store = open_store(f"sqlite:///{tmp_path / 'a.sqlite'}")
    with store.reading() as connection:
        pragmas = {
            name: connection.execute(text(f"PRAGMA {name}")).scalar_one()
            for name in ("journal_mode", "synchronous", "foreign_keys")
        }
    assert pragmas == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}


def test_a_block_that_raises_writes_nothing(store: Store) -> None:
    before = fingerprint(store)
    with pytest.raises(ZeroDivisionError), store.writing() as connection:
        connection.execute(insert(BLOB).values(sha256="0" * 64, size=1, data=b"x"))
        raise ZeroDivisionError
    assert fingerprint(store) == before


def test_references_are_enforced(store: Store) -> None:
    with pytest.raises(IntegrityError), store.writing() as connection:
        connection.execute(text("INSERT INTO version_decision (version_id, decision_id) VALUES ('x', 1)"))


def test_a_reader_sees_one_state_while_another_publishes(store: Store) -> None:
    first = published(store, None, "a")
    with store.reading() as connection:
        assert len(versions.listed(connection)) == 1
        published(store, first, "b")
        assert len(versions.listed(connection)) == 1
    with store.reading() as connection:
        assert len(versions.listed(connection)) == 2


def test_the_history_survives_a_copy_of_the_one_file(tmp_path: Path) -> None:
    store = open_store(f"sqlite:///{tmp_path / 'a.sqlite'}")
    first = published(store, None, "a")
    last = published(store, first, "b")
    (tmp_path / "elsewhere").mkdir()
    shutil.copy(tmp_path / "a.sqlite", tmp_path / "elsewhere" / "b.sqlite")  # while it is open, without its log
    copy = open_store(f"sqlite:///{tmp_path / 'elsewhere' / 'b.sqlite'}")
    with copy.reading() as connection:
        assert [one.version_id for one in versions.listed(connection)] == [first.version_id, last.version_id]
        assert verify(connection) == ()


def test_a_copy_holds_what_was_published_while_somebody_was_reading(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'a.sqlite'}"
    store = open_store(url)
    first = published(store, None, "a")
    with store.reading() as reading:
        assert len(versions.listed(reading)) == 1
        last = published(store, first, "b" * 100_000)
        assert len(versions.listed(reading)) == 1
    shutil.copy(tmp_path / "a.sqlite", tmp_path / "b.sqlite")
    copy = open_store(f"sqlite:///{tmp_path / 'b.sqlite'}")
    with copy.reading() as connection:
        assert [one.version_id for one in versions.listed(connection)] == [first.version_id, last.version_id]
        assert verify(connection) == ()


def test_what_is_written_is_there_after_reopening(url: str) -> None:
    store = open_store(url)
    made = published(store, None, "甲", "乙")
    store.close()
    again = open_store(url)
    with again.reading() as connection:
        assert versions.listed(connection) == (made,)
    again.close()


def test_two_programs_that_start_at_once_make_one_database(url: str) -> None:
    failed: list[BaseException] = []

    def start() -> None:
        try:
            open_store(url).close()
        except BaseException as error:  # whatever it is, the test shall tell
            failed.append(error)

    threads = [threading.Thread(target=start) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
