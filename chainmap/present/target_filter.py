"""Which companies of the target list are asked for: those that are left with their places in the whole list, and in words."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import compress

import numpy as np

from chainmap.analysis.targets import Target, TargetList
from chainmap.model.names import matching_key
from chainmap.model.vocabulary import Confidence, LeadStatus, Status
from chainmap.present.facet import Counts, Facet, Mask, counts, facet, only, passing
from chainmap.present.held import Named, given
from chainmap.present.view import View

Ranked = tuple[int, Target]
FOLLOWED, FREE = FOLLOWING = ("yes", "no")  # whether a company is somebody's lead already


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetFilter:
    """What to show of the target list; None and "" let all through."""

    text: str = ""
    domestic: bool = False
    region_id: str | None = None
    slot: str | None = None  # `chain/segment`
    status: Status | None = None
    confidence: Confidence | None = None
    followed: str | None = None  # one of FOLLOWING


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """Targets that the filter lets through, each with its rank among all, and how many every choice would leave."""

    targets: tuple[Ranked, ...]
    counts: Mapping[str, Counts]  # by the filter's name


def listed(view: View, found: TargetList, wanted: TargetFilter) -> Listed:
    """The targets in their order."""
    facets = _facets(view, found.targets)
    chosen = {name: getattr(wanted, name) for name in facets}
    within = _within(view, found.targets, wanted)
    kept = passing(facets, chosen, within).tolist()
    return Listed(
        targets=tuple(compress(enumerate(found.targets, start=1), kept)), counts=counts(facets, chosen, within),
    )  # fmt: skip


def named(view: View, wanted: TargetFilter) -> tuple[Named, ...]:
    """What is asked for, in words: each filter that says something, and the chain where the view has one of several."""
    chain = view.chain(view.assessment.chains[0].chain) if view.only_chain else None
    return given(
        view,
        {
            "column.chain": chain,
            "targets.search-label": wanted.text.strip(),
            "targets.where": view.region(wanted.region_id) if wanted.region_id else None,
            "targets.for-gap": gap_name(view, wanted.slot, with_chain=len(view.assessment.chains) > 1) if wanted.slot else None,
            "column.status": view.word(wanted.status) if wanted.status else None,
            "column.confidence": view.word(wanted.confidence) if wanted.confidence else None,
            "targets.followed": view.say(f"targets.followed-{wanted.followed}") if wanted.followed else None,
            "column.control": view.say("targets.only-domestic") if wanted.domestic else None,
        },
    )


def place_choices(view: View, found: TargetList) -> list[str]:
    """Regions that hold a target, in the order of the region sheet."""
    around = {outer for region in {one.region_id for one in found.targets} for outer in view.dataset.regions.path(region)}
    return [region.region_id for region in view.dataset.regions.regions if region.region_id in around]


def gap_choices(view: View, found: TargetList) -> dict[str, str]:
    """`chain/segment` → name of every gap with a target, in the order of the list; where two have one name, with the chain's."""
    slots = dict.fromkeys(map(slot_of, found.targets))
    shared = Counter(gap_name(view, slot) for slot in slots)
    return {slot: gap_name(view, slot, with_chain=shared[gap_name(view, slot)] > 1) for slot in slots}


def slot_of(target: Target) -> str:
    """`chain/segment` of the gap that a target is for."""
    return f"{target.chain_id}/{target.segment_id}"


def gap_name(view: View, slot: str, *, with_chain: bool = False) -> str:
    """Name of the gap; with that of its chain where somebody asks for it."""
    found = view.find(slot)
    if found is None:
        return slot
    name = view.segment(found[1].segment)
    return f"{name} · {view.chain(found[0].chain)}" if with_chain else name


def _facets(view: View, targets: Sequence[Target]) -> Mapping[str, Facet]:
    leads = {view.identity(one.company) for one in view.leads if one.status is not LeadStatus.DROPPED}
    return {
        "region_id": facet((one.region_id for one in targets), view.dataset.regions.path),
        "slot": facet(map(slot_of, targets), only),
        "status": facet((one.status for one in targets), only),
        "confidence": facet((one.confidence for one in targets), only),
        "followed": facet((FOLLOWED if one.company_key in leads else FREE for one in targets), only),
    }


def _within(view: View, targets: Sequence[Target], wanted: TargetFilter) -> Mask:
    """Which are of the control and hold every word that is looked for."""
    within = np.fromiter((one.domestic.lo > 0 or not wanted.domestic for one in targets), dtype=bool, count=len(targets))
    words = [matching_key(part) for part in wanted.text.split()]
    if words:
        names = {slot: _both_names(view, slot) for slot in {slot_of(one) for one in targets}}
        own = (matching_key(f"{one.company} {one.product} {one.place}") for one in targets)
        texts = (f"{text} {names[slot_of(one)]}" for text, one in zip(own, targets, strict=True))
        within &= np.fromiter((all(word in text for word in words) for text in texts), dtype=bool, count=len(targets))
    return within


def _both_names(view: View, slot: str) -> str:
    found = view.find(slot)
    return matching_key(f"{found[1].segment.name_zh} {found[1].segment.name_en}") if found else ""
