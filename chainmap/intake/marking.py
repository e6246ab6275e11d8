"""The marked-up workbook: a user's file with its problem cells coloured and commented, and a first sheet that lists them.

The file is opened by a child process (`intake.marker`), never here. What comes back is read again and compared cell by
cell with what the file holds; where that fails, or the file cannot be written as it is, a new workbook is made from the
cells that were read.
"""

import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest
from typing import TypedDict

from chainmap.intake.agreement import same
from chainmap.intake.limits import DEFAULT, Limits
from chainmap.intake.not_kept import REBUILT, lost
from chainmap.intake.package import Package
from chainmap.intake.prescan import Kind, Prescan, prescan
from chainmap.intake.reader import LENGTH
from chainmap.intake.reading import Value, environment
from chainmap.intake.rebuilt import CellMark, FindingList, Line, rebuilt
from chainmap.intake.refusal import Refusal
from chainmap.intake.spreadsheet import RawSheet, RawWorkbook, read_files
from chainmap.model.finding import Cell, Severity, column_letters

MOST_CELLS = 200_000  # of a workbook that is marked as it is
_MOST_XML = 64 << 20
_MOST_COMMENTS = 10_000  # further cells are coloured only
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_LONGEST = 32_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """What is said about a cell, as text. `rows`: further rows of its column for which it stands."""

    cell: Cell
    severity: Severity
    label: str  # word for the severity
    message: str
    hint: str
    rows: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ListTexts:
    """Name of the sheet that lists the marks, which begins with `_` so that it is never read, and its four headers."""

    sheet: str
    headers: tuple[str, str, str, str]  # cell, severity, what is wrong, how to mend it


@dataclass(frozen=True, slots=True, kw_only=True)
class Marked:
    """An .xlsx. `kept`: it is the user's own workbook; else a new one from its cells. `not_kept`: codes of what is gone."""

    content: bytes
    kept: bool
    not_kept: tuple[str, ...]


def mark(file: str, content: bytes, marks: Sequence[Mark], texts: ListTexts, limits: Limits = DEFAULT) -> Marked:
    """The marked-up workbook of a file, whatever the file; marks of other files are left out."""
    own = [_legible(one) for one in marks if one.cell.file == file]
    workbook = read_files({file: content}, limits)[file]
    try:
        scan = prescan(content, limits)
        if _as_it_is(scan):
            made = _marked(content, own, texts, limits)
            _check(file, workbook, made, limits)
            return Marked(content=made, kept=True, not_kept=lost(Package(content, limits), Package(made, limits)))
    except Refusal:
        return Marked(content=_rebuilt(workbook, own, texts), kept=False, not_kept=REBUILT)
    return Marked(content=_rebuilt(workbook, own, texts), kept=False, not_kept=() if scan.kind is Kind.TEXT else REBUILT)


def _as_it_is(scan: Prescan) -> bool:
    cells = sum(sheet.filled for sheet in scan.sheets)
    return scan.kind is Kind.XLSX and not scan.strict and cells <= MOST_CELLS and scan.xml_bytes <= _MOST_XML


def _marked(content: bytes, marks: Sequence[Mark], texts: ListTexts, limits: Limits) -> bytes:
    """What the child process makes of it. Raises Refusal when it fails."""
    order = json.dumps(_order(marks, texts)).encode()
    command = [sys.executable, "-B", "-m", "chainmap.intake.marker"]
    numbers = (limits.memory_bytes, limits.cpu_seconds, limits.max_inflated)
    with tempfile.TemporaryDirectory() as scratch:  # openpyxl writes sheets to files first
        try:
            done = subprocess.run(
                [*command, *map(str, numbers)],
                input=LENGTH.pack(len(order)) + order + content,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env={**environment(), "TMPDIR": scratch, "TEMP": scratch},
                timeout=limits.wall_seconds,
                check=False,
            )
        except subprocess.TimeoutExpired as problem:
            raise Refusal("reader-too-slow", detail="marker") from problem
    if done.returncode:
        raise Refusal("reader-died", detail=f"exit {done.returncode}")
    return done.stdout


def _check(file: str, before: RawWorkbook, made: bytes, limits: Limits) -> None:
    """Raises Refusal when any cell, sheet or merged area is another than it was."""
    after = read_files({file: made}, replace(limits, max_bytes=limits.max_inflated))[file]
    alike = len(before.sheets) == len(after.sheets) and all(map(_alike, before.sheets, after.sheets))
    if not alike or before.date_1904 != after.date_1904:
        raise Refusal("reader-disagrees")


def _alike(before: RawSheet, after: RawSheet) -> bool:
    about = [(one.name, one.hidden, one.errors, one.empty_formulas, sorted(one.merged)) for one in (before, after)]
    if about[0] != about[1]:
        return False
    pairs = zip_longest(before.rows, after.rows)
    return all(old == new or _same_row(old or [], new or []) for old, new in pairs)


def _same_row(before: list[Value], after: list[Value]) -> bool:
    return all(old == new or same(old, new) for old, new in zip_longest(before, after))


def _rebuilt(workbook: RawWorkbook, marks: Sequence[Mark], texts: ListTexts) -> bytes:
    order = _order(marks, texts)
    return rebuilt(workbook, FindingList(sheet=texts.sheet, headers=texts.headers, lines=order["lines"]), order["marks"])


class _Order(TypedDict):
    sheet: str
    headers: tuple[str, ...]
    lines: list[Line]
    marks: list[CellMark]


def _order(marks: Sequence[Mark], texts: ListTexts) -> _Order:
    """What is to be written: one line a mark, and one colour and comment a cell, of its worst mark first."""
    ranks = tuple(Severity)
    marks = sorted(marks, key=lambda one: (ranks.index(one.severity), one.cell))
    lines: list[Line] = [
        ((_short(one.cell), one.label, one.message, one.hint), one.severity.value, _link(one.cell)) for one in marks
    ]
    told: dict[tuple[str, int, int], tuple[str, list[str]]] = {}
    for one in marks:
        if one.cell.sheet and (one.cell.row or one.cell.column):
            for row in one.rows or (one.cell.row,):
                comments = told.setdefault((one.cell.sheet, row, one.cell.column), (one.severity.value, []))[1]
                comments.append("\n".join(text for text in (f"{one.label}：{one.message}", one.hint) if text))
    cells: list[CellMark] = [
        (*place, severity, "\n".join(dict.fromkeys(comments))[:_LONGEST] if at < _MOST_COMMENTS else "")
        for at, (place, (severity, comments)) in enumerate(told.items())
    ]
    return {"sheet": texts.sheet, "headers": texts.headers, "lines": lines, "marks": cells}


def _short(cell: Cell) -> str:
    """A place without its file, which is the one that is marked."""
    return str(replace(cell, file="")).removeprefix("[").replace("]!", "!").removesuffix("]") or cell.file


def _link(cell: Cell) -> tuple[str, str] | None:
    """(sheet, address) that a line leads to."""
    return (cell.sheet, f"{column_letters(cell.column or 1)}{cell.row or 1}") if cell.sheet else None


def _legible(mark: Mark) -> Mark:
    """Without characters that no workbook can hold."""
    label, message, hint = (_ILLEGAL.sub("\ufffd", text)[:_LONGEST] for text in (mark.label, mark.message, mark.hint))
    return replace(mark, label=label, message=message, hint=hint)
