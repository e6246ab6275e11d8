"""The equations of a formula, worked out from the numbers that are printed in it."""

import re
from itertools import pairwise
from typing import NamedTuple

_PLAIN = re.compile(r"-?\d+(?:\.(\d+))?")
_NUMBERS = re.compile(r"[-+*/().,\d\s]|min|max")


class Worked(NamedTuple):
    """A name, what the numbers behind it make, and what is printed behind the last sign, with its decimals."""

    name: str
    made: float
    printed: float
    decimals: int
    tex: str

    @property
    def is_right(self) -> bool:
        """Whether a reader who works it out and rounds gets what is printed."""
        return bool(abs(self.made - self.printed) <= 0.5 / 10**self.decimals + 1e-12)


def worked_out(tex: str) -> list[Worked]:
    r"""Every two sides of numbers on either side of a sign, of all equations between `\qquad`; not those that only name."""
    found = []
    for one in tex.split(r"\qquad"):
        name, *sides = one.strip().removesuffix(",").split("=")
        values = [(side, _value(side)) for side in (name, *sides)]
        for (_, made), (side, value) in pairwise(values):
            plain = _PLAIN.fullmatch(_written(side).strip())
            if made is not None and value is not None and plain:
                found.append(Worked(name, made, value, max(4, len(plain[1] or "")), tex))
    return found


def results(tex: str) -> list[float]:
    """What stands behind the last sign of every equation."""
    ends = (_value(one.strip().removesuffix(",").rpartition("=")[2]) for one in tex.split(r"\qquad"))
    return [one for one in ends if one is not None]


def says(tex: str, value: float) -> bool:
    """Whether the result of one of its equations is this value, to the decimals that a formula has."""
    return any(abs(one - value) < 5.2e-5 for one in results(tex))


def _value(side: str) -> float | None:
    written = _written(side)
    if not re.search(r"\d", written) or _NUMBERS.sub("", written.replace("**", "")):
        return None
    return float(eval(written, {"min": lambda *of: min(of), "max": lambda *of: max(of)}))


def _written(side: str) -> str:
    """As an expression of Python."""
    text = re.sub(r"_\{\\text\{[^{}]*\}\}|_\{\\varepsilon\}|\\text\{[^{}]*\}", "", side)
    text = re.sub(r"\\underbrace\{([^{}]*)\}(_\{[^{}]*\})?", r"\1", text)
    text = re.sub(r"\\t?frac\{([^{}]*)\}\{([^{}]*)\}", r"((\1)/(\2))", text)
    text = re.sub(r"\^\{?(\d+)\}?", r"**\1", text)
    text = re.sub(r"\\(?:Big|big|quad)", "", text).replace(r"\cdot", "*").replace(r"\,", "").replace("\\", "")
    return re.sub(r"(?<=[\d)])\(", "*(", re.sub(r"\s+", "", text))
