"""Where in a sheet the table is: the sheet by its name, the header row by best match, the columns by their headers.

Headers and names are compared without case, width, blanks and punctuation. What is in the columns is not read here.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from rapidfuzz import fuzz

from chainmap.intake.columns import Column, SheetFormat
from chainmap.intake.content import Content, Unreadable, as_text, is_blank, unreadable
from chainmap.intake.spreadsheet import RawSheet, RawWorkbook
from chainmap.model.finding import Cell, Fact, Finding, Severity
from chainmap.model.names import clean, matching_key

_HEADER_WITHIN = 40  # rows from the top in which the header is looked for
_SIMILAR = 75  # of 100: a header that is probably meant for a column that is missing
_MERGED = Unreadable("")


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A sheet whose header is found. Rows and columns count from 1, as in Excel."""

    file: str
    sheet: RawSheet
    header_row: int
    first_row: int  # of the data
    columns: dict[str, int]  # code of the column → its place
    headers: dict[int, str]  # place → header as written
    extras: tuple[int, ...]  # places of columns that are not ours and hold something

    @property
    def row_count(self) -> int:
        """Number of rows below the header, blank ones included."""
        return max(0, len(self.sheet.rows) - self.first_row + 1)

    def contents(self, place: int) -> list[Content]:
        """The data of a column from `first_row` down, with errors, formulas without a value and merges marked."""
        column = [row[place - 1] if place <= len(row) else None for row in self.sheet.rows[self.first_row - 1 :]]
        marked: list[Content] = list(column)
        for row1, col1, row2, col2 in self.sheet.merged:
            if col1 <= place <= col2 and row2 >= self.first_row:
                first = max(row1 + (place == col1), self.first_row) - self.first_row
                last = min(row2 - self.first_row + 1, len(marked))
                marked[first:last] = [_MERGED] * max(0, last - first)
        for (row, col), text in self.sheet.errors.items():
            if col == place and 0 <= row - self.first_row < len(marked):
                marked[row - self.first_row] = unreadable(text)
        for row, col in self.sheet.empty_formulas:
            if col == place and 0 <= row - self.first_row < len(marked):
                marked[row - self.first_row] = Unreadable("formula-without-value")
        return marked

    def at(self, row: int = 0, column: int | str = 0) -> Cell:
        """The address of a cell; a column may be given by its code (0 when the sheet does not have it)."""
        place = column if isinstance(column, int) else self.columns.get(column, 0)
        return Cell(file=self.file, sheet=self.sheet.name, row=row, column=place)


def is_exempt(sheet: RawSheet) -> bool:
    """Sheets whose name begins with `_` hold drop-down lists and the like."""
    return sheet.name.strip().startswith("_")


def find_sheets(workbook: RawWorkbook, formats: Iterable[SheetFormat]) -> tuple[dict[str, RawSheet], list[Finding]]:
    """The sheet of each format, by the format's name; and findings about missing, doubled and unknown sheets."""
    formats = tuple(formats)
    wanted = {matching_key(name): one.name for one in formats for name in (one.zh, one.en, *one.also)}
    found: dict[str, RawSheet] = {}
    unknown: list[RawSheet] = []
    findings: list[Finding] = []
    for sheet in workbook.sheets:
        name = wanted.get(matching_key(sheet.name))
        at = Cell(file=workbook.file, sheet=sheet.name)
        if is_exempt(sheet):
            continue
        if name is None:
            unknown.append(sheet)
        elif name in found:
            facts: dict[str, Fact] = {"first": found[name].name}
            findings.append(Finding(code="duplicate-sheet", severity=Severity.ERROR, cell=at, value=sheet.name, facts=facts))
        else:
            found[name] = sheet
    missing = [one for one in formats if one.required and one.name not in found]
    findings += _missing_sheets(workbook, formats, missing, unknown)
    return found, findings


def _missing_sheets(
    workbook: RawWorkbook, formats: tuple[SheetFormat, ...], missing: list[SheetFormat], unknown: list[RawSheet]
) -> list[Finding]:
    present = tuple(sheet.name for sheet in workbook.sheets if not is_exempt(sheet))
    at = Cell(file=workbook.file)
    if missing and len(missing) == sum(one.required for one in formats) > 1:
        facts: dict[str, Fact] = {
            "present": present, "wanted_zh": tuple(one.zh for one in missing), "wanted_en": tuple(one.en for one in missing),
        }  # fmt: skip
        return [Finding(code="no-known-sheet", severity=Severity.ERROR, cell=at, facts=facts)]
    if missing:
        return [
            Finding(
                code="missing-sheet", severity=Severity.ERROR, cell=at, value=one.zh,
                facts={"sheet_zh": one.zh, "sheet_en": one.en, "present": present},
            )
            for one in missing
        ]  # fmt: skip
    return [
        Finding(
            code="unknown-sheet", severity=Severity.INFO, cell=Cell(file=workbook.file, sheet=sheet.name), value=sheet.name,
        )
        for sheet in unknown
        if not sheet.hidden and any(not is_blank(value) for row in sheet.rows for value in row)
    ]  # fmt: skip


