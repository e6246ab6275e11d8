"""What the steps of an upload show: the four steps with their counts, findings that open in the file, rows left out."""

from collections.abc import Sequence
from itertools import islice

from chainmap.intake.columns import CHAIN_COLUMN, SUPPLIERS
from chainmap.intake.content import as_text
from chainmap.intake.header import Table as SheetTable
from chainmap.intake.limits import COLUMNS, DEFAULT, ROWS
from chainmap.intake.spreadsheet import RawSheet, RawWorkbook
from chainmap.model.finding import Cell, Finding, Severity, column_letters
from chainmap.present.html_table import Column, Row, html_table, opener
from chainmap.present.markup import Markup, element, join
from chainmap.present.table import CellKind, Table, TableColumn, Value
from chainmap.present.words import Language, hint, message, say

STEPS = ("file", "problems", "names", "publish")
SHOWN = 300  # findings on the page; all of them are in the marked-up workbook
_AROUND = 1  # rows above and below
_WIDE = 9  # columns of an excerpt
_SAMPLES = 3


def step_label(step: str, count: str, language: Language) -> str:
    """`2 问题 · 3 个错误`."""
    name = say(f"upload.step.{step}", language, number=STEPS.index(step) + 1)
    return f"{name} · {count}" if count else name


def step_line(counts: dict[str, str], current: str, language: Language) -> Markup:
    """The four steps in a line; those without a count cannot be opened yet. Event: `step:name`."""
    items = [
        element(
            "li",
            element(
                "button",
                step_label(step, counts.get(step, ""), language),
                type="button",
                data_event=f"step:{step}",
                disabled=step not in counts,
                aria_current="step" if step == current else None,
            ),
        )
        for step in STEPS
    ]
    return element("nav", element("ol", *items), class_="cm-steps", aria_label=say("page.upload", language))


def tab_line(sizes: dict[str, int], current: str, language: Language) -> Markup:
    """What of the problems is shown: by cell, whole rows, rows left out. Event: `tab:name`."""
    items = [
        element(
            "button",
            say(f"upload.tab.{name}", language, count=size),
            type="button",
            data_event=f"tab:{name}",
            aria_pressed=str(name == current).lower(),
        )
        for name, size in sizes.items()
    ]
    return element("div", *items, class_="cm-tabs")


def matching(
    findings: Sequence[Finding], language: Language, *, severity: Severity | None, text: str
) -> list[tuple[int, Finding]]:
    """(number, finding) of those with this severity and this text in their cell, message or hint; errors first."""
    wanted = text.strip().casefold()
    order = tuple(Severity)
    numbered = sorted(enumerate(findings), key=lambda pair: (order.index(pair[1].severity), pair[0]))
    return [
        (at, one)
        for at, one in numbered
        if (severity is None or one.severity is severity)
        and (not wanted or wanted in f"{one.cell} {message(one, language)} {hint(one, language)}".casefold())
    ]


def limits_text(language: Language) -> str:
    """Which files may be uploaded, and how large they may be."""
    return say(
        "upload.limits", language, mb=DEFAULT.max_bytes >> 20, text_mb=DEFAULT.max_text_bytes >> 20, rows=f"{ROWS:,}",
        columns=f"{COLUMNS:,}", cells=f"{DEFAULT.max_cells:,}", sheets=DEFAULT.max_sheets,
    )  # fmt: skip


def severities(findings: Sequence[Finding]) -> dict[Severity, int]:
    """How many findings there are of each severity."""
    return {severity: sum(one.severity is severity for one in findings) for severity in Severity}


def found_table(
    findings: Sequence[tuple[int, Finding]],
    workbook: RawWorkbook,
    language: Language,
    *,
    file: str,
    opened: int | None,
    at_most: int = SHOWN,
) -> Markup:
    """Findings with their numbers, in the order given; number `opened` shows its place in the file.

    `file` is what the file is called in findings. Event: `finding:number`.
    """
    codes = ("column.cell", "column.severity", "column.message", "column.hint")
    columns = tuple(Column(label=say(code, language), code=code, tight=code != codes[3] and code != codes[2]) for code in codes)
    rows = [_found(one, at, (file, workbook), language, is_open=at == opened) for at, one in findings[:at_most]]
    table = html_table(columns, rows, caption=say("findings.title", language), empty=say("upload.no-findings", language))
    left = len(findings) - at_most
    more = element("p", say("upload.findings-left-out", language, count=left), class_="cm-muted") if left > 0 else None
    return element("div", table, more)


