"""The interactive map of a chain: nodes and edges as plain JSON for the page, and one offline HTML file.

pyvis builds nodes, edges and options; positions are those of `present.layout`; vis-network comes from pyvis's own folder.
How it is drawn and what a click does is in chain_map.js, which page and file share. Texts of users enter as JSON only.
"""

import json
from collections.abc import Collection, Mapping
from enum import StrEnum
from functools import cache
from html import escape
from importlib.resources import files
from typing import Literal, cast

import pyvis.network

from chainmap.analysis.assessment import ChainResult, SegmentResult
from chainmap.model.chain import Chain
from chainmap.model.vocabulary import PolicyAction, Verdict
from chainmap.present.drafting import NAME_SIZE, NOTE_SIZE, TALL, WIDE
from chainmap.present.folding import LINES, foldable, folded_map, group_boxes, lanes_json
from chainmap.present.layout import Layout, layout
from chainmap.present.map_detail import Json, detail, narrowed, search_key
from chainmap.present.map_state import folded, read
from chainmap.present.numbers import day, percent
from chainmap.present.plan_mark import mark_legend, plan_mark, whole_plans
from chainmap.present.verdict_style import (
    COVER_LEGEND,
    COVER_STYLES,
    DARK,
    FONTS,
    LEGEND,
    LIGHT,
    STYLES,
    TINT_SHARE,
    CoverState,
    Style,
    cover_state,
)
from chainmap.present.view import View

Theme = Literal["auto", "light", "dark"]
Elements = dict[str, Json]

VIS_SHA256 = "1f20f0736f32cb9bedf8f6383b25cfea2f839e1abe80d6e8040b4d5bea378c69"  # of the vis-network 9.1.2 in pyvis 0.3.2

_SCRIPTS = (
    "chain_map_fold.js",
    "chain_map_graph.js",
    "chain_map_drawing.js",
    "chain_map_panel.js",
    "chain_map_tools.js",
    "chain_map.js",
    "chain_map_filter.js",
    "chain_map_keys.js",
)
_STYLE = "chain_map.css"
_ID_LENGTH = 8
# vis-network draws nothing by itself but the canvas: the scripts draw, it pans, zooms and finds what was clicked.
_OPTIONS: dict[str, Json] = {
    "autoResize": True,
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False},
    "interaction": {
        "dragNodes": False, "dragView": True, "zoomView": True, "hover": True, "keyboard": {"enabled": False},
        "multiselect": False, "navigationButtons": False, "selectConnectedEdges": False, "hoverConnectedEdges": False,
        "tooltipDelay": 100000,
    },
    "nodes": {"chosen": False, "shape": "custom"},
    "edges": {"chosen": False, "smooth": False},
}  # fmt: skip


def elements(
    view: View, result: ChainResult, placed: Layout | None = None, *, details: bool = True, theme: Theme = "auto"
) -> Elements:
    """All that the map shows, as plain JSON: nodes, edges, options, looks per region of the ladder, lanes and texts.

    Equal inputs give equal values. Without `details` a click only tells which segment it was: the page shows the rest.
    """
    placed = layout(result.chain, view.language) if placed is None else placed
    net = pyvis.network.Network(directed=True)
    few = narrowed(view, result.chain) if details else view
    whole = whole_plans(view, result, placed.rooms, NOTE_SIZE)
    net.nodes = [_node(few, result, one, placed, details=details, whole=whole) for one in result.segments]
    net.edges = _edges(result.chain, placed)
    net.set_options(json.dumps(_OPTIONS))
    nodes, edges, _, _, _, options = net.get_network_data()
    region = view.assessment.region
    title = view.say("map.title", chain=view.chain(result.chain), region=view.region(region))
    return {
        "chain": result.chain.chain_id,
        "title": title,
        "name": view.say("map.name", chain=view.chain(result.chain)),
        "language": view.language,
        "theme": theme,
        "details": details,
        "focal": region,
        "start": region,
        "source": _source(view, result.chain),
        "ladder": [_step(view, one) for one in view.assessment.ladder],
        "looks": _looks(view),
        "nodes": cast("Json", nodes),
        "edges": cast("Json", edges),
        "options": json.loads(options),
        "lanes": lanes_json(placed),
        "groups": list(foldable(result.chain)),
        "group_boxes": group_boxes(result, view.language),
        "size": [placed.width, placed.height],
        "letters": {
            "name": NAME_SIZE,
            "note": NOTE_SIZE,
            "fonts": ", ".join(f'"{font}"' if " " in font else font for font in FONTS),
        },
        "palette": {"light": dict(LIGHT), "dark": dict(DARK), "tint": TINT_SHARE},
        "texts": _texts(view, _plans(result), whole=whole),
    }


