"""Why a cause, or a company, has its part of a change: in which orders it was replaced, and the rows and cells behind it."""

from collections.abc import Iterator
from fractions import Fraction
from itertools import combinations
from math import factorial

from chainmap.analysis.contributions import Contribution, DataPart
from chainmap.analysis.decomposition import Cause, Split
from chainmap.model.interval import Interval
from chainmap.model.vocabulary import Score
from chainmap.present.answer import Answer
from chainmap.present.change import FOUND_OUT, Change, chain_name
from chainmap.present.contribution_table import SCORES, STILL, ends_figure, member_key, member_name, rows_of
from chainmap.present.difference_review import row_table
from chainmap.present.equation import equation, product
from chainmap.present.html_table import Column, Row, html_table
from chainmap.present.markup import Markup, element
from chainmap.present.numbers import interval_percent, listed, percent_points
from chainmap.present.view import View
from chainmap.present.why_change import LETTERS, segment_row, signed


def cause_part(view: View, change: Change, split: Split, cause: Cause) -> Answer:
    """The part of one cause: the score with some causes replaced, the mean over the orders, and what the cause is made of."""
    body = element(
        "div",
        element("p", view.say("why.cause"), class_="cm-sentence"),
        _state_table(view, split),
        *_made_of(view, change, split, cause),
        class_="cm-page",
    )
    title = view.say(
        "why.title-cause", chain=chain_name(change, split.chain_id), score=view.word(split.score), cause=view.word(cause),
        points=percent_points(split.parts[cause].lo),
    )  # fmt: skip
    return Answer(title=title, tex=_cause_tex(view, split, cause), body=body)


def member_share(view: View, change: Change, part: DataPart, score: Score, key: str, *, opened: str | None) -> Answer | None:
    """The share of a company, or of what was found out about a segment, in the data part; None where nobody has that key."""
    one = next((each for each in part.contributions if member_key(each) == key), None)
    if one is None:
        return None
    rows = list(rows_of(change, part.chain_id, one))
    slots = dict.fromkeys(row.key[2] if row.table.value == "suppliers" else row.key[0] for row in rows)
    orders = view.say("why.share-exact") if part.exact else view.say("why.share-orders", orders=part.orders)
    made = [segment_row(view, change, f"{part.chain_id}/{segment}", (), opened) for segment in slots]
    title = view.say("why.share-segments")
    columns = (Column(label=view.say("column.segment"), sortable=False),)
    body = element(
        "div",
        element("p", orders, class_="cm-sentence"),
        element("h3", view.say("why.change-rows")),
        row_table(rows, change.names, view.language),
        element("h3", title),
        html_table(columns, made, caption=title, empty="–"),
        class_="cm-page",
    )
    name = member_name(view, change, part.chain_id, one)
    return Answer(
        title=view.say(
            "why.title-share", member=name, chain=chain_name(change, part.chain_id), score=view.word(score),
            points=percent_points(one.parts[score].lo),
        ),
        tex=_share_tex(view, part, one, score),
        body=body,
    )  # fmt: skip


def _cause_tex(view: View, split: Split, cause: Cause) -> tuple[str, ...]:
    letter = LETTERS[split.score]
    taken_too = rf"S\cup\{{\text{{{view.word(cause)}}}\}}"
    general = rf"\varphi=\sum_S \tfrac{{|S|!\,(n-|S|-1)!}}{{n!}}\,\big({letter}({taken_too})-{letter}(S)\big)"
    changed = frozenset().union(*split.states)
    if cause not in changed:
        return (r"\varphi=0",)
    terms = [
        product(share, (split.states[taken | {cause}].lo, split.states[taken].lo)) for taken, share in _subsets(changed - {cause})
    ]
    return general, equation(view, r"\varphi_{\text{lo}}", terms, split.parts[cause].lo)


def _subsets(others: frozenset[Cause]) -> Iterator[tuple[frozenset[Cause], Fraction]]:
    """Every set that may have been replaced before, with the share of the orders in which it is exactly that one."""
    number = len(others) + 1
    for size in range(number):
        for taken in combinations(sorted(others), size):
            yield frozenset(taken), Fraction(factorial(size) * factorial(number - size - 1), factorial(number))


