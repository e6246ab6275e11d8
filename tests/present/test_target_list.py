"""The target list: who stands in it, in which words, and that nothing in it runs."""

import io
from dataclasses import replace

import pytest
from openpyxl import load_workbook
from openpyxl.workbook import Workbook

from chainmap.analysis.assess import assess
from chainmap.analysis.targets import targets
from chainmap.model.lead import Lead
from chainmap.model.parameters import Parameters
from chainmap.model.vocabulary import Action, LeadStatus
from chainmap.present.not_filled import WHY_NOT, not_filled
from chainmap.present.target_list import nobody_known, target_workbook
from chainmap.present.target_words import call_line, left_out_text, nobody_text
from chainmap.present.view import View
from chainmap.present.words import Language
from tests.analysis.datasets import chain, dataset, dependency, segment, supplier
from tests.present.views import shipped_targets, shipped_view


def view_of(*rows: dict[str, object], language: Language = "zh", name: str = "算例") -> View:
    segments = [segment("resist"), segment("wafer"), segment("fab")]
    of = replace(chain(segments, [dependency("resist", "fab"), dependency("wafer", "fab")]), name_zh=name)
    made = dataset(of, rows)
    return View(assessment=assess(made, Parameters(region="lingang")), dataset=made, language=language)


BUYER = supplier("芯片厂", "fab", "lingang")


def opened(view: View) -> Workbook:
    return load_workbook(io.BytesIO(target_workbook(view, targets(view.dataset, view.assessment))))


def test_first_sentence_says_status_owner_place_gaps_buyers_and_source() -> None:
    rows = [supplier("甲", name, "suzhou", as_of="2024-08", confidence="medium") for name in ("resist", "wafer")]
    view = view_of(BUYER, *rows)
    found = targets(view.dataset, view.assessment, ("example", "resist"))
    assert call_line(view, found.targets[0]) == (
        "量产；内资；长三角（suzhou）；可补 2 个缺口；本地买家：芯片厂；来源 2024-08，中可信"
    )
    english = replace(view, language="en")
    assert call_line(english, found.targets[0]) == (
        "producing; domestic; 长三角 (suzhou); could fill 2 gaps; local buyers: 芯片厂; source 2024-08, medium confidence"
    )


def test_first_sentence_warns_of_foreign_control_and_of_missing_facts() -> None:
    view = view_of(supplier("乙", "resist", "japan", control="foreign"))
    only = targets(view.dataset, view.assessment, ("example", "resist")).targets[0]
    assert call_line(view, only) == (
        "量产；外资（计入覆盖，不计入自主可控）；日本（japan）；可补 1 个缺口；本地尚无已核实的量产买家；来源日期与可信度未填"
    )


def test_a_company_already_here_is_left_out_with_the_reason() -> None:
    view = view_of(BUYER, supplier("丙", "resist", "lingang", status="pilot"))
    found = targets(view.dataset, view.assessment, ("example", "resist"))
    assert [left_out_text(view, one) for one in found.left_out] == ["已在本地，不必招引。"]


def test_a_gap_without_anybody_says_what_to_search_for() -> None:
    view = view_of(BUYER, supplier("甲", "wafer", "suzhou"))
    found = targets(view.dataset, view.assessment)
    nobody = nobody_known(view, found)
    assert [one.segment.segment_id for _chain, one in nobody] == ["resist"]
    text = nobody_text(view, *nobody[0])
    assert "resist 生产企业" in text
    assert "fab" in text  # the local user that buys it


def test_sheet_per_chain_with_filter_frozen_header_and_rank() -> None:
    book = opened(view_of(BUYER, supplier("甲", "resist", "suzhou"), supplier("乙", "wafer", "beijing")))
    assert book.sheetnames == ["算例", "未列入的企业", "暂无人选", "为何不补", "数据说明"]
    sheet = book["算例"]
    assert sheet.auto_filter.ref == "A1:V3"
    assert sheet.freeze_panes == "D2"
    assert [[cell.value for cell in row[:3]] for row in sheet.iter_rows(min_row=2)] == [[1, "甲", "resist"], [2, "乙", "wafer"]]


