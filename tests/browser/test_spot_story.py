"""Corrections without a file, in a real browser: a check list answered in a row, a status corrected, and all of it undone."""

import re
from urllib.parse import quote

from playwright.sync_api import Locator, Page, expect

from chainmap.desk import history
from chainmap.desk.on_the_spot import corrections_of
from chainmap.desk.workspace import open_version
from chainmap.model.event import What
from chainmap.store.database import Store
from tests.browser.stories import at_rest, picture

CHAIN = "ic-materials"


def panel(page: Page) -> Locator:
    return page.locator(".st-key-spot_panel")


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()
    at_rest(page)


def fill(page: Page, label: str, text: str) -> None:
    field = panel(page).get_by_label(label, exact=True)
    field.fill(text)
    field.press("Tab")
    at_rest(page)
    expect(field).to_have_value(text)


def choose(page: Page, label: str, option: str) -> None:
    box = panel(page).get_by_test_id("stSelectbox").filter(has_text=label)
    box.locator("input").click()
    page.get_by_role("option", name=option, exact=True).click()
    at_rest(page)


def segment(store: Store, segment_id: str) -> tuple[str | None, str | None]:
    """Where and how a segment is checked in the latest version."""
    workspace = open_version(store)
    assert workspace is not None and workspace.dataset is not None
    one = workspace.dataset.chain(CHAIN).segment(segment_id)
    return one.checked_region, one.check_method


def open_check_list(page: Page, app: str, **query: str) -> None:
    asked = "".join(f"&{name}={quote(value, safe='')}" for name, value in query.items())
    page.goto(f"{app}/gaps?chain={CHAIN}&tab=gaps.check-list{asked}")
    expect(page.locator(".cm-table").first).to_be_visible(timeout=90_000)
    at_rest(page)


def row(page: Page, name: str) -> Locator:
    return page.locator(".cm-table > tbody > tr.cm-opens", has_text=name).first


def test_a_check_list_is_answered_one_after_the_other_and_taken_back(
    page: Page, app: str, store: Store, left_the_machine: list[str]
) -> None:
    open_check_list(page, app)
    first = history.listed(store)[0]

    # nobody there: the effect is seen before, the verdict is another after, the next item stands open
    row(page, "静电卡盘").get_by_role("button", name="就地回答").click()
    at_rest(page)
    assert f"answer={CHAIN}%2Felectrostatic-chuck" in page.url
    expect(panel(page).locator("h2")).to_have_text("静电卡盘")
    expect(panel(page).locator(".cm-follows")).to_contain_text("缺链")
    picture(page, "spot-1-nobody")
    panel(page).get_by_label("发布人").fill("张三")
    panel(page).get_by_label("发布人").press("Tab")
    at_rest(page)
    press(page, "记下，看下一条")
    expect(panel(page).locator(".cm-good")).to_contain_text("已记入第 2 版：静电卡盘")
    expect(panel(page).locator("h2")).not_to_have_text("静电卡盘")
    expect(row(page, "静电卡盘")).to_have_count(0)
    picture(page, "spot-2-next")
    assert segment(store, "electrostatic-chuck") == ("lingang", "on-site")

    # the next ones are one click each; method, day and name stay
    page.goto(f"{app}/gaps?chain={CHAIN}&tab=gaps.check-list&answer={CHAIN}%2Fald-cvd-precursor")
    at_rest(page)
    choose(page, "怎么查的", "企业确认")
    press(page, "记下，看下一条")
    expect(panel(page).locator(".cm-good")).to_contain_text("已记入第 3 版：前驱体材料")
    expect(panel(page)).to_contain_text("企业确认")
    assert history.listed(store)[0].number == 3

    # a company was found: source and place are asked for, an unknown place is said at once
    open_check_list(page, app, answer=f"{CHAIN}/abf-bt-base")
    expect(panel(page).locator("h2")).to_have_text("ABF膜与BT基材")
    panel(page).get_by_text("找到企业", exact=True).click()
    at_rest(page)
    fill(page, "企业", "上海示例封装材料有限公司")
    fill(page, "所在地", "临巷新片区")
    expect(panel(page).get_by_role("alert")).to_contain_text("临巷新片区")
    press(page, "记下，看下一条")
    expect(panel(page).get_by_role("alert").filter(has_text="数据没有变化")).to_be_visible()
    assert history.listed(store)[0].number == 3
    picture(page, "spot-3-unknown-place")
    panel(page).get_by_role("button", name="临港新片区", exact=True).first.click()
    at_rest(page)
    choose(page, "控制权", "内资")
    press(page, "记下，看下一条")
    expect(panel(page).get_by_role("alert")).to_contain_text("请写明来源")
    assert history.listed(store)[0].number == 3
    fill(page, "来源", "11 月 25 日走访")
    picture(page, "spot-4-found")
    press(page, "记下，看下一条")
    expect(panel(page).locator(".cm-good")).to_contain_text("已记入第 4 版")
    assert open_company(store, "上海示例封装材料有限公司") == ("lingang", "producing", "domestic", "更正/ic-materials")

    # where a company is that may be there
    open_check_list(page, app, answer=f"{CHAIN}/electronic-gas")
    panel(page).get_by_text("不在这里", exact=True).click()
    at_rest(page)
    panel(page).get_by_role("button", name="北京", exact=True).click()
    at_rest(page)
    expect(panel(page).locator(".cm-follows")).to_contain_text("缺链")
    picture(page, "spot-5-located")
    press(page, "记下，看下一条")
    expect(panel(page).locator(".cm-good")).to_contain_text("中国 → 北京")

    # the pages say so: 缺链 on the list of gaps
    page.goto(f"{app}/gaps?chain={CHAIN}&segment={CHAIN}%2Felectrostatic-chuck")
    at_rest(page)
    expect(row(page, "静电卡盘")).to_contain_text("缺链")
    expect(page.locator("tr.cm-detail")).to_contain_text("实地")

    # a segment that stands open on the map is answered too
    page.goto(f"{app}/chain-map?chain={CHAIN}&segment={CHAIN}%2Fsynthetic-quartz-substrate")
    at_rest(page)
    page.locator(".cm-panel").get_by_role("button", name="就地回答").click()
    expect(panel(page).locator("h2")).to_have_text("合成石英基板")
    at_rest(page)
    assert f"answer={CHAIN}%2Fsynthetic-quartz-substrate" in page.url
    page.keyboard.press("Escape")
    expect(panel(page)).to_have_count(0)

    # everything is listed, and one is taken back in a version of its own
    page.goto(f"{app}/versions")
    at_rest(page)
    page.get_by_text("更正", exact=True).first.click()
    at_rest(page)
    expect(page.locator(".cm-sentence").last).to_contain_text("4 条更正")
    picture(page, "spot-6-list")
    page.locator(".cm-table tbody tr", has_text="静电卡盘").get_by_role("button", name="撤回").click()
    at_rest(page)
    expect(page.locator(".cm-follows")).to_contain_text("未核查")
    picture(page, "spot-7-taking-back")
    press(page, "确认撤回")
    expect(page.locator(".cm-good")).to_contain_text("已记入第 6 版")
    assert segment(store, "electrostatic-chuck") == (None, None)
    deeds = history.deeds(store)
    assert [one.what for one in deeds[:2]] == [What.TAKEN_BACK, What.CORRECTED]
    assert deeds[-2].author == "张三"
    assert history.verify(store) == ()
    assert history.listed(store)[-1].content_id == first.content_id
    assert left_the_machine == []
    assert page.get_by_test_id("stException").count() == 0