def header_row(sheet: RawSheet, columns: tuple[Column, ...]) -> tuple[int, int]:
    """(row, number of our columns in it) of the row near the top that names most of them; (0, 0) when none names any."""
    keys = {matching_key(spelling) for column in columns for spelling in _spelled(column)}
    best = (0, 0)
    for row in range(1, min(len(sheet.rows), _HEADER_WITHIN) + 1):
        count = len({matching_key(header) for header in _headers(sheet, row).values()} & keys)
        if count > best[1]:
            best = (row, count)
    return best


def find_table(
    file: str, sheet: RawSheet, sheet_format: SheetFormat, *, row: int | None = None
) -> tuple[Table | None, list[Finding]]:
    """The table of a sheet, header anywhere near the top (or in `row`); None when no header is found.

    A column is missing, named twice or misspelled: findings. A table without a required column is given all the same.
    """
    found, matched = header_row(sheet, sheet_format.columns) if row is None else (row, len(sheet_format.columns))
    if matched < min(2, len(sheet_format.columns)):
        at = Cell(file=file, sheet=sheet.name)
        required = [column for column in sheet_format.columns if column.required]
        facts: dict[str, Fact] = {
            "columns_zh": tuple(column.zh for column in required), "columns_en": tuple(column.en for column in required),
        }  # fmt: skip
        return None, [Finding(code="no-header", severity=Severity.ERROR, cell=at, facts=facts)]
    headers = _headers(sheet, found)
    columns, doubled = _matched(headers, sheet_format.columns)
    first = _first_data_row(sheet, found)
    ours = set(columns.values())
    extras = _extras(sheet, first, ours | {place for place, kept in doubled.items() if kept in ours})
    table = Table(file=file, sheet=sheet, header_row=found, first_row=first, columns=columns, headers=headers, extras=extras)
    return table, [*_header_findings(table, sheet_format, doubled), *_merged_cells(table), *_stray_marks(table)]


def table_of(file: str, sheet: RawSheet, row: int, columns: dict[str, int]) -> tuple[Table, list[Finding]]:
    """The table of a sheet whose header row and columns a person has chosen; and what stands wrong in its cells."""
    headers = _headers(sheet, row)
    first = _first_data_row(sheet, row)
    extras = _extras(sheet, first, set(columns.values()))
    table = Table(file=file, sheet=sheet, header_row=row, first_row=first, columns=columns, headers=headers, extras=extras)
    return table, [*_merged_cells(table), *_stray_marks(table)]


def _spelled(column: Column) -> tuple[str, ...]:
    return (column.zh, column.en, *column.also)


def _headers(sheet: RawSheet, row: int) -> dict[int, str]:
    """Place → text of a header row; a merged header counts in each row and column that it covers."""
    headers = {place: as_text(value) for place, value in enumerate(sheet.rows[row - 1], start=1) if not is_blank(value)}
    for row1, col1, row2, _ in sheet.merged:
        if row1 < row <= row2 and row1 <= _HEADER_WITHIN and row1 <= len(sheet.rows) and col1 <= len(sheet.rows[row1 - 1]):
            above = sheet.rows[row1 - 1][col1 - 1]
            if not is_blank(above):
                headers.setdefault(col1, as_text(above))
    return dict(sorted(headers.items()))


def _matched(headers: dict[int, str], columns: tuple[Column, ...]) -> tuple[dict[str, int], dict[int, int]]:
    """(code → place, place of a doubled header → place of the first). A column's own header beats its further spellings."""
    places: dict[str, list[int]] = {}
    for place, header in headers.items():
        places.setdefault(matching_key(header), []).append(place)
    matched: dict[str, int] = {}
    taken: dict[int, int] = {}  # place → place of the column that it belongs to
    spelled = [(column, (column.zh, column.en)) for column in columns] + [(column, column.also) for column in columns]
    for column, spellings in spelled:
        keys = dict.fromkeys(map(matching_key, spellings))
        hits = [place for key in keys for place in places.get(key, ()) if place not in taken]
        if hits and column.name not in matched:
            place = hits[0] if spellings is column.also else min(hits)
            own = {matching_key(column.zh), matching_key(column.en), matching_key(headers[place])}
            matched[column.name] = place
            taken |= {hit: place for hit in hits if matching_key(headers[hit]) in own}
    doubled = {place: kept for place, kept in taken.items() if place != kept}
    for same in places.values():
        doubled |= {place: same[0] for place in same[1:] if place not in taken}
    return matched, doubled


