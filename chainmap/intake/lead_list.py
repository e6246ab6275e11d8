"""A list of leads that comes back from a spreadsheet: rows with their cells, read like every upload."""

from collections.abc import Mapping
from dataclasses import replace

from chainmap.intake.bad_cells import bounded
from chainmap.intake.columns import EXPORTED, LEADS, SUPPLIERS
from chainmap.intake.header import find_table, header_row, is_exempt
from chainmap.intake.plan_sheets import ChainNames
from chainmap.intake.records import Record, no_lookup, records
from chainmap.intake.regions import Places
from chainmap.intake.segments import SegmentIndex, across
from chainmap.intake.spreadsheet import RawSheet, RawWorkbook
from chainmap.intake.values import Problem
from chainmap.model.dataset import Dataset
from chainmap.model.finding import Cell, Fact, Finding, Severity
from chainmap.model.lead import Lead
from chainmap.model.lead_list import FREE, LeadRow, LeadSheet
from chainmap.model.names import matching_key
from chainmap.model.vocabulary import LeadStatus


def read_leads(workbook: RawWorkbook, dataset: Dataset, known: Mapping[int, Lead], region: str) -> LeadSheet:
    """The rows of a list of leads; chains, segments and regions are those of the dataset.

    `known` are the leads by number: what left the chain may stand in their rows as it is. A row without a region means
    `region`. Rows with an error are not among the rows.
    """
    sheet = _list_sheet(workbook)
    if sheet is None:
        return LeadSheet(file=workbook.file, rows=(), exported=None, findings=(*workbook.findings, *_not_found(workbook)))
    table, findings = find_table(workbook.file, sheet, LEADS)
    if table is None:
        return LeadSheet(file=workbook.file, rows=(), exported=None, findings=(*workbook.findings, *findings))
    read, found = records(table, LEADS, no_lookup, no_lookup)
    lookups = _Lookups(dataset, known, region)
    rows = []
    for record in read:
        row, wrong = lookups.row(record)
        found += wrong
        if row is not None and record.usable and not _has_error(found, record.row):
            rows.append(row)
    findings = [*workbook.findings, *findings, *found, *_twice(rows, table.columns.get("lead_id", 0))]
    doubled = {one.cell.row for one in findings if one.code == "lead-twice"}
    kept = tuple(row for row in rows if row.cell.row not in doubled)
    return LeadSheet(
        file=workbook.file, rows=kept, exported=_exported(workbook), findings=tuple(bounded(findings)), first_row=table.first_row,
        numbers=frozenset(number for one in read if (number := one.whole("lead_id")) is not None),
    )  # fmt: skip


def _list_sheet(workbook: RawWorkbook) -> RawSheet | None:
    """The sheet called like a list of leads, else the first with a header like one."""
    names = {matching_key(name) for name in (LEADS.zh, LEADS.en, *LEADS.also)}
    beside = {matching_key(EXPORTED.zh), matching_key(EXPORTED.en)}
    sheets = [one for one in workbook.sheets if not is_exempt(one) and matching_key(one.name) not in beside]
    named = next((one for one in sheets if matching_key(one.name) in names), None)
    return named or next((one for one in sheets if header_row(one, LEADS.columns)[1] > 1), None)


def _exported(workbook: RawWorkbook) -> tuple[tuple[int, int], ...] | None:
    names = {matching_key(EXPORTED.zh), matching_key(EXPORTED.en)}
    sheet = next((one for one in workbook.sheets if matching_key(one.name) in names), None)
    table = find_table(workbook.file, sheet, EXPORTED)[0] if sheet else None
    if table is None:
        return None
    read, _ = records(table, EXPORTED, no_lookup, no_lookup)
    pairs = ((one.whole("lead_id"), one.whole("revision")) for one in read)
    return tuple((number, revision) for number, revision in pairs if number is not None and revision is not None)


def _twice(rows: list[LeadRow], column: int) -> list[Finding]:
    """A number that two rows have: nobody can say which of them is meant."""
    first: dict[int, LeadRow] = {}
    found = []
    for row in rows:
        number = row.lead.lead_id
        if number and number in first:
            facts: dict[str, Fact] = {"first": str(replace(first[number].cell, column=column))}
            at = replace(row.cell, column=column)
            found.append(Finding(code="lead-twice", severity=Severity.ERROR, cell=at, value=str(number), facts=facts))
        first.setdefault(number, row)
    return found


def _not_found(workbook: RawWorkbook) -> list[Finding]:
    if not workbook.sheets and workbook.findings:
        return []
    required = [column for column in LEADS.columns if column.required]
    facts: dict[str, Fact] = {
        "columns_zh": tuple(column.zh for column in required), "columns_en": tuple(column.en for column in required),
    }  # fmt: skip
    return [Finding(code="no-header", severity=Severity.ERROR, cell=Cell(file=workbook.file), facts=facts)]


