"""Checks across the sheets of one chain, in order: each gives its findings and the chain without what it refuses.

So analysis always gets valid data. What a check refuses because rows are missing that other findings name already is
taken out without a further finding (`Draft.complete`).
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from chainmap.intake.bad_cells import with_left_out
from chainmap.intake.content import shown
from chainmap.intake.cycles import components, path
from chainmap.intake.header import Table
from chainmap.model.chain import Dependency, Segment
from chainmap.model.finding import Cell, Fact, Finding, Severity
from chainmap.model.names import clean

LEAST_OWN_SHARE = 0.01  # what a segment with inputs must leave for itself
_EXACT = 1e-6  # shares are typed with few digits


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """Segments and dependencies as they stand in the sheets, before the checks."""

    segments: tuple[Segment, ...]
    dependencies: tuple[Dependency, ...]
    segment_table: Table | None
    dependency_table: Table | None
    complete: bool  # no row of the two sheets is left out

    def name(self, segment_id: str) -> str:
        """How the segment is called in a finding."""
        return next((one.name_zh for one in self.segments if one.segment_id == segment_id), segment_id)

    def segment_cell(self, segment: Segment, column: str) -> Cell:
        """The cell of a column in the segment's row."""
        return self.segment_table.at(segment.cell.row, column) if self.segment_table else segment.cell

    def dependency_cell(self, dependency: Dependency, column: str) -> Cell:
        """The cell of a column in the dependency's row."""
        return self.dependency_table.at(dependency.cell.row, column) if self.dependency_table else dependency.cell

    def inputs(self) -> dict[str, list[Dependency]]:
        """The dependencies of every segment that has inputs."""
        found: dict[str, list[Dependency]] = defaultdict(list)
        for dependency in self.dependencies:
            found[dependency.downstream].append(dependency)
        return found

    def users(self) -> dict[str, list[str]]:
        """The users of every segment."""
        found: dict[str, list[str]] = {segment.segment_id: [] for segment in self.segments}
        for dependency in self.dependencies:
            found[dependency.upstream].append(dependency.downstream)
        return found


Outcome = tuple[Draft, list[Finding]]


def checked(draft: Draft) -> Outcome:
    """The chain without what the checks refuse, and the findings of all of them."""
    findings: list[Finding] = []
    for check in CHECKS:
        draft, found = check(draft)
        findings += found
    return draft, findings


def no_self_dependency(draft: Draft) -> Outcome:
    """A segment is no input of itself."""
    wrong = [one for one in draft.dependencies if one.upstream == one.downstream]
    findings = [
        with_left_out(_error("self-dependency", draft.dependency_cell(one, "downstream"), draft.name(one.upstream)), 1)
        for one in wrong
    ]
    return _without(draft, wrong, by_mistake=True), findings


def no_repeated_dependency(draft: Draft) -> Outcome:
    """A pair of segments depends once; a repeated row does not count."""
    first: dict[tuple[str, str], Dependency] = {}
    wrong = [one for one in draft.dependencies if first.setdefault((one.upstream, one.downstream), one) is not one]
    findings = []
    for one in wrong:
        facts: dict[str, Fact] = {
            "upstream": draft.name(one.upstream), "downstream": draft.name(one.downstream),
            "first": str(draft.dependency_cell(first[one.upstream, one.downstream], "upstream")), "left_out": 1,
        }  # fmt: skip
        at = draft.dependency_cell(one, "upstream")
        findings.append(
            Finding(code="repeated-dependency", severity=Severity.WARNING, cell=at, value=draft.name(one.upstream), facts=facts)
        )
    return _without(draft, wrong, by_mistake=True), findings


def no_closed_loop(draft: Draft) -> Outcome:
    """Every segment reaches an end segment. Of a loop that does not, the outputs of one segment are left out."""
    users = draft.users()
    wrong: list[Dependency] = []
    findings = []
    for component in components(users):
        members = set(component)
        if len(component) < 2 or any(user not in members for one in component for user in users[one]):
            continue
        circle, last = _circle(draft, members)
        cut = [one for one in draft.dependencies if one.upstream == last.upstream]
        wrong += cut
        if draft.complete:
            findings.append(with_left_out(_on_circle("closed-loop", Severity.ERROR, draft, circle, last), len(cut)))
    looped = _without(draft, wrong, by_mistake=bool(wrong))
    return looped, findings + _cycles(looped, {one.downstream for one in wrong} | {one.upstream for one in wrong})


def _cycles(draft: Draft, said: set[str]) -> list[Finding]:
    """Cycles are allowed; each is named once, unless it is part of a closed loop that is named already."""
    findings = []
    for component in components(draft.users()):
        if len(component) > 1 and not said.intersection(component):
            circle, last = _circle(draft, set(component))
            findings.append(_on_circle("cycle", Severity.WARNING, draft, circle, last))
    return findings