def _state_table(view: View, split: Split) -> Markup:
    def words(taken: frozenset[Cause]) -> str:
        return listed((view.word(one) for one in Cause if one in taken), view.language) or view.say("why.cause-none")

    title = view.say("why.cause-states")
    columns = (
        Column(label=view.say("column.which-new"), sortable=False),
        Column(label=view.word(split.score).capitalize(), numeric=True, sortable=False),
    )
    states: list[tuple[frozenset[Cause], Interval]] = sorted(
        split.states.items(), key=lambda item: (len(item[0]), words(item[0]))
    )
    rows = [Row(cells=(words(taken), interval_percent(value))) for taken, value in states]
    return element("div", element("h3", title), html_table(columns, rows, caption=title, empty=""))


def _made_of(view: View, change: Change, split: Split, cause: Cause) -> tuple[Markup, Markup]:
    title = element("h3", view.say(f"why.cause-{cause.value}"))
    if cause is Cause.DATA:
        return title, _members(view, change, split)
    if cause is Cause.DEFINITION:
        of_chain = (row for row in change.rows if row.chain_id in (split.chain_id, ""))
        rows = [row for row in of_chain if change.of_definition(row)]
        if not rows:
            return title, element("p", view.say("why.cause-same"))
        return title, row_table(rows, change.names, view.language, without=FOUND_OUT)
    return title, _settings(view, change)


def _members(view: View, change: Change, split: Split) -> Markup:
    """Everybody with a share of this score, the largest first, and their sum."""
    part = next((one for one in change.data if one.chain_id == split.chain_id), None)
    having = [one for one in part.contributions if any(abs(end) > STILL for end in one.parts[split.score])] if part else []
    having.sort(key=lambda one: -abs(one.parts[split.score].lo))
    columns = (
        Column(label=view.say("column.company"), sortable=False),
        Column(label=view.say("column.part-of-change"), numeric=True, sortable=False),
    )
    rows = [
        Row(
            cells=(
                member_name(view, change, split.chain_id, one),
                ends_figure(view, one.parts[split.score], share_event(change, split.chain_id, split.score, one)),
            )
        )
        for one in having
    ]
    total = (view.say("compare.data-total"), percent_points(split.parts[Cause.DATA].lo))
    return html_table(
        columns, rows, caption=view.say("why.cause-data"), empty=view.say("why.cause-same"), total=total if rows else None
    )


def share_event(change: Change, chain_id: str, score: Score, one: Contribution) -> str:
    """What is asked when the share of a member is clicked."""
    return change.asks("change", f"share:{score.value}:{chain_id}:{member_key(one)}")


def _settings(view: View, change: Change) -> Markup:
    """The parameters that differ, as they are written on the command line."""
    sides = [one.parameters.as_json() for one in (change.before, change.after)]
    columns = tuple(Column(label=view.say(code), sortable=False) for code in ("column.number", "compare.before", "compare.after"))
    rows = [Row(cells=(name, str(sides[0][name]), str(sides[1][name]))) for name in sides[1] if sides[0][name] != sides[1][name]]
    return html_table(columns, rows, caption=view.say("why.cause-method"), empty=view.say("why.cause-same"))


def _share_tex(view: View, part: DataPart, one: Contribution, score: Score) -> tuple[str, ...]:
    letter = LETTERS[score]
    general = rf"\varphi_k=\operatorname{{mean}}_{{\pi}}\big({letter}(\pi_{{<k}}\cup\{{k\}})-{letter}(\pi_{{<k}})\big),\qquad "
    general += rf"\sum_k\varphi_k=\Delta {letter}_{{\text{{{view.word(Cause.DATA)}}}}}"
    total = sum(each.parts[score].lo for each in part.contributions)
    numbers = ",\\quad ".join(rf"\Delta {LETTERS[each]}={signed(one.parts[each].lo)}" for each in SCORES)
    return general, rf"{numbers},\qquad \sum_k\varphi_k={signed(total)}"
