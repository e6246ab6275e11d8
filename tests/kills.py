"""A process that changes a database and is killed at a statement of it: the child's side and the test's side."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from sqlalchemy import event

from chainmap.store.database import Store
from tests.databases import fingerprint

ROOT = Path(__file__).parents[1]


def kill_at(store: Store, statement: int, *, after: bool) -> None:
    """Die before (or after) the nth thing that goes to the database from now on; a commit is one of them."""
    count = 0

    def counted(*_: Any) -> None:
        nonlocal count
        count += 1
        if count == statement:
            os.kill(os.getpid(), signal.SIGKILL)

    for name in ("after_cursor_execute" if after else "before_cursor_execute", "commit"):
        event.listen(store.engine, name, counted)


def publish_when_told(publish_and_die: Callable[[int], None]) -> None:
    """For each number of a statement on stdin a child of this process publishes and dies there; says how the child ended."""
    for line in sys.stdin:
        child = os.fork()
        if not child:
            publish_and_die(int(line))
            os._exit(0)
        _, status = os.waitpid(child, 0)
        print("killed" if os.WIFSIGNALED(status) else "landed", flush=True)


def child(module: str, url: str, moment: str) -> "subprocess.Popen[str]":
    """`python -m module url moment`, spoken to through pipes."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", module, url, moment]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT, env=environment)


def kills(module: str, store: Store, url: str, moment: str, count: Callable[[Store], int]) -> int:
    """Number of statements until publishing landed; each kill left all as before, or the version was there whole."""
    outcomes: list[tuple[str, int]] = []
    with child(module, url, moment) as process:
        assert process.stdin is not None and process.stdout is not None
        while ("landed", 1) not in outcomes:
            assert len(outcomes) < 80, outcomes
            before, prints = count(store), fingerprint(store)
            print(len(outcomes) + 1, file=process.stdin, flush=True)
            outcome, added = process.stdout.readline().strip(), count(store) - before
            assert added or fingerprint(store) == prints
            outcomes.append((outcome, added))
        process.stdin.close()
    assert set(outcomes[:-1]) <= {("killed", 0), ("killed", 1)}, outcomes
    assert ("killed", 0) in outcomes
    return len(outcomes)
