"""The parent's side of the reading process: starts it, feeds it file by file, survives whatever it does.

Its answers are checked, not trusted: frames of limited length, JSON of the types that a cell can have, no more rows and
columns than the prescan saw. A process that dies or takes too long is reported for its file and started anew.
"""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time, timedelta
from itertools import chain
from pathlib import Path
from threading import Timer
from types import TracebackType
from typing import BinaryIO, cast

from chainmap.intake.limits import Limits
from chainmap.intake.reader import LENGTH, LIMITED
from chainmap.intake.refusal import Refusal
from chainmap.intake.scan import SheetScan

Value = str | float | int | bool | datetime | date | time | timedelta | None
Rows = list[list[Value]]

_ROOT = Path(__file__).resolve().parents[2]
_LONGEST_FRAME = 1 << 30
_GRACE = 2.0  # seconds for a process that closed its pipe to end by itself, so that its signal is known
_TYPES = frozenset((str, float, int, bool, datetime, date, time, timedelta, type(None)))
_KEPT_ENVIRONMENT = ("PATH", "SYSTEMROOT", "LD_LIBRARY_PATH", "VIRTUAL_ENV", "LANG")  # no secrets of the parent
_FAILURES = frozenset(("file-encrypted", "reader-out-of-memory", "reader-refuses", "reader-died"))


def limits_hold() -> bool:
    """Whether this system lets the reading process limit its memory and CPU time; Windows does not."""
    return LIMITED


class Reading:
    """A reading process, started at the first file and again after it died. Use as a context."""

    def __init__(self, limits: Limits, module: str = "chainmap.intake.reader") -> None:
        self._limits = limits
        self._module = module
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> "Reading":
        return self

    def __exit__(self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None) -> None:
        self.stop()

    def start(self) -> None:
        """Starts the process unless it runs; calling this early lets it start while the parent works on."""
        if self._process is None:
            command = [sys.executable, "-B", "-m", self._module, str(self._limits.memory_bytes), str(self._limits.cpu_seconds)]
            self._process = subprocess.Popen(
                command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=environment(),
                bufsize=1 << 16,
            )

    def stop(self, *, dying: bool = False) -> None:
        """Ends the process, whatever it is doing."""
        process, self._process = self._process, None
        if process is not None:
            try:
                process.wait(timeout=_GRACE if dying else 0)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
            for pipe in (process.stdin, process.stdout):
                if pipe is not None:
                    _close(pipe)

    def read(self, content: bytes, sheets: tuple[SheetScan, ...]) -> dict[str, Rows]:
        """Rows per sheet name, from row 1 and column A. Raises Refusal; the process is then gone or ready for the next file."""
        self.start()
        process = cast("subprocess.Popen[bytes]", self._process)
        timer = Timer(self._limits.wall_seconds, process.kill)
        timer.daemon = True
        timer.start()
        try:
            return self._exchange(process, content, sheets)
        except (OSError, EOFError) as problem:
            late = timer.finished.is_set()
            self.stop(dying=True)
            ending = _ending(process)
            raise Refusal("reader-too-slow" if late or ending == "SIGXCPU" else "reader-died", detail=ending) from problem
        except (ValueError, RecursionError) as problem:
            self.stop()
            raise Refusal("reader-died", detail="answer") from problem
        finally:
            timer.cancel()

    def _exchange(self, process: "subprocess.Popen[bytes]", content: bytes, sheets: tuple[SheetScan, ...]) -> dict[str, Rows]:
        requests, answers = cast("BinaryIO", process.stdin), cast("BinaryIO", process.stdout)
        wanted = json.dumps([[sheet.index, sheet.name] for sheet in sheets]).encode()
        for payload in (wanted, content):
            requests.write(LENGTH.pack(len(payload)))
            requests.write(payload)
        requests.flush()
        return _collected(_messages(answers), {sheet.name: sheet for sheet in sheets})


def environment() -> dict[str, str]:
    """What a child process is told of this one's environment: no secrets."""
    kept = {name: os.environ[name] for name in _KEPT_ENVIRONMENT if name in os.environ}
    return {**kept, "PYTHONPATH": str(_ROOT), "PYTHONUTF8": "1"}


def _close(pipe: object) -> None:
    try:
        cast("BinaryIO", pipe).close()
    except OSError:  # what was not flushed before the process died
        return


def _ending(process: "subprocess.Popen[bytes]") -> str:
    """`SIGABRT` for a process that was ended by a signal, else `exit 1`."""
    code = process.returncode
    if code < 0 and -code in set(signal.Signals):
        return signal.Signals(-code).name
    return f"exit {code}"


def _messages(answers: BinaryIO) -> Iterator[list[object]]:
    while True:
        head = answers.read(LENGTH.size)
        if len(head) < LENGTH.size:
            raise EOFError
        length = LENGTH.unpack(head)[0]
        if length > _LONGEST_FRAME:
            raise ValueError(length)
        payload = answers.read(length)
        if len(payload) < length:
            raise EOFError
        message = json.loads(payload, object_hook=_untyped)
        if not isinstance(message, list) or not message:
            raise ValueError("frame")
        yield message


def _collected(messages: Iterator[list[object]], sheets: Mapping[str, SheetScan]) -> dict[str, Rows]:
    read: dict[str, Rows] = {}
    name = ""
    for message in messages:
        match message:
            case ["sheet", str(name)] if name in sheets and name not in read:
                read[name] = []
            case ["rows", list(rows)] if name in read:
                read[name].extend(_checked(rows, sheets[name], len(read[name])))
            case ["end"] if len(read) == len(sheets):
                return read
            case ["failed", str(code), str(detail)] if code in _FAILURES:
                raise Refusal(code, sheet=name if code == "reader-refuses" else "", detail=detail)
            case _:
                raise ValueError("message")
    raise EOFError


def _checked(rows: list[object], sheet: SheetScan, before: int) -> Rows:
    """The rows, after it is sure that they are rows of cells within the sheet."""
    if set(map(type, rows)) - {list} or not set(map(type, chain.from_iterable(cast(Rows, rows)))) <= _TYPES:
        raise ValueError("cells")
    if before + len(rows) > sheet.last_row or max(map(len, cast(Rows, rows)), default=0) > sheet.last_column:
        raise Refusal("reader-disagrees-on-size", sheet=sheet.name, rows=sheet.last_row, columns=sheet.last_column)
    return cast(Rows, rows)


def _untyped(typed: dict[str, object]) -> Value:
    match typed:
        case {"datetime": str(text)}:
            return datetime.fromisoformat(text)
        case {"date": str(text)}:
            return date.fromisoformat(text)
        case {"time": str(text)}:
            return time.fromisoformat(text)
        case {"days": int(days), "seconds": int(seconds), "microseconds": int(microseconds)}:
            return timedelta(days=days, seconds=seconds, microseconds=microseconds)
    raise ValueError("typed value")
