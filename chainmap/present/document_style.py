"""How a Word document of ours looks: fonts, sizes, lines, paper, page numbers, in the style of official Chinese papers.

Fonts are named, not embedded: 方正小标宋, 仿宋_GB2312, 黑体, 楷体_GB2312 and 宋体 are on the machines of Chinese offices; the
font table names a stand-in for each of them, and a program that has neither takes its own.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import Enum
from typing import Any

from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.opc.oxml import serialize_part_xml
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt, RGBColor

from chainmap.present.words import Language, say


class Size(Enum):
    """How large a document is set: as an official paper, as a sheet of a page or two, or with all there is on one page."""

    PAPER = "paper"
    SHEET = "sheet"
    PAGE = "page"


WRITTEN_ON = datetime(2000, 1, 1)
# Twentieths of a point around the text of a cell; at its sides Word's own where nothing is said.
CELL_ROOM: Mapping[Size, Mapping[str, int]] = {
    Size.PAPER: {"top": 45, "bottom": 45},
    Size.SHEET: {"top": 45, "bottom": 45},
    Size.PAGE: {"top": 8, "left": 50, "bottom": 8, "right": 50},
}
_PAGE = (21.0, 29.7)
_BROADSIDE = (1.5, 1.5, 1.5, 1.5)
_MARGINS = {  # top, right, bottom, left, cm; of papers: GB/T 9704
    Size.PAPER: (3.7, 2.6, 3.5, 2.8),
    Size.SHEET: (1.6, 2.6, 1.8, 2.8),
    Size.PAGE: (1.0, 1.3, 1.1, 1.3),
}
_FOOT = {Size.PAPER: 2.5, Size.SHEET: 0.7, Size.PAGE: 0.4}
_SMALLER = 0.72
_ON_ONE_PAGE = {  # size, from line to line, before, after, points
    "Title": (14.0, 20.0, 0.0, 0.0),
    "Subtitle": (8.5, 12.0, 0.0, 3.0),
    "Heading 1": (9.0, 11.5, 2.0, 0.0),
    "Heading 2": (8.5, 11.5, 0.0, 0.0),
    "Normal": (8.0, 9.6, 0.0, 0.0),
    "Caption": (7.5, 9.5, 0.0, 0.0),
    "Note": (7.0, 8.4, 0.0, 0.0),
    "Cell": (7.5, 9.0, 0.0, 0.0),
    "Head": (7.0, 8.4, 0.0, 0.0),
    "Spacer": (2.0, 3.0, 0.0, 0.0),
    "Page": (8.0, 10.0, 0.0, 0.0),
}
_FONT_TABLE = "/word/fontTable.xml"
_STAND_INS = {
    "方正小标宋简体": "方正小标宋_GBK",
    "仿宋_GB2312": "仿宋",
    "楷体_GB2312": "楷体",
    "黑体": "SimHei",
    "宋体": "SimSun",
}


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
    exact: bool = False  # no more than that, whatever the font asks
    before: float = 0.0
    after: float = 0.0


LOOKS: Mapping[Language, Mapping[str, Look]] = {
    "zh": {
        "Title": Look(chinese="方正小标宋简体", latin="Times New Roman", size=22, centred=True, line=34, after=10),
        "Subtitle": Look(chinese="楷体_GB2312", latin="Times New Roman", size=14, centred=True, line=26, after=14),
        "Heading 1": Look(chinese="黑体", latin="Times New Roman", size=16, indent=2, line=30, before=6),
        "Heading 2": Look(chinese="楷体_GB2312", latin="Times New Roman", size=16, indent=2, line=30),
        "Normal": Look(chinese="仿宋_GB2312", latin="Times New Roman", size=16, indent=2, line=28),
        "Caption": Look(chinese="楷体_GB2312", latin="Times New Roman", size=12, centred=True, after=6),
        "Note": Look(chinese="楷体_GB2312", latin="Times New Roman", size=12, line=20, after=6),
        "Cell": Look(chinese="仿宋_GB2312", latin="Times New Roman", size=10.5),
        "Head": Look(chinese="黑体", latin="Times New Roman", size=10.5, centred=True),
        "Spacer": Look(chinese="宋体", latin="Times New Roman", size=5),
        "Page": Look(chinese="宋体", latin="宋体", size=14),
    },
    "en": {
        "Title": Look(chinese="宋体", latin="Georgia", size=20, centred=True, after=6),
        "Subtitle": Look(chinese="宋体", latin="Georgia", size=11, centred=True, after=14),
        "Heading 1": Look(chinese="黑体", latin="Georgia", size=14, bold=True, before=8, after=4),
        "Heading 2": Look(chinese="楷体_GB2312", latin="Georgia", size=12, bold=True, before=4, after=4),
        "Normal": Look(chinese="宋体", latin="Georgia", size=11, line=17, after=4),
        "Caption": Look(chinese="宋体", latin="Georgia", size=9.5, centred=True, after=6),
        "Note": Look(chinese="宋体", latin="Georgia", size=9.5, after=6),
        "Cell": Look(chinese="宋体", latin="Georgia", size=9),
        "Head": Look(chinese="黑体", latin="Georgia", size=9, bold=True, centred=True),
        "Spacer": Look(chinese="宋体", latin="Georgia", size=5),
        "Page": Look(chinese="宋体", latin="Georgia", size=10),
    },
}
_LONGEST_PROPERTY = 255  # characters that Word keeps


def set_properties(document: Any, title: str, language: Language) -> None:
    """What a file browser shows; the time is fixed."""
    about = document.core_properties
    about.title, about.author, about.comments = title[:_LONGEST_PROPERTY], "chainmap", ""
    about.created = about.modified = WRITTEN_ON
    about.revision = 1
    about.language = "zh-CN" if language == "zh" else "en-GB"


def set_styles(document: Any, language: Language, size: Size) -> None:
    """The styles of the language in their size, and the stand-ins of their fonts."""
    for name, full in LOOKS[language].items():
        look = _sized(name, full, size)
        known = name in [style.name for style in document.styles]
        style = document.styles[name] if known else document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        _set_font(style, look)
        _set_lines(style, look)
    _name_stand_ins(document)


def text_width(size: Size) -> float:
    """Room between the margins of an upright page, cm."""
    _top, right, _bottom, left = _MARGINS[size]
    return _PAGE[0] - right - left


def set_page(section: Any, size: Size, *, upright: bool = True) -> None:
    """A4 with the margins of the size, or broadside for a picture."""
    width, height = _PAGE if upright else reversed(_PAGE)
    section.orientation = WD_ORIENT.PORTRAIT if upright else WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Cm(width), Cm(height)
    margins = _MARGINS[size] if upright else _BROADSIDE
    section.top_margin, section.right_margin, section.bottom_margin, section.left_margin = map(Cm, margins)
    section.footer_distance = Cm(_FOOT[size] if upright else 0.7)


def turn(document: Any, size: Size, *, upright: bool) -> None:
    """A new page, upright or broadside."""
    set_page(document.add_section(WD_SECTION.NEW_PAGE), size, upright=upright)


def number_pages(document: Any, language: Language) -> None:
    """Page numbers at the foot: in Chinese at the outer edge, as official papers have them, else in the middle."""
    section = document.sections[0]
    if language == "en":
        _write_page_number(section.footer, language, WD_ALIGN_PARAGRAPH.CENTER)
        return
    document.settings.odd_and_even_pages_header_footer = True
    _write_page_number(section.footer, language, WD_ALIGN_PARAGRAPH.RIGHT)
    _write_page_number(section.even_page_footer, language, WD_ALIGN_PARAGRAPH.LEFT)


def _write_page_number(footer: Any, language: Language, alignment: WD_ALIGN_PARAGRAPH) -> None:
    paragraph = footer.paragraphs[0]
    paragraph.style = "Page"
    paragraph.alignment = alignment
    lines = paragraph.paragraph_format
    lines.left_indent = lines.right_indent = Pt(0 if alignment is WD_ALIGN_PARAGRAPH.CENTER else 14)
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


def _sized(name: str, look: Look, size: Size) -> Look:
    if size is Size.PAGE:
        letters, line, before, after = _ON_ONE_PAGE[name]
        return replace(look, latin="Times New Roman", size=letters, line=line, exact=True, before=before, after=after, indent=0.0)
    if size is Size.PAPER or look.line is None:
        return look
    return replace(
        look,
        size=max(10.0, look.size * _SMALLER),
        line=look.line * _SMALLER,
        before=look.before * _SMALLER,
        after=look.after * _SMALLER,
    )


def _set_font(style: Any, look: Look) -> None:
    font = style.font
    font.name, font.size, font.bold, font.italic = look.latin, Pt(look.size), look.bold, False
    font.color.rgb = RGBColor(0, 0, 0)
    properties = style.element.rPr
    for theme in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
        properties.rFonts.attrib.pop(qn(theme), None)
    properties.rFonts.set(qn("w:eastAsia"), look.chinese)
    for spread in properties.findall(qn("w:spacing")):  # the template sets its titles wide
        properties.remove(spread)
    language = OxmlElement("w:lang")  # a program without the font takes one for simplified Chinese
    language.set(qn("w:eastAsia"), "zh-CN")
    properties.append(language)


def _set_lines(style: Any, look: Look) -> None:
    lines = style.paragraph_format
    lines.space_before, lines.space_after = Pt(look.before), Pt(look.after)
    lines.first_line_indent = Pt(look.indent * look.size)
    lines.alignment = WD_ALIGN_PARAGRAPH.CENTER if look.centred else WD_ALIGN_PARAGRAPH.LEFT
    lines.widow_control = True
    if look.line is None:
        lines.line_spacing = 1.0
    else:
        rule = WD_LINE_SPACING.EXACTLY if look.exact else WD_LINE_SPACING.AT_LEAST
        lines.line_spacing_rule, lines.line_spacing = rule, Pt(look.line)
    for border in style.element.xpath("w:pPr/w:pBdr"):  # the template rules off its titles
        border.getparent().remove(border)


def _name_stand_ins(document: Any) -> None:
    part = next(part for part in document.part.package.iter_parts() if part.partname == _FONT_TABLE)
    fonts = parse_xml(part.blob)
    for name, other in _STAND_INS.items():
        fonts.append(parse_xml(f'<w:font {nsdecls("w")} w:name="{name}"><w:altName w:val="{other}"/></w:font>'))
    part._blob = serialize_part_xml(fonts)
