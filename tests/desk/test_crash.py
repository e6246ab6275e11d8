"""A kill at any statement of publishing, from the desk's first question to its commit, leaves all as before or after."""

import pytest

from chainmap.desk import history
from chainmap.desk.workspace import open_version
from chainmap.store import events
from chainmap.store.database import Store, open_store
from chainmap.store.verify import verify
from tests.desk.stage import first
from tests.kills import kills


def count(store: Store) -> int:
    """Number of versions, each with its event, its bytes and its data."""
    with store.reading() as connection:
        assert verify(connection) == ()
        told = [one.version_id for one in events.listed(connection)]
    kept = history.listed(store)
    assert told == [one.version_id for one in kept]
    opened = open_version(store)
    assert opened is not None and opened.dataset is not None and not opened.errors
    return len(kept)


@pytest.mark.parametrize("moment", ["before", "after"])
def test_a_kill_at_any_statement_of_publishing_leaves_the_history_as_before_or_after(url: str, moment: str) -> None:
    store = open_store(url)
    first(store)
    statements = kills("tests.desk.crash", store, url, moment, count)
    assert statements > 12, "questions, the source, the version, its decision, the event, the commit"
    store.close()
