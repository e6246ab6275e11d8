"""What an empty scenario page begins with: questions that are worth asking, and the scores that a scenario would move."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

import pandas as pd

from chainmap.model.vocabulary import Score, Status
from chainmap.present.gap_list import gaps
from chainmap.present.html_table import PLACE, Column, Row, around, figure, html_table
from chainmap.present.markup import Markup, element, join
from chainmap.present.numbers import established, interval_percent, is_unknown
from chainmap.present.register_filter import Filter, as_text
from chainmap.present.scenario_link import Step
from chainmap.present.score_bar import after_loss_beside, score_bar
from chainmap.present.view import View

_FILLED = 3
_SCORES = (Score.COVERAGE, Score.SELF_RELIANCE, Score.CONTINUITY)


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A scenario that is offered: its words and steps, and whose producing segments its words count, if any."""

    key: str
    told: str
    steps: tuple[Step, ...]
    counted: tuple[str, int, Filter] | None = None  # name, segments, and the rows of the register that they are


def questions(view: View) -> Iterator[Question]:
    """The gaps worth most filled, the busiest company lost, the busiest region cut off.

    Only what the data can answer: without gaps, or without producers, a question is left out.
    """
    first = gaps(view)[:_FILLED]
    if first:
        names = tuple(view.segment(gap.result.segment) for gap in first)
        told = view.say("scenario.try", count=len(first), names=names)
        yield Question(key="fill", told=told, steps=tuple(("fill", gap.ref) for gap in first))
    made = _producing(view)
    if company := _busiest_company(view, made):
        key, count = company
        name = str(made.loc[made["company_key"] == key, "company"].iloc[0])
        told = view.say("scenario.try-lose", company=name, count=count)
        rows = Filter(company_key=key, region_id=view.assessment.region)
        yield Question(key="lose", told=told, steps=(("lose", key),), counted=(name, count, rows))
    if region := _busiest_region(view, made):
        where, count = region
        told = view.say("scenario.try-cut", region=view.region(where), count=count)
        counted = (view.region(where), count, Filter(region_id=where))
        yield Question(key="cut", told=told, steps=(("cut-region", where),), counted=counted)


def question_counts(view: View, offered: Iterable[Question]) -> Markup | None:
    """The numbers in these questions, each open to the segments and rows that it counts; None without a question that has one."""
    lines = []
    for name, count, wanted in (one.counted for one in offered if one.counted):
        asked = replace(wanted, chain_id=view.only_chain or None, status=Status.PRODUCING)
        shown = figure(str(count), f"why:register:segments:{as_text(asked)}")
        lines.append(around(view.say("scenario.try-count", name=name, count=PLACE), shown))
    if not lines:
        return None
    told = element("span", view.say("scenario.try-counted"), join(lines, view.say("compare.and")))
    return element("p", told, class_="cm-muted")


def scores_now(view: View) -> Markup:
    """The three scores of every chain at their headline regions, a bar and a figure each."""
    columns = (
        Column(label=view.say("column.chain"), sortable=False),
        *(Column(label=_headline(view, score), sortable=False, width="26%") for score in _SCORES),
    )
    rows = []
    for chain in view.assessment.chains:
        cells = []
        for score in _SCORES:
            interval = chain.scores[view.assessment.headline(score)][score]
            own = f"{score.value}:{chain.chain.chain_id}"
            loss = None if is_unknown(interval) else chain.after_loss[view.assessment.headline(score)][score]
            asked = figure(established(interval, 0, view.language), f"why:{own}", hint=interval_percent(interval))
            beside = after_loss_beside(view, interval, loss, own, in_column=True)
            bar = score_bar(interval, view.language, label=f"{view.chain(chain.chain)} {view.word(score)}", after_loss=loss)
            cells.append(element("div", bar, element("small", asked, beside, class_="cm-ends")))
        rows.append(Row(cells=(view.chain(chain.chain), *cells)))
    title = view.say("scenario.scores-now")
    return element("div", element("h3", title), html_table(columns, rows, caption=title, empty=""), class_="cm-page")


def _headline(view: View, score: Score) -> str:
    region = view.region(view.assessment.headline(score))
    return view.say("scenario.score-at", score=view.word(score).capitalize(), region=region)


def _busiest_company(view: View, rows: pd.DataFrame) -> tuple[str, int] | None:
    """Key of the company that produces for most segments in the focal region, and how many."""
    regions, focal = view.dataset.regions, view.assessment.region
    inside = [one for one in rows["region_id"].unique() if regions.contains(focal, one)]
    return _busiest(rows[rows["region_id"].isin(inside)], "company_key")


def _busiest_region(view: View, rows: pd.DataFrame) -> tuple[str, int] | None:
    """Outside the focal region but in its country: where producers of most segments are. One that holds it says nothing."""
    regions, focal, home = view.dataset.regions, view.assessment.region, view.assessment.home_country
    outer = [
        (place, region)
        for place in rows["region_id"].unique()
        if regions.contains(home, place)
        for region in regions.path(place)
        if region != home and regions.contains(home, region) and not regions.contains(region, focal)
    ]
    return _busiest(rows.merge(pd.DataFrame(outer, columns=["region_id", "outer"]), on="region_id"), "outer")


def _producing(view: View) -> pd.DataFrame:
    """Rows of the register that produce, of the view's chains; a column `slot` names their segments."""
    rows = view.dataset.suppliers
    shown = rows["chain_id"].isin([chain.chain.chain_id for chain in view.assessment.chains])
    rows = rows[shown & (rows["status"] == Status.PRODUCING.value)]
    return rows.assign(slot=rows["chain_id"] + "/" + rows["segment_id"])


def _busiest(rows: pd.DataFrame, column: str) -> tuple[str, int] | None:
    """The value of the column with most segments, the first of equal ones; None without rows."""
    if rows.empty:
        return None
    counts = rows.groupby(column)["slot"].nunique()
    return str(counts.idxmax()), int(counts.max())