def html(
    view: View,
    result: ChainResult,
    placed: Layout | None = None,
    *,
    theme: Theme = "auto",
    shown: Elements | None = None,
    state: Mapping[str, Json] | None = None,
) -> str:
    """One HTML file with the whole map, to be opened without any network. Equal inputs give equal text.

    `shown` are other elements with details than those of the chain as it is; the file opens in the `state` (map_state.py).
    """
    found = elements(view, result, placed, theme=theme) if shown is None else shown
    state = dict(state or read(""))
    options = {
        "folds": _folds(view, result, state),
        "state": state,
    }
    return _PAGE.format(
        language="en" if view.language == "en" else "zh-CN",
        policy=_POLICY,
        title=escape(str(found["title"])),
        style=style_source(),
        vis=vis_source(),
        script=script_source(),
        data=script_json(found),
        options=script_json(cast("Json", options)),
    )


def _folds(view: View, result: ChainResult, state: Mapping[str, Json]) -> list[Json]:
    """The map with all groups folded, and as it is in the state; others the file lays out itself, less well.

    Each for a wide page and for a tall one, which needs places of its own with nothing folded too.
    """
    wanted = dict.fromkeys(((), tuple(foldable(result.chain)), tuple(folded(state))))
    return [one for page in (WIDE, TALL) for groups in wanted if (one := folded_map(result, view.language, groups, page))]


