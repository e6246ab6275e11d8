"""What an empty scenario page begins with: questions that are worth asking, and the scores that a scenario would move."""

from collections.abc import Iterator

from chainmap.model.vocabulary import Score, Status
from chainmap.present.gap_list import gaps
from chainmap.present.html_table import Column, Row, figure, html_table
from chainmap.present.markup import Markup, element
from chainmap.present.numbers import interval_percent
from chainmap.present.scenario_link import Step
from chainmap.present.score_bar import score_bar
from chainmap.present.view import View

_FILLED = 3
_SCORES = (Score.COVERAGE, Score.SELF_RELIANCE, Score.CONTINUITY)


def questions(view: View) -> Iterator[tuple[str, str, tuple[Step, ...]]]:
    """Key, words and steps of each: the gaps worth most filled, the busiest company lost, the busiest region cut off.

    Only what the data can answer: without gaps, or without producers, a question is left out.
    """
    first = gaps(view)[:_FILLED]
    if first:
        names = tuple(view.segment(gap.result.segment) for gap in first)
        told = view.say("scenario.try", count=len(first), names=names)
        yield "fill", told, tuple(("fill", gap.ref) for gap in first)
    if company := _busiest_company(view):
        name, count = company
        yield "lose", view.say("scenario.try-lose", company=name, count=count), (("lose", name),)
    if region := _busiest_region(view):
        name, count = region
        yield "cut", view.say("scenario.try-cut", region=view.region(name), count=count), (("cut-region", name),)


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
            asked = figure(interval_percent(interval), f"why:{score.value}:{chain.chain.chain_id}")
            bar = score_bar(interval, view.language, label=f"{view.chain(chain.chain)} {view.word(score)}")
            cells.append(element("div", bar, element("small", asked)))
        rows.append(Row(cells=(view.chain(chain.chain), *cells)))
    title = view.say("scenario.scores-now")
    return element("div", element("h3", title), html_table(columns, rows, caption=title, empty=""), class_="cm-page")


def _headline(view: View, score: Score) -> str:
    return f"{view.word(score).capitalize()} · {view.region(view.assessment.headline(score))}"


def _busiest_company(view: View) -> tuple[str, int] | None:
    """The company that produces for most segments in the focal region; the first by name of equal ones."""
    regions, focal = view.dataset.regions, view.assessment.region
    counts: dict[str, set[tuple[str, str]]] = {}
    for company, place, slot in _producers(view):
        if regions.contains(focal, place):
            counts.setdefault(company, set()).add(slot)
    return _largest(counts)


def _busiest_region(view: View) -> tuple[str, int] | None:
    """Outside the focal region but in its country: where producers of most segments are. One that holds it says nothing."""
    regions, focal = view.dataset.regions, view.assessment.region
    home = view.assessment.home_country
    counts: dict[str, set[tuple[str, str]]] = {}
    for _, place, slot in _producers(view):
        ladder = regions.path(place)
        for region in ladder[: ladder.index(home)] if home in ladder else ():
            if not regions.contains(region, focal):
                counts.setdefault(region, set()).add(slot)
    return _largest(counts)


def _producers(view: View) -> Iterator[tuple[str, str, tuple[str, str]]]:
    """Company, place and segment of the rows that produce, once each; only of the view's chains."""
    rows = view.dataset.suppliers
    rows = rows[(rows["status"] == Status.PRODUCING.value) & (rows["region_id"].isin(_known(view)))]
    shown = rows[rows["chain_id"].isin([chain.chain.chain_id for chain in view.assessment.chains])]
    columns = ["company", "region_id", "chain_id", "segment_id"]
    for company, place, chain_id, segment_id in shown[columns].drop_duplicates().itertuples(index=False):
        yield str(company), str(place), (str(chain_id), str(segment_id))


def _known(view: View) -> list[str]:
    return [one.region_id for one in view.dataset.regions.regions]


def _largest(counts: dict[str, set[tuple[str, str]]]) -> tuple[str, int] | None:
    found = min(counts, key=lambda one: (-len(counts[one]), one), default=None)
    return None if found is None else (found, len(counts[found]))
