"""Why the plan's page counts as it does: the segments behind a count, chain by chain, with the clauses that name them."""

from chainmap.analysis.assessment import ChainResult, SegmentResult
from chainmap.model.plan import Clause
from chainmap.model.vocabulary import PolicyAction
from chainmap.present.answer import Answer, segment_row
from chainmap.present.citation import cited
from chainmap.present.html_table import Column, Row, html_table, opener
from chainmap.present.marks import chip, verdict_order
from chainmap.present.markup import element, join
from chainmap.present.plan_review import clauses_of, counted, references
from chainmap.present.reason_figures import reason_markup
from chainmap.present.segment_detail import segment_detail
from chainmap.present.view import View, ref

_PARTS = ("there", "missing", "open", "rest")


def plan_answer(view: View, name: str, *, opened: str | None) -> Answer | None:
    """None without a plan; raises KeyError for a count that the page does not have."""
    plan = view.dataset.plan
    if plan is None:
        return None
    found = counted(view, plan)
    shown = found[name]
    columns = (
        Column(label=view.say("column.segment"), width="26%"),
        Column(label=view.say("column.chain")),
        Column(label=view.say("column.verdict")),
        Column(label=view.say("column.reason"), sortable=False),
        Column(label=view.say("column.clause"), sortable=False),
    )
    title = view.say(
        "why.title-plan", what=view.say(f"why.plan-{name}", region=view.region(view.assessment.region)), count=len(shown)
    )
    table = html_table(
        columns, [_row(view, chain, one, opened) for chain, one in shown], caption=title, empty=view.say("detail.none"),
        total=(view.say("why.total"), str(len(shown)), "", "", ""),
    )  # fmt: skip
    sentence = view.say("why.plan", region=view.region(view.assessment.region))
    numbers = "+".join(str(len(found[part])) for part in _PARTS)
    tex = (rf"{len(found['named'])}={numbers}",) if name in ("named", *_PARTS) else ()
    return Answer(
        title=title, tex=tex, body=element("div", element("p", sentence, class_="cm-sentence"), table, class_="cm-page")
    )


def clauses_answer(view: View, which: str, *, opened: str | None) -> Answer | None:
    """The clauses that name segments (`naming`) or that name none (`silent`), each with its cell; KeyError for another word."""
    plan = view.dataset.plan
    if plan is None:
        return None
    shown = clauses_of(view, plan)[which]
    columns = (
        Column(label=view.say("column.section"), width="7em"),
        Column(label=view.say("column.clause"), sortable=False, width="44%"),
        Column(label=view.say("column.asks")),
        Column(label=view.say("column.segments"), sortable=False),
    )
    title = view.say(f"why.title-clauses-{which}", count=len(shown))
    total = (view.say("why.total"), str(len(shown)), "", "")
    rows = [_clause_row(view, clause, opened) for clause in shown]
    table = html_table(columns, rows, caption=title, empty=view.say("plan.no-clauses"), total=total if rows else None)
    sentence = element("p", view.say("why.clauses"), class_="cm-sentence")
    return Answer(title=title, body=element("div", sentence, table, class_="cm-page"))


def _clause_row(view: View, clause: Clause, opened: str | None) -> Row:
    """Its text and cell, and the segments of it that are in view; the one that is `opened` stands open below."""
    found = [(own, pair) for own in references(clause) if (pair := view.find(own))]
    segments = []
    for own, (_, one) in found:
        name = opener(view.segment(one.segment), f"segment:{own}", is_open=opened == own)
        segments.append(element("div", name, " ", chip(one.verdict, view.language)))
    detail = next((segment_detail(view, *pair) for own, pair in found if own == opened), None)
    action = view.word(clause.action) if clause.action is not PolicyAction.NONE else "–"
    text = element("div", clause.text, element("small", cited(view, clause.cell, "text", "segments")))
    return Row(cells=(clause.section, text, action, element("div", *segments)), sort=(clause.section,), detail=detail)


def _row(view: View, chain: ChainResult, one: SegmentResult, opened: str | None) -> Row:
    own = ref(chain.chain, one.segment.segment_id)
    clauses = view.dataset.plan.clauses if view.dataset.plan else ()
    naming = [clause for clause in clauses if own in references(clause)]
    cells = (
        view.chain(chain.chain),
        chip(one.verdict, view.language),
        reason_markup(view, chain, one, one.reason),
        join([element("div", clause.section, " ", cited(view, clause.cell, "segments")) for clause in naming]),
    )
    return segment_row(view, chain, one, cells, (None, None, verdict_order(one.verdict)), opened=opened)
