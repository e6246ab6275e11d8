"""Why an after-loss value is what it is: every segment without the company whose loss costs it most."""

from chainmap.analysis.after_loss import carried_after_loss, covers_after_loss
from chainmap.analysis.assessment import ChainResult, SegmentResult
from chainmap.model.vocabulary import Score
from chainmap.present.html_table import Column, Row, html_table, opener
from chainmap.present.marks import chip, verdict_order
from chainmap.present.markup import Markup, element
from chainmap.present.numbers import column_percent, percent_in_column
from chainmap.present.segment_detail import segment_detail
from chainmap.present.view import View, ref
from chainmap.present.why import sum_with_numbers


def loss_formula(view: View, chain: ChainResult, score: Score) -> tuple[str, str]:
    """The formula with c (or s, h) after the loss, and the same with its first numbers."""
    letter, factor = {Score.COVERAGE: ("B", "c"), Score.SELF_RELIANCE: ("R", "s")}.get(score, ("K", "h"))
    share = "w" if score is Score.COVERAGE else "f"
    terms = [(times, value) for _, times, value in _terms(view, chain, score)]
    total = chain.after_loss[view.assessment.headline(score)][score]
    return rf"{letter}'=\sum_i {share}_i\,{factor}'_i", sum_with_numbers(view, f"{letter}'", terms, total)


def why_after_loss(view: View, chain: ChainResult, score: Score, *, opened: str | None) -> Markup:
    """Per segment its cover before and after, what it still carries, and what that adds; the parts add up to the value."""
    region = view.assessment.headline(score)
    lost = covers_after_loss(chain, score, region)
    terms = sorted(
        zip(_terms(view, chain, score), lost, strict=True), key=lambda pair: -(_drop(pair[0][0], pair[1], score, region))
    )
    columns = (
        Column(label=view.say("column.segment")),
        Column(label=view.say("column.verdict")),
        Column(label=view.say("column.weight" if score is Score.COVERAGE else "column.final-share"), numeric=True),
        Column(label=view.say("column.cover" if score is Score.COVERAGE else "column.controlled-cover"), numeric=True),
        Column(label=view.say("column.cover-lost"), numeric=True, hint=view.say("hint.cover-lost")),
        *_carried_column(view, score),
        Column(label=view.say("column.adds-lost"), numeric=True, hint=view.say("hint.adds-lost")),
    )
    rows = [_row(view, chain, term, float(left), score, opened) for term, left in terms]
    value = sum(times * carried for _, times, carried in _terms(view, chain, score))
    blanks = [""] * (len(columns) - 2)
    word = view.word(score)
    return element(
        "div",
        element("p", view.say("why.after-loss", score=word), class_="cm-sentence"),
        html_table(columns, rows, caption=word, empty="", total=(view.say("why.total"), *blanks, column_percent(value))),
        class_="cm-page",
    )


def _terms(view: View, chain: ChainResult, score: Score) -> list[tuple[SegmentResult, float, float]]:
    """Segment, its factor in the sum (w, or f), and what it carries after the loss."""
    carried = carried_after_loss(chain, score, view.assessment.headline(score))
    return [
        (one, one.weight if score is Score.COVERAGE else one.final_share, float(value))
        for one, value in zip(chain.segments, carried, strict=True)
    ]


def _carried_column(view: View, score: Score) -> tuple[Column, ...]:
    if score is Score.COVERAGE:
        return ()
    return (Column(label=view.say("column.carried-lost"), numeric=True, hint=view.say("hint.carried-lost")),)


def _drop(one: SegmentResult, left: float, score: Score, region: str) -> float:
    return one.weight * (one.cover_for(score)[region].lo - left)


def _row(
    view: View, chain: ChainResult, term: tuple[SegmentResult, float, float], left: float, score: Score, opened: str | None
) -> Row:
    one, times, carried = term
    region = view.assessment.headline(score)
    own = ref(chain.chain, one.segment.segment_id)
    cover = one.cover_for(score)[region].lo
    still = () if score is Score.COVERAGE else (carried,)
    values = (times, cover, left, *still, times * carried)
    share, *middle, adds = values
    return Row(
        cells=(
            opener(view.segment(one.segment), f"segment:{own}", is_open=opened == own),
            chip(one.verdict, view.language),
            column_percent(share),
            *(percent_in_column(value) for value in middle),
            column_percent(adds),
        ),
        sort=(None, verdict_order(one.verdict), *values),
        event=f"segment:{own}",
        detail=segment_detail(view, chain, one) if opened == own else None,
    )
