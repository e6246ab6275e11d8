"""Why a segment is covered as it is in a region: its companies, what each adds, and the rows and cells that say so."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial

from chainmap.analysis.assessment import ChainResult, SegmentResult
from chainmap.analysis.company_parts import (
    COUNTED,
    CompanyPart,
    companies_counted,
    company_parts,
    concentration_shares,
    strongest,
    without,
)
from chainmap.model.interval import Interval
from chainmap.model.vocabulary import Evidence
from chainmap.present.answer import Answer, levers_of_segment, whole_segment
from chainmap.present.citation import cited, strength_cited
from chainmap.present.decimals import number, places
from chainmap.present.equation import equation, largest_first, product, sides
from chainmap.present.html_table import Column, Row, html_table, opener
from chainmap.present.markup import Markup, Part, element
from chainmap.present.numbers import (
    column_percent,
    count,
    interval_in_column,
    interval_percent,
    percent,
    percent_points,
    plain,
    quantity,
)
from chainmap.present.provenance import SupplierRow, how_checked, segment_suppliers
from chainmap.present.segment_detail import rate_cells
from chainmap.present.view import View
from chainmap.present.why_steps import segment_steps
from chainmap.present.why_unknowns import what_to_find_out

KINDS = ("cover", "controlled", "lost", "companies", "hhi", *COUNTED)
_NOTHING = 1e-9


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    """A number of one segment in one region, and the companies behind it."""

    kind: str
    view: View
    chain: ChainResult
    result: SegmentResult
    region: str
    parts: tuple[CompanyPart, ...]
    steps: Sequence[tuple[str, float]] = ()  # of a scenario: in words, and what each adds

    @property
    def q(self) -> float:
        return self.view.assessment.parameters.q

    @property
    def interval(self) -> Interval:
        """The cover that the parts make; after a loss what is left of it."""
        if self.kind == "lost":
            left = self.result.loss_cover[self.region]
            return Interval(left, left)
        return (self.result.controlled_cover if self.kind == "controlled" else self.result.cover)[self.region]

    @property
    def amounts(self) -> str:
        """The field of a supplier's row that says how much; "" where companies are counted."""
        fields = {Evidence.VOLUME: "capacity", Evidence.SHARE: "supply_share"}
        return fields.get(self.result.evidence, "") if self.kind in ("cover", "controlled", "lost", "hhi") else ""

    def say(self, code: str, **facts: str | int | float) -> str:
        names = {"segment": self.view.segment(self.result.segment), "region": self.view.region(self.region)}
        return self.view.say(code, **names, **facts)


def cover_answer(view: View, kind: str, chain: ChainResult, result: SegmentResult, region: str, *, opened: str | None) -> Answer:
    """`kind` is one of KINDS: c, d, c after the loss of a company, the number of companies, the HHI; or companies by status."""
    slot = (chain.chain.chain_id, result.segment.segment_id)
    parts = company_parts(view.dataset, view.assessment, slot, region, controlled=kind == "controlled")
    if kind in COUNTED:
        counted = companies_counted(view.dataset, view.assessment, slot, region, kind)
        parts = tuple(one for one in parts if one.company_key in counted)
    asked = _Asked(kind=kind, view=view, chain=chain, result=result, region=region, parts=parts)
    asked = replace(asked, steps=segment_steps(view, chain, result, partial(_number, asked)))
    note = element("p", view.say("why.scenario-rows"), class_="cm-muted") if view.made else None
    body = element(
        "div",
        *(element("p", line, class_="cm-sentence" if not at else None) for at, line in enumerate(_sentences(asked))),
        *_of_the_segment(asked),
        element("h3", view.say("why.parts-companies")),
        note,
        _table(asked),
        levers_of_segment(view, chain, result),
        what_to_find_out(view, chain, result, region),
        whole_segment(view, chain, result, opened=opened),
        class_="cm-page",
    )
    return Answer(title=asked.say(f"why.title-{kind}", value=_value(asked)), tex=_tex(asked), body=body)


