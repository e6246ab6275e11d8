"""Two versions of the data: what every score changed by, split by cause, and what changed company by company."""

from collections.abc import Iterable, Sequence

from chainmap.analysis.decomposition import Cause, Split
from chainmap.present.change import Change, chain_name
from chainmap.present.contribution_table import SCORES, STILL, contribution_table, ends
from chainmap.present.difference_review import row_table
from chainmap.present.html_table import Column, Row, html_table
from chainmap.present.markup import Markup, element
from chainmap.present.numbers import interval_percent, listed, percent, percent_points
from chainmap.present.view import View

_DEFINED_BY = ("chains", "segments", "dependencies", "regions")


def change_sentence(view: View, change: Change) -> str:
    """The answer: the score that moved most, from what to what, and through what."""
    moved = [one for one in _of_view(view, change) if abs(one.change.lo) > STILL]
    if not moved:
        return view.say("compare.unchanged")
    most = max(moved, key=lambda one: abs(one.change.lo))
    parts = tuple(
        view.say("compare.part", cause=view.word(cause), change=percent_points(part.lo))
        for cause, part in most.parts.items()
        if abs(part.lo) > STILL
    )
    return view.say(
        "compare.main", chain=chain_name(change, most.chain_id), score=view.word(most.score), before=percent(most.before.lo),
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
        contribution_table(view, change),
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


def _split_row(view: View, change: Change, one: Split, causes: Sequence[Cause]) -> Row:
    values = [one.change, *(one.parts[cause] for cause in causes)]
    return Row(
        cells=(
            chain_name(change, one.chain_id), view.word(one.score), interval_percent(one.before), interval_percent(one.after),
            *(ends(view, part) for part in values),
        ),
        sort=(None, None, None, None, *(lo for lo, _ in values)),
    )  # fmt: skip


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
        element("p", view.say(code, chains=tuple(chain_name(change, one) for one in chains)), class_="cm-muted")
        for code, chains in lists.items()
        if chains
    ]


def _of_view(view: View, change: Change) -> list[Split]:
    """The headline scores of the chains of the view, in its order."""
    order = {chain.chain.chain_id: at for at, chain in enumerate(view.assessment.chains)}
    found = [one for one in change.splits if one.chain_id in order and one.score in SCORES]
    return sorted(found, key=lambda one: (order[one.chain_id], SCORES.index(one.score)))


def _moves(one: Split) -> bool:
    """Whether either end is another, or two causes cancel out."""
    ends = [*one.change, *(end for part in one.parts.values() for end in part)]
    return any(abs(end) > STILL for end in ends)
