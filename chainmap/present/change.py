"""What changed between two versions, as pages take it: both sides, every score split, who has which share, the rows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from chainmap.analysis.assessment import Assessment
from chainmap.analysis.contributions import DataPart
from chainmap.analysis.decomposition import Split
from chainmap.present.difference_review import ChangedRow


@dataclass(frozen=True, kw_only=True)
class Change:
    """Both sides, evaluated; the scores split; the data part split further; the rows that differ.

    `names` as in `difference_review.names_of`.
    """

    before: Assessment
    after: Assessment
    splits: tuple[Split, ...]
    data: Sequence[DataPart]
    rows: Sequence[ChangedRow]
    names: Mapping[str, str]


def chain_name(change: Change, chain_id: str) -> str:
    """A chain's name on either side."""
    return change.names.get(chain_id, chain_id)
