"""What changed since the version before, chain by chain, and its main cause: a company, a check, the definition, the method."""

from collections.abc import Iterator
from dataclasses import dataclass

from chainmap.analysis.contributions import MemberKind
from chainmap.analysis.decomposition import Cause, Split
from chainmap.present.change import Change
from chainmap.present.contribution_table import SCORES, STILL, member_name, rows_of
from chainmap.present.html_table import PLACE, around, figure
from chainmap.present.markup import Markup, element
from chainmap.present.numbers import listed, percent_points
from chainmap.present.unmoved import moved_elsewhere, unmoved_names
from chainmap.present.view import View

_NAMED = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Since:
    """The version before: its name, what changed from it, and the event that opens the comparison.

    Without `change` it cannot be compared: it lacks the region.
    """

    name: str
    change: Change | None
    event: str


def since_line(view: View, since: Since, chain_id: str) -> Markup | None:
    """One chain in a line: by how much each score moved, and through what most; None when none did."""
    if since.change is None or chain_id not in _moving(view, since.change):
        return None
    return around(_sentence(view, since.change, chain_id, PLACE), figure(since.name, since.event))


def since_context(view: View, since: Since) -> Markup:
    """The version before, and in how many chains a score is another; a click opens the comparison."""
    if since.change is None:
        return element("span", view.say("since.no-region"))
    number = len(_moving(view, since.change))
    if number:
        told = view.say("since.context", name=PLACE, count=number)
    else:
        told = view.say("since.context-none", name=PLACE)
        if elsewhere := len(list(moved_elsewhere(view, since.change))):
            told += view.say("since.elsewhere", count=elsewhere)
    return element("span", around(told, figure(since.name, since.event)))


def since_sentences(view: View, since: Since | None) -> list[str]:
    """The same as text, for every chain of the view; that nothing changed yet at the first version; none of a folder."""
    if since is None:
        return [view.say("change.first-version")] if view.assessment.version else []
    change = since.change
    if change is None:
        return [view.say("since.no-region")]
    return [
        view.say("since.of-chain", chain=view.chain(chain.chain), text=_sentence(view, change, chain.chain.chain_id, since.name))
        for chain in view.assessment.chains
    ]


def _moving(view: View, change: Change) -> list[str]:
    """Chains of the view with a score that is another at either end, or that the version before did not have."""
    still = {one.chain_id for one in change.splits if one.score in SCORES and not any(abs(end) > STILL for end in one.change)}
    moved = {one.chain_id for one in change.splits if one.score in SCORES and any(abs(end) > STILL for end in one.change)}
    return [chain.chain.chain_id for chain in view.assessment.chains if chain.chain.chain_id not in still - moved]


def _sentence(view: View, change: Change, chain_id: str, name: str) -> str:
    splits = [one for one in change.splits if one.chain_id == chain_id and one.score in SCORES]
    if not splits:
        return view.say("since.new-chain", name=name)
    if not any(abs(end) > STILL for one in splits for end in one.change):
        return view.say("since.unchanged", name=name, **unmoved_names(view))
    moved = sorted(splits, key=lambda one: SCORES.index(one.score))
    told = tuple(view.say("since.score", score=view.word(one.score), change=_moved(view, one)) for one in moved)
    return view.say("since.changed", name=name, changes=told, cause=_main_cause(view, change, chain_id, moved))


def _moved(view: View, one: Split) -> str:
    lo, hi = (0.0 if abs(end) < STILL else end for end in one.change)
    if lo or not hi:
        return percent_points(lo)
    return view.say("compare.upper", change=percent_points(hi))


def _main_cause(view: View, change: Change, chain_id: str, splits: list[Split]) -> str:
    """The largest part of the score that moved most, on what is established; on the upper end where only that moved."""
    most = max(splits, key=lambda one: (abs(one.change.lo), abs(one.change.hi)))
    end = 0 if abs(most.change.lo) > STILL else 1
    cause = max(Cause, key=lambda one: abs(most.parts[one][end]))
    points, told = most.parts[cause][end], _told(view, change, chain_id, cause)
    members = sorted(_members(view, change, chain_id, most, end), key=lambda pair: -abs(pair[0])) if cause is Cause.DATA else []
    if members and abs(members[0][0]) > abs(points) / 2:
        points, told = members[0]
    elif members:
        part, first = members[0]
        facts = {"first": first, "part": percent_points(part)}
        return view.say("since.data", score=view.word(most.score), change=percent_points(points), **facts)
    return view.say("since.points", cause=told, score=view.word(most.score), change=percent_points(points))


def _members(view: View, change: Change, chain_id: str, split: Split, end: int) -> Iterator[tuple[float, str]]:
    """Everybody with a share of the data part: its points, and who it is."""
    for one in (one for part in change.data if part.chain_id == chain_id for one in part.contributions):
        name = member_name(view, change, chain_id, one)
        if one.kind is MemberKind.COMPANY:
            rows = list(rows_of(change, chain_id, one))
            segments = dict.fromkeys(change.names.get(f"{chain_id}/{row.key[2]}", row.key[2]) for row in rows if len(row.key) > 2)
            kinds = dict.fromkeys(view.word(row.kind) for row in rows)
            where = listed(segments, view.language, at_most=_NAMED)
            name = view.say("since.company", company=name, segments=where, kinds=tuple(kinds)) if rows else name
        elif one.kind is MemberKind.KNOWLEDGE:
            name = view.say("since.knowledge", segment=name)
        yield one.parts[split.score][end], name


def _told(view: View, change: Change, chain_id: str, cause: Cause) -> str:
    """A cause by its word; of the definition also the segments whose rows differ."""
    if cause is not Cause.DEFINITION:
        return view.word(cause)
    keys = dict.fromkeys(
        row.key[0]
        for row in change.rows
        if row.chain_id == chain_id and row.table.value != "suppliers" and row.key and change.of_definition(row)
    )
    names = listed((change.names.get(f"{chain_id}/{key}", key) for key in keys), view.language, at_most=_NAMED)
    return view.say("since.definition", names=names) if names else view.word(cause)
