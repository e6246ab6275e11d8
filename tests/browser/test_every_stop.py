"""Every page with everything open that opens: words of one language only, and nothing serious for axe-core, light and dark.

No page, tab, dialog, drop-down, tooltip or text for screen readers holds a word of the other language. The Chinese pages are
light and the English ones dark: they have the same parts, so that in the dark only colours are looked at past the first look.
"""

from collections.abc import Iterator
from typing import Literal

import pytest
from playwright.sync_api import Page, expect

from tests.browser.axe import found_in
from tests.browser.languages import foreign
from tests.browser.stories import at_rest
from tests.browser.tour import PATHS, stops, visit

_SELECT = "[data-testid=stSelectbox] [role=combobox], [data-testid=stMultiSelect] [role=combobox]"
_DROP_DOWN = "[data-testid$=Dropdown]"


def lists(page: Page, seen: set[str]) -> Iterator[str]:
    """Opens every drop-down of the page that was not `seen`, one after the other."""
    boxes = page.get_by_test_id("stMain").locator(_SELECT)
    for at in range(boxes.count()):
        if page.get_by_role("dialog").count() or not boxes.nth(at).is_visible():
            return
        name = boxes.nth(at).get_attribute("aria-label") or ""
        if name in seen:
            continue
        seen.add(name)
        boxes.nth(at).click()
        expect(page.locator(_DROP_DOWN)).to_be_visible()
        yield f"list {at + 1}"
        boxes.nth(at).press("Escape")


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_page_speaks_one_language_and_is_accessible(page: Page, kept_versions: str, path: str, language: str) -> None:
    spoken: dict[str, str] = {}
    serious: list[str] = []
    opened: set[str] = set()
    scheme: Literal["light", "dark"] = "light" if language == "zh" else "dark"
    page.emulate_media(color_scheme=scheme)
    for at, stop in enumerate(stops(page, kept_versions, path, lang=language)):
        rules = ["color-contrast"] if scheme == "dark" and at else None
        serious += [f"{stop}: {one}" for one in found_in(page, scheme, rules)]
        spoken |= dict.fromkeys(foreign(page, language), stop)
        for name in lists(page, opened):
            spoken |= dict.fromkeys(foreign(page, language, within=_DROP_DOWN), f"{stop}, {name}")
    assert not spoken, spoken
    assert not serious, "\n".join(serious)
    assert page.get_by_test_id("stException").count() == 0


@pytest.mark.parametrize("languages", [("zh", "en"), ("en", "zh")])
def test_switch_of_language_leaves_nothing_of_the_other(page: Page, kept_versions: str, languages: tuple[str, str]) -> None:
    before, after = languages
    visit(page, kept_versions, "gaps", lang=before)
    for path in ("gaps", "targets"):
        page.get_by_test_id("stSidebar").get_by_role("link").nth(PATHS.index(path)).click()
        at_rest(page)
    page.get_by_text({"zh": "中文", "en": "English"}[after], exact=True).click()
    expect(page.locator("html")).to_have_attribute("lang", {"zh": "zh-CN", "en": "en"}[after])
    at_rest(page)
    assert not foreign(page, after)