def _circle(draft: Draft, members: set[str]) -> tuple[tuple[str, ...], Dependency]:
    """The shortest way round through the last row of the component, and that row."""
    inner = [one for one in draft.dependencies if one.upstream in members and one.downstream in members]
    last = max(inner, key=lambda one: one.cell.row)
    users: dict[str, list[str]] = {member: [] for member in members}
    for one in inner:
        users[one.upstream].append(one.downstream)
    return (last.upstream, *path(users, last.downstream, last.upstream)), last


def _on_circle(code: str, severity: Severity, draft: Draft, circle: tuple[str, ...], last: Dependency) -> Finding:
    facts: dict[str, Fact] = {"path": " → ".join(draft.name(one) for one in circle), "segments": circle[:-1]}
    at = draft.dependency_cell(last, "upstream")
    return Finding(code=code, severity=severity, cell=at, value=draft.name(last.upstream), facts=facts)


def equal_group_shares(draft: Draft) -> Outcome:
    """The share of a substitute group is written once, or alike on several of its rows."""
    findings, unequal = [], set()
    for key, group in _groups(draft):
        given = [one for one in group if one.input_share is not None]
        other = next((one for one in given if abs((one.input_share or 0.0) - (given[0].input_share or 0.0)) > _EXACT), None)
        if other is not None:
            unequal.add(key)
            facts: dict[str, Fact] = {
                "group": other.substitute_group, "segment": draft.name(other.downstream), "other": _shares(given[:1]),
                "first": str(draft.dependency_cell(given[0], "input_share")),
            }  # fmt: skip
            findings.append(
                _error("unequal-group-shares", draft.dependency_cell(other, "input_share"), _shares([other]), **facts)
            )
    kept = tuple(replace(one, input_share=None) if _group_of(one) in unequal else one for one in draft.dependencies)
    return replace(draft, dependencies=kept), findings


def agreeing_essential(draft: Draft) -> Outcome:
    """The rows of a substitute group say the same of 必需; else it is unknown."""
    findings, unknown = [], set()
    for key, group in _groups(draft):
        given = [one for one in group if one.essential is not None]
        other = next((one for one in given if one.essential is not given[0].essential), None)
        if other is not None:
            unknown.add(key)
            facts: dict[str, Fact] = {
                "group": other.substitute_group, "segment": draft.name(other.downstream),
                "first": str(draft.dependency_cell(given[0], "essential")),
            }  # fmt: skip
            at = draft.dependency_cell(other, "essential")
            findings.append(Finding(code="essential-disagrees", severity=Severity.WARNING, cell=at, facts=facts))
    kept = tuple(replace(one, essential=None) if _group_of(one) in unknown else one for one in draft.dependencies)
    return replace(draft, dependencies=kept), findings


def shares_add_up(draft: Draft) -> Outcome:
    """METHOD section 3: what is given leaves room for the rest, and adds up to 1 where there is no rest."""
    inputs = draft.inputs()
    findings, refused = [], set()
    for segment in draft.segments:
        found = _share_problem(draft, segment, inputs.get(segment.segment_id, []))
        if found is not None:
            refused.add(segment.segment_id)
            if draft.complete or found.code == "share-sum-above":
                findings.append(found)
    segments = tuple(replace(one, own_share=None) if one.segment_id in refused else one for one in draft.segments)
    kept = tuple(replace(one, input_share=None) if one.downstream in refused else one for one in draft.dependencies)
    return replace(draft, segments=segments, dependencies=kept), findings


def _share_problem(draft: Draft, segment: Segment, inputs: list[Dependency]) -> Finding | None:
    own = segment.own_share
    at = draft.segment_cell(segment, "own_share")
    if not inputs:
        alone = own is None or own >= 1 - _EXACT
        return None if alone else _error("own-share-without-inputs", at, shown(own or 0.0), segment=segment.name_zh)
    if own is not None and own >= 1 - _EXACT:
        return _error("own-share-with-inputs", at, shown(own), segment=segment.name_zh)
    shares = {_group_of(one): one for one in inputs if one.input_share is not None}
    total = sum(one.input_share for one in shares.values() if one.input_share is not None)
    last = draft.dependency_cell(max(shares.values(), key=lambda one: one.cell.row), "input_share") if shares else at
    everything = own is not None and len(shares) == len({_group_of(one) for one in inputs})
    if total + (own or LEAST_OWN_SHARE) > 1 + _EXACT:
        facts: dict[str, Fact] = {
            "segment": segment.name_zh,
            "sum": shown(total + (own or 0.0)),
            "own": shown(own or LEAST_OWN_SHARE),
        }
        return _error("share-sum-above", last, shown(total), **facts)
    if everything and total + (own or 0.0) < 1 - _EXACT:
        return _error(
            "share-sum-below",
            last,
            shown(total),
            segment=segment.name_zh,
            sum=shown(total + (own or 0.0)),
            own=shown(own or 0.0),
        )
    return None


