"""What is written by Excel's imitators is read value by value; what cannot be trusted is refused with its cell."""

import io
import re
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest
import xlsxwriter
from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.worksheet.worksheet import Worksheet

from chainmap.intake.limits import DEFAULT
from chainmap.intake.spreadsheet import RawSheet, RawWorkbook, read_files, serial
from chainmap.model.finding import Cell, Finding
from chainmap.present.words import LANGUAGES, hint, message
from chainmap.present.words.findings import TEXTS
from tests.intake.archives import ods, ods_cell, ole, sheet_xml, strings_xml, xlsb, xlsx, xlsx_parts, zipped
from tests.workbooks import workbook

INTAKE = Path(__file__).parents[2] / "chainmap" / "intake"
ONE_CELL = '<row r="1"><c r="A1"><v>1</v></c></row>'
soffice = pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")


def read(content: bytes, file: str = "名单.xlsx") -> RawWorkbook:
    return read_files({file: content})[file]


def sheet_of(content: bytes, file: str = "名单.xlsx") -> RawSheet:
    raw = read(content, file)
    assert [finding for finding in raw.findings if finding.severity == "error"] == []
    return raw.sheets[0]


def only_finding(content: bytes, file: str = "名单.xlsx") -> Finding:
    raw = read(content, file)
    assert raw.sheets == ()
    (finding,) = raw.findings
    return finding


def new_page() -> tuple[Workbook, Worksheet]:
    book = Workbook()
    page = book.active
    assert isinstance(page, Worksheet)
    return book, page


def saved(book: Workbook) -> bytes:
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def test_rows_begin_at_a1_whatever_is_empty_before() -> None:
    book, page = new_page()
    page["C3"] = "甲"
    assert sheet_of(saved(book)).rows == [[None] * 3, [None] * 3, [None, None, "甲"]]


def test_every_kind_of_value_is_delivered() -> None:
    book, page = new_page()
    values: list[object] = [
        "沪硅产业", "007", "'", " 前后空格 ", "一\n二", 5, 5.25, -3, 1e300, True, False,
        date(2024, 1, 2), datetime(2024, 1, 2, 3, 4, 5, 678000), time(3, 4), timedelta(days=1, hours=5), 10**15,
    ]  # fmt: skip
    page.append(values)
    page.append([0.25, CellRichText("甲 ", TextBlock(InlineFont(b=True), "乙 ")), None, "NA", "NULL", "nan"])
    page["A2"].number_format = "0%"
    rows = sheet_of(saved(book)).rows
    assert rows[0] == values
    assert [type(value) for value in rows[0][5:8]] == [int, float, int]
    assert rows[1][:6] == [0.25, "甲 乙 ", None, "NA", "NULL", "nan"]


def test_file_of_xlsxwriter_with_shared_strings_and_formulas() -> None:
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target)
    page = book.add_worksheet("企业")
    page.write_row(0, 0, ["甲", "甲", "", 1.5])
    page.write_formula(1, 0, "=1+1", None, 2)
    page.write_formula(1, 2, '="x"', None, "x")
    page.write_formula(1, 3, "=1/0", None, "#DIV/0!")
    page.write_boolean(2, 0, True)
    page.write_rich_string(2, 1, "a ", book.add_format({"bold": True}), "b")
    page.write_datetime(2, 2, datetime(2024, 1, 2), book.add_format({"num_format": "yyyy-mm-dd"}))
    page.merge_range("A5:B6", "并")
    book.close()
    sheet = sheet_of(target.getvalue())
    assert sheet.rows[:3] == [["甲", "甲", None, 1.5], [2, None, "x", None], [True, "a b", date(2024, 1, 2), None]]
    assert (sheet.errors, sheet.empty_formulas, sheet.merged) == ({(2, 4): "#DIV/0!"}, frozenset(), ((5, 1, 6, 2),))


def test_errors_and_formulas_without_value_are_told_from_blanks() -> None:
    book, page = new_page()
    page.append(["=1+1", "#REF!", None, "甲"])
    page["E2"] = "#N/A"
    sheet = sheet_of(saved(book))
    assert sheet.rows == [[None, None, None, "甲", None], [None] * 5]
    assert sheet.errors == {(1, 2): "#REF!", (2, 5): "#N/A"}
    assert sheet.empty_formulas == {(1, 1)}


def test_nan_and_infinity_are_errors_of_their_cells() -> None:
    sheet = sheet_of(xlsx('<row r="1"><c r="A1"><v>NaN</v></c><c r="B1"><v>1e999</v></c><c r="C1"><v>1</v></c></row>'))
    assert (sheet.rows, sheet.errors) == ([[None, None, 1]], {(1, 1): "NaN", (1, 2): "INF"})


