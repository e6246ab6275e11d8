"""A piece of a page's state that the address keeps: a text in a hidden field that is bound to it."""

import streamlit as st


def kept(name: str, default: str = "") -> str:
    """The text of the address; that of the last visit where it has none, since a page switch drops what is not bound."""
    if name not in st.session_state and name not in st.query_params:
        st.session_state[name] = st.session_state.get(f"{name}_kept", default)
    with st.container(key=f"address_{name}"):
        text = st.text_input(name, key=name, bind="query-params", label_visibility="collapsed")
    st.session_state[f"{name}_kept"] = text
    return text
