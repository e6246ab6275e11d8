"""What each step of a scenario did to a number: a row a step, which together are what all of them did."""

from collections.abc import Callable, Sequence

from chainmap.analysis.assessment import ChainResult, SegmentResult
from chainmap.analysis.scenario import Change
from chainmap.analysis.scenario_parts import stages
from chainmap.model.vocabulary import Score
from chainmap.present.html_table import Column, Row, html_table
from chainmap.present.markup import Markup, element
from chainmap.present.numbers import column_percent, percent_points
from chainmap.present.step_text import step_text
from chainmap.present.view import View


def segment_steps(
    view: View, chain: ChainResult, result: SegmentResult, value: Callable[[SegmentResult], float]
) -> list[tuple[str, float]]:
    """The steps that touch the segment, in words, each with what it adds to its `value`; none without a scenario."""
    if view.made is None:
        return []
    chain_id, segment_id = chain.chain.chain_id, result.segment.segment_id
    before = value(view.made.before.chain(chain_id).segment(segment_id))
    found = []
    for stage in stages(view.dataset, view.made, chain_id, segment_id):
        after = value(stage.chain.segment(segment_id))
        found.append((_told(view, stage.changes), after - before))
        before = after
    return found


def score_steps(view: View, chain: ChainResult, score: Score) -> Markup | None:
    """The score before the scenario, what every step adds to it on lo, and the score after; None without a scenario."""
    if view.made is None:
        return None
    region, chain_id = view.assessment.headline(score), chain.chain.chain_id
    before = view.made.before.chain(chain_id).scores[region][score].lo
    rows = [Row(cells=(view.say("why.before-scenario"), column_percent(before)))]
    for stage in stages(view.dataset, view.made, chain_id):
        after = stage.chain.scores[region][score].lo
        rows.append(Row(cells=(_told(view, stage.changes), percent_points(after - before))))
        before = after
    columns = (
        Column(label=view.say("column.step"), sortable=False, width="70%"),
        Column(label=view.say("column.adds"), numeric=True, sortable=False),
    )
    title = view.say("why.step-by-step")
    total = (view.say("why.total"), column_percent(chain.scores[region][score].lo))
    return element("section", element("h3", title), html_table(columns, rows, caption=title, empty="", total=total))


def _told(view: View, changes: Sequence[Change]) -> str:
    first = step_text(view, changes[0])
    return first if len(changes) == 1 else view.say("why.steps-more", step=first, count=len(changes), more=len(changes) - 1)
