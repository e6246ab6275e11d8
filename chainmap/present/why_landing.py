"""Why landing a company in the region is worth what it is: the cover before and after, all three scores, and its cell."""

from chainmap.analysis.targets import Target, targets
from chainmap.model.interval import Interval
from chainmap.model.vocabulary import Score
from chainmap.present.answer import Answer, levers_of_segment, whole_segment
from chainmap.present.html_table import Column, Row, cell_markup, html_table
from chainmap.present.markup import Markup, element
from chainmap.present.numbers import column_percent, percent_in_column
from chainmap.present.target_words import call_line
from chainmap.present.view import View
from chainmap.present.why_gain import local_part


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
    tex = (
        r"\Delta B=w\,(c'-c),\qquad \Delta B\cdot\text{pull}",
        rf"\Delta B={result.weight:.4f}\cdot({then:.3f}-{cover:.3f})={gains.coverage:.4f},\qquad "
        + local_part(gains.coverage, gains.pull),
    )
    region = view.region(view.assessment.region)
    body = element(
        "div",
        element("p", view.say("why.landing", region=region), class_="cm-sentence"),
        element("p", call_line(view, target), " ", cell_markup(target.cell)),
        _scores(view, chain.scores, target),
        levers_of_segment(view, chain, result),
        whole_segment(view, chain, result, opened=opened),
        class_="cm-page",
    )
    title = view.say("why.title-landing", company=target.company, segment=view.segment(result.segment), region=region)
    return Answer(title=title, tex=tex, body=body)


def _scores(view: View, scores: dict[str, dict[Score, Interval]], target: Target) -> Markup:
    columns = (
        Column(label=view.say("column.score"), sortable=False),
        Column(label=view.say("column.region"), sortable=False),
        Column(label=view.say("column.now"), numeric=True, sortable=False),
        Column(label=view.say("column.landed"), numeric=True, sortable=False),
        Column(label=view.say("column.change"), numeric=True, sortable=False),
    )
    rises = {
        Score.COVERAGE: target.gains.coverage,
        Score.SELF_RELIANCE: target.gains.self_reliance,
        Score.CONTINUITY: target.gains.continuity,
    }
    rows = []
    for score, rise in rises.items():
        region = view.assessment.headline(score)
        now = scores[region][score].lo
        rows.append(
            Row(
                cells=(
                    view.word(score),
                    view.region(region),
                    percent_in_column(now),
                    percent_in_column(now + rise),
                    column_percent(rise, sign=True),
                )
            )
        )
    return html_table(columns, rows, caption=view.say("why.gain-scores"), empty="")
