"""Who acts: the one place where pages learn it. With sign-in configured, the person of the token; else the local analyst.

The desk checks role and expiry again at every change; what is asked here only decides which buttons stand on a page.
"""

from collections.abc import Mapping
from datetime import UTC, datetime

import streamlit as st

from chainmap.app import session
from chainmap.desk import members, roles
from chainmap.desk.outcome import Refusal
from chainmap.desk.roles import Deed, Role, User, local_user
from chainmap.present.words import say


def user() -> User:
    """The acting person: role as the roles file says now, expiry of the token. Without sign-in, the name given on the page."""
    given = claims()
    if given is None:
        return local_user(str(st.session_state.get("author") or say("publish.local", session.language())))
    found = identified(given)
    if isinstance(found, Refusal):  # the role was taken away while the page was open
        return User(name=roles.shown_name(given), role=Role.VIEWER, expires_at=datetime.fromtimestamp(0, UTC))
    return found


def may(deed: Deed) -> bool:
    """Whether the person's role allows this: then its button stands on the page, be the token over or not."""
    return deed in roles.ALLOWED[user().role]


def sign(label: str) -> None:
    """The field for the name that a change is signed with; who signed in signs with that name and no other."""
    if claims() is None:
        local = say("publish.local", session.language())
        st.text_input(label, key="author", placeholder=local, width=180)
    else:
        st.text_input(label, user().name, disabled=True, key=f"signed_{label}", width=220)


def claims() -> Mapping[str, object] | None:
    """The claims of the token of who is signed in, {} before that; None with no sign-in configured."""
    if members.sign_in(st.get_option("secrets.files")) is None:
        return None
    told = {str(name): value for name, value in st.user.to_dict().items()}
    return told if told.get("is_logged_in") is True else {}


def identified(given: Mapping[str, object]) -> User | Refusal:
    """Whom these claims name, with the role of the roles file; the token may be over."""
    listed = members.members()
    return roles.known(given, listed.by_role, listed.groups_claim)
