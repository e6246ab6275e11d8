"""Whether the first gaps of a chain stay the first ones when the conventions of the method move (METHOD section 9).

Three questions: q from 0.3 to 1, the three readiness sets, and every segment's criticality by −1, 0 or +1 at random. The
order is that of the gap list: gain in coverage at the focal region that has a local buyer.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import NamedTuple

import numpy as np

from chainmap.analysis.cover import levels
from chainmap.analysis.evidence import Cover, Flags, Levels, covers
from chainmap.analysis.gains import coverage_gains, pull, settled
from chainmap.analysis.network import DEFAULT_CRITICALITY, Network, build
from chainmap.analysis.place import Place, place_of
from chainmap.model.chain import Chain
from chainmap.model.dataset import Dataset
from chainmap.model.parameters import Parameters, Readiness

FIRST = 5
DRAWS = 200
Q_STEPS = tuple(round(0.3 + 0.05 * step, 2) for step in range(15))
_LEAST, _MOST = 1, 5  # criticality


class Question(StrEnum):
    """What is moved."""

    Q = "q"
    READINESS = "readiness"
    CRITICALITY = "criticality"


class Ranks(NamedTuple):
    """Best and worst place of a gap over all cases, from 1; `worst` None: in some case it is no gap at all."""

    best: int | None  # None: in no case a gap
    worst: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One setting that was tried: what it was set to, all gaps in their order, and what each is worth then."""

    setting: str  # q as `0.35`, a readiness set, the number of the draw from 1
    order: tuple[str, ...]  # segment ids, the one worth most first
    worth: tuple[float, ...]  # gain in coverage that has a local buyer, per gap of `order`

    @property
    def first(self) -> tuple[str, ...]:
        """The first gaps of it, at most FIRST."""
        return self.order[:FIRST]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stability:
    """What became of the first gaps over all cases of a question. Shares are of the cases, in [0, 1]."""

    question: Question
    tried: tuple[Case, ...]  # in the order of the settings
    same_order_share: float
    same_set_share: float
    leaving: dict[str, float]  # segment_id of a first gap → share of cases in which it is none; only those that leave
    ranks: dict[str, Ranks]  # of every first gap, in their order
    entering: dict[str, float]  # segment_id of another → share of cases in which it is among the first; most often first

    @property
    def cases(self) -> int:
        """How many settings were tried."""
        return len(self.tried)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sensitivity:
    """One chain: its first gaps with the parameters as they are, and how firm their order is."""

    chain_id: str
    first: tuple[str, ...]  # segment ids, at most FIRST
    stabilities: tuple[Stability, ...]  # in the order of Question


def sensitivity(
    dataset: Dataset, chain_id: str, parameters: Parameters | None = None, *, draws: int = DRAWS, seed: int = 0
) -> Sensitivity:
    """How firm the first gaps of a chain are. Raises KeyError for an unknown chain, and RegionError.

    Equal arguments give equal results: the draws of criticality come from a generator seeded with `seed`.
    """
    parameters = Parameters() if parameters is None else parameters
    chain = dataset.chain(chain_id)
    alone = replace(dataset, chains=(chain,))
    place = place_of(dataset.regions, parameters)
    by_readiness = {one: _levels(alone, place, parameters, one) for one in Readiness}
    counted, network = by_readiness[parameters.readiness], build(chain)
    now = covers(counted, parameters.q)
    order = tuple(name for name, _ in ordered_gaps(network, now, place, parameters)[:FIRST])
    settings: dict[Question, Iterable[tuple[str, Network, Cover]]] = {
        Question.Q: ((f"{q:g}", network, covers(counted, q)) for q in Q_STEPS),
        Question.READINESS: ((one.value, network, covers(each, parameters.q)) for one, each in by_readiness.items()),
        Question.CRITICALITY: ((str(at), build(moved), now) for at, moved in enumerate(_moved(chain, draws, seed), start=1)),
    }
    cases = {
        question: [_case(setting, ordered_gaps(of, cover, place, parameters)) for setting, of, cover in tried]
        for question, tried in settings.items()
    }
    stabilities = tuple(_stability(question, order, found) for question, found in cases.items())
    return Sensitivity(chain_id=chain_id, first=order, stabilities=stabilities)


