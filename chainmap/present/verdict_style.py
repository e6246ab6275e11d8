"""How verdicts look: colour, sign, border and fill, one table for pages, map and pictures. Nothing is drawn here.

Away from the focal region there is no verdict; what is known about a segment's cover there is a `CoverState`, which wears
the look of the verdict nearest in meaning.
"""

from dataclasses import dataclass
from enum import StrEnum

from chainmap.analysis.assessment import SegmentResult
from chainmap.model.vocabulary import Verdict


class Border(StrEnum):
    SOLID = "solid"
    DASHED = "dashed"
    DOTTED = "dotted"


class Fill(StrEnum):
    TINT = "tint"  # the colour at `TINT_SHARE` on paper
    PAPER = "paper"
    FULL = "full"  # with white text


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """Colour on white paper and on dark paper, the sign that always stands with it, border and fill of a box."""

    colour: str
    dark_colour: str
    sign: str
    border: Border = Border.SOLID
    fill: Fill = Fill.TINT


class CoverState(StrEnum):
    """What is known about the cover of a segment in a region of the ladder, on what is established."""

    ANCHOR = "anchor"
    COVERED = "covered"
    PARTIAL = "partial"
    COMING = "coming"
    LOCATE = "locate"
    ABSENT = "absent"
    UNCHECKED = "unchecked"


TINT_SHARE = 0.14
FONTS = ("PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Source Han Sans SC", "system-ui", "sans-serif")

# Roles of the page's colours, on white and on dark paper.
LIGHT = {"paper": "#FFFFFF", "ground": "#F6F7F9", "ink": "#1B2430", "muted": "#5B6673", "line": "#E2E6EB", "action": "#0B5FA5"}
DARK = {"paper": "#171D25", "ground": "#10151B", "ink": "#E6EAF0", "muted": "#9BA7B4", "line": "#303A46", "action": "#63B0EE"}

# Hues from Okabe and Ito; missing is darkened so that white text on it has a contrast of 4.5.
STYLES: dict[Verdict, Style] = {
    Verdict.STRONG: Style(colour="#009E73", dark_colour="#22B98D", sign="●"),
    Verdict.FRAGILE: Style(colour="#56B4E9", dark_colour="#56B4E9", sign="◐"),
    Verdict.FOREIGN_HELD: Style(colour="#CC79A7", dark_colour="#D98FB8", sign="⚑"),
    Verdict.HOLLOW: Style(colour="#E69F00", dark_colour="#E69F00", sign="○", fill=Fill.PAPER),
    Verdict.WEAK: Style(colour="#B8860B", dark_colour="#CDA02F", sign="◔"),
    Verdict.COMING: Style(colour="#0072B2", dark_colour="#4BA6DD", sign="▷", border=Border.DASHED, fill=Fill.PAPER),
    Verdict.MISSING: Style(colour="#C04F00", dark_colour="#C04F00", sign="✕", fill=Fill.FULL),
    Verdict.LOCATE: Style(colour="#8A94A0", dark_colour="#8A94A0", sign="?", border=Border.DOTTED, fill=Fill.PAPER),
    Verdict.UNCHECKED: Style(colour="#8A94A0", dark_colour="#8A94A0", sign="?", border=Border.DOTTED, fill=Fill.PAPER),
    Verdict.ANCHOR: Style(colour="#1B2430", dark_colour="#E6EAF0", sign="◆", fill=Fill.PAPER),
}

COVER_STYLES: dict[CoverState, Style] = {
    CoverState.ANCHOR: STYLES[Verdict.ANCHOR],
    CoverState.COVERED: STYLES[Verdict.STRONG],
    CoverState.PARTIAL: STYLES[Verdict.WEAK],
    CoverState.COMING: STYLES[Verdict.COMING],
    CoverState.LOCATE: STYLES[Verdict.LOCATE],
    CoverState.ABSENT: STYLES[Verdict.MISSING],
    CoverState.UNCHECKED: STYLES[Verdict.UNCHECKED],
}

# In the order in which a legend should name them: what the eye should find first.
LEGEND = (
    Verdict.MISSING, Verdict.WEAK, Verdict.COMING, Verdict.FOREIGN_HELD, Verdict.HOLLOW, Verdict.FRAGILE, Verdict.STRONG,
    Verdict.ANCHOR, Verdict.LOCATE, Verdict.UNCHECKED,
)  # fmt: skip
COVER_LEGEND = (
    CoverState.ABSENT, CoverState.PARTIAL, CoverState.COMING, CoverState.COVERED, CoverState.ANCHOR, CoverState.LOCATE,
    CoverState.UNCHECKED,
)  # fmt: skip


def cover_state(result: SegmentResult, region: str, partial_below: float) -> CoverState:
    """What is known about the cover of a segment in a region; `partial_below` is the method's threshold of 弱链.

    On lo, as verdicts are. An end use is always an anchor. Companies that are certainly there without any cover build or
    plan, unless one of them may be producing: its status is to be found out.
    """
    if result.verdict is Verdict.ANCHOR:
        return CoverState.ANCHOR
    if result.cover[region].lo > 0:
        return CoverState.PARTIAL if result.cover[region].lo < partial_below else CoverState.COVERED
    if result.companies[region].certain and not result.producing[region].possible:
        return CoverState.COMING
    if result.companies[region].certain or result.companies[region].possible:
        return CoverState.LOCATE
    return CoverState.ABSENT if result.checked[region] else CoverState.UNCHECKED


def tint(colour: str, paper: str, share: float = TINT_SHARE) -> str:
    """The colour laid over paper at a share, as #rrggbb."""
    mixed = (round(share * over + (1 - share) * under) for over, under in zip(_parts(colour), _parts(paper), strict=True))
    return "#" + "".join(f"{part:02x}" for part in mixed)


def contrast(one: str, other: str) -> float:
    """Contrast of two colours as WCAG 2 counts it, 1 to 21."""
    high, low = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def _parts(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _luminance(colour: str) -> float:
    linear = [part / 255 / 12.92 if part / 255 <= 0.04045 else ((part / 255 + 0.055) / 1.055) ** 2.4 for part in _parts(colour)]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
