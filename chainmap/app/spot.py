"""What every correction on a page needs: who may and where, what it would do, the button, and what became of it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

import streamlit as st

from chainmap.analysis.assess import RegionError
from chainmap.app import address, draft_side, events, session, who
from chainmap.app.outcome import told as told_outcome
from chainmap.app.pane import pane
from chainmap.desk import history
from chainmap.desk.correction_rows import to_bytes
from chainmap.desk.drafts import Draft
from chainmap.desk.on_the_spot import Made, correct, correction_draft, corrections_of, take_back, taken_back
from chainmap.desk.outcome import Invalid, Outcome, Published, Refusal
from chainmap.desk.roles import Deed
from chainmap.desk.standing import Preview, Standing, preview, standing
from chainmap.model.correction import Correction
from chainmap.model.parameters import Parameters
from chainmap.present.correction_list import told
from chainmap.present.difference_review import names_of
from chainmap.present.effect_review import effect_table
from chainmap.present.markup import Markup, element
from chainmap.present.spot_review import change_lines, effect_lines, problem_lines
from chainmap.present.view import View
from chainmap.store.database import Store

UNSEEN = datetime(2000, 1, 1, tzinfo=UTC)  # the time of rows that are only looked at, so that equal ones are equal

_KEPT = 4  # drafts looked at last; each holds a register
_WORDS = frozenset({"product", "source", "as_of", "confidence", "note"})  # columns that no score rests on


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where corrections are made: the latest version, which the page shows."""

    store: Store
    version: str


def place(view: View, *, key: str) -> Place | None:
    """Where to correct; None, with the reason in words, where one cannot: a folder, an old version, a viewer."""
    store = session.store()
    if store is None:
        st.html(element("p", view.say("spot.no-store"), class_="cm-muted"))
        return None
    if not who.may(Deed.PUBLISH):
        return None
    latest, shown = history.find(store, "latest"), session.open_source().version
    if latest is None or shown is None:
        return None
    if latest.version_id != shown:
        opened = history.find(store, shown)
        with st.container(key=f"filters_{key}", horizontal=True, vertical_alignment="center"):
            number = opened.number if opened else 0
            st.html(element("p", view.say("spot.old-version", number=number), class_="cm-muted"))
            st.button(view.say("spot.to-latest"), key=key, on_click=session.choose, kwargs={"version": ""})
        return None
    return Place(store=store, version=shown)


def known() -> tuple[Standing, ...]:
    """The corrections of the version that the page shows."""
    store, version = session.store(), session.open_source().version
    return _known(version, store) if store is not None and version is not None else ()


def muted(text: str) -> Markup:
    """A line of small print."""
    return element("p", text, class_="cm-muted")


def possible() -> bool:
    """Whether the person may correct something here: offered where the place is looked at only once something is chosen."""
    return session.store() is not None and who.may(Deed.PUBLISH)


def open_panel(name: str, value: str) -> None:
    """Opens the panel for something, or with "" closes it. Only from callbacks."""
    address.put(**{name: value})
    st.session_state["spot_outcome"] = None


def follow(name: str, event: str) -> None:
    """What a click on a panel's heading does: the cross closes it, a number opens beside it."""
    if event == "close":
        open_panel(name, "")
    else:
        events.follow(event)


def has_outcome() -> bool:
    """Whether the last correction is still to be told of."""
    return st.session_state.get("spot_outcome") is not None


def effect_of(at: Place, view: View, rows: Sequence[Correction]) -> None:
    """Shows what these rows change and what follows, or why they cannot be published."""
    if not rows:
        st.html(element("p", view.say("spot.nothing-yet"), class_="cm-muted"))
        return
    with st.spinner(view.say("app.recomputing")):
        made = _preview(at.version, to_bytes(rows).decode(), view.assessment.region, at.store, tuple(rows))
    if isinstance(made, Refusal):
        told_outcome(made, view.language)
    elif isinstance(made, Invalid):
        st.html(problem_lines(view, made.errors))
    else:
        st.html(change_lines(view, rows))
        _effect(view, made)


def effect_of_taking_back(at: Place, view: View, gone: Sequence[Standing]) -> None:
    """Shows what follows when these corrections are taken back."""
    with st.spinner(view.say("app.recomputing")):
        rows = tuple(one.correction for one in gone)
        made = _preview_back(at.version, to_bytes(rows).decode(), view.assessment.region, at.store, tuple(gone))
    if isinstance(made, Refusal):
        told_outcome(made, view.language)
    else:
        _effect(view, made)


