"""Two versions of the data: what every score changed by, split by cause, and what changed company by company."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from chainmap.analysis.assessment import Assessment, SegmentResult
from chainmap.analysis.decomposition import Cause, Split
from chainmap.model.vocabulary import Score, Verdict
from chainmap.present.difference_review import ChangedRow, field, row_table, shown
from chainmap.present.html_table import Column, Row, html_table
from chainmap.present.marks import chip
from chainmap.present.markup import Markup, element, join
from chainmap.present.numbers import interval_percent, listed, percent, percent_points
from chainmap.present.view import View

_SHOWN = (Score.COVERAGE, Score.SELF_RELIANCE, Score.CONTINUITY)
_STILL = 1e-9
_MOST_ROWS = 200
_DEFINED_BY = ("chains", "segments", "dependencies", "regions")


@dataclass(frozen=True, kw_only=True)
class Change:
    """Both sides, evaluated; the scores split; and the rows that differ. `names` as in `difference_review.names_of`."""

    before: Assessment
    after: Assessment
    splits: tuple[Split, ...]
    rows: Sequence[ChangedRow]
    names: Mapping[str, str]


def change_sentence(view: View, change: Change) -> str:
    """The answer: the score that moved most, from what to what, and through what."""
    moved = [one for one in _of_view(view, change) if abs(one.change.lo) > _STILL]
    if not moved:
        return view.say("compare.unchanged")
    most = max(moved, key=lambda one: abs(one.change.lo))
    parts = tuple(
        view.say("compare.part", cause=view.word(cause), change=percent_points(part.lo))
        for cause, part in most.parts.items()
        if abs(part.lo) > _STILL
    )
    return view.say(
        "compare.main", chain=_name(change, most.chain_id), score=view.word(most.score), before=percent(most.before.lo),
        after=percent(most.after.lo), parts=listed(parts, view.language) + view.say("compare.points"),
    )  # fmt: skip


def change_review(view: View, change: Change, *, notes: Iterable[str]) -> Markup:
    """Split of every score, companies, and the rows that define the chains. `notes` are sentences about the versions."""
    return element(
        "div",
        element("h3", view.say("compare.split")),
        split_table(view, change),
        *_chains_that_differ(view, change),
        element("p", view.say("compare.split-note"), class_="cm-muted"),
        *(element("p", note, class_="cm-muted") for note in notes),
        element("h3", view.say("compare.by-company")),
        company_table(view, change),
        *_defining_rows(view, change),
        class_="cm-page",
    )


def split_table(view: View, change: Change) -> Markup:
    """One row a score that moved at either end: before, after, change, and the part of every cause."""
    causes = tuple(Cause)
    columns = (
        Column(label=view.say("column.chain")),
        Column(label=view.say("column.score"), sortable=False),
        Column(label=view.say("compare.before"), numeric=True, sortable=False),
        Column(label=view.say("compare.after"), numeric=True, sortable=False),
        Column(label=view.say("column.change"), numeric=True),
        *(Column(label=view.word(cause).capitalize(), numeric=True) for cause in causes),
    )
    rows = [_split_row(view, change, one, causes) for one in _of_view(view, change) if _moves(one)]
    return html_table(columns, rows, caption=view.say("compare.split"), empty=view.say("compare.unchanged"))


def company_table(view: View, change: Change) -> Markup:
    """Every supplier row that differs, with its segment's verdict and share of coverage before and after."""
    region = view.region(change.after.region)
    columns = (
        Column(label=view.say("column.company")),
        Column(label=view.say("column.segment")),
        Column(label=view.say("compare.what"), sortable=False),
        Column(
            label=view.say("compare.segment-effect"), numeric=True,
            hint=view.say("compare.segment-effect-hint", region=region),
        ),
        Column(label=view.say("column.verdict"), sortable=False),
        Column(label=view.say("column.cell"), sortable=False),
    )  # fmt: skip
    wanted = {chain.chain.chain_id for chain in view.assessment.chains}
    changed = [row for row in change.rows if row.table.value == "suppliers" and row.chain_id in wanted]
    changed.sort(key=lambda row: (-abs(_effect(change, row)), row.key))
    rows = [_company_row(view, change, row) for row in changed[:_MOST_ROWS]]
    table = html_table(columns, rows, caption=view.say("compare.by-company"), empty=view.say("compare.no-company"))
    left = len(changed) - len(rows)
    more = element("p", view.say("compare.more-rows", count=left), class_="cm-muted") if left > 0 else None
    return element("div", table, more)


def _split_row(view: View, change: Change, one: Split, causes: Sequence[Cause]) -> Row:
    values = [one.change, *(one.parts[cause] for cause in causes)]
    return Row(
        cells=(
            _name(change, one.chain_id), view.word(one.score), interval_percent(one.before), interval_percent(one.after),
            *(_points(view, lo, hi) for lo, hi in values),
        ),
        sort=(None, None, None, None, *(lo for lo, _ in values)),
    )  # fmt: skip


