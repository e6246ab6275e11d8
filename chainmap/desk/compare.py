"""What changed between two datasets, row by row and cell by cell. A row's place in its sheet does not matter."""

import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

import numpy as np
import pandas as pd
from scipy.optimize import linear_sum_assignment

from chainmap.model.dataset import EXTRA, Dataset, empty_register
from chainmap.model.finding import Cell
from chainmap.model.names import matching_key

_PAIRED_EXACTLY = 300  # rows with one key; beyond, they are paired in the order of their content


class RowKind(StrEnum):
    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


class Table(StrEnum):
    """What is compared, in the order in which it is shown."""

    CHAINS = "chains"
    SEGMENTS = "segments"
    DEPENDENCIES = "dependencies"
    SUPPLIERS = "suppliers"
    RESOURCES = "resources"
    REGIONS = "regions"
    GOALS = "goals"
    CLAUSES = "clauses"
    CLUSTERS = "clusters"


class CellChange(NamedTuple):
    """A cell before and after, as text; "" where it is blank or its row is not there."""

    column: str
    before: str
    after: str


class RowChange(NamedTuple):
    """One row. There may be hundreds of thousands: cells and places are made when they are looked at."""

    table: Table
    kind: RowKind
    chain_id: str  # "" for regions and plan
    key: tuple[str, ...]  # what identifies the row
    columns: tuple[str, ...]
    values_before: tuple[str, ...]  # of all columns; () where the row is not there
    values_after: tuple[str, ...]
    place_before: tuple[str, str, int] | None  # file, sheet, row
    place_after: tuple[str, str, int] | None
    columns_before: Mapping[str, int] | None = None  # of a changed row: field → column, of those whose cell is known
    columns_after: Mapping[str, int] | None = None

    @property
    def cells(self) -> tuple[CellChange, ...]:
        """Those that differ; of an added or a removed row those that hold something.

        A supplier's further columns are cells of their own, called `extra:` and their header.
        """
        blank = ("",) * len(self.columns)
        cells = zip(self.columns, self.values_before or blank, self.values_after or blank, strict=True)
        return tuple(one for cell in cells if cell[1] != cell[2] for one in _apart(CellChange(*cell)))

    @property
    def before(self) -> Cell | None:
        """Where the row stood."""
        return _cell(self.place_before)

    @property
    def after(self) -> Cell | None:
        """Where the row stands."""
        return _cell(self.place_after)

    def cell_before(self, column: str) -> Cell | None:
        """The cell in which a value stood; the row where the cell is not known."""
        return _cell(self.place_before, (self.columns_before or {}).get(column, 0))

    def cell_after(self, column: str) -> Cell | None:
        """The cell in which a value stands; the row where the cell is not known."""
        return _cell(self.place_after, (self.columns_after or {}).get(column, 0))


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """Rows in the order of tables, chains and keys."""

    rows: tuple[RowChange, ...] = ()

    def count(self, table: Table | None = None, kind: RowKind | None = None) -> int:
        """Number of rows of a table and a kind; None: of all."""
        return sum((table is None or row.table is table) and (kind is None or row.kind is kind) for row in self.rows)

    def within(self, scopes: Iterable[str]) -> "Difference":
        """Only what these scopes of sources say something about: `chain:…`, `regions`, `plan`."""
        wanted = set(scopes)
        return Difference(rows=tuple(row for row in self.rows if _scope(row) in wanted))


class _Row(NamedTuple):
    key: tuple[str, ...]
    values: tuple[str, ...]
    chain_id: str
    place: tuple[str, str, int]  # file, sheet, row


class _Sheet(NamedTuple):
    columns: tuple[str, ...]
    rows: Callable[[Dataset], list[_Row]]
    alike: Callable[[_Row], tuple[str, ...]] | None = None  # a second key for rows that found no partner


SUPPLIER_KEY = ("company_key", "chain_id", "segment_id", "place", "product")
_SUPPLIER_CELLS = (
    "company", "uscc", "company_group", "product", "place", "control", "control_country", "domestic_share", "status", "capacity",
    "capacity_unit", "supply_share", "source", "as_of", "confidence", "note", "extra",
)  # fmt: skip
_SEGMENT_CELLS = (
    "name_zh", "name_en", "group", "group_en", "stage", "criticality", "final_weight", "own_share", "demand", "demand_unit",
    "domestic_rate_lo", "domestic_rate_hi", "domestic_rate_source", "checked_region", "check_method", "checked_on",
    "policy_action", "policy_section", "policy_quote", "note", "extra",
)  # fmt: skip


def difference(before: Dataset | None, after: Dataset | None) -> Difference:
    """Every row that was added, removed or changed; None stands for no data."""
    changes: list[RowChange] = []
    columns = (_ColumnsOfRows(before), _ColumnsOfRows(after))
    for table, sheet in _SHEETS.items():
        old = sheet.rows(before) if before else []
        new = sheet.rows(after) if after else []
        changes += sorted(_changes(table, sheet, old, new, columns), key=_order)
    return Difference(rows=tuple(changes))


