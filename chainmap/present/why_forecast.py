"""Why a forecast comes to its number: each lead with its chance and what it alone adds, from the score now to the score then."""

from collections.abc import Sequence
from dataclasses import dataclass

from chainmap.analysis.assessment import ChainResult
from chainmap.model.lead import Lead
from chainmap.model.vocabulary import Score
from chainmap.present.answer import Answer, segment_row
from chainmap.present.citation import cited
from chainmap.present.equation import Term, equation, product
from chainmap.present.html_table import Column, Row, figure, html_table, opener
from chainmap.present.markup import Markup, element
from chainmap.present.numbers import column_percent, percent, percent_in_column, percent_points
from chainmap.present.provenance import supplier_rows
from chainmap.present.view import View

_LETTERS = {Score.COVERAGE: "B", Score.SELF_RELIANCE: "R", Score.CONTINUITY: "K"}
_CELLS = 2
_STILL = 1e-9


@dataclass(frozen=True, slots=True, kw_only=True)
class LeadPart:
    """A lead of the chain: the chance that it lands (1 where it is taken as landed), and what it alone would add."""

    lead: Lead
    chance: float
    alone: float

    @property
    def adds(self) -> float:
        return self.chance * self.alone


def forecast_answer(
    view: View, chain: ChainResult, score: Score, then: float, parts: Sequence[LeadPart], *, landed: bool, opened: str | None
) -> Answer:
    """`then` is the forecast on lo; `landed`: of leads taken as landed, else weighted by chance. now + Σ parts + rest = then."""
    region = view.assessment.headline(score)
    now = chain.scores[region][score].lo
    ordered = sorted(parts, key=lambda one: -abs(one.adds))
    rest = then - now - sum(one.adds for one in ordered)
    question = f"{score.value}:{chain.chain.chain_id}"
    whole = figure(view.say("why.forecast-then", value=percent(then)), f"why:landed;{question}") if landed else None
    body = element(
        "div",
        element("p", view.say("why.forecast-landed" if landed else "why.forecast-weighted"), class_="cm-sentence"),
        element(
            "p", figure(view.say("why.forecast-now", value=percent(now)), f"why:{question}"), " → " if whole else None, whole
        ),
        _table(view, chain, ordered, rest, then - now, opened),
        element("p", view.say("why.forecast-rest"), class_="cm-muted") if abs(rest) > _STILL else None,
        class_="cm-page",
    )
    code = "why.title-forecast-landed" if landed else "why.title-forecast-weighted"
    title = view.say(code, score=view.word(score), chain=view.chain(chain.chain), value=percent(then))
    return Answer(title=title, tex=_tex(view, score, now, ordered, then, landed=landed), body=body)


def _tex(view: View, score: Score, now: float, parts: Sequence[LeadPart], then: float, *, landed: bool) -> tuple[str, str]:
    letter = _LETTERS[score]
    general = rf"{letter}'={letter}+\sum_k\Delta_k+\varepsilon"
    if not landed:
        mean = rf"\sum_L {letter}(L)\prod_{{k\in L}}p_k\prod_{{k\notin L}}(1-p_k)"
        general = rf"E[{letter}]={mean}={letter}+\sum_k p_k\,\Delta_k+\varepsilon"
    shown = [one for one in parts if abs(one.adds) > _STILL]
    terms = [product(now), *(product(one.alone) if landed else product(one.chance, one.alone) for one in shown)]
    together = Term((then - now - sum(one.adds for one in shown),), "ε")
    return general, equation(view, f"{letter}'" if landed else f"E[{letter}]", terms, then, last=together)


def _table(view: View, chain: ChainResult, parts: Sequence[LeadPart], rest: float, rise: float, opened: str | None) -> Markup:
    columns = (
        Column(label=view.say("column.segment"), sortable=False),
        Column(label=view.say("column.company"), sortable=False, width="32%"),
        Column(label=view.say("leads.status"), sortable=False),
        Column(label=view.say("column.chance"), numeric=True, sortable=False),
        Column(label=view.say("column.lead-alone"), numeric=True, sortable=False),
        Column(label=view.say("column.lead-adds"), numeric=True, sortable=False),
    )
    rows = [_row(view, chain, one, opened) for one in parts]
    if abs(rest) > _STILL:
        rows.append(Row(cells=(view.say("why.forecast-together"), "", "", "", "", percent_points(rest))))
    total = (view.say("why.total"), "", "", "", "", percent_points(rise))
    caption = view.say("why.forecast-leads")
    return element(
        "div",
        element("h3", caption),
        html_table(columns, rows, caption=caption, empty=view.say("why.forecast-none"), total=total),
    )


def _row(view: View, chain: ChainResult, one: LeadPart, opened: str | None) -> Row:
    result = chain.segment(one.lead.segment_id)
    company = element("div", opener(one.lead.company, f"lead:{one.lead.lead_id}"), *_cells(view, one.lead))
    figures = (percent_in_column(one.chance), column_percent(one.alone), column_percent(one.adds, sign=True))
    cells = (company, view.word(one.lead.status), *figures)
    return segment_row(view, chain, result, cells, (), opened=opened)


def _cells(view: View, lead: Lead) -> list[Markup]:
    """Where the register names the company, on this segment first; nothing where nobody knows it."""
    register = view.dataset.suppliers
    own = register[register["company_key"] == view.identity(lead.company)]
    rows = sorted(supplier_rows(view, own), key=lambda row: (row.chain_id, row.segment_id) != (lead.chain_id, lead.segment_id))
    return [element("div", element("small", cited(view, row.cell, "company"))) for row in rows[:_CELLS]]
