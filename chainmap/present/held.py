"""Which filters held when a list was downloaded, said in its files: a sheet and a printed line in Excel, a column in CSV."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from chainmap.present.numbers import count
from chainmap.present.table import CellKind, Table, TableColumn
from chainmap.present.view import View

Named = tuple[str, str]  # a filter and what it says, in words


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """The filters, how many rows they left `of` how many, and what the list was ordered by, if by a score."""

    filters: tuple[Named, ...]
    rows: int
    of: int
    score: str = ""


def told(view: View, filters: Sequence[Named]) -> str:
    """`裁定：缺链；动作：补链`; "" for none."""
    parts = (view.say("filter.named", name=name, value=value) for name, value in filters)
    return view.say("filter.and").join(parts)


def given(view: View, values: Mapping[str, str | None]) -> tuple[Named, ...]:
    """The filters that say something, from codes of their names."""
    return tuple((view.say(code), value) for code, value in values.items() if value)


def for_excel(view: View, table: Table, held: Held) -> list[Table]:
    """The list with the filters on its printed pages, and a sheet that says them."""
    return [replace(table, printed=told(view, held.filters)), held_sheet(view, held)]


def held_sheet(view: View, held: Held) -> Table:
    """A fact a line. Its name begins with `_`, so that the file can be brought back as it is."""
    facts = [
        (view.say("xlsx.region"), view.region(view.assessment.region)),
        *([(view.say("filter.score"), held.score)] if held.score else []),
        (view.say("filter.held"), told(view, held.filters) or view.say("filter.none")),
        (view.say("filter.rows"), view.say("filter.rows-of", count=count(held.rows), of=count(held.of))),
        (view.say("xlsx.version"), view.assessment.version or view.say("xlsx.no-version")),
    ]
    columns = tuple(TableColumn(header=name) for name, _ in facts)
    return Table(name=view.say("filter.sheet"), columns=columns, rows=[[text for _, text in facts]], key_value=True)


def for_csv(view: View, table: Table, held: Held) -> Table:
    """The list; with filters a last column says them in every row, so that the header stays the first line."""
    if not held.filters:
        return table
    column = TableColumn(header=view.say("filter.held"), kind=CellKind.TEXT)
    text = told(view, held.filters)
    return replace(table, columns=(*table.columns, column), rows=[[*row, text] for row in table.rows])