def _value(asked: _Asked) -> str:
    if asked.kind == "companies":
        certain, possible = asked.result.companies[asked.region]
        return count(certain) + (f" + {possible}?" if possible else "")
    if asked.kind in COUNTED:
        return count(round(_number(asked, asked.result)))
    if asked.kind == "hhi":
        found = asked.result.concentration[asked.region]
        return "–" if found is None else f"{found:.2f}"
    return interval_percent(asked.interval)


def _sentences(asked: _Asked) -> list[str]:
    """Which grade the number rests on, and what stands over the rows: nobody looked, a published rate, a lost company."""
    if asked.kind in ("companies", "hhi", *COUNTED):
        return [asked.say(f"why.{asked.kind}", focal=asked.view.region(asked.view.assessment.region))]
    found = [asked.say(f"why.grade-{asked.result.evidence.value}", q=f"{asked.q:g}")]
    if asked.kind == "controlled" and _rated(asked):
        return [asked.say("why.rate", source=asked.result.segment.domestic_rate_source or "–"), *found]
    if asked.kind == "lost":
        name = strongest(asked.parts)
        return [asked.say("why.lost", company=_name(asked, name)) if name else asked.say("why.lost-nobody"), *found]
    return found if asked.result.checked[asked.region] else [*found, asked.say("why.unchecked-hi")]


def _of_the_segment(asked: _Asked) -> list[Markup]:
    """What the segment's own row brings into the number, with its cells: a published rate, that nobody looked, its demand."""
    view, one = asked.view, asked.result.segment
    if asked.kind == "controlled" and _rated(asked):
        return [element("p", view.say("fact.domestic-rate"), " ", rate_cells(view, asked.result))]
    lines = []
    if not asked.result.checked[asked.region] and asked.kind in ("cover", "controlled", "companies"):
        told = element("b", view.say("detail.how-checked")), how_checked(view, asked.result, asked.region)
        lines.append(element("p", *told, " ", cited(view, one.cell, "checked_region")))
    if asked.amounts == "capacity":
        told_demand = view.say("why.demand", demand=quantity(one.demand, one.demand_unit or ""))
        lines.append(element("p", told_demand, " ", cited(view, one.cell, "demand")))
    return lines


def _rated(asked: _Asked) -> bool:
    """Whether a published rate stands for d in this region: at the home country and at every wider one."""
    home = asked.view.assessment.home_country
    return asked.result.rate_applied and asked.view.dataset.regions.contains(asked.region, home)


def _tex(asked: _Asked) -> tuple[str, ...]:
    if asked.kind in ("companies", *COUNTED):
        return ()
    if asked.view.made:
        return _tex_of_steps(asked)
    if asked.kind == "hhi":
        shares = sorted(concentration_shares(asked.parts).values(), reverse=True)
        value = asked.result.concentration[asked.region] or 0.0
        return r"\text{HHI}=\sum_k s_k^2", equation(asked.view, r"\text{HHI}", [product(one, one) for one in shares], value)
    letter = {"controlled": "d", "lost": "c'"}.get(asked.kind, "c")
    if asked.kind == "controlled" and _rated(asked):
        lo, hi = asked.interval
        return (rf"{letter}=\text{{{asked.view.say('why.rate-short')}}}\in[{plain(lo)},\ {plain(hi)}]",)
    counted = asked.result.evidence is Evidence.COUNT
    general = rf"{letter}=1-\prod_k\,(1-q\,g_k)" if counted else rf"{letter}=\min\Big(1,\ \sum_k g_k\,m_k\Big)"
    ends = ("lo",) if asked.kind == "lost" else ("lo", "hi")
    return general, r",\qquad ".join(_end(asked, rf"{letter}_{{\text{{{end}}}}}", at) for at, end in enumerate(ends))


