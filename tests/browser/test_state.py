"""Every page survives reload and back with what is chosen in the sidebar, and reload with the tab that stands open."""

import pytest
from playwright.sync_api import Page

from tests.browser.tour import PATHS, settle, visit

STATE = {"region": "town", "chain": "one", "segment": "one/powder"}
_CHECKED = "[data-testid=stMain] [data-testid=stButtonGroup] [role=radio][aria-checked=true]"


def shown(page: Page) -> tuple[str, list[str], list[str]]:
    """Language, what the sidebar says, and the tabs that stand open."""
    boxes = page.get_by_test_id("stSidebar").get_by_role("combobox")
    chosen = [boxes.nth(at).input_value() for at in range(boxes.count())]
    return str(page.evaluate("document.documentElement.lang")), chosen, page.locator(_CHECKED).all_inner_texts()


def stands(page: Page, wanted: tuple[str, list[str], list[str]], parts: int = 3) -> None:
    """Waits until the page says this again; how long a busy machine takes for it is not the question."""
    for _ in range(40):
        if shown(page)[:parts] == wanted[:parts]:
            return
        page.wait_for_timeout(250)
    assert shown(page)[:parts] == wanted[:parts]


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_page_survives_reload_and_back(page: Page, kept_versions: str, path: str, language: str) -> None:
    visit(page, kept_versions, path, lang=language, **STATE)
    before = shown(page)
    assert before[1][:3] == {"zh": ["城", "链一", "粉"], "en": ["Town", "Chain1", "Powder"]}[language]
    page.reload()
    settle(page)
    stands(page, before)
    other = "plan" if path != "plan" else "gaps"
    page.get_by_test_id("stSidebar").locator(f"a[href$='/{other}'], a[href*='{other}']").first.click()
    settle(page)
    stands(page, before, parts=2)
    page.go_back()
    settle(page)
    stands(page, before, parts=2)


@pytest.mark.parametrize("path", ["gaps", "targets", "scenarios", "versions", "compare"])
def test_tab_survives_reload(page: Page, kept_versions: str, path: str) -> None:
    visit(page, kept_versions, path)
    tabs = page.get_by_test_id("stMain").get_by_test_id("stButtonGroup").first.get_by_role("radio")
    tabs.nth(1).click()
    settle(page)
    before = shown(page)
    assert before[2][0] == tabs.nth(1).inner_text()
    page.reload()
    settle(page)
    stands(page, before)
