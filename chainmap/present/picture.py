"""The chain map as a still picture, PNG, from the same positions and looks as the page. The SVG is that of chain_svg.py.

Drawn with matplotlib; equal inputs give equal bytes on one machine. Without a font for Chinese nothing is drawn.
"""

import io
from collections import Counter
from collections.abc import Sequence

from matplotlib import font_manager, rc_context
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import FancyBboxPatch, PathPatch, Polygon
from matplotlib.path import Path as Outline

from chainmap.analysis.assessment import ChainResult, SegmentResult
from chainmap.present.drafting import LINE, NAME_SIZE, NOTE_SIZE, NOTE_UP, PADDING, TOP
from chainmap.present.layout import Layout, Point, layout
from chainmap.present.lettering import text_width
from chainmap.present.plan_mark import plan_mark, whole_plans
from chainmap.present.verdict_style import LEGEND, LIGHT, STYLES, Border, Fill, Style, tint
from chainmap.present.view import View

# Looked for in this order; each has simplified Chinese.
CJK_FONTS = (
    "Noto Sans CJK SC",
    "PingFang SC",
    "PingFang HK",
    "Microsoft YaHei",
    "SimHei",
    "Source Han Sans SC",
    "WenQuanYi Micro Hei",
    "WenQuanYi Zen Hei",
    "Noto Sans SC",
)

_HEAD = 52.0  # title and legend, in units of the map
_DASHES: dict[Border, str | tuple[float, tuple[float, ...]]] = {
    Border.SOLID: "solid",
    Border.DASHED: (0, (4, 2.4)),
    Border.DOTTED: (0, (1, 1.9)),
}
_EDGES: dict[bool | None, tuple[float, str | tuple[float, tuple[float, ...]]]] = {
    True: (1.5, "solid"),
    False: (0.7, "solid"),
    None: (0.9, (0, (1, 2.4))),
}
_DOTS_PER_INCH = 144  # twice the units of the map


class FontMissing(Exception):  # noqa: N818
    """No font of `CJK_FONTS` is installed: the picture would be boxes."""


def png(view: View, result: ChainResult, placed: Layout | None = None) -> bytes:
    """The map as PNG, two pixels per unit; raises FontMissing."""
    font = cjk_font()
    if font is None:
        raise FontMissing(", ".join(CJK_FONTS))
    placed = layout(result.chain, view.language) if placed is None else placed
    stream = io.BytesIO()
    # DejaVu ships with matplotlib and has the signs that a CJK font may lack.
    with rc_context({"font.family": [font, "DejaVu Sans"]}):
        figure = _figure(view, result, placed)
        figure.savefig(stream, format="png", dpi=_DOTS_PER_INCH, metadata={"Software": None}, facecolor=LIGHT["paper"])
    return stream.getvalue()


def cjk_font() -> str | None:
    """Family of the first font for Chinese that is installed, or None."""
    installed = {font.name for font in font_manager.fontManager.ttflist}
    return next((name for name in CJK_FONTS if name in installed), None)


def _figure(view: View, result: ChainResult, placed: Layout) -> Figure:
    """A figure of one point per unit, so that sizes of letters and lines are those of the map."""
    figure = Figure(figsize=(placed.width / 72, (placed.height + _HEAD) / 72))
    axes = figure.add_axes((0.0, 0.0, 1.0, 1.0))
    axes.set_xlim(0, placed.width)
    axes.set_ylim(placed.height, -_HEAD)
    axes.set_axis_off()
    _head(axes, view, result, placed)
    for lane in placed.lanes:
        _box(
            axes,
            lane.left,
            lane.top,
            lane.width,
            lane.height,
            fill=LIGHT["ground"],
            line=LIGHT["ground"],
            style=Border.SOLID,
            at=1,
        )
        _text(
            axes,
            lane.left + PADDING,
            lane.top + 8.5,
            lane.label,
            NOTE_SIZE,
            LIGHT["muted"],
            room=lane.width - 2 * PADDING,
            bold=True,
        )
    for dependency in result.chain.dependencies:
        route = placed.routes.get((dependency.upstream, dependency.downstream))
        if route is not None:
            _edge(axes, route, dependency.essential)
    whole = whole_plans(view, result, placed.rooms, NOTE_SIZE)
    for one in result.segments:
        _node(axes, view, one, placed, whole=whole)
    return figure


def _head(axes: Axes, view: View, result: ChainResult, placed: Layout) -> None:
    region = view.region(view.assessment.region)
    _text(
        axes,
        12,
        -_HEAD + 16,
        f"{view.say('map.name', chain=view.chain(result.chain))} · {region}",
        16,
        LIGHT["ink"],
        room=placed.width - 24,
        bold=True,
    )
    counted = Counter(one.verdict for one in result.segments)
    x = 12.0
    for verdict in (verdict for verdict in LEGEND if counted[verdict]):
        text = f"{view.word(verdict)} {counted[verdict]}"
        _text(axes, x, -_HEAD + 38, STYLES[verdict].sign, 12, STYLES[verdict].colour, room=14)
        _text(axes, x + 16, -_HEAD + 38, text, 12, LIGHT["ink"], room=200)
        x += 30 + text_width(text) * 12


