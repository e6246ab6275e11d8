"""The limits that the upload page states hold: a file at a limit is read, one beyond is refused with a finding."""

from dataclasses import replace

import pytest

from chainmap.intake.limits import COLUMNS, DEFAULT, ROWS, Limits
from chainmap.intake.spreadsheet import read_files
from chainmap.model.finding import column_letters
from tests.intake.archives import sheet_xml, xlsx_parts, zipped
from tests.workbooks import workbook


def codes(content: bytes, limits: Limits = DEFAULT, name: str = "x.xlsx") -> list[str]:
    return [one.code for one in read_files({name: content}, limits)[name].findings]


def test_bytes() -> None:
    content = b"a,b\n" * 64
    assert codes(content, replace(DEFAULT, max_text_bytes=len(content)), "x.csv") == []
    assert codes(content, replace(DEFAULT, max_text_bytes=len(content) - 1), "x.csv") == ["file-too-big"]


def test_sheets() -> None:
    content = workbook({f"s{number}": [["a"]] for number in range(3)})
    assert codes(content, replace(DEFAULT, max_sheets=3)) == []
    assert codes(content, replace(DEFAULT, max_sheets=2)) == ["file-too-many-sheets"]


def test_cells() -> None:
    content = workbook({"s": [["a", "b"], ["c", "d"]]})
    assert codes(content, replace(DEFAULT, max_cells=4)) == []
    assert codes(content, replace(DEFAULT, max_cells=3)) == ["sheet-too-large"]


@pytest.mark.parametrize(
    ("rows", "columns", "fits"), [(ROWS, 1, True), (ROWS + 1, 1, False), (1, COLUMNS, True), (1, COLUMNS + 1, False)]
)
def test_rows_and_columns(rows: int, columns: int, fits: bool) -> None:
    letters = column_letters(columns)
    content = zipped(xlsx_parts([sheet_xml(f'<row r="{rows}"><c r="{letters}{rows}"><v>1</v></c></row>')]))
    assert ("sheet-beyond-grid" in codes(content)) is not fits
