"""The answer to a 核查 item, beside its list: nobody there, a company found, or where the companies are that may be there.

Fields are read from the session when rows are made, so that a text which is still being typed when the button is
clicked counts.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial

import streamlit as st

from chainmap.analysis.assessment import ChainResult, SegmentResult
from chainmap.app import address, spot, who
from chainmap.app.pane import pane
from chainmap.app.plain import plain
from chainmap.app.spot_place import place_field
from chainmap.desk.on_the_spot import checked, edited, found
from chainmap.model.correction import Correction
from chainmap.model.vocabulary import CheckMethod, Confidence, Control, Status
from chainmap.present.gap_list import can_check
from chainmap.present.provenance import SupplierRow, segment_suppliers
from chainmap.present.spot_review import company_line, gone_card, segment_card
from chainmap.present.view import View, ref

NAME = "answer"  # of the item in the address
NOBODY, FOUND, LOCATED = "nobody", "found", "located"
Build = Callable[[datetime], Sequence[Correction] | str]  # the rows, or what is still to be filled in


@dataclass(frozen=True, kw_only=True)
class _Item:
    """The item that is answered, and the companies that may be there."""

    view: View
    at: spot.Place
    chain: ChainResult
    result: SegmentResult
    companies: tuple[SupplierRow, ...]
    others: tuple[str, ...]  # of the list that it stands in

    @property
    def ref(self) -> str:
        return ref(self.chain.chain, self.result.segment.segment_id)

    def key(self, name: str) -> str:
        """Of a field that belongs to this item only."""
        return f"spot_{name}_{self.ref}_{self.view.language}"

    def text(self, name: str) -> str:
        """What stands in such a field."""
        return str(st.session_state.get(self.key(name)) or "").strip()


def answer_panel(view: View, at: spot.Place, order: Sequence[str]) -> None:
    """The panel of the item in the address; `order` is the list that it stands in, through which answering goes on."""
    asked = address.kept(NAME)
    if not asked:
        spot.outcome(at, view)
        return
    opened = view.find(asked)
    with st.container(key="spot_panel"):
        spot.outcome(at, view)
        if opened is None or not can_check(opened[1]):
            pane(gone_card(view, view.say("spot.gone")), key="spot_gone", on_event=partial(spot.follow, NAME))
            return
        chain, result = opened
        others = tuple(one for one in order if one != asked)
        item = _Item(view=view, at=at, chain=chain, result=result, companies=_unsettled(view, chain, result), others=others)
        pane(segment_card(view, chain, result), key="spot_card", on_event=partial(spot.follow, NAME))
        _form(item, _following(order, asked))


def _form(item: _Item, following: str) -> None:
    view = item.view
    results = (LOCATED, FOUND, NOBODY) if item.companies else (NOBODY, FOUND)
    chosen = st.segmented_control(
        view.say("spot.result"), results, default=results[0], required=True, key=item.key("result"),
        format_func=lambda one: view.say(f"spot.result.{one}"), label_visibility="collapsed",
    )  # fmt: skip
    build = {NOBODY: _nobody, FOUND: _found, LOCATED: _located}[chosen or results[0]](item)
    who.sign(view.say("publish.author"))
    rows = build(spot.UNSEEN)
    if isinstance(rows, str):
        st.html(spot.muted(rows))
    else:
        spot.effect_of(item.at, view, rows)
    with st.container(key="spot_buttons", horizontal=True):
        st.button(
            view.say("spot.record-next" if following else "spot.record"), key="spot_record", type="primary",
            on_click=_record, args=(item, rows, build, following),
        )  # fmt: skip
        if following:
            st.button(view.say("spot.skip"), key="spot_skip", on_click=spot.open_panel, args=(NAME, following))


def _nobody(item: _Item) -> Build:
    """Nobody is there: the check with its scope, its method and its day; of several segments at once where wanted."""
    view = item.view
    if item.companies:
        st.html(spot.muted(view.say("spot.settle-first", count=len(item.companies))))
    check = _check_fields(item)
    others = {one: view.segment(known[1].segment) for one in item.others if (known := view.find(one))}
    st.multiselect(
        view.say("spot.also"), list(others), format_func=lambda one: others.get(one, one), key=item.key("also"),
        placeholder=view.say("spot.also-placeholder"),
    )  # fmt: skip
    return lambda now: [check(one, now) for one in (item.ref, *st.session_state.get(item.key("also"), ()))]


def _found(item: _Item) -> Build:
    """A company was found: its row, and whether the segment is checked with it."""
    view, key, here = item.view, item.key, item.view.region(item.view.assessment.region)
    st.text_input(view.say("column.company"), key=key("company"), placeholder=view.say("spot.required"))
    place_field(view, view.say("column.place"), here, key=key("place"))
    with st.container(key="filters_spot_found", horizontal=True, vertical_alignment="bottom"):
        _choice(view, "column.status", Status, Status.PRODUCING, key=key("status"))
        _choice(view, "column.control", Control, Control.UNKNOWN, key=key("control"))
        _choice(view, "column.confidence", Confidence, Confidence.HIGH, key=key("confidence"))
    st.text_input(view.say("column.product"), key=key("product"))
    required = view.say("spot.required-such", example=view.say("spot.reason-placeholder"))
    st.text_input(view.say("column.source"), key=key("source"), placeholder=required)
    check = _check_fields(item)
    st.toggle(view.say("spot.complete"), key=key("complete"))

    def build(now: datetime) -> Sequence[Correction] | str:
        if not item.text("company"):
            return view.say("spot.unknown-company")
        day = check(item.ref, now)
        values = [(name, item.text(name)) for name in ("status", "control", "confidence", "source")]
        if day.checked_on is not None:
            values.append(("as_of", day.checked_on.isoformat()))
        row = found(
            day.chain_id, day.segment_id, item.text("company"), item.text("place"), user=who.user(), now=now, values=values,
            product=item.text("product"), note=day.note,
        )  # fmt: skip
        return [row, day] if st.session_state.get(key("complete")) else [row]

    return build


def _located(item: _Item) -> Build:
    """Companies that may be there: each is here, or elsewhere; and whether the segment is checked with that."""
    view = item.view
    for number, row in enumerate(item.companies):
        st.html(company_line(view, row))
        _where(item, number, row)
    check = _check_fields(item)
    st.toggle(view.say("spot.complete"), key=item.key("complete"))

    def build(now: datetime) -> Sequence[Correction] | str:
        places = [_written(item, number, row) for number, row in enumerate(item.companies)]
        missing = [row.company for row, place in zip(item.companies, places, strict=True) if not place]
        if missing:
            return view.say("spot.fill-place", companies=tuple(missing))
        day = check(item.ref, now)
        method = view.word(day.method) if day.method else ""
        reason = day.note or view.say("correction.reason", method=method, on=str(day.checked_on))
        rows = [
            one
            for number, (row, place) in enumerate(zip(item.companies, places, strict=True))
            for one in _settled(view, row, {"place": place, "status": item.text(f"status{number}")}, reason, now)
        ]
        return [*rows, day] if st.session_state.get(item.key("complete")) else rows

    return build


def _where(item: _Item, number: int, row: SupplierRow) -> None:
    """Whether a company is here, where exactly, and what it does."""
    view, region = item.view, item.view.region(item.view.assessment.region)
    with st.container(key=f"filters_spot_where{number}", horizontal=True, vertical_alignment="bottom"):
        where = st.segmented_control(
            view.say("spot.place-of", company=plain(row.company)), ("unsaid", "here", "elsewhere"), default="unsaid",
            required=True, key=item.key(f"where{number}"), label_visibility="collapsed",
            format_func=lambda one: view.say(f"spot.where.{one}", region=plain(region)),
        )  # fmt: skip
        _choice(view, "column.status", Status, row.status, key=item.key(f"status{number}"))
    if where != "unsaid":
        here = where == "here"
        label = view.say("spot.place-here" if here else "spot.place-elsewhere")
        key = item.key(f"{where}{number}")
        place_field(view, label, region if here else "", key=key, written=row.place, here=here)


def _written(item: _Item, number: int, row: SupplierRow) -> str:
    where = str(st.session_state.get(item.key(f"where{number}")) or "unsaid")
    return row.place if where == "unsaid" else item.text(f"{where}{number}")


def _settled(view: View, row: SupplierRow, texts: dict[str, str], reason: str, now: datetime) -> Sequence[Correction]:
    return edited(view.dataset, row.position, texts, user=who.user(), now=now, note=reason)


def _check_fields(item: _Item) -> Callable[[str, datetime], Correction]:
    """How, when and where it was checked: this stays from one item to the next."""
    view, ladder = item.view, list(item.view.assessment.ladder)
    method_key, scope_key = f"spot_method_{view.language}", f"spot_scope_{ladder[0]}_{view.language}"
    with st.container(key="filters_spot_check", horizontal=True, vertical_alignment="bottom"):
        _choice(view, "spot.method", CheckMethod, CheckMethod.ON_SITE, key=method_key)
        st.date_input(view.say("spot.on"), "today", max_value="today", format="YYYY-MM-DD", key="spot_on", width=128)
        st.selectbox(view.say("spot.scope"), ladder, format_func=view.region, key=scope_key, width="stretch")
    st.text_input(view.say("spot.note"), key=item.key("note"), placeholder=view.say("spot.note-check"))

    def check(of: str, now: datetime) -> Correction:
        chain_id, _, segment_id = of.partition("/")
        on, method = st.session_state.get("spot_on"), st.session_state[method_key]
        day = on if isinstance(on, date) else date.today()
        scope = str(st.session_state[scope_key])
        return checked(chain_id, segment_id, scope, method, day, user=who.user(), now=now, note=item.text("note"))

    return check


def _choice(
    view: View, label: str, members: type[Status | Control | Confidence | CheckMethod], start: object, *, key: str
) -> None:
    options = list(members)
    st.selectbox(view.say(label), options, index=options.index(start), format_func=view.choice, key=key, width=112)  # type: ignore[arg-type]


def _unsettled(view: View, chain: ChainResult, result: SegmentResult) -> tuple[SupplierRow, ...]:
    """Companies that may be in the region, and those in it of which nobody knows what they do."""
    rows = segment_suppliers(view, chain.chain.chain_id, result.segment.segment_id)
    there = (row for row in rows if row.step is None or (row.step == 0 and row.status is Status.UNKNOWN))
    return tuple(row for row in there if row.status is not Status.STOPPED)


def _following(order: Sequence[str], asked: str) -> str:
    after = order[order.index(asked) + 1 :] if asked in order else order
    return next((one for one in after if one != asked), "")


def _record(item: _Item, seen: Sequence[Correction] | str, build: Build, following: str) -> None:
    rows = build(spot.UNSEEN)
    if isinstance(rows, str):
        spot.refuse("not-filled-in")
    else:
        spot.publish(item.at, item.view, () if isinstance(seen, str) else seen, rows, name=NAME, then=following)
