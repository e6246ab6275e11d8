"""Prescan of .xlsx and .xlsm: which sheets there are, what their cells hold, and whether the counts they declare are true."""

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass

from chainmap.intake.limits import Limits
from chainmap.intake.package import Package
from chainmap.intake.refusal import Refusal
from chainmap.intake.scan import SheetScan, check_areas, check_grid, exempt
from chainmap.intake.xlsx_sheet import Lookups, Tally, exact_tally, tally, text_of_item
from chainmap.intake.xml_parts import Attributes, elements, local

_STRICT = "http://purl.oclc.org/ooxml/"
_SPARE_STRINGS = 1_000_000  # declared beyond what is there: readers reserve memory for them
_ITEM = re.compile(rb"<(?:\w{1,16}:)?si(?=[\s/>])")
_DECLARED = re.compile(rb'\suniqueCount="([0-9]{1,20})"')
_ANY_TEXT = re.compile(rb">[^<]*[^<\s][^<]*</(?:\w{1,16}:)?t>")
_READABLE_ERRORS = frozenset(("#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A", ""))
_DATE_CODES = frozenset((*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)))
_NOT_A_CODE = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]', re.IGNORECASE)
_DATE_LETTERS = re.compile(r"[dmyhseb年月日时分秒]", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class XlsxScan:
    """The sheets that are to be read, and how the workbook counts days."""

    sheets: tuple[SheetScan, ...]
    strict: bool
    date_1904: bool
    xml_bytes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _Entry:
    index: int
    name: str
    hidden: bool
    part: str


def scan_xlsx(package: Package, limits: Limits) -> XlsxScan:
    """Scans all sheets but the exempt ones. Raises Refusal."""
    workbook = package.find("xl/workbook.xml")
    if workbook is None:
        raise Refusal("file-corrupt", part="xl/workbook.xml")
    content = package.read(workbook)
    entries = _entries(package, workbook, content, limits)
    lookups = _lookups(package, workbook)
    sheets = tuple(_scan_sheet(package, entry, lookups, limits) for entry in entries if not exempt(entry.name))
    check_areas(sheets, limits)
    package.check_rest()
    properties = [attributes for _, attributes in elements(content, workbook, "workbookPr")]
    return XlsxScan(
        sheets=sheets,
        strict=_STRICT.encode() in content[:4096],
        date_1904=any(each.get("date1904") in ("1", "true") for each in properties),
        xml_bytes=package.xml_bytes(),
    )


def filled_cells(package: Package, sheet: SheetScan, limits: Limits) -> Tally:
    """The sheet once more, exactly and with the addresses of its filled cells. Raises Refusal."""
    workbook = package.find("xl/workbook.xml") or ""
    entries = {entry.index: entry for entry in _entries(package, workbook, package.read(workbook), limits)}
    part = entries[sheet.index].part
    return exact_tally(package.chunks(part), part, _lookups(package, workbook), keep_cells=True)


def _scan_sheet(package: Package, entry: _Entry, lookups: Lookups, limits: Limits) -> SheetScan:
    counted = tally(lambda: package.chunks(entry.part), entry.part, lookups, limits.max_cells)
    check_grid(entry.name, counted.last_row, counted.last_column)
    for (row, column), error in sorted(counted.errors.items()):
        if error not in _READABLE_ERRORS:  # the reader gives up the whole sheet at any other
            raise Refusal("error-value-unreadable", sheet=entry.name, row=row, column=column, value=error)
    return counted.scan(entry.index, entry.name, hidden=entry.hidden)


def _entries(package: Package, workbook: str, content: bytes, limits: Limits) -> list[_Entry]:
    """Worksheets in the order of the workbook; chart sheets and the like keep their index and are left out."""
    listed = [attributes for _, attributes in elements(content, workbook, "sheet")]
    if not listed:
        raise Refusal("file-without-sheets")
    if len(listed) > limits.max_sheets:
        raise Refusal("file-too-many-sheets", sheets=len(listed), allowed=limits.max_sheets)
    names = [attributes.get("name", "") for attributes in listed]
    if len(set(names)) != len(names):
        raise Refusal("file-corrupt", part=workbook)
    relations = _relations(package, workbook)
    entries = []
    for index, attributes in enumerate(listed):
        target = relations.get(_relation_id(attributes))
        if target is None:
            raise Refusal("file-corrupt", sheet=names[index], part=workbook)
        kind, part = target
        if kind == "worksheet":
            hidden = attributes.get("state", "visible") != "visible"
            entries.append(_Entry(index=index, name=names[index], hidden=hidden, part=part))
    return entries


def _relation_id(attributes: Attributes) -> str:
    return next((value for name, value in attributes.items() if ":" in name and local(name) == "id"), "")


def _relations(package: Package, workbook: str) -> dict[str, tuple[str, str]]:
    """Id → kind and part of what the workbook points at. What is outside the file is never followed."""
    folder, name = posixpath.split(workbook)
    part = package.find(f"{folder}/_rels/{name}.rels")
    if part is None:
        raise Refusal("file-corrupt", part="xl/_rels/workbook.xml.rels")
    relations = {}
    for _, attributes in elements(package.read(part), part, "Relationship"):
        target = attributes.get("Target", "")
        path = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
        found = package.find(path)
        if found is not None and attributes.get("TargetMode") != "External":
            relations[attributes.get("Id", "")] = (attributes.get("Type", "").rpartition("/")[2], found)
    return relations


def _lookups(package: Package, workbook: str) -> Lookups:
    parts = dict(_relations(package, workbook).values())
    strings, styles = parts.get("sharedStrings"), parts.get("styles")
    return Lookups(
        empty_strings=_empty_strings(package, strings) if strings else frozenset(),
        date_styles=_date_styles(package.read(styles), styles) if styles else frozenset(),
    )


def _empty_strings(package: Package, part: str) -> frozenset[int]:
    """Indexes of the shared strings that are empty. Raises Refusal when far more are declared than there are."""
    items = _string_items(package, part)
    declared = max(map(int, _DECLARED.findall(next(items, b"")[:4096])), default=0)
    empty = set()
    count = 0
    for count, item in enumerate(items, start=1):
        plain = _ANY_TEXT.search(item) and b"rPh" not in item
        if not plain and b"CDATA" not in item and not text_of_item(item):
            empty.add(count - 1)
    if declared > count + _SPARE_STRINGS:
        raise Refusal("file-counts-lie", part=part, declared=declared, actual=count)
    return frozenset(empty)


def _string_items(package: Package, part: str) -> Iterator[bytes]:
    """What stands before the first shared string, then the bytes of each one."""
    rest = b""
    for piece in package.chunks(part):
        *items, rest = _ITEM.split(rest + piece)
        yield from items
    yield rest


def _date_styles(content: bytes, part: str) -> frozenset[str]:
    """Numbers of the cell formats that show a date or a time."""
    found = elements(content, part, "numFmt", "cellXfs", "xf", "cellStyles")
    codes = {attributes.get("numFmtId"): attributes.get("formatCode", "") for name, attributes in found if name == "numFmt"}
    begin = next((at for at, (name, _) in enumerate(found) if name == "cellXfs"), len(found))
    formats = [attributes.get("numFmtId", "0") for name, attributes in found[begin:] if name == "xf"]
    return frozenset(str(at) for at, code in enumerate(formats) if _shows_date(code, codes.get(code)))


def _shows_date(number: str, code: str | None) -> bool:
    if code is None:
        return number.isdecimal() and int(number) in _DATE_CODES
    return bool(_DATE_LETTERS.search(_NOT_A_CODE.sub("", code).replace("General", "")))
