"""What the map page keeps in its address, what it draws, and the files of it: the chain as it is, or against another one.

`map` is how the map is coloured, filtered and folded (present/map_state.py). `against` is what it is compared with:
`versions:1a2b,3c4d` before and after, or `steps:…` a scenario after the chain as it is.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import streamlit as st

from chainmap.analysis.assessment import ChainResult
from chainmap.analysis.place import RegionError
from chainmap.analysis.scenario import UnknownName
from chainmap.app import address, events, session
from chainmap.app.attraction import scenario_of, understood
from chainmap.app.file_button import file_button
from chainmap.desk.history import find
from chainmap.desk.workspace import assessed, open_version
from chainmap.present import map_state
from chainmap.present.chain_map import Elements, html
from chainmap.present.chain_svg import svg_of
from chainmap.present.change import ID_LENGTH
from chainmap.present.map_change import difference_elements, united
from chainmap.present.map_detail import Json
from chainmap.present.markup import Markup
from chainmap.present.scenario_link import Step, decoded, encoded
from chainmap.present.scenario_review import after_view
from chainmap.present.segment_detail import segment_panel
from chainmap.present.segment_sides import Side, sides_panel
from chainmap.present.version_list import version_name
from chainmap.present.view import View

VERSIONS, STEPS = "versions", "steps"
_KEPT = 16
_TALL = "map_tall"  # of this screen, so no matter of the address
_PHONE = "Mobi"  # in what every browser on a phone calls itself


@dataclass(frozen=True, kw_only=True)
class Shown:
    """What is drawn: its values, the chain that they are of, and the two sides where it is a difference."""

    elements: Elements
    chain: ChainResult
    view: View
    sides: tuple[Side, Side] | None = None


def state() -> dict[str, Json]:
    """How the map is coloured, filtered and folded."""
    return map_state.read(address.kept("map"))


def say_unknown(view: View, state: Mapping[str, Json]) -> None:
    """The address colours by a region that the data do not have. One off the ladder is of a region chosen before."""
    region = str(state["region"])
    if region and region not in view.dataset.regions:
        shown = view.say("map.by-verdict", region=view.region(view.assessment.region))
        address.pass_over(view.say("map.ladder"), region, shown)


def keep(shown: Mapping[str, object]) -> None:
    """Writes that into the address. Only from callbacks."""
    address.put(map=map_state.written(shown))


def is_tall() -> bool:
    """Whether the browser last said that its map is higher than wide; until it has, a phone's is taken to be."""
    agent = st.context.headers.get("User-Agent") or ""
    return bool(st.session_state.get(_TALL, _PHONE in agent))


def turn(tall: bool) -> None:
    """The browser says whether its map is higher than wide. Only from callbacks."""
    st.session_state[_TALL] = tall


def compare_versions(before: str, after: str) -> None:
    """Goes to the map with what changed between two versions. Only from callbacks."""
    _compare(f"{VERSIONS}:{before[:ID_LENGTH]},{after[:ID_LENGTH]}")


def compare_scenario(steps: tuple[Step, ...]) -> None:
    """Goes to the map with what the steps of a scenario change. Only from callbacks."""
    _compare(f"{STEPS}:{encoded(steps)}")


def end_comparison() -> None:
    """The map as it is. Only from callbacks."""
    address.put(against="", map="", gone="")


def against() -> str:
    """What the address says to compare with, "" for nothing."""
    return address.kept("against")


def as_it_is(view: View, chain: ChainResult) -> Shown:
    """The map of the chain itself."""
    return Shown(elements=session.map_elements(view, chain), chain=chain, view=view)


def difference(view: View, chain: ChainResult, asked: str) -> Shown | None:
    """The map of what changed; None where nothing is asked for, or what is to be compared is not known."""
    kind, _, value = asked.partition(":")
    try:
        sides = _versions(view, value) if kind == VERSIONS else _scenario(view, chain, value) if kind == STEPS else None
    except RegionError:
        return None
    chain_id = chain.chain.chain_id
    if sides is None or not any(_has(side.view, chain_id) for side in sides):
        return None
    drawn = _difference(session.map_key(view), asked, chain_id, view.language, sides)
    return Shown(elements=drawn, chain=united(*sides, chain_id), view=sides[1].view, sides=sides)


