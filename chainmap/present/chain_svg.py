"""The chain map as SVG, from the same values as the page: text as text, fonts named, nothing loaded. For editing and print.

Equal inputs give equal bytes. No font is needed to write it; the reader's program needs one with Chinese.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any, cast
from xml.sax.saxutils import escape, quoteattr

from chainmap.analysis.assessment import ChainResult
from chainmap.present.chain_map import Elements, elements
from chainmap.present.drafting import LINE, NAME_SIZE, NOTE_SIZE, NOTE_UP, PADDING, TOP
from chainmap.present.folding import PREFIX, box_of, folded_map
from chainmap.present.layout import Layout
from chainmap.present.lettering import text_width
from chainmap.present.map_detail import Json
from chainmap.present.verdict_style import FONTS, LIGHT, TINT_SHARE, tint
from chainmap.present.view import View

_HEAD, _FOOT = 62.0, 50.0
_NOTE_ROW = 18.0
_LINES = {"essential": (1.7, "", 0.62), "not-essential": (0.9, "", 0.55), "unknown": (1.2, "1.4 3", 0.6)}
_DASHES = {"solid": "", "dashed": "5 3", "dotted": "1.2 2.6"}
_LETTERS = {"name": NAME_SIZE, "note": NOTE_SIZE}
_WIDEST_WORDS = 1130.0  # longer words above and below the drawing are squeezed


def svg(view: View, result: ChainResult, placed: Layout | None = None) -> bytes:
    """The map of a chain with its verdicts, in UTF-8."""
    return svg_of(elements(view, result, placed, details=False), result)


def svg_of(shown: Elements, result: ChainResult, *, region: str = "", fold: Sequence[str] = ()) -> bytes:
    """What the page shows, in UTF-8: coloured for a region of its ladder, with these groups of `result` folded."""
    found = cast("dict[str, Any]", shown)
    known = {step["id"]: step for step in found["ladder"]}
    chosen = region if region in known else found["start"]
    folded = cast("dict[str, Any] | None", folded_map(result, "en" if found["language"] == "en" else "zh", fold))
    drawing = folded or found
    note, (width, height) = known[chosen]["note"], drawing["size"]
    head = _HEAD + (_NOTE_ROW if note else 0.0)
    # A small drawing is no reason to squeeze what is said about it.
    total_width = max(width, min(_WIDEST_WORDS, _words_width(found, chosen, known[chosen])))
    parts = [
        *_heading(found, chosen, known[chosen], total_width),
        f'<g transform="translate({_n((total_width - width) / 2)} {_n(head)})">',
        *(part for lane in drawing["lanes"] for part in _lane(lane)),
        *(part for edge in _lines(found, folded, result) for part in _edge(edge, _change(found, chosen, edge))),
        *_boxes(found, folded, result, chosen, fold),
        "</g>",
        *_line_key(found, chosen, head + height + 16),
        _text(12, head + height + 36, found["source"], 11, LIGHT["muted"], room=total_width - 24),
    ]
    fonts = ", ".join(f"'{font}'" if " " in font else font for font in FONTS)
    total = head + height + _FOOT
    size = f'width="{_n(total_width)}" height="{_n(total)}"'
    opening = (
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} viewBox="0 0 {_n(total_width)} {_n(total)}" '
        f'font-family={quoteattr(fonts)} role="img" aria-label={quoteattr(_clean(found["name"]))}>'
    )
    paper = f'<rect {size} fill="{LIGHT["paper"]}"/>'
    title = f"<title>{escape(_clean(found['title']))}</title>"
    return "\n".join(['<?xml version="1.0" encoding="UTF-8"?>', opening, title, paper, *parts, "</svg>", ""]).encode()


def _heading(found: dict[str, Any], region: str, step: dict[str, Any], width: float) -> Iterator[str]:
    """Title, what the colours mean, and the legend with its numbers."""
    yield _text(12, 22, f"{found['name']} · {step['label']}", 16, LIGHT["ink"], bold=True, room=width - 24)
    y = 46.0
    if step["note"]:
        yield _text(12, y - 4, step["note"], 11, LIGHT["muted"], room=width - 24)
        y += _NOTE_ROW
    x = 12.0
    for look, text in _legend(found, region):
        yield _text(x, y, look["sign"], 12, look["colour"], bold=True)
        yield _text(x + 16, y, text, 12, LIGHT["ink"])
        x += 30 + text_width(text) * 12


def _legend(found: dict[str, Any], region: str) -> list[tuple[dict[str, Any], str]]:
    """Every look that occurs, with its word and how many segments wear it."""
    counted = Counter(node["looks"][region] for node in found["nodes"])
    looks = found["looks"]
    return [(looks[key], f"{looks[key]['word']} {counted[key]}") for key in sorted(counted, key=lambda one: looks[one]["order"])]


def _words_width(found: dict[str, Any], region: str, step: dict[str, Any]) -> float:
    """How wide the longest line above or below the drawing is."""
    legend = sum(30 + text_width(text) * 12 for _, text in _legend(found, region))
    key = sum(45 + text_width(found["texts"][text]) * 11 for text in (*(f"line-{kind}" for kind in _LINES), "legend-mark"))
    title = text_width(f"{found['name']} · {step['label']}") * 16
    return 24 + max(legend, key, title, text_width(step["note"]) * 11, text_width(found["source"]) * 11)


def _line_key(found: dict[str, Any], region: str, y: float) -> Iterator[str]:
    """What the lines mean, and the frame in a box where one is drawn."""
    x = 12.0
    for kind, (width, dash, _) in _LINES.items():
        text = found["texts"][f"line-{kind}"]
        dashes = f' stroke-dasharray="{dash}" stroke-linecap="round"' if dash else ""
        yield f'<path d="M{_n(x)} {_n(y)}h22" stroke="{LIGHT["muted"]}" stroke-width="{width}"{dashes}/>'
        yield _text(x + 27, y, text, 11, LIGHT["muted"])
        x += 45 + text_width(text) * 11
    if any(_is_framed(node, region) for node in found["nodes"]):
        yield f'<rect x="{_n(x)}" y="{_n(y - 5)}" width="15" height="10" rx="2.5" fill="none" stroke="{LIGHT["muted"]}"/>'
        yield _text(x + 21, y, found["texts"]["legend-mark"], 11, LIGHT["muted"])


def _is_framed(node: dict[str, Any], region: str) -> bool:
    """Whether the box shows the plan's action: where it has nothing else to say on that line."""
    return bool(node["plan"]) and not (node.get("notes") or {}).get(region)


