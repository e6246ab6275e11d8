"""The look of every page: tokens, our own parts, and what of Streamlit's own parts is hidden."""

from base64 import b64encode
from pathlib import Path

import streamlit as st

from chainmap.present.words import Language, chrome, say

_SHEET = Path(__file__).parent / "style.css"
_HTML_LANGUAGES: dict[Language, str] = {"zh": "zh-CN", "en": "en"}

_FACE = b64encode((Path(__file__).parent / "fonts/stix-two-math.woff2").read_bytes()).decode("ascii")
# In the page itself: Streamlit would serve files only from a folder that is open to everybody.
_MATHEMATICS = f"<style>@font-face {{ font-family: 'Chainmap Math'; src: url(data:font/woff2;base64,{_FACE}); }}</style>"

# Streamlit says lang="en" on every page; screen readers and the choice of Chinese glyphs go by it.
_JS = (Path(__file__).parent / "page_language.js").read_text(encoding="utf-8")
_page_language = st.components.v2.component("chainmap.page_language", js=_JS, isolate_styles=False)


def apply() -> None:
    """Puts the style sheet on the page."""
    st.html(_SHEET)


def apply_mathematics() -> None:
    """Puts the letters of formulas on the page, where `present.mathematics` typeset one."""
    st.html(_MATHEMATICS)


def say_language(language: Language, *, keep_address: bool = False) -> None:
    """Tells the browser which language the page is in, and what to say where Streamlit would speak English.

    `keep_address` on the sign-in page: the address is remembered, and the first page after the sign-in goes back to it.
    """
    codes = {"failed": "error.page", "choose": "upload.drop", "refused": "upload.not-taken"}
    texts = {name: say(code, language) for name, code in codes.items()}
    spoken = [(streamlit, say(code, language)) for streamlit, code in chrome.REWORDED.items()]
    spoken += [] if language == "en" else [(english, ours) for ours, english in chrome.TEXTS.values()]
    here = {"lang": _HTML_LANGUAGES[language], "code": language, "keep": keep_address}
    _page_language(key="page_language", data={"chrome": spoken, **here, **texts})
