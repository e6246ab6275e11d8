"""The story of a lead in a real browser: from a gap to a call, to Excel and back, to the register, as it was forecast."""

import io
from datetime import date, timedelta

import openpyxl
import pytest
from playwright.sync_api import Page, expect

from chainmap.desk import history
from chainmap.desk.follow_leads import leads_of
from chainmap.desk.forecast import forecast
from chainmap.desk.workspace import assessed, open_version
from chainmap.model.event import What
from chainmap.model.parameters import Parameters
from chainmap.model.vocabulary import LeadStatus, Score
from chainmap.store.database import Store
from tests.browser.stories import at_rest, picture

CHAIN, SEGMENT = "ic-materials", "sputtering-target"
COMPANY = "宁波江丰电子材料股份有限公司"


def leads_tab(page: Page, app: str, language: str = "zh") -> None:
    page.goto(f"{app}/targets?chain={CHAIN}&tab=leads&lang={language}")
    at_rest(page)


def coverage(store: Store) -> float:
    workspace = open_version(store)
    assert workspace is not None
    return assessed(workspace, Parameters()).chain(CHAIN).scores["lingang"][Score.COVERAGE].lo


def test_from_a_gap_to_the_register(page: Page, app: str, store: Store, left_the_machine: list[str]) -> None:
    # a gap, opened in its row, names who could come: one of them is kept
    page.goto(f"{app}/gaps?chain={CHAIN}&segment={CHAIN}%2F{SEGMENT}")
    expect(page.locator("tr.cm-detail")).to_be_visible(timeout=90_000)
    row = page.locator(".cm-suppliers li", has_text=COMPANY).filter(has=page.locator(".cm-do"))
    row.get_by_role("button", name="加入线索").first.click()
    expect(page.get_by_test_id("stToast").first).to_contain_text("已加入线索")
    at_rest(page)
    expect(page.locator(".cm-suppliers li", has_text=COMPANY).first).to_contain_text("线索：线索")
    picture(page, "1-gap")

    # it is followed up: signed, and the next step is overdue, which the page says first
    leads_tab(page, app)
    expect(page.get_by_test_id("stMain")).to_contain_text("1 条线索在跟进，0 条逾期。")
    page.locator(".cm-table .cm-link", has_text=COMPANY).click()
    at_rest(page)
    yesterday = date.today() - timedelta(days=1)
    page.get_by_test_id("stDateInput").locator("input").first.fill(yesterday.isoformat())
    page.keyboard.press("Enter")
    at_rest(page)
    page.get_by_test_id("stForm").first.get_by_label("负责人").fill("王敏")
    page.get_by_test_id("stForm").first.get_by_test_id("stSelectbox").first.locator("input").click()
    page.get_by_role("option", name="签约").click()
    page.get_by_role("button", name="保存", exact=True).click()
    at_rest(page)
    expect(page.get_by_test_id("stMain")).to_contain_text("1 条线索在跟进，1 条逾期。")
    expect(page.locator(".cm-tag.cm-error").first).to_have_text("逾期 1 天")
    picture(page, "2-overdue")

    # out to Excel, edited there, and back: first the difference, then one button
    with page.expect_download() as started:
        page.get_by_role("button", name="下载线索（Excel）").click()
    book = openpyxl.load_workbook(io.BytesIO(started.value.path().read_bytes()))
    sheet = book["线索"]
    at = {str(cell.value): cell.column or 0 for cell in sheet[1]}
    sheet.cell(2, at["下一步"], "签约仪式")
    sheet.cell(2, at["期限"], date.today() + timedelta(days=30))
    sheet.cell(1, sheet.max_column + 1, "意向面积")
    sheet.cell(2, sheet.max_column, "3000 平方米")
    sheet.cell(3, at["企业"], "示例新来者有限公司")
    sheet.cell(3, at["产业链"], "集成电路材料")
    sheet.cell(3, at["环节"], "溅射靶才")  # misspelt
    bring(page, "线索-错.xlsx", book)
    expect(page.get_by_test_id("stMain")).to_contain_text("有 1 处错误，一条也没有存入")
    expect(page.get_by_test_id("stMain")).to_contain_text("溅射靶材？")
    expect(page.get_by_role("button", name="确认存入")).to_be_disabled()
    picture(page, "3-error")
    page.get_by_role("button", name="不存，放弃这份文件").click()
    at_rest(page)
    sheet.cell(3, at["环节"], "溅射靶材")
    bring(page, "线索-改.xlsx", book)
    expect(page.get_by_test_id("stMain")).to_contain_text("新增 1 条，修改 1 条（其中 0 条与同事的改动冲突）")
    expect(page.get_by_test_id("stMain")).to_contain_text("下一步：– → 签约仪式")
    picture(page, "4-diff")
    assert len(leads_of(store)) == 1  # nothing is stored yet
    page.get_by_role("button", name="确认存入").click()
    at_rest(page)
    expect(page.locator(".cm-good").first).to_have_text("已存入：新增 1 条，修改 1 条，放弃 0 条。")
    kept = {one.company: one for one in leads_of(store)}
    assert kept[COMPANY].next_step == "签约仪式" and kept[COMPANY].extra == (("意向面积", "3000 平方米"),)
    assert history.deeds(store)[0].what is What.LEADS_TAKEN_IN

    # landed: the row it proposes, what it does to the scores, and the version that comes of it
    before = open_version(store)
    assert before is not None and before.dataset is not None
    made = forecast(before.dataset, assessed(before, Parameters()), [kept[COMPANY]], at_least=LeadStatus.SIGNED)
    expected = made.landed.chain(CHAIN).scores["lingang"][Score.COVERAGE].lo
    assert expected > coverage(store)
    if not page.get_by_role("button", name="落地并写入名录").count():
        page.locator(".cm-table .cm-link", has_text=COMPANY).click()
        at_rest(page)
    page.get_by_role("button", name="落地并写入名录").click()
    at_rest(page)
    expect(page.get_by_test_id("stMain")).to_contain_text("对分数的影响")
    page.get_by_role("button", name="发布", exact=True).scroll_into_view_if_needed()
    picture(page, "5-landing")
    page.get_by_role("button", name="发布", exact=True).click()
    expect(page.locator(".cm-good").first).to_contain_text("已发布为第 2 版", timeout=90_000)
    at_rest(page)
    expect(page.get_by_test_id("stMain")).to_contain_text("名录已载其量产")
    picture(page, "6-landed")
    assert coverage(store) == pytest.approx(expected, abs=1e-12)
    assert left_the_machine == []
    assert page.get_by_test_id("stException").count() == 0


