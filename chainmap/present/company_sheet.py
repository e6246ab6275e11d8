"""One page about a company for the call: how to open, why it is called, what is known and from where, what to find out first."""

from collections.abc import Iterator, Sequence

from chainmap.analysis.targets import Target, TargetList
from chainmap.model.vocabulary import Confidence, Status
from chainmap.present.data_note import as_of
from chainmap.present.document import Block, Grid, Heading, Paragraph, word_document
from chainmap.present.document_style import Size
from chainmap.present.markup import Markup, element
from chainmap.present.numbers import listed, percent_points
from chainmap.present.provenance import SupplierRow, supplier_rows
from chainmap.present.target_words import call_line, segment_name
from chainmap.present.view import View

_NAMED = 6
_FEW = (3, 3)  # chains may share a company: rows that one page holds, gaps with all their figures


def company_sheet(view: View, found: TargetList, company_key: str, *, label: str) -> bytes:
    """A .docx of one page; equal inputs give equal bytes. Raises KeyError when nobody invites the company."""
    own = targets_of(found, company_key)
    if not own:
        raise KeyError(company_key)
    title = view.say("call-sheet.title", company=own[0].company)
    return word_document(list(_blocks(view, own, title, label)), language=view.language, title=title, size=Size.SHEET)


def company_panel(view: View, own: Sequence[Target]) -> Markup:
    """The same on a page: columns beside each other."""
    rows = known_rows(view, own)
    known = [_row_item(view, row) for row in rows]
    return element(
        "div",
        element("div", _part(view, "why", worth_lines(view, own)), _part(view, "verify", open_questions(view, own, rows))),
        element("div", _part(view, "offer", offers(view, own))),
        element("div", element("h3", view.say("call-sheet.known")), element("ul", *known, class_="cm-suppliers")),
        class_="cm-story",
    )  # fmt: skip


def targets_of(found: TargetList, company_key: str) -> tuple[Target, ...]:
    """Every gap that a company is a target for, in the order of the list."""
    return tuple(one for one in found.targets if one.company_key == company_key)


def known_rows(view: View, own: Sequence[Target]) -> list[SupplierRow]:
    """The company's rows of the register, those on the gaps first, in the order of the list."""
    register = view.dataset.suppliers
    order = {(one.chain_id, one.segment_id): at for at, one in enumerate(own)}
    rows = supplier_rows(view, register[register["company_key"] == own[0].company_key])
    return sorted(rows, key=lambda row: order.get((row.chain_id, row.segment_id), len(order)))


def opening_lines(view: View, own: Sequence[Target]) -> list[str]:
    """The first sentence of the call, per gap."""
    return [view.say("call-sheet.opening-line", segment=segment_name(view, one), line=call_line(view, one)) for one in own]


def worth_lines(view: View, own: Sequence[Target]) -> list[str]:
    """What landing the company adds, per gap."""
    return [_worth(view, one) for one in own]


def open_questions(view: View, own: Sequence[Target], rows: Sequence[SupplierRow]) -> list[str]:
    """What nobody knows well enough to build a call on, in the rows on the gaps that it is called for."""
    slots = {(one.chain_id, one.segment_id) for one in own}
    rows = [row for row in rows if (row.chain_id, row.segment_id) in slots]
    weak = sum(1 for row in rows if row.confidence in (None, Confidence.LOW))
    undated = sum(1 for row in rows if not row.as_of)
    asked = [
        view.say("call-sheet.low-confidence", count=weak) if weak else None,
        view.say("call-sheet.undated", count=undated) if undated else None,
        view.say("call-sheet.control") if any(one.domestic.width > 0 for one in own) else None,
        view.say("call-sheet.status") if any(one.status is Status.UNKNOWN for one in own) else None,
    ]
    return [one for one in asked if one is not None] or [view.say("call-sheet.nothing-open")]


def offers(view: View, own: Sequence[Target]) -> list[str]:
    """Who is here for them: buyers, suppliers of the inputs of what they make, platforms and institutes."""
    buyers = dict.fromkeys(name for one in own for name in one.buyers)
    inputs = dict.fromkeys(name for one in own for name in _suppliers_of_inputs(view, one))
    resources = dict.fromkeys(name for one in own for name in _resources(view, one))
    said = [
        view.say(f"call-sheet.{code}", names=listed(names, view.language, at_most=_NAMED))
        for code, names in (("buyers", buyers), ("inputs", inputs), ("resources", resources))
        if names
    ]
    return said or [view.say("call-sheet.nothing-here")]


