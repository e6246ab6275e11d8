"""Costs of segments as one text for the address: `chain/segment~5|…`; what cannot be read is passed over."""

from collections.abc import Mapping
from math import isfinite

from chainmap.model.dataset import Dataset

Slot = tuple[str, str]


def encoded(costs: Mapping[Slot, float]) -> str:
    """The text, in the order of the segments' ids."""
    return "|".join(f"{chain}/{segment}~{cost:.12g}" for (chain, segment), cost in sorted(costs.items()))


def decoded(text: str, dataset: Dataset) -> dict[Slot, float]:
    """The costs in a text, of segments that the data know."""
    known = {(chain.chain_id, one.segment_id) for chain in dataset.chains for one in chain.segments}
    found: dict[Slot, float] = {}
    for part in text.split("|"):
        ref, _, number = part.partition("~")
        chain_id, _, segment_id = ref.partition("/")
        cost = amount(number)
        if (chain_id, segment_id) in known and cost is not None:
            found[chain_id, segment_id] = cost
    return found


def amount(text: str) -> float | None:
    """A number of 0 or more; None for any other text."""
    try:
        number = float(text)
    except ValueError:
        return None
    return number if isfinite(number) and number >= 0 else None
