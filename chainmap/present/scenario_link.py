"""Steps of a scenario as one text for an address, and back: `lose~name|fill~chain/segment`."""

from collections.abc import Iterable
from urllib.parse import quote, unquote

Step = tuple[str, ...]
_STEPS, _PARTS = "|", "~"
MOST = 200  # steps that a link may hold; the rest is left out


def encoded(steps: Iterable[Step]) -> str:
    """The steps as text that survives an address; Chinese stays readable."""
    return _STEPS.join(_PARTS.join(_safe(part) for part in step) for step in steps)


def decoded(text: str) -> tuple[Step, ...]:
    """The steps of such a text; an empty one has none. What they mean is not looked at."""
    steps = (tuple(unquote(part) for part in step.split(_PARTS)) for step in text.split(_STEPS) if step)
    return tuple(steps)[:MOST]


def left_out(text: str) -> int:
    """How many steps of such a text are beyond what a link may hold."""
    return max(0, sum(1 for step in text.split(_STEPS) if step) - MOST)


def _safe(part: str) -> str:
    # `quote` takes ~ for harmless; here it parts.
    return "".join(quote(sign, safe="") if sign in "|%&#+" or sign.isspace() else sign for sign in part).replace("~", "%7E")