def ordered_gaps(network: Network, cover: Cover, place: Place, parameters: Parameters) -> tuple[tuple[str, float], ...]:
    """All gaps for coverage at the focal region, first the one worth most: (segment id, gain that has a local buyer).

    `cover` is of the chain alone.
    """
    here = cover.row(place.region)
    gain = coverage_gains(network, cover.cover_lo[here])
    pulled = gain * pull(network, cover.cover_lo[here], cover.cover_hi[here])[0]
    gaps = np.flatnonzero(network.fillable & _lacking(cover, here, parameters))
    worths = np.stack([pulled, gain, network.weight], axis=1).tolist()
    ordered = sorted(gaps.tolist(), key=lambda at: ([-settled(worth) for worth in worths[at]], network.segment_ids[at]))
    return tuple((network.segment_ids[at], float(pulled[at])) for at in ordered)


def _case(setting: str, ordered: tuple[tuple[str, float], ...]) -> Case:
    return Case(setting=setting, order=tuple(name for name, _ in ordered), worth=tuple(worth for _, worth in ordered))


def _lacking(cover: Cover, here: int, parameters: Parameters) -> Flags:
    """Verdict missing, coming, weak or foreign-held, by the rules of METHOD section 6."""
    lo, hi = cover.cover_lo[here], cover.cover_hi[here]
    certain, possible = cover.companies_certain[here] > 0, cover.companies_possible[here] > 0
    known = certain | possible | cover.checked[here]
    coming = (lo <= 0) & (cover.under_way[here] > 0)
    to_locate = (lo <= 0) & ~coming & ((possible & ~certain) | (certain & (hi > 0)))
    short: Flags = (lo < parameters.weak_below) | (cover.controlled_lo[here] < parameters.controlled_below)
    lacking: Flags = known & (coming | (~to_locate & short))
    return lacking


def _levels(dataset: Dataset, place: Place, parameters: Parameters, readiness: Readiness) -> Levels:
    return levels(dataset, place.ladder, place.home, replace(parameters, readiness=readiness))


def _moved(chain: Chain, draws: int, seed: int) -> Iterable[Chain]:
    """The chain with every criticality moved by −1, 0 or +1, within 1 and 5."""
    random = np.random.default_rng(seed)
    grades = np.array([DEFAULT_CRITICALITY if one.criticality is None else one.criticality for one in chain.segments])
    for _ in range(draws):
        moved = np.clip(grades + random.integers(-1, 2, len(grades)), _LEAST, _MOST)
        segments = (replace(one, criticality=int(grade)) for one, grade in zip(chain.segments, moved, strict=True))
        yield replace(chain, segments=tuple(segments))


def _stability(question: Question, order: tuple[str, ...], tried: list[Case]) -> Stability:
    cases, every = [one.first for one in tried], [one.order for one in tried]
    return Stability(
        question=question,
        tried=tuple(tried),
        same_order_share=_share(found == order for found in cases),
        same_set_share=_share(set(found) == set(order) for found in cases),
        leaving={one: share for one in order if (share := _share(one not in found for found in cases)) > 0},
        ranks={one: _ranks(one, every) for one in order},
        entering=_entering(order, cases),
    )


def _ranks(segment_id: str, every: list[tuple[str, ...]]) -> Ranks:
    places = [found.index(segment_id) + 1 for found in every if segment_id in found]
    if not places:
        return Ranks(None, None)
    return Ranks(min(places), max(places) if len(places) == len(every) else None)


def _entering(order: tuple[str, ...], cases: list[tuple[str, ...]]) -> dict[str, float]:
    others = sorted({one for found in cases for one in found} - set(order))
    shares = {one: _share(one in found for found in cases) for one in others}
    return dict(sorted(shares.items(), key=lambda pair: (-pair[1], pair[0])))


def _share(holds: Iterable[bool]) -> float:
    answers = list(holds)
    return sum(answers) / len(answers) if answers else 1.0