def _end(asked: _Asked, name: str, end: int) -> str:
    """One end with the companies' numbers in it; the upper one is 1 where nobody looked, or where an amount is missing."""
    value, parts = asked.interval[end], _shown_parts(asked)
    if end and not asked.result.checked[asked.region]:
        return rf"{name}={plain(value)}\ \text{{{asked.view.say('why.tex-unchecked')}}}"
    if asked.result.evidence is Evidence.COUNT:
        return f"{name}={_one_is_enough(asked.q, [one.strength[end] for one in parts], value)}"
    if end and any(one.lacks_amount and one.strength.hi > 0 for one in parts):
        return rf"{name}={plain(value)}\ \text{{{asked.view.say('why.tex-no-amount')}}}"
    amounts = [one.amount[end] for one in parts if one.amount is not None]
    text, made = sides(asked.view, largest_first([product(one) for one in amounts]), sum(amounts))
    if sum(amounts) > 1:
        return rf"{name}=\min(1,\ {text})=1"
    return f"{name}={made}" if text == made else f"{name}={text}={made}"


def _one_is_enough(q: float, strengths: Sequence[float], value: float) -> str:
    """1 − Π (1 − q g), companies of one strength together; without any the value alone."""
    numbers = Counter(one for one in strengths if one > 0)
    factors = "".join(
        rf"(1-{plain(q)}\cdot {plain(strength)})" + (f"^{{{times}}}" if times > 1 else "")
        for strength, times in sorted(numbers.items(), reverse=True)
    )
    made = number(value, places(value).result)
    return f"1-{factors}={made}" if factors else made


def _tex_of_steps(asked: _Asked) -> tuple[str, ...]:
    """After a scenario: the number before, and what every step adds."""
    name = {"controlled": "d", "lost": "c'", "hhi": r"\text{HHI}"}.get(asked.kind, "c")
    terms = [product(one) for one in (_before(asked), *(change for _, change in asked.steps))]
    hi = number(asked.interval.hi, places(asked.interval.hi).result)
    end = rf",\qquad {name}_{{\text{{hi}}}}={hi}" if asked.kind in ("cover", "controlled") else ""
    return (equation(asked.view, name, terms, _number(asked, asked.result)) + end,)


def _shown_parts(asked: _Asked) -> tuple[CompanyPart, ...]:
    lost = strongest(asked.parts) if asked.kind == "lost" else None
    return asked.parts if lost is None else without(asked.parts, lost, asked.q)


def _table(asked: _Asked) -> Markup:
    """The companies with what they add, and below the sum: the number that was asked for."""
    say = asked.view.say
    columns = [Column(label=say("column.company"), width="48%"), Column(label=say("column.strength"), numeric=True)]
    last, value, total = _LAST[asked.kind]
    if asked.result.evidence is not Evidence.COUNT:
        columns.append(Column(label=say("column.amount"), numeric=True, hint=say("hint.amount")))
    columns.append(Column(label=say(last), numeric=True, hint=say(f"hint.{last.removeprefix('column.')}")))
    shares = concentration_shares(asked.parts)
    rows_of = _rows_by_company(asked)
    rows = [_row(asked, one, value(one, shares), rows_of.get(one.company_key, [])) for one in _shown_parts(asked)]
    rows += _beyond_rows(asked, len(columns))
    foot = (say("why.total"), *[""] * (len(columns) - 2), total(asked))
    empty = say("detail.none") if asked.kind in COUNTED else asked.say("why.no-companies")
    return html_table(columns, rows, caption=say("why.parts-companies"), empty=empty, total=foot if rows else None)


def _row(asked: _Asked, one: CompanyPart, value: str, rows: Sequence[SupplierRow]) -> Row:
    amount: tuple[Part, ...] = ()
    if one.amount is not None:
        open_ = asked.view.say("why.no-amount") if one.lacks_amount else interval_in_column(one.amount)
        amount = (open_,)
    name = rows[0].company if rows else one.company_key
    said = [element("small", _said(asked, row), " ", _cells(asked, row)) for row in rows]
    company = element("div", opener(name, f"company:{one.company_key}"), *said)
    strength = interval_in_column(one.strength)
    return Row(cells=(company, strength, *amount, value), sort=(name, one.strength.lo, *[None] * len(amount), one.adds))


