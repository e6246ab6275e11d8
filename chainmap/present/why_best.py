"""Why filling a few segments together reaches what it does: what each adds after those before it; the parts add up."""

from collections.abc import Sequence

import numpy as np

from chainmap.analysis.assessment import ChainResult
from chainmap.analysis.network import Array
from chainmap.analysis.scores import continuity, coverage, self_reliance
from chainmap.model.vocabulary import Score
from chainmap.present.answer import Answer, segment_row
from chainmap.present.equation import equation, product
from chainmap.present.gap_list import gain
from chainmap.present.html_table import Column, Row, html_table
from chainmap.present.marks import chip, verdict_order
from chainmap.present.markup import element
from chainmap.present.numbers import column_percent, percent
from chainmap.present.view import View


def best_answer(view: View, score: Score, chain: ChainResult, members: Sequence[str], *, opened: str | None) -> Answer | None:
    """`members` are filled one after the other; None unless they are different gaps of the chain.

    An address may name any segments, so that they are the best ones is not claimed here.
    """
    gaps = {one.segment.segment_id for one in chain.segments if one.gains is not None}
    if score is Score.CONTROLLED_COVERAGE or len(set(members)) < len(members) or not gaps.issuperset(members):
        return None
    values = _one_after_the_other(chain, score, view.assessment.headline(score), members)
    region = view.region(view.assessment.headline(score))
    columns = (
        Column(label=view.say("column.segment")),
        Column(label=view.say("column.verdict")),
        Column(label=view.say("column.alone"), numeric=True, hint=view.say("hint.alone")),
        Column(label=view.say("column.adds-then"), numeric=True, hint=view.say("hint.adds-then")),
    )
    rows = [_row(view, chain, score, name, rise, opened) for name, rise in zip(members, np.diff(values).tolist(), strict=True)]
    total = (view.say("why.total"), "", "", column_percent(float(values[-1] - values[0])))
    body = element(
        "div",
        element("p", view.say("why.best", region=region, score=view.word(score)), class_="cm-sentence"),
        element("p", view.say("why.best-proof"), class_="cm-muted"),
        html_table(columns, rows, caption=view.word(score), empty="–", total=total),
        class_="cm-page",
    )
    letter = {Score.SELF_RELIANCE: "R", Score.CONTINUITY: "K"}.get(score, "B")
    tex = equation(view, letter, [product(one) for one in (values[0], *np.diff(values).tolist())], float(values[-1]))
    title = view.say("why.title-best", count=len(members), score=view.word(score), value=percent(float(values[-1])))
    return Answer(title=title, tex=(tex,), body=body)


def _one_after_the_other(chain: ChainResult, score: Score, region: str, members: Sequence[str]) -> Array:
    """The score on lo with none, one, two … of the members filled."""
    now = np.array([one.cover_for(score)[region].lo for one in chain.segments])
    covers = np.repeat(now[None, :], len(members) + 1, axis=0)
    for at, name in enumerate(members, start=1):
        covers[at:, chain.network.segment_ids.index(name)] = 1.0
    if score is Score.COVERAGE:
        return coverage(chain.network, covers)
    return (self_reliance if score is Score.SELF_RELIANCE else continuity)(chain.network, covers)[0]


def _row(view: View, chain: ChainResult, score: Score, name: str, rise: float, opened: str | None) -> Row:
    one = chain.segment(name)
    alone = gain(one, score)
    cells = (chip(one.verdict, view.language), column_percent(alone), column_percent(rise))
    return segment_row(view, chain, one, cells, (None, verdict_order(one.verdict), alone, rise), opened=opened)
