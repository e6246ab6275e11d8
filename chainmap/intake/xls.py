"""Prescan of .xls and .et: the records of the workbook stream (BIFF8, MS-XLS)."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

from chainmap.intake.limits import Limits
from chainmap.intake.ole import streams
from chainmap.intake.refusal import Refusal
from chainmap.intake.scan import Address, Area, SheetScan, check_areas, exempt

ERROR_WORDS = {
    0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!",
    0x1D: "#NAME?", 0x24: "#NUM!", 0x2A: "#N/A", 0x2B: "#GETTING_DATA",
}  # fmt: skip

_BOF, _EOF, _FILEPASS, _BOUNDSHEET, _SST, _CONTINUE, _DATE_1904 = 0x809, 0x0A, 0x2F, 0x85, 0xFC, 0x3C, 0x22
_NUMBER, _RK, _MULRK, _LABEL, _LABEL_SST, _RSTRING = 0x203, 0x27E, 0xBD, 0x204, 0xFD, 0xD6
_BOOL_ERROR, _FORMULA, _STRING, _MERGED = 0x205, 0x06, 0x207, 0xE5
_ONE_CELL = frozenset((_NUMBER, _RK, _LABEL, _LABEL_SST, _RSTRING, _BOOL_ERROR, _FORMULA))
_BIFF8 = 0x600
_WORKSHEET = 0
_TEXT_RESULT, _BOOL_RESULT, _ERROR_RESULT = 0, 1, 2

_Record = tuple[int, bytes]


@dataclass(slots=True, kw_only=True)
class _Globals:
    """What stands before the sheets."""

    entries: list[tuple[int, str, bool, int]] = field(default_factory=list)  # kind, name, hidden, offset
    strings: list[bytes] = field(default_factory=list)  # the shared strings and what continues them
    date_1904: bool = False


def scan_xls(content: bytes, limits: Limits) -> tuple[tuple[SheetScan, ...], bool]:
    """The sheets to be read, and whether days count from 1904. Raises Refusal."""
    found = streams(content)
    if "EncryptedPackage" in found:
        raise Refusal("file-encrypted")
    stream = found.get("Workbook")
    if stream is None:
        raise Refusal("kind-unreadable", kind="Excel 5.0/95" if "Book" in found else "OLE")
    try:
        before = _globals(stream)
        if not before.entries:
            raise Refusal("file-without-sheets")
        if len(before.entries) > limits.max_sheets:
            raise Refusal("file-too-many-sheets", sheets=len(before.entries), allowed=limits.max_sheets)
        empty = _empty_strings(before.strings)
        sheets = tuple(
            _Reading(empty).read(stream, at).scan(index, name, hidden=hidden)
            for index, (kind, name, hidden, at) in enumerate(before.entries)
            if kind == _WORKSHEET and not exempt(name)
        )
    except (struct.error, IndexError) as problem:
        raise Refusal("file-corrupt", part="Workbook") from problem
    check_areas(sheets, limits)
    return sheets, before.date_1904


def _globals(stream: bytes) -> _Globals:
    found = _Globals()
    before = 0
    for kind, data in _records(stream, 0):
        if kind == _BOF and struct.unpack_from("<H", data)[0] != _BIFF8:
            raise Refusal("kind-unreadable", kind="Excel 5.0/95")
        if kind == _FILEPASS:
            raise Refusal("file-encrypted")
        if kind == _BOUNDSHEET:
            found.entries.append(_bound_sheet(data))
        elif kind == _DATE_1904:
            found.date_1904 = data[:1] == b"\1"
        elif kind == _SST or (kind == _CONTINUE and before == _SST):
            found.strings.append(data)
            kind = _SST  # what continues it belongs to it
        before = kind
    return found


def _records(stream: bytes, at: int) -> Iterator[_Record]:
    """Records from `at` up to the end of that part. Raises Refusal when they are cut off."""
    depth = 0
    while at + 4 <= len(stream):
        kind, size = struct.unpack_from("<HH", stream, at)
        data = stream[at + 4 : at + 4 + size]
        if len(data) < size:
            break
        yield kind, data
        depth += (kind == _BOF) - (kind == _EOF)
        if depth <= 0:
            return
        at += 4 + size
    raise Refusal("file-corrupt", part="Workbook")


def _bound_sheet(data: bytes) -> tuple[int, str, bool, int]:
    at, state, kind, length, wide = struct.unpack_from("<IBBBB", data)
    raw = data[8 : 8 + length * (2 if wide & 1 else 1)]
    return kind, raw.decode("utf-16-le" if wide & 1 else "latin-1", "replace"), bool(state & 3), at


def _empty_strings(pieces: list[bytes]) -> frozenset[int]:
    """Indexes of empty shared strings. Raises Refusal when more are declared than can be there."""
    if not pieces:
        return frozenset()
    _, declared = struct.unpack_from("<II", pieces[0])
    if declared > sum(map(len, pieces)):
        raise Refusal("file-counts-lie", part="SST", declared=declared, actual=sum(map(len, pieces)) // 3)
    return frozenset(index for index, length in enumerate(_string_lengths(pieces, declared)) if length == 0)


def _string_lengths(pieces: list[bytes], count: int) -> Iterator[int]:
    """Lengths of the shared strings, which may run on from one record into the next."""
    piece, at = 0, 8
    for _ in range(count):
        if at >= len(pieces[piece]):
            piece, at = piece + 1, 0
        length, flags = struct.unpack_from("<HB", pieces[piece], at)
        at += 3
        runs = extended = 0
        if flags & 8:
            (runs,) = struct.unpack_from("<H", pieces[piece], at)
            at += 2
        if flags & 4:
            (extended,) = struct.unpack_from("<I", pieces[piece], at)
            at += 4
        yield length
        left, width = length, 2 if flags & 1 else 1
        while left:
            here = min(left, max(0, len(pieces[piece]) - at) // width)
            left, at = left - here, at + here * width
            if left:
                piece += 1
                width, at = 2 if pieces[piece][0] & 1 else 1, 1
        rest = runs * 4 + extended
        while rest > len(pieces[piece]) - at:
            rest -= len(pieces[piece]) - at
            piece, at = piece + 1, 0
        at += rest


class _Reading:
    """Where the reading of a sheet stands."""

    def __init__(self, empty_strings: frozenset[int]) -> None:
        self._empty = empty_strings
        self._filled: set[Address] = set()
        self._errors: dict[Address, str] = {}
        self._merged: list[Area] = []
        self._last_row = self._last_column = 0
        self._awaits_text: Address | None = None  # a formula whose text follows

    def read(self, stream: bytes, at: int) -> "_Reading":
        """Takes in the records of the sheet at this offset, but for those of embedded charts."""
        for depth, (kind, data) in _levels(_records(stream, at)):
            if depth == 1:
                self._take(kind, data)
        return self

    def scan(self, index: int, name: str, *, hidden: bool) -> SheetScan:
        """What was read."""
        return SheetScan(
            index=index,
            name=name,
            hidden=hidden,
            filled=len(self._filled),
            last_row=self._last_row,
            last_column=self._last_column,
            errors=self._errors,
            merged=tuple(self._merged),
        )

    def _take(self, kind: int, data: bytes) -> None:
        if kind in _ONE_CELL:
            row, column = struct.unpack_from("<HH", data)
            self._reach(row + 1, column + 1)
            self._take_cell(kind, (row + 1, column + 1), data)
        elif kind == _MULRK:
            row, first = struct.unpack_from("<HH", data)
            count = (len(data) - 6) // 6
            self._reach(row + 1, first + count)
            self._filled.update((row + 1, first + 1 + offset) for offset in range(count))
        elif kind == _STRING and self._awaits_text is not None:
            if data[:2] != b"\0\0":
                self._filled.add(self._awaits_text)
            self._awaits_text = None
        elif kind == _MERGED:
            (count,) = struct.unpack_from("<H", data)
            areas = (struct.unpack_from("<4H", data, 2 + 8 * area) for area in range(count))
            self._merged += [(top + 1, left + 1, bottom + 1, right + 1) for top, bottom, left, right in areas]

    def _reach(self, row: int, column: int) -> None:
        self._last_row, self._last_column = max(self._last_row, row), max(self._last_column, column)

    def _take_cell(self, kind: int, cell: Address, data: bytes) -> None:
        if kind == _FORMULA and data[12:14] == b"\xff\xff":
            self._take_formula(cell, data)
        elif kind == _BOOL_ERROR and data[7]:
            self._errors[cell] = ERROR_WORDS.get(data[6], "#?")
        elif kind == _LABEL_SST:
            if struct.unpack_from("<I", data, 6)[0] not in self._empty:
                self._filled.add(cell)
        elif kind not in (_LABEL, _RSTRING) or data[6:8] != b"\0\0":
            self._filled.add(cell)

    def _take_formula(self, cell: Address, data: bytes) -> None:
        """A formula whose result is no number."""
        result = data[6]
        self._awaits_text = cell if result == _TEXT_RESULT else None
        if result == _ERROR_RESULT:
            self._errors[cell] = ERROR_WORDS.get(data[8], "#?")
        elif result == _BOOL_RESULT:
            self._filled.add(cell)


def _levels(records: Iterator[_Record]) -> Iterator[tuple[int, _Record]]:
    depth = 0
    for record in records:
        depth += record[0] == _BOF
        yield depth, record
        depth -= record[0] == _EOF
