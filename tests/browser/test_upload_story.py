"""The analyst's story in a real browser: a district's list with everything that can be wrong with it becomes a version."""

import io

import openpyxl
import pytest
from playwright.sync_api import Locator, Page, expect

from chainmap.desk import history
from chainmap.desk.workspace import open_version
from chainmap.store.canonical import digest
from chainmap.store.database import Store
from tests.browser.stories import at_rest, picture
from tests.workbooks import workbook

XINSHENG = "上海新昇半导体科技有限公司"


def district_list() -> bytes:
    """Title, merged header, a company written in three ways, two unknown segments, a misspelt place, a totals row."""
    rows: list[list[object]] = [
        ["2026 年第四季度集成电路材料企业名录", None, None, None, None],
        ["填报单位：某区经委", None, None, None, "单位：家"],
        ["企业名称", "所属环节", "基本情况", None, "联系人"],
        [None, None, "所在地", "状态", None],
        [XINSHENG, "大硅片(300mm)", "上海临港新片区", "量产", "张三"],
        ["上海新昇半导体", "特种功能硅片(SOI/外延)", "上海临港新片区", "爬坡", None],
        ["上海新昇半导体科技公司", "200mm及以下硅片", "上海临港新片区", "量产", None],
        ["上海示例光刻材料有限公司", "光刻交", "上海临港新片区", "中试", "李四"],
        ["上海示例量子材料有限公司", "量子阱外延炉", "上海临港新片区", "规划", None],
        ["上海示例溅射靶材有限公司", "溅射靶材", "临巷新片区", "量产", "王五"],
        ["合计", None, None, None, 6],
    ]
    book = openpyxl.load_workbook(io.BytesIO(workbook({"名录": rows})))
    for area in ("A1:E1", "A3:A4", "B3:B4", "C3:D3", "E3:E4"):
        book["名录"].merge_cells(area)
    return saved(book)


def saved(book: openpyxl.Workbook) -> bytes:
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def step(page: Page, name: str) -> Locator:
    return page.locator(".cm-steps button", has_text=name)


def go(page: Page, name: str) -> None:
    step(page, name).click()
    expect(step(page, name)).to_have_attribute("aria-current", "step")
    at_rest(page)


def give(page: Page, name: str, content: bytes, at: int = 0) -> None:
    chooser = page.locator("[data-testid=stFileUploaderDropzoneInput]").nth(at)
    chooser.set_input_files({"name": name, "mimeType": "application/octet-stream", "buffer": content})
    at_rest(page)


def question(page: Page, written: str) -> Locator:
    return page.locator(".cm-table tr", has=page.get_by_text(written, exact=True).and_(page.locator("b"))).first


