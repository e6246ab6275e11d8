"""What changed between two versions, as pages take it: both sides, every score split, who has which share, the rows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from chainmap.analysis.assessment import Assessment, SegmentResult
from chainmap.analysis.contributions import DataPart
from chainmap.analysis.decomposition import Split
from chainmap.present.difference_review import ChangedRow

ID_LENGTH = 12  # of a version in an address
FOUND_OUT = frozenset(  # of a segment: columns that say what somebody found out, not what it is
    ("checked_region", "check_method", "checked_on", "domestic_rate_lo", "domestic_rate_hi", "domestic_rate_source")
)
DEFINED_BY = ("chains", "segments", "dependencies", "regions")
AT = "@"  # before the region that versions are seen from, where it is not the page's


@dataclass(frozen=True, kw_only=True)
class Change:
    """Both sides, evaluated; the scores split; the data part split further; the rows that differ.

    `names` as in `difference_review.names_of`. What a number of it asks names the versions: `change=1a2b,3c4d;coverage:ic`.
    """

    before: Assessment
    after: Assessment
    splits: tuple[Split, ...]
    data: Sequence[DataPart]
    rows: Sequence[ChangedRow]
    names: Mapping[str, str]
    at: str = ""  # another region than the page's, from which both are seen

    @cached_property
    def new_or_gone(self) -> frozenset[str]:
        """`chain/segment` of the segments that one version only has, of the chains that both have."""
        old, new = ({one.chain.chain_id: one for one in side.chains} for side in (self.before, self.after))
        slots = [
            {f"{name}/{one.segment.segment_id}" for name in old.keys() & new.keys() for one in side[name].segments}
            for side in (old, new)
        ]
        return frozenset(slots[0] ^ slots[1])

    def of_definition(self, row: ChangedRow) -> bool:
        """Whether a row counts with the definition of its chain.

        Of a segment that both have not where only what was found out about it differs: that is data, as suppliers are, but
        for those on a segment that is new or gone.
        """
        if row.table.value == "suppliers":
            return f"{row.chain_id}/{row.key[2]}" in self.new_or_gone
        if row.table.value == "segments" and row.kind.value == "changed":
            return any(cell.column not in FOUND_OUT for cell in row.cells)
        return row.table.value in DEFINED_BY

    def asks(self, side: str, question: str) -> str:
        """The event of a number: `side` is `before`, `after`, or `change` for both."""
        return f"why:{self.named(side)};{question}"

    def named(self, side: str) -> str:
        """A side with its versions, as questions name it: `before=1a2b`."""
        return side_named(side, self.before.version or "", self.after.version or "", self.at)


def side_named(side: str, before: str, after: str, at: str = "") -> str:
    """`before=1a2b`, `after=3c4d@shanghai` or `change=1a2b,3c4d`, from the ids of both versions."""
    versions = {"before": before[:ID_LENGTH], "after": after[:ID_LENGTH]}
    return f"{side}={versions.get(side, ','.join(versions.values()))}" + (f"{AT}{at}" if at else "")


def chain_name(change: Change, chain_id: str) -> str:
    """A chain's name on either side."""
    return change.names.get(chain_id, chain_id)


def segment_name(change: Change, slot: str) -> str:
    """The name of `chain/segment` on either side."""
    return change.names.get(slot, slot.partition("/")[2])


def result_in(of: Assessment, slot: str) -> SegmentResult | None:
    """The segment `chain/segment` on one side, or None."""
    chain_id, _, segment_id = slot.partition("/")
    chains = (chain for chain in of.chains if chain.chain.chain_id == chain_id)
    return next((one for chain in chains for one in chain.segments if one.segment.segment_id == segment_id), None)
