"""What is written is read, value by value; what is damaged is a finding, never a failure."""

import io
import zipfile
from collections.abc import Callable
from datetime import datetime, time

import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from chainmap.intake.spreadsheet import Value, read_files
from tests.intake.archives import ods, ods_cell, ole, xlsb, zipped

TEXTS_OF_CELLS = st.text(st.characters(exclude_categories=("Cs", "Cc", "Cn")), max_size=20).filter(
    lambda text: "_x" not in text and not text.startswith("=")
)
VALUES: st.SearchStrategy[Value] = st.one_of(
    st.none(),
    TEXTS_OF_CELLS,
    st.integers(-(10**14), 10**14),
    st.floats(-1e12, 1e12).map(lambda number: float(f"{number:.12g}")).filter(lambda number: number == 0 or abs(number) > 1e-9),
    st.booleans(),
    st.datetimes(datetime(1901, 1, 1), datetime(2200, 1, 1)).map(lambda at: at.replace(microsecond=0)),
)


def by_openpyxl(rows: list[list[Value]]) -> bytes:
    book = Workbook()
    page = book.active
    assert isinstance(page, Worksheet)
    for number, row in enumerate(rows, start=1):
        for column, value in enumerate(row, start=1):
            cell = page.cell(number, column, value)
            if isinstance(value, str):
                cell.data_type = "s"
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def by_xlsxwriter(rows: list[list[Value]]) -> bytes:
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False})
    page = book.add_worksheet()
    moment = book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"})
    for number, row in enumerate(rows):
        for column, value in enumerate(row):
            page.write(number, column, value, *([moment] if isinstance(value, datetime) else []))
    book.close()
    return target.getvalue()


def as_delivered(value: Value) -> Value:
    """What the same value is when read: blank texts are blanks, midnight is a date, a whole float a whole number."""
    if value == "":
        return None
    if isinstance(value, datetime) and value.time() == time(0):
        return value.date()
    return int(value) if isinstance(value, float) and value.is_integer() else value


@pytest.mark.parametrize("write", [by_openpyxl, by_xlsxwriter])
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=st.lists(st.lists(VALUES, min_size=3, max_size=3), min_size=1, max_size=5))
def test_what_is_written_is_read(write: Callable[[list[list[Value]]], bytes], rows: list[list[Value]]) -> None:
    expected = {(r, c): as_delivered(v) for r, row in enumerate(rows) for c, v in enumerate(row) if as_delivered(v) is not None}
    raw = read_files({"a.xlsx": write(rows)})["a.xlsx"]
    assert raw.findings == ()
    sheet = raw.sheets[0]
    delivered = {(r, c): v for r, row in enumerate(sheet.rows) for c, v in enumerate(row) if v is not None}
    assert delivered == expected
    assert {at: type(value) for at, value in delivered.items()} == {at: type(value) for at, value in expected.items()}


DAMAGED = {
    "a.xlsx": by_openpyxl([["甲", 1.5, datetime(2024, 1, 2)], [True, None, "乙"]]),
    "b.xlsx": by_xlsxwriter([["甲", 1.5, datetime(2024, 1, 2)], [True, None, "乙"]]),
    "c.xlsb": xlsb([(2, 2, 5, b"\0\0\0\0\0\0\xf8\x3f"), (2, 3, 7, bytes(4)), (3, 2, 3, b"\x17")], ["甲"]),
    "d.ods": ods(f"<table:table-row>{ods_cell('甲')}</table:table-row>"),
    "e.xls": ole({"Workbook": b"\x09\x08\x10\0\0\6" + bytes(40)}),
    "f.csv": "名称,备注\n甲,乙\n".encode("gb18030"),
}


@settings(max_examples=25, deadline=None)
@given(data=st.data())
def test_damage_of_any_kind_is_a_finding_or_harmless(data: st.DataObject) -> None:
    files = {}
    for file, content in DAMAGED.items():
        at = data.draw(st.integers(0, len(content) - 1))
        cut = data.draw(st.integers(0, 8))
        files[file] = content[:at] + data.draw(st.binary(max_size=8)) + content[at + cut :]
    raw = read_files(files)
    assert list(raw) == list(files)
    assert all(each.sheets or any(one.severity == "error" for one in each.findings) for each in raw.values())


@settings(max_examples=25, deadline=None)
@given(data=st.data())
def test_damage_inside_the_zip_is_a_finding_or_harmless(data: st.DataObject) -> None:
    parts = dict(zip_parts(DAMAGED["b.xlsx"]))
    part = data.draw(st.sampled_from(sorted(parts)))
    at = data.draw(st.integers(0, len(parts[part]) - 1))
    parts[part] = parts[part][:at] + data.draw(st.binary(max_size=8)) + parts[part][at + data.draw(st.integers(0, 8)) :]
    raw = read_files({"a.xlsx": zipped(parts)})["a.xlsx"]
    assert raw.sheets or any(one.severity == "error" for one in raw.findings)


def zip_parts(content: bytes) -> list[tuple[str, bytes]]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return [(name, archive.read(name)) for name in archive.namelist()]
