"""The opened answer is part of the page's address: a reload, a shared link, back and closing, in a real browser."""

from urllib.parse import parse_qs, quote, urlsplit

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.stories import at_rest
from tests.browser.tour import visit

CHAIN = "ic-materials"
HOSTILE = '<img src=x onerror="window.hacked=1">'


def why(page: Page) -> str:
    """What the address says."""
    at_rest(page)
    return "".join(parse_qs(urlsplit(page.url).query).get("why", []))


def heading(page: Page) -> Locator:
    return page.get_by_role("dialog").locator("h2").last


def closed(page: Page) -> None:
    expect(page.get_by_role("dialog")).to_have_count(0)
    assert why(page) == ""


def test_answer_is_there_again_after_reload_by_link_and_back(page: Page, browser: Browser, shipped_app: str) -> None:
    visit(page, shipped_app, "scenarios", chain=CHAIN, steps="fill~ic-materials/photomask")
    page.locator(f".cm-why[data-event='why:scenario;coverage:{CHAIN}']").first.click()
    expect(heading(page)).to_be_visible()
    asked = f"scenario;coverage:{CHAIN}"
    assert why(page) == asked
    title, formula = heading(page).inner_text(), page.locator(".cm-tex").nth(1).inner_text()
    dialog = page.get_by_role("dialog")
    row = dialog.locator("table tr.cm-opens .cm-link").first
    row.click()
    expect(dialog.locator("tr.cm-detail")).to_be_visible()
    slot = why(page).removeprefix(f"{asked}~")
    assert slot.startswith(f"{CHAIN}/")
    inside = dialog.locator(f".cm-why[data-event^='why:content:{slot}']").first
    inside.click()
    expect(heading(page)).not_to_have_text(title)
    assert why(page) == f"{asked}~{slot}|scenario;content:{slot}"
    deeper = heading(page).inner_text()

    page.reload()
    expect(heading(page)).to_have_text(deeper, timeout=60_000)
    elsewhere = browser.new_context(viewport={"width": 1440, "height": 900})
    try:
        fresh = elsewhere.new_page()
        fresh.goto(page.url)
        expect(heading(fresh)).to_have_text(deeper, timeout=60_000)
        at_rest(fresh)
        fresh.get_by_role("button", name="返回上一个数字").click()
        expect(heading(fresh)).to_have_text(title)
        expect(fresh.get_by_role("dialog").locator("tr.cm-detail")).to_be_visible()
        assert fresh.locator(".cm-tex").nth(1).inner_text() == formula
    finally:
        elsewhere.close()

    page.go_back()
    expect(heading(page)).to_have_text(title)
    expect(dialog.locator("tr.cm-detail")).to_be_visible()
    page.go_back()
    expect(dialog.locator("tr.cm-detail")).to_have_count(0)
    assert why(page) == asked
    page.go_back()
    closed(page)
    page.go_forward()
    expect(heading(page)).to_have_text(title)
    at_rest(page)
    page.keyboard.press("Escape")
    closed(page)
    page.reload()
    at_rest(page)
    closed(page)


@pytest.mark.parametrize("said", ["what:is:this", f"coverage:{HOSTILE}", "region=nowhere;coverage:x", "|~|~~", "%zz;" * 400])
def test_question_that_nobody_knows_is_passed_over(page: Page, shipped_app: str, said: str) -> None:
    page.goto(f"{shipped_app}/gaps?chain={CHAIN}&why={quote(said)}")
    expect(page.locator(".cm-table").first).to_be_visible(timeout=60_000)
    closed(page)
    assert page.get_by_test_id("stException").count() == 0
    assert page.evaluate("window.hacked") is None