def cell_text(value: object) -> str:
    """A value as text: "" for nothing, numbers without surplus digits, several joined by ；."""
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case float():
            return "" if value != value else str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
        case tuple():
            return "；".join(cell_text(one) if not isinstance(one, tuple) else "=".join(map(cell_text, one)) for one in value)
        case _:
            return str(value)


class _ColumnsOfRows:
    """Where the fields of a row stand. Rows of one sheet share one mapping: there may be hundreds of thousands."""

    def __init__(self, dataset: Dataset | None) -> None:
        self._sheets = dataset.columns if dataset else {}
        self._made: dict[tuple[object, ...], Mapping[str, int]] = {}

    def at(self, place: tuple[str, str, int]) -> Mapping[str, int]:
        """Field → column of those fields of the row whose cell is known."""
        columns = self._sheets.get(place[:2])
        if columns is None:
            return {}
        gone = columns.given_elsewhere(place[2])
        key = (*place[:2], gone)
        if key not in self._made:
            self._made[key] = columns.of_fields(gone)
        return self._made[key]


def _changes(
    table: Table, sheet: _Sheet, before: list[_Row], after: list[_Row], columns: tuple[_ColumnsOfRows, _ColumnsOfRows]
) -> Iterator[RowChange]:
    """Equal rows go first, then rows with one key, then rows that are alike."""
    before, after = _without_equal(before, after)
    pairs, before, after = _paired(before, after, lambda row: row.key)
    if sheet.alike is not None:
        more, before, after = _paired(before, after, sheet.alike)
        pairs += more
    for old, new in pairs:
        where = (old.place, new.place, columns[0].at(old.place), columns[1].at(new.place))
        values = (sheet.columns, old.values, new.values, *where)
        yield RowChange(table, RowKind.CHANGED, new.chain_id, new.key, *values)
    for row in before:
        yield RowChange(table, RowKind.REMOVED, row.chain_id, row.key, sheet.columns, row.values, (), row.place, None)
    for row in after:
        yield RowChange(table, RowKind.ADDED, row.chain_id, row.key, sheet.columns, (), row.values, None, row.place)


def _without_equal(before: list[_Row], after: list[_Row]) -> tuple[list[_Row], list[_Row]]:
    """Rows that the other side does not hold, as often as it does not. What may be paired is in the order of its content."""
    old, new = _beyond(before, after), _beyond(after, before)
    return (_sorted(old), _sorted(new)) if old and new else (old, new)


def _sorted(rows: list[_Row]) -> list[_Row]:
    return sorted(rows, key=lambda row: (row.key, row.values))


def _beyond(rows: list[_Row], others: list[_Row]) -> list[_Row]:
    if not others:
        return rows
    spare = Counter((row.chain_id, row.key, row.values) for row in others)  # chains may share ids of segments
    left = []
    for row in rows:
        if spare[row.chain_id, row.key, row.values]:
            spare[row.chain_id, row.key, row.values] -= 1
        else:
            left.append(row)
    return left


def _paired(
    before: list[_Row], after: list[_Row], key: Callable[[_Row], tuple[str, ...]]
) -> tuple[list[tuple[_Row, _Row]], list[_Row], list[_Row]]:
    """Pairs with one key and fewest differing cells, and what is left on both sides."""
    if not before or not after:
        return [], before, after
    old, new = _grouped(before, key), _grouped(after, key)
    pairs: list[tuple[_Row, _Row]] = []
    for shared in old.keys() & new.keys():
        chosen = _assigned(old[shared], new[shared])
        pairs += [(old[shared][left], new[shared][right]) for left, right in chosen]
        taken_old, taken_new = {left for left, _ in chosen}, {right for _, right in chosen}
        old[shared] = [row for at, row in enumerate(old[shared]) if at not in taken_old]
        new[shared] = [row for at, row in enumerate(new[shared]) if at not in taken_new]
    return pairs, [row for rows in old.values() for row in rows], [row for rows in new.values() for row in rows]


def _grouped(rows: list[_Row], key: Callable[[_Row], tuple[str, ...]]) -> dict[tuple[str, ...], list[_Row]]:
    groups: dict[tuple[str, ...], list[_Row]] = defaultdict(list)
    for row in rows:
        groups[row.chain_id, *key(row)].append(row)
    return groups


def _assigned(before: list[_Row], after: list[_Row]) -> list[tuple[int, int]]:
    if len(before) == len(after) == 1:
        return [(0, 0)]
    if max(len(before), len(after)) > _PAIRED_EXACTLY:
        return [(at, at) for at in range(min(len(before), len(after)))]
    old, new = _coded([row.values for row in before], [row.values for row in after])
    left, right = linear_sum_assignment((old[:, None, :] != new[None, :, :]).sum(axis=2))
    return list(zip(left.tolist(), right.tolist(), strict=True))


def _coded(before: Sequence[tuple[str, ...]], after: Sequence[tuple[str, ...]]) -> tuple[np.ndarray, np.ndarray]:
    codes: dict[str, int] = {}
    coded = [[codes.setdefault(text, len(codes)) for text in values] for values in (*before, *after)]
    return np.array(coded[: len(before)]), np.array(coded[len(before) :])


