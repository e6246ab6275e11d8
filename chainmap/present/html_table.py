"""A table as escaped HTML: rows that can be opened, columns that can be sorted, numbers to the right."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape

from chainmap.model.finding import Cell
from chainmap.present.markup import Markup, Part, element, join
from chainmap.present.words import Placeholder

_DAY = re.compile(r"(?<!\d)(\d{4}-\d{2}-\d{2})(?!\d)", re.ASCII)
_STOPS = "，。；：、）,.;:)"
_OPENINGS = "（("
_CUT = 40  # letters that five lines of a narrow column hold
PLACE = "\0"  # where `around` puts its part; no text of a user can hold it


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column: its header, and what the header says when pointed at. `code` is how an address names it: by default its place."""

    label: str
    code: str = ""
    numeric: bool = False
    hint: str | None = None
    sortable: bool = True
    width: str | None = None
    tight: bool = False  # kept on one line
    whole: bool = False  # no word is broken: for words of ours, which are short
    where_room: bool = False  # only in a box (`cm-roomy`) that is wide enough


@dataclass(frozen=True, slots=True, kw_only=True)
class Paged:
    """The table is one page of a list that is sorted as a whole: by the column of this code, "" for none, down or up."""

    column: str = ""
    down: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """Cells in the order of the columns. `event` is sent when the row is clicked; `detail` stands open below it.

    `current`: what the row is about stands beside the table. `group`: a line above the row that names it and those after it.
    """

    cells: Sequence[Part]
    sort: Sequence[float | str | None] = ()  # per column; None or missing: by the text of the cell
    event: str | None = None
    detail: Markup | None = None
    current: bool = False
    group: Part = None


def html_table(
    columns: Sequence[Column],
    rows: Sequence[Row],
    *,
    caption: str,
    empty: Part,
    total: Sequence[Part] | None = None,
    paged: Paged | None = None,
) -> Markup:
    """The table, or what `empty` says when it has no rows. `caption` is read by screen readers; `total` stands below."""
    if not rows:
        return element("p", empty, class_="cm-empty")
    head = element("thead", element("tr", *(_header(column, column.code or str(at), paged) for at, column in enumerate(columns))))
    body = element("tbody", *(part for row in rows for part in _row(columns, row)))
    foot = None
    if total is not None:
        foot = element("tfoot", element("tr", *(_cell(column, part, None) for column, part in zip(columns, total, strict=True))))
    return element("table", element("caption", caption), head, body, foot, class_="cm-table", data_paged=paged is not None)


def opener(text: str, event: str, *, is_open: bool | None = None) -> Markup:
    """What a row is opened with by keyboard: a button that looks like the name it carries."""
    expanded = None if is_open is None else str(is_open).lower()
    whole = text if len(text) > _CUT else None  # a list shows five lines of a name at most
    return element("button", text, type="button", class_="cm-link", data_event=event, aria_expanded=expanded, title=whole)


def figure(text: str | Markup, event: str, *, hint: str | None = None) -> Markup:
    """A number that answers "why": a button with a dotted underline."""
    return element("button", text, type="button", class_="cm-why", data_event=event, title=hint)


def asked_of(side: str, shown: Markup) -> Markup:
    """The same with every number in it asking of that side (`version=1a2b`); as it is for ""."""
    opening = 'data-event="why:'  # texts of users hold no quotation mark that is not escaped
    return Markup(shown.replace(opening, f"{opening}{escape(side)};")) if side else shown


def around(text: str, part: Markup) -> Markup:
    """A text of ours with markup where it holds `PLACE`: a figure in the middle of a sentence."""
    before, _, after = text.partition(PLACE)
    return join((before, part, after))


def figures_in(text: str, parts: Mapping[str, Markup]) -> Markup:
    """A text of ours with several figures: each stands where the text holds its name from `mark`.

    A stop behind a figure stays on its line, and so does a bracket before it: browsers break lines on either side of a
    button.
    """
    told, *rest = text.split(PLACE)
    found: list[Part] = []
    for name, after in zip(rest[::2], rest[1::2], strict=True):
        before = told.rstrip(_OPENINGS)
        opening = told.removeprefix(before)
        following = after.lstrip(_STOPS)
        stop = after.removesuffix(following)
        found += [before, element("span", opening, parts[name], stop, class_="cm-place") if opening or stop else parts[name]]
        told = following
    return join([*found, told])


def mark(name: str, number: float | str = "") -> str:
    """What stands in a text for the figure of this name; with the number that it shows where words go with it."""
    return Placeholder(f"{PLACE}{name}{PLACE}", number)


def cell_markup(cell: Cell, more: str = "") -> Markup:
    """Where a value stands in a user's file, with `more` cells of the row behind it; the line may break before the sheet."""
    file, bracket, place = f"{cell}{more}".partition("[")
    return element("code", file, element("wbr"), element("span", bracket + place, class_="cm-place") if bracket else place)


def unbroken_days(part: Part) -> Part:
    """A text whose days stay on one line: browsers break them at their hyphens."""
    if not isinstance(part, str) or isinstance(part, Markup) or not (pieces := _DAY.split(part))[1:]:
        return part
    return join(element("span", piece, class_="cm-place") if at % 2 else piece for at, piece in enumerate(pieces))


def _header(column: Column, code: str, paged: Paged | None) -> Markup:
    text = column.label.replace(" %", "\u00a0%")  # a unit does not stand on a line of its own
    label = element("button", text, type="button", data_sort=code) if column.sortable else text
    style = f"width:{column.width}" if column.width else None
    number = _joined("cm-number" if column.numeric else None, "cm-where-room" if column.where_room else None)
    way = ("descending" if paged.down else "ascending") if paged and column.sortable and paged.column == code else None
    return element("th", label, scope="col", class_=number, title=column.hint, style=style, aria_sort=way)


def _row(columns: Sequence[Column], row: Row) -> list[Markup]:
    cells = [
        _cell(column, part, row.sort[at] if at < len(row.sort) else None)
        for at, (column, part) in enumerate(zip(columns, row.cells, strict=True))
    ]
    classes = _joined("cm-opens" if row.event else None, "cm-is-open" if row.detail or row.current else None)
    shown = [element("tr", *cells, data_event=row.event, class_=classes)]
    if row.group is not None:
        name = element("th", row.group, colspan=str(len(columns)), scope="colgroup")
        shown.insert(0, element("tr", name, class_="cm-group"))
    if row.detail is not None:
        shown.append(element("tr", element("td", row.detail, colspan=str(len(columns))), class_="cm-detail"))
    return shown


def _cell(column: Column, part: Part, sort: float | str | None) -> Markup:
    value = None if sort is None else f"{sort:.9g}" if isinstance(sort, float | int) else sort
    kind = "cm-number" if column.numeric else "cm-tight" if column.tight else "cm-whole" if column.whole else None
    classes = _joined(kind, "cm-where-room" if column.where_room else None)
    return element("td", unbroken_days(part), class_=classes, data_value=value)


def _joined(one: str | None, another: str | None) -> str | None:
    return f"{one} {another}" if one and another else one or another
