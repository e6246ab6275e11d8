"""The side of a change that is looked at before it is published: `draft`, and with a region `draft=shanghai`.

Only the session has it: an address that asks for it elsewhere is passed over.
"""

from dataclasses import replace

import streamlit as st

from chainmap.analysis.inside import inside
from chainmap.analysis.place import RegionError
from chainmap.app import session
from chainmap.desk.workspace import Workspace, assessed
from chainmap.present.effect_review import Asks, ChangedScore
from chainmap.present.view import View

_KEY = "draft_side"


def keep(draft: Workspace) -> None:
    """What is looked at now, against the version that the page shows."""
    st.session_state[_KEY] = (draft, session.open_source().version)


def asks_of(before: Workspace | None, draft: Workspace) -> Asks | None:
    """How the numbers of this change ask, once it is kept; None where they do not start from what the page's own numbers are."""
    if before is None or before.version != session.open_source().version:
        return None
    keep(draft)
    return asks


def asks(side: str, chain_id: str, one: ChangedScore) -> str:
    """The event of a number: `side` is before, after or change; beyond the headline regions inside the score's region."""
    question = f"{one.score.value}:{chain_id}"
    if side == "before":
        return f"why:{question}" if one.headline else f"why:inside={one.region_id};{question}"
    of = "draft" if one.headline else f"draft={one.region_id}"
    return f"why:{of};{'moved:' if side == 'change' else ''}{question}"


def as_drafted(view: View, region: str) -> View | None:
    """The view of what is looked at, beside the page's own; None where nothing is, or another version is shown by now."""
    draft, base = st.session_state.get(_KEY) or (None, None)
    if draft is None or draft.dataset is None or base != session.open_source().version:
        return None
    parameters = session.seen_from(region, view) if region else view.assessment.parameters
    try:
        now, then = session.assessment(session.open_source(), view.dataset, parameters), assessed(draft, parameters)
    except RegionError:
        return None
    if region:
        now, then = inside(now, region), inside(then, region)
    return replace(view, assessment=then, dataset=draft.dataset, beside=now)
