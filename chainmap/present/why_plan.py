"""Why the plan's page counts as it does: the segments behind a count, chain by chain, with the clauses that name them."""

from chainmap.analysis.assessment import ChainResult, SegmentResult
from chainmap.present.answer import Answer, segment_row
from chainmap.present.html_table import Column, Row, cell_markup, html_table
from chainmap.present.marks import chip, verdict_order
from chainmap.present.markup import element, join
from chainmap.present.plan_review import counted, references
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


def _row(view: View, chain: ChainResult, one: SegmentResult, opened: str | None) -> Row:
    own = ref(chain.chain, one.segment.segment_id)
    clauses = view.dataset.plan.clauses if view.dataset.plan else ()
    naming = [clause for clause in clauses if own in references(clause)]
    cells = (
        view.chain(chain.chain),
        chip(one.verdict, view.language),
        view.reason(one, chain.chain),
        join([element("div", clause.section, " ", cell_markup(clause.cell)) for clause in naming]),
    )
    return segment_row(view, chain, one, cells, (None, None, verdict_order(one.verdict)), opened=opened)
