"""The prescan refuses what must not be opened and counts what the rest holds."""

import io
import re
import time
import zipfile
from contextlib import suppress
from dataclasses import replace

import pytest

from chainmap.intake.limits import DEFAULT
from chainmap.intake.package import Package
from chainmap.intake.prescan import Kind, extension_findings, prescan
from chainmap.intake.refusal import Refusal
from chainmap.intake.scan import SheetScan
from chainmap.intake.xlsx import filled_cells
from tests.intake.archives import ole, sheet_xml, strings_xml, xlsb, xlsx, xlsx_parts, zipped
from tests.workbooks import workbook

ONE_CELL = '<row r="1"><c r="A1"><v>1</v></c></row>'


def refused(content: bytes, **limits: int) -> Refusal:
    with pytest.raises(Refusal) as caught:
        prescan(content, replace(DEFAULT, **limits))
    return caught.value


def scanned(content: bytes) -> SheetScan:
    return prescan(content, DEFAULT).sheets[0]


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (workbook({"企业": [["名称"], ["甲"]]}), Kind.XLSX),
        (xlsb([(1, 1, 5, bytes(8))]), Kind.XLSB),
        ("名称,所在地\n".encode(), Kind.TEXT),
        ("名称,所在地\n".encode("utf-16"), Kind.TEXT),
    ],
)
def test_kind_is_told_by_content(content: bytes, kind: Kind) -> None:
    assert prescan(content, DEFAULT).kind is kind


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"%PDF-1.7", "PDF"),
        (b"\x89PNG\r\n\x1a\n\0\0", "PNG"),
        (b"<html><table></table></html>", "HTML/XML"),
        (zipped({"word/document.xml": "<w/>"}), "zip"),
        (ole({"WordDocument": b"x"}), "OLE"),
        (ole({"Book": b"x"}), "Excel 5.0/95"),
    ],
)
def test_other_kinds_are_named_and_refused(content: bytes, kind: str) -> None:
    refusal = refused(content)
    assert (refusal.code, refusal.facts) == ("kind-unreadable", {"kind": kind})


def test_a_kind_that_nothing_tells_is_not_written_as_a_question_mark() -> None:
    refusal = refused(b"\0\1\2")
    assert (refusal.code, refusal.facts) == ("kind-unknown", {})


def test_extension_that_promises_another_kind_is_a_warning() -> None:
    (finding,) = extension_findings("名单.xls", Kind.XLSX)
    assert (finding.code, finding.severity, finding.facts) == (
        "extension-mismatch",
        "warning",
        {"extension": ".xls", "kind": ".xlsx"},
    )
    assert extension_findings("名单.ET", Kind.XLSX) == extension_findings("名单.et", Kind.XLS) == ()


def test_empty_and_big_files_are_refused() -> None:
    assert refused(b"").code == "file-empty"
    refusal = refused(b"a" * (2 << 20), max_text_bytes=1 << 20)
    assert (refusal.code, refusal.facts) == ("file-too-big", {"size_mb": 2.0, "allowed_mb": 1})
    packed = b"PK\x03\x04" + b"a" * (2 << 20)
    assert refused(packed, max_bytes=1 << 20, max_text_bytes=4 << 20).facts == {"size_mb": 2.0, "allowed_mb": 1}


def test_a_million_rows_of_text_are_not_too_big() -> None:
    row = (
        "上海某某新材料科技股份有限公司,91310000MA1FL5TY0D,photoresist,光刻胶,上海市浦东新区,内资,量产,1200,吨/年,公司年报,2024\n"
    )
    assert len(row.encode()) * 1_000_000 < DEFAULT.max_text_bytes


def test_zip_bomb_is_refused_while_it_inflates() -> None:
    parts = xlsx_parts([sheet_xml(ONE_CELL)]) | {"xl/media/image1.png": bytes(64 << 20)}
    assert refused(zipped(parts), max_inflated=16 << 20).code == "file-expands"


