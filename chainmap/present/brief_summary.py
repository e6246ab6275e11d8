"""The five lines of the brief, and the scores of several chains in one table."""

from collections import Counter
from collections.abc import Sequence

from chainmap.analysis.assessment import ChainResult
from chainmap.analysis.targets import Target, TargetList
from chainmap.model.vocabulary import Score, State
from chainmap.present.document import Grid
from chainmap.present.gap_list import gaps, to_check
from chainmap.present.not_filled import WHY_NOT
from chainmap.present.numbers import count, interval_percent, listed, percent, percent_points
from chainmap.present.overview import HEADLINES, held_down_by
from chainmap.present.target_list import nobody_known
from chainmap.present.verdict_style import LEGEND
from chainmap.present.view import View

_NAMED = 3


def summary(view: View, found: TargetList) -> tuple[str, str, str, str, str]:
    """Five lines: what is there, coverage, self-reliance and continuity, what to fill first, whom to call."""
    return (_state_line(view), _coverage_line(view), _home_line(view), _gap_line(view), _target_line(view, found))


def chain_grid(view: View) -> Grid:
    """One row a chain: its segments, its established gaps, its three scores from what is established to what may be."""
    headers = (view.say("column.chain"), view.say("report.column-all"), view.say("brief.column-gaps"), *map(view.word, HEADLINES))
    rows = [_chain_row(view, chain) for chain in view.assessment.chains]
    return Grid(
        headers=headers,
        rows=rows,
        widths=(3.1, 2.0, 1.5, 3.0, 3.0, 3.0),
        right=frozenset(range(1, 6)),
        caption=view.say("brief.by-chain"),
    )


def _chain_row(view: View, chain: ChainResult) -> Sequence[str]:
    found = gaps(view.only(chain.chain.chain_id))
    scores = (interval_percent(chain.scores[view.assessment.headline(score)][score]) for score in HEADLINES)
    return (view.chain(chain.chain), count(len(chain.segments)), count(len(found)), *scores)


def _state_line(view: View) -> str:
    every = [one for chain in view.assessment.chains for one in chain.segments]
    numbers = {state: sum(1 for one in every if one.state is state) for state in State}
    states = [view.say(f"sentence.{state.value}", count=numbers[state]) for state in State if numbers[state]]
    text = view.say("sentence.segments", count=len(every), more=len(every), states=view.say("sentence.comma").join(states))
    return view.say("brief.line-state", text=text).rstrip()


def _coverage_line(view: View) -> str:
    region, score = view.assessment.region, Score.COVERAGE
    low, high = _spread(view, [(chain, chain.scores[region][score].lo) for chain in view.assessment.chains])
    most = [chain.scores[region][score].hi for chain in view.assessment.chains]
    if len(most) == 1:
        return view.say("brief.line-coverage", region=view.region(region), value=low, most=percent(most[0]))
    code = "brief.line-coverage-several"
    return view.say(code, region=view.region(region), low=low, high=high, most=f"{percent(min(most))}–{percent(max(most))}")


def _home_line(view: View) -> str:
    home = view.assessment.home_country
    reliance, continuity = (
        _spread(view, [(chain, chain.scores[home][score].lo) for chain in view.assessment.chains])
        for score in (Score.SELF_RELIANCE, Score.CONTINUITY)
    )
    if len(view.assessment.chains) == 1:
        line = view.say("brief.line-home", region=view.region(home), reliance=reliance[0], continuity=continuity[0])
        held = held_down_by(view, view.assessment.chains[0])
        return line + (view.say("brief.line-held", names=held) if held else "") + view.say("brief.stop")
    return view.say(
        "brief.line-home-several", region=view.region(home), low=reliance[0], high=reliance[1],
        lowest=continuity[0], highest=continuity[1],
    )  # fmt: skip


def _spread(view: View, values: Sequence[tuple[ChainResult, float]]) -> tuple[str, str]:
    """The smallest and the largest value, of several chains with the names of those that have it."""
    ends = [min(value for _chain, value in values), max(value for _chain, value in values)]
    if len(values) == 1:
        return percent(ends[0]), percent(ends[0])
    named = [listed([view.chain(chain.chain) for chain, value in values if value == end], view.language) for end in ends]
    low, high = (view.say("brief.value-of", value=percent(end), names=names) for end, names in zip(ends, named, strict=True))
    return low, high


def _gap_line(view: View) -> str:
    """How many of which verdict, those worth most, and how many of them are not to be attracted at once."""
    every = gaps(view)
    if not every:
        return view.say("brief.line-no-gaps")
    numbers = Counter(gap.result.verdict for gap in every)
    verdicts = tuple(
        view.say("brief.verdict-count", verdict=view.word(one), count=numbers[one]) for one in LEGEND if numbers[one]
    )
    names = [
        view.say("brief.gap-value", name=view.segment(gap.result.segment), value=percent_points(gap.result.gains.pulled))
        for gap in every[:_NAMED]
        if gap.result.gains is not None and (gap.result.gains.pulled > 0 or gap.rank == 1)
    ]
    parts = [view.say("brief.line-gaps", count=len(every), verdicts=verdicts, names=tuple(names))]
    otherwise = sum(1 for gap in every if gap.result.action in WHY_NOT)
    if otherwise:
        parts.append(view.say("brief.line-first-otherwise", count=otherwise))
    return view.say("call.separator").join(parts) + view.say("brief.stop")


def _target_line(view: View, found: TargetList) -> str:
    shown = {chain.chain.chain_id for chain in view.assessment.chains}
    own = [one for one in found.targets if one.chain_id in shown]
    nobody, unclear = len(nobody_known(view, found)), len(to_check(view))
    parts = [_call_first(view, own) if own else view.say("brief.line-no-targets")]
    if nobody:
        parts.append(view.say("brief.line-nobody", count=nobody))
    if unclear:
        parts.append(view.say("brief.line-open", count=unclear))
    return view.say("call.separator").join(parts) + view.say("brief.stop")


def _call_first(view: View, own: Sequence[Target]) -> str:
    """How many companies for how many gaps; by name the first of each of the first gaps, each company once.

    Gaps that are to be attracted come before those that want something else first.
    """
    of_gap: dict[tuple[str, str], Target] = {}
    for one in own:
        of_gap.setdefault((one.chain_id, one.segment_id), one)
    ranked = sorted(gaps(view), key=lambda gap: gap.result.action in WHY_NOT)
    firsts = [of_gap[slot] for gap in ranked if (slot := (gap.chain.chain.chain_id, gap.result.segment.segment_id)) in of_gap]
    by_company: dict[str, list[Target]] = {}
    for one in firsts:
        by_company.setdefault(one.company_key, []).append(one)
    names = [_company_with_gaps(view, served) for served in list(by_company.values())[:_NAMED]]
    return view.say("brief.line-targets", companies=len({one.company_key for one in own}), gaps=len(of_gap), names=tuple(names))


def _company_with_gaps(view: View, served: Sequence[Target]) -> str:
    segments = listed((_segment_name(view, one) for one in served), view.language)
    return view.say("brief.target-value", company=served[0].company, segment=segments)


def _segment_name(view: View, target: Target) -> str:
    return view.segment(view.assessment.chain(target.chain_id).segment(target.segment_id).segment)
