r"""Formulas as MathML, which browsers typeset by themselves: nothing has to be loaded before a page shows its numbers.

A formula is cut where a line may end, because a browser does not break a line inside one piece of mathematics.
"""

from functools import lru_cache
from xml.etree import ElementTree

from latex2mathml.converter import convert

from chainmap.present.markup import Markup, element, join

Row = list[ElementTree.Element]

_NAMESPACE = "http://www.w3.org/1998/Math/MathML"
_BREAKS_AFTER = frozenset("=+−")
_OPEN, _CLOSE = frozenset("(["), frozenset(")]")
_SCRIPTS = frozenset({"msub", "msup", "msubsup", "munder", "mover", "munderover"})


@lru_cache(maxsize=1024)
def typeset(tex: str) -> Markup:
    r"""`<div class="cm-tex">` with the formula, large signs in display style. `\text` in it is ours: no `&`, no `<`.

    A line may end between two formulas, and in one that is wider than the line after `=`, `+`, `−` outside brackets.
    """
    return element("div", *(element("span", _pieces(one)) for one in _formulas(_row(tex))), class_="cm-tex")


def _row(tex: str) -> Row:
    whole = ElementTree.fromstring(convert(tex, display="block"))
    for one in whole.iter():
        one.tag = one.tag.removeprefix(f"{{{_NAMESPACE}}}")  # HTML knows `math` without it
    rows = list(whole)
    return list(rows[0]) if len(rows) == 1 and rows[0].tag == "mrow" else rows


def _formulas(row: Row) -> list[Row]:
    """What stands between wide spaces, each with the space that follows it."""
    found: list[Row] = [[]]
    for one in row:
        found[-1].append(one)
        if _is_gap(one):
            found.append([])
    return [one for one in found if one]


def _pieces(formula: Row) -> Markup:
    pieces: list[Row] = [[]]
    depth = 0
    for at, one in enumerate(formula):
        pieces[-1].append(one)
        sign = _sign(one)
        depth += (sign in _OPEN) - (sign in _CLOSE)
        leads = at == 0 or _stands_before_a_number(formula[at - 1])  # the minus of −1 stays with its number
        if depth == 0 and sign in _BREAKS_AFTER and not leads:
            pieces.append([])
    return join([_math(one) for one in pieces if one], Markup("<wbr>"))


def _sign(one: ElementTree.Element) -> str:
    """The operator that this is, with or without an exponent: `)` of `(1-q)^{2}`."""
    core = one[0] if one.tag in _SCRIPTS else one
    return (core.text or "") if core.tag == "mo" else ""


def _stands_before_a_number(one: ElementTree.Element) -> bool:
    return one.tag == "mspace" or (bool(sign := _sign(one)) and sign not in _CLOSE)


def _is_gap(one: ElementTree.Element) -> bool:
    """A space as wide as a letter or wider, which stands between two formulas."""
    width = one.get("width", "") if one.tag == "mspace" else ""
    return width.endswith("em") and float(width.removesuffix("em")) >= 1


def _math(piece: Row) -> Markup:
    row = ElementTree.Element("math", {"displaystyle": "true"})
    row.extend(piece)
    return Markup(ElementTree.tostring(row, encoding="unicode"))
