"""A process that publishes and is killed: `python -m tests.store.crash URL before|after|forever`."""

import sys

from chainmap.model.version import Version
from chainmap.store import versions
from chainmap.store.database import Store, open_store
from tests.kills import kill_at, publish_when_told
from tests.store.records import alias, published


def _latest(store: Store) -> Version | None:
    with store.reading() as connection:
        return versions.find(connection, "latest")


def _publish_and_die(url: str, statement: int, moment: str) -> None:
    store = open_store(url)
    latest = _latest(store)
    number = latest.number + 1 if latest else 1
    kill_at(store, statement, after=moment == "after")
    published(store, latest, f"甲 {number}", f"乙 {number}", decisions=(alias(f"词 {number}"),))


def main() -> None:
    url, moment = sys.argv[1:]
    if moment == "forever":
        store = open_store(url)
        latest = _latest(store)
        print("ready", flush=True)
        while True:
            number = latest.number + 1 if latest else 1
            latest = published(store, latest, f"甲 {number}" * 20_000, f"乙 {number}", decisions=(alias(f"词 {number}"),))
    publish_when_told(lambda statement: _publish_and_die(url, statement, moment))


if __name__ == "__main__":
    main()
