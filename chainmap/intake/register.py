"""The supplier register of one sheet: typed column by column, each distinct content read once.

Made for a million rows. Company keys are made over all sheets together, in `companies`.
"""

import json
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, field

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from chainmap.intake.bad_cells import NAMED, named, with_left_out
from chainmap.intake.columns import PLACE_AS_WRITTEN, Column, SheetFormat
from chainmap.intake.content import Content, Unreadable, as_text, is_blank, shown
from chainmap.intake.header import Table
from chainmap.intake.records import extra_of
from chainmap.intake.values import BLANK, Lookup, Problem, Reading, read
from chainmap.model.dataset import SUPPLIER_COLUMNS, empty_register
from chainmap.model.finding import Fact, Finding, Severity
from chainmap.model.names import matching_key
from chainmap.model.vocabulary import Control, Status

Objects = NDArray[np.object_]
_EXACT = 1e-6
_AS_WRITTEN = frozenset(map(matching_key, PLACE_AS_WRITTEN))


@dataclass(frozen=True, slots=True, kw_only=True)
class SupplierRows:
    """Rows whose required cells are readable; `silent` counts the others for which no finding of their own speaks."""

    frame: pd.DataFrame  # SUPPLIER_COLUMNS, company_key still ""
    findings: list[Finding] = field(default_factory=list)
    silent: int = 0
    left_out: tuple[int, ...] = ()  # Excel rows


@dataclass(frozen=True, slots=True, kw_only=True)
class SegmentReading:
    """How a segment cell is read; with a `chain` column the segment depends on what stands there."""

    chain_id: str = ""  # of all rows, where there is no chain column
    segment: Callable[[str, Column, str], Reading]  # (chain id, column, text); the value may be (chain id, segment id)
    chain: Callable[[Column, str], Reading] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Typed:
    """One column: the value of every row, which of them are blank or lost, and which lost ones have a finding."""

    values: Objects
    blank: NDArray[np.bool_]
    lost: NDArray[np.bool_]
    said: NDArray[np.bool_]
    findings: list[Finding]


def read_suppliers(
    table: Table, sheet_format: SheetFormat, places: Lookup, reading: SegmentReading, *, skipped: frozenset[int] = frozenset()
) -> SupplierRows:
    """The rows of a supplier sheet in its order, without blank ones and those `skipped` (Excel rows)."""
    contents: dict[str, Sequence[Content]] = {name: table.contents(place) for name, place in table.columns.items()}
    filled = _filled(contents, table, skipped)
    rows = filled + table.first_row
    contents = {name: [column[index] for index in filled] for name, column in contents.items()}
    columns = {name: sheet_format.column(name) for name in contents}
    typed: dict[str, _Typed] = {}
    for name in sorted(columns, key=lambda one: one == "segment"):  # the segment last: it may depend on the chain
        beside = typed["chain"].values if name == "segment" and "chain" in typed else None
        rule = _rule(columns[name], places, reading, beside)
        typed[name] = _typed_column(table, columns[name], contents[name], rows, rule, beside)
    required = [column.name for column in sheet_format.columns if column.required]
    lost, said = np.zeros(len(rows), dtype=bool), np.zeros(len(rows), dtype=bool)
    for name in required:
        lost |= typed[name].lost if name in typed else True
        said |= typed[name].said if name in typed else False
    frame = _frame(table, contents, typed, rows, reading)[~lost].reset_index(drop=True)
    findings = [*_beside(table, filled, skipped), *(finding for name in typed for finding in typed[name].findings)]
    checks = [finding for check in CHECKS for finding in check(table, frame)]
    return SupplierRows(
        frame=frame, findings=[*findings, *checks], silent=int((lost & ~said).sum()), left_out=tuple(rows[lost].tolist())
    )


def capacity_with_unit(table: Table, frame: pd.DataFrame) -> list[Finding]:
    """A capacity has a unit, else it cannot be held against a demand."""
    rows = frame["row"].to_numpy()
    bare = np.flatnonzero(frame["capacity"].notna().to_numpy() & (frame["capacity_unit"] == "").to_numpy())
    capacity = frame["capacity"].to_numpy()

    def finding(at: int) -> Finding:
        cell = table.at(int(rows[at]), "capacity")
        return Finding(code="capacity-without-unit", severity=Severity.WARNING, cell=cell, value=shown(float(capacity[at])))

    return named(bare, rows, finding)


def supply_shares_add_up(table: Table, frame: pd.DataFrame) -> list[Finding]:
    """The supply shares of one segment are at most 1 together; stopped rows and exact duplicates left out."""
    given = frame[frame["supply_share"].notna() & (frame["status"] != Status.STOPPED.value)]
    given = given.drop_duplicates(subset=[name for name in SUPPLIER_COLUMNS if name != "row"])
    findings = []
    for (_, segment_id), rows in given.groupby(["chain_id", "segment_id"], sort=False):
        total = float(rows["supply_share"].sum())
        if total > 1 + _EXACT:
            facts: dict[str, Fact] = {"segment": str(segment_id), "sum": shown(total)}
            cell = table.at(int(rows["row"].iloc[-1]), "supply_share")
            value = shown(float(rows["supply_share"].iloc[-1]))
            findings.append(
                Finding(code="supply-share-sum-above", severity=Severity.WARNING, cell=cell, value=value, facts=facts)
            )
    return findings


