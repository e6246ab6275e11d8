"""A list of 100,000 rows through the workbench: from file to difference, publishing, and what others feel meanwhile."""

import io
import tempfile
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pandas as pd

from bench.generated import supplier_list
from chainmap.desk import readings, replay
from chainmap.desk.drafts import Draft, against_base
from chainmap.desk.effect import effect
from chainmap.desk.first_version import ensure_first_version
from chainmap.desk.outcome import Published
from chainmap.desk.publish import publish
from chainmap.desk.roles import local_user
from chainmap.desk.undo import undo
from chainmap.desk.upload_job import begun, draft, questions
from chainmap.desk.uploads import read_upload
from chainmap.desk.workspace import assessed, open_version
from chainmap.model.parameters import Parameters
from chainmap.store.database import Store, open_store

ROWS = 100_000
_REPEATS = 5
_PARAMETERS = Parameters()


def uploads(folder: Path, median: Callable[[Callable[[], object]], float], rerun: Callable[[], object]) -> None:
    """Prints the measurements; `rerun` is what another person's click costs the same process."""
    with tempfile.TemporaryDirectory() as place:
        store = open_store(f"sqlite:///{Path(place) / 'bench.sqlite'}")
        ensure_first_version(store, folder, datetime.now(UTC))
        content = list_content(store)
        ours = median(lambda: _to_difference(store, content))
        peer = median(lambda: pd.read_excel(io.BytesIO(content), engine="openpyxl"))
        seconds = [_published(store, content) for _ in range(_REPEATS)]
        alone = sorted(_seconds(rerun) for _ in range(_REPEATS))
        beside = sorted(_beside(lambda: _to_difference(store, content), rerun))
        store.close()
    print(
        f"{ROWS:,} rows from the file to the difference and its effect: {ours:.1f} s, {ours / peer:.2f} of pandas reading the "
        f"file with openpyxl ({peer:.1f} s); publishing {sorted(seconds)[_REPEATS // 2]:.2f} s"
    )
    print(
        f"a click of another person: {alone[len(alone) // 2]:.2f} s (longest {alone[-1]:.2f}); during such an upload "
        f"{beside[len(beside) // 2]:.2f} s (longest {beside[-1]:.2f}, {len(beside)} clicks)"
    )


def list_content(store: Store) -> bytes:
    """A long list about the segments of the first chain."""
    workspace = open_version(store)
    assert workspace is not None and workspace.dataset is not None
    segments = [one.segment_id for one in workspace.dataset.chains[0].segments]
    return supplier_list(ROWS, segments, ["上海", "江苏省", "浙江省", "日本", "广东省"])


def _to_difference(store: Store, content: bytes) -> Draft:
    """What the upload page does before it shows the difference, with nothing remembered of the file."""
    replay.forget()
    readings.forget()
    before = open_version(store)
    assert before is not None and before.dataset is not None
    job = begun(store, read_upload("名单.xlsx", content))
    assert job.recipe is not None
    job = replace(job, recipe=replace(job.recipe, chain_id=before.dataset.chains[0].chain_id))
    made = draft(store, job)
    assert isinstance(made, Draft) and not made.errors
    questions(store, job, made)
    assert against_base(store, made).rows
    effect(assessed(before, _PARAMETERS), assessed(made.workspace, _PARAMETERS))
    return made


def _published(store: Store, content: bytes) -> float:
    """Seconds of publishing such a draft; undone afterwards."""
    made, user, now = _to_difference(store, content), local_user("bench"), datetime.now(UTC)
    start = time.perf_counter()
    outcome = publish(store, made, user=user, note="bench", now=now)
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
        clicks.append(_seconds(click))
    worker.join()
    return clicks


def _seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start
