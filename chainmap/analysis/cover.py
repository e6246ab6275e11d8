"""How well each segment is covered in each region: rows of the register → direct cover (METHOD sections 1 and 2).

The register is reduced in one ibis expression to *levels*: how many companies of a segment have the same strength in
a region. `analysis.evidence` makes covers of them in numpy. Analysis never sees names, only `company_key`.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import duckdb
import ibis
import pandas as pd
from ibis import _
from ibis.expr.types import FloatingColumn, IntegerColumn, Table

from chainmap.analysis.evidence import COUNT, PARTS, SHARE, VOLUME, Cover, Levels, Overrides, covers, lattice
from chainmap.analysis.place import Place
from chainmap.model.dataset import SUPPLIER_COLUMNS, Dataset
from chainmap.model.parameters import READINESS, Parameters, Readiness
from chainmap.model.region import RegionTree
from chainmap.model.vocabulary import Confidence, Control, Status

# Where a row was read is no part of what it says: rows that agree in all else are one row.
CONTENT = tuple(name for name in SUPPLIER_COLUMNS if name not in ("file", "sheet", "row"))
_SLOT = {"chain_id": "string", "segment_id": "string"}
_REGISTER = {name: "string" if dtype == "str" else dtype for name, dtype in SUPPLIER_COLUMNS.items()}
_SEGMENTS = _SLOT | {"slot": "int64", "demand": "float64", "demand_unit": "string"}
_COUNTRIES = {"control_country": "string", "country_lo": "float64", "country_hi": "float64"}
_PLACES = {"region_id": "string", "region": "int64", "inside_lo": "float64", "inside_hi": "float64", "focal": "float64"}
_TABLES = {"register": _REGISTER, "segments": _SEGMENTS, "countries": _COUNTRIES, "places": _PLACES}
_INSIDE = {"region_id": "string", "inside_lo": "float64", "inside_hi": "float64", "home_lo": "float64"}
_ROW_TABLES = {"register": _REGISTER, "segments": _SEGMENTS, "countries": _COUNTRIES, "inside": _INSIDE, "wanted": _SLOT}
_CONFIDENCE = (Confidence.LOW, Confidence.MEDIUM, Confidence.HIGH)
_UNDER_WAY = (Status.RAMPING, Status.PILOT, Status.UNDER_CONSTRUCTION, Status.PLANNED)
ENDS = ("c_lo", "c_hi", "d_lo", "d_hi")
_HONG_KONG_MACAO_TAIWAN = ("中国香港", "中国澳门", "中国台湾")


def cover(
    dataset: Dataset,
    ladder: Sequence[str],
    home_country: str,
    parameters: Parameters,
    *,
    suppliers: Table | None = None,
    overrides: Overrides | None = None,
) -> Cover:
    """Direct cover of every segment of every chain in the regions of `ladder` and in the home country.

    `suppliers` stands for `dataset.suppliers` where the register lives in a database; it has the same columns.
    The result depends neither on the order of rows nor on the number of threads.
    """
    return covers(levels(dataset, ladder, home_country, parameters, suppliers=suppliers), parameters.q, overrides)


def levels(
    dataset: Dataset,
    ladder: Sequence[str],
    home_country: str,
    parameters: Parameters,
    *,
    suppliers: Table | None = None,
) -> Levels:
    """Number of companies per segment, region and strength, and what else of the dataset a cover needs."""
    regions = tuple(ladder) if home_country in ladder else (*ladder, home_country)
    rules = _Rules.of(dataset.regions, home_country, parameters)
    made = (_segments(dataset), _countries(dataset.regions, home_country, parameters), _places(dataset.regions, regions))
    if suppliers is None:
        table = _embedded(_levels_query(rules), _TABLES, (_register(dataset.suppliers), *made))
    else:
        table = _sorted(suppliers.get_backend().execute(_levels(rules, suppliers, *made)))
    return lattice(dataset, regions, home_country, table)


def rows_of(dataset: Dataset, place: Place, parameters: Parameters, slots: Iterable[tuple[str, str]]) -> pd.DataFrame:
    """The register's rows on some (chain_id, segment_id), with what the method makes of each; sorted, every row kept.

    Beside the declared columns: ready_lo, control_lo, control_hi; amount (share of demand, NaN where missing, 0 on the
    count grade); inside_lo, inside_hi (focal region) and home_lo (home country).
    """
    tree = place.tree
    inside = [
        (one.region_id, *tree.inside(one.region_id, place.region), tree.inside(one.region_id, place.home)[0])
        for one in tree.regions
    ]
    tables = (
        _register(dataset.suppliers),
        _segments(dataset),
        _countries(tree, place.home, parameters),
        ibis.memtable(pd.DataFrame(inside, columns=list(_INSIDE)), schema=_INSIDE),
        ibis.memtable(pd.DataFrame(sorted(set(slots)), columns=list(_SLOT), dtype="str"), schema=_SLOT),
    )
    return _embedded(_rows_query(_Rules.of(tree, place.home, parameters)), _ROW_TABLES, tables)


def companies_on(
    dataset: Dataset, place: Place, parameters: Parameters, slot: tuple[str, str]
) -> tuple[tuple[str, ...], pd.DataFrame]:
    """(regions, one row per region and company) of one segment, as `levels` counts them; for the answer to "why this cover".

    Beside region (an index of regions; their number for elsewhere) and company_key: grade; given; strengths c_lo, c_hi, d_lo,
    d_hi with their amounts `…_parts`; c_missing, d_missing; company, producing (2 certain, 1 possible); made_domestic, focal.
    """
    regions = place.ladder if place.home in place.ladder else (*place.ladder, place.home)
    suppliers = dataset.suppliers
    own = suppliers[(suppliers["chain_id"] == slot[0]) & (suppliers["segment_id"] == slot[1])]
    made = (_segments(dataset), _countries(place.tree, place.home, parameters), _places(place.tree, regions))
    query = _companies_query(_Rules.of(place.tree, place.home, parameters))
    return regions, _embedded(query, _TABLES, (_register(own), *made))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Rules:
    """All that makes one expression another: with equal rules only the tables differ."""

    readiness: Readiness
    min_confidence: Confidence | None
    hmt_is_domestic: bool

    @classmethod
    def of(cls, regions: RegionTree, home_country: str, parameters: Parameters) -> "_Rules":
        return cls(
            readiness=parameters.readiness,
            min_confidence=parameters.min_confidence,
            hmt_is_domestic=parameters.hmt_is_domestic and regions.resolve("中国") == home_country,
        )


def _embedded(query: tuple[str, ibis.Schema], names: Iterable[str], tables: Sequence[Table]) -> pd.DataFrame:
    """What duckdb in this process answers over these tables; sorted. Each evaluation has a cursor, which alone sees them."""
    sql, schema = query
    with _engine().cursor() as cursor:
        for name, table in zip(names, tables, strict=True):
            cursor.register(name, table.op().data.to_pyarrow(table.schema()))
        found = cursor.sql(sql).to_arrow_table()
    return _sorted(found.cast(schema.to_pyarrow()).to_pandas())


@lru_cache(maxsize=1)
def _engine() -> duckdb.DuckDBPyConnection:
    """The database in memory of this process: to open one takes as long as an evaluation."""
    return duckdb.connect()


# The expressions in the words of duckdb are kept: to make them takes many times longer than to answer them.
@lru_cache(maxsize=32)
def _levels_query(rules: _Rules) -> tuple[str, ibis.Schema]:
    return _in_duckdb(_levels(rules, *_named(_TABLES)))


@lru_cache(maxsize=32)
def _companies_query(rules: _Rules) -> tuple[str, ibis.Schema]:
    return _in_duckdb(_placed_companies(rules, *_named(_TABLES)))


@lru_cache(maxsize=32)
def _rows_query(rules: _Rules) -> tuple[str, ibis.Schema]:
    register, segments, countries, inside, wanted = _named(_ROW_TABLES)
    rows = _rows(rules, register, segments, countries, tuple(SUPPLIER_COLUMNS))
    rows = rows.semi_join(wanted, list(_SLOT)).join(inside, "region_id").mutate(amount=_.amount / float(PARTS))
    made = ("ready_lo", "control_lo", "control_hi", "amount", "inside_lo", "inside_hi", "home_lo")
    return _in_duckdb(rows.select(*SUPPLIER_COLUMNS, *made))


def _named(tables: Mapping[str, Mapping[str, str]]) -> list[Table]:
    return [ibis.table(schema, name=name) for name, schema in tables.items()]


def _in_duckdb(expression: Table) -> tuple[str, ibis.Schema]:
    return str(ibis.to_sql(expression, dialect="duckdb")), expression.schema()


def _levels(rules: _Rules, register: Table, segments: Table, countries: Table, places: Table) -> Table:
    return _counted(_placed_companies(rules, register, segments, countries, places))


def _placed_companies(rules: _Rules, register: Table, segments: Table, countries: Table, places: Table) -> Table:
    return _companies(_rows(rules, register, segments, countries).join(places, "region_id"))


def _sorted(frame: pd.DataFrame) -> pd.DataFrame:
    return frame.sort_values(list(frame.columns), kind="stable", ignore_index=True)


def _register(suppliers: pd.DataFrame) -> Table:
    return ibis.memtable(suppliers[list(SUPPLIER_COLUMNS)], schema=_REGISTER)


def _rows(rules: _Rules, register: Table, segments: Table, countries: Table, columns: Sequence[str] = CONTENT) -> Table:
    """One row per distinct row of the register that is on a segment: readiness, control and amount, each lo and hi."""
    amounts = {name: register[name].nullif(float("nan")) for name in ("domestic_share", "capacity", "supply_share")}
    rows = register.select(*columns).mutate(**amounts).distinct()
    if rules.min_confidence is not None:
        enough = _CONFIDENCE[_CONFIDENCE.index(rules.min_confidence) :]
        rows = rows.filter(_.confidence.isin([str(one) for one in enough]))
    rows = rows.join(segments, ["chain_id", "segment_id"])
    rows = rows.left_join(countries, "control_country")
    low, high = _control(rows, rules.hmt_is_domestic)
    readiness = READINESS[rules.readiness]
    rows = rows.mutate(
        ready_lo=_by_status(rows, {status: lo for status, (lo, _hi) in readiness.items()}),
        ready_hi=_by_status(rows, {status: hi for status, (_lo, hi) in readiness.items()}),
        control_lo=low,
        control_hi=high,
        volume_parts=_parts(ibis.ifelse(_.capacity_unit.strip() == _.demand_unit, _.capacity / _.demand, ibis.null("float64"))),
        share_parts=_parts(_.supply_share),
    )
    return _graded(rows)


def _segments(dataset: Dataset) -> Table:
    slots = [(chain.chain_id, one.segment_id, one) for chain in dataset.chains for one in chain.segments]
    frame = {
        "chain_id": [chain_id for chain_id, _id, _one in slots],
        "segment_id": [segment_id for _chain, segment_id, _one in slots],
        "slot": range(len(slots)),
        "demand": [one.demand for *_ids, one in slots],
        "demand_unit": [one.demand_unit.strip() for *_ids, one in slots],
    }
    return ibis.memtable(pd.DataFrame(frame), schema=_SEGMENTS)


@lru_cache(maxsize=8)  # a tree and a ladder serve every evaluation and every answer
def _countries(regions: RegionTree, home_country: str, parameters: Parameters) -> Table:
    """Control by controlling country: 1 home, 0 elsewhere, [0, 1] where the place says neither."""
    special = _special_regions(regions, home_country)
    rows: list[tuple[str, float, float]] = []
    for region in regions.regions:
        one = region.region_id
        if one in special:
            lo = hi = float(parameters.hmt_is_domestic)
        else:
            lo, hi = regions.inside(one, home_country)
        rows.append((one, lo, hi))
    return ibis.memtable(pd.DataFrame(rows, columns=list(_COUNTRIES)), schema=_COUNTRIES)


def _special_regions(regions: RegionTree, home_country: str) -> frozenset[str]:
    """Ids of the regions of the home country whose control is 港澳台 control, with all that lies in them."""
    roots = {regions.resolve(name) for name in _HONG_KONG_MACAO_TAIWAN} - {None, home_country}
    inner = {root for root in roots if root is not None and regions.contains(home_country, root)}
    return frozenset(one.region_id for one in regions.regions if inner.intersection(regions.path(one.region_id)))


def _control(rows: Table, hmt_is_domestic: bool) -> tuple[FloatingColumn, FloatingColumn]:
    known = {Control.DOMESTIC: 1.0, Control.FOREIGN: 0.0, Control.HK_MACAO_TAIWAN: float(hmt_is_domestic)}
    venture = rows.control == Control.JOINT_VENTURE.value
    ends = []
    for unknown, country in ((0.0, rows.country_lo), (1.0, rows.country_hi)):
        own = ibis.cases(
            *((rows.control == control.value, value) for control, value in known.items()),
            (venture & (rows.domestic_share > 0.5), 1.0),
            (venture & (rows.domestic_share < 0.5), 0.0),
            else_=unknown,
        )
        ends.append(ibis.coalesce(country, own))
    return ends[0], ends[1]


def _by_status(rows: Table, values: dict[Status, float]) -> FloatingColumn:
    return ibis.cases(*((rows.status == status.value, value) for status, value in values.items()), else_=values[Status.UNKNOWN])


def _parts(share: FloatingColumn) -> IntegerColumn:
    # Amounts are counted in whole parts of the demand: sums of integers do not depend on their order.
    # A comparison keeps a missing amount missing; least() of duckdb would not.
    return (ibis.ifelse(share > 1000.0, 1000.0, share) * PARTS).round().cast("int64")


def _graded(rows: Table) -> Table:
    """Adds the evidence grade of the segment, the shares given on it, and the amount of the row on that grade."""
    volume, share = rows.volume_parts.count() > 0, rows.share_parts.count() > 0
    grade = rows.group_by("slot").agg(
        grade=ibis.cases((volume, VOLUME), (share, SHARE), else_=COUNT).cast("int64"),
        given=rows.share_parts.sum().fill_null(0).cast("int64"),
    )
    rows = rows.join(grade, "slot")
    amount = ibis.cases(
        (rows.grade == VOLUME, rows.volume_parts), (rows.grade == SHARE, rows.share_parts), else_=ibis.literal(0, "int64")
    )
    return rows.mutate(amount=amount)


@lru_cache(maxsize=8)
def _places(regions: RegionTree, ladder: tuple[str, ...]) -> Table:
    """Which place lies in which region of the ladder; a place that meets none stands outside, at the last index."""
    rows: list[tuple[str, int, float, float, float]] = []
    for place in regions.regions:
        ends = [regions.inside(place.region_id, region) for region in ladder]
        for index, (lo, hi) in enumerate(ends):
            # An overlap is not inherited, yet what may lie in a region may lie in every wider one.
            narrower = [ends[other][1] for other in range(index) if regions.contains(ladder[index], ladder[other])]
            upper = max([hi, *narrower])
            if upper > 0:
                rows.append((place.region_id, index, lo, upper, ends[0][1]))
        if not any(hi > 0 for _lo, hi in ends):
            rows.append((place.region_id, len(ladder), 0.0, 0.0, 0.0))
    return ibis.memtable(pd.DataFrame(rows, columns=list(_PLACES)), schema=_PLACES)


def _companies(placed: Table) -> Table:
    """One row per segment, region and company: strength is the largest over its rows, amounts are sums."""
    rows = placed.mutate(
        c_lo=_.ready_lo * _.inside_lo,
        c_hi=_.ready_hi * _.inside_hi,
        d_lo=_.ready_lo * _.inside_lo * _.control_lo,
        d_hi=_.ready_hi * _.inside_hi * _.control_hi,
        there=_.inside_lo == 1,
        producing_row=_.status == Status.PRODUCING.value,
        unknown_row=(_.status == Status.UNKNOWN.value) | (_.status == ""),
        open_row=_.status != Status.STOPPED.value,
    )
    made_here = rows.producing_row & rows.there
    return rows.group_by("slot", "region", "company_key").agg(
        grade=rows.grade.max(),
        given=rows.given.max(),
        **{name: rows[name].max() for name in ENDS},
        **{f"{name}_parts": (rows[name] * rows.amount).round().cast("int64").sum() for name in ENDS},
        c_missing=rows.c_hi.max(where=rows.amount.isnull()),
        d_missing=rows.d_hi.max(where=rows.amount.isnull()),
        company=_rank(rows.open_row & rows.there, rows.open_row),
        producing=_rank(made_here, rows.producing_row | rows.unknown_row),
        under_way=_flag(rows.status.isin([str(status) for status in _UNDER_WAY]) & rows.there),
        made_here=_flag(made_here),
        made_domestic=_flag(made_here & (rows.control_lo == 1)),
        focal=_flag(rows.open_row & (rows.focal > 0)),
    )


def _rank(certain: ibis.expr.types.BooleanColumn, possible: ibis.expr.types.BooleanColumn) -> IntegerColumn:
    """2 certainly there, 1 possibly there, 0 not there."""
    return ibis.cases((certain, 2), (possible, 1), else_=0).cast("int64").max()


def _flag(condition: ibis.expr.types.BooleanColumn) -> IntegerColumn:
    return condition.cast("int64").max()


def _counted(companies: Table) -> Table:
    """Number of companies per segment, region and level."""
    amounts = [f"{name}_parts" for name in ENDS] + ["c_missing", "d_missing"]
    outside = companies.focal == 0
    rows = companies.mutate(
        **{name: companies[name].fill_null(0) for name in amounts},
        outside=companies.made_here * outside.cast("int64"),
        outside_domestic=companies.made_domestic * outside.cast("int64"),
    ).drop("company_key", "made_here", "made_domestic", "focal")
    return rows.group_by(rows.columns).agg(companies=_.count())
