"""The upload that a person is at: kept in the session from step to step, read anew only when something about it changed."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime

import streamlit as st

from chainmap.analysis.assess import RegionError
from chainmap.analysis.assessment import Assessment
from chainmap.app import session, who
from chainmap.desk.compare import Difference
from chainmap.desk.drafts import Draft, against_base
from chainmap.desk.effect import ChainEffect, effect
from chainmap.desk.matching import Question
from chainmap.desk.outcome import Refusal
from chainmap.desk.roles import User
from chainmap.desk.upload_job import Job, begun, draft, missing_columns, questions, resumed
from chainmap.desk.uploads import read_upload
from chainmap.desk.workspace import Workspace, assessed, open_version
from chainmap.model.alias import Alias
from chainmap.model.parameters import Parameters
from chainmap.present.words import say
from chainmap.store.database import Store

_STATE = ("job", "step", "review", "undecided", "outcome", "marked", "opened", "tab")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Review:
    """A job, read: the draft, what is asked about names, what changes, and what that does to scores and verdicts."""

    draft: Draft
    questions: tuple[Question, ...]
    difference: Difference
    effects: tuple[ChainEffect, ...]
    before: Workspace | None


def user() -> User:
    """Who acts."""
    return who.user()


def now() -> datetime:
    """The time of a change."""
    return datetime.now(UTC)


def begin(store: Store, name: str, data: bytes) -> None:
    """Takes a file up, in place of whatever was there."""
    forget()
    with _progress("upload.reading", 10):
        upload = read_upload(name, data)
        st.session_state["upload_job"] = begun(store, upload)


def go_on_with(store: Store, name: str, data: bytes) -> None:
    """Takes up the corrected file of the same upload: how it is read and what was decided stay."""
    before = job()
    begin(store, name, data)
    fresh = job()
    if before is not None and fresh is not None:
        change(resumed(fresh, before))


def job() -> Job | None:
    """The upload, or None before there is one."""
    return st.session_state.get("upload_job")


def change(changed: Job) -> None:
    """Goes on with another recipe, other answers or other rows."""
    st.session_state["upload_job"] = changed
    st.session_state["upload_outcome"] = None


def forget() -> None:
    """Drops the upload. Only from callbacks, or before the page shows it."""
    for name in _STATE:
        st.session_state.pop(f"upload_{name}", None)


def review(store: Store, of: Job) -> Review | Refusal | None:
    """What the job comes to; None while it lacks a column or could not be read. Remembered until the job changes."""
    if of.upload.kind is None or missing_columns(of):
        return None
    key = (of, session.scope().region)
    kept = st.session_state.get("upload_review")
    if kept is None or kept[0] != key:
        kept = (key, _review(store, of, session.scope().region))
        st.session_state["upload_review"] = kept
    made: Review | Refusal = kept[1]
    return made


def answers_by_question(of: Job, asked: tuple[Question, ...]) -> dict[int, tuple[Alias, ...]]:
    """The decisions of a job by the position of their question."""
    places = {(one.kind, one.written): at for at, one in enumerate(asked)}
    found: dict[int, tuple[Alias, ...]] = {}
    for alias in of.answers:
        at = places.get((alias.kind, alias.written))
        if at is not None:
            found[at] = (*found.get(at, ()), alias)
    return found


def _review(store: Store, of: Job, region: str) -> Review | Refusal:
    with _progress("upload.drafting", 25) as at:
        undecided = _undecided(store, replace(of, answers=(), left_out=()))
        if isinstance(undecided, Refusal):
            return undecided
        asked = questions(store, of, undecided)
        named = {(one.kind, one.written) for one in asked}
        of = replace(of, answers=tuple(one for one in of.answers if (one.kind, one.written) in named))
        made = draft(store, of) if of.answers or of.left_out else undecided
        if isinstance(made, Refusal):
            return made
        gone = {(row.sheet, row.row) for row in of.left_out}
        asked = tuple(one for one in asked if not all((cell.sheet, cell.row) in gone for cell in one.cells))
        at("upload.comparing", 65)
        before = open_version(store, of.base) if of.base else None
        found = against_base(store, made)
        at("upload.rating", 80)
        effects = effect(_assessed(before, region), _assessed(made.workspace, region))
    return Review(draft=made, questions=asked, difference=found, effects=effects, before=before)


def _undecided(store: Store, of: Job) -> Draft | Refusal:
    kept = st.session_state.get("upload_undecided")
    if kept is None or kept[0] != of:
        kept = (of, draft(store, of))
        st.session_state["upload_undecided"] = kept
    made: Draft | Refusal = kept[1]
    return made


def _assessed(workspace: Workspace | None, region: str) -> Assessment | None:
    if workspace is None or workspace.dataset is None:
        return None
    try:
        return assessed(workspace, Parameters(region=region))
    except RegionError:
        return None  # the region of the sidebar is not in these data


@contextmanager
def _progress(code: str, percent: int) -> Iterator[Callable[[str, int], None]]:
    """A bar while a file is worked on; the function that it gives moves it on."""
    place = st.empty()
    bar = place.progress(percent, say(code, session.language()))

    def at(text: str, share: int) -> None:
        bar.progress(share, say(text, session.language()))

    yield at
    place.empty()
