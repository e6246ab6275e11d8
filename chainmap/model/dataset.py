"""All that one evaluation is made from: chains, the supplier register, regions, plan."""

from dataclasses import dataclass, field

import pandas as pd

from chainmap.model.chain import Chain
from chainmap.model.plan import Plan
from chainmap.model.region import RegionTree

# Column → pandas dtype of the register. Text columns hold "" for blank, number columns NaN.
# Codes (status, control, confidence) are the values of model.vocabulary. `row` is the Excel row, from 1.
# `extra` is JSON text of the columns that are not ours ({} as ""). `company_key` is made in intake.
SUPPLIER_COLUMNS: dict[str, str] = {
    "chain_id": "str",
    "segment_id": "str",
    "company": "str",  # as written
    "company_key": "str",
    "company_group": "str",
    "uscc": "str",
    "product": "str",
    "place": "str",  # as written
    "region_id": "str",  # resolved; never blank
    "control": "str",
    "control_country": "str",  # region id, or ""
    "domestic_share": "float64",
    "status": "str",
    "capacity": "float64",
    "capacity_unit": "str",
    "supply_share": "float64",
    "source": "str",
    "as_of": "str",  # ISO date, or the part of it that is known: 2024, 2024-08
    "confidence": "str",  # "" when not given
    "note": "str",
    "extra": "str",
    "file": "str",
    "sheet": "str",
    "row": "int64",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Dataset:
    """Typed content of a data folder or of a version. A change of data gives a new Dataset."""

    chains: tuple[Chain, ...]  # sorted by file name
    suppliers: pd.DataFrame  # SUPPLIER_COLUMNS, in the order of files, sheets and rows
    regions: RegionTree
    plan: Plan | None = None
    sources: dict[str, str] = field(default_factory=dict)  # file → sha256 of its bytes

    def chain(self, chain_id: str) -> Chain:
        """The chain with this id; raises KeyError."""
        for chain in self.chains:
            if chain.chain_id == chain_id:
                return chain
        raise KeyError(chain_id)


def empty_register() -> pd.DataFrame:
    """A register without rows, with the declared columns and dtypes."""
    return pd.DataFrame({name: pd.Series(dtype=dtype) for name, dtype in SUPPLIER_COLUMNS.items()})
