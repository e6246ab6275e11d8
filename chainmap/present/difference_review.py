"""What a change of data comes to: rows added, removed, changed, cell by cell."""

import json
from collections.abc import Collection, Mapping, Sequence
from enum import StrEnum
from typing import Protocol

from chainmap.intake import columns
from chainmap.model.dataset import EXTRA, Dataset
from chainmap.model.finding import Cell
from chainmap.present.html_table import Column, Row, cell_markup, html_table
from chainmap.present.markup import Markup, element, join
from chainmap.present.names import chain_options, region_name, segment_options
from chainmap.present.table import CellKind, Table, TableColumn
from chainmap.present.words import Language, say, word

_SHEETS = (*columns.CHAIN_WORKBOOK, columns.REGIONS, *columns.PLAN_WORKBOOK)
_KINDS = ("added", "changed", "removed")
_REGION_IDS = ("checked_region", "control_country", "parent")
_FIELDS = {"chain_id": "chain", "checked_region": "checked"}


class ChangedCell(Protocol):
    """A cell before and after, as text."""

    @property
    def column(self) -> str: ...
    @property
    def before(self) -> str: ...
    @property
    def after(self) -> str: ...


class ChangedRow(Protocol):
    """A row that was added, removed or changed."""

    @property
    def table(self) -> StrEnum: ...
    @property
    def kind(self) -> StrEnum: ...
    @property
    def chain_id(self) -> str: ...
    @property
    def key(self) -> tuple[str, ...]: ...
    @property
    def cells(self) -> Sequence[ChangedCell]: ...
    @property
    def before(self) -> Cell | None: ...
    @property
    def after(self) -> Cell | None: ...
    def cell_before(self, column: str, /) -> Cell | None: ...
    def cell_after(self, column: str, /) -> Cell | None: ...


Names = Mapping[str, str]  # id of a chain, of a region, or chain/segment → name


def names_of(datasets: Sequence[Dataset | None], language: Language) -> dict[str, str]:
    """Names of companies, chains, regions and segments (`chain/segment`); of what several datasets have the last one's."""
    names: dict[str, str] = {}
    for dataset in datasets:
        if dataset is not None:
            suppliers = dataset.suppliers
            written = zip(suppliers["company_key"].tolist()[::-1], suppliers["company"].tolist()[::-1], strict=True)
            names = dict(written) | names  # a company goes by the name that it had first
            names |= {one.region_id: region_name(dataset, one.region_id, language) for one in dataset.regions.regions}
            names |= chain_options(dataset, language)
            for chain in dataset.chains:
                names |= segment_options(dataset, chain.chain_id, language)
    return names


def sentence(rows: Sequence[ChangedRow], language: Language) -> str:
    """`企业：新增 4，修改 2；环节：删除 1。`, beginning with a capital in English."""
    counts: dict[StrEnum, dict[StrEnum, int]] = {}
    for row in sorted(rows, key=lambda one: _KINDS.index(one.kind.value)):
        kinds = counts.setdefault(row.table, {})
        kinds[row.kind] = kinds.get(row.kind, 0) + 1
    if not counts:
        return say("diff.nothing", language)
    parts = []
    for table, kinds in counts.items():
        numbers = (say("diff.count", language, kind=word(kind, language), count=count) for kind, count in kinds.items())
        parts.append(say("diff.of-table", language, table=word(table, language), counts=tuple(numbers)))
    told = say("diff.sentence", language, parts=("；" if language == "zh" else "; ").join(parts))
    return told[:1].upper() + told[1:]


def row_table(
    rows: Sequence[ChangedRow], names: Names, language: Language, *, at_most: int = 200, without: Collection[str] = ()
) -> Markup:
    """One line a row; of a changed one every cell old → new, and where it stands, but for those of the columns `without`."""
    codes = ("diff.kind", "diff.table", "diff.row", "diff.cells", "diff.where")
    made = [
        Row(
            cells=(
                element("span", word(row.kind, language), class_=f"cm-tag cm-row-{row.kind.value}"),
                word(row.table, language),
                _row_name(row, names),
                _cells(row, names, language, without),
                _places(row, without),
            )
        )
        for row in rows[:at_most]
    ]
    left = len(rows) - at_most
    more = element("p", say("diff.more", language, count=left), class_="cm-muted") if left > 0 else None
    widths = {"diff.cells": "24%", "diff.where": "19%"}
    heads = tuple(Column(label=say(code, language), code=code, tight=code in codes[:2], width=widths.get(code)) for code in codes)
    return element("div", html_table(heads, made, caption=say("diff.rows", language), empty=say("diff.nothing", language)), more)


