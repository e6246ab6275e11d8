"""A process that publishes through the desk and is killed: `python -m tests.desk.crash URL before|after`."""

import os
import sys
from datetime import timedelta

from chainmap.desk.matching import with_decisions
from chainmap.desk.publish import publish
from chainmap.model.alias import Alias, AliasKind, Answer
from chainmap.store.database import open_store
from tests.desk.stage import ANN, NOW, chain_file, draft, folder, stop
from tests.store.crash import kill_at


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
    os._exit(0)


def main() -> None:
    url, moment = sys.argv[1:]
    for line in sys.stdin:  # the number of a statement: a child of this process publishes and dies there
        child = os.fork()
        if not child:
            _publish_and_die(url, int(line), moment)
        _, status = os.waitpid(child, 0)
        print("killed" if os.WIFSIGNALED(status) else "landed", flush=True)


if __name__ == "__main__":
    main()
