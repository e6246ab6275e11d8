"""What filling a segment costs, from any spreadsheet: a column of segments and one of costs, and perhaps one of chains.

The list of gaps as it is downloaded will do, with a column 成本 added to it.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from chainmap.intake.columns import CHAIN_COLUMN, Column, Kind, SheetFormat
from chainmap.intake.content import Content, as_text, is_blank
from chainmap.intake.header import Table, find_table, header_row, is_exempt
from chainmap.intake.plan_sheets import ChainNames
from chainmap.intake.segments import SegmentIndex, across
from chainmap.intake.spreadsheet import RawWorkbook, read_files
from chainmap.intake.values import Problem, Reading, read
from chainmap.model.dataset import Dataset
from chainmap.model.finding import Cell, Fact, Finding, Severity

Slot = tuple[str, str]  # (chain_id, segment_id)

COSTS = SheetFormat(
    name="costs", zh="成本", en="Costs",
    columns=(
        Column(name="segment", zh="环节", en="segment", kind=Kind.SEGMENT, required=True, also=("环节名称", "环节编号")),
        Column(name="cost", zh="成本", en="cost", kind=Kind.NUMBER, required=True, minimum=0, also=("费用", "投入")),
        CHAIN_COLUMN,
    ),
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class CostsRead:
    """Costs per segment; a blank cost says nothing. Where a row cannot be read a finding names its cell."""

    costs: Mapping[Slot, float]
    findings: tuple[Finding, ...]


def load_costs(name: str, content: bytes, context: Dataset) -> CostsRead:
    """The costs in a file, against the chains of the context. A segment that stands twice is a finding; the first counts."""
    workbook = read_files({name: content})[name]
    table, findings = _table(workbook)
    if table is None:
        return CostsRead(costs={}, findings=(*workbook.findings, *findings))
    rows = _Rows(context)
    costs: dict[Slot, float] = {}
    columns = {one: table.contents(table.columns[one]) for one in ("segment", "cost", "chain") if one in table.columns}
    if {"segment", "cost"} <= set(columns):
        for at, (segment, cost) in enumerate(zip(columns["segment"], columns["cost"], strict=True)):
            if not is_blank(segment) and not is_blank(cost):
                chain = columns["chain"][at] if "chain" in columns else None
                findings += rows.take(table, at, (segment, cost, chain), costs)
    if not costs and not findings:
        findings = [Finding(code="no-costs", severity=Severity.WARNING, cell=table.at(table.header_row))]
    return CostsRead(costs=costs, findings=(*workbook.findings, *sorted(findings, key=lambda one: one.order)))


def _table(workbook: RawWorkbook) -> tuple[Table | None, list[Finding]]:
    """The first sheet with a header of ours; where none has one, what is missing."""
    sheets = [sheet for sheet in workbook.sheets if not is_exempt(sheet)]
    best = max(sheets, key=lambda sheet: header_row(sheet, COSTS.columns)[1], default=None)
    if best is None:
        return None, []
    return find_table(workbook.file, best, COSTS)


class _Rows:
    """Reads rows against the chains of a dataset."""

    def __init__(self, context: Dataset) -> None:
        self._indexes = {chain.chain_id: SegmentIndex(chain.segments) for chain in context.chains}
        self._chains = ChainNames(context.chains, self._indexes, complete=True)

    def take(self, table: Table, at: int, row: tuple[Content, Content, Content], costs: dict[Slot, float]) -> list[Finding]:
        """Adds the row to the costs, or says what is wrong with it."""
        segment, cost, chain = row
        slot, problem = self._slot(segment, chain)
        value = read(COSTS.column("cost"), cost, _unused, _unused)
        cells = {name: table.at(table.first_row + at, name) for name in ("segment", "cost")}
        found = [
            one.finding(cells[name], content, COSTS.column(name).zh)
            for name, content, one in (("segment", segment, problem), ("cost", cost, value.problem))
            if one is not None
        ]
        if slot is not None and isinstance(value.value, float | int):
            if slot in costs:
                found.append(_twice(cells["segment"], segment))
            else:
                costs[slot] = float(value.value)
        return found

    def _slot(self, segment: Content, chain: Content) -> tuple[Slot | None, Problem | None]:
        text = as_text(segment)
        named = self._chains.find(as_text(chain)) if not is_blank(chain) else None
        hits = [slot for slot in across(self._indexes, text) if named is None or slot[0] == named]
        if len(hits) == 1:
            return hits[0], None
        if hits:
            chains: dict[str, Fact] = {"segment": text, "chains": tuple(chain_id for chain_id, _segment_id in hits)}
            return None, Problem("segment-in-several-chains", Severity.ERROR, chains)
        indexes = [self._indexes[named]] if named else list(self._indexes.values())
        return None, Problem(
            "unknown-segment",
            Severity.ERROR,
            {"segment": text},
            lambda: tuple(dict.fromkeys(name for index in indexes for name in index.suggestions(text)))[:3],
        )


def _twice(cell: Cell, segment: Content) -> Finding:
    return Finding(code="duplicate-cost", severity=Severity.WARNING, cell=cell, value=as_text(segment))


def _unused(_column: Column, _text: str) -> Reading:
    return Reading()
