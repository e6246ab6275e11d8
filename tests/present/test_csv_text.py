import csv
import io

from hypothesis import given
from hypothesis import strategies as st

from chainmap.present.csv_text import csv_bytes, inert
from chainmap.present.table import Table, TableColumn

_LIVE = ("=", "+", "-", "@", "\t")


def _read(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def test_opens_as_utf8_in_a_spreadsheet() -> None:
    data = csv_bytes(Table(name="t", columns=(TableColumn(header="环节"),), rows=[["光刻胶"], [0.123456789], [None], [-3]]))
    assert data.startswith(b"\xef\xbb\xbf")
    assert _read(data) == [["环节"], ["光刻胶"], ["0.123457"], [""], ["-3"]]


def test_a_quantity_keeps_its_digits() -> None:
    rows = [[1234567.0], [0.5], [12345678.25], [-0.0000001]]
    assert _read(csv_bytes(Table(name="t", columns=(TableColumn(header="n"),), rows=rows)))[1:] == [
        ["1234567"], ["0.5"], ["12345678.25"], ["-0.0000001"],
    ]  # fmt: skip


@given(st.text())
def test_no_text_begins_a_formula(text: str) -> None:
    assert not inert(text).lstrip(" ").startswith(_LIVE)


def test_plain_text_stays_as_it_is() -> None:
    assert inert("硅片 = 12 英寸") == "硅片 = 12 英寸"
    assert inert("=1+1") == "'=1+1"
    assert inert(" @x") == "' @x"
