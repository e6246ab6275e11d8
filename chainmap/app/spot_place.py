"""A field for a place: what the text means, and regions to choose from where it means nothing or not enough."""

import streamlit as st

from chainmap.app.pane import pane
from chainmap.desk.on_the_spot import nearest_places
from chainmap.present.spot_review import place_choices, place_line, settled_regions
from chainmap.present.view import View


def place_field(view: View, label: str, start: str, *, key: str, written: str = "", here: bool | None = None) -> None:
    """The field, with `start` in it at first; `written` is what a row says now, `here` whether it shall be in the region."""
    text = st.text_input(label, start, key=key, placeholder=view.say("spot.required"))
    meaning = place_line(view, text)
    if meaning is not None:
        st.html(meaning)
    region_id = view.dataset.regions.resolve(text) if text.strip() else None
    settled = region_id is not None and view.dataset.regions.inside(region_id, view.assessment.region) != (0.0, 1.0)
    if settled:
        return
    names = nearest_places(view.dataset, text) if text.strip() and region_id is None else ()
    choices = place_choices(
        view, tuple(dict.fromkeys((*names, *settled_regions(view, text if region_id else written, here=here))))
    )
    if choices is not None:
        pane(choices, key=f"{key}_choices", on_event=lambda event: _fill(key, event))


def _fill(key: str, event: str) -> None:
    st.session_state[key] = event.partition(":")[2]