def test_numbers_in_a_date_format_keep_their_value() -> None:
    book, page = new_page()
    for row, number in enumerate((-5, 1, 59, 60, 61, 1234, 45000.5, 10**10), start=1):
        page.cell(row, 1, number).number_format = "yyyy-mm-dd"
    column = [row[0] for row in sheet_of(saved(book)).rows]
    assert column[:4] == [-5, 1, 59, 60]
    assert [serial(value) for value in column[4:]] == [61, 1234, 45000.5, 10**10]


def test_serial_knows_the_calendar_of_1904() -> None:
    book, page = new_page()
    book.epoch = datetime(1904, 1, 1)
    page["A1"] = date(2024, 1, 2)
    raw = read(saved(book))
    assert (raw.date_1904, raw.sheets[0].rows) == (True, [[date(2024, 1, 2)]])
    assert serial(raw.sheets[0].rows[0][0], mac=True) == 45293 - 1462


def test_phonetic_runs_and_blank_strings() -> None:
    strings = strings_xml(
        '<si><t>東京</t><rPh sb="0" eb="2"><t>とうきょう</t></rPh></si>'
        '<si><r><t>a</t></r><r><t xml:space="preserve"> b</t></r></si>'
        '<si><t/></si><si><rPh sb="0" eb="1"><t>か</t></rPh></si><si><t xml:space="preserve">  </t></si><si><t>   </t></si>'
    )
    cells = "".join(f'<c r="{"ABCDEF"[index]}1" t="s"><v>{index}</v></c>' for index in range(6))
    assert sheet_of(xlsx(f'<row r="1">{cells}</row>', strings=strings)).rows == [["東京", "a b", None, None, "  ", None]]


def test_escapes_are_resolved_once() -> None:
    strings = strings_xml("<si><t>a_x000D_\nb</t></si><si><t>_x005F_x000D_</t></si><si><t>&lt;甲&amp;乙&gt; &#20013;</t></si>")
    cells = "".join(f'<c r="{"ABC"[index]}1" t="s"><v>{index}</v></c>' for index in range(3))
    assert sheet_of(xlsx(f'<row r="1">{cells}</row>', strings=strings)).rows == [["a\r\nb", "_x000D_", "<甲&乙> 中"]]


def test_strict_workbook_is_read() -> None:
    rows = '<row r="1"><c r="A1" t="inlineStr"><is><t>甲</t></is></c><c r="B1" t="d"><v>2024-01-02T00:00:00</v></c></row>'
    sheet = sheet_xml(rows, namespace="http://purl.oclc.org/ooxml/spreadsheetml/main")
    assert sheet_of(zipped(xlsx_parts([sheet], strict=True))).rows == [["甲", datetime(2024, 1, 2)]]


def test_hidden_sheets_are_warned_of_and_exempt_ones_not_delivered() -> None:
    parts = xlsx_parts([sheet_xml(ONE_CELL)] * 3, names=["甲", "乙", "_词表"], states={2: "veryHidden", 3: "hidden"})
    raw = read(zipped(parts))
    assert [(sheet.name, sheet.hidden) for sheet in raw.sheets] == [("甲", False), ("乙", True)]
    assert [(each.code, each.severity, str(each.cell)) for each in raw.findings] == [("sheet-hidden", "warning", "名单.xlsx[乙]")]


def test_value_that_the_reader_drops_refuses_the_file_with_its_cell() -> None:
    finding = only_finding(xlsx('<row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>4</v><f>X1</f></c></row>'))
    assert (finding.code, str(finding.cell)) == ("reader-disagrees-on-count", "名单.xlsx[S1]!B1")
    assert finding.facts == {"delivered": 1, "held": 2}


def test_cell_that_stands_twice_refuses_the_file() -> None:
    finding = only_finding(xlsx('<row r="1"><c r="A1"><v>1</v></c><c r="A1"><v>2</v></c></row>'))
    assert finding.code == "reader-disagrees-on-count"


def test_second_reader_that_reads_another_value_refuses_the_file_with_its_cell() -> None:
    rows = '<row r="2"><c r="B2" t="n"><v>1</v></c><c r="C2" t="str"><v>1_000</v></c><c r="D2"><v> 5 </v></c></row>'
    finding = only_finding(xlsx(rows, strings=strings_xml("")))
    assert (finding.code, str(finding.cell)) == ("reader-disagrees", "名单.xlsx[S1]!D2")
    assert finding.facts == {"first": " 5 ", "second": "5"}


