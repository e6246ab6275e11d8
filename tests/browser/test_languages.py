"""No page, tab, dialog, drop-down, tooltip or text for screen readers holds a word of the other language.

The data are marked: every value is a short code, or one character in Chinese and one word in English. So whatever is left
when these are taken away is ours, or Streamlit's.
"""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser.tour import PATHS, settle, stops, visit

_HAN = re.compile("[\u3000-\u303f\u3400-\u9fff\uff00-\uffef]")
_LATIN = re.compile("[A-Za-z]{3,}")
_NAMES = (  # proper names, file formats and keys, in any language the same
    "Excel|Word|CSV|PNG|SVG|HTML|JSON|Esc|Aumann–Shapley|Shapley|Owen|Leontief|Hummels|Ishii|Yi|Miller|Blair|Diem|"
    "Scientific Reports|OIDC|python -m chainmap publish"
)
_FILES = r"[\w./-]*\.xlsx(\[\w+\])?(![\w:]+)?|\[\w+\]![\w:]+|\.[a-z]{2,4}|[0-9a-f]{8,64}"
_CODES = "[A-Z][0-9a-z]|[Pp]owde?r|part|producing|Suppliers|company|segment|place|status"
_CHINESE_PAGE = re.compile(rf"^English$|{_FILES}|(?<![A-Za-z])({_NAMES}|{_CODES})(?![A-Za-z])")
_ENGLISH_PAGE = re.compile("^中文$|^[甲乙]组$")  # groups are words of the sheet: one language only
_SEEN = """() => {
  const found = [document.title];
  const attributes = ["aria-label", "title", "placeholder", "alt", "aria-description", "aria-roledescription"];
  const skipped = "script, style, noscript, .katex, cite, [data-testid=stIconMaterial]";
  const walk = (node) => {
    if (node.nodeType === Node.TEXT_NODE && node.data.trim()) found.push(node.data.trim());
    if (node.nodeType === Node.DOCUMENT_FRAGMENT_NODE) node.childNodes.forEach(walk);
    if (node.nodeType !== Node.ELEMENT_NODE || node.matches(skipped)) return;
    if (!node.checkVisibility({ visibilityProperty: true }) && getComputedStyle(node).display !== "contents") return;
    for (const name of attributes) if (node.getAttribute(name)) found.push(node.getAttribute(name));
    for (const part of ["::before", "::after"]) {
      const content = getComputedStyle(node, part).content;
      if (content.startsWith('"')) found.push(content.slice(1, -1));
    }
    if (node.shadowRoot) walk(node.shadowRoot);
    node.childNodes.forEach(walk);
  };
  walk(document.body);
  return found;
}"""


def foreign(page: Page, language: str) -> set[str]:
    """Texts that are not in the language of the page."""
    data, other = (_CHINESE_PAGE, _LATIN) if language == "zh" else (_ENGLISH_PAGE, _HAN)
    return {text for text in page.evaluate(_SEEN) if other.search(data.sub("", text))}


def lists(page: Page) -> Iterator[str]:
    """Opens every drop-down of the page, one after the other."""
    boxes = page.get_by_test_id("stMain").locator("[role=combobox]")
    for at in range(boxes.count()):
        if page.get_by_role("dialog").count() or not boxes.nth(at).is_visible():
            return
        boxes.nth(at).click()
        page.wait_for_timeout(100)
        yield f"list {at + 1}"
        boxes.nth(at).press("Escape")


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_page_speaks_one_language(page: Page, kept_versions: str, path: str, language: str) -> None:
    found: dict[str, str] = {}
    for stop in stops(page, kept_versions, path, lang=language):
        for place in (stop, *(f"{stop}, {opened}" for opened in lists(page))):
            found |= dict.fromkeys(foreign(page, language), place)
    assert not found, found
    assert page.get_by_test_id("stException").count() == 0


@pytest.mark.parametrize("languages", [("zh", "en"), ("en", "zh")])
def test_switch_of_language_leaves_nothing_of_the_other(page: Page, kept_versions: str, languages: tuple[str, str]) -> None:
    before, after = languages
    visit(page, kept_versions, "gaps", lang=before)
    for path in ("gaps", "targets"):
        page.get_by_test_id("stSidebar").get_by_role("link").nth(PATHS.index(path)).click()
        settle(page)
    page.get_by_text({"zh": "中文", "en": "English"}[after], exact=True).click()
    expect(page.locator("html")).to_have_attribute("lang", {"zh": "zh-CN", "en": "en"}[after])
    settle(page)
    assert not foreign(page, after)