def _has_error(findings: list[Finding], row: int) -> bool:
    return any(one.cell.row == row and one.severity is Severity.ERROR for one in findings)


class _Lookups:
    """How the cells of a row are understood against the data and the leads of now."""

    def __init__(self, dataset: Dataset, known: Mapping[int, Lead], region: str) -> None:
        self._indexes = {chain.chain_id: SegmentIndex(chain.segments) for chain in dataset.chains}
        self._chains = ChainNames(dataset.chains, self._indexes, complete=True)
        self._places = Places(dataset.regions)
        self._known = known
        self._region = region

    def row(self, record: Record) -> tuple[LeadRow | None, list[Finding]]:
        """The row as a lead, None when one of its cells cannot be understood."""
        number = record.whole("lead_id")
        findings: list[Finding] = []
        if number is not None and number not in self._known:
            findings.append(Finding(code="lead-unknown", severity=Severity.ERROR, cell=record.at("lead_id"), value=str(number)))
        known = self._known.get(number or 0)
        slot = self._slot(record, known, findings)
        region = self._landing(record, known, findings)
        if slot is None or region is None or any(one.severity is Severity.ERROR for one in findings):
            return None, findings
        lead = Lead(
            lead_id=number or 0, chain_id=slot[0], segment_id=slot[1], region_id=region,
            status=record.word("status", LeadStatus) or (known.status if known else LeadStatus.LEAD),
            due=record.day("due"), extra=tuple(sorted(record.extra)), company=record.text("company"),
            owner=record.text("owner"), contact=record.text("contact"), next_step=record.text("next_step"),
            notes=record.text("notes"), origin=record.text("origin"),
        )  # fmt: skip
        given = frozenset(record.values) | {f"{FREE}{header}" for header in record.table.headers.values()}
        cell = record.table.at(record.row)
        return LeadRow(cell=cell, lead=lead, given=given, revision=record.whole("revision")), findings

    def _slot(self, record: Record, known: Lead | None, findings: list[Finding]) -> tuple[str, str] | None:
        chain, segment = record.text("chain"), record.text("segment")
        if known and self._is_left(known, chain, segment):
            return known.chain_id, known.segment_id
        chain_id = self._chains.find(chain) if chain else ""
        if chain_id is None:
            findings.append(_wrong(record, "chain", "unknown-chain", self._chains.suggestions(chain)))
            return None
        if chain_id:
            reading = self._indexes[chain_id](SUPPLIERS.column("segment"), segment)
            if reading.problem:
                findings.append(reading.problem.finding(record.at("segment"), segment, LEADS.column("segment").zh))
            return (chain_id, str(reading.value)) if reading.value else None
        hits = across(self._indexes, segment)
        if len(hits) == 1:
            return hits[0]
        if hits:
            facts: dict[str, Fact] = {"segment": segment, "chains": tuple(one for one, _ in hits)}
            problem = Problem("segment-in-several-chains", Severity.ERROR, facts)
            findings.append(problem.finding(record.at("segment"), segment, LEADS.column("segment").zh))
        elif segment:
            found = (name for index in self._indexes.values() for name in index.suggestions(segment))
            findings.append(_wrong(record, "segment", "unknown-segment", tuple(dict.fromkeys(found))[:3], segment=segment))
        return None

    def _is_left(self, known: Lead, chain: str, segment: str) -> bool:
        """Whether the row names a segment as its lead does, that is not in the chain any more: exported as its id."""
        gone = known.chain_id not in self._indexes or self._indexes[known.chain_id].find(known.segment_id) is None
        return gone and segment == known.segment_id and (not chain or self._chains.find(chain) in (known.chain_id, None))

    def _landing(self, record: Record, known: Lead | None, findings: list[Finding]) -> str | None:
        text = record.text("region")
        if not text:
            return known.region_id if known else self._region
        if known and text == known.region_id:
            return text
        reading = self._places(SUPPLIERS.column("place"), text)
        if reading.problem:
            findings.append(reading.problem.finding(record.at("region"), text, LEADS.column("region").zh))
        return None if reading.value is None else str(reading.value)


def _wrong(record: Record, column: str, code: str, nearest: tuple[str, ...], **facts: Fact) -> Finding:
    at, text = record.at(column), record.text(column)
    given: dict[str, Fact] = {"column": LEADS.column(column).zh, "nearest": nearest, **facts}
    return Finding(code=code, severity=Severity.ERROR, cell=at, value=text, facts=given)
