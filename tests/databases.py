"""Fixtures for tests that need a database: the same test runs on SQLite and on a real PostgreSQL server."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from chainmap.store.canonical import digest, json_digest
from chainmap.store.database import Store, open_store
from chainmap.store.schema import METADATA
from tests.postgres import server

KINDS = ("sqlite", pytest.param("postgresql", marks=pytest.mark.postgres))


@pytest.fixture(params=KINDS)
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of an empty database."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'chainmap.sqlite'}"
    running = server()
    if isinstance(running, str):
        pytest.skip(running)
    return running.database()


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    """An open database without a version."""
    opened = open_store(url)
    yield opened
    opened.close()


def fingerprint(store: Store) -> dict[str, tuple[int, str]]:
    """Table → (number of rows, hash of their content): equal when nothing was written."""
    found = {}
    with store.reading() as connection:
        for table in METADATA.sorted_tables:
            rows = [
                [digest(value) if isinstance(value, bytes) else value for value in row]
                for row in connection.execute(select(table))
            ]
            found[table.name] = (len(rows), json_digest(sorted(rows, key=str)))
    return found
