"""A correction made on the page: one row of the generated source 更正."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from chainmap.model.vocabulary import CheckMethod


class CorrectionKind(StrEnum):
    CHANGE = "change"  # one field of a supplier row
    ADD = "add"  # a supplier row: a lead that landed, a company that was found
    CHECK = "check"  # somebody looked for suppliers of a segment


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """Texts are as written in a sheet. CHANGE finds its row by company, segment, place and product as written there.

    `before` is what the cell held: where a newer source says something else by now, the correction is out of date.
    """

    kind: CorrectionKind
    chain_id: str
    segment_id: str
    company: str = ""
    place: str = ""
    product: str = ""
    field: str = ""  # CHANGE: code of the column
    before: str = ""
    after: str = ""
    values: tuple[tuple[str, str], ...] = ()  # ADD: (code of a further column, text)
    region_id: str = ""  # CHECK: where
    method: CheckMethod | None = None
    checked_on: date | None = None
    note: str = ""
    author: str
    made_at: datetime