def duplicate_rows(table: Table, frame: pd.DataFrame) -> list[Finding]:
    """Rows that say exactly what an earlier one says."""
    told = [name for name in SUPPLIER_COLUMNS if name not in ("row", "company_key")]
    again = frame[frame.duplicated(subset=told, keep=False)]
    if not len(again):
        return []
    first = again.groupby(told, sort=False, dropna=False)["row"].transform("min").to_numpy()
    rows = again["row"].to_numpy()
    companies = again["company"].tolist()

    def finding(at: int) -> Finding:
        facts: dict[str, Fact] = {"first": str(table.at(int(first[at]), "company"))}
        cell = table.at(int(rows[at]), "company")
        return Finding(code="duplicate-row", severity=Severity.INFO, cell=cell, value=companies[at], facts=facts)

    return named(np.flatnonzero(rows != first), rows, finding)


CHECKS: tuple[Callable[[Table, pd.DataFrame], list[Finding]], ...] = (capacity_with_unit, supply_shares_add_up)


def _filled(contents: dict[str, Sequence[Content]], table: Table, skipped: frozenset[int]) -> NDArray[np.int64]:
    """Positions of the rows that have something in one of our columns."""
    filled = np.zeros(table.row_count, dtype=bool)
    for column in contents.values():
        for at in np.flatnonzero(~filled).tolist():
            filled[at] = column[at] is not None and not is_blank(column[at])
    filled[[row - table.first_row for row in skipped if 0 <= row - table.first_row < len(filled)]] = False
    return np.flatnonzero(filled).astype(np.int64)


def _beside(table: Table, filled: NDArray[np.int64], skipped: frozenset[int]) -> list[Finding]:
    """Rows that hold something, but in none of our columns."""
    unread = np.ones(table.row_count, dtype=bool)
    unread[filled] = False
    rows, places = [], []
    for at in np.flatnonzero(unread).tolist() if table.extras else ():
        values = table.sheet.rows[table.first_row + at - 1]
        place = next((place for place in table.extras if place <= len(values) and not is_blank(values[place - 1])), 0)
        if place and table.first_row + at not in skipped:
            rows.append(table.first_row + at)
            places.append(place)

    def finding(at: int) -> Finding:
        text = as_text(table.sheet.rows[rows[at] - 1][places[at] - 1])
        cell = table.at(rows[at], places[at])
        return with_left_out(Finding(code="row-beside", severity=Severity.WARNING, cell=cell, value=text), 1)

    return named(np.arange(len(rows)), np.array(rows, dtype=np.int64), finding)


def _rule(column: Column, places: Lookup, reading: SegmentReading, chains: Objects | None) -> Callable[[Content, int], Reading]:
    """How one content of a column is read; the second argument is the row's position."""

    def rule(content: Content, position: int) -> Reading:
        if column.name == "chain" and reading.chain is not None and not isinstance(content, Unreadable):
            return BLANK if is_blank(content) else reading.chain(column, as_text(content))
        chain_id = str((chains[position] if chains is not None else None) or reading.chain_id)
        return read(column, content, places, lambda of, text: reading.segment(chain_id, of, text))

    return rule


def _typed_column(
    table: Table,
    column: Column,
    contents: Sequence[Content],
    rows: NDArray[np.int64],
    rule: Callable[[Content, int], Reading],
    beside: Objects | None,
) -> _Typed:
    """Reads each distinct content once; with `beside`, each distinct pair with what stands there."""
    keys: list[Hashable] = [content if type(content) is str else (type(content), content) for content in contents]
    if beside is not None:
        keys = list(zip(beside.tolist(), keys, strict=True))
    seen = {key: code for code, key in enumerate(dict.fromkeys(keys))}
    codes = np.fromiter(map(seen.__getitem__, keys), dtype=np.int64, count=len(keys))
    first = _first_positions(codes, len(seen))
    values: list[object] = []
    lost: list[bool] = []
    problem_codes: list[str] = []
    problems: dict[str, dict[int, Problem]] = {}
    for code, position in enumerate(first):
        reading = rule(contents[position], position)
        values.append(reading.value)
        lost.append(reading.lost)
        problem_codes.append(reading.problem.code if reading.problem else "")
        if reading.problem and len(kept := problems.setdefault(reading.problem.code, {})) <= NAMED:
            kept[code] = reading.problem
    header = table.headers.get(table.columns[column.name], "")
    troubled = np.array(problem_codes, dtype=object)

    def finding_of(problem_code: str) -> Callable[[int], Finding]:
        def finding(position: int) -> Finding:
            code = int(codes[position])
            cell = table.at(int(rows[position]), column.name)
            made = problems[problem_code][code].finding(cell, contents[position], header)
            return with_left_out(made, int(column.required and lost[code]))

        return finding

    findings: list[Finding] = []
    for problem_code in problems:
        positions = np.flatnonzero((troubled == problem_code)[codes])
        findings += named(positions, rows, finding_of(problem_code))
    lost_codes = np.array(lost, dtype=bool)
    return _Typed(
        values=_objects(values)[codes],
        blank=np.array([value is None for value in values], dtype=bool)[codes],
        lost=lost_codes[codes],
        said=(lost_codes & (troubled != ""))[codes],
        findings=findings,
    )


