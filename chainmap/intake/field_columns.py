"""In which column of a sheet every field of the model stands, so that a change can name its cell."""

from collections import Counter
from collections.abc import Iterable

from chainmap.intake.columns import PLACE_AS_WRITTEN, SheetFormat
from chainmap.intake.header import Table, find_sheets, find_table
from chainmap.intake.spreadsheet import RawWorkbook
from chainmap.model.dataset import EXTRA, SheetColumns
from chainmap.model.finding import column_letters
from chainmap.model.names import matching_key

_FIELDS = {"segment": "segment_id", "chain": "chain_id", "checked": "checked_region"}  # columns whose field has another name
_AS_WRITTEN = frozenset(map(matching_key, PLACE_AS_WRITTEN))


def field_columns(table: Table) -> dict[tuple[str, str], SheetColumns]:
    """`{(file, sheet): columns}` of a table; a further column counts where no other has its header."""
    places = {_FIELDS.get(name, name): place for name, place in table.columns.items()}
    headers = {place: table.headers.get(place, "") or column_letters(place) for place in table.extras}
    if any(matching_key(header) in _AS_WRITTEN for header in headers.values()):
        places.pop("place", None)  # the text stands in one column, the region that was taken for it in the other
    count = Counter(headers.values())
    further = {f"{EXTRA}{header}": place for place, header in headers.items() if count[header] == 1}
    return {(table.file, table.sheet.name): SheetColumns(places=places | further)}


def columns_in(workbook: RawWorkbook, formats: Iterable[SheetFormat]) -> dict[tuple[str, str], SheetColumns]:
    """The same of every sheet of a workbook that has one of these formats and a header."""
    formats = tuple(formats)
    sheets, _ = find_sheets(workbook, formats)
    tables = (find_table(workbook.file, sheets[one.name], one)[0] for one in formats if one.name in sheets)
    return {name: columns for table in tables if table is not None for name, columns in field_columns(table).items()}
