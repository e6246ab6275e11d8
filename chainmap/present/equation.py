r"""Equations of formulas with their own numbers, as TeX: sums of products that a reader can work out to the last digit."""

from collections.abc import Sequence
from fractions import Fraction
from math import prod
from typing import NamedTuple

from chainmap.present.decimals import Printed, number, places
from chainmap.present.view import View

_TERMS = 4

Factor = float | Fraction | tuple[float, float]  # a pair stands for the difference of its numbers, in brackets


class Term(NamedTuple):
    """A product, with a brace and words below it where it has a name."""

    factors: tuple[Factor, ...]
    named: str = ""


def product(*factors: Factor) -> Term:
    """A term without a name."""
    return Term(factors)


def equation(view: View, name: str, terms: Sequence[Term], value: float, *, last: Term | None = None) -> str:
    r"""`B=0.125\cdot 0.6+0.0625\cdot(1-0.2)+\underbrace{0.0313}_{\text{其余 7 项}}=0.1563`.

    At most four terms stand as they are, the others are one number; `last` stands behind them. In their order.
    """
    text, result = sides(view, terms, value, last=last)
    return f"{name}={result}" if text == result else f"{name}={text}={result}"


def sides(view: View, terms: Sequence[Term], value: float, *, last: Term | None = None) -> tuple[str, str]:
    """What stands between the signs, and what behind them."""
    told = [*_folded(view, terms), *([last] if last else [])]
    within, outer = places(value, lambda printed: sum(_made(term, printed) for term in told))
    return _summed([_written(term, within) for term in told]), number(value, outer)


def largest_first(terms: Sequence[Term]) -> list[Term]:
    """Those that add something, the largest first."""
    return sorted((term for term in terms if _made(term, float) != 0), key=lambda term: -abs(_made(term, float)))


def _folded(view: View, terms: Sequence[Term]) -> list[Term]:
    if len(terms) <= _TERMS + 1:
        return list(terms)
    others = terms[_TERMS:]
    rest = sum(_made(term, float) for term in others)
    return [*terms[:_TERMS], Term((rest,), view.say("why.tex-rest", count=len(others)))]


def _made(term: Term, printed: Printed) -> float:
    return prod(_worth(one, printed) for one in term.factors)


def _worth(one: Factor, printed: Printed) -> float:
    if isinstance(one, tuple):
        return printed(one[0]) - printed(one[1])
    return float(one) if isinstance(one, Fraction) else printed(one)


def _written(term: Term, decimals: int) -> str:
    factors = [one for one in term.factors if not (isinstance(one, Fraction) and one == 1)] or [1.0]
    text = r"\cdot ".join(_factor(one, decimals, at) for at, one in enumerate(factors))
    if not term.named:
        return text
    sign = "-" if text.startswith("-") else ""
    return rf"{sign}\underbrace{{{text.removeprefix('-')}}}_{{\text{{{term.named}}}}}"


def _factor(one: Factor, decimals: int, at: int) -> str:
    if isinstance(one, tuple):
        return f"({number(one[0], decimals)}-{number(one[1], decimals)})"
    if isinstance(one, Fraction):
        return rf"\tfrac{{{one.numerator}}}{{{one.denominator}}}"
    text = number(one, decimals)
    return f"({text})" if at and text.startswith("-") else text


def _summed(texts: Sequence[str]) -> str:
    joined = "".join(text if text.startswith("-") else f"+{text}" for text in texts)
    return joined.removeprefix("+") or "0"
