"""HTML built from parts that escape themselves: only what is already `Markup` goes in as it is."""

from collections.abc import Iterable
from html import escape

_VOID = frozenset({"br", "hr", "img", "input", "col", "wbr"})


class Markup(str):
    """Text that is HTML already. Every other text is escaped when it becomes part of an element."""

    __slots__ = ()


Part = str | None  # None is left out


def element(tag: str, *parts: Part, **attributes: str | bool | None) -> Markup:
    """`<tag …>parts</tag>`. Attribute names lose a trailing `_`, and `_` becomes `-`; None and False are left out."""
    written = "".join(_attribute(name, value) for name, value in attributes.items() if value is not None and value is not False)
    if tag in _VOID:
        return Markup(f"<{tag}{written}>")
    return Markup(f"<{tag}{written}>{join(parts)}</{tag}>")


def join(parts: Iterable[Part], separator: str = "") -> Markup:
    """The parts one after the other, escaped where they are plain text."""
    return Markup(_safe(separator).join(_safe(part) for part in parts if part is not None))


def css_string(text: str) -> str:
    """The text as a string of a style sheet; whatever could end it is written as a number."""
    return '"' + "".join(one if one.isascii() and one.isalnum() else f"\\{ord(one):x} " for one in text) + '"'


def _attribute(name: str, value: str | bool) -> str:
    name = name.rstrip("_").replace("_", "-")
    return f" {name}" if value is True else f' {name}="{escape(str(value))}"'


def _safe(part: str) -> str:
    return part if isinstance(part, Markup) else escape(part)
