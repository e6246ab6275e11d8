"""A piece of the page made of our own HTML whose rows, names and numbers can be clicked.

The HTML comes from `present`, where everything that is not `Markup` is escaped. A click on an element with
`data-event` comes back to Python as that text, before the page runs again.
"""

from collections.abc import Callable
from pathlib import Path

import streamlit as st

from chainmap.app import filters, order
from chainmap.present.markup import Markup

_JS = (Path(__file__).parent / "pane.js").read_text(encoding="utf-8")
_pane = st.components.v2.component("chainmap.pane", html="<div class='cm-pane'></div>", js=_JS, isolate_styles=False)


def pane(markup: Markup, *, key: str, on_event: Callable[[str], None], in_pages: bool = False) -> None:
    """Shows the markup; `on_event` is called with the event of what was clicked.

    The order of its tables is in the address; `in_pages` has one table, a page of a list that its page of the app sorts.
    """

    def clicked() -> None:
        state = st.session_state.get(key)  # gone when a second press comes after the first closed the pane
        event = state.get("event") if state else None
        if isinstance(event, str) and event.startswith(order.EVENT):
            order.put(key, event)
            if in_pages:
                filters.to_first_page()
        elif isinstance(event, str):
            on_event(event)

    _pane(key=key, data={"html": str(markup), "orders": order.of(key)}, on_event_change=clicked)
