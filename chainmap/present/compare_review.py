"""Regions side by side on the same chains: scores of each, what one has and another lacks, verdicts segment by segment."""

from collections import Counter
from collections.abc import Iterator

from chainmap.analysis.assessment import Assessment, ChainResult, SegmentResult
from chainmap.analysis.side_by_side import SideBySide
from chainmap.model.interval import Interval
from chainmap.model.vocabulary import Score, State
from chainmap.present.html_table import PLACE, Column, Row, around, figure, figures_in, html_table, mark, opener
from chainmap.present.ladder import after_loss, coverage_after_loss, ladder_picture
from chainmap.present.ladder_table import ladder_table
from chainmap.present.marks import chip, verdict_order
from chainmap.present.markup import Markup, element
from chainmap.present.numbers import column_percent, interval_in_column, is_unknown, listed, percent
from chainmap.present.score_bar import score_bar
from chainmap.present.view import View, ref

_NAMED = 4
_INSIDE = (Score.SELF_RELIANCE, Score.CONTINUITY)


def region_sentence(view: View, found: SideBySide) -> Markup:
    """The answer: the figures of one chain, each open, or in how many chains each region is ahead."""
    parts: dict[str, Markup] = {}
    for chain in view.assessment.chains[:1]:
        for one in found.assessments:
            asked = f"why:region={one.region};{Score.COVERAGE.value}:{chain.chain.chain_id}"
            parts[one.region] = figure(percent(_coverage(one, chain)), asked)
    return figures_in(_region_text(view, found), parts)


def _region_text(view: View, found: SideBySide) -> str:
    if len(found.assessments) < 2:
        return view.say("compare.nobody", region=view.region(view.assessment.region))
    if len(view.assessment.chains) == 1:
        (chain,) = view.assessment.chains
        return view.say("compare.values", chain=view.chain(chain.chain), values=_values(view, found, chain))
    ahead = Counter(region for chain in view.assessment.chains if (region := _ahead(found, chain)))
    leads = tuple(view.say("compare.leads-in", region=view.region(one), count=count) for one, count in ahead.most_common())
    return view.say("compare.leads", count=len(view.assessment.chains), leads=leads or view.say("compare.leads-nowhere"))


def checked_sentence(view: View, found: SideBySide) -> Markup:
    """How many segments were checked for each region, of one chain to open; empty when everywhere the same."""
    counts = [_checked_count(one, view) for one in found.assessments]
    if len(set(counts)) < 2:
        return Markup()
    told = tuple(
        view.say("compare.checked-at", region=view.region(one.region), count=mark(one.region, count))
        for one, count in zip(found.assessments, counts, strict=True)
    )
    text = view.say("compare.checked", counts=told, total=sum(len(chain.segments) for chain in view.assessment.chains))
    first, *others = view.assessment.chains
    asked = f"checked:{'' if others else first.chain.chain_id}"
    shown = {
        one.region: figure(str(count), f"why:region={one.region};{asked}")
        for one, count in zip(found.assessments, counts, strict=True)
    }
    return figures_in(text, shown)


def nested_sentence(view: View, found: SideBySide) -> str:
    """Which of the regions hold others of them: whoever is in these counts in both. Empty where none does."""
    regions = [one.region for one in found.assessments]
    held = {
        outer: tuple(view.region(one) for one in regions if one != outer and view.dataset.regions.contains(outer, one))
        for outer in regions
    }
    told = (view.say("compare.holds", outer=view.region(outer), inner=names) for outer, names in held.items() if names)
    return "".join(told)


def region_comparison(view: View, found: SideBySide) -> Markup:
    """Per chain of the view the regions in a table beside the ladder of the focal region; first the ladders of all chains."""
    several = len(view.assessment.chains) > 1
    return element(
        "div",
        element("p", view.say("compare.inside"), nested_sentence(view, found), checked_sentence(view, found), class_="cm-muted"),
        ladder_table(view) if several else None,
        *(_chain_block(view, found, chain, titled=not several) for chain in view.assessment.chains),
        class_="cm-page",
    )


