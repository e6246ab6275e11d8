"""The mark of a verdict as HTML: its sign, its word, and in lists how many there are. Colours come with the class."""

from chainmap.model.vocabulary import Verdict
from chainmap.present.markup import Markup, element
from chainmap.present.verdict_style import LEGEND, STYLES
from chainmap.present.words import Language, word


def chip(verdict: Verdict, language: Language, *, number: int | None = None) -> Markup:
    """Sign and word of a verdict, optionally with how many segments have it."""
    counted = element("b", str(number)) if number is not None else None
    sign = element("i", STYLES[verdict].sign, aria_hidden="true")
    return element("span", sign, word(verdict, language), counted, class_=f"cm-verdict cm-{verdict.value}")


def verdict_order(verdict: Verdict) -> float:
    """Place of a verdict when a column is sorted by it: first what the eye should find first."""
    return float(LEGEND.index(verdict))
