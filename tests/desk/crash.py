"""A process that publishes through the desk and is killed: `python -m tests.desk.crash URL before|after`."""

import sys
from datetime import timedelta

from chainmap.desk.matching import with_decisions
from chainmap.desk.publish import publish
from chainmap.model.alias import Alias, AliasKind, Answer
from chainmap.store.database import open_store
from tests.desk.stage import ANN, NOW, chain_file, draft, folder, stop
from tests.kills import kill_at, publish_when_told


def _publish_and_die(url: str, statement: int, moment: str) -> None:
    """Publishes a new workbook and a decision: a source, a version, its decision and an event, and dies in between."""
    store = open_store(url)
    files = {**folder(one=stop(2)), **chain_file(f"chain-{statement}")}
    name = Alias(
        kind=AliasKind.COMPANY, written=f"甲 {statement}", answer=Answer.NEW, author="甲", decided_at=NOW + timedelta(statement)
    )
    made = with_decisions(store, draft(store, files), [name])
    kill_at(store, statement, after=moment == "after")
    publish(store, made, user=ANN, note=f"第 {statement} 次", now=NOW)  # type: ignore[arg-type]


def main() -> None:
    url, moment = sys.argv[1:]
    publish_when_told(lambda statement: _publish_and_die(url, statement, moment))


if __name__ == "__main__":
    main()
