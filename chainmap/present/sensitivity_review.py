"""Whether the first gaps of a chain stay when q, readiness and criticality move, as a table."""

from collections.abc import Mapping

from chainmap.analysis.assessment import ChainResult
from chainmap.analysis.sensitivity import DRAWS, Ranks, Sensitivity, Stability
from chainmap.present.html_table import PLACE, Column, Row, around, figure, figures_in, html_table, mark, opener
from chainmap.present.markup import Markup, element
from chainmap.present.numbers import column_percent, count, listed, percent
from chainmap.present.view import View, ref

_NAMED = 3


def sensitivity_review(view: View, chain: ChainResult, found: Sensitivity) -> Markup:
    """The first gaps in their order, and per question how often order and members stay and which leave."""
    if not found.first:
        heading = element("h3", view.say("sensitivity.title-none"))
        return element("div", heading, element("p", view.say("sensitivity.none"), class_="cm-muted"), class_="cm-page")
    names = tuple(_name(view, chain, one) for one in found.first)
    title = view.say("sensitivity.title", count=len(found.first))
    columns = (
        Column(label=view.say("sensitivity.question"), sortable=False),
        *(
            Column(label=view.say(f"sensitivity.{code}"), numeric=True, sortable=False)
            for code in ("cases", "same-order", "same-set")
        ),
        *(Column(label=view.say(f"sensitivity.{code}"), sortable=False) for code in ("leaving", "entering")),
    )
    rows = [_row(view, chain, one) for one in found.stabilities]
    return element(
        "div",
        element("h3", title),
        element("p", view.say("sensitivity.first", names=names)),
        html_table(columns, rows, caption=title, empty=""),
        element("p", view.say("sensitivity.note", draws=DRAWS), class_="cm-muted"),
        element("h3", view.say("sensitivity.ranks")),
        rank_table(view, chain, found),
        class_="cm-page",
    )


def rank_table(view: View, chain: ChainResult, found: Sensitivity) -> Markup:
    """Of every first gap its place now, and between which places it moves under each question."""
    questions = [(one, one.question.value) for one in found.stabilities]
    columns = (
        Column(label=view.say("sensitivity.now"), numeric=True, sortable=False, width="5.5em"),
        Column(label=view.say("column.segment"), sortable=False, width="26%"),
        *(Column(label=view.say(f"sensitivity.short-{name}"), sortable=False) for _, name in questions),
    )
    rows = [
        Row(
            cells=(
                str(at),
                opener(_name(view, chain, one), f"segment:{ref(chain.chain, one)}"),
                *(
                    figure(_places(view, each.ranks[one]), f"why:moved;rank:{name}:{ref(chain.chain, one)}")
                    for each, name in questions
                ),
            )
        )
        for at, one in enumerate(found.first, start=1)
    ]
    return html_table(columns, rows, caption=view.say("sensitivity.ranks"), empty="")


def _places(view: View, ranks: Ranks) -> str:
    if ranks.best is None:
        return view.say("sensitivity.no-gap")
    if ranks.worst is None:
        return view.say("sensitivity.sometimes-no-gap", best=ranks.best)
    if ranks.best == ranks.worst:
        return view.say("sensitivity.one-place", place=ranks.best)
    return view.say("sensitivity.places", best=ranks.best, worst=ranks.worst)


def _row(view: View, chain: ChainResult, one: Stability) -> Row:
    asked = f"why:moved;stability:{one.question.value}:{chain.chain.chain_id}"
    shares = (column_percent(one.same_order_share), column_percent(one.same_set_share))
    moving = (_moving(view, chain, segments, asked) for segments in (one.leaving, one.entering))
    return Row(cells=(view.word(one.question), *(figure(text, asked) for text in (count(one.cases), *shares)), *moving))


def _moving(view: View, chain: ChainResult, shares: Mapping[str, float], asked: str) -> Markup:
    """Names with the share of cases, which answers `asked`, most often first."""
    ordered = sorted(shares.items(), key=lambda pair: (-pair[1], pair[0]))
    texts = [view.say("sensitivity.segment-share", name=_name(view, chain, one), share=mark(one)) for one, _ in ordered]
    told = listed(texts, view.language, at_most=_NAMED) or view.say("sensitivity.nobody")
    return figures_in(told, {one: _bracketed(view, share, asked) for one, share in ordered})


def _bracketed(view: View, share: float, asked: str) -> Markup:
    """The share in brackets; no line breaks between them and it."""
    brackets = view.say("sensitivity.brackets", share=PLACE)
    return element("span", around(brackets, figure(percent(share), asked)), class_="cm-place")


def _name(view: View, chain: ChainResult, segment_id: str) -> str:
    return view.segment(chain.segment(segment_id).segment)
