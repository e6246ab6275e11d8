"""How the rows of the generated source 更正 are replayed on a dataset.

Their texts are read by the same rules as the cells of a sheet. What cannot be replayed is a finding at the row.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from chainmap.desk.compare import cell_text
from chainmap.desk.correction_source import source_name as source_name
from chainmap.desk.correction_targets import IDENTITY, Identity, Later, identity, later, positions
from chainmap.intake.columns import SUPPLIERS
from chainmap.intake.regions import Places
from chainmap.intake.values import BLANK, Reading, read
from chainmap.model.chain import Chain, Segment
from chainmap.model.correction import Correction, CorrectionKind
from chainmap.model.dataset import SUPPLIER_COLUMNS, Dataset, SheetColumns
from chainmap.model.finding import Cell, Fact, Finding, Severity
from chainmap.model.vocabulary import Control, Status, spellings

SHEET = "更正"

# What can be corrected on the spot. A company's name and its code are for the sheet and for name decisions.
CHANGEABLE = (
    "place", "company_group", "control", "control_country", "domestic_share", "status", "capacity", "capacity_unit",
    "supply_share", "product", "source", "as_of", "confidence", "note",
)  # fmt: skip
_SAID_BY_A_CHECK = ("checked_region", "check_method", "checked_on", "note")
_DEFAULTS = {"status": Status.UNKNOWN.value, "control": Control.UNKNOWN.value}
Replayed = tuple[Dataset, list[Finding]]


def replay(dataset: Dataset, name: str, rows: Sequence[Correction]) -> Replayed:
    """The dataset with the corrections made one after another; `name` is the source in their cells.

    Company keys of added rows are blank: they are made over all rows afterwards.
    """
    places = Places(dataset.regions)
    findings: list[Finding] = []
    for number, (row, after) in enumerate(zip(rows, later(rows), strict=True), start=1):
        cell = Cell(file=name, sheet=SHEET, row=number)
        dataset, found = _REPLAYED[row.kind](dataset, row, cell, places, after)
        findings += found
    return dataset, findings


def problems(dataset: Dataset, row: Correction) -> tuple[Finding, ...]:
    """Why a correction cannot be made on this dataset now; a page asks before it adds the row."""
    return tuple(replay(dataset, source_name(row.chain_id), (row,))[1])


def shown(dataset: Dataset, supplier: int, field: str) -> str:
    """What a supplier's cell holds, as a correction names it in `before`; `supplier` is the position in the register."""
    return cell_text(dataset.suppliers[field].iloc[supplier])


def _change(dataset: Dataset, row: Correction, cell: Cell, places: Places, after: Later) -> Replayed:
    if row.field not in CHANGEABLE:
        return dataset, [_finding("correction-field", cell, row.field)]
    register = dataset.suppliers
    at = positions(register, identity(row))
    if not len(at):
        at = _under_a_later_name(register, after.identities)
        if len(at) and row.field in IDENTITY:
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
        if held <= _texts(row.field, after.texts.get(row.field, ()), places):
            return dataset, []  # a newer source says by now what a later correction says
        return dataset, [_finding("correction-stale", cell, row.after, **_stale_facts(row, held))]
    mask = np.zeros(len(register), dtype=bool)
    mask[[one for one in at if cell_text(register[row.field].iloc[one]) == row.before]] = True
    changed = register.assign(**{row.field: register[row.field].mask(mask, new)})
    if row.field == "place":
        changed["region_id"] = changed["region_id"].mask(mask, reading.value)
    columns = dataset.columns
    for file, sheet, number in register.loc[mask, ["file", "sheet", "row"]].itertuples(index=False, name=None):
        columns = _said_here(columns, Cell(file=file, sheet=sheet, row=int(number)), row.field)
    return replace(dataset, suppliers=changed.astype(SUPPLIER_COLUMNS), columns=columns), []


def _said_here(columns: dict[tuple[str, str], SheetColumns], cell: Cell, *fields: str) -> dict[tuple[str, str], SheetColumns]:
    """The columns, with fields of a row that a correction gives and no longer the cell."""
    sheet = (cell.file, cell.sheet)
    for field in fields if sheet in columns else ():
        columns = {**columns, sheet: columns[sheet].without(field, (cell.row,))}
    return columns


def _add(dataset: Dataset, row: Correction, cell: Cell, places: Places, after: Later) -> Replayed:
    at = _under_a_later_name(dataset.suppliers, after.identities)
    if len(at):
        return dataset, _said_otherwise(dataset.suppliers.iloc[at], row, cell, places, after)
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


def _said_otherwise(there: pd.DataFrame, row: Correction, cell: Cell, places: Places, after: Later) -> list[Finding]:
    """A newer source has the row by now; where it says something else of the company, that stands, and is said."""
    differing = [
        SUPPLIERS.column(name)
        for name, text in row.values
        if not set(map(cell_text, there[name])) <= _texts(name, (text, *after.texts.get(name, ())), places)
    ]
    if not differing:
        return []
    zh, en = tuple(one.zh for one in differing), tuple(one.en for one in differing)
    return [_finding("correction-row-exists", cell, row.company, segment=row.segment_id, columns_zh=zh, columns_en=en)]


def _check(dataset: Dataset, row: Correction, cell: Cell, places: Places, after: Later) -> Replayed:
    if not _has_segment(dataset, row):
        return dataset, [_finding("correction-without-segment", cell, row.segment_id, chain=row.chain_id)]
    if row.region_id not in dataset.regions:
        return dataset, [_finding("correction-without-region", cell, row.region_id)]
    chain = dataset.chain(row.chain_id)
    segment = chain.segment(row.segment_id)
    if segment.checked_on is not None and row.checked_on is not None and segment.checked_on > row.checked_on:
        value, on = row.checked_on.isoformat(), segment.checked_on.isoformat()
        return dataset, [_finding("correction-check-later", cell, value, segment=row.segment_id, on=on)]
    checked = _checked(dataset, segment, row)
    said = [name for name in _SAID_BY_A_CHECK if getattr(checked, name) != getattr(segment, name)]
    return replace(_with_segment(dataset, chain, checked), columns=_said_here(dataset.columns, segment.cell, *said)), []


def _checked(dataset: Dataset, segment: Segment, row: Correction) -> Segment:
    """A check inside the region that was searched already narrows nothing: it is kept as a note."""
    told = segment.note.split("；")
    note = "；".join(text for text in (segment.note, row.note if row.note not in told else "") if text)
    searched = segment.checked_region
    if searched not in (None, row.region_id) and dataset.regions.contains(str(searched), row.region_id):
        return replace(segment, note=note)
    return replace(segment, checked_region=row.region_id, check_method=row.method, checked_on=row.checked_on, note=note)


_REPLAYED: dict[CorrectionKind, Callable[[Dataset, Correction, Cell, Places, Later], Replayed]] = {
    CorrectionKind.CHANGE: _change,
    CorrectionKind.ADD: _add,
    CorrectionKind.CHECK: _check,
}


def _under_a_later_name(register: pd.DataFrame, names: Sequence[Identity]) -> NDArray[np.int64]:
    """Positions of the rows with the first of these identities that any row has."""
    found = (positions(register, one) for one in names)
    return next((at for at in found if len(at)), np.array([], dtype=np.int64))


def _texts(name: str, written: Iterable[str], places: Places) -> set[str]:
    """What the register holds, as text, for texts written in a column."""
    return {cell_text(_stored(name, _read(name, text, places), text)) for text in written}


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
