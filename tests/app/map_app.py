"""A page with nothing but the map of the worked example, for the browser tests."""

import streamlit as st

from chainmap.app.chain_map_component import chain_map
from chainmap.present.chain_map import elements
from tests.present.views import example_view

view = example_view()


def _select(segment_id: str | None) -> None:
    st.session_state["selected"] = segment_id


shown = elements(view, view.assessment.chains[0], details=False, theme="light")
clicked = chain_map(shown, key="map", selected=st.session_state.get("selected"), height=500, on_select=_select)
st.text(f"clicked {clicked}, selected {st.session_state.get('selected')}")
if st.button("choose metal"):
    _select("metal")
    st.rerun()
