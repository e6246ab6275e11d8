"""Long files are worked on in a process of their own, so that the app stays with everybody else who clicks.

Short ones are worked on at once, here: a process takes seconds to start. Both give the same, by the same functions. At most
two such processes work at a time; one that has nothing to do keeps what it read for the next step of the same file, and
ends after a while. When the person leaves, whatever is going on is ended.
"""

import os
import queue
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from threading import BoundedSemaphore, Lock, Thread, Timer
from typing import BinaryIO, cast

from chainmap.desk import replay
from chainmap.desk.outcome import Refusal
from chainmap.desk.pieces import frames, receive, send
from chainmap.desk.review import Review, Told, reviewed
from chainmap.desk.upload_job import Job
from chainmap.desk.uploads import Upload, read_upload
from chainmap.desk.workspace import open_version
from chainmap.store.canonical import digest
from chainmap.store.database import Store

LONG_BYTES = 1 << 20  # some 15,000 rows of a workbook
LONG_ROWS = 10_000
_AT_ONCE = 2
_IDLE_S = 600.0  # a process that waits is ended after this
_BEAT_S = 0.5  # how often the person's page is asked whether they are still there
_ROOT = Path(__file__).resolve().parents[2]


class WorkerError(RuntimeError):
    """The process failed by a mistake of ours; what it said is the message."""


def read(name: str, data: bytes, at: Told) -> Upload | Refusal:
    """`uploads.read_upload`; a large file is read apart. `at` is told how far it is, twice a second; it may raise to end it."""
    at("upload.reading", 10)
    if len(data) < LONG_BYTES:
        return read_upload(name, data)
    return cast("Upload | Refusal", _apart(("read", name, data), digest(data), at))


def review(store: Store, job: Job, region: str, at: Told) -> Review | Refusal:
    """`review.reviewed`; a file of many rows is worked on apart, and what it comes to is remembered here."""
    if sum(len(sheet.rows) for sheet in job.upload.workbook.sheets) < LONG_ROWS:
        return reviewed(store, job, region, at)
    at("upload.drafting", 25)
    bare = replace(job, upload=replace(job.upload, workbook=replace(job.upload.workbook, sheets=())))
    answer = _apart(("review", store.url, bare, region), digest(job.upload.data), at)
    if isinstance(answer, Refusal):
        return answer
    made, replayed = cast("tuple[Review | Refusal, replay.Replayed | None]", answer)
    if isinstance(made, Refusal):
        return made
    if replayed is not None:
        replay.remember(made.draft.content, replayed)  # so that publishing it does not read it again
    return replace(made, before=open_version(store, job.base) if job.base else None)


def stop() -> None:
    """Ends the processes that wait."""
    while (idle := _take_idle("")) is not None:
        idle.kill()


class _Worker:
    """A process and the frames of its answers, collected by a thread. `about`: the hash of the file that it has read."""

    def __init__(self) -> None:
        command = [sys.executable, "-B", "-m", "chainmap.desk.long_worker"]
        environment = {**os.environ, "PYTHONPATH": str(_ROOT), "PYTHONUTF8": "1"}
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment, cwd=Path.cwd())
        self._frames: queue.Queue[bytes | None] = queue.Queue()
        self._idle: Timer | None = None
        self.about = ""
        Thread(target=self._collect, daemon=True).start()

    def work(self, request: tuple[object, ...], at: Told) -> object:
        """The answer to a request; `at` is told what it tells, and again and again while it tells nothing. Raises EOFError."""
        last = ("upload.reading", 10) if request[0] == "read" else ("upload.drafting", 25)

        def following() -> bytes | None:
            while True:
                try:
                    return self._frames.get(timeout=_BEAT_S)
                except queue.Empty:
                    at(*last)

        Thread(target=self._send, args=(request,), daemon=True).start()
        while True:
            match receive(following):
                case ("at", str(code), int(percent)):
                    last = (code, percent)
                    at(code, percent)
                case ("done", value):
                    return value
                case ("failed", str(why)):
                    raise WorkerError(why)

    def rest(self) -> None:
        """Waits for more work, but not forever."""
        self._idle = Timer(_IDLE_S, _retire, args=(self,))
        self._idle.daemon = True
        self._idle.start()

    def wake(self) -> None:
        """Ends the rest."""
        if self._idle is not None:
            self._idle.cancel()

    def kill(self) -> None:
        """Ends the process, whatever it is doing."""
        self.wake()
        self._process.kill()
        self._process.wait()

    def _send(self, request: tuple[object, ...]) -> None:
        try:
            send(cast("BinaryIO", self._process.stdin), request)
        except (OSError, ValueError):  # it died; who waits for the answer learns that
            return

    def _collect(self) -> None:
        for frame in frames(cast("BinaryIO", self._process.stdout)):
            self._frames.put(frame)
        self._frames.put(None)


_SLOTS = BoundedSemaphore(_AT_ONCE)
_IDLE: list[_Worker] = []
_LOCK = Lock()


def _apart(request: tuple[object, ...], about: str, at: Told) -> object:
    with _slot(at):
        worker = _take_idle(about) or _Worker()
        try:
            found = worker.work(request, at)
        except EOFError:
            worker.kill()
            return Refusal(code="worker-ended")
        except BaseException:  # the person left, or it failed: nobody waits for the rest of its answer
            worker.kill()
            raise
        worker.about = about
        with _LOCK:
            _IDLE.append(worker)
        worker.rest()
        return found


@contextmanager
def _slot(at: Told) -> Iterator[None]:
    while not _SLOTS.acquire(timeout=_BEAT_S):
        at("upload.waiting", 5)
    try:
        yield
    finally:
        _SLOTS.release()


def _take_idle(about: str) -> _Worker | None:
    """A process that waits, if there is one; best one that has read this file."""
    with _LOCK:
        if not _IDLE:
            return None
        worker = next((one for one in _IDLE if one.about == about), _IDLE[0])
        _IDLE.remove(worker)
    worker.wake()
    return worker


def _retire(worker: _Worker) -> None:
    with _LOCK:
        if worker not in _IDLE:
            return
        _IDLE.remove(worker)
    worker.kill()
