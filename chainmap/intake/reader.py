"""The child process that opens workbooks: `python -m chainmap.intake.reader MEMORY CPU`.

It limits itself before it opens anything, reads with calamine and hands rows back as JSON in frames. Nothing of it is
trusted by the parent, which is `intake.reading`. Imports nothing but calamine and the standard library.

A frame is four bytes of length (big endian) and that many bytes. The parent sends two frames per file: JSON
`[[index, name], …]` of the sheets it wants, and the file. The answer: `["sheet", name]`, then `["rows", [[…], …]]` as
often as needed, for every sheet, and `["end"]`; or `["failed", code, detail]` at any moment.
"""

import json
import struct
import sys
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from io import BytesIO
from typing import BinaryIO

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, PasswordError, load_workbook

try:
    import resource
except ImportError:  # Windows: the parent's wall clock is all there is
    resource = None  # type: ignore[assignment]

LIMITED = resource is not None  # whether memory and CPU time can be limited here
LENGTH = struct.Struct(">I")
_CELLS_PER_FRAME = 24_000
_WHOLE = 10**15  # beyond, a float no longer stands for one whole number in Excel (15 digits)


def main(memory_bytes: int, cpu_seconds: int) -> None:
    """Answers requests from stdin on stdout until stdin ends."""
    limit_memory(memory_bytes)
    requests, answers = sys.stdin.buffer, sys.stdout.buffer
    while (wanted := _receive(requests)) is not None:
        content = _receive(requests)
        if content is None:
            return
        allow_cpu(cpu_seconds)
        _answer(json.loads(wanted), content, answers)
        del content


def limit_memory(memory_bytes: int) -> None:
    """Address space of this process; no core file and no file written. Without effect on Windows."""
    if resource is not None:
        resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


def allow_cpu(cpu_seconds: int) -> None:
    """So many seconds more than were used up to now. Without effect on Windows."""
    if resource is not None:
        usage = resource.getrusage(resource.RUSAGE_SELF)
        used = int(usage.ru_utime + usage.ru_stime) + 1
        hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
        resource.setrlimit(resource.RLIMIT_CPU, (used + cpu_seconds, hard))


def _answer(wanted: list[tuple[int, str]], content: bytes, answers: BinaryIO) -> None:
    try:
        with load_workbook(BytesIO(content)) as workbook:
            for index, name in wanted:
                _send(answers, ["sheet", name])
                for rows in _chunks(_sheet(workbook, index, name)):
                    _send(answers, ["rows", rows])
    except PasswordError:
        _send(answers, ["failed", "file-encrypted", ""])
    except MemoryError:
        _send(answers, ["failed", "reader-out-of-memory", ""])
    except (CalamineError, OSError, ValueError, OverflowError) as problem:  # calamine's own, and what it lets through
        _send(answers, ["failed", "reader-refuses", str(problem)[:200]])
    except BaseException as problem:
        if type(problem).__name__ != "PanicException":  # it derives from BaseException and has no name to import
            raise
        _send(answers, ["failed", "reader-died", "panic"])
    else:
        _send(answers, ["end"])
    answers.flush()


def _sheet(workbook: CalamineWorkbook, index: int, name: str) -> CalamineSheet:
    names = workbook.sheet_names
    if index < len(names) and names[index] == name:
        return workbook.get_sheet_by_index(index)
    return workbook.get_sheet_by_name(name)


def _chunks(sheet: CalamineSheet) -> Iterator[list[list[object]]]:
    """Rows from row 1, each from column A: calamine keeps empty rows before the data, but drops empty columns."""
    before: list[object] = [None] * (sheet.start[1] if sheet.start else 0)
    size = max(1, _CELLS_PER_FRAME // max(1, sheet.total_width))
    rows: list[list[object]] = []
    for row in sheet.iter_rows():
        rows.append(before + [_plain(value) for value in row])
        if len(rows) == size:
            yield rows
            rows = []
    if rows:
        yield rows


def _plain(value: object) -> object:
    """'' becomes None and a whole float an int: a workbook knows no difference between 5 and 5.0."""
    if value == "":
        return None
    if type(value) is float and value.is_integer() and -_WHOLE < value < _WHOLE:
        return int(value)
    return value


def _typed(value: object) -> dict[str, object]:
    if isinstance(value, datetime):
        return {"datetime": value.isoformat()}
    if isinstance(value, date):
        return {"date": value.isoformat()}
    if isinstance(value, time):
        return {"time": value.isoformat()}
    if isinstance(value, timedelta):
        return {"days": value.days, "seconds": value.seconds, "microseconds": value.microseconds}
    raise TypeError(type(value).__name__)


_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), check_circular=False, default=_typed).encode


def _send(answers: BinaryIO, message: list[object]) -> None:
    payload = _encode(message).encode("utf-8", "surrogatepass")
    answers.write(LENGTH.pack(len(payload)) + payload)


def _receive(requests: BinaryIO) -> bytes | None:
    head = requests.read(LENGTH.size)
    if len(head) < LENGTH.size:
        return None
    return requests.read(LENGTH.unpack(head)[0])


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
