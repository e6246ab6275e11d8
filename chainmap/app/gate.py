"""What stands before every page: only this machine where nobody signs in, else sign-in, a role, a token that is not long over.

`guard` draws its own page and stops where somebody may not go on. Nothing was read from the database by then.
"""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime

import streamlit as st

from chainmap.app import session, sidebar, style, who
from chainmap.desk import members, roles, sign_in_log
from chainmap.desk.members import SignIn
from chainmap.desk.outcome import Refusal
from chainmap.desk.roles import User
from chainmap.present.markup import element
from chainmap.present.words import Language, say, word
from chainmap.store.database import Store

_PROXIED = ("X-Forwarded-For", "X-Forwarded-Host", "Forwarded", "X-Real-Ip")


def guard() -> None:
    """Lets the page go on, or says in place of it what is missing."""
    settings, claims = members.sign_in(st.get_option("secrets.files")), who.claims()
    if settings is None or claims is None:
        if not _is_this_machine():
            _page("network")
        return
    if settings.problems:
        _page("settings", problems=settings.problems)
    if not claims:
        _page("sign-in", settings)
    found = who.identified(claims)
    if isinstance(found, Refusal):
        _turned_away(claims)
    elif _is_over(found) and datetime.now(UTC) > _end(found) + members.members().reading:
        _page("over", settings)


def show_person(language: Language) -> None:
    """Who is signed in, as what and until when, and the way out. Nothing where nobody signs in."""
    if who.claims() is None:
        return
    user = who.user()
    until = say("signed-in.over" if _is_over(user) else "signed-in.until", language, time=_clock(_end(user)))
    lines = (element("b", user.name), element("span", word(user.role, language)), element("span", until))
    with st.container(key="person"):
        st.html(element("p", *lines, class_="cm-person"))
        st.button(say("signed-in.leave", language), key="sign_out", on_click=st.logout, width="stretch")


def show_expiry(language: Language) -> None:
    """A line above the page when the token is over: reading goes on, changing does not."""
    if who.claims() is None or not _is_over(who.user()):
        return
    with st.container(key="filters_expired", horizontal=True, vertical_alignment="center"):
        st.html(element("p", say("signed-in.expired", language), class_="cm-alert", role="alert"))
        _sign_in_buttons(members.sign_in(st.get_option("secrets.files")), language, "again")


def log_once(store: Store | None) -> None:
    """The event log says that the person came in, once a session."""
    if store is not None and who.claims() is not None and not st.session_state.get("came_in"):
        st.session_state["came_in"] = True
        sign_in_log.came_in(store, who.user(), datetime.now(UTC))


def _page(code: str, settings: SignIn | None = None, *, problems: tuple[tuple[str, str], ...] = (), name: str = "") -> None:
    """A page of its own in place of all others."""
    with st.container(key="gate"):
        text, buttons, foot = (st.container() for _ in range(3))
    with foot:
        language = sidebar.choose_language()
    style.say_language(language, keep_address=code in ("sign-in", "over"))
    facts = element("ul", *(element("li", say(f"gate.problem-{kind}", language, key=key)) for kind, key in problems))
    with text:
        st.html(
            element(
                "section",
                element("p", say("app.title", language), class_="cm-context"),
                element("h1", say(f"gate.{code}", language)),
                element("p", say(f"gate.{code}-next", language, name=name)),
                facts if problems else None,
                class_="cm-failure cm-gate",
                role="alert" if code != "sign-in" else None,
            )
        )
    with buttons:
        _sign_in_buttons(settings, language, "in")
        if name:
            st.button(say("signed-in.leave", language), key="gate_leave", on_click=st.logout, type="primary")
    st.stop()


def _sign_in_buttons(settings: SignIn | None, language: Language, code: str) -> None:
    for provider in settings.providers if settings else ():
        one = len(settings.providers) == 1 if settings else True
        label = say(f"gate.button-{code}", language)
        label += "" if one or provider == "default" else f" · {provider}"
        st.button(label, key=f"sign_{code}_{provider}", on_click=_login(provider), type="primary")


def _login(provider: str) -> Callable[[], None]:
    return lambda: st.login(None if provider == "default" else provider)


def _turned_away(claims: Mapping[str, object]) -> None:
    name = roles.shown_name(claims)
    store = session.store()
    if store is not None and not st.session_state.get("turned_away"):
        st.session_state["turned_away"] = True
        sign_in_log.turned_away(store, name, str(claims.get("exp")), datetime.now(UTC))
    _page("no-role", name=name or "–")


def _is_this_machine() -> bool:
    """Whether both the server and the browser are on this machine, as far as the server can tell."""
    headers = st.context.headers
    host = str(headers.get("Host") or "127.0.0.1").rpartition("@")[2]
    name = host.removeprefix("[").partition("]")[0] if host.startswith("[") else host.partition(":")[0]
    served = str(st.get_option("server.address") or "")
    return members.is_loopback(served) and members.is_loopback(name) and not any(header in headers for header in _PROXIED)


def _is_over(user: User) -> bool:
    return _end(user) <= datetime.now(UTC)


def _end(user: User) -> datetime:
    return user.expires_at or datetime.max.replace(tzinfo=UTC)


def _clock(at: datetime) -> str:
    """To the minute, in the machine's own zone; with the day unless it is today."""
    local = at.astimezone()
    return local.strftime("%H:%M" if local.date() == datetime.now().astimezone().date() else "%Y-%m-%d %H:%M")
