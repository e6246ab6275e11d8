"""A kill at any statement of publishing, from the desk's first question to its commit, leaves all as before or after."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from chainmap.desk import history
from chainmap.desk.workspace import open_version
from chainmap.store import events
from chainmap.store.database import Store, open_store
from chainmap.store.verify import verify
from tests.databases import fingerprint
from tests.desk.stage import first

ROOT = Path(__file__).parents[2]


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
    outcomes = []
    command = [sys.executable, "-m", "tests.desk.crash", url, moment]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT, env=environment
    ) as process:
        assert process.stdin is not None and process.stdout is not None
        for statement in range(1, 80):
            before, prints = count(store), fingerprint(store)
            print(statement, file=process.stdin, flush=True)
            outcome, added = process.stdout.readline().strip(), count(store) - before
            assert added or fingerprint(store) == prints
            outcomes.append((outcome, added))
            if outcome == "landed":
                break
    assert outcomes[-1] == ("landed", 1)
    assert len(outcomes) > 12, "questions, the source, the version, its decision, the event, the commit"
    assert set(outcomes[:-1]) <= {("killed", 0), ("killed", 1)}
    assert ("killed", 0) in outcomes
    store.close()
