import math
from datetime import date

import pytest

from chainmap.model.interval import Interval
from chainmap.present.numbers import (
    column_percent,
    count,
    day,
    established,
    interval_in_column,
    interval_percent,
    listed,
    percent,
    percent_in_column,
    percent_points,
    quantity,
    rounded,
)

NB = "\u00a0"


@pytest.mark.parametrize(
    ("share", "text"),
    [
        (0.0, "0"), (1.0, "100"), (0.193, "19.3"), (0.19, "19"), (0.00049, "<0.1"), (0.0005, "0.1"), (0.99951, ">99.9"),
        (0.9994, "99.9"), (1e-12, "0"), (123.456, "12,345.6"),
    ],
)  # fmt: skip
def test_percent_has_one_decimal_and_no_false_end(share: float, text: str) -> None:
    assert percent(share) == f"{text}{NB}%"


def test_change_carries_its_sign() -> None:
    assert [percent_points(change) for change in (0.012, -0.004, 0.0)] == ["+1.2", "\u22120.4", "0"]


def test_column_figures_stand_under_each_other() -> None:
    assert [column_percent(share) for share in (0.02, 0.193, 0.0, 0.0001, 100.0)] == ["2.0", "19.3", "0.0", "<0.1", "10,000.0"]


def test_a_column_with_units_has_one_decimal_too() -> None:
    assert [percent_in_column(share) for share in (0.04, 0.193)] == [f"4.0{NB}%", f"19.3{NB}%"]
    assert percent_in_column(0.04, sign=True) == f"+4.0{NB}%"
    assert interval_in_column(Interval(0.03, 0.25)) == f"3.0–25.0{NB}%"
    assert interval_in_column(Interval(0.03, 0.03)) == f"3.0{NB}%"


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (150.0, "150"), (1234567.0, "1,234,567"), (150.123456789, "150.123"), (-0.25, "−0.25"), (0.0, "0"),
        (12345700.0, "1.235×10⁷"), (1.5e10, "1.5×10¹⁰"), (-2e15, "−2×10¹⁵"), (1.5e-9, "1.5×10⁻⁹"),
    ],
)  # fmt: skip
def test_a_long_number_takes_no_more_room_than_a_cell_has(number: float, text: str) -> None:
    assert rounded(number) == text


def test_interval_says_both_ends_once_it_is_open() -> None:
    assert interval_percent(Interval(0.193, 0.835)) == f"19.3–83.5{NB}%"
    assert interval_percent(Interval(0.193, 0.193)) == f"19.3{NB}%"


def test_established_and_open_parts_are_named() -> None:
    known, open_one = Interval(0.19, 0.19), Interval(0.19, 0.86)
    assert established(known, 31, "zh") == f"已核实 19{NB}%"
    assert established(open_one, 31, "zh") == f"已核实 19{NB}%（另 67{NB}% 未核查，差 31 个环节）"
    assert established(open_one, 0, "zh") == f"已核实 19{NB}%（另 67{NB}% 未核查）"
    assert established(open_one, 31, "en") == f"established 19{NB}% (67{NB}% open, 31 to check)"


def test_counts_quantities_and_days() -> None:
    assert count(1000000) == "1,000,000"
    assert count(math.nan) == "–"
    assert (quantity(150, "亿元"), quantity(None, "亿元"), quantity(20)) == (f"150{NB}亿元", "", "20")
    assert (day(date(2026, 11, 23)), day(None)) == ("2026-11-23", "")


def test_a_quantity_keeps_every_digit_that_was_entered() -> None:
    assert quantity(1234567, "台") == f"1,234,567{NB}台"
    assert quantity(123456789012.345) == "123,456,789,012.345"
    assert quantity(1e15) == "1,000,000,000,000,000"
    assert (quantity(0.00001), quantity(-5), quantity(0.1 * 3), quantity(0)) == ("0.00001", "\u22125", "0.3", "0")


def test_long_lists_are_cut_and_counted() -> None:
    assert listed(["甲", "乙", "丙"], "zh", at_most=2) == "甲、乙等 3 个"
    assert listed(["a", "b", "c"], "en", at_most=2) == "a, b and 1 more"
    assert listed(["a", "b"], "en", at_most=2) == "a, b"
