"""A piece of a page's state that the address keeps: a text in a hidden field that is bound to it."""

from collections.abc import Callable, Sequence

import streamlit as st

from chainmap.present.words import Language


def kept(name: str, default: str = "") -> str:
    """The text of the address; that of the last visit where it has none, since a page switch drops what is not bound."""
    if name not in st.session_state and name not in st.query_params:
        st.session_state[name] = st.session_state.get(f"{name}_kept", default)
    with st.container(key=f"address_{name}"):
        text = st.text_input(name, key=name, bind="query-params", label_visibility="collapsed")
    st.session_state[f"{name}_kept"] = text
    return text


def tabs(name: str, options: Sequence[str], language: Language, *, label: str, words: Callable[[str], str]) -> str:
    """A row of tabs whose choice the address keeps; the first where it names none. `words` says an option."""
    text = kept(name)
    value = text if text in options else options[0]
    key = f"{name}_{language}"  # a widget keeps its label: one per language
    if st.session_state.get(key) != value:
        st.session_state[key] = value
    st.segmented_control(
        label, options, key=key, required=True, format_func=words, label_visibility="collapsed",
        on_change=lambda: st.session_state.update({name: st.session_state[key]}),
    )  # fmt: skip
    return value