def _apart(cell: CellChange) -> Iterator[CellChange]:
    if cell.column != "extra" or not (cell.before or cell.after).startswith("{"):
        yield cell
        return
    before, after = (json.loads(text or "{}") for text in (cell.before, cell.after))
    for header in dict.fromkeys((*before, *after)):
        if before.get(header) != after.get(header):
            yield CellChange(f"{EXTRA}{header}", before.get(header, ""), after.get(header, ""))


def _order(row: RowChange) -> tuple[object, ...]:
    return (row.chain_id, row.key, row.kind, row.values_before, row.values_after)


def _cell(place: tuple[str, str, int] | None, column: int = 0) -> Cell | None:
    return None if place is None else Cell(file=place[0], sheet=place[1], row=place[2], column=column)


def _scope(row: RowChange) -> str:
    if row.table in (Table.GOALS, Table.CLAUSES, Table.CLUSTERS):
        return "plan"
    return "regions" if row.table is Table.REGIONS else f"chain:{row.chain_id}"


def _suppliers(dataset: Dataset) -> list[_Row]:
    frame = dataset.suppliers if len(dataset.suppliers) else empty_register()
    texts = {name: _texts(frame[name]) for name in dict.fromkeys((*SUPPLIER_KEY, *_SUPPLIER_CELLS))}
    keys = zip(*(texts[name] for name in SUPPLIER_KEY), strict=True)
    values = zip(*(texts[name] for name in _SUPPLIER_CELLS), strict=True)
    places = zip(_texts(frame["file"]), _texts(frame["sheet"]), frame["row"].tolist(), strict=True)
    return [_Row(*row) for row in zip(keys, values, texts["chain_id"], places, strict=True)]


def _texts(column: "pd.Series[str]") -> list[str]:
    if column.dtype == np.float64:
        return [cell_text(value) if value == value else "" for value in column.tolist()]
    return column.to_numpy(dtype=object).tolist()


def _same_name(row: _Row) -> tuple[str, ...]:
    # A company that was given a code has another key; it still is the row that was written so.
    return (matching_key(row.values[0]), *row.key[1:])


def _of(table: Iterable[object], key: Sequence[str], columns: Sequence[str], chain_id: str = "") -> Iterator[_Row]:
    for record in table:
        cell: Cell = getattr(record, "cell")  # noqa: B009 – records of several types
        yield _Row(
            tuple(cell_text(getattr(record, name)) for name in key),
            tuple(cell_text(getattr(record, name)) for name in columns),
            chain_id,
            (cell.file, cell.sheet, cell.row),
        )


def _chains(dataset: Dataset) -> list[_Row]:
    columns = _SHEETS[Table.CHAINS].columns
    return [
        _Row((one.chain_id,), tuple(cell_text(getattr(one, name)) for name in columns), one.chain_id, (one.file, "", 0))
        for one in dataset.chains
    ]


def _per_chain(attribute: str, key: Sequence[str], columns: Sequence[str]) -> Callable[[Dataset], list[_Row]]:
    return lambda dataset: [
        row for chain in dataset.chains for row in _of(getattr(chain, attribute), key, columns, chain.chain_id)
    ]


def _of_plan(attribute: str, key: Sequence[str], columns: Sequence[str]) -> Callable[[Dataset], list[_Row]]:
    return lambda dataset: list(_of(getattr(dataset.plan, attribute), key, columns)) if dataset.plan else []


_Rows = Callable[[Dataset], list[_Row]]


def _sheet(of: Callable[[str, Sequence[str], Sequence[str]], _Rows], attribute: str, key: str, cells: str) -> _Sheet:
    return _Sheet(tuple(cells.split()), of(attribute, key.split(), cells.split()))


_REGION_CELLS = ("name_zh", "name_en", "parent", "level", "overlaps", "aliases")
_SHEETS: dict[Table, _Sheet] = {
    Table.CHAINS: _Sheet(("name_zh", "name_en", "as_of", "maintainer", "note"), _chains),
    Table.SEGMENTS: _Sheet(_SEGMENT_CELLS, _per_chain("segments", ("segment_id",), _SEGMENT_CELLS)),
    Table.DEPENDENCIES: _sheet(
        _per_chain, "dependencies", "upstream downstream", "essential substitute_group input_share note extra"
    ),
    Table.SUPPLIERS: _Sheet(_SUPPLIER_CELLS, _suppliers, _same_name),
    Table.RESOURCES: _sheet(_per_chain, "resources", "name", "kind segments place source"),
    Table.REGIONS: _Sheet(_REGION_CELLS, lambda dataset: list(_of(dataset.regions.regions, ("region_id",), _REGION_CELLS))),
    Table.GOALS: _sheet(_of_plan, "goals", "goal_id", "name_zh name_en target unit unit_en start due current source as_of note"),
    Table.CLAUSES: _sheet(_of_plan, "clauses", "section", "text action chain_id segments note"),
    Table.CLUSTERS: _sheet(_of_plan, "clusters", "name", "place chain_id note"),
}