def _lines(found: dict[str, Any], folded: dict[str, Any] | None, result: ChainResult) -> Iterator[dict[str, Any]]:
    """The lines to draw; one between folded groups came or went only where all came, or all went, that it stands for."""
    if folded is None:
        yield from found["edges"]
        return
    boxes = {one.segment_id: box_of(one, folded["groups"]) for one in result.chain.segments}
    changes: dict[tuple[str, str], set[str]] = {}
    for edge in found["edges"]:
        changes.setdefault((boxes[edge["from"]], boxes[edge["to"]]), set()).add(edge.get("change", ""))
    for edge in folded["edges"]:
        kinds = changes[edge["from"], edge["to"]]
        yield edge | {"change": kinds.pop() if len(kinds) == 1 else ""}


def _change(found: dict[str, Any], region: str, edge: dict[str, Any]) -> dict[str, Any] | None:
    """The look of a line that came or went, where the difference is shown."""
    change = edge.get("change") if region == "change" else ""
    return cast("dict[str, Any]", found["looks"][f"{region}:{change}"]) if change else None


def _lane(lane: dict[str, Any]) -> Iterator[str]:
    yield _rectangle(lane["left"], lane["top"], lane["width"], lane["height"], fill=LIGHT["ground"])
    room = lane["width"] - 2 * PADDING
    yield _text(lane["left"] + PADDING, lane["top"] + 8.5, lane["label"], _LETTERS["note"], LIGHT["muted"], bold=True, room=room)