def _blocks(view: View, own: Sequence[Target], title: str, label: str) -> Iterator[Block]:
    rows = known_rows(view, own)
    region = view.region(view.assessment.region)
    yield Paragraph(text=title, style="Title")
    yield Paragraph(text=view.say("call-sheet.subtitle", region=region, date=as_of(view), label=label), style="Subtitle")
    sections = (
        ("opening", opening_lines(view, own[: _FEW[1]])),
        ("why", worth_lines(view, own[: _FEW[1]])),
        ("offer", offers(view, own)),
        ("verify", open_questions(view, own, rows)),
    )
    for code, lines in sections:
        yield Heading(text=view.say(f"call-sheet.{code}"))
        yield from (Paragraph(text=line, style="Note") for line in lines)
    yield Heading(text=view.say("call-sheet.known"))
    headers = tuple(
        map(view.say, ("column.segment", "column.product", "column.place", "column.status", "column.source", "column.cell"))
    )
    yield Grid(headers=headers, rows=[_row(view, row) for row in rows[: _FEW[0]]], widths=(2.5, 2.7, 1.6, 1.6, 5.0, 3.6))
    if len(rows) > _FEW[0]:
        yield Paragraph(text=view.say("call-sheet.more-rows", count=len(rows) - _FEW[0]), style="Note")
    yield Heading(text=view.say("call-sheet.record"))
    blanks = [(view.say(f"call-sheet.{code}"), "\n") for code in ("person", "next")]
    yield Grid(headers=(view.say("call-sheet.item"), view.say("call-sheet.answer")), rows=blanks, widths=(4.0, 11.6))


def _row(view: View, row: SupplierRow) -> tuple[str, ...]:
    status = " · ".join((view.word(row.status), view.word(row.control)))
    return (_row_segment(view, row), row.product, row.place, status, _source(view, row), str(row.cell))


def _row_item(view: View, row: SupplierRow) -> Markup:
    what = " · ".join(part for part in (row.place, row.product) if part)
    return element(
        "li", _row_segment(view, row), " ",
        element("span", view.word(row.status), " · ", view.word(row.control), class_="cm-tag"),
        element("small", what), element("small", _source(view, row)), element("small", row.note) if row.note else None,
        element("small", element("code", str(row.cell))),
    )  # fmt: skip


def _row_segment(view: View, row: SupplierRow) -> str:
    return view.segment(view.dataset.chain(row.chain_id).segment(row.segment_id))


def _source(view: View, row: SupplierRow) -> str:
    confidence = (
        view.say("detail.confidence", confidence=view.word(row.confidence))
        if row.confidence
        else view.say("detail.confidence-none")
    )
    return " · ".join(part for part in (row.source, row.as_of, confidence) if part)


def _worth(view: View, one: Target) -> str:
    chain = view.assessment.chain(one.chain_id)
    return view.say(
        "call-sheet.gain", chain=view.chain(chain.chain), segment=segment_name(view, one),
        verdict=view.word(chain.segment(one.segment_id).verdict), coverage=percent_points(one.gains.coverage),
        reliance=percent_points(one.gains.self_reliance), continuity=percent_points(one.gains.continuity),
    )  # fmt: skip


def _suppliers_of_inputs(view: View, one: Target) -> list[str]:
    """Companies that are certainly in the region on a direct input of the segment."""
    chain = view.dataset.chain(one.chain_id)
    inputs = {dependency.upstream for dependency in chain.dependencies if dependency.downstream == one.segment_id}
    register = view.dataset.suppliers
    rows = register[(register["chain_id"] == one.chain_id) & register["segment_id"].isin(inputs)]
    here = [view.dataset.regions.contains(view.assessment.region, place) for place in rows["region_id"]]
    return [str(name) for name in rows["company"][here]]


def _resources(view: View, one: Target) -> list[str]:
    return [resource.name for resource in view.dataset.chain(one.chain_id).resources if one.segment_id in resource.segments]


def _part(view: View, code: str, lines: Sequence[str]) -> Markup:
    return element(
        "section", element("h3", view.say(f"call-sheet.{code}")), element("ul", *(element("li", line) for line in lines))
    )
