"""The result of an evaluation: every number that a page, a report or the command line shows.

Values only; they are made in `analysis.assess`. Regions are ids of the focal region's ladder, from the focal
region outward. Shares and scores are in [0, 1].
"""

from dataclasses import dataclass, field
from typing import NamedTuple

from chainmap.analysis.network import Network
from chainmap.model.chain import Chain, Segment
from chainmap.model.finding import Finding, Reason
from chainmap.model.interval import Interval
from chainmap.model.parameters import Parameters
from chainmap.model.vocabulary import Action, Evidence, Score, State, Verdict

# Verdicts of the gaps for coverage (METHOD section 5).
COVERAGE_GAPS = frozenset({Verdict.MISSING, Verdict.COMING, Verdict.WEAK, Verdict.FOREIGN_HELD})


class Count(NamedTuple):
    """Number of companies: certainly there, and possibly there beyond those."""

    certain: int
    possible: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LandingGains:
    """What one more supplier in the focal region adds on lo (METHOD sections 5 and 7), each at its score's headline region."""

    coverage: float  # ΔB at the focal region
    pull: Interval  # share of the output that has a producing user at the focal region
    self_reliance: float  # ΔR at the home country; a lower bound never: groups are re-evaluated
    continuity: float  # ΔK at the home country

    @property
    def pulled(self) -> float:
        """ΔB · pull on lo: the order of the lists of gaps and of targets."""
        return self.coverage * self.pull.lo

    @property
    def pulled_range(self) -> Interval:
        """The same at both ends: users that nobody has looked for may buy as well."""
        return Interval(self.pulled, self.coverage * self.pull.hi)


@dataclass(frozen=True, slots=True, kw_only=True)
class Gains(LandingGains):
    """What filling one segment is worth."""

    credit: float  # share of (all filled − now) of R, Aumann–Shapley


@dataclass(frozen=True, slots=True, kw_only=True)
class SegmentResult:
    """One segment, evaluated for every region of the ladder."""

    segment: Segment
    weight: float  # value weight w, Σ = 1 over the chain
    total_requirement: float  # x
    own_value_share: float  # v
    final_share: float  # f
    evidence: Evidence
    state: State  # at the focal region
    checked: dict[str, bool]
    cover: dict[str, Interval]  # c
    controlled_cover: dict[str, Interval]  # d, known rates applied
    loss_cover: dict[str, float]  # c on lo after the loss of the company whose loss lowers it most
    loss_controlled_cover: dict[str, float]
    companies: dict[str, Count]  # not stopped
    producing: dict[str, Count]
    under_way: dict[str, int]  # certainly there, ramping, piloting, building or planning
    outside: dict[str, int]  # producing companies there that are certainly not in the focal region
    candidates: dict[str, int]  # producing domestic companies there that are certainly not in the focal region
    concentration: dict[str, float | None]  # HHI of company strength; None without strength
    rate_applied: bool  # a published domestic rate stands for d at the home country
    domestic_content: Interval  # s at the home country
    domestic_inputs: Interval  # y at the home country: v + Σ a z
    runnable: Interval  # h at the home country
    verdict: Verdict
    verdict_on_hi: Verdict | None  # when hi would give another verdict
    verdict_if_confirmed: Verdict | None  # unchecked and locate only: if a check finds nobody
    action: Action
    action_if_confirmed: Action | None
    also: tuple[Action, ...]
    reason: Reason  # of the verdict
    action_reason: Reason
    change: Reason  # what would change the verdict
    binding: tuple[str, ...] = ()  # upstream segments that bind (hollow: s low; continuity: h low)
    gains: Gains | None  # None for end uses

    def cover_for(self, score: Score) -> dict[str, Interval]:
        """By region what a score counts of the segment: coverage every supplier, the others those under domestic control."""
        return self.cover if score is Score.COVERAGE else self.controlled_cover


@dataclass(frozen=True, slots=True, kw_only=True)
class EndSegment:
    """One end segment at the home country: what share of output could still run, and what holds it down."""

    segment_id: str
    final_share: float
    runnable: Interval
    held_by: tuple[str, ...]  # segments with d_lo equal to h_lo of the end segment, through which it is held down


@dataclass(frozen=True, slots=True, kw_only=True)
class ChainResult:
    """One chain, evaluated."""

    chain: Chain
    network: Network
    depth: int  # segments on the longest path; cycles count as one step each member
    scores: dict[str, dict[Score, Interval]]
    count_grade_share: dict[str, float]  # 名录口径: share of value whose cover rests on the count grade
    after_loss: dict[str, dict[Score, float]]  # coverage, self_reliance, continuity
    least_continuity: dict[str, float]  # only regions where the least fixed point differs, on lo
    q_band: dict[str, dict[Score, float]]  # "0.3", "0.6", "1" → lo at the headline region of each score
    segments: tuple[SegmentResult, ...]  # in the order of the chain
    end_segments: tuple[EndSegment, ...]
    credit_residual: float  # what the quadrature leaves of all filled − now

    def segment(self, segment_id: str) -> SegmentResult:
        """The result of this segment; raises KeyError."""
        for result in self.segments:
            if result.segment.segment_id == segment_id:
                return result
        raise KeyError(segment_id)


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """All chains of a dataset, evaluated for one focal region."""

    method: int
    version: str | None
    region: str
    home_country: str
    ladder: tuple[str, ...]
    parameters: Parameters
    sources: dict[str, str]
    chains: tuple[ChainResult, ...]
    confidence_counts: dict[str, int] = field(default_factory=dict)  # supplier rows per confidence, "" for none
    findings: tuple[Finding, ...] = ()
    inside: str | None = None  # region for which self-reliance and continuity are looked at, see `analysis.inside`

    def chain(self, chain_id: str) -> ChainResult:
        """The result of this chain; raises KeyError."""
        for result in self.chains:
            if result.chain.chain_id == chain_id:
                return result
        raise KeyError(chain_id)

    def headline(self, score: Score) -> str:
        """Headline region of a score: the focal region for cover, the home country for the others, unless `inside` says one."""
        return self.region if score in (Score.COVERAGE, Score.CONTROLLED_COVERAGE) else self.inside or self.home_country
