"""The chain map as a part of a page: shows `present.chain_map.elements`, tells which segment was clicked.

The scripts are those of the offline file; chain_map_component.js only joins them to Streamlit. vis-network is the one
inside pyvis, sent by this server: nothing is loaded from elsewhere.
"""

from collections.abc import Callable
from pathlib import Path

import streamlit as st

from chainmap.present.chain_map import Elements, script_source, style_source, vis_source

_HERE = Path(__file__).parent
_JS = "\n".join((vis_source(), script_source(), (_HERE / "chain_map_component.js").read_text(encoding="utf-8")))
_CSS = style_source() + (_HERE / "chain_map_component.css").read_text(encoding="utf-8")
_component = st.components.v2.component("chainmap.chain_map", html="<div class='cmap-host'></div>", css=_CSS, js=_JS)


def chain_map(
    elements: Elements,
    *,
    key: str,
    selected: str | None = None,
    height: int = 720,
    on_select: Callable[[str | None], None] | None = None,
) -> str | None:
    """Shows the map; returns the id of the segment that was clicked (or opened by key) since the last run, else None.

    `selected` is the segment that stands out, with all before and behind it; a click on it, beside it or Escape takes that
    back. `on_select` is called before the page runs again, with the id, or with None when the selection was taken back.
    """

    def reported() -> None:
        event = (st.session_state.get(key) or {}).get("chosen")  # gone when the page was left before it came
        if on_select is not None and isinstance(event, dict):
            on_select(event["segment"])

    data = {"elements": elements, "selected": selected, "height": height}
    result = _component(key=key, data=data, height=height, on_chosen_change=reported)
    event = result.get("chosen")
    return event["segment"] if isinstance(event, dict) else None
