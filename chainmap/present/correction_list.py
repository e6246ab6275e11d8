"""Corrections in words: what one says, the mark beside the row that it changed, and the list of all of them."""

from collections.abc import Iterable, Sequence
from enum import StrEnum

from chainmap.intake.columns import SUPPLIERS
from chainmap.model.correction import Correction, CorrectionKind
from chainmap.model.finding import Cell
from chainmap.model.names import matching_key
from chainmap.model.vocabulary import spellings
from chainmap.present.corrected import Corrected
from chainmap.present.html_table import Column, Row, cell_markup, html_table, opener
from chainmap.present.markup import Markup, element
from chainmap.present.view import View
from chainmap.present.words import hint, message


def what(view: View, row: Correction) -> str:
    """What a correction says, without its company: `状态 量产 → 停产`."""
    match row.kind:
        case CorrectionKind.CHANGE:
            before, after = (text_of(view, row.field, text) or view.say("diff.blank") for text in (row.before, row.after))
            return view.say("correction.change", column=column_name(view, row.field), before=before, after=after)
        case CorrectionKind.ADD:
            return view.say("correction.add", company=row.company, place=row.place)
        case _:
            method = view.word(row.method) if row.method else view.say("checked.method-unknown")
            region = view.region(row.region_id) if row.region_id in view.dataset.regions else row.region_id
            if row.checked_on is None:
                return view.say("correction.check", method=method, region=region)
            return view.say("correction.check-on", method=method, region=region, on=row.checked_on.isoformat())


def told(view: View, rows: Sequence[Correction]) -> str:
    """Corrections made at once in a line: the first with its company or segment, the others counted by their columns."""
    lines = list(dict.fromkeys(_line(view, row) for row in rows))
    return ("；" if view.language == "zh" else "; ").join(lines)


def column_name(view: View, name: str) -> str:
    """Header of a supplier column as a reader knows it."""
    column = SUPPLIERS.column(name)
    return column.zh if view.language == "zh" else column.en.replace("_", " ")


def text_of(view: View, name: str, text: str) -> str:
    """A text of a column as a reader knows it: the word of a vocabulary, the name of a region."""
    column = SUPPLIERS.column(name)
    if column.vocabulary is not None and (member := _member(column.vocabulary, text)):
        return view.word(member)
    if name == "control_country" and text in view.dataset.regions:
        return view.region(text)
    return text


def mark(view: View, shown: Sequence[Corrected], at: Sequence[int], *, opened: str | None) -> Markup:
    """`更正 2026-11-25 张三`: a button that opens what was corrected in a row; its event is `marks:<first>`."""
    text = mark_text(view, shown, at)
    return element("small", opener(text, event_of(at), is_open=opened == event_of(at)), class_="cm-corrected")


def noted(view: View, cell: Cell) -> Markup | None:
    """The mark of a row of the register, which opens in place to what was corrected in it; None where nothing was."""
    at = view.marks.get(cell)
    if not at:
        return None
    story = mark_story(view, view.corrections, at, cell, may=False)
    return element("details", element("summary", mark_text(view, view.corrections, at)), story, class_="cm-corrected")


def mark_text(view: View, shown: Sequence[Corrected], at: Sequence[int]) -> str:
    """`更正 2026-11-25 张三`, of the last one, and how many there are."""
    last = shown[at[-1]].correction
    code = "correction.mark-added" if shown[at[0]].correction.kind is CorrectionKind.ADD else "correction.mark"
    text = view.say(code, on=_day(last), author=last.author)
    return view.say("correction.mark-more", mark=text, count=len(at)) if len(at) > 1 else text


def event_of(at: Sequence[int]) -> str:
    """The event of a mark."""
    return f"marks:{at[0]}"


def mark_story(view: View, shown: Sequence[Corrected], at: Sequence[int], cell: Cell, *, may: bool) -> Markup:
    """What was corrected in a row: before → after, who, when, why, and the cell that it stands in."""
    return element(
        "div",
        html_table(
            _columns(view, "what", "versions.author", "versions.time", "why", "" if may else None),
            [_story_row(view, shown[one], one, may=may) for one in at],
            caption=view.say("corrections.title"),
            empty="",
        ),
        element("p", view.say("correction.original"), " ", cell_markup(cell), class_="cm-muted"),
    )