def _node(axes: Axes, view: View, result: SegmentResult, placed: Layout, *, whole: bool) -> None:
    segment = result.segment
    box, (x, y) = placed.boxes[segment.segment_id], placed.positions[segment.segment_id]
    style = STYLES[result.verdict]
    left, top = x - box.width / 2, y - box.height / 2
    fill = {Fill.FULL: style.colour, Fill.PAPER: LIGHT["paper"], Fill.TINT: tint(style.colour, LIGHT["paper"])}[style.fill]
    _box(axes, left, top, box.width, box.height, fill=fill, line=style.colour, style=style.border, at=3)
    full = style.fill is Fill.FULL
    room = box.width - 2 * PADDING
    for at, line in enumerate(box.lines):
        _text(
            axes,
            left + PADDING,
            top + TOP + LINE * (at + 0.5),
            line,
            NAME_SIZE,
            "#FFFFFF" if full else LIGHT["ink"],
            room=room,
            bold=full,
        )
    mark = plan_mark(segment.policy_action, view.language)
    plan = view.word(segment.policy_action) if mark and whole else mark
    _note(axes, (left + PADDING, left + box.width - PADDING, top + box.height - NOTE_UP), style, view.word(result.verdict), plan)


def _note(axes: Axes, span: tuple[float, float, float], style: Style, word: str, plan: str) -> None:
    """Sign and word on the left, the plan's action in a small frame on the right."""
    left, right, y = span
    full = style.fill is Fill.FULL
    muted = "#FFFFFF" if full else LIGHT["muted"]
    frame = 0.0
    if plan:
        frame = min(text_width(plan) * (NOTE_SIZE - 0.5) + 7, 0.6 * (right - left))
        _box(
            axes,
            right - frame + 2,
            y + 0.9 - NOTE_SIZE * 0.51,
            frame,
            NOTE_SIZE * 1.02,
            fill="none",
            line=muted,
            style=Border.SOLID,
            at=4,
            thin=True,
        )
        _text(axes, right - frame + 5.5, y + 0.7, plan, NOTE_SIZE - 0.5, muted, room=frame - 6)
    _text(axes, left, y, style.sign, NOTE_SIZE, "#FFFFFF" if full else style.colour, room=NOTE_SIZE * 1.2)
    _text(
        axes,
        left + NOTE_SIZE * 1.25,
        y,
        word,
        NOTE_SIZE,
        "#FFFFFF" if full else LIGHT["ink"],
        room=right - left - frame - NOTE_SIZE * 1.25,
    )


def _edge(axes: Axes, route: Sequence[Point], essential: bool | None) -> None:
    width, style = _EDGES[essential]
    colour = tint(LIGHT["muted"], LIGHT["paper"], 0.6)
    x, y = route[-1]
    forwards = 1 if route[-2][0] <= x else -1
    points, codes = [route[0]], [Outline.MOVETO]
    for (x0, y0), (x1, y1) in zip(route, [*route[1:-1], (x - 3 * forwards, y)], strict=False):
        middle = (x0 + x1) / 2
        points += [(middle, y0), (middle, y1), (x1, y1)]
        codes += [Outline.CURVE4] * 3
    axes.add_patch(
        PathPatch(
            Outline(points, codes), fill=False, edgecolor=colour, linewidth=width, linestyle=style, capstyle="butt", zorder=2
        )
    )
    axes.add_patch(
        Polygon([(x, y), (x - 5 * forwards, y - 2.8), (x - 5 * forwards, y + 2.8)], facecolor=colour, edgecolor="none", zorder=2)
    )


def _box(
    axes: Axes,
    left: float,
    top: float,
    width: float,
    height: float,
    *,
    fill: str,
    line: str,
    style: Border,
    at: int,
    thin: bool = False,
) -> None:
    corners = f"round,pad=0,rounding_size={2.5 if thin else 6}"
    box = FancyBboxPatch((left, top), width, height, boxstyle=corners, facecolor=fill, edgecolor=line)
    box.set(linewidth=0.6 if thin else 1.2, linestyle=_DASHES[style], zorder=at)
    axes.add_patch(box)


def _text(axes: Axes, x: float, y: float, text: str, size: float, colour: str, *, room: float, bold: bool = False) -> None:
    """One line, made smaller where it would not fit; a dollar sign is a dollar sign."""
    fitted = min(size, room / max(text_width(text), 0.01))
    axes.text(
        x,
        y,
        text,
        fontsize=fitted,
        color=colour,
        weight="bold" if bold else "normal",
        va="center_baseline",
        ha="left",
        zorder=5,
        parse_math=False,
    )