def test_the_chances_of_the_forecast_are_in_the_address(page: Page, app: str) -> None:
    leads_tab(page, app)
    page.get_by_role("button", name="按概率加权用的概率").click()
    field = page.get_by_label("签约", exact=True)
    field.fill("50")
    field.press("Enter")
    at_rest(page)
    expect(page.get_by_test_id("stMain")).to_contain_text("签约 50\u00a0%")
    assert "chances=5-10-30-50-100" in page.url
    page.reload()
    at_rest(page)
    expect(page.get_by_test_id("stMain")).to_contain_text("签约 50\u00a0%")


def test_english_leads_show_no_chinese_of_ours(page: Page, app: str) -> None:
    leads_tab(page, app, "en")
    expect(page.get_by_test_id("stMain")).to_contain_text("Open leads")
    picture(page, "en-leads")
    for text in ("线索", "落地", "逾期", "期限"):
        assert text not in page.get_by_test_id("stMain").inner_text()


def bring(page: Page, name: str, book: openpyxl.Workbook) -> None:
    stream = io.BytesIO()
    book.save(stream)
    chooser = page.locator("[data-testid=stFileUploaderDropzoneInput]").first
    chooser.set_input_files({"name": name, "mimeType": "application/octet-stream", "buffer": stream.getvalue()})
    at_rest(page)