def _first_positions(codes: NDArray[np.int64], count: int) -> list[int]:
    """Where each of `count` codes stands first."""
    first = np.empty(count, dtype=np.int64)
    first[codes[::-1]] = np.arange(len(codes))[::-1]  # what is written last stands first
    return first.tolist()


def _frame(
    table: Table,
    contents: dict[str, Sequence[Content]],
    typed: dict[str, _Typed],
    rows: NDArray[np.int64],
    reading: SegmentReading,
) -> pd.DataFrame:
    """All rows under the columns of the register; what is lost or blank is "" or NaN."""
    frame: dict[str, NDArray[np.object_] | NDArray[np.float64] | NDArray[np.int64]] = {
        name: _column(name, dtype, typed, len(rows)) for name, dtype in SUPPLIER_COLUMNS.items()
    }
    chain_ids, segment_ids = _segments(typed, reading, len(rows))
    frame |= {
        "chain_id": chain_ids,
        "segment_id": segment_ids,
        "region_id": _texts(typed.get("place"), len(rows)),
        "place": _places(table, contents.get("place", [""] * len(rows)), rows),
        "status": _words(typed.get("status"), len(rows), Status.UNKNOWN),
        "control": _words(typed.get("control"), len(rows), Control.UNKNOWN),
        "extra": _extra(table, rows),
        "file": np.full(len(rows), table.file, dtype=object),
        "sheet": np.full(len(rows), table.sheet.name, dtype=object),
        "row": rows,
    }
    return pd.DataFrame({name: pd.Series(frame[name], dtype=dtype) for name, dtype in SUPPLIER_COLUMNS.items()})


def _column(name: str, dtype: str, typed: dict[str, _Typed], count: int) -> NDArray[np.object_] | NDArray[np.float64]:
    if dtype == "float64":
        return typed[name].values.astype(np.float64) if name in typed else np.full(count, np.nan)
    return _texts(typed.get(name), count)


def _segments(typed: dict[str, _Typed], reading: SegmentReading, count: int) -> tuple[Objects, Objects]:
    """(chain ids, segment ids). A list without a chain column finds both at once."""
    chain_ids = _words(typed.get("chain"), count, reading.chain_id)
    segment_ids = typed["segment"].values.copy() if "segment" in typed else np.full(count, "", dtype=object)
    for at, found in enumerate(segment_ids):
        if isinstance(found, tuple):
            chain_ids[at], segment_ids[at] = found
    return chain_ids, np.where(pd.isna(segment_ids), "", segment_ids)


def _texts(typed: _Typed | None, count: int) -> Objects:
    return _words(typed, count, "")


def _words(typed: _Typed | None, count: int, default: str) -> Objects:
    blank = np.full(count, str(default), dtype=object)
    return np.where(typed.blank, blank, typed.values) if typed is not None else blank


def _objects(values: Sequence[object]) -> Objects:
    made = np.empty(len(values), dtype=object)
    made[:] = values
    return made


def _places(table: Table, contents: Sequence[Content], rows: NDArray[np.int64]) -> Objects:
    """Places as written; where a person took one for the region that stands here, as it was written before."""
    places = np.array([as_text(one) for one in contents], dtype=object)
    for column in filter(lambda place: _is_as_written(table, place), table.extras):
        before = table.contents(column)
        for at, row in enumerate(rows - table.first_row):
            places[at] = as_text(before[row]) or places[at]
    return places


def _is_as_written(table: Table, place: int) -> bool:
    return matching_key(table.headers.get(place, "")) in _AS_WRITTEN


def _extra(table: Table, rows: NDArray[np.int64]) -> Objects:
    """Per row JSON text of the columns that are not ours; "" where they are blank."""
    extras = {place: table.contents(place) for place in table.extras if not _is_as_written(table, place)}
    made = np.full(len(rows), "", dtype=object)
    for at, row in enumerate(rows - table.first_row) if extras else ():
        if found := extra_of(table, {place: column[row] for place, column in extras.items()}):
            made[at] = json.dumps(dict(found), ensure_ascii=False)
    return made


def no_rows() -> SupplierRows:
    """Of a workbook without a supplier sheet."""
    return SupplierRows(frame=empty_register())
