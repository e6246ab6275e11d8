"""Why landing a few companies together adds what it does: what each gap gains, who lands on it, and the rows that say so."""

from collections.abc import Mapping, Sequence

from chainmap.analysis.companies import BestCompanies
from chainmap.analysis.targets import Target, TargetList
from chainmap.present.answer import Answer, segment_row
from chainmap.present.citation import cited
from chainmap.present.equation import equation, product
from chainmap.present.html_table import Column, Row, figure, html_table, opener
from chainmap.present.markup import Markup, element
from chainmap.present.numbers import column_percent, percent, percent_figure, percent_in_column
from chainmap.present.view import View

Slot = tuple[str, str]


def together_answer(view: View, best: BestCompanies, found: TargetList, *, opened: str | None) -> Answer:
    """The rises of the gaps that the companies fill, which add up to the value of the set. `found`: where they come from."""
    listed = {(one.company_key, one.chain_id, one.segment_id): one for one in found.targets}
    landing = {
        slot: [
            listed[key, *slot] for key, slots in zip(best.company_keys, best.slots, strict=True) if slot in slots
        ]
        for slot, _ in best.rises
    }  # fmt: skip
    proof = view.say("why.together-exact") if best.exact else view.say("why.together-bound", bound=percent(best.bound))
    body = element(
        "div",
        element("p", view.say("why.together", region=view.region(view.assessment.region)), class_="cm-sentence"),
        element("p", proof),
        _table(view, best, landing, opened),
        element("p", view.say("why.together-q", q=f"{view.assessment.parameters.q:g}"), class_="cm-muted"),
        class_="cm-page",
    )
    title = view.say("why.title-together", count=best.k, points=percent_figure(best.value))
    return Answer(title=title, tex=(r"\Delta B=\sum_i w_i\,(c'_i-c_i)", _tex(view, best)), body=body)


def _tex(view: View, best: BestCompanies) -> str:
    terms = []
    for (chain_id, segment_id), rise in best.rises:
        one = view.assessment.chain(chain_id).segment(segment_id)
        now = one.cover[view.assessment.region].lo
        terms.append(product(one.weight, (_then(now, rise, one.weight), now)))
    return equation(view, r"\Delta B", terms, best.value)


def _table(view: View, best: BestCompanies, landing: Mapping[Slot, Sequence[Target]], opened: str | None) -> Markup:
    columns = (
        Column(label=view.say("column.segment"), sortable=False, width="20%"),
        Column(label=view.say("column.chain"), sortable=False),
        Column(label=view.say("targets.company"), sortable=False, width="32%"),
        Column(label=view.say("column.weight"), numeric=True, sortable=False, hint=view.say("hint.weight")),
        Column(label=view.say("column.now"), numeric=True, sortable=False),
        Column(label=view.say("column.landed"), numeric=True, sortable=False),
        Column(label=view.say("column.lead-adds"), numeric=True, sortable=False),
    )
    rows = [_row(view, slot, rise, landing[slot], opened) for slot, rise in best.rises]
    total = (view.say("why.total"), "", "", "", "", "", column_percent(best.value))
    return html_table(columns, rows, caption=view.say("column.segment"), empty=view.say("detail.none"), total=total)


def _row(view: View, slot: Slot, rise: float, landing: Sequence[Target], opened: str | None) -> Row:
    chain = view.assessment.chain(slot[0])
    one = chain.segment(slot[1])
    now = one.cover[view.assessment.region].lo
    cells = (
        view.chain(chain.chain),
        element("div", *(_company(view, target) for target in landing)),
        column_percent(one.weight),
        figure(percent_in_column(now), f"why:cover:{'/'.join(slot)}:{view.assessment.region}"),
        percent_in_column(_then(now, rise, one.weight)),
        column_percent(rise),
    )
    return segment_row(view, chain, one, cells, (), opened=opened)


def _company(view: View, target: Target) -> Markup:
    alone = f"why:landing:{target.chain_id}/{target.segment_id}:{target.company_key}"
    name = opener(target.company, f"company:{target.company_key}")
    return element(
        "div", name, " ", figure(f"{column_percent(target.gains.coverage)} %", alone), " ", cited(view, target.cell, "company")
    )


def _then(now: float, rise: float, weight: float) -> float:
    return min(1.0, now + rise / weight) if weight else now
