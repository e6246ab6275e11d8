"""Direct cover from register rows: strength, companies, evidence grades, completeness, rates, losses."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import ibis
import numpy as np
import pandas as pd
import pytest

from chainmap.analysis.cover import cover
from chainmap.analysis.evidence import Cover, Override
from chainmap.model.chain import Segment
from chainmap.model.dataset import Dataset
from chainmap.model.parameters import Parameters, Readiness
from chainmap.model.vocabulary import Confidence, Evidence, State
from tests.analysis.datasets import chain, dataset, example, regions, segment, supplier

Row = Mapping[str, Any]
LADDER = ("lingang", "shanghai", "yrd", "china", "world")


def one(*rows: Row, of: Segment | None = None, parameters: Parameters | None = None, region: str = "shanghai") -> Cover:
    """Cover of a chain with the single segment `s`."""
    return evaluated(dataset(chain([of or segment("s")]), rows), parameters, region)


def evaluated(data: Dataset, parameters: Parameters | None = None, region: str = "shanghai") -> Cover:
    return cover(data, data.regions.path(region), "china", parameters or Parameters())


def row(company: str = "A", place: str = "xuhui", **fields: Any) -> Row:
    return supplier(company, "s", place, **fields)


@pytest.mark.parametrize(
    ("place", "ends"),
    [
        ("lingang", (1, 1)),
        ("shanghai", (0, 1)),  # "上海" asked for 临港新片区
        ("china", (0, 1)),
        ("pudong", (0, 1)),  # overlaps
        ("xuhui", (0, 0)),
        ("japan", (0, 0)),
    ],
)
def test_a_place_is_inside_a_region_or_may_be_or_is_not(place: str, ends: tuple[int, int]) -> None:
    assert one(row(place=place), region="lingang").interval(0, 0) == ends


def test_what_may_be_in_a_region_may_be_in_every_wider_one() -> None:
    # pudong overlaps lingang; a cluster of another province that overlaps it may so lie in shanghai.
    tree = regions()
    crossing = replace(tree["suzhou"], region_id="crossing", name_zh="跨省集群", overlaps=("lingang",))
    data = dataset(chain([segment("s")]), [row(place="crossing")], type(tree)((*tree.regions, crossing)))
    result = evaluated(data, region="lingang")
    assert [result.interval(at, 0) for at in range(3)] == [(0, 1), (0, 1), (1, 1)]


@pytest.mark.parametrize(
    ("fields", "ends"),
    [
        ({"control": "domestic"}, (1, 1)),
        ({"control": "foreign"}, (0, 0)),
        ({"control": "unknown"}, (0, 1)),
        ({"control": "hk-macao-taiwan"}, (0, 0)),
        ({"control": "joint-venture", "domestic_share": 0.51}, (1, 1)),
        ({"control": "joint-venture", "domestic_share": 0.49}, (0, 0)),
        ({"control": "joint-venture", "domestic_share": 0.5}, (0, 1)),
        ({"control": "joint-venture"}, (0, 1)),
        ({"control": "domestic", "control_country": "japan"}, (0, 0)),
        ({"control": "foreign", "control_country": "china"}, (1, 1)),
        ({"control": "domestic", "control_country": "taiwan"}, (0, 0)),
        ({"control": "foreign", "control_country": "world"}, (0, 1)),
    ],
)
def test_control_decides_the_controlled_cover(fields: Row, ends: tuple[int, int]) -> None:
    result = one(row(**fields))
    assert result.controlled(0, 0) == ends
    assert result.interval(0, 0) == (1, 1)


@pytest.mark.parametrize("fields", [{"control": "hk-macao-taiwan"}, {"control_country": "taiwan"}])
def test_a_parameter_makes_hong_kong_macao_taiwan_control_domestic(fields: Row) -> None:
    assert one(row(**fields), parameters=Parameters(hmt_is_domestic=True)).controlled(0, 0) == (1, 1)


def test_hong_kong_macao_taiwan_control_stays_foreign_elsewhere() -> None:
    data = dataset(chain([segment("s")]), [row(place="japan", control="hk-macao-taiwan")])
    result = cover(data, ("japan", "world"), "japan", Parameters(hmt_is_domestic=True))
    assert result.controlled(0, 0) == (0, 0)


@pytest.mark.parametrize(
    ("readiness", "expected"),
    [
        (
            Readiness.CENTRAL,
            {"producing": (1, 1), "ramping": (0.6, 0.6), "pilot": (0.2, 0.2), "planned": (0, 0), "unknown": (0, 1)},
        ),
        (Readiness.FIRM, {"producing": (1, 1), "ramping": (0, 0), "pilot": (0, 0), "under-construction": (0, 0)}),
        (Readiness.PIPELINE, {"ramping": (1, 1), "planned": (1, 1), "stopped": (0, 0), "unknown": (0, 1)}),
    ],
)
def test_readiness_turns_a_status_into_strength(readiness: Readiness, expected: dict[str, tuple[float, float]]) -> None:
    for status, ends in expected.items():
        result = one(row(status=status), parameters=Parameters(readiness=readiness))
        assert result.interval(0, 0) == pytest.approx(ends)


def test_the_count_grade_takes_the_product_over_companies_also_at_q_1() -> None:
    rows = (row("A"), row("B", status="ramping"))
    assert one(*rows, parameters=Parameters(q=0.5)).interval(0, 0).lo == pytest.approx(1 - 0.5 * 0.7)
    assert one(*rows, parameters=Parameters(q=1.0)).interval(0, 0).lo == 1.0


def test_a_company_counts_once_by_its_key_with_its_largest_strength() -> None:
    result = one(row("A", status="pilot"), row("A 股份", company_key="A", status="ramping"), parameters=Parameters(q=0.5))
    assert result.interval(0, 0).lo == pytest.approx(0.3)
    assert result.companies_certain[0, 0] == 1


def test_counts_are_certain_and_possible_and_leave_out_who_stopped() -> None:
    rows = (
        row("A"),
        row("B", place="shanghai"),
        row("C", status="stopped"),
        row("D", status="unknown"),
        row("E", status="planned"),
    )
    result = one(*rows, region="lingang")
    assert (result.companies_certain[1, 0], result.companies_possible[1, 0]) == (4, 0)
    assert (result.companies_certain[0, 0], result.companies_possible[0, 0]) == (0, 1)
    assert (result.producing_certain[1, 0], result.producing_possible[1, 0]) == (2, 1)
    assert result.under_way[1, 0] == 1


def test_rows_below_the_least_confidence_are_left_out_and_so_are_ungraded_ones() -> None:
    rows = (row("A", confidence="low"), row("B", confidence="medium"), row("C", confidence="high"), row("D"))
    counts = [
        one(*rows, parameters=Parameters(min_confidence=least)).companies_certain[0, 0]
        for least in (None, Confidence.LOW, Confidence.MEDIUM, Confidence.HIGH)
    ]
    assert counts == [4, 3, 2, 1]


# Volume

VOLUME = segment("s", demand=100.0, demand_unit="t")


def tonnes(company: str, capacity: float, **fields: Any) -> Row:
    return row(company, capacity=capacity, capacity_unit="t", **fields)


def test_the_volume_grade_adds_capacity_by_strength() -> None:
    result = one(tonnes("A", 30), tonnes("B", 50, status="ramping"), tonnes("C", 20, control="foreign"), of=VOLUME)
    assert result.evidence == (Evidence.VOLUME,)
    assert result.interval(0, 0) == pytest.approx((0.8, 0.8))
    assert result.controlled(0, 0) == pytest.approx((0.6, 0.6))


def test_volume_is_never_above_the_demand() -> None:
    assert one(tonnes("A", 1e30), of=VOLUME).interval(0, 0) == (1, 1)


def test_an_exact_duplicate_counts_once_and_another_product_counts_too() -> None:
    same = tonnes("A", 30)
    assert one(same, same, of=VOLUME).interval(0, 0).lo == pytest.approx(0.3)
    assert one(same, {**same, "product": "other"}, of=VOLUME).interval(0, 0).lo == pytest.approx(0.6)


@pytest.mark.parametrize(
    "missing", [row("B"), row("B", capacity=5.0, capacity_unit="kg"), tonnes("A", float("nan"), product="other")]
)
def test_a_missing_capacity_is_0_on_lo_and_anything_on_hi(missing: Row) -> None:
    assert one(tonnes("A", 30), missing, of=VOLUME).interval(0, 0) == pytest.approx((0.3, 1.0))


def test_a_missing_capacity_of_who_has_no_strength_says_nothing() -> None:
    assert one(tonnes("A", 30), row("B", status="planned"), of=VOLUME).interval(0, 0) == pytest.approx((0.3, 0.3))
    abroad = one(tonnes("A", 30), row("B", control="foreign"), of=VOLUME)
    assert abroad.controlled(0, 0) == pytest.approx((0.3, 0.3))
    assert abroad.interval(0, 0).hi == 1.0


def test_the_grade_is_the_same_in_every_region() -> None:
    result = one(tonnes("A", 30, place="japan"), row("B"), of=VOLUME)
    assert result.evidence == (Evidence.VOLUME,)
    assert result.interval(0, 0) == (0.0, 1.0)


def test_the_grade_holds_too_where_the_ladder_does_not_reach_the_row() -> None:
    data = dataset(chain([VOLUME]), [tonnes("A", 30, place="japan"), row("B")])
    assert cover(data, ("shanghai", "yrd", "china"), "china", Parameters()).evidence == (Evidence.VOLUME,)


# Share


def test_the_share_grade_adds_shares_and_fills_missing_ones_up_to_1() -> None:
    rows = (row("A", supply_share=0.3), row("B", supply_share=0.2, status="unknown"), row("C", status="ramping"))
    result = one(*rows)
    assert result.evidence == (Evidence.SHARE,)
    # lo .3; hi .3 + .2 + .6 · (1 − .5): C could hold all that is not given
    assert result.interval(0, 0) == pytest.approx((0.3, 0.8))


def test_shares_given_elsewhere_leave_less_to_fill() -> None:
    result = one(row("A", supply_share=0.9, place="japan"), row("B"))
    assert result.interval(0, 0) == pytest.approx((0.0, 0.1))


def test_three_shares_that_make_1_make_exactly_1() -> None:
    assert one(row("A", supply_share=0.1), row("B", supply_share=0.2), row("C", supply_share=0.7)).interval(0, 0) == (1, 1)


def test_concentration_of_shares_30_30_20_20_is_point_26() -> None:
    result = one(*(row(name, supply_share=share) for name, share in zip("ABCD", (0.3, 0.3, 0.2, 0.2), strict=True)))
    assert result.concentration[0, 0] == pytest.approx(0.26)


def test_there_is_no_concentration_without_strength() -> None:
    assert np.isnan(one(row(status="planned")).concentration[0, 0])


# Completeness, rates, losses


@pytest.mark.parametrize(
    ("checked", "rows", "state", "ends"),
    [
        ("world", [], State.ABSENT, (0, 0)),
        ("lingang", [], State.UNCHECKED, (0, 1)),  # asked for shanghai
        (None, [], State.UNCHECKED, (0, 1)),
        (None, [row(status="ramping")], State.SUPPLIED, (0.6, 1)),
        ("world", [row(place="china")], State.POSSIBLE, (0, 1)),
        ("world", [row(status="planned")], State.SUPPLIED, (0, 0)),
    ],
)
def test_a_gap_is_claimed_only_where_somebody_looked(
    checked: str | None, rows: list[Row], state: State, ends: tuple[float, float]
) -> None:
    result = one(*rows, of=segment("s", checked_region=checked))
    assert result.state(0, 0) is state
    assert result.interval(0, 0) == pytest.approx(ends)
    assert result.controlled(0, 0) == pytest.approx(ends)


def test_a_known_rate_holds_from_the_home_country_outward() -> None:
    rated = segment("s", domestic_rate_lo=0.4, domestic_rate_hi=0.6, checked_region=None)
    result = one(row(), of=rated)
    assert [result.controlled(at, 0) for at in range(4)] == [(1, 1), (1, 1), (0.4, 0.6), (0.4, 0.6)]
    assert [bool(flag) for flag in result.rated[:, 0]] == [False, False, True, True]


@pytest.mark.parametrize(("lo", "hi", "ends"), [(0.4, None, (0.4, 1.0)), (None, 0.2, (0.0, 0.2))])
def test_a_blank_end_of_a_rate_is_open(lo: float | None, hi: float | None, ends: tuple[float, float]) -> None:
    result = one(of=segment("s", domestic_rate_lo=lo, domestic_rate_hi=hi))
    assert result.controlled(result.row("china"), 0) == ends


def test_after_a_loss_a_rate_holds_only_as_far_as_rows_carry_it() -> None:
    rated = segment("s", domestic_rate_lo=0.4, domestic_rate_hi=0.6)
    alone = one(row("A"), of=rated)
    two = one(row("A"), row("B"), of=rated)
    china = alone.row("china")
    assert (alone.loss_controlled_lo[china, 0], two.loss_controlled_lo[china, 0]) == (0.0, 0.4)


def test_each_cover_loses_the_company_that_lowers_it_most() -> None:
    rows = (row("A", control="foreign"), row("B", status="ramping"), row("C", status="pilot"))
    result = one(*rows, parameters=Parameters(q=0.5))
    assert result.loss_lo[0, 0] == pytest.approx(1 - 0.7 * 0.9)  # without A
    assert result.loss_controlled_lo[0, 0] == pytest.approx(0.1)  # without B
    volume = one(tonnes("A", 30), tonnes("B", 50, status="pilot"), of=VOLUME)
    assert volume.loss_lo[0, 0] == pytest.approx(0.1)  # without A: 30 > .2 · 50


def test_the_loss_on_hi_is_that_of_the_company_that_matters_most_there() -> None:
    result = one(tonnes("A", 30), row("B"), of=VOLUME)
    assert result.loss_hi[0, 0] == pytest.approx(0.3)  # without B nothing is missing
    assert one(tonnes("A", 30), row("B"), row("C"), of=VOLUME).loss_hi[0, 0] == 1.0


def test_candidates_are_certainly_elsewhere() -> None:
    rows = (
        row("A"),
        row("B", place="suzhou", control="foreign"),
        row("C", place="shanghai"),  # may be in lingang
        row("D"),
        supplier("D", "s", "lingang", status="planned"),  # is there already
        row("E", status="ramping"),
    )
    result = one(*rows, region="lingang")
    assert [int(n) for n in result.outside_domestic[:, 0]] == [0, 1, 1, 1, 1]
    assert [int(n) for n in result.outside[:, 0]] == [0, 1, 2, 2, 2]


def test_a_home_country_off_the_ladder_is_evaluated_too() -> None:
    data = dataset(chain([segment("s")]), [row()])
    result = cover(data, ("japan", "world"), "china", Parameters())
    assert result.regions == ("japan", "world", "china")
    assert result.interval(2, 0) == (1, 1)


def test_filling_and_cutting_hold_everywhere() -> None:
    data = example(2)
    changed = cover(
        data, LADDER, "china", Parameters(), overrides={("example", "metal"): Override.FILL, ("example", "fab"): Override.CUT}
    )
    metal, fab = 0, 5
    assert {changed.controlled(at, metal) for at in range(5)} == {(1.0, 1.0)}
    assert {changed.interval(at, fab) for at in range(5)} == {(0.0, 0.0)}
    assert changed.loss_lo[0, metal] == 0.0  # what was there before
    assert changed.state(0, fab) is State.ABSENT


# Determinism and other backends


def test_row_order_and_duplicates_change_no_bit() -> None:
    data = example(1)
    shuffled = data.suppliers.sample(frac=1.0, random_state=3)
    again = Dataset(chains=data.chains, suppliers=pd.concat([shuffled, shuffled], ignore_index=True), regions=data.regions)
    first, second = (cover(each, LADDER, "china", Parameters(q=0.6)) for each in (data, again))
    for name, values in vars(first).items():
        if isinstance(values, np.ndarray):
            assert np.array_equal(values, getattr(second, name), equal_nan=values.dtype.kind == "f"), name


@pytest.mark.parametrize(
    "parameters",
    [
        Parameters(q=0.6),
        Parameters(readiness=Readiness.FIRM, min_confidence=Confidence.HIGH),
        Parameters(readiness=Readiness.PIPELINE, hmt_is_domestic=True),
    ],
)
def test_the_register_may_be_a_table_of_a_database(parameters: Parameters) -> None:
    # Twice: the embedded query is made once for equal rules, and answers for the tables of the moment.
    for number in (1, 2):
        data = example(number)
        connection = ibis.duckdb.connect()
        connection.con.register("suppliers", data.suppliers)
        table = connection.table("suppliers")
        empty = Dataset(chains=data.chains, suppliers=data.suppliers.iloc[:0], regions=data.regions)
        there = vars(cover(empty, LADDER, "china", parameters, suppliers=table))
        here = vars(cover(data, LADDER, "china", parameters))
        for name, value in there.items():
            np.testing.assert_array_equal(value, here[name], err_msg=name)


def test_rows_of_unknown_chains_and_segments_are_nobody() -> None:
    stray = {**row(), "segment_id": "other"}
    assert one(stray).companies_certain[0, 0] == 0


def test_a_register_without_rows_is_evaluated() -> None:
    assert one().interval(0, 0) == (0, 0)
