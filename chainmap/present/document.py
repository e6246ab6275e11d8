"""Blocks → .docx bytes in the style of official Chinese papers; equal inputs → equal bytes. Knows nothing of chains.

Fonts are named, not embedded: 方正小标宋, 黑体, 楷体, 仿宋 and 宋体 are on the machines of Chinese offices; elsewhere the
program that shows the document takes its own.
"""

import io
import re
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from chainmap.present.words import Language, say

_WRITTEN_ON = datetime(2000, 1, 1)
_ZIP_TIME = (2000, 1, 1, 0, 0, 0)
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_NUMERALS = "一二三四五六七八九十"
_PAGE = (21.0, 29.7)
_MARGINS = (3.7, 2.6, 3.5, 2.8)  # top, right, bottom, left, cm
TEXT_WIDTH = _PAGE[0] - _MARGINS[1] - _MARGINS[3]
_COMPACT = 0.72
_BROADSIDE = (26.0, 14.6)  # room for a picture, its heading and caption, cm


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """Font and size of one style."""

    chinese: str
    latin: str
    size: float
    bold: bool = False
    centred: bool = False
    indent: float = 0.0  # of the first line, in letters
    line: float | None = None  # points from line to line; None: as the font asks
    after: float = 0.0


_LOOKS: dict[Language, dict[str, Look]] = {
    "zh": {
        "Title": Look(chinese="方正小标宋简体", latin="Times New Roman", size=22, centred=True, line=34, after=10),
        "Subtitle": Look(chinese="楷体", latin="Times New Roman", size=14, centred=True, line=26, after=14),
        "Heading 1": Look(chinese="黑体", latin="Times New Roman", size=16, indent=2, line=30),
        "Heading 2": Look(chinese="楷体", latin="Times New Roman", size=16, indent=2, line=30),
        "Normal": Look(chinese="仿宋", latin="Times New Roman", size=16, indent=2, line=28),
        "Caption": Look(chinese="楷体", latin="Times New Roman", size=12, centred=True, after=6),
        "Note": Look(chinese="楷体", latin="Times New Roman", size=12, line=20, after=6),
        "Cell": Look(chinese="宋体", latin="Times New Roman", size=10.5),
        "Head": Look(chinese="黑体", latin="Times New Roman", size=10.5),
        "Spacer": Look(chinese="宋体", latin="Times New Roman", size=5),
    },
    "en": {
        "Title": Look(chinese="宋体", latin="Georgia", size=20, centred=True, after=6),
        "Subtitle": Look(chinese="宋体", latin="Georgia", size=11, centred=True, after=14),
        "Heading 1": Look(chinese="黑体", latin="Georgia", size=14, bold=True, after=4),
        "Heading 2": Look(chinese="楷体", latin="Georgia", size=12, bold=True, after=4),
        "Normal": Look(chinese="宋体", latin="Georgia", size=11, line=17, after=4),
        "Caption": Look(chinese="宋体", latin="Georgia", size=9.5, centred=True, after=6),
        "Note": Look(chinese="宋体", latin="Georgia", size=9.5, after=6),
        "Cell": Look(chinese="宋体", latin="Georgia", size=9),
        "Head": Look(chinese="黑体", latin="Georgia", size=9, bold=True),
        "Spacer": Look(chinese="宋体", latin="Georgia", size=5),
    },
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """A paragraph in one of the styles Title, Subtitle, Heading 2, Normal, Caption, Note."""

    text: str
    style: str = "Normal"


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A heading of the first level; its number is given by its place."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """A table: the header stands on every page, rows are kept whole. `widths` are relative; columns in `right` are figures."""

    headers: Sequence[str]
    rows: Sequence[Sequence[str]]
    widths: Sequence[float]
    right: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A PNG on a page of its own, broadside, with a caption."""

    png: bytes
    caption: str


Block = Paragraph | Heading | Grid | Picture


def word_document(blocks: Sequence[Block], *, language: Language, title: str, compact: bool = False) -> bytes:
    """The blocks one below the other, with page numbers; `compact` in smaller letters, for a single page."""
    document = Document()
    _set_properties(document, title, language)
    _set_styles(document, language, _COMPACT if compact else 1.0)
    _set_page(document.sections[0], compact=compact)
    _number_pages(document.sections[0], language)
    headings, upright = 0, True
    for at, block in enumerate(blocks):
        if _is_broadside(blocks, at) is upright:
            upright = not upright
            _turn(document, upright=upright)
        headings += isinstance(block, Heading)
        _write(document, block, headings, language)
    return _with_fixed_times(document)


def _is_broadside(blocks: Sequence[Block], at: int) -> bool:
    """Pictures are, and a heading that stands over one."""
    after = blocks[at + 1] if at + 1 < len(blocks) else None
    return isinstance(blocks[at], Picture) or (isinstance(blocks[at], Heading) and isinstance(after, Picture))


def _write(document: Any, block: Block, number: int, language: Language) -> None:
    match block:
        case Paragraph():
            document.add_paragraph(_plain(block.text), style=block.style)
        case Heading():
            numeral = _NUMERALS[number - 1] if language == "zh" and number <= len(_NUMERALS) else str(number)
            text = say("document.heading", language, number=numeral, text=block.text)
            document.add_paragraph(_plain(text), style="Heading 1")
        case Grid():
            _write_grid(document, block)
        case Picture():
            document.add_picture(io.BytesIO(block.png), width=Cm(_picture_width(block.png)))
            document.paragraphs[-1].style = "Caption"
            document.add_paragraph(_plain(block.caption), style="Caption")


def _picture_width(png: bytes) -> float:
    """The width in which the whole picture fits the page; a PNG says its size in bytes 16 to 24."""
    width, height = int.from_bytes(png[16:20]), int.from_bytes(png[20:24])
    return min(_BROADSIDE[0], _BROADSIDE[1] * width / height)


def _write_grid(document: Any, grid: Grid) -> None:
    table = document.add_table(rows=1, cols=len(grid.headers), style="Table Grid")
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    for column, width in zip(table.columns, grid.widths, strict=True):
        column.width = Cm(TEXT_WIDTH * width / sum(grid.widths))
    _fill(table.rows[0], grid.headers, grid, "Head")
    _mark(table.rows[0], "w:tblHeader")
    for values in grid.rows:
        row = table.add_row()
        _fill(row, values, grid, "Cell")
        _mark(row, "w:cantSplit")
    document.add_paragraph("", style="Spacer")


def _fill(row: Any, values: Sequence[str], grid: Grid, style: str) -> None:
    total = sum(grid.widths)
    for at, (cell, value) in enumerate(zip(row.cells, values, strict=True)):
        cell.width = Cm(TEXT_WIDTH * grid.widths[at] / total)
        paragraph = cell.paragraphs[0]
        paragraph.style = style
        paragraph.add_run(_plain(value))
        if at in grid.right and style == "Cell":
            paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT


def _mark(row: Any, tag: str) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement(tag))


