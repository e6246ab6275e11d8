"""The data part of a change, company by company: what each adds to every score, and its cells old → new. The shares add up."""

from collections.abc import Iterable, Iterator, Sequence

from chainmap.analysis.contributions import Contribution, DataPart, MemberKind
from chainmap.analysis.decomposition import Ends
from chainmap.model.vocabulary import Score, Verdict
from chainmap.present.change import FOUND_OUT, Change, chain_name, result_in
from chainmap.present.difference_review import ChangedRow, Names, cell_places, field, place_or_text, shown
from chainmap.present.html_table import Column, Row, figure, html_table
from chainmap.present.marks import chip
from chainmap.present.markup import Markup, element, join
from chainmap.present.numbers import column_percent, percent_points
from chainmap.present.view import View

SCORES = (Score.COVERAGE, Score.SELF_RELIANCE, Score.CONTINUITY)
STILL = 1e-9
_MOST_ROWS = 200
_MOST_OF_ONE = 4
_TOLD = ("product", "place", "control", "status")


def contribution_table(view: View, change: Change) -> Markup:
    """Per chain of the view everybody with a share, the largest first, and below them their sum, which is the data part."""
    columns = (
        Column(label=view.say("column.company"), sortable=False, width="20%"),
        Column(label=view.say("compare.what"), sortable=False),
        *(Column(label=view.word(score).capitalize(), numeric=True, sortable=False) for score in SCORES),
    )
    wanted = [chain.chain.chain_id for chain in view.assessment.chains]
    parts = sorted((one for one in change.data if one.chain_id in wanted), key=lambda one: wanted.index(one.chain_id))
    rows = [row for part in parts for row in _chain_rows(view, change, part)]
    table = html_table(columns, rows, caption=view.say("compare.by-company"), empty=view.say("compare.no-company"))
    return element("div", *_notes(view, change, parts), table, *_apart(view, change, parts))


def _notes(view: View, change: Change, parts: Sequence[DataPart]) -> list[Markup]:
    notes = [view.say("compare.exact")] if any(one.exact for one in parts) else []
    notes += [
        view.say("compare.orders", chain=chain_name(change, one.chain_id), orders=one.orders) for one in parts if not one.exact
    ]
    return [element("p", note, class_="cm-muted") for note in notes]


def _chain_rows(view: View, change: Change, part: DataPart) -> list[Row]:
    chain = chain_name(change, part.chain_id)
    rows = [_row(view, change, part.chain_id, one) for one in part.contributions]
    total = {score: Ends(*(sum(one.parts[score][end] for one in part.contributions) for end in (0, 1))) for score in SCORES}
    rows.append(_sum_row(view, element("b", view.say("compare.data-total")), chain, total))
    if any(abs(end) > STILL for ends in part.remainder.values() for end in ends):
        rows.append(_sum_row(view, element("span", view.say("compare.remainder")), chain, part.remainder))
    return rows


def _row(view: View, change: Change, chain_id: str, one: Contribution) -> Row:
    chain = chain_name(change, chain_id)
    below = f"{view.say('compare.member.knowledge')} · {chain}" if one.kind is MemberKind.KNOWLEDGE else chain
    name = element("div", member_name(view, change, chain_id, one), element("small", below, class_="cm-muted"))
    shares = (
        ends_figure(view, one.parts[score], change.asks("change", f"share:{score.value}:{chain_id}:{member_key(one)}"))
        for score in SCORES
    )
    return Row(cells=(name, _changes(view, change, chain_id, one), *shares))


def _sum_row(view: View, label: Markup, chain: str, parts: dict[Score, Ends]) -> Row:
    name = element("div", label, element("small", chain, class_="cm-muted"))
    return Row(cells=(name, "", *(element("b", ends(view, parts[score])) for score in SCORES)))


def ends(view: View, of: Ends) -> Markup:
    """What is established moves by, and, where it is another number, what the upper end moves by."""
    return ends_figure(view, of, None)


def ends_figure(view: View, of: Ends, event: str | None) -> Markup:
    """The same, which answers why where it is not 0 and an event is given."""
    lo, hi = (0.0 if abs(end) < STILL else end for end in of)
    upper = view.say("compare.upper", change=percent_points(hi)) if abs(hi - lo) > STILL else None
    below = element("small", upper, class_="cm-muted", style="display:block") if upper else None
    text = column_percent(lo, sign=True)
    return element("div", figure(text, event) if event and (lo or hi) else text, below)


def member_key(one: Contribution) -> str:
    """What a member is asked for by: `company:name:…`, `knowledge:resist`, `rest:`."""
    ids = {MemberKind.COMPANY: one.companies, MemberKind.KNOWLEDGE: one.segments}.get(one.kind, ())
    return f"{one.kind.value}:{ids[-1] if ids else ''}"


def member_name(view: View, change: Change, chain_id: str, one: Contribution) -> str:
    """The company, the segment of which something else is known, or how many stand together."""
    if one.kind is MemberKind.REST:
        return view.say("compare.member.rest", count=len(one.companies) + len(one.segments))
    if one.kind is MemberKind.KNOWLEDGE:
        return change.names.get(f"{chain_id}/{one.segments[0]}", one.segments[0])
    written = [change.names[key] for key in one.companies if key in change.names]
    return written[-1] if written else one.companies[-1].partition(":")[2]


