"""All that one evaluation is made from: chains, the supplier register, regions, plan."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

import pandas as pd

from chainmap.model.chain import Chain
from chainmap.model.finding import Cell
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


EXTRA = "extra:"  # before the header of a further column, where it stands among fields


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetColumns:
    """Where the fields of one sheet stand: field → column, from 1. A field without a place is not known to the cell.

    `elsewhere`: field → rows whose value another source has given, or a cell outside the table; `extra` stands for all
    further columns.
    """

    places: Mapping[str, int]
    elsewhere: Mapping[str, frozenset[int]] = field(default_factory=dict)

    def without(self, name: str, rows: Iterable[int]) -> "SheetColumns":
        """The same, with a field of these rows given elsewhere."""
        more = self.elsewhere.get(name, frozenset()).union(rows)
        return replace(self, elsewhere={**self.elsewhere, name: more}) if more else self

    def given_elsewhere(self, row: int) -> tuple[str, ...]:
        """The fields of a row that stand elsewhere."""
        return tuple(name for name, rows in self.elsewhere.items() if row in rows)

    def of_fields(self, gone: tuple[str, ...]) -> dict[str, int]:
        """The places of all fields but these."""
        others = {name: place for name, place in self.places.items() if name not in gone}
        return others if "extra" not in gone else {name: at for name, at in others.items() if not name.startswith(EXTRA)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Dataset:
    """Typed content of a data folder or of a version. A change of data gives a new Dataset."""

    chains: tuple[Chain, ...]  # sorted by file name
    suppliers: pd.DataFrame  # SUPPLIER_COLUMNS, in the order of files, sheets and rows
    regions: RegionTree
    plan: Plan | None = None
    sources: dict[str, str] = field(default_factory=dict)  # file → sha256 of its bytes
    columns: dict[tuple[str, str], SheetColumns] = field(default_factory=dict)  # (file, sheet) → where its fields stand

    def cell_of(self, row: Cell, field: str) -> Cell:
        """The cell in which a field of this row stands; the row where the cell is not known."""
        columns = self.columns.get((row.file, row.sheet))
        if columns is None or field in columns.given_elsewhere(row.row):
            return replace(row, column=0)
        return replace(row, column=columns.places.get(field, 0))

    def chain(self, chain_id: str) -> Chain:
        """The chain with this id; raises KeyError."""
        for chain in self.chains:
            if chain.chain_id == chain_id:
                return chain
        raise KeyError(chain_id)


def empty_register() -> pd.DataFrame:
    """A register without rows, with the declared columns and dtypes."""
    return pd.DataFrame({name: pd.Series(dtype=dtype) for name, dtype in SUPPLIER_COLUMNS.items()})