def _edge(edge: dict[str, Any], change: dict[str, Any] | None = None) -> Iterator[str]:
    width, dash, share = _LINES[edge["line"]]
    colour = tint(LIGHT["muted"], LIGHT["paper"], share)
    if change:
        width, dash, colour = 2.0, "5 3" if change["border"] == "dashed" else "", change["colour"]
    route = edge["route"]
    x, y = route[-1]
    backwards = -1.0 if route[-2][0] > x else 1.0
    path = [f"M{_n(route[0][0])} {_n(route[0][1])}"]
    for (x0, y0), (x1, y1) in pairwise([*route[:-1], [x - 3 * backwards, y]]):
        middle = _n((x0 + x1) / 2)
        path.append(f"C{middle} {_n(y0)} {middle} {_n(y1)} {_n(x1)} {_n(y1)}" if abs(y0 - y1) >= 0.01 else f"L{_n(x1)} {_n(y1)}")
    dashes = f' stroke-dasharray="{dash}" stroke-linecap="round"' if dash else ""
    yield f'<path d="{"".join(path)}" fill="none" stroke="{colour}" stroke-width="{_n(width)}"{dashes}/>'
    size = 5.5 if edge["line"] == "essential" else 4.5
    back = x - size * backwards
    yield f'<path d="M{_n(x)} {_n(y)}L{_n(back)} {_n(y - size * 0.55)}L{_n(back)} {_n(y + size * 0.55)}Z" fill="{colour}"/>'


def _boxes(
    found: dict[str, Any], folded: dict[str, Any] | None, result: ChainResult, region: str, fold: Sequence[str]
) -> Iterator[str]:
    """Every box: a segment, or a folded group with its segments."""
    if folded is None:
        for node in found["nodes"]:
            yield from _segment(found, node, node, region)
        return
    groups = set(folded["groups"])
    members: dict[str, list[dict[str, Any]]] = {}
    for segment, node in zip(result.chain.segments, found["nodes"], strict=True):
        members.setdefault(box_of(segment, groups), []).append(node)
    for box_id, place in folded["boxes"].items():
        if box_id.startswith(PREFIX):
            yield from _group(found, place, members[box_id], region)
        else:
            yield from _segment(found, members[box_id][0], place, region)


def _segment(found: dict[str, Any], node: dict[str, Any], place: dict[str, Any], region: str) -> Iterator[str]:
    look = found["looks"][node["looks"][region]]
    left, top = place["x"] - place["width"] / 2, place["y"] - place["height"] / 2
    full = look["fill"] == "full"
    ink, muted = ("#FFFFFF", "#FFFFFF") if full else (LIGHT["ink"], LIGHT["muted"])
    fills = {"full": look["colour"], "paper": LIGHT["paper"], "tint": tint(look["colour"], LIGHT["paper"], TINT_SHARE)}
    yield f"<g><title>{escape(_clean(node['label']))}</title>"
    yield _rectangle(
        left, top, place["width"], place["height"], fill=fills[look["fill"]], line=look["colour"], dash=_DASHES[look["border"]]
    )
    room = place["width"] - 2 * PADDING
    yield from _name(place["lines"], left + PADDING, top, room, ink, bold=full)
    y, right = top + place["height"] - NOTE_UP, left + place["width"] - PADDING
    note = (node.get("notes") or {}).get(region)
    if _is_framed(node, region):
        plan = node["plan_mark"]
        frame = min(text_width(plan) * (_LETTERS["note"] - 0.5) + 7, 0.6 * room)
        yield _rectangle(right - frame + 2, y - 4.2, frame, 11.5, fill="none", line=muted, thick=0.7, radius=2.5)
        yield _text(right - frame / 2 + 2, y + 1, plan, _LETTERS["note"] - 0.5, muted, room=frame - 4, middle=True)
        right -= frame + 4
    yield _text(left + PADDING, y, look["sign"], _LETTERS["note"], "#FFFFFF" if full else look["colour"], bold=True)
    start = left + PADDING + _LETTERS["note"] * 1.25
    yield _text(start, y, note or look["word"], _LETTERS["note"], ink, room=right - start)
    yield "</g>"