def test_web_address_of_a_source_is_a_link() -> None:
    sheet = opened(view_of(supplier("甲", "resist", "suzhou", source="https://example.org/a")))["算例"]
    headers = [cell.value for cell in sheet[1]]
    cell = sheet.cell(row=2, column=headers.index("来源") + 1)
    assert cell.hyperlink is not None
    assert cell.hyperlink.target == "https://example.org/a"


@pytest.mark.parametrize("text", ["=1+1", '=HYPERLINK("http://x","y")', "+1", "@SUM(A1)", "-1"])
def test_no_text_becomes_a_formula(text: str) -> None:
    book = opened(view_of(supplier(text, "resist", "suzhou", product=text, source=text, note=text)))
    texts = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert all(cell.data_type != "f" for cell in texts)
    assert text in [cell.value for cell in texts]


def test_names_of_chains_become_names_of_sheets() -> None:
    book = opened(view_of(name="[a/b]:*?" + "很长" * 20))
    assert len(book.sheetnames[0]) == 31
    assert not set("[]:*?/\\") & set(book.sheetnames[0])
    twice = view_of(name="数据说明")
    assert opened(twice).sheetnames[0::4] == ["数据说明", "数据说明 2"]


def test_equal_inputs_give_equal_bytes() -> None:
    view, found = shipped_view(), shipped_targets()
    assert target_workbook(view, found) == target_workbook(view, found)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_shipped_list_holds_every_target_once(language: Language) -> None:
    view, found = shipped_view(language), shipped_targets()
    book = load_workbook(io.BytesIO(target_workbook(view, found)), read_only=True)
    sizes = [sum(1 for _row in sheet.iter_rows(min_row=2)) for sheet in list(book)[: len(view.assessment.chains)]]
    assert sum(sizes) == len(found.targets) > 100


def test_list_says_whose_lead_a_company_is_already() -> None:
    rows = [supplier("甲", "resist", "suzhou"), supplier("甲", "wafer", "suzhou"), supplier("乙", "resist", "beijing")]
    lead = Lead(
        lead_id=1, chain_id="example", segment_id="resist", region_id="lingang", company="甲",
        status=LeadStatus.NEGOTIATING, owner="=王",
    )  # fmt: skip
    sheet = opened(replace(view_of(BUYER, *rows), leads=(lead,)))["算例"]
    assert [(row[1].value, row[2].value, row[7].value) for row in sheet.iter_rows(min_row=2)] == [
        ("甲", "resist", "线索：洽谈（=王）"),
        ("甲", "wafer", "也是resist的线索"),
        ("乙", "resist", None),
    ]


def test_what_is_not_filled_is_said_with_its_reason() -> None:
    found = not_filled(shipped_view())
    assert {one.result.action for one in found} <= set(WHY_NOT)
    nearby = [one for one in found if one.result.action is Action.SOURCE_NEARBY]
    assert nearby and all("就近配套" in one.text for one in nearby)
    assert all("先核对" in one.text for one in found if one.result.action is Action.RECONCILE)


def test_paper_shows_the_columns_for_the_call_and_an_empty_sheet_says_so() -> None:
    book = opened(view_of(BUYER, supplier("甲", "resist", "suzhou"), supplier("乙", "wafer", "suzhou")))
    sheet = book["算例"]
    printed = [cell.value for cell in sheet[1]][:9]
    assert sheet.print_area == "'算例'!$A$1:$I$3"
    assert printed == ["序号", "企业", "环节", "开场一句", "产品", "裁定", "动作", "线索", "落地后有买家的增益"]
    assert sheet.print_title_rows == "$1:$1" and sheet.page_setup.orientation == "landscape"
    assert book["暂无人选"]["A2"].value == "每个缺口都有人选。"
