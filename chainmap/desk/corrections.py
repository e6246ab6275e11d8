"""How the rows of the generated source 更正 are replayed on a dataset.

Their texts are read by the same rules as the cells of a sheet. What cannot be replayed is a finding at the row.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from chainmap.desk.compare import cell_text
from chainmap.intake.columns import SUPPLIERS
from chainmap.intake.regions import Places
from chainmap.intake.values import BLANK, Reading, read
from chainmap.model.chain import Chain, Segment
from chainmap.model.correction import Correction, CorrectionKind
from chainmap.model.dataset import SUPPLIER_COLUMNS, Dataset
from chainmap.model.finding import Cell, Fact, Finding, Severity
from chainmap.model.names import matching_key
from chainmap.model.vocabulary import Control, Status, spellings

SHEET = "更正"
FOLDER = "更正/"

# What can be corrected on the spot. What identifies a company is for the sheet and for name decisions.
CHANGEABLE = (
    "place", "control", "control_country", "domestic_share", "status", "capacity", "capacity_unit", "supply_share", "product",
    "source", "as_of", "confidence", "note",
)  # fmt: skip
_DEFAULTS = {"status": Status.UNKNOWN.value, "control": Control.UNKNOWN.value}
_IDENTITY = ("company", "place", "product")
Replayed = tuple[Dataset, list[Finding]]


def source_name(chain_id: str) -> str:
    """Name of the source that holds a chain's corrections."""
    return FOLDER + chain_id


def replay(dataset: Dataset, name: str, rows: Sequence[Correction]) -> Replayed:
    """The dataset with the corrections made one after another; `name` is the source in their cells.

    Company keys of added rows are blank: they are made over all rows afterwards.
    """
    places = Places(dataset.regions)
    findings: list[Finding] = []
    for number, row in enumerate(rows, start=1):
        cell = Cell(file=name, sheet=SHEET, row=number)
        dataset, found = _REPLAYED[row.kind](dataset, row, cell, places)
        findings += found
    return dataset, findings


def problems(dataset: Dataset, row: Correction) -> tuple[Finding, ...]:
    """Why a correction cannot be made on this dataset now; a page asks before it adds the row."""
    return tuple(replay(dataset, source_name(row.chain_id), (row,))[1])


def shown(dataset: Dataset, supplier: int, field: str) -> str:
    """What a supplier's cell holds, as a correction names it in `before`; `supplier` is the position in the register."""
    return cell_text(dataset.suppliers[field].iloc[supplier])


def _change(dataset: Dataset, row: Correction, cell: Cell, places: Places) -> Replayed:
    if row.field not in CHANGEABLE:
        return dataset, [_finding("correction-field", cell, row.field)]
    register = dataset.suppliers
    at = _positions(register, row, {})
    if not len(at) and row.field in _IDENTITY and len(_positions(register, row, {row.field: row.after})):
        return dataset, []  # a newer source says the same by now
    if not len(at):
        return dataset, [_finding("correction-without-row", cell, row.company, segment=row.segment_id)]
    reading = _read(row.field, row.after, places)
    if reading.lost and reading.problem:
        return dataset, [reading.problem.finding(cell, row.after, SUPPLIERS.column(row.field).zh)]
    new, held = _stored(row.field, reading, row.after), {cell_text(register[row.field].iloc[one]) for one in at}
    if held == {cell_text(new)}:
        return dataset, []
    if row.before not in held:
        return dataset, [_finding("correction-stale", cell, row.after, **_stale_facts(row, held))]
    mask = np.zeros(len(register), dtype=bool)
    mask[[one for one in at if cell_text(register[row.field].iloc[one]) == row.before]] = True
    changed = register.assign(**{row.field: register[row.field].mask(mask, new)})
    if row.field == "place":
        changed["region_id"] = changed["region_id"].mask(mask, reading.value)
    return replace(dataset, suppliers=changed.astype(SUPPLIER_COLUMNS)), []


def _add(dataset: Dataset, row: Correction, cell: Cell, places: Places) -> Replayed:
    if len(_positions(dataset.suppliers, row, {})):
        return dataset, []  # a newer source has the row by now
    if not _has_segment(dataset, row):
        return dataset, [_finding("correction-without-segment", cell, row.segment_id, chain=row.chain_id)]
    texts = {**dict(row.values), "company": row.company, "place": row.place, "product": row.product}
    record: dict[str, object] = {name: (np.nan if dtype == "float64" else "") for name, dtype in SUPPLIER_COLUMNS.items()}
    record |= {**_DEFAULTS, "chain_id": row.chain_id, "segment_id": row.segment_id}
    record |= {"file": cell.file, "sheet": cell.sheet, "row": cell.row}
    for name, text in texts.items():
        reading = _read(name, text, places)
        if reading.lost and reading.problem:
            return dataset, [reading.problem.finding(cell, text, SUPPLIERS.column(name).zh)]
        record[name] = _stored(name, reading, text)
        if name == "place":
            record["region_id"] = reading.value
    added = pd.DataFrame({name: pd.Series([record[name]], dtype=dtype) for name, dtype in SUPPLIER_COLUMNS.items()})
    return replace(dataset, suppliers=pd.concat([dataset.suppliers, added], ignore_index=True)), []


