"""A kill at any moment of publishing leaves the version list as before or after."""

import random
import time

import pytest

from chainmap.store import versions
from chainmap.store.database import Store, open_store
from chainmap.store.verify import verify
from tests.kills import child, kills
from tests.store.records import published


def count(store: Store) -> int:
    with store.reading() as connection:
        assert verify(connection) == ()
        return len(versions.listed(connection))


@pytest.mark.parametrize("moment", ["before", "after"])
def test_a_kill_at_any_statement_leaves_the_history_as_before_or_after(url: str, moment: str) -> None:
    store = open_store(url)
    published(store, None, "甲", "乙")
    assert kills("tests.store.crash", store, url, moment, count) > 8
    store.close()


def test_a_kill_at_a_random_moment_leaves_every_version_whole(url: str) -> None:
    store = open_store(url)
    chance, grown = random.Random(7), 0
    for _ in range(5):
        before = count(store)
        with child("tests.store.crash", url, "forever") as process:
            assert process.stdout is not None
            assert process.stdout.readline() == "ready\n"
            time.sleep(chance.uniform(0.02, 0.4))
            process.kill()
        after = count(store)
        assert after >= before
        grown += after - before
    assert grown > 0
    store.close()
