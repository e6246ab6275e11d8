"""The look of every page: tokens, our own parts, and what of Streamlit's own parts is hidden."""

from pathlib import Path

import streamlit as st

from chainmap.present.words import Language

_SHEET = Path(__file__).parent / "style.css"
_HTML_LANGUAGES: dict[Language, str] = {"zh": "zh-CN", "en": "en"}

# Streamlit says lang="en" on every page; screen readers and the choice of Chinese glyphs go by it.
_JS = """
export default function ({ data }) {
  document.documentElement.lang = data.lang;
}
"""
_page_language = st.components.v2.component("chainmap.page_language", js=_JS, isolate_styles=False)


def apply() -> None:
    """Puts the style sheet on the page."""
    st.html(_SHEET)


def say_language(language: Language) -> None:
    """Tells the browser which language the page is in."""
    _page_language(key="page_language", data={"lang": _HTML_LANGUAGES[language]})
