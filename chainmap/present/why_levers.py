"""What would change a score, in words: the gaps that lift it most, the losses that cost most, the checks that tell most."""

import numpy as np

from chainmap.analysis.after_loss import single_losses
from chainmap.analysis.assessment import ChainResult, SegmentResult
from chainmap.analysis.information import Information, information
from chainmap.model.vocabulary import Score
from chainmap.present.gap_list import gain, is_gap
from chainmap.present.html_table import PLACE, around, opener
from chainmap.present.markup import Markup, element
from chainmap.present.numbers import percent_points
from chainmap.present.view import View, ref

_MOST = 3
_CLOSED = 1e-9


def levers(view: View, chain: ChainResult, score: Score) -> Markup:
    """A list of sentences; each begins with the segment, which opens in place."""
    lines = [*_fills(view, chain, score), *_losses(view, chain, score), *_checks(view, chain, score)]
    return element("section", element("h3", view.say("why.levers")), element("ul", *(element("li", one) for one in lines)))


def what_is_open(view: View, chain: ChainResult, score: Score) -> Information:
    """Per segment what of the score's width goes away once its cover is known."""
    region = view.assessment.headline(score)
    covers = [one.cover_for(score)[region] for one in chain.segments]
    lo, hi = (np.array([cover[end] for cover in covers]) for end in (0, 1))
    return information(chain.network, score, lo, hi)


def _fills(view: View, chain: ChainResult, score: Score) -> list[Markup]:
    region, controlled = view.assessment.headline(score), score is Score.CONTROLLED_COVERAGE
    worth = [
        (_controlled_gain(one, region) if controlled else gain(one, score), at)
        for at, one in enumerate(chain.segments)
        if is_gap(one, score, region)  # where nobody is known yet, a check comes first: it has a line of its own
    ]
    best = [pair for pair in sorted(worth, key=lambda pair: (-pair[0], pair[1]))[:_MOST] if pair[0] > _CLOSED]
    if not best:
        return [element("span", view.say("why.lever-none"))]
    return [_line(view, chain, at, "why.lever-fill", value) for value, at in best]


def _controlled_gain(one: SegmentResult, region: str) -> float:
    """w (1 − d): what filling the segment with a domestic company adds to the controlled coverage; 0 for an end use."""
    return one.weight * (1.0 - one.controlled_cover[region].lo) if one.gains else 0.0


def _losses(view: View, chain: ChainResult, score: Score) -> list[Markup]:
    costs = single_losses(chain, score, view.assessment.headline(score))
    worst = [int(at) for at in np.argsort(-costs, kind="stable")[:_MOST] if costs[at] > _CLOSED]
    return [_line(view, chain, at, "why.lever-lose", -float(costs[at])) for at in worst]


def _checks(view: View, chain: ChainResult, score: Score) -> list[Markup]:
    rises = what_is_open(view, chain, score).if_hi
    best = [int(at) for at in np.argsort(-rises, kind="stable")[:_MOST] if rises[at] > _CLOSED]
    return [_line(view, chain, at, "why.lever-know", float(rises[at])) for at in best]


def _line(view: View, chain: ChainResult, at: int, code: str, points: float) -> Markup:
    segment = chain.segments[at].segment
    name = view.segment(segment)
    told = view.say(code, segment=PLACE, points=percent_points(points))
    return around(told, opener(name, f"segment:{ref(chain.chain, segment.segment_id)}"))
