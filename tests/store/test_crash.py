"""A kill at any moment of publishing leaves the version list as before or after."""

import os
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from chainmap.store import versions
from chainmap.store.database import Store, open_store
from chainmap.store.verify import verify
from tests.databases import fingerprint
from tests.store.records import published

ROOT = Path(__file__).parents[2]
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOT)}


def child(url: str, moment: str) -> "subprocess.Popen[str]":
    command = [sys.executable, "-m", "tests.store.crash", url, moment]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT, env=ENVIRONMENT)


def count(store: Store) -> int:
    with store.reading() as connection:
        assert verify(connection) == ()
        return len(versions.listed(connection))


@pytest.mark.parametrize("moment", ["before", "after"])
def test_a_kill_at_any_statement_leaves_the_history_as_before_or_after(url: str, moment: str) -> None:
    store = open_store(url)
    published(store, None, "甲", "乙")
    outcomes = []
    with child(url, moment) as process:
        assert process.stdin is not None and process.stdout is not None
        for statement in range(1, 60):
            before, prints = count(store), fingerprint(store)
            print(statement, file=process.stdin, flush=True)
            outcome, added = process.stdout.readline().strip(), count(store) - before
            assert added or fingerprint(store) == prints
            outcomes.append((outcome, added))
            if outcome == "landed":
                break
    assert outcomes[-1] == ("landed", 1)
    assert len(outcomes) > 8
    assert set(outcomes[:-1]) <= {("killed", 0), ("killed", 1)}
    assert ("killed", 0) in outcomes
    store.close()


def test_a_kill_at_a_random_moment_leaves_every_version_whole(url: str) -> None:
    store = open_store(url)
    chance, grown = random.Random(7), 0
    for _ in range(5):
        before = count(store)
        with child(url, "forever") as process:
            assert process.stdout is not None
            assert process.stdout.readline() == "ready\n"
            time.sleep(chance.uniform(0.02, 0.4))
            process.kill()
        after = count(store)
        assert after >= before
        grown += after - before
    assert grown > 0
    store.close()