def script_json(value: Json) -> str:
    """JSON that may stand in a script element: nothing in it ends the element, opens a comment or breaks a line."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return text


@cache
def vis_source() -> str:
    """The vis-network that ships inside pyvis; `VIS_SHA256` is its hash."""
    return files("pyvis").joinpath("templates/lib/vis-9.1.2/vis-network.min.js").read_bytes().decode("utf-8")


@cache
def script_source() -> str:
    """Our own script: defines `createChainMap(root, elements, onSelect)`, needs the global `vis`."""
    return "\n".join(files("chainmap.present").joinpath(name).read_text(encoding="utf-8") for name in _SCRIPTS)


@cache
def style_source() -> str:
    """The style sheet of the map."""
    return files("chainmap.present").joinpath(_STYLE).read_text(encoding="utf-8")


def _node(
    view: View, chain: ChainResult, result: SegmentResult, placed: Layout, *, details: bool, whole: bool
) -> dict[str, Json]:
    segment = result.segment
    x, y = placed.positions[segment.segment_id]
    box = placed.boxes[segment.segment_id]
    plan = "" if segment.policy_action is PolicyAction.NONE else view.word(segment.policy_action)
    mark = plan_mark(segment.policy_action, view.language)
    node: dict[str, Json] = {
        "id": segment.segment_id, "label": view.segment(segment), "shape": "custom", "physics": False, "fixed": True,
        "x": x, "y": y, "lines": list(box.lines), "width": box.width, "height": box.height,
        "layer": placed.layers[segment.segment_id], "group_name": segment.group,
        "group_label": view.group(chain.chain, segment.group), "plan": plan,
        "plan_mark": plan if whole else mark, "plan_short": mark, "action": view.word(result.action),
        "stage": view.word(segment.stage), "stage_id": segment.stage.value, "action_id": result.action.value,
        "plan_id": "" if segment.policy_action is PolicyAction.NONE else segment.policy_action.value,
        "looks": {region: _look(view, result, region) for region in view.assessment.ladder},
        "cover": {region: percent(result.cover[region].lo) for region in view.assessment.ladder},
        "search": search_key(segment),
    }  # fmt: skip
    if details:
        node["detail"] = cast("Json", detail(view, chain, result))
    return node


def _plans(result: ChainResult) -> set[PolicyAction]:
    return {one.segment.policy_action for one in result.segments}


def _look(view: View, result: SegmentResult, region: str) -> str:
    """Key into `looks`: the verdict at the focal region, the state of the cover elsewhere."""
    if region == view.assessment.region:
        return f"verdict:{result.verdict.value}"
    return f"cover:{cover_state(result, region, view.assessment.parameters.weak_below).value}"


def _edges(chain: Chain, placed: Layout) -> list[dict[str, Json]]:
    """One edge per dependency; hidden to vis-network, which would draw it straight: the route is drawn instead."""
    return [
        {
            "id": f"{one.upstream} → {one.downstream}", "from": one.upstream, "to": one.downstream, "arrows": "to",
            "hidden": True, "physics": False, "line": LINES[one.essential], "substitutes": one.substitute_group or "",
            "route": [list(point) for point in placed.routes[one.upstream, one.downstream]],
        }
        for one in chain.dependencies
        if (one.upstream, one.downstream) in placed.routes
    ]  # fmt: skip


def _looks(view: View) -> dict[str, Json]:
    verdicts: list[tuple[str, Verdict | CoverState, Style]] = [(f"verdict:{one.value}", one, STYLES[one]) for one in LEGEND]
    states: list[tuple[str, Verdict | CoverState, Style]] = [
        (f"cover:{one.value}", one, COVER_STYLES[one]) for one in COVER_LEGEND
    ]
    return {key: look_json(view, one, style, at) for at, (key, one, style) in enumerate(verdicts + states)}


def look_json(view: View, member: StrEnum, style: Style, order: int) -> Json:
    """A look with its word and its place in the legend."""
    return {
        "word": view.word(member), "sign": style.sign, "colour": style.colour, "dark": style.dark_colour,
        "border": style.border.value, "fill": style.fill.value, "order": order,
    }  # fmt: skip


def _step(view: View, region: str) -> Json:
    focal = view.assessment.region
    if region == focal:
        return {"id": region, "label": view.say("map.by-verdict", region=view.region(region)), "note": ""}
    share = percent(view.assessment.parameters.weak_below)
    note = view.say("map.cover-note", focal=view.region(focal), region=view.region(region), share=share)
    return {"id": region, "label": view.say("map.by-cover", region=view.region(region)), "note": note}


def _source(view: View, chain: Chain) -> str:
    """Where the picture comes from, for exports: file or version, and how old the data are."""
    version = view.assessment.version
    source = f"{chain.file} · {version[:_ID_LENGTH]}" if version else chain.file
    if chain.as_of is None:
        return view.say("map.source-undated", source=source)
    return view.say("map.source", source=source, date=day(chain.as_of))


def _texts(view: View, plans: Collection[PolicyAction], *, whole: bool) -> dict[str, Json]:
    texts: dict[str, Json] = {code: view.say(f"map.{code}") for code in _CODES}
    return texts | {
        "legend-mark": mark_legend(() if whole else plans, view.language),
        "legend-mark-short": mark_legend(plans, view.language),
        "matches": view.say("map.matches", count="#"),
        "members": view.say("map.members", count="#"),
        "shown": view.say("map.shown", shown="#", count="##"),
        "folded": view.say("map.folded", group="#", count="##", worst="###"),
        "essential": view.say("essential.yes"),
        "not-essential": view.say("essential.no"),
        "unknown": view.say("essential.unknown"),
        "none": view.say("detail.none"),
        "plan": view.say("detail.plan"),
        "numbers": view.say("detail.numbers"),
        "would-change": view.say("detail.would-change"),
    }


_CODES = (
    "keys", "search", "ladder", "filter", "groups", "collapse-all", "expand-all", "table", "zoom-in", "zoom-out", "fit",
    "full-screen", "export", "close", "line-essential", "line-not-essential", "line-unknown", "upstream",
    "filter-menu", "filter-action", "filter-plan", "filter-stage", "filter-group", "filter-none", "filter-clear", "fold-hint",
    "hits", "search-short", "no-hits", "downstream", "column-segment",
    "column-verdict", "column-group", "column-plan", "column-action", "empty", "sides",
)  # fmt: skip

# What the file may do: run its own scripts and save a picture. It asks for nothing.
_POLICY = "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data: blob:"
_PAGE = """<!DOCTYPE html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<title>{title}</title>
<style>
{style}
</style>
</head>
<body class="cmap-page">
<main id="map"></main>
<script>
{vis}
</script>
<script type="application/json" id="elements">{data}</script>
<script type="application/json" id="options">{options}</script>
<script>
{script}
{{
  const read = (id) => JSON.parse(document.getElementById(id).textContent);
  window.map = createChainMap(document.getElementById("map"), read("elements"), read("options"));
}}
</script>
</body>
</html>
"""
