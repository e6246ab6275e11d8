"""Texts on a page that are in another language than the page, told by marked data.

Every value is a short code, or one character in Chinese and one word in English. So whatever is left when these are
taken away is ours, or Streamlit's.
"""

import re

from playwright.sync_api import Page

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
_SEEN = """(within) => {
  const found = [document.title];
  const attributes = ["aria-label", "title", "placeholder", "alt", "aria-description", "aria-roledescription"];
  const skipped = "script, style, noscript, .cm-tex, cite, [data-testid=stIconMaterial]";
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
  (within ? document.querySelectorAll(within) : [document.body]).forEach(walk);
  return found;
}"""


def foreign(page: Page, language: str, *, within: str = "") -> set[str]:
    """Texts that are not in the language of the page, in all of it or `within` what a selector finds."""
    data, other = (_CHINESE_PAGE, _LATIN) if language == "zh" else (_ENGLISH_PAGE, _HAN)
    return {text for text in page.evaluate(_SEEN, within) if other.search(data.sub("", text))}