def test_the_size_that_a_zip_declares_is_not_believed() -> None:
    content = bytearray(zipped({"xl/workbook.xml": bytes(8 << 20)}))
    for mark, offset in ((b"PK\x01\x02", 24), (b"PK\x03\x04", 22)):
        at = content.find(mark) + offset
        content[at : at + 4] = (10).to_bytes(4, "little")
    assert refused(bytes(content)).code == "file-corrupt"


def test_bad_checksum_is_refused() -> None:
    content = bytearray(workbook({"企业": [["名称"], ["甲"]]}))
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        entry = archive.getinfo("xl/worksheets/sheet1.xml")
    at = content.rfind(b"xl/worksheets/sheet1.xml") - 46 + 16
    assert content[at : at + 4] == entry.CRC.to_bytes(4, "little")
    content[at] ^= 0xFF
    refusal = refused(bytes(content))
    assert (refusal.code, refusal.facts) == ("file-corrupt", {"part": "xl/worksheets/sheet1.xml"})


@pytest.mark.parametrize("encoding", ["no-such-encoding", "gbk"])
def test_encoding_that_xml_readers_do_not_know_is_refused(encoding: str) -> None:
    parts = xlsx_parts([sheet_xml(ONE_CELL)])
    workbook_part = str(parts["xl/workbook.xml"]).replace("UTF-8", encoding)
    assert refused(zipped(parts | {"xl/workbook.xml": workbook_part})).code == "file-corrupt"


def test_part_that_stands_twice_is_refused() -> None:
    target = io.BytesIO(zipped(xlsx_parts([sheet_xml(ONE_CELL)])))
    with zipfile.ZipFile(target, "a") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr("xl/worksheets/sheet1.xml", sheet_xml(""))
    assert refused(target.getvalue()).code == "file-corrupt"


@pytest.mark.parametrize("cut", [10, 100, 400])
def test_truncated_zip_is_refused(cut: int) -> None:
    assert refused(workbook({"企业": [["名称"]]})[:-cut]).code == "file-corrupt"


@pytest.mark.parametrize(
    "part", ["xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/theme/theme1.xml"]
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le"])
def test_dtd_is_refused_in_every_part(part: str, encoding: str) -> None:
    bomb = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><x>&b;</x>'
    mark = "\ufeff" if encoding == "utf-16-le" else ""
    refusal = refused(zipped(xlsx_parts([sheet_xml(ONE_CELL)]) | {part: (mark + bomb).encode(encoding)}))
    assert (refusal.code, refusal.facts) == ("file-has-dtd", {"part": part})


def test_dtd_cut_by_a_chunk_boundary_is_found() -> None:
    filler = b" " * ((4 << 20) - 5)
    parts = xlsx_parts([sheet_xml(ONE_CELL)]) | {"docProps/app.xml": filler + b"<!DOCTYPE x><x/>"}
    assert refused(zipped(parts)).code == "file-has-dtd"


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        ('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>', "sheet-too-large"),
        ('<row r="1048577"><c r="A1048577"><v>1</v></c></row>', "sheet-beyond-grid"),
        ('<row r="1"><c r="XFE1"><v>1</v></c></row>', "sheet-beyond-grid"),
        ('<row r="1"><c r="AAAAAAA1"><v>1</v></c></row>', "sheet-beyond-grid"),
        ('<row r="999999999"><c><v>1</v></c></row>', "sheet-beyond-grid"),
    ],
)
def test_hostile_geometry_is_refused(rows: str, code: str) -> None:
    refusal = refused(xlsx(rows))
    assert (refusal.code, refusal.sheet) == (code, "S1")


def test_formatted_blanks_far_out_do_no_harm() -> None:
    scan = scanned(xlsx(ONE_CELL + '<row r="1048576"><c r="XFD1048576" s="0"></c></row>'))
    assert (scan.last_row, scan.last_column, scan.filled) == (1, 1, 1)