def test_a_districts_list_becomes_a_version(page: Page, app: str, store: Store, left_the_machine: list[str]) -> None:
    page.goto(f"{app}/upload")
    expect(page.locator(".cm-steps")).to_be_visible(timeout=90_000)
    picture(page, "1-empty")

    # 1 the file: title rows are passed over, the merged header is understood
    give(page, "名录.xlsx", district_list())
    expect(page.locator(".cm-sentence")).to_contain_text("表头在第 4 行")
    picture(page, "2-file")
    expect(step(page, "问题")).to_contain_text("3 个错误")

    # 2 problems: the totals row is shown, the marked-up workbook is corrected and comes back
    go(page, "问题")
    expect(page.get_by_test_id("stMain")).to_contain_text("合计与备注行：1 行不计入（第 11 行）")
    page.locator("tr.cm-opens", has_text="临巷新片区").locator("button").first.click()
    expect(page.locator(".cm-hit")).to_have_text("临巷新片区")
    picture(page, "3-problems")
    page.get_by_role("button", name="生成标注版工作簿").click()
    with page.expect_download() as started:
        page.get_by_role("button", name="下载标注版工作簿").click()
    marked = openpyxl.load_workbook(io.BytesIO(started.value.path().read_bytes()))
    assert marked["名录"]["C10"].comment is not None
    assert marked.worksheets[0].title == "_问题清单"
    marked["名录"]["C10"] = "临港新片区"
    give(page, "名录-改.xlsx", saved(marked))
    expect(step(page, "问题")).to_contain_text("2 个错误")

    # 3 names: the company's other spellings and one segment are decided, one by one
    go(page, "名称")
    picture(page, "4-names")
    for written in ("上海新昇半导体科技公司", "上海新昇半导体", "光刻交"):
        question(page, written).get_by_role("button", name="是", exact=True).first.click()
        at_rest(page)
    expect(question(page, "光刻交")).to_contain_text("就是“光刻胶”")
    picture(page, "5-decided")

    # the row of the segment that nobody knows is left out by choice
    go(page, "问题")
    expect(step(page, "问题")).to_contain_text("1 个错误")
    page.get_by_role("button", name="不含这 1 行发布").click()
    at_rest(page)
    expect(step(page, "问题")).to_contain_text("0 个错误")
    page.get_by_role("button", name="不计入的行（2）").click()
    expect(page.get_by_test_id("stMain")).to_contain_text("上海示例量子材料有限公司")
    with page.expect_download() as started:
        page.get_by_role("button", name="下载这些行").click()
    left_out = openpyxl.load_workbook(io.BytesIO(started.value.path().read_bytes())).worksheets[0]
    assert [(row[1], row[2]) for row in left_out.iter_rows(min_row=2, values_only=True)] == [
        (9, "上海示例量子材料有限公司"), (11, "合计"),
    ]  # fmt: skip
    picture(page, "6-left-out")

    # 4 what changes, and publish
    go(page, "发布")
    main = page.get_by_test_id("stMain")
    expect(main).to_contain_text("企业：新增 4、修改 1。")
    expect(main).to_contain_text("联系人 （空） → 张三")
    expect(page.locator(".cm-effect").first).to_contain_text("本地覆盖率")
    expect(page.locator(".cm-verdicts").first).to_contain_text("待定位 → ")
    picture(page, "7-publish")
    page.get_by_label("发布人").fill("李四")
    page.get_by_label("说明").fill("区里四季度名录")
    page.get_by_label("说明").press("Tab")
    at_rest(page)
    page.get_by_role("button", name="发布", exact=True).click()
    expect(page.locator(".cm-good")).to_contain_text("已发布为第 2 版")
    picture(page, "8-published")

    latest = history.listed(store)[0]
    assert (latest.number, latest.author, latest.note) == (2, "李四", "区里四季度名录")
    workspace = open_version(store)
    assert workspace is not None and workspace.dataset is not None and not workspace.errors
    suppliers = workspace.dataset.suppliers
    ours = suppliers[suppliers["company"].str.contains("新昇半导体")]
    assert ours["company_key"].nunique() == 1 and ours["company"].nunique() == 3
    fresh = suppliers[suppliers["company"].str.contains("示例")].set_index("company")
    assert fresh.loc["上海示例光刻材料有限公司", "segment_id"] == "photoresist"
    assert fresh.loc["上海示例溅射靶材有限公司", "region_id"] == "lingang"
    assert "上海示例量子材料有限公司" not in fresh.index
    assert "李四" in str(fresh.loc["上海示例光刻材料有限公司", "extra"])
    content = history.content_of(store, latest.version_id)
    assert {one.written for one in content.decisions} == {"光刻交", "上海新昇半导体", "上海新昇半导体科技公司"}

    # everybody sees what changed, and it can be undone
    page.goto(f"{app}/versions")
    expect(page.locator(".cm-sentence")).to_contain_text("共 2 版")
    picture(page, "9-versions")
    page.get_by_text("比较", exact=True).click()
    at_rest(page)
    picture(page, "10-compare")
    page.get_by_text("来源与下载", exact=True).click()
    at_rest(page)
    page.get_by_role("combobox", name="来源").click()
    page.get_by_role("option", name="lists/名录-改.xlsx").click()
    at_rest(page)
    with page.expect_download() as started:
        page.get_by_role("button", name="下载原始文件").click()
    assert digest(started.value.path().read_bytes()) == content.sources[-1].sha256
    picture(page, "11-sources")
    first = history.listed(store)[-1]
    page.goto(f"{app}/versions?version={first.version_id}")
    at_rest(page)
    page.get_by_role("button", name="恢复到这一版").click()
    expect(page.locator(".cm-good")).to_contain_text("已发布为第 3 版")
    assert history.listed(store)[0].content_id == first.content_id
    assert left_the_machine == []
    assert page.get_by_test_id("stException").count() == 0


def test_the_next_list_of_this_layout_is_read_as_this_one_was(page: Page, app: str) -> None:
    page.goto(f"{app}/upload")
    expect(page.locator(".cm-steps")).to_be_visible(timeout=90_000)
    give(page, "下一季.xlsx", district_list())
    main = page.get_by_test_id("stMain")
    expect(main).to_contain_text("与上次上传的名单格式相同")
    expect(main).to_contain_text("有 1 行与现在相同，仍不计入")
    picture(page, "12-known-layout")
    expect(step(page, "问题")).to_contain_text("2 个错误")
    go(page, "问题")
    page.get_by_role("button", name="还是计入这 1 行").click()
    at_rest(page)
    expect(step(page, "问题")).to_contain_text("3 个错误")

    # the misspelt place is mended on the page this time: first by the suggestion, then by any region of the table
    go(page, "名称")
    question(page, "临巷新片区").get_by_role("button", name="是", exact=True).first.click()
    at_rest(page)
    expect(question(page, "临巷新片区")).to_contain_text("就是“临港新片区”")
    expect(step(page, "问题")).to_contain_text("2 个错误")
    question(page, "临巷新片区").get_by_role("button", name="重新决定").click()
    at_rest(page)
    expect(step(page, "问题")).to_contain_text("3 个错误")
    picture(page, "13-place")
    page.get_by_role("combobox", name="认作区域表中的").fill("奉贤")
    page.get_by_role("option", name="奉贤区", exact=True).click()
    at_rest(page)
    page.get_by_role("button", name="确定", exact=True).click()
    at_rest(page)
    expect(question(page, "临巷新片区")).to_contain_text("就是“奉贤区”")
    expect(step(page, "问题")).to_contain_text("2 个错误")
    picture(page, "14-place-decided")


@pytest.mark.parametrize("path", ["upload", "versions"])
def test_english_page_shows_no_chinese_of_ours(page: Page, app: str, path: str) -> None:
    page.goto(f"{app}/{path}?lang=en")
    expect(page.locator(".cm-sentence").first).to_be_visible(timeout=60_000)
    at_rest(page)
    picture(page, f"en-{path}")
    assert page.get_by_test_id("stException").count() == 0
