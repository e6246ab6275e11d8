"""A drop-down that filters a page by a member of a vocabulary; nothing chosen lets all through."""

from collections.abc import Iterable
from enum import StrEnum
from typing import TypeVar

import streamlit as st

from chainmap.present.view import View

Member = TypeVar("Member", bound=StrEnum)


def one_of(view: View, label: str, members: Iterable[Member], *, key: str, everything: str, width: int) -> Member | None:
    """The chosen member, or None. `label` and `everything` are codes of texts."""
    return st.selectbox(
        view.say(label),
        tuple(members),
        index=None,
        format_func=view.word,
        placeholder=view.say(everything),
        key=f"{key}_{view.language}",  # a drop-down keeps its label: one per language
        width=width,
    )
