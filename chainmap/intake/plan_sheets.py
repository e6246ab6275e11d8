"""plan.xlsx → Plan: goals, clauses and clusters, with their chains and segments looked up."""

from collections.abc import Iterable, Iterator, Mapping

from chainmap.intake.bad_cells import bounded
from chainmap.intake.columns import CLAUSES, CLUSTERS, GOALS, PLAN_WORKBOOK
from chainmap.intake.header import find_sheets, find_table
from chainmap.intake.names import nearest
from chainmap.intake.records import Record, records
from chainmap.intake.regions import Places
from chainmap.intake.segments import SegmentIndex, across
from chainmap.intake.spreadsheet import RawWorkbook
from chainmap.intake.values import Reading
from chainmap.model.chain import Chain
from chainmap.model.finding import Fact, Finding, Severity
from chainmap.model.names import clean, matching_key
from chainmap.model.plan import Clause, Cluster, Goal, Plan
from chainmap.model.vocabulary import PolicyAction


class ChainNames:
    """Chains by id or name, with the segment index of each."""

    def __init__(self, chains: Iterable[Chain], indexes: Mapping[str, SegmentIndex], *, complete: bool) -> None:
        """`complete` False: some workbook gave no chain, so that an unknown name may be its."""
        self.indexes = dict(indexes)
        self.complete = complete
        self._by_key: dict[str, str] = {matching_key(chain_id): chain_id for chain_id in indexes}
        self._written: dict[str, str] = {matching_key(chain_id): chain_id for chain_id in indexes}
        for chain in chains:
            for name in filter(None, (chain.name_zh, chain.name_en)):
                self._by_key.setdefault(matching_key(name), chain.chain_id)
                self._written.setdefault(matching_key(name), name)
                self._by_key[matching_key(f"{name} ({chain.chain_id})")] = chain.chain_id  # as lists write one of two of a name

    def find(self, text: str) -> str | None:
        """The id of a chain that is written like this, or None."""
        return self._by_key.get(matching_key(text))

    def suggestions(self, text: str) -> tuple[str, ...]:
        """Names of chains that are written like `text`, best first."""
        return nearest(text, self._written)


def read_plan(workbook: RawWorkbook, places: Places, chains: ChainNames) -> tuple[Plan, tuple[Finding, ...]]:
    """The plan; rows without what they need are left out, references that lead nowhere are findings and dropped."""
    sheets, findings = find_sheets(workbook, PLAN_WORKBOOK)
    rows: dict[str, list[Record]] = {}
    for sheet_format in PLAN_WORKBOOK:
        rows[sheet_format.name] = []
        if sheet_format.name in sheets:
            table, found = find_table(workbook.file, sheets[sheet_format.name], sheet_format)
            findings += found
            if table is not None:
                read, found = records(table, sheet_format, places, _as_written)
                rows[sheet_format.name] = [one for one in read if one.usable]
                findings += found
    clauses = [_clause(row, chains, findings) for row in rows[CLAUSES.name]]
    clusters = [_cluster(row, chains, findings) for row in rows[CLUSTERS.name]]
    goals = tuple(_goal(row) for row in rows[GOALS.name])
    findings += [found for row in rows[GOALS.name] for found in (*_percents(row), *_days(row))]
    plan = Plan(goals=goals, clauses=tuple(clauses), clusters=tuple(clusters), file=workbook.file)
    return plan, tuple(bounded(findings))


def _as_written(column: object, text: str) -> Reading:
    """Segments of a clause are looked up after its chain is."""
    return Reading(text)


_TOLD = ("target", "start", "due", "current", "as_of")  # what progress is told from