def rows_table(workbook: RawWorkbook, rows: Sequence[tuple[str, int]], language: Language) -> Table:
    """These rows (sheet, Excel row) of the file with all their cells, to look at and to download."""
    sheets = {sheet.name: sheet for sheet in workbook.sheets}
    width = max((len(sheets[sheet].rows[0]) for sheet, _ in rows if sheet in sheets and sheets[sheet].rows), default=0)
    columns = (
        TableColumn(header=say("upload.sheet", language)),
        TableColumn(header=say("upload.row", language), kind=CellKind.NUMBER),
        *(TableColumn(header=column_letters(at)) for at in range(1, width + 1)),
    )
    texts: list[list[Value]] = [[sheet, row, *_texts(sheets[sheet], row, width)] for sheet, row in rows if sheet in sheets]
    return Table(name=say("upload.left-out-rows", language), columns=columns, rows=texts, frozen_columns=2)


def rows_list(table: Table, language: Language, *, at_most: int = 20) -> Markup:
    """The beginning of such a table on the page."""
    width = min(len(table.columns), _WIDE + 2)
    columns = [Column(label=column.header, tight=at < 2, sortable=False) for at, column in enumerate(table.columns[:width])]
    rows = [Row(cells=tuple("" if value is None else str(value) for value in row[:width])) for row in table.rows[:at_most]]
    left = len(table.rows) - at_most
    more = element("p", say("upload.rows-more", language, count=left), class_="cm-muted") if left > 0 else None
    return element("div", html_table(columns, rows, caption=table.name, empty=""), more)


def column_choices(language: Language) -> dict[str, str]:
    """Code → header of every column of a supplier list, the chain included; "" leaves a column as an extra one."""
    named = {column.name: column.zh if language == "zh" else column.en for column in (*SUPPLIERS.columns, CHAIN_COLUMN)}
    return {"": say("upload.extra-column", language)} | named


def samples(table: SheetTable, place: int) -> tuple[str, str]:
    """Header of a column and what its first filled cells hold."""
    below = (row[place - 1] for row in islice(table.sheet.rows, table.first_row - 1, None) if place <= len(row))
    texts = [as_text(value) for value in islice((one for one in below if one is not None), _SAMPLES)]
    return table.headers.get(place) or column_letters(place), "、".join(texts)


def filled_columns(table: SheetTable) -> tuple[int, ...]:
    """Places of the columns that have a header or hold something below."""
    return tuple(sorted({*table.headers, *table.extras, *table.columns.values()}))


def excerpt(workbook: RawWorkbook, cell: Cell, language: Language) -> Markup:
    """The cell with its neighbours, as the file shows them."""
    sheet = next((one for one in workbook.sheets if one.name == cell.sheet), None)
    if sheet is None or not sheet.rows or not (cell.row or cell.column):
        return element("p", say("upload.no-excerpt", language), class_="cm-muted")
    row = cell.row or 1
    first = max(1, min((cell.column or 1) - _WIDE // 2, len(sheet.rows[0]) - _WIDE + 1))
    places = range(first, min(first + _WIDE, len(sheet.rows[0]) + 1))
    head = element("tr", element("th"), *(element("th", column_letters(at), scope="col") for at in places))
    body = [_line(sheet, at, places, cell) for at in range(max(1, row - _AROUND), min(row + _AROUND, len(sheet.rows)) + 1)]
    return element("table", element("thead", head), element("tbody", *body), class_="cm-excerpt")


def _found(finding: Finding, at: int, source: tuple[str, RawWorkbook], language: Language, *, is_open: bool) -> Row:
    file, workbook = source
    tag = element("span", say(f"severity.{finding.severity.value}", language), class_=f"cm-tag cm-{finding.severity.value}")
    place = str(finding.cell).removeprefix(file).removeprefix("[").replace("]!", "!").removesuffix("]")
    return Row(
        cells=(
            opener(place or finding.cell.file, f"finding:{at}", is_open=is_open),
            tag,
            message(finding, language),
            hint(finding, language),
        ),
        event=f"finding:{at}",
        detail=excerpt(workbook, finding.cell, language) if is_open else None,
    )


def _line(sheet: RawSheet, row: int, places: Sequence[int], cell: Cell) -> Markup:
    def shown(place: int) -> Markup:
        error = sheet.errors.get((row, place))
        hit = row == cell.row and place == cell.column
        return element("td", error or _text(sheet, row, place), class_="cm-hit" if hit else None)

    return element("tr", element("th", str(row), scope="row"), join(shown(place) for place in places))


def _texts(sheet: RawSheet, row: int, width: int) -> list[str]:
    return [_text(sheet, row, place) for place in range(1, width + 1)]


def _text(sheet: RawSheet, row: int, place: int) -> str:
    if row > len(sheet.rows) or place > len(sheet.rows[row - 1]):
        return ""
    value = sheet.rows[row - 1][place - 1]
    return "" if value is None else as_text(value)
