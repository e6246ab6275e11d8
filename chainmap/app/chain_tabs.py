"""The chains side by side above a page that shows one of them; a click is the same as choosing in the sidebar."""

import streamlit as st

from chainmap.analysis.assessment import ChainResult
from chainmap.app import session
from chainmap.app.plain import plain
from chainmap.present.view import View


def chain_tabs(view: View, page: str) -> ChainResult:
    """Shows the tabs and returns the chain that is chosen; the first one when the sidebar says all."""
    shown = session.chain_or_first(view)
    names = {chain.chain.chain_id: view.chain(chain.chain) for chain in view.assessment.chains}
    key = f"{page}_chain_{view.language}"
    if st.session_state.get(key) != shown.chain.chain_id:
        st.session_state[key] = shown.chain.chain_id
    st.segmented_control(
        view.say("sidebar.chain"),
        list(names),
        format_func=lambda chain_id: plain(names.get(chain_id) or str(chain_id)),
        key=key,
        required=True,
        label_visibility="collapsed",
        on_change=_chosen,
        args=(key,),
    )
    return shown


def _chosen(key: str) -> None:
    session.choose(chain=st.session_state[key] or "", segment="")
