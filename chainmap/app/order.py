"""In which order tables stand, kept in the page's address: `gaps_table~pulled~down|gaps_table.1~segment~up`.

A table is named by its pane, with its number there behind the first; a column by its code, never by its label.
"""

from typing import NamedTuple

from chainmap.app import address
from chainmap.present.html_table import Paged
from chainmap.present.scenario_link import decoded, encoded

NAME = "sort"  # in the address
EVENT = "sort:"  # `sort:0:up:segment`: what a header sends
MOST = 12  # tables whose order is kept: the first ones go
UP, DOWN = WAYS = ("up", "down")


class Order(NamedTuple):
    """`column` is its code, or its place from 0 where it has none; `way` up or down."""

    table: str
    column: str
    way: str


def of(pane: str) -> list[tuple[int, str, str]]:
    """Of each sorted table of a pane: its number there, the column, the way."""
    numbers = ((one, one.table.removeprefix(pane)) for one in _kept())
    return [
        (int(number[1:] or 0), one.column, one.way)
        for one, number in numbers
        if one.table.startswith(pane) and (not number or (number[0] == "." and number[1:].isdecimal() and len(number) < 5))
    ]


def paged(pane: str) -> Paged:
    """How a list is sorted of which the pane shows a page."""
    return next((Paged(column=column, down=way == DOWN) for number, column, way in of(pane) if number == 0), Paged())


def put(pane: str, event: str) -> None:
    """A header was clicked. Only from callbacks, as `forget`."""
    _, number, way, column = event.split(":", 3)
    table = pane if number == "0" else f"{pane}.{number}"
    others = [one for one in _kept() if one.table != table]
    _keep([*others, Order(table, column, way)] if way in WAYS else others)


def forget(start: str) -> None:
    """Tables of panes that begin so stand as they come: they show something else now."""
    kept = _kept()
    if any(one.table.startswith(start) for one in kept):
        _keep([one for one in kept if not one.table.startswith(start)])


def _kept() -> list[Order]:
    return [Order(*one) for one in decoded(address.kept(NAME)) if len(one) == len(Order._fields) and one[2] in WAYS]


def _keep(orders: list[Order]) -> None:
    address.put(**{NAME: encoded(orders[-MOST:])})
