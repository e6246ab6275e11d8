"""The row of filters above the target list; each says how many targets its choices would leave."""

from collections.abc import Mapping

import streamlit as st

from chainmap.analysis.targets import TargetList
from chainmap.app import address, filters
from chainmap.model.vocabulary import Confidence, Status
from chainmap.present.facet import Counts
from chainmap.present.target_filter import FOLLOWING, TargetFilter, gap_choices, place_choices
from chainmap.present.view import View

DOMESTIC = "domestic"
NAMES = ("find", "where", "gap", "status", "confidence", "followed", DOMESTIC)
_WIDTHS = {
    "zh": {"find": 190, "where": 164, "gap": 208, "status": 140, "confidence": 128, "followed": 148},
    "en": {"find": 196, "where": 170, "gap": 196, "status": 194, "confidence": 140, "followed": 156},
}


def wanted(view: View, found: TargetList, *, segment: str | None) -> TargetFilter:
    """What the address asks for; of one gap only where the sidebar has chosen no `segment`."""
    return TargetFilter(
        text=address.kept("find"),
        domestic=address.kept(DOMESTIC, "no") == "yes",
        region_id=filters.said("where", place_choices(view, found)),
        slot=segment or filters.said("gap", gap_choices(view, found)),
        status=filters.said("status", Status),
        confidence=filters.said("confidence", Confidence),
        followed=filters.said("followed", FOLLOWING),
    )


def fields(view: View, found: TargetList, left: Mapping[str, Counts], *, segment: str | None) -> None:
    """The row; `left` counts the choices by the name of the filter."""
    widths, language = _WIDTHS[view.language], view.language
    with st.container(key="filters_targets_list", horizontal=True, vertical_alignment="bottom"):
        filters.text(
            view.say("targets.search-label"), name="find", placeholder=view.say("targets.search-placeholder"),
            width=widths["find"],
        )  # fmt: skip
        filters.any_of(
            language, view.say("targets.where"), place_choices(view, found), name="where", words=view.region,
            everything=view.say("targets.anywhere"), width=widths["where"], counts=left["region_id"],
        )  # fmt: skip
        if segment is None:
            gaps = gap_choices(view, found)
            filters.any_of(
                language, view.say("targets.for-gap"), list(gaps), name="gap", words=lambda slot: gaps.get(slot, slot),
                everything=view.say("targets.any"), width=widths["gap"], counts=left["slot"],
            )  # fmt: skip
        filters.one_of(
            view, "column.status", Status, name="status", everything="targets.any", width=widths["status"],
            counts=left["status"],
        )  # fmt: skip
        filters.one_of(
            view, "column.confidence", Confidence, name="confidence", everything="targets.any", width=widths["confidence"],
            counts=left["confidence"],
        )  # fmt: skip
        filters.any_of(
            language, view.say("targets.followed"), FOLLOWING, name="followed",
            words=lambda one: view.say(f"targets.followed-{one}"), everything=view.say("targets.any"),
            width=widths["followed"], counts=left["followed"],
        )  # fmt: skip
