"""Large values arrive at the other process as they were, however many pieces they are sent in."""

import io
import pickle
from collections.abc import Callable

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from chainmap.desk.compare import CellChange
from chainmap.desk.pieces import frames, receive, send

LONG = 5_001  # three pieces


def through(*values: object) -> list[object]:
    """The values after they went through a stream."""
    stream = io.BytesIO()
    for value in values:
        send(stream, value)
    stream.seek(0)
    following = next_of(stream)
    return [receive(following) for _ in values]


def next_of(stream: io.BytesIO) -> Callable[[], bytes | None]:
    coming = frames(stream)
    return lambda: next(coming, None)


@given(st.recursive(st.none() | st.text() | st.floats(allow_nan=False) | st.binary(), st.lists))
def test_any_value_comes_out_as_it_went_in(value: object) -> None:
    assert through(value) == [value]


@pytest.mark.parametrize("length", [0, 1, 1_999, 2_000, 2_001, 4_000, LONG])
def test_long_sequences_keep_type_order_and_length(length: int) -> None:
    rows = [(str(at), at) for at in range(length)]
    assert through(rows, tuple(rows)) == [rows, tuple(rows)]


def test_a_long_sequence_within_another_value_stands_where_it_stood() -> None:
    changes = tuple(CellChange("note", "", str(at)) for at in range(LONG))
    value = {"first": [changes, "甲"], "second": list(range(LONG)), "again": changes}
    (found,) = through(value)
    assert found == value
    assert isinstance(found, dict) and found["again"] == found["first"][0] == changes


def test_no_frame_of_a_long_sequence_is_long() -> None:
    stream = io.BytesIO()
    send(stream, [("x" * 100, at) for at in range(100_000)])
    stream.seek(0)
    sizes = [len(frame) for frame in frames(stream)]
    assert max(sizes) < 100_000 and len(sizes) == 51
    assert sum(sizes) < len(pickle.dumps([("x" * 100, at) for at in range(100_000)])) * 2


def test_a_table_comes_out_with_its_types() -> None:
    table = pd.DataFrame({"a": pd.Series(["甲", ""], dtype="str"), "b": [1.5, float("nan")], "row": [3, 4]})
    (found,) = through(table)
    assert isinstance(found, pd.DataFrame)
    pd.testing.assert_frame_equal(found, table)


def test_a_stream_that_breaks_off_is_an_end_and_not_a_value() -> None:
    stream = io.BytesIO()
    send(stream, list(range(LONG)))
    for size in (0, 5, 100, len(stream.getvalue()) - 1):
        with pytest.raises(EOFError):
            receive(next_of(io.BytesIO(stream.getvalue()[:size])))