def _group(found: dict[str, Any], place: dict[str, Any], members: list[dict[str, Any]], region: str) -> Iterator[str]:
    """A stack that wears the look of its worst segment, with the group's name and its counts."""
    counted = Counter(node["looks"][region] for node in members)
    keys = sorted(counted, key=lambda one: found["looks"][one]["order"])
    worst = found["looks"][keys[0]]
    colour, dash = worst["colour"], _DASHES[worst["border"]]
    left, top = place["x"] - place["width"] / 2, place["y"] - place["height"] / 2
    for shift in (6, 3):
        line = tint(colour, LIGHT["paper"], 0.6)
        yield _rectangle(
            left + shift, top + shift, place["width"], place["height"], fill=LIGHT["paper"], line=line, dash=dash, thick=1
        )
    fill = LIGHT["paper"] if worst["fill"] == "paper" else tint(colour, LIGHT["paper"], TINT_SHARE)
    yield _rectangle(left, top, place["width"], place["height"], fill=fill, line=colour, dash=dash, thick=1.6)
    yield _rectangle(left, top, 5, place["height"], fill=colour, radius=2.5)
    yield from _name(place["lines"], left + PADDING + 2, top, place["width"] - 2 * PADDING, LIGHT["ink"], bold=True)
    x, y, size = left + PADDING + 2, top + place["height"] - NOTE_UP, _LETTERS["note"]
    # Two looks that share a sign are one number.
    signs = {found["looks"][key]["sign"]: found["looks"][key]["colour"] for key in reversed(keys)}
    for sign in dict.fromkeys(found["looks"][key]["sign"] for key in keys):
        number = str(sum(counted[key] for key in keys if found["looks"][key]["sign"] == sign))
        yield _text(x, y, sign, size, signs[sign], bold=True)
        yield _text(x + size * 1.15, y, number, size, LIGHT["ink"], bold=True)
        x += size * 1.15 + text_width(number) * size + 7


def _name(lines: Sequence[str], x: float, top: float, room: float, colour: str, *, bold: bool) -> Iterator[str]:
    for at, line in enumerate(lines):
        yield _text(x, top + TOP + 0.5 + LINE * (at + 0.5), line, _LETTERS["name"], colour, bold=bold, room=room)


def _rectangle(
    left: float, top: float, width: float, height: float, *, fill: str, line: str = "", dash: str = "", **size: float
) -> str:
    stroke = f' stroke="{line}" stroke-width="{_n(size.get("thick", 1.4))}"' if line else ""
    dashes = f' stroke-dasharray="{dash}"' if dash else ""
    box = f'x="{_n(left)}" y="{_n(top)}" width="{_n(width)}" height="{_n(height)}" rx="{_n(size.get("radius", 6.0))}"'
    return f'<rect {box} fill="{fill}"{stroke}{dashes}/>'


def _text(
    x: float, y: float, text: str, size: float, colour: str, *, bold: bool = False, room: float = 0.0, middle: bool = False
) -> str:
    """One line; squeezed where it would be wider than its room."""
    width = text_width(text) * size
    squeezed = f' textLength="{_n(room)}" lengthAdjust="spacingAndGlyphs"' if room and width > room * 1.02 else ""
    weight = ' font-weight="600"' if bold else ""
    anchor = ' text-anchor="middle"' if middle else ""
    place = f'x="{_n(x)}" y="{_n(y)}" dy=".35em" font-size="{_n(size)}"'
    return f'<text {place} fill="{colour}"{weight}{anchor}{squeezed}>{escape(_clean(text))}</text>'


def _n(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")


def _clean(text: Json) -> str:
    """Without the characters that XML has no way to write."""
    return "".join(one for one in str(text) if one >= " " and not "\ud800" <= one <= "\udfff" and one not in "\ufffe\uffff")