@pytest.mark.parametrize("limit", ["compared_cells", "compared_area", "compared_bytes"])
def test_second_reader_is_asked_for_small_files_only(limit: str) -> None:
    content = xlsx('<row r="2"><c r="D2"><v> 5 </v></c></row>', strings=strings_xml(""))
    assert read_files({"a.xlsx": content}, replace(DEFAULT, **{limit: 0}))["a.xlsx"].findings == ()


def test_bad_files_do_not_keep_good_ones_from_being_read() -> None:
    good = workbook({"企业": [["名称"], ["甲"]]})
    files = {
        "a.xlsx": good,
        "damaged.xlsx": good[:300],
        "refused.xlsx": xlsx('<row r="1"><c r="A1" t="s"><v>9</v></c></row>', strings=strings_xml("<si><t>x</t></si>")),
        "locked.xlsx": ole({"EncryptedPackage": b"x"}),
        "b.xlsx": good,
        "list.csv": "名称\n甲\n".encode("gb18030"),
    }
    raw = read_files(files)
    assert list(raw) == list(files)
    assert [[finding.code for finding in each.findings] for each in raw.values()] == [
        [], ["file-corrupt"], ["reader-refuses"], ["file-encrypted"], [], ["text-encoding-guessed"],
    ]  # fmt: skip
    assert raw["a.xlsx"].sheets == raw["b.xlsx"].sheets != ()
    assert raw["list.csv"].sheets[0] == RawSheet(name="list", rows=[["名称"], ["甲"]])


def test_content_counts_not_extension() -> None:
    raw = read(workbook({"企业": [["名称"]]}), "名单.csv")
    assert raw.sheets[0].rows == [["名称"]]
    assert [(each.code, each.severity) for each in raw.findings] == [("extension-mismatch", "warning")]


@pytest.mark.parametrize("text", ["你好", "Dear all,\nplease find, enclosed, our list.\nYours\n", "名称\n甲\n乙\n"])
def test_plain_text_that_is_called_a_workbook_is_refused_as_such(text: str) -> None:
    finding = only_finding(text.encode(), "名单.xlsx")
    assert (finding.code, finding.facts) == ("text-not-a-workbook", {"extension": ".xlsx"})
    assert "不是工作簿" in message(finding, "zh") and "neither a workbook" in message(finding, "en")


def test_a_list_as_text_that_is_called_a_workbook_is_read_with_a_warning() -> None:
    raw = read("企业名单\n名称\t产品\n甲\t乙\n".encode("gb18030"), "名单.xls")
    assert raw.sheets[0].rows[1:] == [["名称", "产品"], ["甲", "乙"]]
    assert [each.code for each in raw.findings] == ["extension-mismatch", "text-encoding-guessed"]


def test_a_text_in_no_encoding_is_not_said_to_have_been_read_in_one() -> None:
    raw = read("企业名称,环节\n".encode() + b"\xff\xfe\x80\x81,a\n", "名单.csv")
    assert [each.code for each in raw.findings] == ["text-encoding"]


def test_xlsb_is_read() -> None:
    content = xlsb(
        [(2, 2, 5, b"\0\0\0\0\0\0\xf8\x3f"), (2, 3, 7, bytes(4)), (2, 4, 7, b"\1\0\0\0"), (3, 2, 3, b"\x17")], ["甲", ""]
    )
    sheet = sheet_of(content, "名单.xlsb")
    assert sheet.rows[1][:3] == [None, 1.5, "甲"]
    assert sheet.errors == {(3, 2): "#REF!"}


@pytest.mark.parametrize("note", ["", "<!-- read by the exact way -->"])
def test_errors_and_empty_texts_at_the_rim_are_no_disagreement(note: str) -> None:
    rows = (
        '<row r="1"><c r="A1"><v>1</v></c></row><row r="2"><c r="C2" t="s"><v>0</v></c></row>'
        f'<row r="3"><c r="D3" t="e"><v>#N/A</v></c></row>{note}'
    )
    sheet = sheet_of(xlsx(rows, strings=strings_xml("<si><t/></si>")))
    assert sheet.rows == [[1, None, None, None], [None] * 4, [None] * 4]
    assert sheet.errors == {(3, 4): "#N/A"}


def test_repeats_of_opendocument_count_as_often_as_they_stand() -> None:
    row = (
        '<table:table-row table:number-rows-repeated="2">'
        + ods_cell("甲", ' table:number-columns-repeated="3"')
        + "</table:table-row>"
    )
    error = ' table:number-columns-repeated="2" calcext:value-type="error" office:string-value=""'
    sheet = sheet_of(ods(f"{row}<table:table-row>{ods_cell('#N/A', error)}{ods_cell('乙')}</table:table-row>"), "名单.ods")
    assert sheet.rows == [["甲"] * 3, ["甲"] * 3, [None, None, "乙"]]
    assert sheet.errors == {(3, 1): "#N/A", (3, 2): "#N/A"}


