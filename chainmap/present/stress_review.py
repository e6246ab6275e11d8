"""Random stress as HTML: how it was drawn, a distribution per chain and score, the worst cases by name."""

from collections.abc import Sequence

import numpy as np

from chainmap.analysis.network import Array
from chainmap.analysis.stress import QUANTILES, Distribution, Stress, WorstCase
from chainmap.present.html_table import PLACE, Column, Row, around, figure, html_table
from chainmap.present.markup import Markup, element
from chainmap.present.numbers import column_percent, count, listed, percent, percent_in_column
from chainmap.present.view import View

_BINS = 50
_WIDTH, _HEIGHT = 150, 28
_CASES = 3
_COMPANIES = 6
_LOW, _MEDIAN = QUANTILES.index(0.05), QUANTILES.index(0.5)


def stress_sentence(view: View, found: Stress, *, number: int | None = None, probability: float | None = None) -> str:
    """How companies were lost: a number of them, each with a probability, or (both None) one by one."""
    region, companies, draws = view.region(found.region), count(found.company_count), count(found.draw_count)
    if number is not None:
        taken = count(min(number, found.company_count))
        return view.say("stress.sentence-some", region=region, companies=companies, number=taken, draws=draws, seed=found.seed)
    if probability is not None:
        share = percent(probability)
        return view.say(
            "stress.sentence-each", region=region, companies=companies, probability=share, draws=draws, seed=found.seed
        )
    return view.say("stress.sentence-one", region=region, companies=companies)


def stress_table(view: View, found: Stress) -> Markup:
    """One row per score, chain by chain in their order."""
    columns = (
        Column(label=view.say("column.score"), sortable=False, width="11em"),
        Column(label=view.say("scenario.before"), numeric=True, sortable=False),
        Column(label=view.say("stress.median"), numeric=True, sortable=False),
        Column(label=view.say("stress.low"), numeric=True, sortable=False),
        Column(label=view.say("stress.least"), numeric=True, sortable=False),
        Column(label=view.say("stress.harmed"), numeric=True, sortable=False),
        Column(label=view.say("stress.distribution"), sortable=False),
        Column(label=view.say("stress.worst"), sortable=False, width="42%"),
    )
    before = (None, *(one.chain_id for one in found.distributions))
    rows = [_row(view, one, begins=one.chain_id != last) for one, last in zip(found.distributions, before, strict=False)]
    table = html_table(columns, rows, caption=view.say("stress.distribution"), empty="")
    return element("div", table, element("p", view.say("stress.note"), class_="cm-muted"), class_="cm-stress")


def _row(view: View, one: Distribution, *, begins: bool) -> Row:
    """`begins`: the first row of its chain."""
    chain = view.assessment.chain(one.chain_id).chain
    asked = f"{one.score.value}:{one.chain_id}"
    figures = {
        f"why:{asked}": percent_in_column(one.before),
        f"why:stress:median:{asked}": percent_in_column(one.quantiles[_MEDIAN]),
        f"why:stress:low:{asked}": percent_in_column(one.quantiles[_LOW]),
        f"why:stress:least:{asked}": percent_in_column(one.quantiles[0]),
        f"why:stress:harmed:{asked}": column_percent(one.harmed_share),
    }
    return Row(cells=(
        view.word(one.score),
        *(figure(text, event) for event, text in figures.items()),
        _histogram(view, one), _worst(view, one.worst, asked),
    ), group=view.chain(chain) if begins else None)  # fmt: skip


def _worst(view: View, cases: Sequence[WorstCase], asked: str) -> Markup:
    if not cases:
        return element("span", view.say("stress.no-worst"), class_="cm-muted")
    return element("div", *(element("small", _case(view, one, f"{asked}:{at}", asked)) for at, one in enumerate(cases[:_CASES])))


def _case(view: View, one: WorstCase, case: str, asked: str) -> Markup:
    """What is left opens as what losing these companies does to the score."""
    names = listed(one.companies, view.language, at_most=_COMPANIES)
    told = view.say("stress.worst-case", value=PLACE, companies=names)
    return around(told, figure(percent_in_column(one.value), f"why:worst={case};moved:{asked}"))


def _histogram(view: View, one: Distribution) -> Markup:
    """Bars of equal width from 0 to 1; heights by square root, so that rare cases can be seen."""
    numbers: Array = np.histogram(one.values, bins=_BINS, range=(0.0, 1.0))[0].astype(np.float64)
    most = max(float(numbers.max()), 1.0)
    bars = [_bar(at, float(np.sqrt(number / most))) for at, number in enumerate(numbers) if number]
    now = element(
        "line", x1=f"{one.before * _WIDTH:.1f}", x2=f"{one.before * _WIDTH:.1f}", y1="0", y2=str(_HEIGHT), stroke="currentColor"
    )
    base = element("line", x1="0", x2=str(_WIDTH), y1=str(_HEIGHT), y2=str(_HEIGHT), stroke="var(--cm-line)")
    spoken = view.say(
        "stress.spoken", score=view.word(one.score), median=percent(one.quantiles[_MEDIAN]), least=percent(one.quantiles[0])
    )
    return element("svg", base, *bars, now, width=str(_WIDTH), height=str(_HEIGHT), role="img", aria_label=spoken)


def _bar(at: int, height: float) -> Markup:
    width, tall = _WIDTH / _BINS, max(1.0, height * (_HEIGHT - 2))
    return element(
        "rect",
        x=f"{at * width:.1f}",
        y=f"{_HEIGHT - tall:.1f}",
        width=f"{width - 0.4:.1f}",
        height=f"{tall:.1f}",
        fill="var(--cm-action)",
    )
