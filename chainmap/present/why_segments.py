"""Why a count or a share of segments is what it is: those of a verdict, of a state, on the count grade, one by one."""

from collections.abc import Iterable, Sequence

from chainmap.analysis.assessment import ChainResult, SegmentResult
from chainmap.model.vocabulary import Action, Evidence, State, Verdict
from chainmap.present.html_table import Column, Row, html_table, opener
from chainmap.present.marks import chip, verdict_order
from chainmap.present.markup import Markup, element, join
from chainmap.present.numbers import column_percent, interval_in_column
from chainmap.present.reason_figures import reason_markup
from chainmap.present.segment_detail import segment_detail
from chainmap.present.view import View, ref


def of_verdict(chain: ChainResult, verdict: Verdict) -> list[SegmentResult]:
    """The segments with a verdict, the heaviest first."""
    return _heaviest_first(one for one in chain.segments if one.verdict is verdict)


def of_state(chain: ChainResult, state: State) -> list[SegmentResult]:
    """The segments in a state at the focal region, the heaviest first."""
    return _heaviest_first(one for one in chain.segments if one.state is state)


def of_action(chain: ChainResult, action: Action) -> list[SegmentResult]:
    """The segments for which this is the thing to do, be it after something else; the heaviest first."""
    return _heaviest_first(one for one in chain.segments if one.action is action or action in one.also)


def checked_for(chain: ChainResult, region: str) -> list[SegmentResult]:
    """The segments that were checked for a region, the heaviest first."""
    return _heaviest_first(one for one in chain.segments if one.checked[region])


def on_count_grade(view: View, chain: ChainResult) -> list[SegmentResult]:
    """Those whose cover at the focal region rests on the number of companies; a published rate does not."""
    at_home = view.assessment.region == view.assessment.home_country
    return _heaviest_first(one for one in chain.segments if one.evidence is Evidence.COUNT and not (at_home and one.rate_applied))


def on_longest_path(chain: ChainResult) -> list[SegmentResult]:
    """The segments of the longest path, inputs first."""
    return [chain.segments[at] for at in chain.network.longest_path]


def every_segment(chain: ChainResult) -> list[SegmentResult]:
    """All of the chain, the heaviest first."""
    return _heaviest_first(chain.segments)


def why_segments(
    view: View, chain: ChainResult, shown: Sequence[SegmentResult], sentence: str, *, opened: str | None, advised: bool = False
) -> Markup:
    """A table of the segments with the reasons of their verdicts, and below it the sum of their weights.

    With `advised` what is to be done stands beside the verdict, with its reason too.
    """
    columns = (
        Column(label=view.say("column.segment"), width="24%"),
        Column(label=view.say("column.verdict")),
        Column(label=view.say("column.reason"), sortable=False),
        Column(label=view.say("column.cover"), numeric=True, hint=view.say("hint.cover")),
        Column(label=view.say("column.weight"), numeric=True, hint=view.say("hint.weight")),
    )
    total = (view.say("why.total"), "", "", "", column_percent(sum(one.weight for one in shown)))
    rows = [_row(view, chain, one, opened, advised=advised) for one in shown]
    table = html_table(columns, rows, caption=sentence, empty=view.say("detail.none"), total=total if shown else None)
    return element("div", element("p", sentence, class_="cm-sentence"), table, class_="cm-page")


def _heaviest_first(segments: Iterable[SegmentResult]) -> list[SegmentResult]:
    return sorted(segments, key=lambda one: (-one.weight, one.segment.segment_id))


def _row(view: View, chain: ChainResult, one: SegmentResult, opened: str | None, *, advised: bool) -> Row:
    own = ref(chain.chain, one.segment.segment_id)
    verdict, reasons = chip(one.verdict, view.language), [one.reason]
    if advised:
        actions = view.say("why.and-then").join(view.word(each) for each in (one.action, *one.also))
        verdict, reasons = element("div", verdict, element("small", actions)), [one.reason, one.action_reason]
    cover = one.cover[view.assessment.region]
    return Row(
        cells=(
            opener(view.segment(one.segment), f"segment:{own}", is_open=opened == own),
            verdict,
            join((reason_markup(view, chain, one, each) for each in reasons), "" if view.language == "zh" else " "),
            interval_in_column(cover),
            column_percent(one.weight),
        ),
        sort=(None, verdict_order(one.verdict), None, cover.lo, one.weight),
        event=f"segment:{own}",
        detail=segment_detail(view, chain, one) if opened == own else None,
    )
