"""Why a set of gaps lifts continuity together: what could run now and with all of it, and that none of it can be spared."""

from collections.abc import Sequence

import numpy as np

from chainmap.analysis.assessment import ChainResult
from chainmap.analysis.network import Array
from chainmap.analysis.scores import continuity
from chainmap.model.vocabulary import Score
from chainmap.present.answer import Answer, segment_row
from chainmap.present.equation import equation, product
from chainmap.present.gap_list import gain
from chainmap.present.html_table import Column, html_table
from chainmap.present.marks import chip, verdict_order
from chainmap.present.markup import Markup, element
from chainmap.present.numbers import column_percent, percent_in_column, percent_points
from chainmap.present.view import View
from chainmap.present.why_filled import carried, end_table


def unlock_answer(view: View, chain: ChainResult, members: Sequence[str], *, opened: str | None) -> Answer:
    """K on lo at its headline region: now, with all of `members` filled, and with all but each; ValueError for an unknown one."""
    home = view.assessment.headline(Score.CONTINUITY)
    now, then = carried(chain, Score.CONTINUITY, home, members)
    before, after = (float(side @ chain.network.final_share) for side in (now, then))
    body = element(
        "div",
        element("p", view.say("why.unlock", region=view.region(home), count=len(members)), class_="cm-sentence"),
        element("h3", view.say("why.unlock-members")),
        _member_table(view, chain, members, opened),
        element("h3", view.say("why.unlock-ends")),
        end_table(view, chain, Score.CONTINUITY, now, then, opened),
        class_="cm-page",
    )
    tex = (r"K=\sum_i f_i\,h_i", equation(view, r"\Delta K", [product(after), product(-before)], after - before))
    title = view.say(
        "why.title-unlock", count=len(members), score=view.word(Score.CONTINUITY), points=percent_points(after - before)
    )
    return Answer(title=title, tex=tex, body=body)


def reached(chain: ChainResult, region: str, sets: Sequence[Sequence[str]]) -> Array:
    """K on lo in the region with each of the sets filled."""
    covers = np.repeat(_covers(chain, region)[None, :], len(sets), axis=0)
    for at, members in enumerate(sets):
        covers[at, [chain.network.segment_ids.index(one) for one in members]] = 1.0
    return continuity(chain.network, covers)[0]


def _covers(chain: ChainResult, region: str) -> Array:
    return np.array([one.controlled_cover[region].lo for one in chain.segments])


def _member_table(view: View, chain: ChainResult, members: Sequence[str], opened: str | None) -> Markup:
    home = view.assessment.headline(Score.CONTINUITY)
    columns = (
        Column(label=view.say("column.segment")),
        Column(label=view.say("column.verdict")),
        Column(label=view.say("column.controlled-cover"), numeric=True),
        Column(label=view.say("column.alone"), numeric=True, hint=view.say("hint.alone")),
        Column(label=view.say("column.without"), numeric=True, hint=view.say("hint.without")),
    )
    left = reached(chain, home, [[one for one in members if one != name] for name in members]).tolist()
    rows = []
    for name, without in zip(members, left, strict=True):
        one = chain.segment(name)
        alone, cover = gain(one, Score.CONTINUITY), one.controlled_cover[home].lo
        cells = (chip(one.verdict, view.language), percent_in_column(cover), column_percent(alone), column_percent(without))
        rows.append(
            segment_row(view, chain, one, cells, (None, verdict_order(one.verdict), cover, alone, without), opened=opened)
        )
    total = (view.say("why.all-filled"), "", "", "", column_percent(float(reached(chain, home, [members])[0])))
    return html_table(columns, rows, caption=view.say("why.unlock-members"), empty="–", total=total)
