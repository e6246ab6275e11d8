"""Compare and method in a real browser: what is chosen and moved stands in the address and survives reload and back."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect

from chainmap.store.database import URL_VARIABLE, open_store
from tests.browser.app_server import running_app
from tests.browser.stories import at_rest
from tests.desk.stage import draft, put
from tests.folders import marked_folder


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The app on two versions of the marked folder: C6 came to the park."""
    folder = tmp_path_factory.mktemp("compare")
    url = f"sqlite:///{folder / 'versions.sqlite'}"
    store = open_store(url)
    more: list[list[object]] = [["C6", "powder", "P6", "Pk", "domestic", "producing", "S6"]]
    for content in (marked_folder(folder / "first"), marked_folder(folder / "later", more=more)):
        files = {one.relative_to(content).as_posix(): one.read_bytes() for one in sorted(content.rglob("*.xlsx"))}
        put(store, draft(store, files))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(URL_VARIABLE, url)
        with running_app(Path(folder / "first")) as address:
            yield address


def asked(page: Page) -> dict[str, list[str]]:
    return parse_qs(urlsplit(page.url).query)


def test_versions_and_parameters_stay_in_the_address(page: Page, app: str, left_the_machine: list[str]) -> None:
    page.goto(f"{app}/compare?compare=versions")
    expect(page.locator(".cm-sentence").first).to_contain_text("变化最大：链一", timeout=90_000)
    main = page.get_by_test_id("stMain")
    expect(main).to_contain_text("合计（数据部分）")
    at_rest(page)
    page.get_by_text("旧版本改用另一组参数").click()
    at_rest(page)
    page.get_by_test_id("stMain").locator("[class*=st-key-moved_before_hmt_is_domestic] label").first.click()
    expect(main).to_contain_text("旧版本按 港澳台控制计为内资 是 计算")
    assert asked(page)["moved_before"] == ["hmt_is_domestic=true"]
    page.reload()
    expect(main).to_contain_text("旧版本按 港澳台控制计为内资 是 计算", timeout=60_000)

    page.goto(f"{app}/method?moved=q%3D0.6%3Breadiness%3Dfirm&chain=one")
    expect(main).to_contain_text("以下按移动后的参数：q：一家量产企业就够的概率 0.6、状态折算 从严：只计量产。", timeout=60_000)
    expect(page.locator(".cm-tex").first).to_be_visible()
    page.get_by_role("button", name="恢复默认参数").click()
    expect(main).not_to_contain_text("以下按移动后的参数")
    assert "moved" not in asked(page)
    page.go_back()
    expect(page.locator(".cm-sentence").first).to_be_visible(timeout=60_000)
    assert left_the_machine == []
    assert page.get_by_test_id("stException").count() == 0


def test_change_opens_to_both_versions_and_to_their_cells(page: Page, app: str) -> None:
    page.goto(f"{app}/compare?compare=versions&chain=one")
    at_rest(page)
    page.locator(".cm-why[data-event^='why:change='][data-event$=';coverage:one']").first.click()
    dialog = page.get_by_role("dialog")
    expect(dialog.locator("h2").last).to_contain_text("链一的本地覆盖率")
    dialog.locator("tr.cm-opens .cm-link").first.click()
    expect(dialog.locator("tr.cm-detail")).to_contain_text("新增")
    for side, holds in (("after", "C6"), ("before", "")):
        dialog.locator(f".cm-detail .cm-why[data-event^='why:{side}='][data-event*=';cover:']").first.click()
        expect(dialog.locator("h2").last).to_contain_text("粉")
        expect(dialog.get_by_text("旧版本的数字" if side == "before" else "新版本的数字")).to_be_visible()
        at_rest(page)
        assert (dialog.locator("table", has_text="C6").count() > 0) == bool(holds)
        page.go_back()
        expect(dialog.locator("tr.cm-detail")).to_be_visible()
    page.reload()
    expect(dialog.locator("tr.cm-detail")).to_contain_text("新增", timeout=60_000)
    assert page.get_by_test_id("stException").count() == 0
