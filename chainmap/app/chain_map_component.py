"""The chain map as a part of a page: shows `present.chain_map.elements`, tells which segment was clicked.

The scripts are those of the offline file; chain_map_component.js only joins them to Streamlit. vis-network is the one
inside pyvis, sent by this server: nothing is loaded from elsewhere.

A component is sent anew, scripts and all, whenever one of its values changes. So scripts and elements have components of
their own, whose messages stay equal and are sent once; what changes with a click is a small one.
"""

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import streamlit as st

from chainmap.present.chain_map import Elements, script_source, style_source, vis_source
from chainmap.present.map_detail import Json
from chainmap.present.map_state import read

_HERE = Path(__file__).parent
_CSS = style_source() + (_HERE / "chain_map_component.css").read_text(encoding="utf-8")
_READY = 'globalThis.dispatchEvent(new Event("chainmap-ready"));'
_SCRIPTS = f"""{vis_source()}
{script_source()}
globalThis.chainmapScripts = {{ create: createChainMap, css: {json.dumps(_CSS, ensure_ascii=False)} }};
export default function () {{
  {_READY}
}}
"""
_KEPT = 12  # maps whose values the browser keeps
_VALUES = f"""
export default function ({{ data }}) {{
  const values = (globalThis.chainmapValues ??= new Map());
  values.delete(data.name);
  values.set(data.name, data.elements);
  if (values.size > {_KEPT}) values.delete(values.keys().next().value);
  {_READY}
}}
"""
_scripts = st.components.v2.component("chainmap.map_scripts", js=_SCRIPTS)
_values = st.components.v2.component("chainmap.map_values", js=_VALUES)
_component = st.components.v2.component(
    "chainmap.chain_map", html="<div class='cmap-host'></div>", js=(_HERE / "chain_map_component.js").read_text(encoding="utf-8")
)


def chain_map(
    elements: Elements,
    *,
    key: str,
    selected: str | None = None,
    state: Mapping[str, Json] | None = None,
    folds: Sequence[Json] = (),
    height: int | None = 720,
    on_select: Callable[[str | None], None] | None = None,
    on_state: Callable[[Mapping[str, object]], None] | None = None,
    tall: bool = False,
    on_tall: Callable[[bool], None] | None = None,
) -> str | None:
    """Shows the map; returns the id of the segment that was clicked (or opened by key) since the last run, else None.

    `selected` is the segment that stands out, with all before and behind it; a click on it, beside it or Escape takes that
    back. `on_select` is called before the page runs again, with the id, or with None when the selection was taken back;
    `on_state` with how the map is coloured, filtered and folded (map_state.py), whose layout belongs into `folds`. Without
    `on_state` the map keeps these to itself. `on_tall` is called when the map became higher than wide or the other way; for
    a `tall` one `folds` has places of their own. A `height` of None fills the
    element that it stands in, of which the page's style sheet says how high it is.
    """

    def chosen() -> None:
        event = (st.session_state.get(key) or {}).get("chosen")  # gone when the page was left before it came
        if on_select is not None and isinstance(event, dict):
            on_select(event["segment"])

    def shown() -> None:
        event = st.session_state[key].get("shown")
        if on_state is not None and isinstance(event, dict):
            on_state(event)

    def turned() -> None:
        event = (st.session_state.get(key) or {}).get("turned")
        if on_tall is not None and isinstance(event, dict):
            on_tall(bool(event["tall"]))

    name = hashlib.sha256(json.dumps(elements, sort_keys=True).encode()).hexdigest()
    with st.container(key=f"unseen_{key}"):
        _scripts(key=f"{key}_scripts")
        _values(key=f"{key}_values", data={"name": name, "elements": elements})
    data = {
        "values": name,
        "selected": selected,
        "state": dict(state or read("")),
        "folds": list(folds),
        "height": height,
        "live": on_state is not None,
        "tall": tall,
    }
    result = _component(
        key=key, data=data, height=height or "content", on_chosen_change=chosen, on_shown_change=shown, on_turned_change=turned
    )
    event = result.get("chosen")
    return event["segment"] if isinstance(event, dict) else None
