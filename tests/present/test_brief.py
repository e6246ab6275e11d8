"""The brief: five lines, numbered parts, fonts for Chinese, the same bytes twice, nothing that runs."""

import io
import re
import zipfile
from dataclasses import replace

import pytest
from docx import Document
from docx.oxml.ns import qn
from matplotlib.figure import Figure

from chainmap.analysis.assess import assess
from chainmap.analysis.targets import TargetList, targets
from chainmap.model.parameters import Parameters
from chainmap.present import brief as module
from chainmap.present.brief import brief, brief_title
from chainmap.present.brief_summary import summary
from chainmap.present.gap_list import gaps
from chainmap.present.not_filled import WHY_NOT
from chainmap.present.picture import FontMissing
from chainmap.present.view import View
from chainmap.present.words import Language
from tests.analysis.datasets import chain, dataset, dependency, segment, supplier
from tests.present.views import shipped_targets, shipped_view


def picture() -> bytes:
    stream = io.BytesIO()
    Figure(figsize=(0.2, 0.1)).savefig(stream, format="png")
    return stream.getvalue()


PNG = picture()


@pytest.fixture(autouse=True)
def _small_picture(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "png", lambda _view, _chain: PNG)


def made(language: Language = "zh", name: str = "算例", **fields: object) -> tuple[View, TargetList]:
    of = chain([segment("resist"), segment("wafer"), segment("fab")], [dependency("resist", "fab"), dependency("wafer", "fab")])
    rows = [supplier("芯片厂", "fab", "lingang"), supplier("甲", "resist", "suzhou", **fields)]
    data = dataset(replace(of, name_zh=name, note="示例数据：仅供试用", maintainer="示例"), rows)
    view = View(assessment=assess(data, Parameters(region="lingang")), dataset=data, language=language)
    return view, targets(data, view.assessment)


