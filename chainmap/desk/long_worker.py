"""The process that works on long files: `python -m chainmap.desk.long_worker`.

Requests come on stdin and answers go to stdout, as `desk.pieces` sends them. A request is `("read", name, data)`, answered by
the Upload, or `("review", database URL, Job, region)`, answered by the Review or Refusal and what was replayed for it.
Answers are `("at", code, percent)` on the way, then `("done", value)` or `("failed", traceback)`. It ends with stdin.
"""

import gc
import sys
import traceback
from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache
from typing import BinaryIO, cast

from chainmap.desk.outcome import Refusal
from chainmap.desk.pieces import frames, receive, send
from chainmap.desk.replay import Replayed, remembered
from chainmap.desk.review import Review, reviewed
from chainmap.desk.upload_job import Job
from chainmap.desk.uploads import read_upload
from chainmap.store.database import Store, open_store

Answer = tuple[Review | Refusal, Replayed | None]


def main(requests: BinaryIO, answers: BinaryIO) -> None:
    """Answers requests until they end."""
    gc.set_threshold(100_000, 20, 20)
    coming = frames(requests)
    while True:
        try:
            request = cast("tuple[object, ...]", receive(lambda: next(coming, None)))
        except EOFError:
            return
        _answer(request, lambda told: send(answers, told))


def _answer(request: tuple[object, ...], tell: Callable[[tuple[object, ...]], None]) -> None:
    try:
        match request:
            case ("read", str(name), bytes(data)):
                found: object = read_upload(name, data)
            case ("review", str(url), Job() as job, str(region)):
                found = _review(_store(url), job, region, lambda code, percent: tell(("at", code, percent)))
            case _:
                raise ValueError(request[0])
    except BaseException:  # goes on in the process that asked
        tell(("failed", traceback.format_exc()))
        raise
    tell(("done", found))


def _review(store: Store, job: Job, region: str, at: Callable[[str, int], None]) -> Answer:
    whole = replace(job, upload=read_upload(job.upload.name, job.upload.data))
    made = reviewed(store, whole, region, at)
    at("upload.showing", 90)
    if isinstance(made, Refusal):
        return made, None
    return replace(made, before=None), remembered(made.draft.content)


@lru_cache(maxsize=1)
def _store(url: str) -> Store:
    return open_store(url)


if __name__ == "__main__":
    main(sys.stdin.buffer, sys.stdout.buffer)
