"""A supplier list that comes alone: from any spreadsheet, by a recipe that is detected and that a person may change."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from enum import StrEnum

import pandas as pd

from chainmap.intake.bad_cells import blame, bounded
from chainmap.intake.columns import CHAIN_COLUMN, SUPPLIERS, Column
from chainmap.intake.companies import locator, with_company_keys
from chainmap.intake.content import is_blank
from chainmap.intake.field_columns import field_columns
from chainmap.intake.header import Table, find_table, header_row, is_exempt, table_of
from chainmap.intake.plan_sheets import ChainNames
from chainmap.intake.regions import Places
from chainmap.intake.register import SegmentReading, duplicate_rows, read_suppliers
from chainmap.intake.remarks import not_counted
from chainmap.intake.segments import SegmentIndex, across
from chainmap.intake.spreadsheet import RawSheet, RawWorkbook, read_files
from chainmap.intake.values import Lookup, Problem, Reading
from chainmap.model.alias import Alias
from chainmap.model.dataset import Dataset, SheetColumns, empty_register
from chainmap.model.finding import Cell, Fact, Finding, Severity
from chainmap.model.names import matching_key

LIST_FORMAT = replace(SUPPLIERS, columns=(*SUPPLIERS.columns, CHAIN_COLUMN))
# Where a list has the column, its cells must be readable; a blank one means what the recipe says.
_WITH_CHAINS = replace(SUPPLIERS, columns=(*SUPPLIERS.columns, replace(CHAIN_COLUMN, required=True)))
_UNKNOWN_CHAIN = "?"  # no chain has this id


class Mode(StrEnum):
    """What a list does to the rows that its chain has already."""

    REPLACE = "replace"
    ADD = "add"


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """How a list is read. Rows and columns count from 1, as in Excel."""

    sheet: str
    header_row: int
    columns: tuple[tuple[str, int], ...]  # (code of our column, place), sorted by place
    chain_id: str | None = None  # of rows that do not name their chain
    mode: Mode = Mode.ADD
    left_out: tuple[int, ...] = ()  # Excel rows that a person leaves out

    def as_json(self) -> str:
        """Canonical JSON text: equal recipes give equal text."""
        fields = {
            "sheet": self.sheet, "header_row": self.header_row, "columns": dict(self.columns), "chain_id": self.chain_id,
            "mode": self.mode.value, "left_out": sorted(self.left_out),
        }  # fmt: skip
        return json.dumps(fields, ensure_ascii=False, sort_keys=True, separators=(",", ":"))

    @staticmethod
    def from_json(text: str) -> "Recipe":
        """The recipe that `as_json` wrote; raises ValueError or KeyError for another text."""
        fields = json.loads(text)
        columns = sorted(((str(name), int(place)) for name, place in fields["columns"].items()), key=lambda one: one[1])
        return Recipe(
            sheet=fields["sheet"],
            header_row=int(fields["header_row"]),
            columns=tuple(columns),
            chain_id=fields["chain_id"],
            mode=Mode(fields["mode"]),
            left_out=tuple(fields["left_out"]),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class ListParsed:
    """The rows of a list that can be used; `left_out` are the Excel rows that are not among them, totals included.

    `company_key` is made within the list; once the rows stand with others, keys are made over all of them.
    """

    register: pd.DataFrame  # SUPPLIER_COLUMNS
    findings: tuple[Finding, ...]  # sorted by cell
    left_out: tuple[int, ...]
    recipe: Recipe | None  # None: no sheet looks like a list
    columns: dict[tuple[str, str], SheetColumns] = field(default_factory=dict)  # where its fields stand


def load_supplier_list(
    name: str, content: bytes, context: Dataset | None = None, *, chain_id: str | None = None, decisions: Iterable[Alias] = ()
) -> ListParsed:
    """A list read by the recipe that it suggests. Chains, segments and places are those of the context.

    Without a context they are not looked up: segment_id and region_id then hold the text as written.
    """
    workbook = read_files({name: content})[name]
    recipe = detect(workbook)
    if recipe is None:
        return ListParsed(
            register=empty_register(), findings=(*workbook.findings, *_not_found(workbook)), left_out=(), recipe=None
        )
    return apply(workbook, replace(recipe, chain_id=chain_id), context, decisions)


def detect(workbook: RawWorkbook) -> Recipe | None:
    """The recipe for the first sheet that is called like one of suppliers or has a header like it; None when there is none."""
    names = {matching_key(name) for name in (SUPPLIERS.zh, SUPPLIERS.en, *SUPPLIERS.also)}
    sheets = sorted((one for one in workbook.sheets if not is_exempt(one)), key=lambda one: matching_key(one.name) not in names)
    for sheet in sheets:
        table, _ = _found(workbook.file, sheet)
        if table is not None and "company" in table.columns:
            columns = sorted(table.columns.items(), key=lambda one: one[1])
            return Recipe(sheet=sheet.name, header_row=table.header_row, columns=tuple(columns))
    return None


def sheet_of(workbook: RawWorkbook, recipe: Recipe) -> RawSheet | None:
    """The sheet that a recipe reads. A workbook of one sheet is that sheet: that of a text file is called after the file."""
    named = next((one for one in workbook.sheets if one.name == recipe.sheet), None)
    if named is not None or len(workbook.sheets) != 1:
        return named
    return replace(workbook.sheets[0], name=recipe.sheet)


def apply(
    workbook: RawWorkbook,
    recipe: Recipe,
    context: Dataset | None,
    decisions: Iterable[Alias] = (),
    *,
    companies: bool = True,
) -> ListParsed:
    """The rows of a list under a recipe, which need not be the one that was detected; and what is wrong with them.

    Without `companies` the company keys stay "" and nothing is said of names: they are looked at over all rows later.
    """
    sheet = sheet_of(workbook, recipe)
    if sheet is None or not 1 <= recipe.header_row <= len(sheet.rows):
        return ListParsed(
            register=empty_register(), findings=(*workbook.findings, *_not_found(workbook)), left_out=(), recipe=recipe
        )
    table, findings = _table(workbook.file, sheet, recipe)
    totals, found = not_counted(table)
    findings = [one for one in findings if one.cell.row not in totals] + found
    skipped = frozenset(totals) | frozenset(recipe.left_out)
    lookups = _Lookups(context, recipe.chain_id, tuple(decisions))
    findings += lookups.findings(workbook.file)
    sheet_format = _WITH_CHAINS if CHAIN_COLUMN.name in table.columns else SUPPLIERS
    rows = read_suppliers(table, sheet_format, lookups.region, lookups.segments, skipped=skipped)
    (findings,) = blame(rows.silent, [*findings, *rows.findings])
    register, found = rows.frame, list[Finding]()
    if companies:
        register, found = with_company_keys(register, locator([table]), tuple(decisions))
    findings += [*_of_the_file(workbook, sheet), *found, *_chosen(table, recipe), *duplicate_rows(table, register)]
    if not len(register) and not any(one.severity is Severity.ERROR for one in findings):
        findings.append(Finding(code="no-data-rows", severity=Severity.WARNING, cell=table.at(table.header_row)))
    left_out = sorted({*rows.left_out, *skipped})
    return ListParsed(
        register=register, findings=tuple(bounded(findings)), left_out=tuple(left_out), recipe=recipe,
        columns=field_columns(table),
    )  # fmt: skip


def _of_the_file(workbook: RawWorkbook, sheet: RawSheet) -> list[Finding]:
    """What is wrong with the file: of its sheets only the one that is read counts, and others that hold rows are named."""
    about = [one for one in workbook.findings if one.cell.sheet in ("", sheet.name)]
    for other in workbook.sheets:
        count = sum(any(not is_blank(value) for value in row) for row in other.rows)
        if other.name != sheet.name and not is_exempt(other) and count and len(workbook.sheets) > 1:
            facts: dict[str, Fact] = {"count": count, "read": sheet.name}
            at = Cell(file=workbook.file, sheet=other.name)
            about.append(Finding(code="sheet-not-read", severity=Severity.WARNING, cell=at, value=other.name, facts=facts))
    return about


def _found(file: str, sheet: RawSheet) -> tuple[Table | None, list[Finding]]:
    if header_row(sheet, LIST_FORMAT.columns)[1] < 2:
        return None, []
    return find_table(file, sheet, LIST_FORMAT)


def _table(file: str, sheet: RawSheet, recipe: Recipe) -> tuple[Table, list[Finding]]:
    """The table as the recipe says; where that is what is found anyway, with the findings of its header."""
    table, findings = _found(file, sheet)
    if table is not None and table.header_row == recipe.header_row and table.columns == dict(recipe.columns):
        return table, findings
    known = {column.name for column in LIST_FORMAT.columns}
    return table_of(file, sheet, recipe.header_row, {name: place for name, place in recipe.columns if name in known})


def _not_found(workbook: RawWorkbook) -> tuple[Finding, ...]:
    if not workbook.sheets and workbook.findings:
        return ()
    required = [column for column in SUPPLIERS.columns if column.required]
    facts: dict[str, Fact] = {
        "present": tuple(sheet.name for sheet in workbook.sheets if not is_exempt(sheet)),
        "columns_zh": tuple(column.zh for column in required), "columns_en": tuple(column.en for column in required),
    }  # fmt: skip
    return (Finding(code="list-not-found", severity=Severity.ERROR, cell=Cell(file=workbook.file), facts=facts),)


def _chosen(table: Table, recipe: Recipe) -> list[Finding]:
    if not recipe.left_out:
        return []
    facts: dict[str, Fact] = {"count": len(recipe.left_out), "rows": tuple(str(row) for row in sorted(recipe.left_out)[:20])}
    return [Finding(code="rows-left-out", severity=Severity.INFO, cell=table.at(), facts=facts)]


class _Lookups:
    """How a list's places, chains and segments are read against a dataset."""

    def __init__(self, context: Dataset | None, chain_id: str | None, decisions: tuple[Alias, ...]) -> None:
        chains = context.chains if context else ()
        self._indexes = {chain.chain_id: SegmentIndex(chain.segments) for chain in chains}
        for one, index in self._indexes.items():
            index.decide(decisions, one)
        self._names = ChainNames(chains, self._indexes, complete=True)
        self._known = context is not None
        self._given = chain_id
        self._chain_id = (self._names.find(chain_id) or _UNKNOWN_CHAIN) if chain_id and self._known else chain_id or ""
        self.region: Lookup = Places(context.regions, decisions) if context else _as_written
        self.segments = SegmentReading(chain_id=self._chain_id, segment=self._segment, chain=self._chain)

    def findings(self, file: str) -> list[Finding]:
        """What is wrong with the chain that the recipe names."""
        if self._chain_id != _UNKNOWN_CHAIN:
            return []
        given = self._given or ""
        facts: dict[str, Fact] = {"nearest": self._names.suggestions(given)}
        return [Finding(code="unknown-chain", severity=Severity.ERROR, cell=Cell(file=file), value=given, facts=facts)]

    def _chain(self, column: Column, text: str) -> Reading:
        if not self._known:
            return Reading(text)
        found = self._names.find(text)
        if found:
            return Reading(found)
        return Reading(
            _UNKNOWN_CHAIN, Problem("unknown-chain", Severity.ERROR, {}, lambda: self._names.suggestions(text)), lost=True
        )

    def _segment(self, chain_id: str, column: Column, text: str) -> Reading:
        if not self._known:
            return Reading(text)
        if chain_id == _UNKNOWN_CHAIN:
            return Reading(None, None, lost=True)
        if chain_id:
            return self._indexes[chain_id](column, text)
        hits = across(self._indexes, text)
        if len(hits) == 1:
            return Reading(hits[0])
        if hits:
            facts: dict[str, Fact] = {"segment": text, "chains": tuple(one for one, _ in hits)}
            return Reading(None, Problem("segment-in-several-chains", Severity.ERROR, facts), lost=True)
        return Reading(
            None, Problem("unknown-segment", Severity.ERROR, {"segment": text}, lambda: self._suggestions(text)), lost=True
        )

    def _suggestions(self, text: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys(name for index in self._indexes.values() for name in index.suggestions(text)))[:3]


def _as_written(column: Column, text: str) -> Reading:
    return Reading(text)


__all__ = ["LIST_FORMAT", "ListParsed", "Mode", "Recipe", "apply", "detect", "load_supplier_list", "sheet_of"]
