"""Finding whom to call: filters that say what they leave, kept by address, reload and back; a lead in one click; the file."""

import io
import re

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Locator, Page, expect

from chainmap.desk.follow_leads import leads_of
from chainmap.store.database import Store
from tests.browser.axe import violations
from tests.browser.stories import at_rest

PLACE = "上海"


def field(page: Page, name: str) -> Locator:
    return page.locator(f"[class*=st-key-targets_{name}] input").first


def choose(page: Page, name: str, start: str) -> int:
    """Chooses the option that begins so, and returns how many targets it says it leaves."""
    field(page, name).click()
    option = page.get_by_role("option").filter(has_text=re.compile(f"^{start} · ")).first
    number = int(option.inner_text().rpartition(" · ")[2])
    option.click()
    at_rest(page)
    return number


def shown(page: Page) -> int:
    """How many targets the line above the list says it shows."""
    found = re.search(r"个对象中的 (\d+) 个", page.locator(".st-key-targets_shown").inner_text())
    assert found is not None
    return int(found[1])


def test_from_filters_to_a_lead_and_a_file(page: Page, app: str, store: Store) -> None:
    page.goto(f"{app}/targets")
    expect(page.locator(".st-key-targets_table tr.cm-opens").first).to_be_visible(timeout=90_000)
    at_rest(page)

    # each count is what is left after the choice, and the counts of the others follow
    left = choose(page, "where", PLACE)
    assert 0 < left == shown(page) == page.locator(".st-key-targets_table tr.cm-opens").count()
    assert choose(page, "confidence", "低") == shown(page) <= left
    assert "where=shanghai" in page.url and "confidence=low" in page.url
    low = shown(page)
    expect(field(page, "where")).to_have_value(f"{PLACE} · {low}")  # a label that was chosen has its count of now
    ranks = [int(one) for one in page.locator(".st-key-targets_table tr.cm-opens td:first-child").all_inner_texts()]
    assert ranks == sorted(ranks) and ranks[-1] > len(ranks)

    # reload, a colleague's browser and back keep it
    page.reload()
    expect(page.locator(".st-key-targets_shown")).to_contain_text(f"中的 {low} 个", timeout=90_000)
    at_rest(page)
    page.go_back()
    expect(page.locator(".st-key-targets_shown")).to_contain_text(f"中的 {left} 个")
    page.go_forward()
    expect(page.locator(".st-key-targets_shown")).to_contain_text(f"中的 {low} 个")
    at_rest(page)

    # one is kept without opening it, and the list of who is still to be called is shorter by that company
    first = page.locator(".st-key-targets_table tr.cm-opens").first
    company = first.locator(".cm-link").first.inner_text()
    first.get_by_role("button", name="加入线索").click()
    expect(page.get_by_test_id("stToast").first).to_contain_text("已加入线索")
    at_rest(page)
    assert [one.company for one in leads_of(store)] == [company]
    expect(first).to_contain_text("线索：线索")
    free = choose(page, "followed", "还没有")
    assert free == shown(page) < low
    assert company not in page.locator(".st-key-targets_table").inner_text()

    # the file holds the same, and says of what
    with page.expect_download(timeout=90_000) as started:
        page.get_by_role("button", name="下载招商名单（Excel）").click()
    book = load_workbook(io.BytesIO(started.value.path().read_bytes()))
    said = {row[0].value: str(row[1].value) for row in book["_筛选条件"].iter_rows(max_col=2)}
    assert said["筛选条件"] == f"所在区域：{PLACE}；可信度：低；线索：还没有"
    assert f"中的 {free} 行" in said["行数"]
    assert violations(page) == []

    # nothing left says so, and one button lets all through
    field(page, "find").fill("没有这家")
    page.keyboard.press("Enter")
    at_rest(page)
    expect(page.locator(".cm-empty")).to_contain_text("没有符合筛选条件的企业")
    page.locator(".cm-empty").get_by_role("button", name="清除筛选").click()
    at_rest(page)
    assert "where" not in page.url and "find" not in page.url
    expect(page.locator(".st-key-targets_shown")).to_contain_text("第 1–50 行")


def test_what_the_address_asks_for_and_nobody_knows_is_told(page: Page, app: str) -> None:
    page.goto(f"{app}/targets?where=mars&lang=en")
    expect(page.get_by_role("alert").first).to_contain_text("“mars” for “Located in”", timeout=90_000)


@pytest.mark.parametrize(("width", "visible"), [(1440, True), (1280, False)])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_gains_of_the_other_scores_stand_where_the_page_has_room(
    page: Page, app: str, width: int, visible: bool, language: str
) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(f"{app}/gaps?lang={language}")
    expect(page.locator(".st-key-gaps_table tr.cm-opens").first).to_be_visible(timeout=90_000)
    at_rest(page)
    header = page.locator(".st-key-gaps_table th [data-sort=gain-self-reliance]")
    expect(header).to_be_visible() if visible else expect(header).to_be_hidden()
    beyond = "(box) => { const one = document.querySelector(box); return one.scrollWidth - one.clientWidth }"
    for box in ("[data-testid=stMain]", ".cm-roomy"):
        assert page.evaluate(beyond, box) == 0, box
