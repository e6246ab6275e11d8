"""What landing a company does to the register: its strongest row, taken to the focal region at status producing.

Landing adds a row (METHOD section 5). Capacity and supply share of the company's strongest row go along, since a
company that moves has them only once; its other rows stay as they are. Used for single scenarios and for target lists.
"""

import pandas as pd

from chainmap.model.dataset import SUPPLIER_COLUMNS
from chainmap.model.vocabulary import Confidence, Status

AMOUNTS = ("capacity", "supply_share")
_STATUSES = (
    Status.PRODUCING,
    Status.RAMPING,
    Status.PILOT,
    Status.UNDER_CONSTRUCTION,
    Status.PLANNED,
    Status.UNKNOWN,
    Status.STOPPED,
)
_CONFIDENCE = (Confidence.HIGH, Confidence.MEDIUM, Confidence.LOW)
STATUS_RANK = {str(status): rank for rank, status in enumerate(_STATUSES)}
CONFIDENCE_RANK = {str(confidence): rank for rank, confidence in enumerate(_CONFIDENCE)}


def strongest_first(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows of a register by status, then amount, then confidence, then as they would be written."""
    keys = pd.DataFrame(
        {
            "status": rows["status"].map(STATUS_RANK).fillna(STATUS_RANK[Status.UNKNOWN.value]),
            "capacity": -rows["capacity"].fillna(0.0),
            "share": -rows["supply_share"].fillna(0.0),
            "confidence": rows["confidence"].map(CONFIDENCE_RANK).fillna(len(CONFIDENCE_RANK)),
            **{name: rows[name] for name in ("region_id", "company", "product", "source", "as_of")},
        },
        index=rows.index,
    )
    return rows.loc[keys.sort_values(list(keys.columns), kind="stable").index]


def with_landing(suppliers: pd.DataFrame, company_key: str, chain_id: str, segment_id: str, region_id: str) -> pd.DataFrame:
    """The register after the company has landed on the segment in the region; it must have a row somewhere.

    A company that is new to the segment brings its group and control, and no amounts.
    """
    of_company = suppliers[suppliers["company_key"] == company_key]
    there = of_company[(of_company["chain_id"] == chain_id) & (of_company["segment_id"] == segment_id)]
    strongest = strongest_first(of_company if there.empty else there).iloc[[0]]
    landed = strongest.assign(
        chain_id=chain_id, segment_id=segment_id, region_id=region_id, place=region_id, status=Status.PRODUCING.value,
        source="", as_of="", confidence=strongest["confidence"], note="", extra="", file="", sheet="", row=0,
    )  # fmt: skip
    if there.empty:
        landed = landed.assign(product="", capacity=float("nan"), capacity_unit="", supply_share=float("nan"))
        return _together(suppliers, landed)
    left = suppliers.copy()
    for name in AMOUNTS:
        if not pd.isna(strongest.iloc[0][name]):
            left.loc[_copies(suppliers, strongest), name] = 0.0
    return _together(left, landed)


def _copies(suppliers: pd.DataFrame, row: pd.DataFrame) -> "pd.Series[bool]":
    """Which rows say the same as `row`: an exact duplicate would keep the amount at home."""
    same = pd.Series(True, index=suppliers.index)
    for name in SUPPLIER_COLUMNS:
        if name in ("file", "sheet", "row"):
            continue
        value = row.iloc[0][name]
        same &= suppliers[name].isna() if pd.isna(value) else suppliers[name] == value
    return same


def _together(suppliers: pd.DataFrame, landed: pd.DataFrame) -> pd.DataFrame:
    joined = pd.concat([suppliers, landed[list(SUPPLIER_COLUMNS)]], ignore_index=True)
    return joined.astype(SUPPLIER_COLUMNS)
