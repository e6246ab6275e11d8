"""Which companies are counted as candidates for a segment, per step of the ladder, with the rows and cells that say so."""

from collections import Counter
from collections.abc import Sequence

from chainmap.analysis.assessment import ChainResult, SegmentResult
from chainmap.analysis.company_parts import Candidate, candidates_on
from chainmap.present.answer import Answer, levers_of_segment, whole_segment
from chainmap.present.citation import strength_cited
from chainmap.present.html_table import Column, Row, html_table, opener
from chainmap.present.markup import Markup, element
from chainmap.present.numbers import count
from chainmap.present.provenance import SupplierRow, segment_suppliers
from chainmap.present.view import View
from chainmap.present.why_steps import segment_steps


def candidates_answer(view: View, chain: ChainResult, result: SegmentResult, *, opened: str | None) -> Answer:
    """Producing domestic companies in the home country that are certainly not in the focal region."""
    home = view.assessment.home_country
    found = candidates_on(view.dataset, view.assessment, (chain.chain.chain_id, result.segment.segment_id))
    rows: dict[str, list[SupplierRow]] = {}
    for row in segment_suppliers(view, chain.chain.chain_id, result.segment.segment_id):
        rows.setdefault(row.company_key, []).append(row)
    facts = {"region": view.region(view.assessment.region), "home": view.region(home)}
    number = result.candidates[home]
    body = element(
        "div",
        element("p", view.say("why.candidates", **facts), class_="cm-sentence"),
        _per_step(view, found),
        _company_table(view, found, rows, number, segment_steps(view, chain, result, lambda one: float(one.candidates[home]))),
        levers_of_segment(view, chain, result),
        whole_segment(view, chain, result, opened=opened),
        class_="cm-page",
    )
    title = view.say("why.title-candidates", segment=view.segment(result.segment), value=count(number))
    return Answer(title=title, body=body)


def _per_step(view: View, found: Sequence[Candidate]) -> Markup | None:
    """`上海 2 + 长三角 3 + 中国 4 = 9`."""
    if not found:
        return None
    numbers = Counter(one.region for one in found)
    parts = [f"{view.region(region)} {numbers[region]}" for region in (*view.assessment.ladder, view.assessment.home_country)
             if numbers.get(region)]  # fmt: skip
    return element("p", f"{' + '.join(dict.fromkeys(parts))} = {len(found)}")


def _company_table(
    view: View,
    found: Sequence[Candidate],
    rows: dict[str, list[SupplierRow]],
    number: int,
    steps: Sequence[tuple[str, float]],
) -> Markup:
    columns = (
        Column(label=view.say("column.company"), width="56%"),
        Column(label=view.say("column.nearest")),
        Column(label=view.say("column.counts-as"), numeric=True, sortable=False),
    )
    made = [_row(view, one, rows.get(one.company_key, [])) for one in found]
    made += [Row(cells=(told, "", f"{change:+.0f}".replace("-", "−"))) for told, change in steps if change]
    total = (view.say("why.total"), "", count(number))
    return html_table(
        columns,
        made,
        caption=view.say("column.candidates"),
        empty=view.say("detail.no-candidates"),
        total=total if made else None,
    )


def _row(view: View, one: Candidate, rows: Sequence[SupplierRow]) -> Row:
    name = rows[0].company if rows else one.company_key
    said = [
        element("small", " · ".join((row.place, view.word(row.status), view.word(row.control))), " ", strength_cited(view, row))
        for row in rows
    ]
    return Row(
        cells=(element("div", opener(name, f"company:{one.company_key}"), *said), view.region(one.region), "1"), sort=(name,)
    )
