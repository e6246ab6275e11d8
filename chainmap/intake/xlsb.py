"""Prescan of .xlsb: the binary records of its parts (BIFF12, MS-XLSB)."""

import posixpath
import struct
from collections.abc import Iterator

from chainmap.intake.limits import Limits
from chainmap.intake.package import Package
from chainmap.intake.refusal import Refusal
from chainmap.intake.scan import Address, Area, SheetScan, check_areas, exempt
from chainmap.intake.xls import ERROR_WORDS
from chainmap.intake.xml_parts import elements

_BLANK, _RK, _ERROR, _BOOL, _REAL, _TEXT, _SHARED = 1, 2, 3, 4, 5, 6, 7
_FORMULA_TEXT, _FORMULA_NUMBER, _FORMULA_BOOL, _FORMULA_ERROR = 8, 9, 10, 11
_ROW, _STRING_ITEM, _WORKBOOK_PROPERTIES, _SHEET_ENTRY, _STRINGS_BEGIN, _MERGED = 0, 19, 153, 156, 159, 176
_SPARE_STRINGS = 1_000_000


def scan_xlsb(package: Package, limits: Limits) -> tuple[tuple[SheetScan, ...], bool]:
    """The sheets to be read, and whether days count from 1904. Raises Refusal."""
    workbook = package.find("xl/workbook.bin") or ""
    relations_part = package.find("xl/_rels/workbook.bin.rels")
    if relations_part is None:
        raise Refusal("file-corrupt", part="xl/_rels/workbook.bin.rels")
    relations = [attributes for _, attributes in elements(package.read(relations_part), relations_part, "Relationship")]
    parts = {each.get("Id", ""): package.find(_path(each.get("Target", ""))) for each in relations}
    kinds = {each.get("Id", ""): each.get("Type", "").rpartition("/")[2] for each in relations}
    strings = next((parts[key] for key, kind in kinds.items() if kind == "sharedStrings"), None)
    try:
        empty = _empty_strings(package, strings) if strings else frozenset()
        entries, date_1904 = _entries(package.read(workbook))
        if not entries:
            raise Refusal("file-without-sheets")
        if len(entries) > limits.max_sheets:
            raise Refusal("file-too-many-sheets", sheets=len(entries), allowed=limits.max_sheets)
        sheets = []
        for index, (key, name, hidden) in enumerate(entries):
            part = parts.get(key)
            if part and kinds[key] == "worksheet" and not exempt(name):
                sheets.append(_scan_sheet(package, part, index, name, hidden=hidden, empty=empty))
    except (struct.error, IndexError) as problem:
        raise Refusal("file-corrupt", part=workbook) from problem
    check_areas(sheets, limits)
    package.check_rest()
    return tuple(sheets), date_1904


def _path(target: str) -> str:
    return target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join("xl", target))


def _entries(content: bytes) -> tuple[list[tuple[str, str, bool]], bool]:
    """Relation, name and hiddenness of the sheets in the order of the workbook, and whether days count from 1904."""
    entries: list[tuple[str, str, bool]] = []
    date_1904 = False
    for kind, data in _records([content]):
        if kind == _SHEET_ENTRY:
            state, _ = struct.unpack_from("<II", data)
            key, at = _wide_string(data, 8)
            entries.append((key, _wide_string(data, at)[0], bool(state)))
        elif kind == _WORKBOOK_PROPERTIES:
            date_1904 = bool(data[0] & 1)
    return entries, date_1904


def _wide_string(data: bytes, at: int) -> tuple[str, int]:
    (length,) = struct.unpack_from("<I", data, at)
    end = at + 4 + 2 * length
    return data[at + 4 : end].decode("utf-16-le", "replace"), end


def _records(pieces: Iterator[bytes] | list[bytes]) -> Iterator[tuple[int, bytes]]:
    """Records of a part. Raises Refusal when the last one is cut off."""
    rest = b""
    for piece in pieces:
        data = rest + piece
        at = 0
        while True:
            head = _head(data, at)
            if head is None or head[2] + head[1] > len(data):
                break
            kind, size, start = head
            yield kind, data[start : start + size]
            at = start + size
        rest = data[at:]
    if rest:
        raise Refusal("file-corrupt", part="xlsb")


def _head(data: bytes, at: int) -> tuple[int, int, int] | None:
    """Kind, size and start of the record at `at`; None when its head is not yet whole."""
    if at >= len(data):
        return None
    kind = data[at]
    at += 1
    if kind & 0x80:
        if at >= len(data):
            return None
        kind = (kind & 0x7F) | (data[at] & 0x7F) << 7
        at += 1
    size = 0
    for shift in (0, 7, 14, 21):
        if at >= len(data):
            return None
        byte = data[at]
        at += 1
        size |= (byte & 0x7F) << shift
        if not byte & 0x80:
            break
    return kind, size, at


def _empty_strings(package: Package, part: str) -> frozenset[int]:
    empty = set()
    declared = count = 0
    for kind, data in _records(package.chunks(part)):
        if kind == _STRINGS_BEGIN:
            declared = max(struct.unpack_from("<II", data))
        elif kind == _STRING_ITEM:
            if data[1:5] == b"\0\0\0\0":
                empty.add(count)
            count += 1
    if declared > count + _SPARE_STRINGS:
        raise Refusal("file-counts-lie", part=part, declared=declared, actual=count)
    return frozenset(empty)


def _scan_sheet(package: Package, part: str, index: int, name: str, *, hidden: bool, empty: frozenset[int]) -> SheetScan:
    errors: dict[Address, str] = {}
    merged: list[Area] = []
    row = filled = last_row = last_column = 0
    for kind, data in _records(package.chunks(part)):
        if kind == _ROW:
            row = struct.unpack_from("<I", data)[0] + 1
        elif _RK <= kind <= _FORMULA_ERROR:
            column = struct.unpack_from("<I", data)[0] + 1
            last_row, last_column = max(last_row, row), max(last_column, column)
            if kind in (_ERROR, _FORMULA_ERROR):
                errors[row, column] = ERROR_WORDS.get(data[8], "#?")
            elif not _is_empty(kind, data, empty):
                filled += 1
        elif kind == _MERGED:
            top, bottom, left, right = struct.unpack_from("<4I", data)
            merged.append((top + 1, left + 1, bottom + 1, right + 1))
    return SheetScan(
        index=index,
        name=name,
        hidden=hidden,
        filled=filled,
        last_row=last_row,
        last_column=last_column,
        errors=errors,
        merged=tuple(merged),
    )


def _is_empty(kind: int, data: bytes, empty: frozenset[int]) -> bool:
    if kind == _SHARED:
        return struct.unpack_from("<I", data, 8)[0] in empty
    return kind in (_TEXT, _FORMULA_TEXT) and data[8:12] == b"\0\0\0\0"
