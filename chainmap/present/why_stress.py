"""Why a figure of random stress is what it is: how it was drawn, where it stands among the draws, and whose loss costs most."""

import numpy as np

from chainmap.analysis.assessment import ChainResult
from chainmap.analysis.stress import QUANTILES, CompanyHit, Distribution, Stress
from chainmap.present.answer import Answer
from chainmap.present.citation import strength_cited
from chainmap.present.decimals import number
from chainmap.present.html_table import Column, Row, figure, html_table, opener
from chainmap.present.markup import Markup, element, join
from chainmap.present.numbers import column_percent, count, percent, percent_in_column
from chainmap.present.provenance import SupplierRow, supplier_rows
from chainmap.present.segment_detail import segment_detail
from chainmap.present.view import View, ref

FIGURES = {"median": 0.5, "low": 0.05, "least": 0.0, "harmed": None}  # the quantile that each shows
_BELOW = 1e-9


def stress_answer(view: View, found: Stress, one: Distribution, what: str, told: str, *, opened: str | None) -> Answer:
    """`what` is one of FIGURES; `told` says how was drawn. A company opens to its rows, a segment in its place."""
    chain = view.assessment.chain(one.chain_id)
    quantile = FIGURES[what]
    value = one.harmed_share if quantile is None else one.quantiles[QUANTILES.index(quantile)]
    now = figure(view.say("why.forecast-now", value=percent(one.before)), f"why:{one.score.value}:{one.chain_id}")
    body = element(
        "div",
        element("p", told, class_="cm-sentence"),
        element("p", view.say("why.stress"), " ", now),
        _quantile_table(view, one),
        element("h3", view.say("why.stress-companies")),
        _company_table(view, chain, one, found.draw_count, opened),
        element("p", view.say("why.stress-note"), class_="cm-muted"),
        class_="cm-page",
    )
    facts = {"score": view.word(one.score), "chain": view.chain(chain.chain), "value": percent(value)}
    name = view.say("why.stress-harmed" if quantile is None else f"stress.{what}")
    title = view.say("why.title-stress", what=name, **facts)
    return Answer(title=title, tex=(_tex(view, one, quantile, value),), body=body)


def _tex(view: View, one: Distribution, quantile: float | None, value: float) -> str:
    """The share of draws that fall, or what share of draws leaves no more than the quantile."""
    draws = len(one.values)
    if quantile is None:
        fallen = int(np.count_nonzero(one.values < one.before - _BELOW))
        return rf"\frac{{{fallen}}}{{{draws}}}={number(value, 4)}"
    below = int(np.count_nonzero(one.values <= value + _BELOW))
    share = number(below / draws, 4) if draws else "1"
    text = view.say("why.tex-draws-below")
    return rf"x_{{{quantile:g}}}={number(value, 4)},\qquad \frac{{{below}}}{{{draws}}}={share}\ \text{{{text}}}"


def _quantile_table(view: View, one: Distribution) -> Markup:
    columns = (
        Column(label=view.say("why.stress-share"), sortable=False),
        Column(label=view.word(one.score), numeric=True, sortable=False),
        Column(label=view.say("column.difference"), numeric=True, sortable=False),
    )
    rows = [
        Row(cells=(percent(share), percent_in_column(value), column_percent(value - one.before, sign=True)))
        for share, value in zip(QUANTILES, one.quantiles, strict=True)
    ]
    mean = Row(cells=(view.say("stress.mean"), percent_in_column(one.mean), column_percent(one.mean - one.before, sign=True)))
    return html_table(columns, [*rows, mean], caption=view.say("stress.distribution"), empty="")


def _company_table(view: View, chain: ChainResult, one: Distribution, draws: int, opened: str | None) -> Markup:
    columns = (
        Column(label=view.say("column.company"), sortable=False, width="44%"),
        Column(label=view.say("column.segment"), sortable=False),
        Column(label=view.say("why.stress-lost"), numeric=True, sortable=False),
        Column(label=view.say("why.stress-fall"), numeric=True, sortable=False),
    )
    rows = [_company_row(view, chain, hit, draws, opened) for hit in one.hits]
    return html_table(columns, rows, caption=view.say("why.stress-companies"), empty=view.say("stress.no-worst"))


def _company_row(view: View, chain: ChainResult, hit: CompanyHit, draws: int, opened: str | None) -> Row:
    register = view.dataset.suppliers
    own = (register["company_key"] == hit.company_key) & (register["chain_id"] == chain.chain.chain_id)
    rows = supplier_rows(view, register[own])
    segments = list(dict.fromkeys(row.segment_id for row in rows))
    refs = {ref(chain.chain, segment_id): chain.segment(segment_id) for segment_id in segments}
    names = (opener(view.segment(two.segment), f"segment:{slot}", is_open=opened == slot) for slot, two in refs.items())
    cells = (
        element("div", opener(hit.company, f"company:{hit.company_key}"), *(_said(view, row) for row in rows)),
        join(names, " · "),
        f"{count(hit.lost_count)} / {count(draws)}",
        column_percent(-hit.fall, sign=True),
    )
    detail = segment_detail(view, chain, refs[opened]) if opened in refs else None
    return Row(cells=cells, detail=detail)


def _said(view: View, row: SupplierRow) -> Markup:
    told = " · ".join(part for part in (row.place, view.word(row.status), view.word(row.control)) if part)
    return element("small", told, " ", strength_cited(view, row))
