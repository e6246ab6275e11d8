"""Blocks → .docx bytes; equal inputs → equal bytes. Knows nothing of chains; how it looks is in `document_style`."""

import io
import re
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from docx import Document
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm

from chainmap.present.document_style import (
    CELL_ROOM,
    WRITTEN_ON,
    Size,
    number_pages,
    set_page,
    set_properties,
    set_styles,
    text_width,
    turn,
)
from chainmap.present.words import Language, say

_ZIP_TIME = WRITTEN_ON.timetuple()[:6]
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_NUMERALS = ("一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二")
_BROADSIDE = (26.0, 14.6)  # room for a picture, its heading and caption, cm
_SHORT = 8  # rows of a table that a page break does not part
_TOGETHER = 2  # rows that a page break leaves neither alone below the header nor alone on the next page


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """A paragraph in one of the styles Title, Subtitle, Normal, Caption, Note."""

    text: str
    style: str = "Normal"


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A heading; its number is given by its place."""

    text: str
    level: Literal[1, 2] = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """A table: the header stands on every page, rows are kept whole. `widths` are relative.

    Columns in `right` are figures; in columns of `merged` equal texts below each other stand once.
    """

    headers: Sequence[str]
    rows: Sequence[Sequence[str]]
    widths: Sequence[float]
    right: frozenset[int] = frozenset()
    merged: frozenset[int] = frozenset()
    caption: str = ""  # above the table


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A PNG on a page of its own, broadside, with a caption."""

    png: bytes
    caption: str


Block = Paragraph | Heading | Grid | Picture


def word_document(blocks: Sequence[Block], *, language: Language, title: str, size: Size = Size.PAPER) -> bytes:
    """The blocks one below the other, with page numbers."""
    document = Document()
    set_properties(document, _plain(title), language)
    set_styles(document, language, size)
    set_page(document.sections[0], size)
    number_pages(document, language)
    upright, numbers = True, (0, 0)
    for at, block in enumerate(blocks):
        if _is_broadside(blocks, at) is upright:
            upright = not upright
            turn(document, size, upright=upright)
        numbers = _counted(block, numbers)
        _write(document, block, numbers, language, size)
    return _with_fixed_times(document)


def _is_broadside(blocks: Sequence[Block], at: int) -> bool:
    """Pictures are, and a heading that stands over one."""
    after = blocks[at + 1] if at + 1 < len(blocks) else None
    return isinstance(blocks[at], Picture) or (isinstance(blocks[at], Heading) and isinstance(after, Picture))


def _counted(block: Block, numbers: tuple[int, int]) -> tuple[int, int]:
    """Number of the heading of each level that stands last."""
    if not isinstance(block, Heading):
        return numbers
    first, second = numbers
    return (first + 1, 0) if block.level == 1 else (first, second + 1)


def _write(document: Any, block: Block, numbers: tuple[int, int], language: Language, size: Size) -> None:
    match block:
        case Paragraph():
            document.add_paragraph(_plain(block.text), style=block.style)
        case Heading():
            document.add_paragraph(_plain(_numbered(block, numbers, language)), style=f"Heading {block.level}")
        case Grid():
            _write_grid(document, block, size)
        case Picture():
            document.add_picture(io.BytesIO(block.png), width=Cm(_picture_width(block.png)))
            document.paragraphs[-1].style = "Caption"
            document.paragraphs[-1].paragraph_format.keep_with_next = True
            document.add_paragraph(_plain(block.caption), style="Caption")


def _numbered(heading: Heading, numbers: tuple[int, int], language: Language) -> str:
    """The heading with its number in the numerals of the language: `一、现状`, `（一）现状`."""
    one = numbers[heading.level - 1]
    numeral = _NUMERALS[one - 1] if language == "zh" and one <= len(_NUMERALS) else str(one)
    return say("document.heading" if heading.level == 1 else "document.heading-2", language, number=numeral, text=heading.text)


