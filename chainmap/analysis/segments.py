"""Results per segment: the situation that the rules see, the verdict and action that follow, and the gains."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TypeVar

import numpy as np

from chainmap.analysis.assessment import Count, Gains, SegmentResult
from chainmap.analysis.binding import held_by, hollowed_by
from chainmap.analysis.evidence import Cover, Integers
from chainmap.analysis.gains import continuity_gains, coverage_gains, pull, self_reliance_gains
from chainmap.analysis.network import Array, Network
from chainmap.analysis.place import Place
from chainmap.analysis.verdict import LACKING, Situation, advise, change, confirmed_absent, judge
from chainmap.model.chain import Chain
from chainmap.model.interval import Interval
from chainmap.model.parameters import Parameters
from chainmap.model.vocabulary import Action, Verdict

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Values:
    """Both ends of what follows from a cover: K and R per region; s, y and h per segment at the home country."""

    reliance: tuple[Array, Array]
    running: tuple[Array, Array]
    content: tuple[Array, Array]
    inputs: tuple[Array, Array]
    runnable: tuple[Array, Array]


def segment_results(
    chain: Chain, network: Network, cover: Cover, values: Values, credited: Array, place: Place, parameters: Parameters
) -> tuple[SegmentResult, ...]:
    """One result per segment, in the order of the chain. Users' verdicts enter the actions, so all are judged first."""
    situations = [_situation(chain, network, cover, values, at, place, parameters) for at in range(network.size)]
    lacking = np.array([judge(situation, parameters)[0] in LACKING for situation in situations], dtype=np.bool_)
    gains = _gains(network, cover, credited, place)
    results = []
    for at, situation in enumerate(situations):
        users = np.flatnonzero((network.user_share[at] > 0) & lacking)
        informed = replace(situation, feeds_lacking=tuple(network.segment_ids[user] for user in users))
        results.append(_result(network, cover, values, at, informed, gains[at], place, parameters))
    return tuple(results)