def _goal(row: Record) -> Goal:
    return Goal(
        goal_id=row.text("goal_id"),
        name_zh=row.text("name_zh"),
        name_en=row.text("name_en"),
        target=row.number("target"),
        unit=row.text("unit"),
        unit_en=row.text("unit_en"),
        start=row.day("start"),
        due=row.day("due"),
        current=row.number("current"),
        source=row.text("source"),
        as_of=row.day("as_of"),
        note=row.text("note"),
        cell=row.at("goal_id"),
        cells=tuple((name, row.at(name)) for name in _TOLD if name in row.table.columns),
        unread=tuple((name, row.written(name)) for name in ("target", "current") if name in row.lost),
    )


def _percents(row: Record) -> Iterator[Finding]:
    """A cell that Excel shows as 70% holds 0.7: beside the unit % it may mean either."""
    if clean(row.text("unit")) != "%":
        return
    for name in ("target", "current"):
        number = row.number(name)
        if number is not None and 0 < abs(number) < 1:
            text = f"{number:.6g}"
            facts: dict[str, Fact] = {"column": row.table.headers[row.table.columns[name]], "percent": f"{number * 100:.6g}"}
            yield Finding(code="share-in-percent", severity=Severity.WARNING, cell=row.at(name), value=text, facts=facts)


def _days(row: Record) -> Iterator[Finding]:
    """A goal that begins on the day it is due or later has no time that could go by."""
    start, due = row.day("start"), row.day("due")
    if start is not None and due is not None and start >= due:
        facts: dict[str, Fact] = {"due": due.isoformat(), "other": str(row.at("due"))}
        yield Finding(
            code="goal-starts-late", severity=Severity.WARNING, cell=row.at("start"), value=start.isoformat(), facts=facts
        )


def _clause(row: Record, chains: ChainNames, findings: list[Finding]) -> Clause:
    chain_id = _chain_id(row, chains, findings)
    segments = [] if row.text("chain") and chain_id is None else _segments(row, chain_id, chains, findings)
    return Clause(
        section=row.text("section"),
        text=row.text("text"),
        action=row.word("action", PolicyAction) or PolicyAction.NONE,
        chain_id=chain_id,
        segments=tuple(dict.fromkeys(segments)),
        note=row.text("note"),
        cell=row.at("section"),
    )


def _cluster(row: Record, chains: ChainNames, findings: list[Finding]) -> Cluster:
    return Cluster(
        name=row.text("name"),
        place=row.written("place"),
        region_id=row.text("place") or None,
        chain_id=_chain_id(row, chains, findings),
        note=row.text("note"),
        cell=row.at("name"),
    )


def _chain_id(row: Record, chains: ChainNames, findings: list[Finding]) -> str | None:
    text = row.text("chain")
    if not text or (found := chains.find(text)):
        return found if text else None
    if chains.complete:
        facts: dict[str, Fact] = {"nearest": chains.suggestions(text)}
        findings.append(Finding(code="unknown-chain", severity=Severity.ERROR, cell=row.at("chain"), value=text, facts=facts))
    return None


def _segments(row: Record, chain_id: str | None, chains: ChainNames, findings: list[Finding]) -> list[str]:
    """Segment ids of the clause's chain; without a chain `chain/segment`, a bare id standing where only one chain has it."""
    found: list[str] = []
    for text in row.several("segments"):
        indexes = {chain_id: chains.indexes[chain_id]} if chain_id is not None else chains.indexes
        hits = across(indexes, text)
        if len(hits) == 1:
            found.append(hits[0][1] if chain_id is not None else f"{hits[0][0]}/{hits[0][1]}")
        elif hits:
            facts: dict[str, Fact] = {"segment": text, "chains": tuple(one for one, _ in hits)}
            at = row.at("segments")
            findings.append(Finding(code="segment-in-several-chains", severity=Severity.ERROR, cell=at, value=text, facts=facts))
        elif not any(index.is_withheld(text) for index in indexes.values()):
            near = [name for index in indexes.values() for name in index.suggestions(text)]
            facts = {"segment": text, "nearest": tuple(near[:3])}
            findings.append(
                Finding(code="unknown-segment", severity=Severity.ERROR, cell=row.at("segments"), value=text, facts=facts)
            )
    return found