def _picture_width(png: bytes) -> float:
    """The width in which the whole picture fits the page; a PNG says its size in bytes 16 to 24."""
    width, height = int.from_bytes(png[16:20]), int.from_bytes(png[20:24])
    return min(_BROADSIDE[0], _BROADSIDE[1] * width / height)


def _write_grid(document: Any, grid: Grid, size: Size) -> None:
    if grid.caption:
        document.add_paragraph(_plain(grid.caption), style="Caption").paragraph_format.keep_with_next = True
    table = document.add_table(rows=1, cols=len(grid.headers), style="Table Grid")
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    _set_cell_room(table, size)
    for column, width in zip(table.columns, _widths(grid, size), strict=True):
        column.width = width
    _fill(table.rows[0], grid.headers, grid, "Head", size, keep=True)
    _mark(table.rows[0], "w:tblHeader")
    for number, values in enumerate(grid.rows):
        row = table.add_row()
        repeated = _as_above(grid, number)
        _fill(
            row,
            ["" if at in repeated else value for at, value in enumerate(values)],
            grid,
            "Cell",
            size,
            keep=_kept_with_next(grid, number),
        )
        _mark(row, "w:cantSplit")
        for at in grid.merged:
            _merge(row.cells[at], goes_on=at in repeated)
    document.add_paragraph("", style="Spacer")


def _as_above(grid: Grid, number: int) -> list[int]:
    """Merged columns in which the row says what the row above says."""
    return [at for at in grid.merged if number and grid.rows[number - 1][at] == grid.rows[number][at]]


def _kept_with_next(grid: Grid, number: int) -> bool:
    """Short tables stay on one page; of long ones the ends, and rows that share a joined cell."""
    rows = len(grid.rows)
    if number == rows - 1:
        return False
    at_an_end = number < _TOGETHER - 1 or number >= rows - _TOGETHER
    return rows <= _SHORT or at_an_end or bool(_as_above(grid, number + 1))


def _widths(grid: Grid, size: Size) -> list[Cm]:
    return [Cm(text_width(size) * width / sum(grid.widths)) for width in grid.widths]


def _fill(row: Any, values: Sequence[str], grid: Grid, style: str, size: Size, *, keep: bool) -> None:
    for at, (cell, value, width) in enumerate(zip(row.cells, values, _widths(grid, size), strict=True)):
        cell.width = width
        cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
        paragraph = cell.paragraphs[0]
        paragraph.style = style
        paragraph.paragraph_format.keep_with_next = keep or None
        paragraph.add_run(_plain(value))
        if at in grid.right and style == "Cell":
            paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT


def _merge(cell: Any, *, goes_on: bool) -> None:
    """Joins the cell to the one above, or begins a run of joined cells."""
    merge = OxmlElement("w:vMerge")
    if not goes_on:
        merge.set(qn("w:val"), "restart")
    properties = cell._tc.get_or_add_tcPr()
    properties.insert(list(properties).index(properties.find(qn("w:vAlign"))), merge)


def _set_cell_room(table: Any, size: Size) -> None:
    margins = OxmlElement("w:tblCellMar")
    for side, room in CELL_ROOM[size].items():
        margin = OxmlElement(f"w:{side}")
        margin.set(qn("w:w"), str(room))
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    properties = table._tbl.tblPr
    look = properties.find(qn("w:tblLook"))
    properties.insert(len(properties) if look is None else list(properties).index(look), margins)


def _mark(row: Any, tag: str) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement(tag))


def _plain(text: str) -> str:
    """The text without characters that XML cannot hold."""
    return _UNPRINTABLE.sub("", text)


def _with_fixed_times(document: Any) -> bytes:
    written, fixed = io.BytesIO(), io.BytesIO()
    document.save(written)
    with zipfile.ZipFile(written) as source, zipfile.ZipFile(fixed, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, _ZIP_TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(entry, source.read(name))
    return fixed.getvalue()