def _said(asked: _Asked, row: SupplierRow) -> str:
    told = [row.place, asked.view.word(row.status), asked.view.word(row.control)]
    if asked.amounts == "capacity":
        told.append(quantity(row.capacity, row.capacity_unit) or asked.view.say("why.no-amount"))
    elif asked.amounts:
        told.append(asked.view.say("why.no-amount") if row.supply_share is None else percent(row.supply_share))
    return " · ".join(part for part in told if part)


def _cells(asked: _Asked, row: SupplierRow) -> Markup:
    """The cells of the statements that the number is made from."""
    fields = (asked.amounts,) if asked.amounts else ()
    return strength_cited(asked.view, row, *fields, controlled=asked.kind in ("controlled", "nearby"))


def _beyond_rows(asked: _Asked, width: int) -> list[Row]:
    """What the rows of the register do not say: a published rate in their place, and every step of a scenario."""
    steps = [(told, _changed(asked, change)) for told, change in asked.steps]
    if asked.kind in ("cover", "controlled", "lost"):
        rate = _before(asked) - sum(one.adds for one in _shown_parts(asked))
        if abs(rate) >= _NOTHING:
            steps = [(asked.view.say("why.part-rate"), column_percent(rate)), *steps]
    return [Row(cells=(told, *[""] * (width - 2), change)) for told, change in steps]


def _before(asked: _Asked) -> float:
    """The number that the companies make: where a scenario changed it, as it was."""
    made = asked.view.made
    chain_id, segment_id = asked.chain.chain.chain_id, asked.result.segment.segment_id
    return _number(asked, made.before.chain(chain_id).segment(segment_id) if made else asked.result)


def _number(asked: _Asked, result: SegmentResult) -> float:
    """What is asked about, on lo, of a segment as it stands somewhere."""
    match asked.kind:
        case "companies":
            return float(result.companies[asked.region].certain)
        case "producing":
            return float(result.producing[asked.region].certain)
        case "under-way":
            return float(result.under_way[asked.region])
        case "nearby":
            return float(result.outside[asked.region])
        case "hhi":
            return result.concentration[asked.region] or 0.0
        case "lost":
            return result.loss_cover[asked.region]
        case _:
            return (result.controlled_cover if asked.kind == "controlled" else result.cover)[asked.region].lo


def _changed(asked: _Asked, change: float) -> str:
    if asked.kind == "hhi":
        return f"{change:+.3f}".replace("-", "−")
    if asked.kind in ("companies", *COUNTED):
        return f"{change:+.0f}".replace("-", "−") if change else "0"
    return percent_points(change)


def _rows_by_company(asked: _Asked) -> dict[str, list[SupplierRow]]:
    """The rows of the segment that lie in the region, or may, by company."""
    inside = asked.view.dataset.regions.inside
    found: dict[str, list[SupplierRow]] = {}
    for row in segment_suppliers(asked.view, asked.chain.chain.chain_id, asked.result.segment.segment_id):
        if inside(row.region_id, asked.region)[1] > 0:
            found.setdefault(row.company_key, []).append(row)
    return found


def _name(asked: _Asked, company_key: str | None) -> str:
    rows = _rows_by_company(asked).get(company_key or "", [])
    return rows[0].company if rows else str(company_key)


def _counted(one: CompanyPart) -> str:
    return "1" if one.certain else "1?" if one.counted else "0"


def _squared(one: CompanyPart, shares: dict[str, float]) -> str:
    return f"{shares.get(one.company_key, 0.0) ** 2:.3f}"


_Value = Callable[[CompanyPart, dict[str, float]], str]
_ADDS: tuple[str, _Value, Callable[[_Asked], str]] = (
    "column.adds-cover",
    lambda one, _shares: column_percent(one.adds),
    lambda asked: column_percent(asked.interval.lo),
)
_LAST: dict[str, tuple[str, _Value, Callable[[_Asked], str]]] = {
    "cover": _ADDS,
    "controlled": _ADDS,
    "lost": _ADDS,
    "companies": ("column.counts-as", lambda one, _shares: _counted(one), _value),
    "hhi": ("column.share-squared", _squared, _value),
    **dict.fromkeys(COUNTED, ("column.counts-as", lambda _one, _shares: "1", _value)),
}
