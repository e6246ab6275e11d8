"""A button that downloads one file, made when it is asked for."""

from collections.abc import Callable

import streamlit as st

EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
BYTES = "application/octet-stream"


def file_button(
    label: str,
    content: Callable[[], bytes],
    name: str,
    mime: str = BYTES,
    *,
    key: str | None = None,
    help_text: str | None = None,
) -> None:
    """The button; `key` where two buttons of a page have one label and name."""
    st.download_button(label, content, name, mime, key=key or f"file_{name}_{label}", on_click="ignore", help=help_text)
