"""From a number of every page to the cell it came from, in a real browser; a question leads on to the next, and back."""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.stories import at_rest
from tests.browser.tour import visit

MOST = 4
CHAIN = "ic-materials"
ASKED = {
    "": (
        f"why:coverage:{CHAIN}",
        f"why:self_reliance:{CHAIN}",
        f"why:continuity:{CHAIN}",
        f"why:after-loss:coverage:{CHAIN}",
        f"why:after-loss:self_reliance:{CHAIN}",
        f"why:after-loss:continuity:{CHAIN}",
        "why:verdict:",
        "why:state:",
        "why:gain:",
        "why:count-grade:",
        "why:confidence:",
        "why:goal:",
        "why:register:rows:",
    ),
    "gaps": ("why:gain:", "why:candidates:", "why:best:"),
    "plan": ("why:plan:there", "why:clauses:naming", "why:cluster:", "why:goal:"),
    "compare": ("why:region=", "why:inside="),
    "targets": ("why:landing:",),
    "suppliers": ("why:register:rows", "why:register:companies", "why:register:segments"),
    "method": (
        "why:q=0.3;coverage", "why:moved;stability:q", "why:moved;rank:readiness", "why:moved;credit:", "why:moved;credit-all:",
        "why:depth:",
    ),
}  # fmt: skip


def cells(dialog: Locator) -> Locator:
    return dialog.locator("code", has_text=".xlsx[")


@pytest.mark.parametrize("path", ASKED)
def test_a_cell_is_at_most_four_clicks_from_a_number(page: Page, shipped_app: str, path: str) -> None:
    visit(page, shipped_app, path, chain=CHAIN)
    for asked in ASKED[path]:
        page.locator(f".cm-why[data-event^='{asked}']").first.click()
        at_rest(page)
        clicks, dialog = 1, page.get_by_role("dialog")
        expect(dialog.locator(".cm-page"), asked).to_be_visible()
        while not cells(dialog).count() and clicks < MOST:
            dialog.locator("table tr.cm-opens .cm-link, p > .cm-link[data-event^='segment:']").nth(clicks - 1).click()
            at_rest(page)
            clicks += 1
        expect(cells(dialog).first, asked).to_be_visible()
        page.keyboard.press("Escape")
        expect(dialog).to_have_count(0)
        at_rest(page)


def test_a_cell_is_at_most_four_clicks_from_an_unlock_set(page: Page, shipped_app: str) -> None:
    visit(page, shipped_app, "gaps", chain="new-energy-materials")
    page.get_by_text("断供解锁组合", exact=True).click()
    at_rest(page)
    page.locator(".cm-why[data-event^='why:unlock:']").first.click()
    at_rest(page)
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("每个环节都少不了")
    dialog.locator("table tr.cm-opens .cm-link").first.click()
    at_rest(page)
    expect(cells(dialog).first).to_be_visible()


def test_scores_of_a_scenario_open_on_either_side(page: Page, shipped_app: str) -> None:
    visit(page, shipped_app, "scenarios", chain=CHAIN, steps="fill~ic-materials/photomask")
    for asked in (f"why:coverage:{CHAIN}", f"why:scenario;coverage:{CHAIN}"):
        page.locator(f".cm-why[data-event='{asked}']").first.click()
        at_rest(page)
        expect(page.get_by_role("dialog").locator("tfoot")).to_have_count(2 if "scenario;" in asked else 1)  # and its steps
        page.keyboard.press("Escape")
        expect(page.get_by_role("dialog")).to_have_count(0)


def test_a_number_in_an_answer_leads_on_and_back(page: Page, shipped_app: str) -> None:
    """By keyboard: the numbers of a segment are buttons."""
    visit(page, shipped_app, "gaps", chain=CHAIN)
    page.locator(".cm-why[data-event^='why:candidates:']").first.focus()
    page.keyboard.press("Enter")
    at_rest(page)
    dialog = page.get_by_role("dialog")
    first = dialog.locator("h2").last.inner_text()
    dialog.locator(".cm-link", has_text="全部数字").click()
    at_rest(page)
    dialog.locator(".cm-why[data-event^='why:runnable:']").first.focus()
    page.keyboard.press("Enter")
    at_rest(page)
    expect(dialog.locator("h2").last).to_contain_text("断供时可运行")
    dialog.get_by_role("button", name="返回上一个数字").click()
    at_rest(page)
    expect(dialog.locator("h2").last).to_have_text(first)


def test_number_of_the_forecast_opens_to_its_leads(page: Page, kept_versions: str) -> None:
    visit(page, kept_versions, "targets", chain="one", tab="leads", at_least="lead", why="forecast:landed:coverage:one")
    dialog = page.get_by_role("dialog")
    expect(dialog.locator("table").first).to_contain_text("C3")
    expect(cells(dialog).first).to_be_visible()
    dialog.locator(".cm-why[data-event^='why:landed;']").first.click()
    at_rest(page)
    expect(dialog.get_by_text("预测里的线索都落地之后的数字")).to_be_visible()
    page.go_back()
    expect(dialog.locator("table").first).to_contain_text("C3")