def test_shared_strings_that_lie_about_their_number_are_refused() -> None:
    strings = strings_xml("<si><t>甲</t></si>", ' count="1" uniqueCount="4294967295"')
    refusal = refused(xlsx('<row r="1"><c r="A1" t="s"><v>0</v></c></row>', strings=strings))
    assert (refusal.code, refusal.facts["declared"], refusal.facts["actual"]) == ("file-counts-lie", 4294967295, 1)


def test_shared_strings_may_be_used_more_often_than_they_stand() -> None:
    strings = strings_xml("<si><t>甲</t></si>", ' count="12000000" uniqueCount="1"')
    assert scanned(xlsx('<row r="1"><c r="A1" t="s"><v>0</v></c></row>', strings=strings)).filled == 1


def test_number_of_sheets_and_parts_is_limited() -> None:
    content = zipped(xlsx_parts([sheet_xml(ONE_CELL)] * 5))
    assert refused(content, max_sheets=4).facts == {"sheets": 5, "allowed": 4}
    assert refused(content, max_parts=8).code == "file-too-many-parts"


def test_areas_of_all_sheets_together_are_limited() -> None:
    assert (
        refused(zipped(xlsx_parts([sheet_xml('<row r="9"><c r="I9"><v>1</v></c></row>')] * 2)), max_cells=100).code
        == "sheet-too-large"
    )


def test_encrypted_workbook_asks_for_its_password_to_be_removed() -> None:
    assert refused(ole({"EncryptionInfo": b"x", "EncryptedPackage": b"x"})).code == "file-encrypted"


def test_ole_loop_is_refused() -> None:
    assert refused(ole({"Workbook": b"\x09\x08\x10\0\0\6"}, loop=True)).code == "file-corrupt"


@pytest.mark.parametrize("size", [9, 30, 80, 512, 600, 2000])
def test_truncated_ole_is_refused(size: int) -> None:
    assert refused(ole({"Workbook": b"x"})[:size]).code == "file-corrupt"


@pytest.mark.parametrize("state", ["hidden", "veryHidden"])
def test_hidden_sheets_are_marked_and_exempt_ones_left_out(state: str) -> None:
    sheets = [sheet_xml(ONE_CELL)] * 3
    scan = prescan(zipped(xlsx_parts(sheets, states={2: state}, names=["甲", "乙", "_词表"])), DEFAULT)
    assert [(sheet.index, sheet.name, sheet.hidden) for sheet in scan.sheets] == [(0, "甲", False), (1, "乙", True)]


def test_target_outside_the_file_is_not_followed() -> None:
    parts = xlsx_parts([sheet_xml(ONE_CELL)])
    relations = str(parts["xl/_rels/workbook.xml.rels"])
    for target in ("../../../etc/passwd", "http://example.com/sheet.xml"):
        hostile = relations.replace('Target="worksheets/sheet1.xml"', f'Target="{target}" TargetMode="External"')
        assert refused(zipped(parts | {"xl/_rels/workbook.xml.rels": hostile})).code == "file-corrupt"


MIXED = (
    '<row r="2"><c r="B2" t="s"><v>0</v></c><c r="C2" t="s"><v>1</v></c><c r="D2" t="e"><v>#REF!</v></c>'
    '<c r="E2"><f>A1</f></c><c r="F2" t="str"><f>A1</f><v></v></c><c r="G2" t="e"><f>1/0</f><v>#DIV/0!</v></c>'
    '<c r="H2" s="3"/><c r="I2" t="inlineStr"><is><t>x</t></is></c>'
    '<c r="J2"><f>A1</f><v></v></c><c r="K2" t="b"><v>0</v></c></row>'
)
MIXED_STRINGS = strings_xml("<si><t>甲</t></si><si><t/></si>", ' count="2" uniqueCount="2"')


