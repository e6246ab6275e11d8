"""The interactive map of a chain: nodes and edges as plain JSON for the page, and one offline HTML file.

pyvis builds nodes, edges and options; positions are those of `present.layout`; vis-network comes from pyvis's own folder.
How it is drawn and what a click does is in chain_map.js, which page and file share. Texts of users enter as JSON only.
"""

import json
from collections import Counter
from functools import cache
from html import escape
from importlib.resources import files
from typing import Literal, cast

import pyvis.network

from chainmap.analysis.assessment import ChainResult, SegmentResult
from chainmap.model.chain import Chain
from chainmap.model.vocabulary import PolicyAction, Verdict
from chainmap.present.layout import NAME_SIZE, NOTE_SIZE, Layout, layout
from chainmap.present.map_detail import Json, detail, narrowed, search_key
from chainmap.present.numbers import percent
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

_SCRIPTS = ("chain_map_graph.js", "chain_map_drawing.js", "chain_map_panel.js", "chain_map.js")
_STYLE = "chain_map.css"
_LINES = {True: "essential", False: "not-essential", None: "unknown"}
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
    net.nodes = [_node(few, result, one, placed, details=details) for one in result.segments]
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
        "ladder": [_step(view, one) for one in view.assessment.ladder],
        "looks": _looks(view),
        "nodes": cast("Json", nodes),
        "edges": cast("Json", edges),
        "options": json.loads(options),
        "lanes": _lanes(placed),
        "groups": _groups(result.chain),
        "size": [placed.width, placed.height],
        "letters": {
            "name": NAME_SIZE,
            "note": NOTE_SIZE,
            "fonts": ", ".join(f'"{font}"' if " " in font else font for font in FONTS),
        },
        "palette": {"light": dict(LIGHT), "dark": dict(DARK), "tint": TINT_SHARE},
        "texts": _texts(view),
    }


def html(view: View, result: ChainResult, placed: Layout | None = None, *, theme: Theme = "auto") -> str:
    """One HTML file with the whole map, to be opened without any network. Equal inputs give equal text."""
    found = elements(view, result, placed, theme=theme)
    return _PAGE.format(
        language="en" if view.language == "en" else "zh-CN",
        policy=_POLICY,
        title=escape(str(found["title"])),
        style=style_source(),
        vis=vis_source(),
        script=script_source(),
        data=script_json(found),
    )


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


def _node(view: View, chain: ChainResult, result: SegmentResult, placed: Layout, *, details: bool) -> dict[str, Json]:
    segment = result.segment
    x, y = placed.positions[segment.segment_id]
    box = placed.boxes[segment.segment_id]
    plan = "" if segment.policy_action is PolicyAction.NONE else view.word(segment.policy_action)
    node: dict[str, Json] = {
        "id": segment.segment_id, "label": view.segment(segment), "shape": "custom", "physics": False, "fixed": True,
        "x": x, "y": y, "lines": list(box.lines), "width": box.width, "height": box.height,
        "layer": placed.layers[segment.segment_id], "group_name": segment.group, "plan": plan, "action": view.word(result.action),
        "looks": {region: _look(view, result, region) for region in view.assessment.ladder},
        "cover": {region: percent(result.cover[region].lo) for region in view.assessment.ladder},
        "search": search_key(segment),
    }  # fmt: skip
    if details:
        node["detail"] = cast("Json", detail(view, chain, result))
    return node


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
            "hidden": True, "physics": False, "line": _LINES[one.essential], "substitutes": one.substitute_group or "",
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
    return {
        key: {
            "word": view.word(one), "sign": style.sign, "colour": style.colour, "dark": style.dark_colour,
            "border": style.border.value, "fill": style.fill.value, "order": at,
        }
        for at, (key, one, style) in enumerate(verdicts + states)
    }  # fmt: skip


def _step(view: View, region: str) -> Json:
    focal = view.assessment.region
    if region == focal:
        return {"id": region, "label": view.say("map.by-verdict", region=view.region(region)), "note": ""}
    share = percent(view.assessment.parameters.weak_below)
    note = view.say("map.cover-note", focal=view.region(focal), region=view.region(region), share=share)
    return {"id": region, "label": view.say("map.by-cover", region=view.region(region)), "note": note}


def _lanes(placed: Layout) -> list[Json]:
    return [
        {
            "group": one.group,
            "left": one.left,
            "top": one.top,
            "width": one.width,
            "height": one.height,
            "members": list(one.segment_ids),
        }
        for one in placed.lanes
    ]


def _groups(chain: Chain) -> list[Json]:
    """Groups of two or more segments, in the order of the sheet: those that can be collapsed."""
    sizes = Counter(segment.group for segment in chain.segments if segment.group)
    return [group for group, size in sizes.items() if size > 1]


def _texts(view: View) -> dict[str, Json]:
    texts: dict[str, Json] = {code: view.say(f"map.{code}") for code in _CODES}
    return texts | {
        "matches": view.say("map.matches", count="#"),
        "members": view.say("map.members", count="#"),
        "essential": view.say("essential.yes"),
        "not-essential": view.say("essential.no"),
        "unknown": view.say("essential.unknown"),
        "none": view.say("detail.none"),
        "plan": view.say("detail.plan"),
        "numbers": view.say("detail.numbers"),
    }


_CODES = (
    "keys", "search", "ladder", "filter", "groups", "collapse-all", "expand-all", "table", "zoom-in", "zoom-out", "fit",
    "full-screen", "export", "close", "line-essential", "line-not-essential", "line-unknown", "legend-mark", "upstream",
    "downstream", "column-segment", "column-verdict", "column-group", "column-plan", "column-action", "empty",
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
<script>
{script}
createChainMap(document.getElementById("map"), JSON.parse(document.getElementById("elements").textContent));
</script>
</body>
</html>
"""
