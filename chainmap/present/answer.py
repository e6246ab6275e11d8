"""What an answer to "why" is, and the parts that all answers about a segment share."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from chainmap.analysis.assessment import ChainResult, SegmentResult
from chainmap.model.vocabulary import Score
from chainmap.present.html_table import Column, Row, html_table, opener
from chainmap.present.markup import Markup, Part, element
from chainmap.present.numbers import column_percent, percent_in_column
from chainmap.present.segment_detail import segment_detail, would_change
from chainmap.present.view import View, ref


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A title, formulas as TeX, and the parts that add up to the number, each of which opens; `whose` number it is."""

    title: str
    tex: Sequence[str] = ()
    body: Markup
    whose: str = ""  # of another side than the page's: in words


def segment_row(
    view: View,
    chain: ChainResult,
    one: SegmentResult,
    cells: Sequence[Part],
    sort: Sequence[float | str | None],
    *,
    opened: str | None,
) -> Row:
    """A row that begins with a segment, which opens in place down to its cells; `sort` as the table has it, name included."""
    own = ref(chain.chain, one.segment.segment_id)
    name = opener(view.segment(one.segment), f"segment:{own}", is_open=opened == own)
    detail = segment_detail(view, chain, one) if opened == own else None
    return Row(cells=(name, *cells), sort=sort, event=f"segment:{own}", detail=detail)


def levers_of_segment(view: View, chain: ChainResult, result: SegmentResult) -> Markup:
    """What would change the verdict of the segment, in words; the number that was asked for is another thing."""
    lines = (element("li", line) for line in would_change(view, chain, result))
    return element(
        "section", element("h3", view.say("why.levers-verdict", segment=view.segment(result.segment))), element("ul", *lines)
    )


def whole_segment(view: View, chain: ChainResult, result: SegmentResult, *, opened: str | None) -> Markup:
    """A way on to the whole story of the segment, with its companies and cells; the story where it stands open."""
    own = ref(chain.chain, result.segment.segment_id)
    button = opener(view.say("why.whole-segment", segment=view.segment(result.segment)), f"segment:{own}", is_open=opened == own)
    return element("div", element("p", button), segment_detail(view, chain, result) if opened == own else None)


def rise_table(view: View, chain: ChainResult, rises: Mapping[Score, float], then: str) -> Markup:
    """Scores of the chain as established, now and after they rise; `then` is the code of the header of what is after."""
    columns = (
        Column(label=view.say("column.score"), sortable=False),
        Column(label=view.say("column.region"), sortable=False),
        *(Column(label=view.say(code), numeric=True, sortable=False) for code in ("column.now", then, "column.change")),
    )
    rows = []
    for score, rise in rises.items():
        region = view.assessment.headline(score)
        now = chain.scores[region][score].lo
        numbers = (percent_in_column(now), percent_in_column(now + rise), column_percent(rise, sign=True))
        rows.append(Row(cells=(view.word(score), view.region(region), *numbers)))
    return html_table(columns, rows, caption=view.say("why.gain-scores"), empty="")
