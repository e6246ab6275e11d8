"""The upload that a person is at: kept in the session from step to step, read anew only when something about it changed."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

import streamlit as st

from chainmap.app import session, who
from chainmap.desk import long_work
from chainmap.desk.matching import Question
from chainmap.desk.outcome import Refusal
from chainmap.desk.review import Review
from chainmap.desk.roles import User
from chainmap.desk.upload_job import Job, begun, missing_columns, resumed
from chainmap.model.alias import Alias
from chainmap.present.words import say
from chainmap.store.database import Store

_STATE = ("job", "step", "review", "outcome", "marked", "opened", "tab", "refused")


def user() -> User:
    """Who acts."""
    return who.user()


def now() -> datetime:
    """The time of a change."""
    return datetime.now(UTC)


def begin(store: Store, name: str, data: bytes) -> None:
    """Takes a file up, in place of whatever was there."""
    forget()
    with _progress() as at:
        upload = long_work.read(name, data, at)
        if isinstance(upload, Refusal):
            st.session_state["upload_refused"] = upload
        else:
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
        with _progress() as at:
            kept = (key, long_work.review(store, of, session.scope().region, at))
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


@contextmanager
def _progress() -> Iterator[Callable[[str, int], None]]:
    """A bar while a file is worked on: the function that it gives shows it and moves it on."""
    place = st.empty()

    def at(text: str, share: int) -> None:
        place.progress(share, say(text, session.language()))

    yield at
    place.empty()
