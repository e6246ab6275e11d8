"""Texts of people in places where Streamlit reads Markdown: labels, options of buttons in a row, toasts, captions."""

import re

_SIGNS = "\\`*_{}[]()#+-.!|<>~$:&"
# Addresses become links even where every sign is escaped; a joiner, which is not seen, keeps them text.
_JOINER = "\u2060"
_ADDRESS = re.compile(r"(?<=:)(?=//)|(?<=www)(?=\.)|(?<=@)", re.IGNORECASE)


def plain(text: str) -> str:
    """The text as it is written: no emphasis, link, formula, colour or icon comes of it."""
    return "".join(f"\\{sign}" if sign in _SIGNS else sign for sign in _ADDRESS.sub(_JOINER, text))