def _check(dataset: Dataset, row: Correction, cell: Cell, places: Places) -> Replayed:
    if not _has_segment(dataset, row):
        return dataset, [_finding("correction-without-segment", cell, row.segment_id, chain=row.chain_id)]
    if row.region_id not in dataset.regions:
        return dataset, [_finding("correction-without-region", cell, row.region_id)]
    chain = dataset.chain(row.chain_id)
    segment = chain.segment(row.segment_id)
    if segment.checked_on is not None and row.checked_on is not None and segment.checked_on > row.checked_on:
        return dataset, []  # the sheet knows of a later check
    return _with_segment(dataset, chain, _checked(dataset, segment, row)), []


def _checked(dataset: Dataset, segment: Segment, row: Correction) -> Segment:
    """A check inside the region that was searched already narrows nothing: it is kept as a note."""
    told = segment.note.split("；")
    note = "；".join(text for text in (segment.note, row.note if row.note not in told else "") if text)
    searched = segment.checked_region
    if searched not in (None, row.region_id) and dataset.regions.contains(str(searched), row.region_id):
        return replace(segment, note=note)
    return replace(segment, checked_region=row.region_id, check_method=row.method, checked_on=row.checked_on, note=note)


_REPLAYED: dict[CorrectionKind, Callable[[Dataset, Correction, Cell, Places], Replayed]] = {
    CorrectionKind.CHANGE: _change,
    CorrectionKind.ADD: _add,
    CorrectionKind.CHECK: _check,
}


def _positions(register: pd.DataFrame, row: Correction, instead: dict[str, str]) -> NDArray[np.int64]:
    """Positions of the rows that a correction means. Names are compared as written names are."""
    there = (register["chain_id"] == row.chain_id) & (register["segment_id"] == row.segment_id)
    near = register[there.to_numpy()]
    positions = np.flatnonzero(there.to_numpy())
    for field in _IDENTITY:
        wanted = matching_key(instead.get(field, getattr(row, field)))
        keep = np.array([matching_key(text) == wanted for text in near[field]], dtype=bool)
        near, positions = near[keep], positions[keep]
    return positions.astype(np.int64)


def _read(name: str, text: str, places: Places) -> Reading:
    return read(SUPPLIERS.column(name), text, places, lambda _column, _text: BLANK)


def _stored(name: str, reading: Reading, text: str) -> object:
    """What the register holds for a reading."""
    if name == "place":
        return text.strip()
    if SUPPLIER_COLUMNS[name] == "float64":
        return np.nan if reading.value is None else reading.value
    return _DEFAULTS.get(name, "") if reading.value is None else str(reading.value)


def _has_segment(dataset: Dataset, row: Correction) -> bool:
    chain = next((one for one in dataset.chains if one.chain_id == row.chain_id), None)
    return chain is not None and any(one.segment_id == row.segment_id for one in chain.segments)


def _with_segment(dataset: Dataset, chain: Chain, segment: Segment) -> Dataset:
    segments = tuple(segment if one.segment_id == segment.segment_id else one for one in chain.segments)
    changed = replace(chain, segments=segments)
    return replace(dataset, chains=tuple(changed if one.chain_id == chain.chain_id else one for one in dataset.chains))


def _stale_facts(row: Correction, held: set[str]) -> dict[str, Fact]:
    column = SUPPLIERS.column(row.field)
    words = spellings(column.vocabulary) if column.vocabulary else {}
    zh = {member.value: spelled[0] for member, spelled in words.items()}
    en = {member.value: spelled[1] for member, spelled in words.items()}
    return {
        "column_zh": column.zh,
        "column_en": column.en,
        "before_zh": zh.get(row.before, row.before),
        "before_en": en.get(row.before, row.before),
        "now_zh": tuple(zh.get(text, text) for text in sorted(held)),
        "now_en": tuple(en.get(text, text) for text in sorted(held)),
    }


def _finding(code: str, cell: Cell, value: str, **facts: Fact) -> Finding:
    return Finding(code=code, severity=Severity.WARNING, cell=cell, value=value, facts=facts)
