"""Prescan of .ods (OpenDocument): repeats, errors, formulas, merges of content.xml; encryption in the manifest."""

from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import product

from chainmap.intake.limits import COLUMNS, ROWS, Limits
from chainmap.intake.package import Package
from chainmap.intake.refusal import Refusal
from chainmap.intake.scan import Address, Area, SheetScan, cell_name, check_areas, check_grid, exempt
from chainmap.intake.xml_parts import Attributes, parse

_MOST_NOTES = 1_000_000  # errors and formulas without a value: repeats make them cheap to write
_CELLS = ("table:table-cell", "table:covered-table-cell")
_SKIPPED = ("office:annotation", "draw:frame", "draw:custom-shape", "table:shapes", "table:tracked-changes")


def scan_ods(package: Package, limits: Limits) -> tuple[SheetScan, ...]:
    """The sheets to be read. Raises Refusal."""
    manifest = package.find("META-INF/manifest.xml")
    if manifest and b"encryption-data" in package.read(manifest):
        raise Refusal("file-encrypted")
    part = package.find("content.xml")
    if part is None:
        raise Refusal("file-corrupt", part="content.xml")
    reading = _Reading()
    parse(package.chunks(part), part, reading.start, reading.end, reading.text)
    if not reading.tables:
        raise Refusal("file-without-sheets")
    if len(reading.tables) > limits.max_sheets:
        raise Refusal("file-too-many-sheets", sheets=len(reading.tables), allowed=limits.max_sheets)
    tables = enumerate(reading.tables)
    sheets = tuple(table.scan(at, hidden=table.style in reading.hidden) for at, table in tables if not exempt(table.name))
    check_areas(sheets, limits)
    package.check_rest()
    return sheets


@dataclass(slots=True, kw_only=True)
class _Table:
    name: str
    style: str
    row: int = 1
    column: int = 1
    filled: int = 0
    last_row: int = 0
    last_column: int = 0
    errors: dict[Address, str] = field(default_factory=dict)
    empty_formulas: set[Address] = field(default_factory=set)
    merged: list[Area] = field(default_factory=list)

    def scan(self, index: int, *, hidden: bool) -> SheetScan:
        return SheetScan(
            index=index,
            name=self.name,
            hidden=hidden,
            filled=self.filled,
            last_row=self.last_row,
            last_column=self.last_column,
            errors=self.errors,
            empty_formulas=frozenset(self.empty_formulas),
            merged=tuple(self.merged),
        )


class _Reading:
    """Where the reading of content.xml stands. A repeated row counts as often as it is repeated."""

    def __init__(self) -> None:
        self.tables: list[_Table] = []
        self.hidden: set[str] = set()
        self._style = ""
        self._skipping = 0
        self._cell: Attributes | None = None
        self._paragraph = False
        self._has_paragraph = False  # of this cell: a formula whose result is an empty text has one
        self._text: list[str] = []
        self._row_repeat = 1
        self._filled: list[tuple[int, int]] = []  # of this row: first and last columns of filled cells
        self._noted: list[tuple[int, int, str]] = []  # of this row: errors, and "" for formulas without a value
        self._reaches = False  # this row has content
        self._notes = 0

    def start(self, name: str, attributes: Attributes) -> None:
        if self._skipping or name in _SKIPPED:
            self._skipping += 1
            return
        starts: dict[str, Callable[[Attributes], None]] = {
            "table:table": self._start_table,
            "table:table-row": self._start_row,
            "style:style": self._start_style,
            "style:table-properties": self._note_display,
        }
        if name in starts:
            starts[name](attributes)
        elif name in _CELLS:
            self._cell, self._text, self._has_paragraph = attributes, [], False
        elif name == "text:p":
            self._paragraph = self._has_paragraph = True
        elif name in ("text:s", "text:tab", "text:line-break") and self._paragraph:
            self._text.append(" ")

    def text(self, text: str) -> None:
        if self._paragraph and not self._skipping:
            self._text.append(text)

    def end(self, name: str) -> None:
        if self._skipping:
            self._skipping -= 1
        elif name == "text:p":
            self._paragraph = False
        elif name in _CELLS and self._cell is not None:
            self._end_cell(self._cell)
            self._cell = None
        elif name == "table:table-row" and self.tables:
            self._end_row(self.tables[-1])

    def _start_table(self, attributes: Attributes) -> None:
        self.tables.append(_Table(name=attributes.get("table:name", ""), style=attributes.get("table:style-name", "")))

    def _start_style(self, attributes: Attributes) -> None:
        self._style = attributes.get("style:name", "")

    def _note_display(self, attributes: Attributes) -> None:
        if attributes.get("table:display") == "false":
            self.hidden.add(self._style)

    def _start_row(self, attributes: Attributes) -> None:
        self._row_repeat = _repeat(attributes, "table:number-rows-repeated")
        self._filled, self._noted, self._reaches = [], [], False

    def _end_cell(self, attributes: Attributes) -> None:
        if not self.tables:
            return
        table = self.tables[-1]
        repeat = _repeat(attributes, "table:number-columns-repeated")
        columns = (table.column, table.column + repeat - 1)
        kind, text = attributes.get("office:value-type", ""), attributes.get("office:string-value", "".join(self._text))
        if kind and (kind != "string" or text):
            self._filled.append(columns)
        if attributes.get("calcext:value-type") == "error":
            self._noted.append((*columns, "".join(self._text) or "#?"))
        elif "table:formula" in attributes and not kind and not self._has_paragraph:
            self._noted.append((*columns, ""))
        if kind or text or "table:formula" in attributes:
            table.last_column = max(table.last_column, columns[1])
            self._reaches = True
        self._note_span(table, attributes)
        table.column += repeat

    def _note_span(self, table: _Table, attributes: Attributes) -> None:
        rows, columns = (_repeat(attributes, f"table:number-{way}-spanned") for way in ("rows", "columns"))
        if rows > 1 or columns > 1:
            table.merged.append((table.row, table.column, table.row + rows - 1, table.column + columns - 1))

    def _end_row(self, table: _Table) -> None:
        last_row = table.row + self._row_repeat - 1
        if self._reaches:
            table.last_row = last_row
            check_grid(table.name, table.last_row, table.last_column)
        table.filled += self._row_repeat * sum(last - first + 1 for first, last in self._filled)
        for first, last, error in self._noted:
            self._notes += self._row_repeat * (last - first + 1)
            if self._notes > _MOST_NOTES:
                raise Refusal("sheet-too-large", sheet=table.name, last=cell_name(last_row, last), allowed=_MOST_NOTES)
            for at in product(range(table.row, last_row + 1), range(first, last + 1)):
                if error:
                    table.errors[at] = error
                else:
                    table.empty_formulas.add(at)
        table.row += self._row_repeat
        table.column = 1


def _repeat(attributes: Attributes, name: str) -> int:
    text = attributes.get(name, "1")
    if not text.isdecimal() or len(text) > 9:
        raise Refusal("sheet-beyond-grid", rows=ROWS, columns=COLUMNS)
    return max(1, int(text))
