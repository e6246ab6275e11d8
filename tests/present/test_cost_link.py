"""Costs in the address: written and read back, and anything else in it passed over."""

from hypothesis import given
from hypothesis import strategies as st

from chainmap.present.cost_link import amount, decoded, encoded
from tests.analysis.datasets import chain, dataset, segment

DATA = dataset(chain([segment("a"), segment("b")]), [])


def test_costs_come_back_as_they_were_written() -> None:
    costs = {("example", "b"): 0.25, ("example", "a"): 3.0}
    assert encoded(costs) == "example/a~3|example/b~0.25"
    assert decoded(encoded(costs), DATA) == costs


@given(st.text(alphabet="exampl/ab~|0123456789.-einf", max_size=40))
def test_any_text_gives_known_segments_and_amounts_only(text: str) -> None:
    assert all(slot in {("example", "a"), ("example", "b")} and cost >= 0 for slot, cost in decoded(text, DATA).items())


def test_amounts_are_numbers_of_zero_or_more() -> None:
    assert [amount(text) for text in ("2.5", "0", "-1", "", "nan", "inf", "x")] == [2.5, 0.0, None, None, None, None, None]
