"""Why filling a gap is worth what it is: ΔB times pull with its numbers, user by user, and all three scores before and after."""

from chainmap.analysis.assessment import ChainResult, SegmentResult
from chainmap.model.interval import Interval
from chainmap.model.vocabulary import Score
from chainmap.present.answer import rise_table, segment_row
from chainmap.present.equation import equation, largest_first, product
from chainmap.present.gap_list import gain
from chainmap.present.html_table import Column, html_table
from chainmap.present.markup import Markup, element
from chainmap.present.numbers import column_percent, interval_in_column
from chainmap.present.segment_detail import segment_detail
from chainmap.present.view import View, ref

_SCORES = (Score.COVERAGE, Score.SELF_RELIANCE, Score.CONTINUITY)


def gain_formula(view: View, chain: ChainResult, result: SegmentResult) -> tuple[str, ...]:
    """ΔB = w (1 − c), its part with a local buyer, and both with their numbers; so is the pull, user by user."""
    general = r"\Delta B=w\,(1-c),\qquad \text{pull}=\sum_k S_k\,c_k,\qquad \Delta B\cdot\text{pull}"
    if result.gains is None:
        return general, r"\Delta B=0"
    gains, cover = result.gains, result.cover[view.assessment.region].lo
    numbers = equation(view, r"\Delta B", [product(result.weight, (1.0, cover))], gains.coverage)
    return general, pull_formula(view, chain, result), rf"{numbers},\qquad {local_part(view, gains.coverage, gains.pull)}"


def local_part(view: View, gain: float, pull: Interval) -> str:
    """What of a gain has a local buyer, with its numbers: at both ends where users that nobody has looked for may buy."""
    products = (
        equation(view, rf"\Delta B\cdot{_named(pull, end)}", [product(gain, pull[end])], gain * pull[end]) for end in _ends(pull)
    )
    return r",\qquad ".join(products)


def pull_formula(view: View, chain: ChainResult, result: SegmentResult) -> str:
    """Σ S c over the users with its numbers, at both ends where they differ."""
    pull = result.gains.pull if result.gains else Interval(0.0, 0.0)
    users = users_of(chain, result)
    region = view.assessment.region
    return r",\qquad ".join(
        equation(
            view, _named(pull, end), largest_first([product(share, one.cover[region][end]) for share, one in users]), pull[end]
        )
        for end in _ends(pull)
    )


def users_of(chain: ChainResult, result: SegmentResult) -> list[tuple[float, SegmentResult]]:
    """The users of a segment, each with its share of the output, the largest first."""
    shares = chain.network.user_share[chain.network.segment_ids.index(result.segment.segment_id)]
    users = ((float(share), one) for share, one in zip(shares, chain.segments, strict=True) if share > 0)
    return sorted(users, key=lambda pair: -pair[0])


def _ends(pull: Interval) -> tuple[int, ...]:
    return (0, 1) if pull.width else (0,)


def _named(pull: Interval, end: int) -> str:
    return rf"\text{{pull}}_{{\text{{{('lo', 'hi')[end]}}}}}" if pull.width else r"\text{pull}"


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
    users = users_of(chain, result)
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
