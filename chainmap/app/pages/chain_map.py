"""链图: the chain from raw to end use; a click opens a segment beside it."""

import streamlit as st

from chainmap.app import dialogs, events, session, spot
from chainmap.app.chain_map_component import chain_map
from chainmap.app.chain_tabs import chain_tabs
from chainmap.app.pane import pane
from chainmap.present.segment_detail import segment_panel

HEIGHT = 812

view = session.view()
chain = chain_tabs(view, "map")
selected = session.chosen_in(view, chain)

with st.spinner(view.say("app.computing")):
    shown = session.map_elements(view, chain)
chain_map(
    shown,
    key=f"chain_map_{chain.chain.chain_id}",
    selected=selected.segment.segment_id if selected else None,
    height=HEIGHT,
    on_select=lambda segment_id: session.choose_on_map(chain.chain.chain_id, segment_id),
)
if selected is not None:
    with st.container(key="panel"):
        pane(segment_panel(view, chain, selected, answer=spot.possible()), key="map_panel", on_event=events.in_panel)
dialogs.show_asked(view)