def segment_comparison(view: View, found: SideBySide, chain: ChainResult, *, only_different: bool) -> Markup:
    """Verdict and companies of every segment in every region, the heaviest segment first."""
    chain_id = chain.chain.chain_id
    rows = []
    for one in sorted(chain.segments, key=lambda each: (-each.weight, each.segment.segment_id)):
        sides = [other.chain(chain_id).segment(one.segment.segment_id) for other in found.assessments]
        if not only_different or len({side.verdict for side in sides}) > 1:
            rows.append(_segment_row(view, found, chain, one, sides))
    columns = (
        Column(label=view.say("column.segment"), code="segment"),
        Column(label=view.say("column.weight"), code="weight", numeric=True),
        *(Column(label=view.region(one.region), code=one.region) for one in found.assessments),
    )
    title = view.say("compare.segments", chain=view.chain(chain.chain))
    return html_table(columns, rows, caption=title, empty=view.say("compare.no-difference"))


def _values(view: View, found: SideBySide, chain: ChainResult) -> str:
    """What is known of each region, and then where nothing is."""
    known = [one for one in found.assessments if not is_unknown(_in_own(one, chain))]
    parts = [view.say("compare.value", region=view.region(one.region), value=mark(one.region)) for one in known]
    others = tuple(view.region(one.region) for one in found.assessments if one not in known)
    told = [listed(parts, view.language)] if parts else []
    return view.say("compare.and").join([*told, view.say("compare.values-unknown", regions=others)] if others else told)


def _chain_block(view: View, found: SideBySide, chain: ChainResult, *, titled: bool) -> Markup:
    return element(
        "article",
        element("h2", view.chain(chain.chain)),
        element(
            "div",
            element(
                "div", _score_table(view, found, chain), *_differences(view, found, chain), style="flex:1 1 520px;min-width:0"
            ),
            element("div", ladder_picture(view, chain, titled=titled), style="flex:0 1 380px"),
            style="display:flex;flex-wrap:wrap;gap:8px 40px;align-items:flex-start",
        ),
        class_="cm-chain",
    )


def _score_table(view: View, found: SideBySide, chain: ChainResult) -> Markup:
    hint = view.say("compare.difference-hint", region=view.region(found.assessments[0].region))
    # In the tables of all chains or in none: they stand below each other.
    differs = any(not is_unknown(_in_own(one, each)) for each in view.assessment.chains for one in found.assessments[1:])
    columns = (
        Column(label=view.say("column.region"), sortable=False, width="38%"),
        Column(label=view.word(Score.COVERAGE).capitalize(), sortable=False, width="26%"),
        *((Column(label=view.say("compare.column.difference"), numeric=True, sortable=False, hint=hint),) if differs else ()),
        *(Column(label=view.word(score).capitalize(), numeric=True, sortable=False) for score in _INSIDE),
    )
    rows = [_score_row(view, found, chain, one, differs=differs) for one in found.assessments]
    return html_table(columns, rows, caption=view.chain(chain.chain), empty="")


def _score_row(view: View, found: SideBySide, chain: ChainResult, one: Assessment, *, differs: bool) -> Row:
    result = one.chain(chain.chain.chain_id)
    scores, after = result.scores[one.region], after_loss(result, one.region)
    bar = score_bar(
        scores[Score.COVERAGE], view.language, label=f"{view.region(one.region)} {view.word(Score.COVERAGE)}",
        after_loss=after,
    )  # fmt: skip
    first = found.assessments[0]
    own = chain.chain.chain_id
    unknown = is_unknown(scores[Score.COVERAGE]) or is_unknown(_in_own(first, chain))
    asked = f"why:beside={first.region},{one.region};moved:{Score.COVERAGE.value}:{own}"
    points = "–" if unknown else figure(column_percent(scores[Score.COVERAGE].lo - _coverage(first, chain), sign=True), asked)
    difference = "" if one is first else points
    inside = (figure(_figure(view, scores[score]), f"why:inside={one.region};{score.value}:{own}") for score in _INSIDE)
    return Row(
        cells=(
            element(
                "div",
                view.region(one.region),
                element("small", *_states(view, result, one.region), class_="cm-muted cm-states"),
            ),
            element(
                "div",
                bar,
                element(
                    "div",
                    figure(_figure(view, scores[Score.COVERAGE]), f"why:region={one.region};coverage:{own}"),
                    None if after is None else element("div", coverage_after_loss(view, own, one.region, after)),
                ),
            ),
            *((difference,) if differs else ()),
            *inside,
        )
    )


