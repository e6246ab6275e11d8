"""The ladder of a chain as one small picture: coverage of the focal region, and of every wider region up to the country."""

from itertools import pairwise

from chainmap.analysis.assessment import Assessment, ChainResult
from chainmap.model.interval import Interval
from chainmap.model.vocabulary import Score
from chainmap.present.html_table import figure
from chainmap.present.markup import Markup, element
from chainmap.present.numbers import column_percent, listed, percent, percent_points
from chainmap.present.score_bar import after_loss_figure, known_text
from chainmap.present.view import View

_WIDTH, _HEIGHT = 380.0, 92.0
_BAR = 0.56  # of a column's width
_NAMED = 3
_SAME = 1e-9


def rungs(assessment: Assessment) -> tuple[str, ...]:
    """The ladder up to the home country; all of it where the country is not on it."""
    ladder, home = assessment.ladder, assessment.home_country
    return ladder[: ladder.index(home) + 1] if home in ladder else ladder


def ladder_picture(view: View, chain: ChainResult, *, titled: bool = True) -> Markup:
    """Columns of established and open coverage with the after-loss value, and what each step outward adds in words.

    `titled` says above it how to read it, which one of several pictures need not.
    """
    regions = rungs(view.assessment)
    values = [chain.scores[region][Score.COVERAGE] for region in regions]
    after = [after_loss(chain, region) for region in regions]
    labels = [_label(view, chain, regions, at, after[at]) for at in range(len(regions))]
    columns = f"display:grid;grid-template-columns:repeat({len(regions)},minmax(0,1fr));text-align:center;max-width:{_WIDTH:g}px"
    return element(
        "figure",
        element("figcaption", view.say("ladder.title"), class_="cm-muted") if titled else None,
        _drawing(view, chain, regions, values, after),
        element("div", *labels, style=columns),
        *(element("p", sentence, class_="cm-muted") for sentence in additions(view, chain)),
        style="margin:0",
    )


def after_loss(chain: ChainResult, region: str) -> float | None:
    """Coverage after loss; None where nothing is established: it would be an unknown written as zero."""
    return chain.after_loss[region][Score.COVERAGE] if chain.scores[region][Score.COVERAGE].lo > 0 else None


def coverage_after_loss(view: View, chain_id: str, region: str, value: float) -> Markup:
    """The after-loss value of coverage at a region, which opens to the companies that are lost there."""
    asked = f"why:region={region};after-loss:coverage:{chain_id}"
    return element("span", after_loss_figure(view, value, asked), class_="cm-muted")


def step(chain: ChainResult, regions: tuple[str, ...], at: int, *, in_column: bool = False) -> Markup | None:
    """What this rung adds to the one before, in points, which opens to the segments; None where it adds nothing."""
    if not at:
        return None
    nearer, region = regions[at - 1 : at + 1]
    change = chain.scores[region][Score.COVERAGE].lo - chain.scores[nearer][Score.COVERAGE].lo
    asked = f"why:beside={nearer},{region};moved:coverage:{chain.chain.chain_id}"
    points = column_percent(change, sign=True) if in_column else percent_points(change)
    return figure(points, asked) if change > _SAME else None


def additions(view: View, chain: ChainResult) -> list[str]:
    """Per step outward the segments that are certainly supplied there and not nearer, the heaviest first."""
    regions = rungs(view.assessment)
    found = []
    for nearer, region in pairwise(regions):
        new = [one for one in chain.segments if one.companies[region].certain and not one.companies[nearer].certain]
        new.sort(key=lambda one: (-one.weight, one.segment.segment_id))
        if new:
            names = listed((view.segment(one.segment) for one in new), view.language, at_most=_NAMED)
            found.append(view.say("ladder.adds", region=view.region(region), names=names))
    return found