def texts(content: bytes) -> list[str]:
    document = Document(io.BytesIO(content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return [one.text for one in document.paragraphs if one.text] + cells


def test_title_and_parts_stand_in_official_order() -> None:
    view, found = made()
    assert brief_title(view) == "临港新片区算例产业链补链招商简报"
    said = texts(brief(view, found, label="数据文件夹 data"))
    assert said[0] == "临港新片区\n算例产业链补链招商简报"
    headings = ["要点", "链图", "缺口与排序", "招商对象", "不宜补链或须先行处理的环节", "缺口如何核查", "方法与数据说明"]
    numbered = [f"{number}、{text}" for number, text in zip("一二三四五六七", headings, strict=True)]
    assert [one for one in said if one in numbered] == numbered


def test_summary_has_five_lines_with_numbers_and_names() -> None:
    view, found = made()
    lines = summary(view, found)
    assert len(lines) == 5
    assert lines[0] == "3 个环节：1 个已有，2 个确认缺。"
    assert "临港新片区本地覆盖率" in lines[1] and "33.3\u00a0%" in lines[1]
    assert lines[3] == (
        "缺口 2 个（缺链 2 个），按补上后有本地买家的覆盖率增益（百分点）居前的是resist（+33.3）、wafer（+33.3）；"
        "其中 1 个不宜直接招引，须先核对、促投产或攻关。"
    )
    assert lines[4] == "名录中有 1 家区外企业可补其中 1 个，建议先联系甲（resist）；1 个缺口暂无人选。"


def test_brief_says_what_the_data_are_how_gaps_were_checked_and_the_label() -> None:
    view, found = made()
    said = " ".join(texts(brief(view, found, label="数据文件夹 data")))
    assert "示例数据：仅供试用" in said
    assert "数据文件夹 data" in said
    assert "维护人：示例" in said
    assert "example.xlsx\n环节" in said and "resist（2）" in said  # the row of the check


def test_styles_name_fonts_for_chinese() -> None:
    view, found = made()
    document = Document(io.BytesIO(brief(view, found, label="")))
    fonts = {
        name: document.styles[name].element.rPr.rFonts.get(qn("w:eastAsia")) for name in ("Title", "Heading 1", "Normal", "Cell")
    }
    assert fonts == {"Title": "方正小标宋简体", "Heading 1": "黑体", "Normal": "仿宋_GB2312", "Cell": "仿宋_GB2312"}


def test_without_a_font_the_map_is_left_out_and_it_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(_view: View, _chain: object) -> bytes:
        raise FontMissing("none")

    monkeypatch.setattr(module, "png", fails)
    view, found = made()
    content = brief(view, found, label="")
    assert any("没有中文字体" in one for one in texts(content))
    assert not Document(io.BytesIO(content)).inline_shapes


def test_map_of_every_chain_is_a_picture() -> None:
    view, found = shipped_view(), shipped_targets()
    document = Document(io.BytesIO(brief(view, found, label="")))
    assert len(document.inline_shapes) == len(view.assessment.chains)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_equal_inputs_give_equal_bytes_with_fixed_times(language: Language) -> None:
    view, found = shipped_view(language), shipped_targets()
    content = brief(view, found, label="x")
    assert content == brief(view, found, label="x")
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(2000, 1, 1, 0, 0, 0)}


@pytest.mark.parametrize("text", ["=1+1", "<w:p/>&\"'", "\x0b控制符", "{ INCLUDETEXT x }"])
def test_texts_of_users_stay_texts(text: str) -> None:
    view, found = made(name=text, source=text)
    content = brief(view, found, label=text)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        xml = archive.read("word/document.xml").decode()
    assert "w:instrText" not in xml and "w:fldSimple" not in xml
    assert any(text.replace("\x0b", "") in one for one in texts(content))


def test_a_chain_without_gaps_says_so() -> None:
    data = dataset(chain([segment("a")]), [supplier("甲", "a", "lingang"), supplier("乙", "a", "lingang")])
    view = View(assessment=assess(data, Parameters(region="lingang")), dataset=data, language="zh")
    said = texts(brief(view, targets(data, view.assessment), label=""))
    assert "临港新片区在已核查的环节中没有缺口。" in said


def test_several_chains_stand_in_one_table_and_their_maps_at_the_end() -> None:
    view = shipped_view()
    document = Document(io.BytesIO(brief(view, shipped_targets(), label="")))
    first = document.tables[0]
    assert [row.cells[0].text for row in first.rows[1:]] == [view.chain(one.chain) for one in view.assessment.chains]
    headings = [one.text for one in document.paragraphs if re.match("[一二三四五六七]、", one.text)]
    assert headings[-1] == "七、链图"


def test_a_company_to_call_first_is_named_once_with_all_its_gaps() -> None:
    of = chain([segment("a"), segment("b"), segment("fab")], [dependency("a", "fab"), dependency("b", "fab")])
    rows = [supplier("芯片厂", "fab", "lingang"), *(supplier("甲", on, "suzhou") for on in "ab")]
    data = dataset(of, rows)
    view = View(assessment=assess(data, Parameters(region="lingang")), dataset=data, language="zh")
    assert "建议先联系甲（a、b）" in summary(view, targets(data, view.assessment))[4]


def test_gaps_that_want_something_else_first_are_counted_and_called_last() -> None:
    view, found = shipped_view().only("ic-materials"), shipped_targets()
    every = gaps(view)
    otherwise = [gap for gap in every if gap.result.action in WHY_NOT]
    lines = summary(view, found)
    assert 0 < len(otherwise) < len(every)
    assert f"其中 {len(otherwise)} 个不宜直接招引" in lines[3]
    assert not any(f"（{view.segment(gap.result.segment)}）" in lines[4] for gap in otherwise)


def test_rows_with_one_segment_are_joined_and_kept_together() -> None:
    of = chain([segment("a"), segment("fab")], [dependency("a", "fab")])
    data = dataset(of, [supplier("芯片厂", "fab", "lingang"), *(supplier(name, "a", "suzhou") for name in "甲乙丙")])
    view = View(assessment=assess(data, Parameters(region="lingang")), dataset=data, language="zh")
    tables = Document(io.BytesIO(brief(view, targets(data, view.assessment), label=""))).tables
    joined = next(table for table in tables if table.rows[0].cells[1].text == "企业")
    assert [row._tr.xpath("w:tc[1]/w:tcPr/w:vMerge/@w:val") for row in joined.rows[1:]] == [["restart"], [], []]
    assert all(row._tr.xpath("w:tc[1]/w:tcPr/w:vMerge") for row in joined.rows[1:])
    assert [row.cells[0].text for row in joined.rows[1:]] == ["a", "a", "a"]
    assert all(row.cells[1].paragraphs[0].paragraph_format.keep_with_next for row in joined.rows[1:-1])
    assert joined.rows[0]._tr.xpath("w:trPr/w:tblHeader")


def test_fonts_have_stand_ins_and_page_numbers_stand_at_the_outer_edge() -> None:
    view, found = made()
    with zipfile.ZipFile(io.BytesIO(brief(view, found, label=""))) as archive:
        table = archive.read("word/fontTable.xml").decode()
        settings = archive.read("word/settings.xml").decode()
    assert re.search(r'w:name="仿宋_GB2312"[^>]*>\s*<w:altName w:val="仿宋"', table)
    assert "w:evenAndOddHeaders" in settings


def test_a_name_longer_than_word_takes_for_a_title_is_cut_in_the_title_only() -> None:
    view, found = made(name="算" * 300)
    document = Document(io.BytesIO(brief(view, found, label="x")))
    assert len(document.core_properties.title) == 255
    assert any("算" * 300 in paragraph.text for paragraph in document.paragraphs)


def test_nobody_is_invited_who_adds_nothing() -> None:
    of = chain([segment("a"), segment("fab")], [dependency("a", "fab")])
    data = dataset(of, [supplier("芯片厂", "fab", "lingang"), supplier("甲", "a", "suzhou"), supplier("乙", "a", "beijing")])
    view = View(assessment=assess(data, Parameters(region="lingang")), dataset=data, language="zh")
    said = texts(brief(view, targets(data, view.assessment), label=""))
    assert any(one.startswith("请来 1 家") and "甲（a）" in one for one in said)


def test_brief_of_one_chain_names_its_own_files_only() -> None:
    view = shipped_view().only("smart-vehicle-materials")
    said = " ".join(texts(brief(view, shipped_targets(), label="")))
    assert "数据文件：plan.xlsx、regions.xlsx、smart-vehicle-materials.xlsx" in said