@pytest.mark.parametrize("repeat", ["1048577", "99999999", "999999999999", "-1"])
def test_hostile_repeats_of_opendocument_are_refused(repeat: str) -> None:
    row = f'<table:table-row table:number-rows-repeated="{repeat}">{ods_cell("甲")}</table:table-row>'
    assert only_finding(ods(row), "名单.ods").code == "sheet-beyond-grid"


def test_blank_repeats_of_opendocument_do_no_harm() -> None:
    row = f'<table:table-row>{ods_cell("甲")}<table:table-cell table:number-columns-repeated="16383"/></table:table-row>'
    cells = '<table:table-cell table:number-columns-repeated="16384"/>'
    blank = f'<table:table-row table:number-rows-repeated="1048575">{cells}</table:table-row>'
    assert sheet_of(ods(row + blank), "名单.ods").rows == [["甲"]]


def test_empty_sheet_is_delivered_empty() -> None:
    assert sheet_of(saved(Workbook())).rows == []


def test_no_file_starts_no_process() -> None:
    assert read_files({}) == {}


def test_every_refusal_has_its_words_in_both_languages() -> None:
    source = "\n".join(path.read_text(encoding="utf-8") for path in INTAKE.glob("*.py"))
    codes = set(re.findall(r'Refusal\(\s*"([a-z-]+)"', source)) | {"reader-died", "reader-out-of-memory", "reader-refuses"}
    assert len(codes) > 20
    assert codes | {"sheet-hidden", "extension-mismatch"} <= set(TEXTS)


@pytest.mark.parametrize(
    "content",
    [b"", b"%PDF", xlsx('<row r="1"><c r="XFE1"><v>1</v></c></row>'), xlsx('<row r="3"><c r="C3" t="e"><v>#SPILL!</v></c></row>'),
     xlsx('<row r="1"><c r="B1"><v>4</v><f>X1</f></c></row>'), ole({"EncryptedPackage": b"x"}), "名称\n".encode() + b"\xff\xff"],
)  # fmt: skip
def test_words_of_refusals_are_filled(content: bytes) -> None:
    finding = read(content).findings[-1]
    assert finding.severity == "error"
    for language in LANGUAGES:
        assert "{" not in message(finding, language) + hint(finding, language)


@soffice
@pytest.mark.parametrize("extension", ["xlsx", "xls", "et", "ods", "csv"])
def test_files_of_libreoffice(converted: Callable[[str], bytes], extension: str) -> None:
    sheet = sheet_of(converted("xls" if extension == "et" else extension), f"名单.{extension}")
    if extension == "csv":
        assert sheet.rows[1][:4] == ["甲\n乙", "1.5", "2024-01-02", "2"]
        return
    assert sheet.rows[1][:6] == ["甲\n乙", 1.5, date(2024, 1, 2), 2, 0.25, " 空格 "]
    assert sheet.rows[0][:2] == ["名称", "数"]
    assert sheet.errors == {(2, 7): "#DIV/0!"}
    assert sheet.empty_formulas == frozenset()
    assert sheet.merged == ((5, 2, 6, 3),)
    assert sheet.rows[4][1] == "并"


@pytest.fixture(scope="session")
def converted(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], bytes]:
    """The same workbook as LibreOffice writes it, with its formulas calculated."""
    folder = tmp_path_factory.mktemp("libreoffice")
    book, page = new_page()
    page.append(["名称", "数", "日期", "公式", "百分比", "空格", "错误", "空"])
    page.append(["甲\n乙", 1.5, date(2024, 1, 2), "=1+1", 0.25, " 空格 ", "=1/0", '=""'])
    page["E2"].number_format = "0%"
    page["B5"] = "并"
    page.merge_cells("B5:C6")
    book.create_sheet("_词表")["A1"] = "x"
    (folder / "source.xlsx").write_bytes(saved(book))

    def convert(extension: str) -> bytes:
        target = "csv:Text - txt - csv (StarCalc):44,34,76" if extension == "csv" else extension
        profile = f"-env:UserInstallation=file://{folder}/profile"
        command = ["soffice", profile, "--headless", "--convert-to", target, "--outdir", f"{folder}/out", f"{folder}/source.xlsx"]
        subprocess.run(command, check=True, capture_output=True, timeout=120)
        return (folder / "out" / f"source.{extension}").read_bytes()

    return convert


def test_cell_of_a_whole_file_prints_its_name() -> None:
    finding = only_finding(b"%PDF", "园区/名单.xlsx")
    assert finding.cell == Cell(file="园区/名单.xlsx")