def publish(
    at: Place, view: View, seen: Sequence[Correction], filled_in: Sequence[Correction], *, name: str = "", then: str = ""
) -> None:
    """Publishes what the person filled in, when its effect was shown; then the panel `name` goes on. Only from callbacks.

    The buttons are never switched off: a click that comes while a field is still on its way would be lost without a word.
    """
    if list(map(_bearing, seen)) != list(map(_bearing, filled_in)):
        refuse("effect-unseen")
        return
    user, now = who.user(), datetime.now(UTC)
    rows = [replace(row, author=user.name.strip(), made_at=now) for row in filled_in]
    what = told(view, rows)
    note = view.say("correction.version-note", what=what)
    outcome = correct(at.store, rows, user=user, now=now, note=note, base=at.version)
    made = tuple(one for one in corrections_of(at.store) if one.correction in rows) if isinstance(outcome, Published) else ()
    st.session_state["spot_outcome"] = (outcome, what, made)
    if isinstance(outcome, Published) and name:
        address.put(**{name: then})


def refuse(code: str) -> None:
    """Says at the next run why nothing was published. Only from callbacks."""
    st.session_state["spot_outcome"] = (Refusal(code=code), "", ())


def publish_without(at: Place, view: View, gone: Sequence[Made]) -> None:
    """Takes corrections back. Only from callbacks."""
    what = told(view, [one.correction for one in gone])
    note = view.say("correction.back-note", what=what)
    outcome = take_back(at.store, gone, user=who.user(), now=datetime.now(UTC), note=note, base=at.version)
    st.session_state["spot_outcome"] = (outcome, view.say("correction.back-note", what=what), ())


def outcome(at: Place | None, view: View) -> None:
    """What became of the last correction, once; with a button that takes it back."""
    kept: tuple[Outcome, str, tuple[Made, ...]] | None = st.session_state.get("spot_outcome")
    if kept is None:
        return
    result, what, made = kept
    if not isinstance(result, Published):
        st.session_state["spot_outcome"] = None
        told_outcome(result, view.language)
        return
    if at is None or result.version.version_id != at.version:
        st.session_state["spot_outcome"] = None
        return
    code = "spot.done-rebased" if result.rebased else "spot.done"
    with st.container(key="spot_done", horizontal=True, vertical_alignment="center"):
        text = view.say(code, number=result.version.number, what=what)
        st.html(element("p", text, class_="cm-alert cm-good", role="status"))
        if made:
            st.button(view.say("spot.undo"), key="spot_undo", on_click=publish_without, args=(at, view, made))


def _effect(view: View, made: Preview) -> None:
    draft_side.keep(made.draft.workspace)
    pane(effect_lines(view, made.effects, made.lost, draft_side.asks), key="spot_effect", on_event=events.follow)
    names = names_of((view.dataset, made.draft.parsed.dataset), view.language)
    with st.expander(view.say("spot.all-scores")):
        table = effect_table(made.effects, names, view.language, draft_side.asks)
        pane(element("div", table, class_="cm-page"), key="spot_all_scores", on_event=events.follow)


def _bearing(row: Correction) -> tuple[object, ...]:
    """What of a row bears on scores and verdicts. Its reason and its source may still be typed when the button is clicked."""
    bears = row.field not in _WORDS
    values = tuple(pair for pair in row.values if pair[0] not in _WORDS)
    place = (row.chain_id, row.segment_id, row.company, row.place if bears else "")
    return (row.kind, *place, row.field, row.after if bears else "", values, row.region_id, row.method, row.checked_on)


@st.cache_resource(show_spinner=False, max_entries=_KEPT)
def _preview(
    version: str, rows_as_text: str, region: str, _store: Store, _rows: tuple[Correction, ...]
) -> Preview | Invalid | Refusal:
    draft = correction_draft(_store, _rows, base=version)
    return draft if isinstance(draft, Invalid | Refusal) else _previewed(_store, draft, region)


@st.cache_resource(show_spinner=False, max_entries=_KEPT)
def _preview_back(version: str, rows_as_text: str, region: str, _store: Store, _gone: tuple[Standing, ...]) -> Preview | Refusal:
    draft = taken_back(_store, [one.made for one in _gone], base=version)
    return draft if isinstance(draft, Refusal) else _previewed(_store, draft, region)


@st.cache_resource(show_spinner=False, max_entries=8)
def _known(version: str, _store: Store) -> tuple[Standing, ...]:
    return standing(_store, version)


def _previewed(store: Store, draft: Draft, region: str) -> Preview | Refusal:
    try:
        return preview(store, draft, Parameters(region=region))
    except RegionError as error:
        return Refusal(code="unknown-region", facts={"region": error.region})