def _changes(view: View, change: Change, chain_id: str, one: Contribution) -> Markup:
    """The member's rows: what was added, removed or changed, on which segment, with which verdict, in which cell."""
    rows = list(rows_of(change, chain_id, one))
    lines = [_line(view, change, row) for row in rows[:_MOST_OF_ONE]]
    if len(rows) > _MOST_OF_ONE:
        lines.append(element("small", view.say("compare.rows-more", count=len(rows) - _MOST_OF_ONE)))
    return element("div", *lines)


def rows_of(change: Change, chain_id: str, one: Contribution) -> Iterable[ChangedRow]:
    """The rows of a member that differ, but for those that count with the definition."""
    companies, segments = set(one.companies), set(one.segments)
    for row in change.rows:
        if row.chain_id == chain_id and row.key:
            of_company = row.table.value == "suppliers" and row.key[0] in companies and not change.of_definition(row)
            if of_company or (row.table.value == "segments" and row.key[0] in segments):
                yield row


def _line(view: View, change: Change, row: ChangedRow) -> Markup:
    segment_id = row.key[2] if row.table.value == "suppliers" else row.key[0]
    segment = change.names.get(f"{row.chain_id}/{segment_id}", segment_id)
    return element(
        "div",
        element("span", view.word(row.kind), class_=f"cm-tag cm-row-{row.kind.value}"),
        " ", segment, " ", _verdicts(view, change, row.chain_id, segment_id), " ",
        None if row.kind.value == "changed" else element("code", str(row.after or row.before or "")),
        *_cells(view, row, change.names),
        style="margin-bottom:4px",
    )  # fmt: skip


def _cells(view: View, row: ChangedRow, names: Names) -> list[Markup]:
    """Every cell old → new; of a new or a removed row what it says."""
    if row.kind.value != "changed":
        told = (shown(cell.column, cell.after or cell.before, view.language) for cell in row.cells if cell.column in _TOLD)
        return [element("small", " · ".join(told), class_="cm-muted")]
    of_segment = row.table.value == "segments"
    cells = [cell for cell in row.cells if not of_segment or cell.column in FOUND_OUT]
    blank = view.say("diff.blank")
    lines = []
    for cell in cells:
        old, new = (place_or_text(cell.column, text, names, view.language) for text in (cell.before, cell.after))
        before, after = element("del", old) if old else blank, element("ins", new) if new else blank
        lines.append(
            element(
                "div",
                element("span", field(cell.column, view.language), class_="cm-muted"),
                " ",
                before,
                " → ",
                after,
                " ",
                cell_places(row, cell.column),
            )
        )
    return lines


def _verdicts(view: View, change: Change, chain_id: str, segment_id: str) -> Markup:
    """The verdict of the row's segment; both where they differ."""
    slot = f"{chain_id}/{segment_id}"
    results = [result_in(one, slot) for one in (change.before, change.after)]
    verdicts: list[Verdict | None] = [one.verdict if one else None for one in results]
    if verdicts[0] is verdicts[1]:
        verdicts = verdicts[1:]
    chips = join((chip(one, view.language) if one else element("span", "–") for one in verdicts), " → ")
    return figure(chips, change.asks("change", f"verdict:{slot}"))


def _apart(view: View, change: Change, parts: Sequence[DataPart]) -> Iterator[Markup]:
    """Supplier rows without a share of the data part, told by why they have none.

    Their segment is new or gone, and they count with the definition; their chain is, and nothing is compared; or they differ
    in what no score depends on: names, notes, sources.
    """
    having = {(one.chain_id, key) for one in parts for each in one.contributions for key in each.companies}
    wanted = {chain.chain.chain_id for chain in view.assessment.chains}
    both = {one.chain_id for one in change.splits}
    groups: dict[str, list[ChangedRow]] = {"compare.with-definition": [], "compare.with-chain": [], "compare.no-score": []}
    for row in change.rows:
        if row.table.value != "suppliers" or row.chain_id not in wanted:
            continue
        if change.of_definition(row):
            groups["compare.with-definition"].append(row)
        elif row.chain_id not in both:
            groups["compare.with-chain"].append(row)
        elif (row.chain_id, row.key[0]) not in having:
            groups["compare.no-score"].append(row)
    yield from (_row_list(view, change, view.say(code), rows) for code, rows in groups.items() if rows)


def _row_list(view: View, change: Change, title: str, rows: Sequence[ChangedRow]) -> Markup:
    columns = (
        Column(label=view.say("column.company"), sortable=False, width="20%"),
        Column(label=view.say("compare.what"), sortable=False),
    )
    made = [Row(cells=(_written(change, row), _line(view, change, row))) for row in rows[:_MOST_ROWS]]
    left = len(rows) - len(made)
    more = element("p", view.say("compare.more-rows", count=left), class_="cm-muted") if left else None
    return element("div", element("h3", title), html_table(columns, made, caption=title, empty=""), more)


def _written(change: Change, row: ChangedRow) -> str:
    cells = {cell.column: cell.after or cell.before for cell in row.cells}
    return cells.get("company") or change.names.get(row.key[0], row.key[0].partition(":")[2])