def correction_table(view: View, shown: Sequence[Corrected], *, may: bool) -> Markup:
    """Every correction, the latest first. With `may` a button takes one back (`take-back:position`)."""
    order = sorted(range(len(shown)), key=lambda at: (shown[at].correction.made_at, at), reverse=True)
    return html_table(
        _columns(view, "versions.time", "versions.author", "subject", "what", "why", "state", "" if may else None),
        [_row(view, shown[at], at, may=may) for at in order],
        caption=view.say("corrections.title"),
        empty=view.say("corrections.none"),
    )


def corrections_sentence(view: View, shown: Sequence[Corrected]) -> str:
    """How many corrections there are, and how many of them are not applied."""
    idle = sum(1 for one in shown if one.problem)
    if not shown:
        return view.say("corrections.none")
    return view.say("corrections.sentence-some" if idle else "corrections.sentence", count=len(shown), idle=idle)


def lines(view: View, rows: Iterable[Correction]) -> Markup:
    """Corrections one below the other."""
    return element("ul", *(element("li", _line(view, row)) for row in rows), class_="cm-plain")


def _columns(view: View, *names: str | None) -> tuple[Column, ...]:
    codes = [name if not name or "." in name else f"corrections.{name}" for name in names if name is not None]
    return tuple(
        Column(label=view.say(code) if code else "", sortable=False, tight=code in ("", "versions.author", "versions.time"))
        for code in codes
    )


def _row(view: View, one: Corrected, at: int, *, may: bool) -> Row:
    row = one.correction
    cells = [_time(row), row.author, _subject(view, one), what(view, row), _why(row), _state(view, one)]
    return Row(cells=(*cells, _button(view, at)) if may else tuple(cells))


def _story_row(view: View, one: Corrected, at: int, *, may: bool) -> Row:
    row = one.correction
    cells = [what(view, row), row.author, _time(row), _why(row)]
    return Row(cells=(*cells, _button(view, at)) if may else tuple(cells))


def _why(row: Correction) -> str:
    return row.note or dict(row.values).get("source", "")


def _subject(view: View, one: Corrected) -> Markup:
    row, ref = one.correction, f"{one.correction.chain_id}/{one.correction.segment_id}"
    found = view.find(ref)
    segment = opener(view.segment(found[1].segment), f"segment:{ref}") if found else row.segment_id
    chain = element("small", view.chain(found[0].chain)) if found else None
    return element("div", element("b", row.company) if row.company else None, " ", segment, chain, *map(_place, one.cells))


def _place(cell: Cell) -> Markup:
    return element("small", cell_markup(cell))


def _state(view: View, one: Corrected) -> Markup:
    if one.problem is None:
        return element("span", view.say("corrections.in-force"), class_="cm-tag")
    why = element("small", message(one.problem, view.language), " ", hint(one.problem, view.language))
    return element("div", element("span", view.say("corrections.idle"), class_="cm-tag cm-error"), why)


def _button(view: View, at: int) -> Markup:
    return element("button", view.say("corrections.take-back"), type="button", class_="cm-do", data_event=f"take-back:{at}")


def _line(view: View, row: Correction) -> str:
    subject = row.company if row.kind is CorrectionKind.CHANGE else _segment_name(view, row)
    return view.say("correction.of", company=subject, what=what(view, row))


def _segment_name(view: View, row: Correction) -> str:
    found = view.find(f"{row.chain_id}/{row.segment_id}")
    return view.segment(found[1].segment) if found else row.segment_id


def _member(vocabulary: type[StrEnum], text: str) -> StrEnum | None:
    wanted = matching_key(text)
    return next((one for one, words in spellings(vocabulary).items() if wanted in map(matching_key, (one.value, *words))), None)


def _day(row: Correction) -> str:
    return row.made_at.astimezone().strftime("%Y-%m-%d")


def _time(row: Correction) -> str:
    return row.made_at.astimezone().strftime("%Y-%m-%d %H:%M")