def _points(view: View, lo: float, hi: float) -> Markup:
    """What is established moves by, and, where it is another number, what the upper end moves by."""
    lo, hi = (0.0 if abs(end) < _STILL else end for end in (lo, hi))
    upper = view.say("compare.upper", change=percent_points(hi)) if abs(hi - lo) > _STILL else None
    return element(
        "div", percent_points(lo), element("small", upper, class_="cm-muted", style="display:block") if upper else None
    )


def _company_row(view: View, change: Change, row: ChangedRow) -> Row:
    effect = _effect(change, row)
    cells = {cell.column: cell.after or cell.before for cell in row.cells}
    company = cells.get("company") or change.names.get(row.key[0], row.key[0].partition(":")[2])
    segment = f"{row.chain_id}/{row.key[2]}"
    name = element("div", change.names.get(segment, row.key[2]), element("small", _name(change, row.chain_id), class_="cm-muted"))
    return Row(
        cells=(
            company, name, _what(view, row), percent_points(effect), _verdicts(view, change, row),
            element("code", str(row.after or row.before or "")),
        ),
        sort=(company, None, None, effect),
    )  # fmt: skip


def _what(view: View, row: ChangedRow) -> Markup:
    tag = element("span", view.word(row.kind), class_=f"cm-tag cm-row-{row.kind.value}")
    if row.kind.value != "changed":
        told = (shown(cell.column, cell.after or cell.before, view.language) for cell in row.cells if cell.column in _TOLD)
        return element("span", tag, " ", " · ".join(told))
    lines = [
        element("div", f"{field(cell.column, view.language)} ", *_both(view, cell.column, cell.before, cell.after))
        for cell in row.cells
    ]
    return element("div", tag, join(lines))


_TOLD = ("product", "place", "control", "status")


def _both(view: View, column: str, before: str, after: str) -> tuple[str, str, str]:
    blank = view.say("diff.blank")
    old, new = (shown(column, text, view.language) for text in (before, after))
    return element("del", old) if old else blank, " → ", element("ins", new) if new else blank


def _verdicts(view: View, change: Change, row: ChangedRow) -> Markup:
    """The verdict of the row's segment; both where they differ."""
    sides = [_result(one, row) for one in (change.before, change.after)]
    verdicts: list[Verdict | None] = [side.verdict if side else None for side in sides]
    if verdicts[0] is verdicts[1]:
        verdicts = verdicts[1:]
    return element("span", join((chip(one, view.language) if one else element("span", "–") for one in verdicts), " → "))


def _effect(change: Change, row: ChangedRow) -> float:
    """Weight times established cover of the row's segment at the focal region, after less before."""
    values = []
    for one in (change.before, change.after):
        result = _result(one, row)
        values.append(result.weight * result.cover[one.region].lo if result else 0.0)
    effect = values[1] - values[0]
    return 0.0 if abs(effect) < _STILL else effect


def _result(of: Assessment, row: ChangedRow) -> SegmentResult | None:
    chains = (chain for chain in of.chains if chain.chain.chain_id == row.chain_id)
    return next((one for chain in chains for one in chain.segments if one.segment.segment_id == row.key[2]), None)


def _defining_rows(view: View, change: Change) -> list[Markup]:
    """What changed beside the companies: segments with their checks, dependencies, regions."""
    wanted = {chain.chain.chain_id for chain in view.assessment.chains} | {""}
    rows = [row for row in change.rows if row.table.value in _DEFINED_BY and row.chain_id in wanted]
    if not rows:
        return []
    return [element("h3", view.say("compare.other-rows")), row_table(rows, change.names, view.language)]


def _chains_that_differ(view: View, change: Change) -> list[Markup]:
    """Chains whose scores stay, and those that only one version has."""
    old, new = ({chain.chain.chain_id for chain in side.chains} for side in (change.before, change.after))
    moved = {one.chain_id for one in _of_view(view, change) if _moves(one)}
    of_view = [chain.chain.chain_id for chain in view.assessment.chains]
    lists = {
        "compare.still": [one for one in of_view if one in old & new and one not in moved],
        "compare.chain-new": sorted(new - old),
        "compare.chain-gone": sorted(old - new),
    }
    return [
        element("p", view.say(code, chains=tuple(_name(change, one) for one in chains)), class_="cm-muted")
        for code, chains in lists.items()
        if chains
    ]


def _of_view(view: View, change: Change) -> list[Split]:
    """The headline scores of the chains of the view, in its order."""
    order = {chain.chain.chain_id: at for at, chain in enumerate(view.assessment.chains)}
    found = [one for one in change.splits if one.chain_id in order and one.score in _SHOWN]
    return sorted(found, key=lambda one: (order[one.chain_id], _SHOWN.index(one.score)))


def _moves(one: Split) -> bool:
    """Whether either end is another, or two causes cancel out."""
    ends = [*one.change, *(end for part in one.parts.values() for end in part)]
    return any(abs(end) > _STILL for end in ends)


def _name(change: Change, chain_id: str) -> str:
    return change.names.get(chain_id, chain_id)
