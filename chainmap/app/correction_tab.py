"""The tab of corrections on the versions page: all of them, whether they are applied, and the way to take one back."""

from collections.abc import Sequence

import streamlit as st

from chainmap.app import events, session, spot, who
from chainmap.app.pane import pane
from chainmap.desk.roles import Deed
from chainmap.desk.standing import Standing
from chainmap.present.correction_list import correction_table, corrections_sentence, told
from chainmap.present.markup import element
from chainmap.present.view import View


def correction_tab() -> None:
    """The list, the latest first."""
    view = session.view()
    shown = spot.known()
    st.html(element("p", corrections_sentence(view, shown), class_="cm-sentence"))
    at = spot.place(view, key="corrections_latest") if who.may(Deed.PUBLISH) else None
    spot.outcome(at, view)
    asked = _asked(shown)
    if at is not None and asked:
        _confirm(at, view, asked)
    if shown:
        pane(correction_table(view, shown, may=at is not None), key="corrections", on_event=lambda event: _follow(event, shown))


def ask_to_take_back(shown: Sequence[Standing], at: int) -> None:
    """Asks whether a correction shall be taken back; only from callbacks."""
    st.session_state["taking_back"] = shown[at].correction


def taking_back_panel(at: spot.Place, view: View) -> bool:
    """The question beside another list, when it is asked; whether it is."""
    asked = _asked(spot.known())
    if asked:
        with st.container(key="spot_panel"):
            spot.outcome(at, view)
            _confirm(at, view, asked)
    return bool(asked)


def is_asked(view: View) -> bool:
    """Whether a correction of the version that the page shows is about to be taken back."""
    return bool(_asked(spot.known()))


def _asked(shown: Sequence[Standing]) -> list[Standing]:
    wanted = st.session_state.get("taking_back")
    return [one for one in shown if one.correction == wanted]


def _confirm(at: spot.Place, view: View, gone: Sequence[Standing]) -> None:
    what = told(view, [one.correction for one in gone])
    with st.container(key="spot_confirm", border=True):
        st.html(element("p", view.say("corrections.back-sentence", what=what)))
        spot.effect_of_taking_back(at, view, gone)
        who.sign(view.say("publish.author"))
        with st.container(key="spot_buttons", horizontal=True):
            made = [one.made for one in gone]
            st.button(
                view.say("corrections.confirm"), key="corrections_confirm", type="primary", on_click=_take_back,
                args=(at, view, made),
            )  # fmt: skip
            st.button(view.say("corrections.cancel"), key="corrections_cancel", on_click=_leave)


def _take_back(at: spot.Place, view: View, made: Sequence[object]) -> None:
    _leave()
    spot.publish_without(at, view, made)  # type: ignore[arg-type]


def _leave() -> None:
    st.session_state["taking_back"] = None


def _follow(event: str, shown: Sequence[Standing]) -> None:
    kind, _, value = event.partition(":")
    if kind == "take-back":
        ask_to_take_back(shown, int(value))
    else:
        events.follow(event)
