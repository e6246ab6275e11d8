"""Long files are worked on apart: the same result as here, and nothing left running when the person leaves."""

import os
import signal
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from chainmap.desk import long_work, replay
from chainmap.desk.drafts import Draft
from chainmap.desk.outcome import Published, Refusal
from chainmap.desk.publish import publish
from chainmap.desk.review import Review, reviewed
from chainmap.desk.upload_job import Job, begun
from chainmap.desk.uploads import Upload, read_upload
from chainmap.desk.workspace import open_version
from chainmap.model.alias import Answer
from chainmap.store.database import Store, open_store
from tests.desk.stage import ANN, NOW, first
from tests.workbooks import workbook

HEADER = ["企业名称", "所属环节", "所在地", "联系人"]
ROWS = [
    *(["甲厂", "metal", "临港新片区", str(at)] for at in range(2_500)),
    ["乙厂", "wafers", "临港新片区", "2"],
    ["丙厂有限公司", "wafer", "亚特兰", "3"],
]


@pytest.fixture(autouse=True)
def apart(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Every file counts as long; no process outlives its test."""
    monkeypatch.setattr(long_work, "LONG_BYTES", 0)
    monkeypatch.setattr(long_work, "LONG_ROWS", 0)
    yield
    long_work.stop()


@pytest.fixture
def kept(tmp_path: Path) -> Iterator[Store]:
    """A database with the first version."""
    one = open_store(f"sqlite:///{tmp_path / 'kept.sqlite'}")
    first(one)
    yield one
    one.close()


def quiet(code: str, percent: int) -> None:
    """Whoever watches says nothing."""


def job_of(store: Store, upload: Upload) -> Job:
    job = begun(store, upload)
    assert job.recipe is not None
    return replace(job, recipe=replace(job.recipe, chain_id="two"))


def read(name: str = "名单.xlsx") -> Upload:
    found = long_work.read(name, workbook({"名录": [HEADER, *ROWS]}), quiet)
    assert isinstance(found, Upload)
    return found


def same(left: Draft, right: Draft) -> None:
    """Both drafts say the same, to the byte."""
    assert (left.base, left.content, left.new, left.rows, left.kept) == (
        right.base,
        right.content,
        right.new,
        right.rows,
        right.kept,
    )
    assert left.parsed.findings == right.parsed.findings
    assert left.parsed.dataset is not None and right.parsed.dataset is not None
    pd.testing.assert_frame_equal(left.parsed.dataset.suppliers, right.parsed.dataset.suppliers)
    mine, other = (replace(one.parsed.dataset, suppliers=None) for one in (left, right))  # type: ignore[type-var]
    assert mine == other


def test_what_is_read_and_reviewed_apart_is_what_it_is_here(store: Store) -> None:
    first(store)
    read_there = read()
    read_here = read_upload(read_there.name, read_there.data)
    assert (read_there.kind, read_there.workbook) == (read_here.kind, read_here.workbook)
    job = job_of(store, read_there)
    told: list[tuple[str, int]] = []
    there = long_work.review(store, job, "shanghai", lambda code, percent: told.append((code, percent)))
    replay.forget()
    here = reviewed(store, job, "shanghai")
    assert isinstance(there, Review) and isinstance(here, Review)
    same(there.draft, here.draft)
    assert (there.questions, there.difference, there.effects) == (here.questions, here.difference, here.effects)
    assert len(there.difference.rows) > 2_000 and there.questions and there.effects and there.draft.errors
    assert there.before is open_version(store, job.base or "")
    steps = list(dict.fromkeys(code for code, _ in told))
    assert steps == ["upload.drafting", "upload.naming", "upload.comparing", "upload.rating", "upload.showing"]
    assert [percent for _, percent in told] == sorted(percent for _, percent in told)


def test_decisions_and_rows_left_out_go_along_and_what_comes_back_is_published(kept: Store) -> None:
    job, process = job_of(kept, read()), waiting()
    asked = long_work.review(kept, job, "shanghai", quiet)
    assert isinstance(asked, Review)
    question = next(one for one in asked.questions if one.suggestions)
    answer = question.answer(Answer.SAME, question.suggestions[0], author="甲", now=NOW)
    decided = replace(job, answers=(answer,))
    without = long_work.review(kept, decided, "shanghai", quiet)
    assert isinstance(without, Review)
    without = long_work.review(kept, replace(decided, left_out=without.draft.rows), "shanghai", quiet)
    assert isinstance(without, Review) and not without.draft.errors and answer in without.draft.content.decisions
    outcome = publish(kept, without.draft, user=ANN, note="", now=NOW)
    assert isinstance(outcome, Published)
    opened = open_version(kept)
    assert opened is not None and opened.dataset is without.draft.parsed.dataset  # it was not read again
    assert waiting() == process and len(process) == 1  # one process took step after step


def test_who_leaves_ends_the_work(kept: Store) -> None:
    job, seen = job_of(kept, read()), waiting()

    def leave(code: str, percent: int) -> None:
        if code == "upload.naming":
            raise InterruptedError

    with pytest.raises(InterruptedError):
        long_work.review(kept, job, "shanghai", leave)
    assert waiting() == [] and not any(map(alive, seen))
    assert isinstance(long_work.review(kept, job, "shanghai", quiet), Review)  # the next one starts anew


def test_a_process_that_dies_is_a_refusal_and_not_an_error_page(kept: Store) -> None:
    job = job_of(kept, read())
    (process,) = waiting()
    os.kill(process, signal.SIGKILL)
    while alive(process):
        time.sleep(0.01)
    assert long_work.review(kept, job, "shanghai", quiet) == Refusal(code="worker-ended")
    assert isinstance(long_work.review(kept, job, "shanghai", quiet), Review)


def test_a_mistake_of_ours_is_raised_here_with_what_was_said_there(kept: Store) -> None:
    job = replace(job_of(kept, read()), answers=("no alias",))  # type: ignore[arg-type]
    with pytest.raises(long_work.WorkerError, match="AttributeError"):
        long_work.review(kept, job, "shanghai", quiet)
    assert waiting() == []


def test_a_process_that_waits_too_long_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(long_work, "_IDLE_S", 0.05)
    assert isinstance(long_work.read("名单.xlsx", b"PK", quiet), Upload)
    until = time.monotonic() + 20
    while waiting() and time.monotonic() < until:
        time.sleep(0.01)
    assert waiting() == []


def test_a_third_file_waits_for_a_place_and_is_told_so() -> None:
    told: list[str] = []

    class LeftError(Exception):
        """The third person gave up."""

    def give_up(code: str, percent: int) -> None:
        told.append(code)
        if code == "upload.waiting":
            raise LeftError

    with long_work._slot(quiet), long_work._slot(quiet), pytest.raises(LeftError):
        long_work.read("名单.xlsx", b"PK", give_up)
    assert told == ["upload.reading", "upload.waiting"]
    assert isinstance(long_work.read("名单.xlsx", b"PK", quiet), Upload)  # both places are free again


def waiting() -> list[int]:
    """The processes that have nothing to do."""
    return [one._process.pid for one in long_work._IDLE]


def alive(process: int) -> bool:
    """Whether the process still runs; one that ended and was not waited for does not."""
    try:
        with open(f"/proc/{process}/stat") as told:  # noqa: PTH123
            return told.read().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False
