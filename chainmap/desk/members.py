"""Who has which role, and whether people sign in at all: what the administrator wrote into two files.

`.streamlit/secrets.toml` tells Streamlit about the OIDC provider; `.streamlit/roles.toml` (or CHAINMAP_ROLES) lists the
people of each role. Both are read at every question, so that a change counts at once.
"""

import os
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import urlsplit

from chainmap.desk.roles import Role

ROLES_VARIABLE = "CHAINMAP_ROLES"
DEFAULT_ROLES = Path(".streamlit/roles.toml")
SECRETS = (Path.home() / ".streamlit/secrets.toml", Path(".streamlit/secrets.toml"))  # where Streamlit looks
READING_HOURS = 12.0  # how long a page may be read after the token is over, unless the file says otherwise

_SHARED = ("redirect_uri", "cookie_secret")
_OF_PROVIDER = ("client_id", "client_secret", "server_metadata_url")
_LEAST_SECRET = 32  # characters; whoever guesses the secret signs in as anybody


@dataclass(frozen=True, slots=True, kw_only=True)
class SignIn:
    """The sign-in that is configured. `problems` are codes with the key concerned; with any of them nobody gets in."""

    providers: tuple[str, ...]
    host: str
    problems: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Members:
    """People by role, as written. `problem` is what keeps the file from being used; then nobody has a role."""

    by_role: Mapping[Role, tuple[str, ...]] = field(default_factory=dict)
    groups_claim: str = "groups"
    reading: timedelta = timedelta(hours=READING_HOURS)
    problem: str | None = None


def sign_in(files: Iterable[str | Path] = SECRETS) -> SignIn | None:
    """The sign-in of the secrets files, later ones before earlier ones; None where none of them has `[auth]`.

    A file that cannot be read is a problem, not an absence: Streamlit would take it for no sign-in.
    """
    section: Mapping[str, object] = {}
    for file in map(Path, files):
        if not file.is_file():
            continue
        try:
            found = tomllib.loads(file.read_text(encoding="utf-8")).get("auth")
        except (OSError, ValueError):
            return SignIn(providers=(), host="", problems=(("unreadable", file.name),))
        section = found if isinstance(found, dict) else section
    return _sign_in(section) if section else None


def members(file: Path | None = None) -> Members:
    """The people of each role; a file that is not there or not right gives nobody a role."""
    file = file or Path(os.environ.get(ROLES_VARIABLE) or DEFAULT_ROLES)
    try:
        table = tomllib.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return Members(problem="missing")
    except (OSError, ValueError):
        return Members(problem="unreadable")
    return _members(table)


def is_loopback(name: str) -> bool:
    """Whether a host name or address means this machine only."""
    if name.casefold() == "localhost":
        return True
    try:
        return ip_address(name.strip("[]")).is_loopback
    except ValueError:
        return False


def _members(table: Mapping[str, object]) -> Members:
    hours, claim = table.get("reading_hours", READING_HOURS), table.get("groups_claim", "groups")
    people = {role: table.get(role.value, []) for role in Role}
    sound = all(isinstance(listed, list) and all(isinstance(one, str) for one in listed) for listed in people.values())
    known = {*(role.value for role in Role), "reading_hours", "groups_claim"}
    if not sound or set(table) - known or not isinstance(claim, str) or not _is_hours(hours):
        return Members(problem="not-understood")  # a role that is misspelt must not pass for one without people
    named = {role: tuple(one for one in listed if one.strip()) for role, listed in people.items() if isinstance(listed, list)}
    return Members(by_role=named, groups_claim=claim, reading=timedelta(hours=float(str(hours))))


def _is_hours(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value <= 24 * 31


def _sign_in(section: Mapping[str, object]) -> SignIn:
    named = [name for name, value in section.items() if isinstance(value, dict) and "client_id" in value]
    providers = tuple(named) if named and "client_id" not in section else ("default", *named)
    problems = [("lacks", key) for key in _SHARED if not section.get(key)]
    for name in providers:
        own = section if name == "default" else section[name]
        problems += [("lacks", key) for key in _OF_PROVIDER if isinstance(own, Mapping) and not own.get(key)]
    address = urlsplit(str(section.get("redirect_uri", "")))
    if section.get("redirect_uri") and (not address.hostname or not address.path.endswith("/oauth2callback")):
        problems.append(("callback", "redirect_uri"))
    if section.get("cookie_secret") and len(str(section["cookie_secret"])) < _LEAST_SECRET:
        problems.append(("short", "cookie_secret"))
    return SignIn(providers=providers, host=address.hostname or "", problems=tuple(dict.fromkeys(problems)))