def _drawing(
    view: View, chain: ChainResult, regions: tuple[str, ...], values: list[Interval], after: list[float | None]
) -> Markup:
    hatch = f"cm-hatch-{chain.chain.chain_id}"
    spoken = [
        view.say("ladder.rung", region=view.region(region), lo=percent(value.lo), hi=percent(value.hi))
        + ("" if loss is None else view.say("ladder.rung-after", after=percent(loss)))
        for region, value, loss in zip(regions, values, after, strict=True)
    ]
    name = view.say("ladder.spoken", chain=view.chain(chain.chain), rungs=listed(spoken, view.language))
    width = _WIDTH / len(values)
    bars = [part for at, value in enumerate(values) for part in _bar(at * width, width, value, after[at], hatch)]
    return element(
        "svg",
        element("defs", _pattern(hatch)),
        *bars,
        element("path", d=_stairs(values, width), fill="none", style="stroke:var(--cm-ink);stroke-width:1.5"),
        element("path", d=f"M0 {_HEIGHT - 0.5:g}H{_WIDTH:g}", style="stroke:var(--cm-line);stroke-width:1"),
        viewBox=f"0 0 {_WIDTH:g} {_HEIGHT:g}", role="img", aria_label=name,
        style=f"display:block;width:100%;max-width:{_WIDTH:g}px;height:auto",
    )  # fmt: skip


def _pattern(name: str) -> Markup:
    """The open part as in the score bar: thin diagonal lines."""
    line = element("path", d="M0 5L5 0", style="stroke:var(--cm-unknown);stroke-width:1")
    return element("pattern", line, id=name, width="5", height="5", patternUnits="userSpaceOnUse")


def _bar(left: float, width: float, value: Interval, after: float | None, hatch: str) -> list[Markup]:
    x, wide = left + width * (1 - _BAR) / 2, width * _BAR
    whole = _rectangle(x, wide, 1.0, 0.0, "fill:var(--cm-ground);stroke:var(--cm-line)")
    opened = _rectangle(x, wide, value.hi, value.lo, f"fill:url(#{hatch})")
    established = _rectangle(x, wide, value.lo, 0.0, "fill:var(--cm-action)")
    return [whole, opened, established, *([] if after is None else _tick(x, wide, after))]


def _tick(x: float, width: float, after: float) -> list[Markup]:
    """The after-loss value as in the score bar: a line of ink on a line of paper, a little wider than the column."""
    line = f"M{x - 4:.4g} {_height(after):.4g}H{x + width + 4:.4g}"
    return [
        element("path", d=line, style=f"stroke:var(--cm-{colour});stroke-width:{thick}")
        for colour, thick in (("paper", 4), ("ink", 2))
    ]


def _rectangle(x: float, width: float, top: float, bottom: float, style: str) -> Markup:
    y = _height(top)
    return element(
        "rect", x=f"{x:.4g}", y=f"{y:.4g}", width=f"{width:.4g}", height=f"{max(0.0, _height(bottom) - y):.4g}", style=style
    )


def _stairs(values: list[Interval], width: float) -> str:
    """The established part as a line of steps from region to region."""
    steps = [
        f"{'M' if at == 0 else 'L'}{at * width:.4g} {_height(value.lo):.4g}H{(at + 1) * width:.4g}"
        for at, value in enumerate(values)
    ]
    return "".join(steps)


def _height(share: float) -> float:
    return 4.0 + (1.0 - min(max(share, 0.0), 1.0)) * (_HEIGHT - 5.0)


def _label(view: View, chain: ChainResult, regions: tuple[str, ...], at: int, after: float | None) -> Markup:
    region, chain_id = regions[at], chain.chain.chain_id
    interval = chain.scores[region][Score.COVERAGE]
    added = step(chain, regions, at)
    value = known_text(view, interval, interval.lo, percent)
    established = element("b", figure(value, f"why:region={region};coverage:{chain_id}"))
    return element(
        "div",
        element("div", view.region(region), style="font-size:13px;line-height:1.3;padding:0 4px;overflow-wrap:anywhere"),
        element("div", established, element("span", " ", added, class_="cm-muted") if added else None),
        None if after is None else element("div", coverage_after_loss(view, chain_id, region, after)),
        class_="cm-rung",
    )
