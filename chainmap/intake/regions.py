"""The region table, and the reading of places: every written place is resolved once."""

from collections.abc import Iterable
from dataclasses import replace

from chainmap.intake.bad_cells import bounded
from chainmap.intake.columns import REGIONS, Column
from chainmap.intake.content import pieces
from chainmap.intake.header import find_sheets, find_table
from chainmap.intake.names import nearest
from chainmap.intake.records import Record, no_lookup, records
from chainmap.intake.spreadsheet import RawWorkbook
from chainmap.intake.values import Problem, Reading
from chainmap.model.alias import Alias, AliasKind, Answer
from chainmap.model.finding import Fact, Finding, Severity
from chainmap.model.names import matching_key
from chainmap.model.region import Region, RegionTree
from chainmap.model.vocabulary import NOT_CHECKED, RegionLevel

_NOT_CHECKED = frozenset(map(matching_key, NOT_CHECKED))
UNCHECKED = "-"  # what a 核查范围 that says "nobody looked" is read as; no region has this id


def read_regions(workbook: RawWorkbook) -> tuple[RegionTree | None, tuple[Finding, ...]]:
    """The region tree of a workbook, None when it holds no region; and what is wrong with it.

    What is wrong in a row never takes the row's region away unless it has no id: a region that is missing would make
    hundreds of places unknown. A parent that is not there or lies in the region itself is dropped.
    """
    sheets, findings = find_sheets(workbook, (REGIONS,))
    if REGIONS.name not in sheets:
        return None, tuple(findings)
    table, found = find_table(workbook.file, sheets[REGIONS.name], REGIONS)
    findings += found
    if table is None:
        return None, tuple(findings)
    rows, found = records(table, REGIONS, no_lookup, no_lookup, kept=True)
    findings += found
    regions, found = _linked(*_distinct(rows))
    findings += found
    return (RegionTree(tuple(regions)) if regions else None), tuple(bounded(findings))


def _distinct(rows: list[Record]) -> tuple[dict[str, Record], int, list[Finding]]:
    """(id → row, number of ids that are lost, findings). A second row with an id is kept under one of its own."""
    distinct: dict[str, Record] = {}
    findings: list[Finding] = []
    lost = 0
    for record in rows:
        region_id = record.text("region_id")
        if region_id in distinct:
            facts: dict[str, Fact] = {"first": str(distinct[region_id].at("region_id"))}
            at = record.at("region_id")
            findings.append(Finding(code="duplicate-region", severity=Severity.ERROR, cell=at, value=region_id, facts=facts))
        if not region_id or region_id in distinct:
            lost += 1
            region_id = f"row-{record.row}"
        distinct[region_id] = record
    return distinct, lost, findings


def _linked(rows: dict[str, Record], lost: int, findings: list[Finding]) -> tuple[list[Region], list[Finding]]:
    by_key = {matching_key(record.text("name_zh")): region_id for region_id, record in rows.items()}
    by_key |= {matching_key(region_id): region_id for region_id in rows}
    unknown: list[Finding] = []
    regions = [_region(region_id, record, by_key, unknown) for region_id, record in rows.items()]
    # Ids that are lost are missed elsewhere: as many unknown ones as there are lost ones are not said again.
    if len({matching_key(finding.value) for finding in unknown}) > lost:
        findings += unknown
    regions, cycles = _without_cycles(regions, rows)
    return regions, [*findings, *cycles, *_shared_aliases(regions, rows)]


def _region(region_id: str, record: Record, by_key: dict[str, str], unknown: list[Finding]) -> Region:
    def known(column: str, written: str) -> str | None:
        found = by_key.get(matching_key(written))
        if found is None:
            facts: dict[str, Fact] = {"nearest": nearest(written, {key: one for key, one in by_key.items() if key})}
            unknown.append(
                Finding(code=f"unknown-{column}", severity=Severity.ERROR, cell=record.at(column), value=written, facts=facts)
            )
        return found

    parent = known("parent", record.text("parent")) if record.text("parent") else None
    overlaps = [known("overlaps", one) for one in pieces(record.text("overlaps"))]
    return Region(
        region_id=region_id,
        name_zh=record.text("name_zh") or region_id,
        name_en=record.text("name_en"),
        parent=parent,
        level=record.word("level", RegionLevel) or RegionLevel.AREA,
        overlaps=tuple(one for one in overlaps if one and one != region_id),
        aliases=pieces(record.text("aliases")),
        cell=record.at("region_id"),
    )