def some_final_weight(draft: Draft) -> Outcome:
    """Final weights, once given, are not all zero."""
    given = [one for one in draft.segments if one.final_weight is not None]
    if not given or any(one.final_weight for one in given):
        return draft, []
    found = _error("final-weights-zero", draft.segment_cell(given[0], "final_weight"), "0") if draft.complete else None
    segments = tuple(replace(one, final_weight=None) for one in draft.segments)
    return replace(draft, segments=segments), [found] if found else []


def demand_with_unit(draft: Draft) -> Outcome:
    """A demand has a unit, else no capacity can be held against it."""
    findings = [
        Finding(
            code="demand-without-unit", severity=Severity.WARNING, cell=draft.segment_cell(one, "demand"), value=shown(one.demand)
        )
        for one in draft.segments
        if one.demand is not None and not one.demand_unit
    ]
    return draft, findings


def ordered_rates(draft: Draft) -> Outcome:
    """A domestic rate has two ends, the lower first, and a source; a missing end is 0 or 1."""
    findings: list[Finding] = []
    segments = []
    for one in draft.segments:
        lo, hi = one.domestic_rate_lo, one.domestic_rate_hi
        column = "domestic_rate_lo" if lo is not None else "domestic_rate_hi"
        if lo is not None and hi is not None and lo > hi:
            findings.append(_error("rate-ends-swapped", draft.segment_cell(one, "domestic_rate_lo"), shown(lo), other=shown(hi)))
            lo = hi = None
        elif (lo is None) != (hi is None):
            at = draft.segment_cell(one, column)
            value = shown(lo if lo is not None else hi if hi is not None else 0.0)
            findings.append(Finding(code="rate-one-end", severity=Severity.WARNING, cell=at, value=value))
            lo, hi = (0.0 if lo is None else lo), (1.0 if hi is None else hi)
        elif lo is not None and hi is not None and not one.domestic_rate_source:
            at = draft.segment_cell(one, column)
            findings.append(Finding(code="rate-without-source", severity=Severity.WARNING, cell=at, value=shown(lo)))
        segments.append(replace(one, domestic_rate_lo=lo, domestic_rate_hi=hi))
    return replace(draft, segments=tuple(segments)), findings


def one_english_group_name(draft: Draft) -> Outcome:
    """A group has one English name; where its rows give several, the first holds."""
    first: dict[str, Segment] = {}
    findings = []
    for one in draft.segments:
        if not (one.group and one.group_en):
            continue
        known = first.setdefault(one.group, one)
        if clean(known.group_en).casefold() != clean(one.group_en).casefold():
            facts: dict[str, Fact] = {
                "group": one.group, "used": known.group_en, "first": str(draft.segment_cell(known, "group_en")),
            }  # fmt: skip
            at = draft.segment_cell(one, "group_en")
            findings.append(
                Finding(code="group-names-differ", severity=Severity.WARNING, cell=at, value=one.group_en, facts=facts)
            )
    return draft, findings


CHECKS: tuple[Callable[[Draft], Outcome], ...] = (
    no_self_dependency,
    no_repeated_dependency,
    no_closed_loop,
    equal_group_shares,
    agreeing_essential,
    shares_add_up,
    some_final_weight,
    demand_with_unit,
    ordered_rates,
    one_english_group_name,
)


def _without(draft: Draft, wrong: Iterable[Dependency], *, by_mistake: bool) -> Draft:
    rows = {one.cell.row for one in wrong}
    kept = tuple(one for one in draft.dependencies if one.cell.row not in rows)
    return replace(draft, dependencies=kept, complete=draft.complete and not (rows and by_mistake))


def _group_of(dependency: Dependency) -> tuple[str, str, bool]:
    """What shares one share: a substitute group of a user, or one input."""
    grouped = dependency.substitute_group is not None
    return (
        dependency.downstream,
        clean(dependency.substitute_group or "").casefold() if grouped else dependency.upstream,
        grouped,
    )


def _groups(draft: Draft) -> list[tuple[tuple[str, str, bool], list[Dependency]]]:
    found: dict[tuple[str, str, bool], list[Dependency]] = defaultdict(list)
    for dependency in draft.dependencies:
        found[_group_of(dependency)].append(dependency)
    return [(key, group) for key, group in found.items() if len(group) > 1]


def _shares(of: list[Dependency]) -> str:
    return "".join(shown(one.input_share) for one in of if one.input_share is not None)


def _error(code: str, cell: Cell, value: str, **facts: Fact) -> Finding:
    return Finding(code=code, severity=Severity.ERROR, cell=cell, value=value, facts=facts)
