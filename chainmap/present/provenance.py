"""Where a number comes from: supplier rows with their cells, and how a segment was checked."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass

import pandas as pd

from chainmap.analysis.assessment import SegmentResult
from chainmap.model.chain import Segment
from chainmap.model.finding import Cell
from chainmap.model.region import RegionTree
from chainmap.model.vocabulary import Confidence, Control, State, Status
from chainmap.present.numbers import day
from chainmap.present.view import View

_STATUS_ORDER = tuple(Status)


@dataclass(frozen=True, slots=True, kw_only=True)
class SupplierRow:
    """One row of the register as a page shows it; codes stay codes."""

    company: str
    company_key: str
    chain_id: str
    segment_id: str
    product: str
    place: str
    region_id: str
    control: Control
    status: Status
    source: str
    as_of: str
    confidence: Confidence | None
    note: str
    cell: Cell
    position: int  # in the register
    step: int | None  # of the ladder: 0 in the focal region, None when it may be there
    certain: bool
    domestic_share: float | None = None
    control_country: str = ""  # region id
    capacity: float | None = None
    capacity_unit: str = ""
    supply_share: float | None = None
    is_control_open: bool = False  # neither its control nor its controlling country says whether it is domestic


def segment_suppliers(view: View, chain_id: str, segment_id: str) -> tuple[SupplierRow, ...]:
    """Rows of a segment: first those in the region, then those that may be, then outward along the ladder."""
    register = view.dataset.suppliers
    rows = register[(register["chain_id"] == chain_id) & (register["segment_id"] == segment_id)]
    return tuple(sorted(supplier_rows(view, rows), key=_nearest_first))


def supplier_rows(view: View, rows: pd.DataFrame) -> list[SupplierRow]:
    """Rows of the register, in their order."""
    ladder, regions = view.assessment.ladder, view.dataset.regions
    places = view.dataset.suppliers.index.get_indexer(rows.index).tolist()
    records = rows.to_dict("records")
    return [_supplier_row(record, at, ladder, regions) for record, at in zip(records, places, strict=True)]


def shown_rows(view: View) -> pd.DataFrame:
    """The rows of the register that belong to chains of the view."""
    register = view.dataset.suppliers
    if shows_all(view):
        return register
    return register[register["chain_id"].isin([chain.chain.chain_id for chain in view.assessment.chains])]


def shows_all(view: View) -> bool:
    """Whether the view has every chain of its data."""
    return len(view.assessment.chains) == len(view.dataset.chains)


def row_at(view: View, cell: str) -> SupplierRow | None:
    """The row of the register that stands in a cell, written as `cell_of` does; None when there is none any more."""
    register = view.dataset.suppliers
    file, _, rest = cell.rpartition("[")
    sheet, _, place = rest.rpartition("]!")
    number = place.partition(":")[0]
    if not number.isdecimal():
        return None
    found = register[(register["row"] == int(number)) & (register["file"] == file) & (register["sheet"] == sheet)]
    return supplier_rows(view, found.iloc[:1])[0] if len(found) else None


def cell_of(row: SupplierRow | Segment) -> str:
    """`名单.xlsx[企业]!14:14`."""
    return str(row.cell)


def how_checked(view: View, result: SegmentResult, region: str | None = None) -> str:
    """How a segment was checked: "公开检索未见，临港新片区，2026-11-23", or that nobody looked there.

    `region` is the one that is spoken of, the focal region unless another is given.
    """
    segment, asked = result.segment, region or view.assessment.region
    if segment.checked_region is None:
        return view.say("checked.nobody")
    if not result.checked[asked]:
        return view.say("checked.elsewhere", region=view.region(segment.checked_region), asked=view.region(asked))
    method = view.word(segment.check_method) if segment.check_method else view.say("checked.method-unknown")
    code = "checked.not-found" if result.state is State.ABSENT else "checked.found"
    text = view.say(code, method=method, region=view.region(segment.checked_region))
    return text if segment.checked_on is None else text + view.say("checked.on", date=day(segment.checked_on))


def ladder_step(regions: RegionTree, ladder: tuple[str, ...], region_id: str) -> int | None:
    """First step of the ladder that holds the place: 0 is the focal region, None when it may lie in it."""
    if regions.inside(region_id, ladder[0]) == (0.0, 1.0):
        return None
    return next((step for step, outer in enumerate(ladder) if regions.contains(outer, region_id)), len(ladder))


def _supplier_row(record: Mapping[Hashable, object], position: int, ladder: tuple[str, ...], regions: RegionTree) -> SupplierRow:
    text = {key: str(value) for key, value in record.items()}
    step = ladder_step(regions, ladder, text["region_id"])
    numbers = {name: _number(text[name]) for name in ("domestic_share", "capacity", "supply_share")}
    return SupplierRow(
        company=text["company"],
        company_key=text["company_key"],
        chain_id=text["chain_id"],
        segment_id=text["segment_id"],
        product=text["product"],
        place=text["place"],
        region_id=text["region_id"],
        control=Control(text["control"]),
        status=Status(text["status"]),
        source=text["source"],
        as_of=text["as_of"],
        confidence=Confidence(text["confidence"]) if text["confidence"] else None,
        note=text["note"],
        cell=Cell(file=text["file"], sheet=text["sheet"], row=int(text["row"])),
        position=position,
        step=step,
        certain=step is not None,
        control_country=text["control_country"],
        capacity_unit=text["capacity_unit"],
        is_control_open=not text["control_country"] and _is_open(Control(text["control"]), numbers["domestic_share"]),
        **numbers,
    )


def _number(text: str) -> float | None:
    return None if text in ("nan", "None") else float(text)


def _is_open(control: Control, share: float | None) -> bool:
    """A joint venture is open without a share of one side above half."""
    return control is Control.UNKNOWN or (control is Control.JOINT_VENTURE and (share is None or share == 0.5))


def _nearest_first(row: SupplierRow) -> tuple[float, int, str, int]:
    return (0.5 if row.step is None else row.step, _STATUS_ORDER.index(row.status), row.company, row.cell.row)
