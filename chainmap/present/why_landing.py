"""Why landing a company in the region is worth what it is: the cover before and after, all three scores, and its cell."""

from chainmap.analysis.targets import targets
from chainmap.model.vocabulary import Score
from chainmap.present.answer import Answer, levers_of_segment, rise_table, whole_segment
from chainmap.present.citation import cited
from chainmap.present.equation import equation, product
from chainmap.present.markup import element
from chainmap.present.target_words import call_line
from chainmap.present.view import View
from chainmap.present.why_gain import local_part, pull_formula


def landing_answer(view: View, slot: str, company_key: str, *, opened: str | None) -> Answer | None:
    """None when the company is no target for the segment."""
    found = view.find(slot)
    if found is None:
        return None
    chain, result = found
    listed = targets(view.dataset, view.assessment, (chain.chain.chain_id, result.segment.segment_id)).targets
    target = next((one for one in listed if one.company_key == company_key), None)
    if target is None:
        return None
    gains, cover = target.gains, result.cover[view.assessment.region].lo
    then = cover + (gains.coverage / result.weight if result.weight else 0.0)
    rise = equation(view, r"\Delta B", [product(result.weight, (then, cover))], gains.coverage)
    tex = (
        r"\Delta B=w\,(c'-c),\qquad \text{pull}=\sum_k S_k\,c_k,\qquad \Delta B\cdot\text{pull}",
        pull_formula(view, chain, result),
        rf"{rise},\qquad {local_part(view, gains.coverage, gains.pull)}",
    )
    rises = {
        Score.COVERAGE: gains.coverage,
        Score.SELF_RELIANCE: gains.self_reliance,
        Score.CONTINUITY: gains.continuity,
    }
    region = view.region(view.assessment.region)
    body = element(
        "div",
        element("p", view.say("why.landing", region=region), class_="cm-sentence"),
        element("p", call_line(view, target), " ", cited(view, target.cell, "place", "status", "control")),
        rise_table(view, chain, rises, "column.landed"),
        levers_of_segment(view, chain, result),
        whole_segment(view, chain, result, opened=opened),
        class_="cm-page",
    )
    title = view.say("why.title-landing", company=target.company, segment=view.segment(result.segment), region=region)
    return Answer(title=title, tex=tex, body=body)
