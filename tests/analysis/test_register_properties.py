"""What must hold for any register (METHOD section 8), stated on supplier rows.

Every segment of a dataset is a case of its own, so that one query tries many cases at once.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any

import numpy as np
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chainmap.analysis.assess import assess
from chainmap.analysis.cover import cover
from chainmap.analysis.evidence import Cover
from chainmap.model.chain import Segment
from chainmap.model.dataset import Dataset
from chainmap.model.parameters import Parameters
from chainmap.model.vocabulary import Score
from tests.analysis.datasets import chain, dataset, dependency, regions, segment, supplier

LADDER = ("lingang", "shanghai", "yrd", "china", "world")
PLACES = tuple(region.region_id for region in regions().regions)
STATUSES = ("stopped", "planned", "under-construction", "pilot", "ramping", "producing")  # each at least as good as the last
CONTROLS = ("domestic", "foreign", "joint-venture", "hk-macao-taiwan", "unknown")
EPS = 1e-9
Row = dict[str, Any]
Case = tuple[Segment, list[Row]]

few = settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@st.composite
def row(draw: st.DrawFn, grade: str, *, known: bool = False) -> Row:
    """One supplier row; with `known` nothing about it is open."""
    place = draw(st.sampled_from(("lingang", "xuhui", "suzhou", "beijing", "japan") if known else PLACES))
    status = draw(st.sampled_from(STATUSES if known else (*STATUSES, "unknown")))
    fields: Row = {"status": status, "control": draw(st.sampled_from(CONTROLS[:2] if known else CONTROLS))}
    if fields["control"] == "joint-venture":
        fields["domestic_share"] = draw(st.sampled_from((float("nan"), 0.2, 0.5, 0.8)))
    amount = draw(st.sampled_from((0.0, 0.05, 0.2) if known else (float("nan"), 0.0, 0.05, 0.2)))
    if grade == "volume":
        fields |= {"capacity": 100 * amount, "capacity_unit": draw(st.sampled_from(("t",) if known else ("t", "kg")))}
    if grade == "share":
        fields["supply_share"] = amount
    return supplier(draw(st.sampled_from("ABCDE")), "s", place, **fields)


@st.composite
def case(draw: st.DrawFn, *, known: bool = False) -> Case:
    """A segment with its rows. The grade is pinned by a row that says nothing else, see `evaluated`."""
    grade = draw(st.sampled_from(("count", "volume", "share")))
    checked = "world" if known else draw(st.sampled_from(("world", "china", "lingang", None)))
    fields: Row = {"checked_region": checked}
    if grade == "volume":
        fields |= {"demand": 100.0, "demand_unit": "t"}
    rows = draw(st.lists(row(grade, known=known), max_size=5))
    pinned: dict[str, Row] = {"count": {}, "volume": {"capacity": 0.0, "capacity_unit": "t"}, "share": {"supply_share": 0.0}}
    return segment("s", group=grade, **fields), [*rows, supplier("pin", "s", "japan", status="stopped", **pinned[grade])]


cases = st.lists(case(), min_size=4, max_size=16)
known_cases = st.lists(case(known=True), min_size=4, max_size=16)
quality = st.sampled_from((0.3, 0.6, 1.0))


def evaluated(of: Sequence[Case], q: float = 1.0) -> Cover:
    """Cover of the cases, one segment each."""
    segments = [replace(one, segment_id=f"s{at}") for at, (one, _rows) in enumerate(of)]
    rows = [{**each, "segment_id": f"s{at}"} for at, (_one, rows) in enumerate(of) for each in rows]
    return cover(dataset(chain(segments), rows), LADDER, "china", Parameters(q=q))


def with_rows(of: Sequence[Case], change: Callable[[list[Row]], list[Row]]) -> list[Case]:
    return [(one, change(rows)) for one, rows in of]


def assert_no_lo_falls(before: Cover, after: Cover) -> None:
    for name in ("cover_lo", "controlled_lo", "loss_lo", "loss_controlled_lo"):
        assert (getattr(after, name) >= getattr(before, name) - EPS).all(), name


def assert_narrower(before: Cover, after: Cover) -> None:
    for name in ("cover", "controlled"):
        assert (getattr(after, f"{name}_lo") >= getattr(before, f"{name}_lo") - EPS).all()
        assert (getattr(after, f"{name}_hi") <= getattr(before, f"{name}_hi") + EPS).all()


@few
@given(cases, quality)
def test_every_cover_is_an_interval_in_0_1_and_control_never_adds(of: list[Case], q: float) -> None:
    result = evaluated(of, q)
    for name in ("cover", "controlled"):
        lo, hi = getattr(result, f"{name}_lo"), getattr(result, f"{name}_hi")
        assert (lo >= 0).all() and (lo <= hi + EPS).all() and (hi <= 1).all()
    assert (result.controlled_lo <= result.cover_lo + EPS).all()
    assert (result.loss_lo <= result.cover_lo + EPS).all()
    assert (result.loss_hi <= result.cover_hi + EPS).all()
    assert (result.loss_controlled_lo <= result.controlled_lo + EPS).all()


@few
@given(cases, quality)
def test_a_wider_region_has_no_lower_lo(of: list[Case], q: float) -> None:
    result = evaluated(of, q)
    for lo in (result.cover_lo, result.controlled_lo, result.loss_lo, result.loss_controlled_lo):
        assert (np.diff(lo, axis=0) >= -EPS).all()


@few
@given(cases, quality, st.data())
def test_adding_a_supplier_lowers_no_lo(of: list[Case], q: float, data: st.DataObject) -> None:
    more = [(one, [*rows, data.draw(row(one.group))]) for one, rows in of]
    assert_no_lo_falls(evaluated(of, q), evaluated(more, q))


@few
@given(cases, quality)
def test_adding_a_capacity_lowers_no_lo(of: list[Case], q: float) -> None:
    def more(rows: list[Row]) -> list[Row]:
        return [{**each, "capacity": each["capacity"] + 10} if "capacity" in each else each for each in rows]

    assert_no_lo_falls(evaluated(of, q), evaluated(with_rows(of, more), q))


@few
@given(cases, quality)
def test_upgrading_a_status_lowers_no_lo(of: list[Case], q: float) -> None:
    def better(rows: list[Row]) -> list[Row]:
        return [
            {**each, "status": STATUSES[min(STATUSES.index(each["status"]) + 1, 5)]} if each["status"] in STATUSES else each
            for each in rows
        ]

    assert_no_lo_falls(evaluated(of, q), evaluated(with_rows(of, better), q))


@few
@given(cases, quality)
def test_turning_foreign_into_domestic_lowers_no_lo(of: list[Case], q: float) -> None:
    domestic = with_rows(of, lambda rows: [{**each, "control": "domestic"} for each in rows])
    before, after = evaluated(of, q), evaluated(domestic, q)
    assert_no_lo_falls(before, after)
    assert np.array_equal(before.cover_lo, after.cover_lo)


RESOLVED: dict[str, tuple[str, ...]] = {"status": (*STATUSES,), "control": ("domestic", "foreign")}


@few
@given(cases, quality, st.sampled_from(("status", "control", "place", "amount")), st.data())
def test_resolving_an_unknown_only_narrows(of: list[Case], q: float, what: str, data: st.DataObject) -> None:
    def resolved(rows: list[Row]) -> list[Row]:
        return [_resolved(each, what, data) for each in rows]

    assert_narrower(evaluated(of, q), evaluated(with_rows(of, resolved), q))


def _resolved(each: Row, what: str, data: st.DataObject) -> Row:
    if what in RESOLVED and each[what] == "unknown":
        return {**each, what: data.draw(st.sampled_from(RESOLVED[what]))}
    if what == "place" and each["region_id"] in ("world", "china", "yrd", "shanghai"):
        inner = [place for place in PLACES if regions().contains(each["region_id"], place)]
        return {**each, "region_id": data.draw(st.sampled_from(inner))}
    if what == "amount" and "capacity" in each and not each["capacity"] >= 0:
        return {**each, "capacity": data.draw(st.sampled_from((0.0, 20.0, 1000.0)))}
    return each


@few
@given(known_cases, quality)
def test_what_is_known_is_a_point(of: list[Case], q: float) -> None:
    result = evaluated(of, q)
    assert np.allclose(result.cover_lo, result.cover_hi, atol=EPS)
    assert np.allclose(result.controlled_lo, result.controlled_hi, atol=EPS)


@few
@given(known_cases, quality, st.sampled_from(("status", "control", "place", "capacity")), st.data())
def test_both_ends_of_one_unknown_are_reached(of: list[Case], q: float, what: str, data: st.DataObject) -> None:
    at = [data.draw(st.integers(0, len(rows) - 1)) for _one, rows in of]
    worst, best = {"status": ("stopped", "producing"), "control": ("foreign", "domestic"), "place": ("beijing", "lingang")}.get(
        what, (0.0, 1e4)
    )
    unknown: Any = {"place": "china", "capacity": float("nan")}.get(what, "unknown")

    def put(value: Any) -> Cover:
        return evaluated([(one, _put(rows, index, what, value)) for (one, rows), index in zip(of, at, strict=True)], q)

    open_, low, high = put(unknown), put(worst), put(best)
    for name in ("cover", "controlled"):
        assert np.allclose(getattr(open_, f"{name}_lo"), getattr(low, f"{name}_lo"), atol=EPS)
        assert np.allclose(getattr(open_, f"{name}_hi"), getattr(high, f"{name}_hi"), atol=EPS)


def _put(rows: list[Row], index: int, what: str, value: Any) -> list[Row]:
    changed = {**rows[index], "company": "open", "company_key": "open"}
    if what == "capacity":
        changed |= {"capacity": value} if "capacity" in changed else {}
    else:
        changed |= {"region_id" if what == "place" else what: value}
    return [*rows[:index], changed, *rows[index + 1 :]]


@few
@given(cases, quality, st.randoms(use_true_random=False))
def test_row_order_exact_duplicates_and_names_change_nothing(of: list[Case], q: float, random: Any) -> None:
    def disturbed(rows: list[Row]) -> list[Row]:
        twice = [{**each, "company": f"新{each['company']}", "company_key": f"k{each['company_key']}"} for each in [*rows, *rows]]
        random.shuffle(twice)
        return twice

    before, after = evaluated(of, q), evaluated(with_rows(of, disturbed), q)
    for name, values in vars(before).items():
        if isinstance(values, np.ndarray):
            assert np.array_equal(values, getattr(after, name), equal_nan=values.dtype.kind == "f"), name


@st.composite
def chained(draw: st.DrawFn) -> Dataset:
    """A small chain over the cases, each an input of the next or of the last."""
    of = draw(st.lists(case(), min_size=3, max_size=6))
    segments = [replace(one, segment_id=f"s{at}") for at, (one, _rows) in enumerate(of)]
    rows = [{**each, "segment_id": f"s{at}"} for at, (_one, rows) in enumerate(of) for each in rows]
    essential = st.sampled_from((True, False, None))
    last = len(of) - 1
    links = [dependency(f"s{at}", f"s{draw(st.sampled_from((at + 1, last)))}", essential=draw(essential)) for at in range(last)]
    return dataset(chain(segments, links), rows)


@few
@given(chained(), quality)
def test_scores_are_ordered_intervals_and_grow_with_the_region(data: Dataset, q: float) -> None:
    (result,) = assess(data, Parameters(q=q)).chains
    assert abs(sum(one.weight for one in result.segments) - 1) < EPS
    for scores in result.scores.values():
        assert all(-EPS <= interval.lo <= interval.hi <= 1 + EPS for interval in scores.values())
        for end in (0, 1):
            assert scores[Score.SELF_RELIANCE][end] <= scores[Score.CONTROLLED_COVERAGE][end] + EPS
            assert scores[Score.CONTROLLED_COVERAGE][end] <= scores[Score.COVERAGE][end] + EPS
    for inner, outer in pairwise(LADDER):
        for score in Score:
            assert result.scores[inner][score].lo <= result.scores[outer][score].lo + EPS


@few
@given(chained(), quality)
def test_renaming_segments_changes_no_number(data: Dataset, q: float) -> None:
    (before,) = assess(data, Parameters(q=q)).chains
    (old,) = data.chains
    renamed = replace(
        old,
        segments=tuple(replace(one, segment_id=f"x-{one.segment_id}", name_zh="新") for one in old.segments),
        dependencies=tuple(
            replace(one, upstream=f"x-{one.upstream}", downstream=f"x-{one.downstream}") for one in old.dependencies
        ),
    )
    suppliers = data.suppliers.assign(segment_id="x-" + data.suppliers["segment_id"])
    (after,) = assess(replace(data, chains=(renamed,), suppliers=suppliers), Parameters(q=q)).chains
    assert (before.scores, before.after_loss, before.q_band) == (after.scores, after.after_loss, after.q_band)
    assert [(one.verdict, one.action, one.gains) for one in before.segments] == [
        (one.verdict, one.action, one.gains) for one in after.segments
    ]
