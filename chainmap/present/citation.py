"""Where in a user's files a statement stands: the cells of the fields that make it, or the row where all of it is meant."""

from dataclasses import replace

from chainmap.model.finding import Cell, column_letters
from chainmap.model.vocabulary import Control
from chainmap.present.html_table import cell_markup
from chainmap.present.markup import Markup, element
from chainmap.present.provenance import SupplierRow
from chainmap.present.view import View


def cited(view: View, row: Cell, *fields: str) -> Markup:
    """`名单.xlsx[企业]!F17、I17`: the cells of these fields of a row, each once; the row, said to be one, where none is known."""
    known = dict.fromkeys(view.dataset.cell_of(row, name) for name in fields)
    cells = [cell for cell in known if cell.column]
    if not cells:
        return element("span", cell_markup(replace(row, column=0)), " ", view.say("cell.whole-row"), class_="cm-muted")
    first, *others = cells
    more = (f"{column_letters(cell.column)}{cell.row}" for cell in others)
    return cell_markup(first, "".join(f"{view.say('cell.and')}{one}" for one in more))


def strength_cited(view: View, row: SupplierRow, *fields: str, controlled: bool = True) -> Markup:
    """The cells that say how strongly a supplier counts: place and status, with who controls it, and further ones."""
    return cited(view, row.cell, "place", "status", *(_control(row) if controlled else ()), *fields)


def _control(row: SupplierRow) -> tuple[str, ...]:
    """A controlling country decides where one is given; of a joint venture the domestic share."""
    if row.control_country:
        return ("control_country",)
    return ("control", "domestic_share") if row.control is Control.JOINT_VENTURE else ("control",)