def open_company(store: Store, name: str) -> tuple[str, ...]:
    workspace = open_version(store)
    assert workspace is not None and workspace.dataset is not None
    suppliers = workspace.dataset.suppliers
    return tuple(suppliers[suppliers["company"] == name].iloc[0][["region_id", "status", "control", "file"]])


def test_a_status_is_corrected_marked_and_taken_back(page: Page, app: str, store: Store) -> None:
    before = coverage(page, app)
    versions = history.listed(store)
    page.goto(f"{app}/suppliers?chain={CHAIN}")
    at_rest(page)
    page.get_by_label("搜索").fill("上海天岳")
    page.get_by_label("搜索").press("Tab")
    at_rest(page)
    page.get_by_role("button", name=re.compile("更正 .*天岳")).first.click()
    at_rest(page)
    assert "correct=ic-materials.xlsx" in page.url
    choose(page, "状态", "停产")
    expect(panel(page)).to_contain_text("状态 量产 → 停产")
    expect(panel(page).locator(".cm-follows .cm-table")).to_contain_text("本地覆盖率")
    picture(page, "spot-8-status")
    press(page, "发布更正")
    expect(panel(page).get_by_role("alert")).to_contain_text("请写明理由")
    panel(page).get_by_label("依据").fill("11 月 25 日走访，产线已停")  # typed, and the button clicked at once
    panel(page).get_by_role("button", name="发布更正").click()
    at_rest(page)
    expect(panel(page).locator(".cm-good")).to_contain_text("量产 → 停产")
    expect(page.get_by_label("搜索")).to_have_value("上海天岳")
    assert "11 月 25 日走访，产线已停" in [one.correction.note for one in corrections_of(store)]
    mark = page.locator(".cm-corrected button").first
    expect(mark).to_contain_text("本机分析师")
    mark.click()
    at_rest(page)
    expect(page.locator("tr.cm-detail")).to_contain_text("产线已停")
    expect(page.locator("tr.cm-detail code")).to_contain_text("ic-materials.xlsx[企业]!")
    picture(page, "spot-9-mark")
    assert coverage(page, app) != before

    page.goto(f"{app}/suppliers?chain={CHAIN}")
    at_rest(page)
    page.get_by_label("搜索").fill("上海天岳")
    page.get_by_label("搜索").press("Tab")
    at_rest(page)
    page.locator(".cm-corrected button").first.click()
    at_rest(page)
    page.locator("tr.cm-detail").get_by_role("button", name="撤回").click()
    at_rest(page)
    press(page, "确认撤回")
    expect(page.locator(".cm-corrected")).to_have_count(0)
    later = history.listed(store)
    assert (len(later), later[0].content_id) == (len(versions) + 2, versions[0].content_id)
    assert coverage(page, app) == before


def coverage(page: Page, app: str) -> str:
    """The scores of the chain as the overview tells them."""
    page.goto(f"{app}/?chain={CHAIN}")
    expect(page.locator(".cm-score").first).to_be_visible(timeout=90_000)
    at_rest(page)
    return page.locator(".cm-scores").first.inner_text()


def test_a_folder_says_why_nothing_can_be_corrected(page: Page, shipped_app: str) -> None:
    for path in ("suppliers", "gaps?tab=gaps.check-list"):
        page.goto(f"{shipped_app}/{path}")
        expect(page.get_by_test_id("stMain")).to_contain_text("没有版本，不能在页面上更正", timeout=60_000)
        expect(page.locator(".cm-do")).to_have_count(0)
