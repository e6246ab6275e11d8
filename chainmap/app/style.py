"""The look of every page: tokens, our own parts, and what of Streamlit's own parts is hidden."""

from pathlib import Path

import streamlit as st

from chainmap.present.words import Language, say

_SHEET = Path(__file__).parent / "style.css"
_HTML_LANGUAGES: dict[Language, str] = {"zh": "zh-CN", "en": "en"}

# Streamlit says lang="en" on every page; screen readers and the choice of Chinese glyphs go by it. Its sentence about an
# error of ours is English too: the style sheet shows ours instead.
_JS = """
export default function ({ data }) {
  document.documentElement.lang = data.lang;
  document.documentElement.style.setProperty("--cm-failed", JSON.stringify(data.failed));
  document.documentElement.style.setProperty("--cm-choose", JSON.stringify(data.choose));
}
"""
_page_language = st.components.v2.component("chainmap.page_language", js=_JS, isolate_styles=False)


def apply() -> None:
    """Puts the style sheet on the page."""
    st.html(_SHEET)


def say_language(language: Language) -> None:
    """Tells the browser which language the page is in, and what to say where a page fails."""
    texts = {"failed": say("error.page", language), "choose": say("upload.drop", language)}
    _page_language(key="page_language", data={"lang": _HTML_LANGUAGES[language], **texts})