def in_another_manner(manner: str) -> str:
    prefixed = MIXED
    for tag in ("row", "c", "v", "f", "is", "t"):
        prefixed = (
            prefixed.replace(f"<{tag}>", f"<x:{tag}>").replace(f"<{tag} ", f"<x:{tag} ").replace(f"</{tag}>", f"</x:{tag}>")
        )
    merges = '<mergeCells><mergeCell ref="B4:C5"/></mergeCells>'
    rows = {
        "common": MIXED,
        "single quotes": MIXED.replace('"', "'"),
        "comment": MIXED + '<!-- <c r="Z99"><v>1</v></c> -->',
        "reference last": MIXED.replace('<c r="B2" t="s">', '<c t="s" r="B2">'),
        "prefix": prefixed,
    }[manner]
    xml = sheet_xml(rows, merges)
    if manner == "prefix":
        renamed = re.sub(r"<(/?)(worksheet|sheetData|mergeCells?)\b", r"<\1x:\2", xml)
        return renamed.replace("xmlns=", "xmlns:x=")
    return xml


@pytest.mark.parametrize("manner", ["common", "single quotes", "comment", "reference last", "prefix"])
def test_counts_and_addresses_do_not_depend_on_the_manner_of_writing(manner: str) -> None:
    content = zipped(xlsx_parts([in_another_manner(manner)], strings=MIXED_STRINGS))
    scan = scanned(content)
    assert (scan.filled, scan.last_row) == (3, 2)
    assert scan.errors == {(2, 4): "#REF!", (2, 7): "#DIV/0!"}
    assert scan.empty_formulas == {(2, 5), (2, 10)}
    assert scan.merged == ((4, 2, 5, 3),)
    assert filled_cells(Package(content, DEFAULT), scan, DEFAULT).filled_cells == {(2, 2), (2, 9), (2, 11)}


def test_cells_without_references_are_counted_by_position() -> None:
    scan = scanned(xlsx("<row><c><v>1</v></c><c><v>2</v></c></row><row><c/><c/><c><v>3</v></c></row>"))
    assert (scan.filled, scan.last_row, scan.last_column) == (3, 2, 3)


def test_count_survives_chunk_boundaries() -> None:
    rows = "".join(
        f'<row r="{row}"><c r="A{row}" t="inlineStr"><is><t>{"长" * 50}</t></is></c></row>' for row in range(1, 60_001)
    )
    scan = scanned(xlsx(rows))
    assert (scan.filled, scan.last_row, scan.last_column) == (60_000, 60_000, 1)


def test_error_value_that_the_reader_gives_up_at_names_its_cell() -> None:
    refusal = refused(xlsx('<row r="3"><c r="C3" t="e"><v>#SPILL!</v></c></row>'))
    assert (refusal.code, refusal.row, refusal.column, refusal.value) == ("error-value-unreadable", 3, 3, "#SPILL!")


@pytest.mark.parametrize("hostile", ["<f ", "<is>", "</is><is>", '<c r="A1" ', "<v ", "<c r=", "<si", "&", '<c r="A1" t="e">'])
def test_no_input_makes_the_prescan_slow(hostile: str) -> None:
    content = zipped(xlsx_parts([sheet_xml(hostile * (1_000_000 // len(hostile)))]))
    before = time.perf_counter()
    with suppress(Refusal):  # what is no XML may be left to the reader
        prescan(content, DEFAULT)
    assert time.perf_counter() - before < 3


def test_xlsb_cells_are_counted() -> None:
    text = (2).to_bytes(4, "little") + "甲乙".encode("utf-16-le")
    scan = scanned(
        xlsb(
            [
                (2, 2, 5, bytes(8)),
                (2, 3, 7, bytes(4)),
                (2, 4, 7, b"\1\0\0\0"),
                (3, 1, 3, b"\x17"),
                (3, 5, 6, text),
                (9, 9, 1, b""),
            ],
            ["甲", ""],
            hidden=True,
        )
    )
    assert (scan.filled, scan.last_row, scan.last_column, scan.hidden) == (3, 3, 5, True)
    assert scan.errors == {(3, 1): "#REF!"}