def _first_data_row(sheet: RawSheet, header: int) -> int:
    """The row below the header and below every merge that begins in it or above."""
    return 1 + max([header, *(row2 for row1, _, row2, _ in sheet.merged if row1 <= header <= row2)])


def _extras(sheet: RawSheet, first: int, ours: set[int]) -> tuple[int, ...]:
    rows = sheet.rows[first - 1 :]
    width = max(map(len, rows), default=0)
    return tuple(
        place
        for place in range(1, width + 1)
        if place not in ours and any(len(row) >= place and not is_blank(row[place - 1]) for row in rows)
    )


def _header_findings(table: Table, sheet_format: SheetFormat, doubled: dict[int, int]) -> list[Finding]:
    missing = [column for column in sheet_format.columns if column.name not in table.columns]
    ours = set(table.columns.values())
    findings = []
    for column in missing:
        near = _nearest_header(table, column)
        if column.required:
            facts: dict[str, Fact] = {"column_zh": column.zh, "column_en": column.en, "nearest": table.headers.get(near, "")}
            findings.append(
                Finding(
                    code="missing-column", severity=Severity.ERROR, cell=table.at(table.header_row), value=column.zh, facts=facts
                )
            )
        elif near:
            facts = {"column_zh": column.zh, "column_en": column.en}
            findings.append(
                Finding(
                    code="similar-header",
                    severity=Severity.WARNING,
                    cell=table.at(table.header_row, near),
                    value=table.headers[near],
                    facts=facts,
                )
            )
    for place, first in doubled.items():
        at, header = table.at(table.header_row, place), table.headers[place]
        facts = {"first": str(table.at(table.header_row, first))}
        if first in ours:
            findings.append(Finding(code="duplicate-header", severity=Severity.ERROR, cell=at, value=header, facts=facts))
        else:
            findings.append(Finding(code="duplicate-extra-header", severity=Severity.WARNING, cell=at, value=header, facts=facts))
    findings += [
        Finding(code="column-without-header", severity=Severity.WARNING, cell=table.at(table.header_row, place))
        for place in table.extras
        if place not in table.headers
    ]
    return findings


def _nearest_header(table: Table, column: Column) -> int:
    """Place of the unknown header that is most like this column's; 0 when none is much like it."""
    best, score = 0, float(_SIMILAR)
    for place, header in table.headers.items():
        if place in table.columns.values() or len(clean(header)) > 40:
            continue
        like = max(fuzz.ratio(matching_key(header), matching_key(spelling)) for spelling in (column.zh, column.en))
        if like > score:
            best, score = place, like
    return best


def _merged_cells(table: Table) -> list[Finding]:
    ours = set(table.columns.values())
    findings = []
    for row1, col1, row2, col2 in table.sheet.merged:
        if row2 < table.first_row or row1 > len(table.sheet.rows):
            continue
        concerned = any(col1 <= place <= col2 for place in ours)
        span = ":".join(str(table.at(*corner)).rpartition("!")[2] for corner in ((row1, col1), (row2, col2)))
        findings.append(
            Finding(
                code="merged-cells", severity=Severity.ERROR if concerned else Severity.WARNING,
                cell=table.at(row1, col1), facts={"span": span},
            )
        )  # fmt: skip
    return findings


def _stray_marks(table: Table) -> list[Finding]:
    """Errors and formulas without a value that stand outside our columns: kept as they are, but said."""
    ours = set(table.columns.values())
    marks = [(row, col, unreadable(text)) for (row, col), text in table.sheet.errors.items()]
    marks += [(row, col, Unreadable("formula-without-value")) for row, col in table.sheet.empty_formulas]
    return [
        Finding(
            code=mark.code, severity=Severity.WARNING, cell=table.at(row, col), value=mark.text,
            facts={"column": table.headers.get(col, "")},
        )
        for row, col, mark in marks
        if row < table.first_row or col not in ours
    ]  # fmt: skip
