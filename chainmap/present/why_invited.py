"""Whom the first sentence of the targets page counts: the gaps with somebody to invite or with nobody, and the companies."""

from collections.abc import Sequence

from chainmap.analysis.assessment import COVERAGE_GAPS, ChainResult
from chainmap.analysis.targets import Target, TargetList
from chainmap.model.vocabulary import Score
from chainmap.present.answer import Answer, segment_row
from chainmap.present.citation import cited
from chainmap.present.gap_list import to_check
from chainmap.present.html_table import Column, Row, figure, html_table, opener
from chainmap.present.marks import chip, verdict_order
from chainmap.present.markup import Markup, Part, element
from chainmap.present.numbers import column_percent, count
from chainmap.present.target_list import nobody_known, numbers_of
from chainmap.present.target_words import left_out_text, nobody_text
from chainmap.present.view import View

_OPEN = frozenset({"left-out.may-be-there", "left-out.control-unknown"})
_MOST = 12  # companies left out that are named


def invited_answer(view: View, what: str, score: Score, found: TargetList, *, opened: str | None) -> Answer:
    """`what` is one of `numbers_of`; `found` the companies to attract for the score's gaps. Raises KeyError for another."""
    number = numbers_of(view, found)[what]
    body = element(
        "div",
        element("p", _rule(view, score), class_="cm-sentence"),
        _companies(view, found) if what == "companies" else _gaps(view, what, score, found, opened),
        _not_known(view, found),
        class_="cm-page",
    )
    title = view.say(f"why.title-invite-{what}", count=number, region=view.region(view.assessment.region))
    return Answer(title=title, tex=(_tex(view, what, found),), body=body)


def _rule(view: View, score: Score) -> str:
    if score is Score.COVERAGE:
        verdicts = tuple(view.word(one) for one in sorted(COVERAGE_GAPS, key=verdict_order))
        return view.say("why.invite-rule", region=view.region(view.assessment.region), verdicts=verdicts)
    return view.say("why.invite-rule-home", home=view.region(view.assessment.home_country))


def _tex(view: View, what: str, found: TargetList) -> str:
    numbers = numbers_of(view, found)
    if what != "companies":
        parts = [rf"{numbers[one]}\ \text{{{view.say(f'why.tex-{one}')}}}" for one in ("filled", "nobody")]
        return rf"{'+'.join(parts)}={numbers['gaps']}\ \text{{{view.say('why.tex-gaps')}}}"
    rows, companies = len(found.targets), numbers["companies"]
    again = rows - companies
    return rf"{rows}\ \text{{{view.say('why.tex-rows')}}}-{again}\ \text{{{view.say('why.tex-again')}}}={companies}"


def _gaps(view: View, what: str, score: Score, found: TargetList, opened: str | None) -> Markup:
    nobody = nobody_known(view, found)
    without = {(chain.chain.chain_id, one.segment.segment_id) for chain, one in nobody}
    wanted = {"gaps": found.gaps, "nobody": [slot for slot in found.gaps if slot in without]}
    shown = wanted.get(what, [slot for slot in found.gaps if slot not in without])
    columns = (
        Column(label=view.say("column.segment"), width="24%"),
        Column(label=view.say("column.chain")),
        Column(label=view.say("column.verdict")),
        Column(label=view.say("column.companies"), numeric=True),
        Column(label=view.say("targets.search" if what == "nobody" else "targets.company"), sortable=False, width="40%"),
    )
    rows = [_gap_row(view, score, found, slot, opened) for slot in shown]
    companies = sum((one.chain_id, one.segment_id) in set(shown) for one in found.targets)
    total = (view.say("why.total"), "", count(len(shown)), count(companies), "")
    caption = view.say("page.gaps")
    return html_table(columns, rows, caption=caption, empty=view.say("detail.none"), total=total if rows else None)


def _gap_row(view: View, score: Score, found: TargetList, slot: tuple[str, str], opened: str | None) -> Row:
    chain = view.assessment.chain(slot[0])
    one = chain.segment(slot[1])
    own = [target for target in found.targets if (target.chain_id, target.segment_id) == slot]
    number = len(own)
    asked = f"why:invite:companies:{score.value}:{'/'.join(slot)}"
    cells = (
        view.chain(chain.chain),
        chip(one.verdict, view.language),
        figure(count(number), asked) if number else count(number),
        _first(view, own[0]) if own else nobody_text(view, chain, one),
    )
    return segment_row(view, chain, one, cells, (None, None, verdict_order(one.verdict), float(number), None), opened=opened)


def _first(view: View, target: Target) -> Markup:
    return element("div", opener(target.company, f"company:{target.company_key}"), " ", cited(view, target.cell, "company"))


def _companies(view: View, found: TargetList) -> Markup:
    """A row a company: the gaps that it could fill, each with what its landing adds there, and the rows that say so."""
    columns = (
        Column(label=view.say("targets.company"), width="36%"),
        Column(label=view.say("column.segment"), sortable=False, width="48%"),
        Column(label=view.say("column.counts-as"), numeric=True, sortable=False),
    )
    by_company: dict[str, list[Target]] = {}
    for one in found.targets:
        by_company.setdefault(one.company_key, []).append(one)
    rows = [_company_row(view, own) for own in by_company.values()]
    total = (view.say("why.total"), count(len(found.targets)), count(len(rows)))
    caption = view.say("targets.company")
    return html_table(columns, rows, caption=caption, empty=view.say("detail.none"), total=total if rows else None)


def _company_row(view: View, own: Sequence[Target]) -> Row:
    places = [element("small", one.place, " ", cited(view, one.cell, "place")) for one in {one.cell: one for one in own}.values()]
    fills = [element("div", *_fills(view, one)) for one in own]
    name = element("div", opener(own[0].company, f"company:{own[0].company_key}"), *places)
    return Row(cells=(name, element("div", *fills), "1"), sort=(own[0].company,))


def _fills(view: View, one: Target) -> tuple[Part, ...]:
    slot = f"{one.chain_id}/{one.segment_id}"
    segment = view.assessment.chain(one.chain_id).segment(one.segment_id).segment
    points = figure(f"{column_percent(one.gains.pulled)} %", f"why:landing:{slot}:{one.company_key}")
    return opener(view.segment(segment), f"segment:{slot}"), " ", points


def _not_known(view: View, found: TargetList) -> Markup | None:
    """What would change the numbers: segments nobody knows, and companies that are left out until something is found out."""
    checks = len(to_check(view))
    open_rows = [one for one in found.left_out if one.reason.code in _OPEN and one.chain_id in _shown(view)]
    lines: list[Markup] = []
    if checks:
        lines.append(element("li", view.say("why.invite-checks", count=checks)))
    for one in open_rows[:_MOST]:
        slot = f"{one.chain_id}/{one.segment_id}"
        chain = _shown(view)[one.chain_id]
        name = opener(view.segment(chain.segment(one.segment_id).segment), f"segment:{slot}")
        company = opener(one.company, f"company:{one.company_key}")
        lines.append(element("li", company, " · ", name, " · ", left_out_text(view, one)))
    if len(open_rows) > _MOST:
        lines.append(element("li", view.say("why.invite-more", count=len(open_rows) - _MOST)))
    return element("section", element("h3", view.say("why.not-known")), element("ul", *lines)) if lines else None


def _shown(view: View) -> dict[str, ChainResult]:
    return {chain.chain.chain_id: chain for chain in view.assessment.chains}
