"""Why filling a gap is worth what it is: ΔB times pull with its numbers, user by user, and all three scores before and after."""

from chainmap.analysis.assessment import ChainResult, SegmentResult
from chainmap.model.interval import Interval
from chainmap.model.vocabulary import Score
from chainmap.present.answer import rise_table, segment_row
from chainmap.present.decimals import decimals
from chainmap.present.gap_list import gain
from chainmap.present.html_table import Column, html_table
from chainmap.present.markup import Markup, element
from chainmap.present.numbers import column_percent, interval_in_column
from chainmap.present.segment_detail import segment_detail
from chainmap.present.view import View, ref

_SCORES = (Score.COVERAGE, Score.SELF_RELIANCE, Score.CONTINUITY)


def gain_formula(view: View, result: SegmentResult) -> tuple[str, str]:
    """ΔB = w (1 − c), its part with a local buyer, and both with their numbers."""
    general = r"\Delta B=w\,(1-c),\qquad \text{pull}=\sum_k S_k\,c_k,\qquad \Delta B\cdot\text{pull}"
    if result.gains is None:
        return general, r"\Delta B=0"
    gains, cover = result.gains, result.cover[view.assessment.region].lo
    places = decimals((result.weight, cover), gains.coverage, lambda of: of[0] * (1 - of[1]))
    factors = rf"{result.weight:.{places}f}\cdot(1-{cover:.{places}f})"
    numbers = rf"\Delta B={factors}={gains.coverage:.{places}f}"
    return general, rf"{numbers},\qquad {local_part(gains.coverage, gains.pull)}"


def local_part(gain: float, pull: Interval) -> str:
    """What of a gain has a local buyer, with its numbers: at both ends where users that nobody has looked for may buy."""
    ends = (pull.lo, pull.hi) if pull.width else (pull.lo,)
    return r",\qquad ".join(_product(gain, end) for end in ends)


def _product(gain: float, end: float) -> str:
    places = decimals((gain, end), gain * end)
    return rf"{gain:.{places}f}\cdot {end:.{places}f}={gain * end:.{places}f}"


def why_gain(view: View, chain: ChainResult, result: SegmentResult, *, opened: str | None) -> Markup:
    """Users with their shares, which add up to the pull; the scores; and the segment down to its cells."""
    region = view.region(view.assessment.region)
    return element(
        "div",
        element("p", view.say("why.gain", region=region), class_="cm-sentence"),
        element("h3", view.say("why.gain-users")),
        _user_table(view, chain, result, opened),
        element("h3", view.say("why.gain-scores")),
        rise_table(view, chain, {score: gain(result, score) for score in _SCORES}, "column.filled"),
        segment_detail(view, chain, result) if opened in (None, ref(chain.chain, result.segment.segment_id)) else None,
        class_="cm-page",
    )


def _user_table(view: View, chain: ChainResult, result: SegmentResult, opened: str | None) -> Markup:
    columns = (
        Column(label=view.say("column.user")),
        Column(label=view.say("column.user-share"), numeric=True),
        Column(label=view.say("column.user-cover"), numeric=True),
        Column(label=view.say("column.pull-part"), numeric=True),
    )
    shares = chain.network.user_share[chain.network.segment_ids.index(result.segment.segment_id)]
    users = sorted(
        ((float(share), one) for share, one in zip(shares, chain.segments, strict=True) if share > 0), key=lambda pair: -pair[0]
    )
    region = view.assessment.region
    rows = [
        segment_row(
            view,
            chain,
            one,
            (column_percent(share), interval_in_column(one.cover[region]), column_percent(share * one.cover[region].lo)),
            (None, share, one.cover[region].lo, share * one.cover[region].lo),
            opened=opened,
        )
        for share, one in users
    ]
    parts = (sum(share for share, _ in users), sum(share * one.cover[region].lo for share, one in users))
    total = (view.say("why.total"), column_percent(parts[0]), "", column_percent(parts[1]))
    caption = view.say("why.gain-users")
    return html_table(columns, rows, caption=caption, empty=view.say("why.no-users"), total=total if rows else None)