def drawn_scenario(view: View) -> View | None:
    """How things stand after the scenario that the map of a difference draws; None where it draws none."""
    kind, _, value = against().partition(":")
    steps = decoded(value) if kind == STEPS else ()
    shown = view.only(session.scope().chain_id)
    return after_view(shown, scenario_of(shown, steps)) if steps else None


def chosen(of: Shown) -> str | None:
    """The segment that stands open: the sidebar's, or one of the difference that today's chain lacks."""
    chain_id, _, named = (session.scope().segment or "").partition("/")
    wanted = address.kept("gone") or (named if chain_id == of.chain.chain.chain_id else "")
    return wanted if any(one.segment.segment_id == wanted for one in of.chain.segments) else None


def choose(of: Shown, segment_id: str | None) -> None:
    """A segment was clicked on the map; one that today's chain lacks is kept in the address. Only from callbacks."""
    chain_id = of.chain.chain.chain_id
    gone = "" if segment_id is None or session.view().find(f"{chain_id}/{segment_id}") else segment_id
    address.put(gone=gone)
    session.choose_on_map(chain_id, None if gone else segment_id)


def panel(of: Shown, segment_id: str, *, answer: bool) -> Markup | None:
    """All about a segment; of a difference both sides, which say what was and cannot be answered to."""
    if of.sides:
        return sides_panel(*of.sides, of.chain.chain.chain_id, segment_id)
    found = next((one for one in of.chain.segments if one.segment.segment_id == segment_id), None)
    return segment_panel(of.view, of.chain, found, answer=answer) if found else None


def in_panel(event: str) -> None:
    """What a click in the panel does. Only from callbacks."""
    if event.partition(":")[0] in ("close", "segment"):
        address.put(gone="")
    events.in_panel(event)


def exports(of: Shown, state: Mapping[str, Json]) -> None:
    """Buttons for the chain as SVG and as one offline file, made when they are asked for."""
    view, chain_id = of.view, of.chain.chain.chain_id
    fold = map_state.folded(state)
    file_button(
        view.say("map.export-svg"),
        lambda: svg_of(of.elements, of.chain, region=str(state["region"]), fold=fold),
        f"{chain_id}.svg",
        "image/svg+xml",
        help_text=view.say("map.export-hint-svg"),
    )
    file_button(
        view.say("map.export-html"),
        lambda: _file(of, state),
        f"{chain_id}.html",
        "text/html",
        help_text=view.say("map.export-hint-html"),
    )


def _file(of: Shown, state: Mapping[str, Json]) -> bytes:
    with_details = difference_elements(*of.sides, of.chain.chain.chain_id) if of.sides else None
    return html(of.view, of.chain, shown=with_details, state=state).encode()


def _compare(what: str) -> None:
    session.go("chain-map", against=what)


def _versions(view: View, value: str) -> tuple[Side, Side] | None:
    store = session.store()
    names = value.split(",")
    if store is None or len(names) != 2:
        return None
    sides = []
    for name in names:
        workspace, version = open_version(store, name), find(store, name)
        if workspace is None or workspace.dataset is None or version is None:
            return None
        seen = View(assessment=assessed(workspace, view.assessment.parameters), dataset=workspace.dataset, language=view.language)
        sides.append(Side(view=seen, name=version_name(version), asks=f"version={version.version_id[:ID_LENGTH]}"))
    return sides[0], sides[1]


def _scenario(view: View, chain: ChainResult, value: str) -> tuple[Side, Side] | None:
    steps = decoded(value)
    only = view.only(chain.chain.chain_id)
    if not any(not isinstance(one, UnknownName) for one in understood(only, steps)):
        return None
    after = after_view(only, scenario_of(only, steps))
    return Side(view=only, name=view.say("map.as-it-is")), Side(view=after, name=view.say("map.scenario"), asks="drawn")


def _has(view: View, chain_id: str) -> bool:
    return any(one.chain.chain_id == chain_id for one in view.assessment.chains)


@st.cache_resource(show_spinner=False, max_entries=_KEPT)
def _difference(key: str, asked: str, chain_id: str, language: str, _sides: tuple[Side, Side]) -> Elements:
    return difference_elements(*_sides, chain_id, details=False)
