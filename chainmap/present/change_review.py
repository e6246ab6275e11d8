"""Two versions of the data: what every score changed by, split by cause, and what changed company by company."""

from collections.abc import Iterable, Sequence

from chainmap.analysis.decomposition import Cause, Split
from chainmap.present.change import DEFINED_BY, Change, chain_name, result_in, segment_name
from chainmap.present.contribution_table import SCORES, STILL, contribution_table, ends_figure
from chainmap.present.difference_review import row_table
from chainmap.present.html_table import Column, Row, figure, figures_in, html_table, mark
from chainmap.present.marks import chip
from chainmap.present.markup import Markup, element
from chainmap.present.numbers import interval_in_column, listed, percent, percent_points
from chainmap.present.unmoved import unmoved_names, unmoved_sentence
from chainmap.present.view import View, ref


def change_sentence(view: View, change: Change) -> Markup:
    """The answer: the score that moved most, from what to what, and through what; every number opens."""
    moved = [one for one in _of_view(view, change) if abs(one.change.lo) > STILL]
    if not moved:
        return unmoved_sentence(view, change)
    most = max(moved, key=lambda one: abs(one.change.lo))
    question = f"{most.score.value}:{most.chain_id}"
    figures = {
        side: figure(percent(value.lo), change.asks(side, question))
        for side, value in (("before", most.before), ("after", most.after))
    }
    parts = []
    for cause, part in most.parts.items():
        if abs(part.lo) > STILL:
            asked = change.asks("change", f"part:{cause.value}:{question}")
            figures[cause.value] = figure(percent_points(part.lo), asked)
            parts.append(view.say("compare.part", cause=view.word(cause), change=mark(cause.value)))
    told = view.say(
        "compare.main", chain=chain_name(change, most.chain_id), score=view.word(most.score), before=mark("before"),
        after=mark("after"), parts=listed(parts, view.language) + view.say("compare.points"),
    )  # fmt: skip
    return figures_in(told, figures)


def change_review(view: View, change: Change, *, notes: Iterable[str]) -> Markup:
    """Split of every score, companies, and the rows that define the chains. `notes` are sentences about the versions."""
    return element(
        "div",
        *_split(view, change),
        *_chains_that_differ(view, change),
        *(element("p", note, class_="cm-muted") for note in notes),
        element("h3", view.say("compare.verdicts")),
        verdict_table(view, change),
        element("h3", view.say("compare.by-company")),
        contribution_table(view, change),
        *_defining_rows(view, change),
        class_="cm-page",
    )


def _split(view: View, change: Change) -> list[Markup]:
    """Where the change comes from; nothing where no score moves, which the sentence above says."""
    if not any(_moves(one) for one in _of_view(view, change)):
        return []
    note = element("p", view.say("compare.split-note"), class_="cm-muted")
    return [element("h3", view.say("compare.split")), split_table(view, change), note]


def split_table(view: View, change: Change) -> Markup:
    """One row a score that moved at either end: before, after, change, and the part of every cause."""
    causes = tuple(Cause)
    columns = (
        Column(label=view.say("column.chain"), code="chain"),
        Column(label=view.say("column.score"), sortable=False),
        Column(label=view.say("compare.before"), numeric=True, sortable=False),
        Column(label=view.say("compare.after"), numeric=True, sortable=False),
        Column(label=view.say("column.change"), code="change", numeric=True),
        *(Column(label=view.word(cause).capitalize(), code=cause, numeric=True) for cause in causes),
    )
    rows = [_split_row(view, change, one, causes) for one in _of_view(view, change) if _moves(one)]
    return html_table(
        columns, rows, caption=view.say("compare.split"), empty=view.say("compare.unchanged", **unmoved_names(view))
    )


def verdict_table(view: View, change: Change) -> Markup:
    """The segments of the view's chains with another verdict, in the order of the chains; each opens to both versions."""
    columns = tuple(
        Column(label=view.say(code), sortable=False)
        for code in ("column.segment", "column.chain", "compare.before", "compare.after")
    )
    rows = []
    for chain in view.assessment.chains:
        for one in chain.segments:
            slot = ref(chain.chain, one.segment.segment_id)
            sides = [result_in(of, slot) for of in (change.before, change.after)]
            verdicts = [side.verdict if side else None for side in sides]
            if verdicts[0] is not verdicts[1]:
                chips = (chip(verdict, view.language) if verdict else "–" for verdict in verdicts)
                name = figure(segment_name(change, slot), change.asks("change", f"verdict:{slot}"))
                rows.append(Row(cells=(name, chain_name(change, chain.chain.chain_id), *chips)))
    return html_table(columns, rows, caption=view.say("compare.verdicts"), empty=view.say("compare.no-verdicts"))


def _split_row(view: View, change: Change, one: Split, causes: Sequence[Cause]) -> Row:
    question = f"{one.score.value}:{one.chain_id}"
    parts = {f"part:{cause.value}:{question}": one.parts[cause] for cause in causes}
    return Row(
        cells=(
            chain_name(change, one.chain_id), view.word(one.score),
            figure(interval_in_column(one.before), change.asks("before", question)),
            figure(interval_in_column(one.after), change.asks("after", question)),
            *(ends_figure(view, part, change.asks("change", asked)) for asked, part in ({question: one.change} | parts).items()),
        ),
        sort=(None, None, None, None, one.change.lo, *(part.lo for part in parts.values())),
    )  # fmt: skip


def _defining_rows(view: View, change: Change) -> list[Markup]:
    """What changed beside the companies: segments with their checks, dependencies, regions."""
    wanted = {chain.chain.chain_id for chain in view.assessment.chains} | {""}
    rows = [row for row in change.rows if row.table.value in DEFINED_BY and row.chain_id in wanted]
    if not rows:
        return []
    return [element("h3", view.say("compare.other-rows")), row_table(rows, change.names, view.language)]


def _chains_that_differ(view: View, change: Change) -> list[Markup]:
    """Chains whose scores stay, and those that only one version has."""
    old, new = ({chain.chain.chain_id for chain in side.chains} for side in (change.before, change.after))
    moved = {one.chain_id for one in _of_view(view, change) if _moves(one)}
    of_view = [chain.chain.chain_id for chain in view.assessment.chains]
    lists = {
        "compare.still": [one for one in of_view if moved and one in old & new and one not in moved],
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
