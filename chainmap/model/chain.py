"""A supply chain as its workbook describes it: segments, dependencies, resources."""

from dataclasses import dataclass
from datetime import date

from chainmap.model.finding import Cell
from chainmap.model.vocabulary import CheckMethod, PolicyAction, ResourceKind, Stage


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """One step or material of a chain (环节). `None` means that the sheet leaves it blank."""

    segment_id: str
    name_zh: str
    name_en: str = ""
    group: str = ""
    group_en: str = ""  # name of the group in English, on at least one of its rows
    stage: Stage
    criticality: int | None = None  # 1..5; blank counts as 3 in weights
    final_weight: float | None = None  # relative, >= 0
    own_share: float | None = None  # of the segment's value, 0.01..1
    demand: float | None = None  # per year in demand_unit, > 0
    demand_unit: str = ""
    domestic_rate_lo: float | None = None
    domestic_rate_hi: float | None = None
    domestic_rate_source: str = ""
    # Region where somebody looked for suppliers; None: nobody did. The chain's default is already applied.
    checked_region: str | None = None
    check_method: CheckMethod | None = None
    checked_on: date | None = None
    policy_action: PolicyAction = PolicyAction.NONE
    policy_section: str = ""
    policy_quote: str = ""
    note: str = ""
    extra: tuple[tuple[str, str], ...] = ()  # columns that are not ours: (header, text)
    cell: Cell


@dataclass(frozen=True, slots=True, kw_only=True)
class Dependency:
    """`upstream` is an input of `downstream`."""

    upstream: str
    downstream: str
    essential: bool | None = None  # None: not known, widens continuity to an interval
    substitute_group: str | None = None  # any one member of the group will do
    input_share: float | None = None  # of the downstream segment's value, 0..1; of the whole group
    note: str = ""
    extra: tuple[tuple[str, str], ...] = ()
    cell: Cell


@dataclass(frozen=True, slots=True, kw_only=True)
class Resource:
    """An institute, platform, incubator, fund, alliance or expert of a chain."""

    name: str
    kind: ResourceKind
    segments: tuple[str, ...] = ()
    place: str = ""
    region_id: str | None = None
    source: str = ""
    cell: Cell


@dataclass(frozen=True, slots=True, kw_only=True)
class Chain:
    """A chain in the order of its sheets. Dependencies name existing segments, each pair once."""

    chain_id: str
    name_zh: str
    name_en: str = ""
    as_of: date | None = None
    maintainer: str = ""
    note: str = ""
    segments: tuple[Segment, ...]
    dependencies: tuple[Dependency, ...]
    resources: tuple[Resource, ...] = ()
    file: str

    def group_name_en(self, group: str) -> str:
        """English name of a group: the first that one of its segments gives, "" where none does."""
        return next((one.group_en for one in self.segments if one.group == group and one.group_en), "")

    def segment(self, segment_id: str) -> Segment:
        """The segment with this id; raises KeyError."""
        for segment in self.segments:
            if segment.segment_id == segment_id:
                return segment
        raise KeyError(segment_id)
