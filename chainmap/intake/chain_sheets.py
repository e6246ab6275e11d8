"""A chain's workbook → the chain, its segment index and the table of its suppliers, which `register` reads."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from chainmap.intake.about import About, read_about
from chainmap.intake.bad_cells import blame, with_left_out
from chainmap.intake.checks import Draft, checked
from chainmap.intake.columns import ABOUT, CHAIN_WORKBOOK, DEPENDENCIES, RESOURCES, SEGMENTS, SUPPLIERS, SheetFormat
from chainmap.intake.content import as_text, is_blank, pieces
from chainmap.intake.field_columns import field_columns
from chainmap.intake.header import Table, find_sheets, find_table
from chainmap.intake.records import Record, no_lookup, records
from chainmap.intake.regions import UNCHECKED, Places
from chainmap.intake.segments import SegmentIndex
from chainmap.intake.spreadsheet import RawSheet, RawWorkbook
from chainmap.intake.values import is_id
from chainmap.model.alias import Alias
from chainmap.model.chain import Chain, Dependency, Resource, Segment
from chainmap.model.dataset import SheetColumns
from chainmap.model.finding import Cell, Fact, Finding, Severity
from chainmap.model.names import clean, matching_key
from chainmap.model.vocabulary import CheckMethod, PolicyAction, ResourceKind, Stage


@dataclass(frozen=True, slots=True, kw_only=True)
class ChainSheets:
    """What one workbook gives. `chain` None: it has no segment that can be used."""

    chain_id: str
    id_cell: Cell
    chain: Chain | None
    index: SegmentIndex
    suppliers: Table | None
    columns: dict[tuple[str, str], SheetColumns]  # of all its tables
    segment_findings: list[Finding]  # these take the blame for references that lead nowhere
    supplier_findings: list[Finding]
    findings: list[Finding]  # all others


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sheet:
    """The rows of one sheet; no table when it is missing or has no header."""

    table: Table | None = None
    rows: list[Record] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    @property
    def usable(self) -> list[Record]:
        return [row for row in self.rows if row.usable]

    @property
    def silent(self) -> int:
        """Rows that are left out although no finding of their own says so."""
        said = {one.cell.row for one in self.findings if one.facts.get("left_out")}
        return sum(not row.usable and row.row not in said for row in self.rows)


def read_chain(workbook: RawWorkbook, places: Places, decisions: Iterable[Alias] = ()) -> ChainSheets:
    """Everything in the workbook but the rows of its suppliers."""
    sheets, sheet_findings = find_sheets(workbook, CHAIN_WORKBOOK)
    about, findings = _about(workbook, sheets.get(ABOUT.name), places)
    segment_sheet = _sheet(workbook, sheets, SEGMENTS, places, None)
    segments, index, segment_findings = _segments(segment_sheet, about)
    supplier_table, supplier_findings = _table(workbook, sheets, SUPPLIERS)
    index.decide(decisions, about.chain_id)
    index.miss(_references(workbook, sheets, supplier_table))

    dependency_sheet = _sheet(workbook, sheets, DEPENDENCIES, places, index)
    resource_sheet = _sheet(workbook, sheets, RESOURCES, places, index)
    draft = Draft(
        segments=segments,
        dependencies=tuple(_dependency(row) for row in dependency_sheet.usable),
        segment_table=segment_sheet.table,
        dependency_table=dependency_sheet.table,
        complete=dependency_sheet.table is not None and len(segments) == len(segment_sheet.rows) == len(segment_sheet.usable)
        and len(dependency_sheet.usable) == len(dependency_sheet.rows),
    )  # fmt: skip
    draft, check_findings = checked(draft)

    missing = [one for one in sheet_findings if one.value == SEGMENTS.zh or one.code == "no-known-sheet"]
    segment_findings, dependency_findings = blame(
        dependency_sheet.silent, [*missing, *segment_findings], dependency_sheet.findings
    )
    segment_findings, resource_findings = blame(resource_sheet.silent, segment_findings, resource_sheet.findings)
    findings += [one for one in sheet_findings if one not in missing]
    return ChainSheets(
        chain_id=about.chain_id,
        id_cell=about.cells.get("chain_id", Cell(file=workbook.file)),
        chain=_chain(about, draft, resource_sheet.usable) if segments else None,
        index=index,
        suppliers=supplier_table,
        columns=_columns((dependency_sheet.table, supplier_table, resource_sheet.table), segment_sheet, about),
        segment_findings=segment_findings,
        supplier_findings=supplier_findings,
        findings=[*findings, *dependency_findings, *resource_findings, *check_findings],
    )


def _about(workbook: RawWorkbook, sheet: RawSheet | None, places: Places) -> tuple[About, list[Finding]]:
    return read_about(workbook.file, sheet, places) if sheet else (About(file=workbook.file), [])


def _table(workbook: RawWorkbook, sheets: dict[str, RawSheet], sheet_format: SheetFormat) -> tuple[Table | None, list[Finding]]:
    if sheet_format.name not in sheets:
        return None, []
    return find_table(workbook.file, sheets[sheet_format.name], sheet_format)


def _sheet(
    workbook: RawWorkbook, sheets: dict[str, RawSheet], sheet_format: SheetFormat, places: Places, index: SegmentIndex | None
) -> _Sheet:
    table, findings = _table(workbook, sheets, sheet_format)
    if table is None:
        return _Sheet(findings=findings)
    rows, found = records(table, sheet_format, places, index or no_lookup)
    return _Sheet(table=table, rows=rows, findings=[*findings, *found])


def _segments(sheet: _Sheet, about: About) -> tuple[tuple[Segment, ...], SegmentIndex, list[Finding]]:
    """The segments of the rows that can be used, the first of every id; and the index that knows about the others."""
    first: dict[str, Record] = {}
    names: dict[str, Record] = {}
    broken: list[str] = []
    doubled: list[str] = []
    findings = list(sheet.findings)
    lost = 0  # ids and names under which a row may be meant elsewhere, but that it does not show
    for row in sheet.rows:
        segment_id, name = row.text("segment_id"), row.text("name_zh")
        lost += sum(column in row.lost for column in ("segment_id", "name_zh", "name_en")) + (
            segment_id != "" and not is_id(segment_id)
        )
        if not row.usable:
            broken += filter(None, (segment_id, name, row.text("name_en")))
        elif segment_id in first:
            lost += 1
            broken += filter(None, (name, row.text("name_en")))
            findings.append(with_left_out(_repeated("duplicate-segment", row, "segment_id", first[segment_id]), 1))
        else:
            first[segment_id] = row
            if names.setdefault(matching_key(name), row) is not row:
                lost += 1
                doubled.append(name)
                findings.append(_repeated("duplicate-name", row, "name_zh", names[matching_key(name)]))
    if sheet.table is not None and not sheet.rows:
        findings.append(Finding(code="no-segments", severity=Severity.ERROR, cell=sheet.table.at()))
    (findings,) = blame(sheet.silent, findings)
    segments = tuple(_segment(row, about) for row in first.values())
    return segments, SegmentIndex(segments, broken, doubled, lost_spellings=lost, known=bool(segments)), findings


def _repeated(code: str, row: Record, column: str, first: Record) -> Finding:
    facts: dict[str, Fact] = {"first": str(first.at(column))}
    return Finding(code=code, severity=Severity.ERROR, cell=row.at(column), value=row.text(column), facts=facts)


def _segment(row: Record, about: About) -> Segment:
    own_check = row.text("checked")
    default = about.text("checked") if not own_check and "checked" not in row.lost else ""
    checked_in = own_check or default
    rated = not row.lost & {"domestic_rate_lo", "domestic_rate_hi"}  # half of an interval would be another one
    return Segment(
        segment_id=row.text("segment_id"),
        name_zh=row.text("name_zh"),
        name_en=row.text("name_en"),
        group=row.text("group"),
        group_en=row.text("group_en"),
        stage=row.word("stage", Stage) or Stage.MATERIAL,  # required: a usable row has one
        criticality=row.whole("criticality"),
        final_weight=row.number("final_weight"),
        own_share=row.number("own_share"),
        demand=row.number("demand"),
        demand_unit=row.text("demand_unit"),
        domestic_rate_lo=row.number("domestic_rate_lo") if rated else None,
        domestic_rate_hi=row.number("domestic_rate_hi") if rated else None,
        domestic_rate_source=row.text("domestic_rate_source"),
        checked_region=checked_in if checked_in not in ("", UNCHECKED) else None,
        check_method=row.word("check_method", CheckMethod) or (_method(about) if default else None),
        checked_on=row.day("checked_on"),
        policy_action=row.word("policy_action", PolicyAction) or PolicyAction.NONE,
        policy_section=row.text("policy_section"),
        policy_quote=row.text("policy_quote"),
        note=row.text("note"),
        extra=row.extra,
        cell=row.at("segment_id"),
    )


def _columns(tables: Iterable[Table | None], segments: _Sheet, about: About) -> dict[tuple[str, str], SheetColumns]:
    """Where fields stand; where a segment was checked stands in 说明 for those rows that leave it blank."""
    found = {name: columns for table in tables if table is not None for name, columns in field_columns(table).items()}
    if segments.table is None:
        return found
    default = about.text("checked") not in ("", UNCHECKED)
    by_default = [row.row for row in segments.rows if default and not row.text("checked") and "checked" not in row.lost]
    for name, columns in field_columns(segments.table).items():
        found[name] = columns.without("checked_region", by_default).without("check_method", by_default)
    return found


def _method(about: About) -> CheckMethod | None:
    method = about.values.get("check_method")
    return method if isinstance(method, CheckMethod) else None


def _references(workbook: RawWorkbook, sheets: dict[str, RawSheet], suppliers: Table | None) -> set[str]:
    """Every written reference to a segment, before any is read."""
    tables = {DEPENDENCIES.name: ("upstream", "downstream"), RESOURCES.name: ("segments",)}
    found: set[str] = set()
    for sheet_format in (DEPENDENCIES, RESOURCES):
        table, _ = _table(workbook, sheets, sheet_format)
        for column in tables[sheet_format.name]:
            if table and column in table.columns:
                texts = {as_text(one) for one in table.contents(table.columns[column]) if isinstance(one, str | int | float)}
                found |= {piece for text in texts for piece in (pieces(text) if column == "segments" else (text,))}
    if suppliers and "segment" in suppliers.columns:
        contents = suppliers.contents(suppliers.columns["segment"])
        found |= {as_text(one) for one in contents if isinstance(one, str | int | float) and not is_blank(one)}
    return {text for text in found if text}


def _dependency(row: Record) -> Dependency:
    return Dependency(
        upstream=row.text("upstream"),
        downstream=row.text("downstream"),
        essential=row.yes("essential"),
        substitute_group=clean(row.text("substitute_group")) or None,
        input_share=row.number("input_share"),
        note=row.text("note"),
        extra=row.extra,
        cell=row.at("upstream"),
    )


def _chain(about: About, draft: Draft, resources: list[Record]) -> Chain:
    as_of = about.values.get("as_of")
    return Chain(
        chain_id=about.chain_id,
        name_zh=about.text("name_zh") or about.chain_id,
        name_en=about.text("name_en"),
        as_of=as_of if isinstance(as_of, date) else None,
        maintainer=about.text("maintainer"),
        note=about.text("note"),
        segments=draft.segments,
        dependencies=draft.dependencies,
        resources=tuple(_resource(row) for row in resources),
        file=about.file,
    )


def _resource(row: Record) -> Resource:
    return Resource(
        name=row.text("name"),
        kind=row.word("kind", ResourceKind) or ResourceKind.INSTITUTE,  # required: a usable row has one
        segments=row.several("segments"),
        place=row.written("place"),
        region_id=row.text("place") or None,
        source=row.text("source"),
        cell=row.at("name"),
    )
