"""A process that publishes and is killed: `python -m tests.store.crash URL before|after|forever`."""

import os
import signal
import sys
from typing import Any

from sqlalchemy import event

from chainmap.model.version import Version
from chainmap.store import versions
from chainmap.store.database import Store, open_store
from tests.store.records import alias, published


def _die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def kill_at(store: Store, statement: int, *, after: bool) -> None:
    """Die before (or after) the nth thing that goes to the database from now on; a commit is one of them."""
    count = 0

    def counted(*_: Any) -> None:
        nonlocal count
        count += 1
        if count == statement:
            _die()

    for name in ("after_cursor_execute" if after else "before_cursor_execute", "commit"):
        event.listen(store.engine, name, counted)


def _latest(store: Store) -> Version | None:
    with store.reading() as connection:
        return versions.find(connection, "latest")


def _publish_and_die(url: str, statement: int, moment: str) -> None:
    store = open_store(url)
    latest = _latest(store)
    number = latest.number + 1 if latest else 1
    kill_at(store, statement, after=moment == "after")
    published(store, latest, f"甲 {number}", f"乙 {number}", decisions=(alias(f"词 {number}"),))
    os._exit(0)


def main() -> None:
    url, moment = sys.argv[1:]
    if moment == "forever":
        store = open_store(url)
        latest = _latest(store)
        print("ready", flush=True)
        while True:
            number = latest.number + 1 if latest else 1
            latest = published(store, latest, f"甲 {number}" * 20_000, f"乙 {number}", decisions=(alias(f"词 {number}"),))
    for line in sys.stdin:  # the number of a statement: a child of this process publishes and dies there
        child = os.fork()
        if not child:
            _publish_and_die(url, int(line), moment)
        _, status = os.waitpid(child, 0)
        print("killed" if os.WIFSIGNALED(status) else "landed", flush=True)


if __name__ == "__main__":
    main()