def _figure(view: View, interval: Interval) -> Markup | str:
    """Both ends; where nothing at all is known, that."""
    return (
        element("span", view.say("compare.unknown"), class_="cm-muted") if is_unknown(interval) else interval_in_column(interval)
    )


def _states(view: View, result: ChainResult, region: str) -> Iterator[Markup]:
    """How many segments are supplied, possible, absent and unchecked; those that are none are left out."""
    numbers = Counter(one.state for one in result.segments)
    for state in State:
        if numbers[state]:
            asked = f"why:region={region};state:{state.value}:{result.chain.chain_id}"
            told = view.say("compare.state", state=view.word(state), count=PLACE)
            yield element("span", around(told, figure(str(numbers[state]), asked)), class_="cm-place")


def _differences(view: View, found: SideBySide, chain: ChainResult) -> list[Markup]:
    """What another region has and the first one lacks."""
    first, *others = found.assessments
    sentences = (_has(view, chain, other, first) for other in others)
    return [element("p", sentence, style="font-size:13px") for sentence in sentences if sentence]


def _has(view: View, chain: ChainResult, having: Assessment, lacking: Assessment) -> str:
    one, other = having.chain(chain.chain.chain_id), lacking.chain(chain.chain.chain_id)
    there = [
        result
        for result, beside in zip(one.segments, other.segments, strict=True)
        if result.state is State.SUPPLIED and beside.state is not State.SUPPLIED
    ]
    if not there:
        return ""
    there.sort(key=lambda result: (-result.weight, result.segment.segment_id))
    names = listed((view.segment(result.segment) for result in there), view.language, at_most=_NAMED)
    regions = {"other": view.region(having.region), "region": view.region(lacking.region)}
    return view.say("compare.has", **regions, names=names)


def _segment_row(view: View, found: SideBySide, chain: ChainResult, one: SegmentResult, sides: list[SegmentResult]) -> Row:
    where = ref(chain.chain, one.segment.segment_id)
    cells = [_side(view, where, side, at.region) for side, at in zip(sides, found.assessments, strict=True)]
    return Row(
        cells=(
            opener(view.segment(one.segment), f"segment:{where}"),
            figure(column_percent(one.weight), f"why:weight:{where}"),
            *cells,
        ),
        sort=(None, one.weight, *(verdict_order(side.verdict) for side in sides)),
        event=f"segment:{where}",
    )


def _side(view: View, slot: str, side: SegmentResult, region: str) -> Markup:
    certain, possible = side.companies[region]
    code = "compare.companies-open" if possible else "compare.companies"
    facts = {"more": possible} if possible else {}
    return element(
        "div",
        chip(side.verdict, view.language),
        element("small", figure(view.say(code, count=certain, **facts), f"why:region={region};companies:{slot}:{region}")),
    )


def _coverage(one: Assessment, chain: ChainResult) -> float:
    """Coverage on lo of this chain in the region that is asked about."""
    return _in_own(one, chain).lo


def _in_own(one: Assessment, chain: ChainResult) -> Interval:
    return one.chain(chain.chain.chain_id).scores[one.region][Score.COVERAGE]


def _ahead(found: SideBySide, chain: ChainResult) -> str | None:
    """The region with the largest coverage, the first of equal ones; None where all are 0."""
    best = max(found.assessments, key=lambda one: _coverage(one, chain))
    return best.region if _coverage(best, chain) > 0 else None


def _checked_count(one: Assessment, view: View) -> int:
    chains = (one.chain(chain.chain.chain_id) for chain in view.assessment.chains)
    return sum(result.checked[one.region] for chain in chains for result in chain.segments)