def _without_cycles(regions: list[Region], rows: dict[str, Record]) -> tuple[list[Region], list[Finding]]:
    """The regions with one parent of every circle dropped, and one finding per circle."""
    parents = {region.region_id: region.parent for region in regions}
    findings: list[Finding] = []
    for start in parents:
        path = [start]
        while (parent := parents[path[-1]]) is not None and parent not in path:
            path.append(parent)
        if parent is not None:
            circle = path[path.index(parent) :]
            last = max(circle, key=lambda region_id: rows[region_id].row)
            facts: dict[str, Fact] = {"regions": (*circle, circle[0])}
            at = rows[last].at("parent")
            findings.append(
                Finding(code="region-cycle", severity=Severity.ERROR, cell=at, value=rows[last].text("parent"), facts=facts)
            )
            parents[last] = None
    return [replace(region, parent=parents[region.region_id]) for region in regions], findings


def _shared_aliases(regions: list[Region], rows: dict[str, Record]) -> list[Finding]:
    owner: dict[str, Region] = {}
    findings: list[Finding] = []
    for region in regions:
        own = {matching_key(name): name for name in (region.name_zh, region.name_en, *region.aliases) if name.strip()}
        for key, name in own.items():
            first = owner.setdefault(key, region)
            if first is not region:
                facts: dict[str, Fact] = {"first": first.name_zh, "first_cell": str(first.cell)}
                column = "aliases" if name in region.aliases else "name_zh"
                at = rows[region.region_id].at(column)
                findings.append(Finding(code="shared-alias", severity=Severity.WARNING, cell=at, value=name, facts=facts))
    return findings


class Places:
    """Reads written places into region ids, each distinct one once. The rules differ by column:

    a place may be an address that contains a region; 核查范围 must be a whole name, since a gap is claimed there;
    控制国 should lie in a country, or be one. What a person decided about a spelling holds where the table does not
    know it.
    """

    def __init__(self, tree: RegionTree | None, decisions: Iterable[Alias] = ()) -> None:
        """Without a tree no place is readable, and nothing is said of it: the file is missing, not the places."""
        self._tree = tree
        self._decided = {
            matching_key(one.written): one.target
            for one in decisions
            if one.kind is AliasKind.PLACE and one.answer is Answer.SAME and tree is not None and one.target in tree
        }
        self._whole: dict[str, str] = {}
        self._written: dict[str, str] = {}
        self._read: dict[str, str | None] = {}
        for region in tree.regions if tree else ():
            for name in (region.name_zh, region.region_id, region.name_en, *region.aliases):
                if key := matching_key(name.lstrip("=")):
                    self._whole.setdefault(key, region.region_id)
                    self._written.setdefault(key, name.lstrip("="))

    def __call__(self, column: Column, text: str) -> Reading:
        """The region that a cell of this column means."""
        if self._tree is None:
            return Reading(None, None, lost=True)
        match column.name:
            case "checked":
                return self._checked(text)
            case "control_country":
                return self._country(self._tree, text)
            case _:
                found = self._resolved(self._tree, text)
                return Reading(found) if found else self._unknown("unknown-place", text)

    def suggestions(self, text: str) -> tuple[str, ...]:
        """Names of regions that are written like `text`, best first."""
        return nearest(text, self._written)

    def _checked(self, text: str) -> Reading:
        if matching_key(text) in _NOT_CHECKED:
            return Reading(UNCHECKED)
        found = self._whole.get(matching_key(text))
        return Reading(found) if found else self._unknown("unknown-checked-region", text)

    def _country(self, tree: RegionTree, text: str) -> Reading:
        found = self._resolved(tree, text)
        if not found:
            return self._unknown("unknown-country", text)
        if tree.home_country(found) is None:
            return Reading(found, Problem("not-a-country", Severity.WARNING, {"region": tree[found].name_zh}))
        return Reading(found)

    def _resolved(self, tree: RegionTree, text: str) -> str | None:
        if text not in self._read:
            self._read[text] = tree.resolve(text) or self._decided.get(matching_key(text))
        return self._read[text]

    def _unknown(self, code: str, text: str) -> Reading:
        return Reading(None, Problem(code, Severity.ERROR, {}, lambda: self.suggestions(text)), lost=True)