def _set_properties(document: Any, title: str, language: Language) -> None:
    about = document.core_properties
    about.title, about.author, about.comments = _plain(title), "chainmap", ""
    about.created = about.modified = _WRITTEN_ON
    about.revision = 1
    about.language = "zh-CN" if language == "zh" else "en-GB"


def _set_styles(document: Any, language: Language, scale: float) -> None:
    for name, full in _LOOKS[language].items():
        look = full if full.line is None or scale == 1 else _smaller(full, scale)
        known = name in [style.name for style in document.styles]
        style = document.styles[name] if known else document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        _set_font(style, look)
        _set_lines(style, look)


def _smaller(look: Look, scale: float) -> Look:
    line = None if look.line is None else look.line * scale
    return replace(look, size=max(10.0, look.size * scale), line=line, after=look.after * scale)


def _set_font(style: Any, look: Look) -> None:
    font = style.font
    font.name, font.size, font.bold, font.italic = look.latin, Pt(look.size), look.bold, False
    font.color.rgb = RGBColor(0, 0, 0)
    fonts = style.element.rPr.rFonts
    for theme in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
        fonts.attrib.pop(qn(theme), None)
    fonts.set(qn("w:eastAsia"), look.chinese)
    language = OxmlElement("w:lang")  # a program without the font takes one for simplified Chinese
    language.set(qn("w:eastAsia"), "zh-CN")
    style.element.rPr.append(language)


def _set_lines(style: Any, look: Look) -> None:
    lines = style.paragraph_format
    lines.space_before, lines.space_after = Pt(0), Pt(look.after)
    lines.first_line_indent = Pt(look.indent * look.size)
    lines.alignment = WD_ALIGN_PARAGRAPH.CENTER if look.centred else WD_ALIGN_PARAGRAPH.LEFT
    if look.line is None:
        lines.line_spacing = 1.0
    else:
        lines.line_spacing_rule, lines.line_spacing = WD_LINE_SPACING.AT_LEAST, Pt(look.line)
    for border in style.element.xpath("w:pPr/w:pBdr"):  # the template rules off its titles
        border.getparent().remove(border)


def _set_page(section: Any, *, upright: bool = True, compact: bool = False) -> None:
    width, height = _PAGE if upright else reversed(_PAGE)
    section.orientation = WD_ORIENT.PORTRAIT if upright else WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Cm(width), Cm(height)
    top, right, bottom, left = _MARGINS if upright else (1.5, 1.5, 1.5, 1.5)
    margins = (2.0, right, 2.0, left) if compact else (top, right, bottom, left)
    section.top_margin, section.right_margin, section.bottom_margin, section.left_margin = map(Cm, margins)
    section.footer_distance = Cm(2.5 if upright and not compact else 0.7)


def _turn(document: Any, *, upright: bool) -> None:
    _set_page(document.add_section(WD_SECTION.NEW_PAGE), upright=upright)


def _number_pages(section: Any, language: Language) -> None:
    paragraph = section.footer.paragraphs[0]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    before, after = say("document.page", language, page="\0").split("\0")
    paragraph.add_run(before)
    run = paragraph.add_run()
    for kind in ("begin", "PAGE", "end"):
        part = OxmlElement("w:instrText" if kind == "PAGE" else "w:fldChar")
        if kind == "PAGE":
            part.text = kind
        else:
            part.set(qn("w:fldCharType"), kind)
        run._r.append(part)
    paragraph.add_run(after)


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