def _situation(
    chain: Chain, network: Network, cover: Cover, values: Values, at: int, place: Place, parameters: Parameters
) -> Situation:
    here, home = cover.row(place.region), cover.row(place.home)
    binding = hollowed_by(network, cover.controlled_hi[home], values.content[1], at, parameters.hollow_below)
    near = _Near(cover=cover, place=place, at=at)
    return Situation(
        segment=chain.segments[at],
        region=place.region,
        home=place.home,
        state=cover.state(here, at),
        evidence=cover.evidence[at],
        cover=float(cover.cover_lo[here, at]),
        controlled=float(cover.controlled_lo[here, at]),
        after_loss=float(cover.loss_lo[here, at]),
        may_be_covered=bool(cover.cover_hi[here, at] > 0),
        certain=int(cover.companies_certain[here, at]),
        possible=int(cover.companies_possible[here, at]),
        producing=int(cover.producing_certain[here, at]),
        under_way=int(cover.under_way[here, at]),
        home_known=bool(cover.checked[home, at] or cover.rated[home, at]),
        home_controlled=float(cover.controlled_hi[home, at]),
        home_content=float(values.inputs[1][at]),
        hollowed_by=tuple(network.segment_ids[one] for one in binding),
        nearby=near.with_at_least(parameters.nearby_companies, cover.outside, parameters.nearby_steps),
        candidates=near.with_at_least(1, cover.outside_domestic, len(place.ladder)),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Near:
    """Looks for companies up the ladder of the focal region, inside the home country."""

    cover: Cover
    place: Place
    at: int

    def with_at_least(self, least: int, companies: Integers, steps: int) -> tuple[str, int] | None:
        """The nearest region with so many companies outside the focal region, and their number."""
        for region in self.place.ladder[1 : 1 + steps]:
            number = int(companies[self.cover.row(region), self.at])
            if self.place.tree.contains(self.place.home, region) and number >= max(1, least):
                return region, number
        return None


def _result(
    network: Network,
    cover: Cover,
    values: Values,
    at: int,
    situation: Situation,
    gains: Gains | None,
    place: Place,
    parameters: Parameters,
) -> SegmentResult:
    verdict, reason = judge(situation, parameters)
    action, action_reason, also = advise(situation, verdict, parameters)
    on_hi = _verdict_on_hi(cover, at, situation, place, parameters)
    verdict_then, action_then = _if_confirmed(situation, verdict, parameters)
    home = cover.row(place.home)
    return SegmentResult(
        segment=situation.segment,
        weight=float(network.weight[at]),
        total_requirement=float(network.total_requirement[at]),
        own_value_share=float(network.own_value_share[at]),
        final_share=float(network.final_share[at]),
        evidence=situation.evidence,
        state=situation.state,
        checked=_per_region(cover, lambda row: bool(cover.checked[row, at])),
        cover=_per_region(cover, lambda row: cover.interval(row, at)),
        controlled_cover=_per_region(cover, lambda row: cover.controlled(row, at)),
        loss_cover=_per_region(cover, lambda row: float(cover.loss_lo[row, at])),
        loss_controlled_cover=_per_region(cover, lambda row: float(cover.loss_controlled_lo[row, at])),
        companies=_per_region(cover, lambda row: _count(cover.companies_certain, cover.companies_possible, row, at)),
        producing=_per_region(cover, lambda row: _count(cover.producing_certain, cover.producing_possible, row, at)),
        under_way=_per_region(cover, lambda row: int(cover.under_way[row, at])),
        outside=_per_region(cover, lambda row: int(cover.outside[row, at])),
        candidates=_per_region(cover, lambda row: int(cover.outside_domestic[row, at])),
        concentration=_per_region(cover, lambda row: _known(cover.concentration[row, at])),
        rate_applied=bool(cover.rated[home, at]),
        domestic_content=_ends(values.content, at),
        domestic_inputs=_ends(values.inputs, at),
        runnable=_ends(values.runnable, at),
        verdict=verdict,
        verdict_on_hi=None if on_hi is verdict else on_hi,
        verdict_if_confirmed=verdict_then,
        action=action,
        action_if_confirmed=action_then,
        also=also,
        reason=reason,
        action_reason=action_reason,
        change=change(situation, verdict, parameters),
        binding=_binding(network, cover, values, at, situation, verdict, place),
        gains=gains,
    )


def _per_region(cover: Cover, of: Callable[[int], Value]) -> dict[str, Value]:
    return {region: of(row) for row, region in enumerate(cover.regions)}


def _count(certain: Integers, possible: Integers, row: int, at: int) -> Count:
    return Count(int(certain[row, at]), int(possible[row, at]))


def _ends(values: tuple[Array, Array], at: int) -> Interval:
    lo, hi = float(values[0][at]), float(values[1][at])
    return Interval(lo, max(lo, hi))


def _known(value: float) -> float | None:
    return None if np.isnan(value) else float(value)


def _verdict_on_hi(cover: Cover, at: int, situation: Situation, place: Place, parameters: Parameters) -> Verdict:
    here = cover.row(place.region)
    best = replace(
        situation,
        cover=float(cover.cover_hi[here, at]),
        controlled=float(cover.controlled_hi[here, at]),
        after_loss=float(cover.loss_hi[here, at]),
    )
    return judge(best, parameters)[0]


def _if_confirmed(situation: Situation, verdict: Verdict, parameters: Parameters) -> tuple[Verdict | None, Action | None]:
    """Verdict and action when a check finds nobody; None where there is nothing to check."""
    if verdict in (Verdict.UNCHECKED, Verdict.LOCATE):
        absent = confirmed_absent(situation)
        then = judge(absent, parameters)[0]
        return then, advise(absent, then, parameters)[0]
    if verdict is Verdict.ANCHOR and advise(situation, verdict, parameters)[0] is Action.VERIFY:
        return None, Action.NONE
    return None, None


def _binding(
    network: Network, cover: Cover, values: Values, at: int, situation: Situation, verdict: Verdict, place: Place
) -> tuple[str, ...]:
    """What binds a hollow segment; of an end use, what holds its output down."""
    if verdict is Verdict.HOLLOW:
        return situation.hollowed_by
    if verdict is not Verdict.ANCHOR:
        return ()
    holding = held_by(network, cover.controlled_lo[cover.row(place.home)], values.runnable[0], at)
    return tuple(network.segment_ids[one] for one in holding)


def _gains(network: Network, cover: Cover, credited: Array, place: Place) -> list[Gains | None]:
    """Gains per segment on lo; None for end uses."""
    here, home = cover.row(place.region), cover.row(place.home)
    local = coverage_gains(network, cover.cover_lo[here])
    pull_lo, pull_hi = pull(network, cover.cover_lo[here], cover.cover_hi[here])
    reliance = self_reliance_gains(network, cover.controlled_lo[home])
    running = continuity_gains(network, cover.controlled_lo[home])
    return [
        Gains(
            coverage=float(local[at]),
            pull=Interval(float(pull_lo[at]), float(max(pull_lo[at], pull_hi[at]))),
            self_reliance=float(reliance[at]),
            continuity=float(running[at]),
            credit=float(credited[at]),
        )
        if network.fillable[at]
        else None
        for at in range(network.size)
    ]
