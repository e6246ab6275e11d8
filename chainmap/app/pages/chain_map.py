"""链图: the chain from raw to end use; a click opens a segment beside it. With something to compare, what changed."""

import streamlit as st

from chainmap.app import dialogs, map_page, session, spot
from chainmap.app.chain_map_component import chain_map
from chainmap.app.chain_tabs import chain_tabs
from chainmap.app.pane import pane
from chainmap.present.map_state import folded
from chainmap.present.markup import element

view = session.view()
with st.container(key="map_head", horizontal=True, vertical_alignment="center"):
    chain = chain_tabs(view, "map")
    tools = st.container(key="downloads_map", horizontal=True, horizontal_alignment="right")
state, asked = map_page.state(), map_page.against()
map_page.say_unknown(view, state)

with st.spinner(view.say("app.computing")):
    found = map_page.difference(view, chain, asked)
    shown = found or map_page.as_it_is(view, chain)
    selected = map_page.chosen(shown)
    folds = session.map_folds(view, shown.chain, folded(state), asked, tall=map_page.is_tall())
if asked and found is None:
    st.html(element("p", view.say("map.difference-unknown"), class_="cm-muted"))
chain_map(
    shown.elements,
    key=f"chain_map_{chain.chain.chain_id}",
    selected=selected,
    state=state,
    folds=folds,
    height=None,
    on_select=lambda segment_id: map_page.choose(shown, segment_id),
    on_state=map_page.keep,
    tall=map_page.is_tall(),
    on_tall=map_page.turn,
)
with tools:
    if asked:
        st.button(view.say("map.difference-close"), key="map_end_comparison", on_click=map_page.end_comparison)
    map_page.exports(shown, state)
panel = map_page.panel(shown, selected, answer=spot.possible()) if selected else None
if panel is not None:
    with st.container(key="panel"):
        pane(panel, key="map_panel", on_event=map_page.in_panel)
dialogs.show_asked(view)
