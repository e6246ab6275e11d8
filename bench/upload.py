"""A list of 100,000 rows through the workbench: from file to difference, publishing, and what others feel meanwhile.

Prints with `python -m bench`, or alone with `python -m bench.upload`.
"""

import io
import os
import resource
import statistics
import tempfile
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import pandas as pd

from bench.generated import supplier_list
from bench.reruns import overview
from bench.shipped import shipped_versions
from chainmap.analysis.place import focal_region
from chainmap.desk import long_work, readings, replay
from chainmap.desk.first_version import ensure_first_version
from chainmap.desk.outcome import Published
from chainmap.desk.publish import publish
from chainmap.desk.review import Review
from chainmap.desk.roles import local_user
from chainmap.desk.undo import undo
from chainmap.desk.upload_job import begun
from chainmap.desk.uploads import Upload
from chainmap.desk.workspace import open_version
from chainmap.model.parameters import Parameters
from chainmap.store.database import Store, open_store

ROOT = Path(__file__).parent.parent
ROWS = 100_000
_REPEATS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class _Cost:
    """Seconds of one piece of work: by the clock, of this process, and of the processes that it started."""

    wall: float
    own: float
    children: float


def main() -> None:
    """Only these measurements, with the machine's cores and how busy it is."""
    print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f} before, medians of {_REPEATS}")
    with shipped_versions() as environment:
        os.environ.update(environment)
        uploads(ROOT / "data", overview().run)


def uploads(folder: Path, rerun: Callable[[], object]) -> None:
    """Prints the measurements; `rerun` is what another person's click costs the same process."""
    with tempfile.TemporaryDirectory() as place:
        store = open_store(f"sqlite:///{Path(place) / 'bench.sqlite'}")
        ensure_first_version(store, folder, datetime.now(UTC))
        content = list_content(store)
        ours, peers, published = [], [], []
        for _ in range(_REPEATS):
            made: list[Review] = []
            ours.append(_cost(lambda made=made: made.append(_from_the_start(store, content))))  # type: ignore[misc]
            peers.append(_cost(lambda: pd.read_excel(io.BytesIO(content), engine="openpyxl")))
            published.append(_published(store, made[0]))
        alone = [_cost(rerun).wall for _ in range(_REPEATS)]
        beside = _beside(lambda: _from_the_start(store, content), rerun)
        store.close()
    mine, peer = _median(ours), _median(peers)
    print(
        f"{ROWS:,} rows from the file to the difference and its effect: {mine.wall:.1f} s; CPU of the app {mine.own:.1f} s, "
        f"of its processes {mine.children:.1f} s; pandas reading the file with openpyxl {peer.wall:.1f} s, CPU {peer.own:.1f} s; "
        f"publishing {statistics.median(published):.2f} s"
    )
    print(
        f"a click of another person: {statistics.median(alone):.2f} s (longest {max(alone):.2f}); during such an upload "
        f"{statistics.median(beside):.2f} s (longest {max(beside):.2f}, {len(beside)} clicks)"
    )


def list_content(store: Store) -> bytes:
    """A long list about the segments of the first chain."""
    workspace = open_version(store)
    assert workspace is not None and workspace.dataset is not None
    segments = [one.segment_id for one in workspace.dataset.chains[0].segments]
    return supplier_list(ROWS, segments, ["上海", "江苏省", "浙江省", "日本", "广东省"])


def _from_the_start(store: Store, content: bytes) -> Review:
    """What the upload page does before it shows the difference, with no process and nothing remembered of the file."""
    replay.forget()
    readings.forget()
    made = _reviewed(store, content)
    long_work.stop()
    return made


def _reviewed(store: Store, content: bytes) -> Review:
    before = open_version(store)
    assert before is not None and before.dataset is not None
    upload = long_work.read("名单.xlsx", content, _quiet)
    assert isinstance(upload, Upload)
    job = begun(store, upload)
    assert job.recipe is not None
    job = replace(job, recipe=replace(job.recipe, chain_id=before.dataset.chains[0].chain_id))
    made = long_work.review(store, job, focal_region(before.dataset.regions, Parameters()), _quiet)
    assert isinstance(made, Review) and made.difference.rows and made.effects and not made.draft.errors
    return made


def _quiet(code: str, percent: int) -> None:
    """Nobody watches."""


def _published(store: Store, made: Review) -> float:
    """Seconds of publishing such a draft; undone afterwards."""
    user, now = local_user("bench"), datetime.now(UTC)
    start = time.perf_counter()
    outcome = publish(store, made.draft, user=user, note="bench", now=now)
    seconds = time.perf_counter() - start
    assert isinstance(outcome, Published)
    assert isinstance(undo(store, user=user, note="bench", now=now), Published)
    return seconds


def _beside(work: Callable[[], object], click: Callable[[], object]) -> list[float]:
    """Seconds of every click while the work is going on in another thread."""
    worker = threading.Thread(target=work)
    worker.start()
    clicks = []
    while worker.is_alive():
        clicks.append(_cost(click).wall)
    worker.join()
    return clicks


def _cost(work: Callable[[], object]) -> _Cost:
    before = (time.perf_counter(), time.process_time(), _of_children())
    work()
    wall, own, children = (
        after - start for after, start in zip((time.perf_counter(), time.process_time(), _of_children()), before, strict=True)
    )
    return _Cost(wall=wall, own=own, children=children)


def _of_children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _median(costs: list[_Cost]) -> _Cost:
    return _Cost(
        wall=statistics.median(one.wall for one in costs),
        own=statistics.median(one.own for one in costs),
        children=statistics.median(one.children for one in costs),
    )


if __name__ == "__main__":
    main()