def export_rows(rows: Sequence[ChangedRow], names: Names, language: Language) -> Table:
    """Every changed cell on a line of its own, to download."""
    codes = ("diff.kind", "diff.table", "diff.row", "diff.column", "diff.before", "diff.after", "diff.where")
    lines: list[list[str]] = []
    for row in rows:
        start = [word(row.kind, language), word(row.table, language), _row_name(row, names)]
        lines += [[*start, field(cell.column, language), *_both(cell, language), _where(row, cell.column)] for cell in row.cells]
    heads = tuple(TableColumn(header=say(code, language), kind=CellKind.TEXT) for code in codes)
    return Table(name=say("diff.rows", language), columns=heads, rows=lines)


def field(code: str, language: Language) -> str:
    """Header of a column by its code."""
    if code == "extra":
        return say("diff.extra", language)
    if code.startswith(EXTRA):
        return code.removeprefix(EXTRA)
    found = _columns_called(code)
    return (found[0].zh if language == "zh" else found[0].en) if found else code


def _row_name(row: ChangedRow, names: Names) -> str:
    cells = {cell.column: cell.after or cell.before for cell in row.cells}
    shown = [part.partition(":")[2] if part.startswith(("name:", "uscc:", "group:")) else part for part in row.key]
    if len(row.key) == 5:  # a supplier: company, chain, segment, place, product
        company = cells.get("company") or names.get(row.key[0], shown[0])
        segment = names.get(f"{row.key[1]}/{row.key[2]}", row.key[2])
        shown = [company, segment, *row.key[3:]]
    else:
        shown = [names.get(f"{row.chain_id}/{part}", names.get(part, part)) for part in shown]
    return " · ".join(part for part in shown if part)


def _cells(row: ChangedRow, names: Names, language: Language, without: Collection[str]) -> Markup:
    if row.kind.value != "changed":
        told = [cell for cell in row.cells if cell.column not in ("company", "place", "product")]
        texts = [_with_header(cell.column, shown(cell.column, cell.after or cell.before, language), language) for cell in told]
        return element("span", " · ".join(texts[:6]), class_="cm-muted")
    blank = say("diff.blank", language)
    lines = [
        element(
            "div",
            element("span", field(cell.column, language), class_="cm-muted"),
            " ",
            element("del", place_or_text(cell.column, cell.before, names, language)) if cell.before else blank,
            " → ",
            element("ins", place_or_text(cell.column, cell.after, names, language)) if cell.after else blank,
        )
        for cell in row.cells
        if cell.column not in without
    ]
    return join(lines)


def place_or_text(code: str, text: str, names: Names, language: Language) -> str:
    """As `shown`, with the name of a region where the column holds its id."""
    return names.get(text, text) if code in _REGION_IDS else shown(code, text, language)


def shown(code: str, text: str, language: Language) -> str:
    """A cell's text as a reader knows it: words of vocabularies, further columns with their headers."""
    if code == "extra":
        return _extra(text)
    if text in ("yes", "no") and not code.startswith(EXTRA):
        return say(f"workbook.{text}", language)
    for column in _columns_called(code):
        if column.vocabulary is not None and text in set(column.vocabulary):
            return word(column.vocabulary(text), language)
    return text


def _with_header(code: str, text: str, language: Language) -> str:
    """What only its header explains, with it."""
    return say("diff.header-value", language, header=field(code, language), value=text) if code.startswith(EXTRA) else text


def _extra(text: str) -> str:
    """Further columns of a row, which are kept as JSON or as `header=value`."""
    if not text.startswith("{"):
        return text
    return "；".join(f"{header}：{value}" for header, value in json.loads(text).items())


def _columns_called(code: str) -> list[columns.Column]:
    wanted = _FIELDS.get(code, code)
    return [column for sheet in _SHEETS for column in sheet.columns if column.name == wanted]


def _both(cell: ChangedCell, language: Language) -> tuple[str, str]:
    return shown(cell.column, cell.before, language), shown(cell.column, cell.after, language)


def cell_places(row: ChangedRow, column: str) -> Markup:
    """The cell of a value, before and after where these are two."""
    return join((cell_markup(cell) for cell in _cells_of(row, column)), " → ")


def _cells_of(row: ChangedRow, column: str) -> list[Cell]:
    """The cell before and the cell after, each once; the row where the cell is not known."""
    return list(dict.fromkeys(cell for cell in (row.cell_before(column), row.cell_after(column)) if cell))


def _where(row: ChangedRow, column: str) -> str:
    return " → ".join(map(str, _cells_of(row, column)))


def _places(row: ChangedRow, without: Collection[str]) -> Markup | None:
    """Cell by cell; of a row that came or went the row."""
    if row.kind.value == "changed":
        columns = (cell.column for cell in row.cells if cell.column not in without)
        return join(element("div", one) for one in dict.fromkeys(cell_places(row, column) for column in columns))
    cell = row.after or row.before
    return cell_markup(cell) if cell else None
