"""What the dialog of a page answers, kept in the page's address: one level inside the other, the last one is shown.

`why=coverage:ic` is one level. `~chain/segment` behind it names the row that stands open in it; `|` parts the levels.
"""

from typing import NamedTuple

from chainmap.app import address, order
from chainmap.present.scenario_link import decoded, encoded

NAME = "why"  # in the address
MOST = 12  # levels that are kept: the first ones go
_KINDS = ("segment", "findings")  # what opens beside the answers to "why"


class Level(NamedTuple):
    """What was asked: `coverage:ic`, `region=shanghai;coverage:ic`, `segment:ic/resist`; and the open row, "" for none."""

    asked: str
    opened: str = ""

    @property
    def kind(self) -> str:
        """`why`, `segment` or `findings`."""
        topic = self.asked.partition(":")[0]
        return topic if topic in _KINDS else NAME


def asked() -> tuple[Level, ...]:
    """What the address says; none where nothing is open."""
    return tuple(Level(*one[:2]) for one in decoded(address.kept(NAME)) if one[0])[-MOST:]


def ask(event: str) -> None:
    """Opens the dialog with one question. Only from callbacks, as all that follow."""
    _keep((_level(event),))


def ask_deeper(event: str) -> None:
    """Another question from inside the dialog; the one that stood there is kept."""
    _keep((*asked(), _level(event)))


def back() -> None:
    """The question before this one."""
    _keep(asked()[:-1])


def open_row(slot: str) -> None:
    """Opens the row of a segment in the answer; closes it where it stands open."""
    *before, last = asked()
    _keep((*before, last._replace(opened="" if last.opened == slot else slot)))


def close() -> None:
    """Nothing is open."""
    if address.has(NAME):
        order.forget("dialog_")
        address.put(**{NAME: ""})


def _level(event: str) -> Level:
    return Level(event.removeprefix(f"{NAME}:"))


def _keep(found: tuple[Level, ...]) -> None:
    if [one.asked for one in found[-1:]] != [one.asked for one in asked()[-1:]]:
        order.forget("dialog_")  # another answer has other tables
    address.put(**{NAME: encoded(tuple(filter(None, one)) for one in found[-MOST:])})
