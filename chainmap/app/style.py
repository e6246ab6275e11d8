"""The look of every page: tokens, our own parts, and what of Streamlit's own parts is hidden."""

from pathlib import Path

import streamlit as st

from chainmap.present.words import Language, say

_SHEET = Path(__file__).parent / "style.css"
_HTML_LANGUAGES: dict[Language, str] = {"zh": "zh-CN", "en": "en"}

# Streamlit says lang="en" on every page; screen readers and the choice of Chinese glyphs go by it. Its sentence about an
# error of ours is English too: the style sheet shows ours instead. A sign-in comes back to the bare address: the page
# that was asked for is kept in the browser's tab meanwhile, and never leaves the origin.
_JS = """
export default function ({ data }) {
  document.documentElement.lang = data.lang;
  document.documentElement.style.setProperty("--cm-failed", JSON.stringify(data.failed));
  document.documentElement.style.setProperty("--cm-choose", JSON.stringify(data.choose));
  const kept = window.sessionStorage, here = window.location;
  if (data.keep) {
    const language = kept.getItem("chainmap.language");
    const fresh = !window.chainmapSeen && !new URLSearchParams(here.search).has("lang");
    window.chainmapSeen = true;
    if (fresh && language && language !== data.code) {
      here.replace(here.origin + here.pathname + "?lang=" + encodeURIComponent(language));
      return;
    }
    kept.setItem("chainmap.language", data.code);
    if (here.pathname + here.search !== "/") kept.setItem("chainmap.address", here.pathname + here.search);
  } else {
    const address = kept.getItem("chainmap.address");
    kept.removeItem("chainmap.address");
    kept.setItem("chainmap.language", data.code);
    if (address && address !== here.pathname + here.search) here.replace(here.origin + address);
  }
}
"""
_page_language = st.components.v2.component("chainmap.page_language", js=_JS, isolate_styles=False)


def apply() -> None:
    """Puts the style sheet on the page."""
    st.html(_SHEET)


def say_language(language: Language, *, keep_address: bool = False) -> None:
    """Tells the browser which language the page is in, and what to say where a page fails.

    `keep_address` on the sign-in page: the address is remembered, and the first page after the sign-in goes back to it.
    """
    texts = {"failed": say("error.page", language), "choose": say("upload.drop", language)}
    _page_language(key="page_language", data={"lang": _HTML_LANGUAGES[language], "code": language, "keep": keep_address, **texts})
