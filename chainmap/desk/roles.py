"""Who may do what, checked at every change, not only where a button is. Reading is free to everybody who got in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from chainmap.desk.outcome import Refusal


class Role(StrEnum):
    VIEWER = "viewer"
    ANALYST = "analyst"
    ADMIN = "admin"


class Deed(StrEnum):
    """What changes something."""

    PUBLISH = "publish"  # data, corrections and undo
    DECIDE = "decide"  # names
    FOLLOW_LEADS = "follow-leads"
    SAVE_SCENARIOS = "save-scenarios"
    DELETE_SCENARIOS_OF_OTHERS = "delete-scenarios-of-others"


_ANALYST = frozenset({Deed.PUBLISH, Deed.DECIDE, Deed.FOLLOW_LEADS, Deed.SAVE_SCENARIOS})
ALLOWED: Mapping[Role, frozenset[Deed]] = {
    Role.VIEWER: frozenset(),
    Role.ANALYST: _ANALYST,
    Role.ADMIN: _ANALYST | {Deed.DELETE_SCENARIOS_OF_OTHERS},
}


@dataclass(frozen=True, slots=True, kw_only=True)
class User:
    """Who acts. `expires_at` is the `exp` of the token; None where nobody signs in."""

    name: str
    role: Role
    expires_at: datetime | None = None


def local_user(name: str) -> User:
    """With no sign-in configured the app serves 127.0.0.1 only, and everybody is the local analyst."""
    return User(name=name, role=Role.ANALYST)


def known(claims: Mapping[str, object], members: Mapping[Role, Sequence[str]], groups_claim: str = "groups") -> User | Refusal:
    """The user of an OIDC token, be it over or not: then `refusal` keeps every change back. Without `exp` it is over."""
    name, role = shown_name(claims), member_role(claims, members, groups_claim)
    if role is None:
        return Refusal(code="no-role", facts={"name": name})
    return User(name=name, role=role, expires_at=_expiry(claims.get("exp")) or datetime.fromtimestamp(0, UTC))


def member_role(claims: Mapping[str, object], members: Mapping[Role, Sequence[str]], groups_claim: str = "groups") -> Role | None:
    """The highest role that lists the person, by one of

    * `name@host`: the address, unless the provider says that it is not verified;
    * `@host`: every such address of the host;
    * `group:name`: a group in the claim `groups_claim`;
    * anything else, with or without `sub:` before it: the subject.
    """
    mine = _entries(claims, groups_claim)
    for role in (Role.ADMIN, Role.ANALYST, Role.VIEWER):
        if mine & {_entry(member) for member in members.get(role, ())}:
            return role
    return None


def shown_name(claims: Mapping[str, object]) -> str:
    """How a change is signed: the verified address, else the subject."""
    # Names that people choose themselves are not used: they would let one sign as another.
    return _address(claims) or _subject(claims)


def refusal(user: User, deed: Deed, now: datetime) -> Refusal | None:
    """Why this user may not do this now, or None."""
    if user.expires_at is not None and user.expires_at <= now:
        return Refusal(code="token-expired")
    if deed not in ALLOWED[user.role]:
        return Refusal(code="not-allowed", facts={"role": user.role.value, "deed": deed.value})
    if not user.name.strip():
        return Refusal(code="no-author")
    return None


def _expiry(claim: object) -> datetime | None:
    if isinstance(claim, bool) or not isinstance(claim, int | float) or not 0 < claim < 32_503_680_000:  # year 3000
        return None
    return datetime.fromtimestamp(claim, UTC)


def _entries(claims: Mapping[str, object], groups_claim: str) -> set[str]:
    """Every entry of a list of members that means this person."""
    address, subject = _address(claims).casefold(), _subject(claims)
    found = {address, "@" + address.rpartition("@")[2]} if "@" in address else set()
    if subject:
        found.add("sub:" + subject)
    groups = claims.get(groups_claim)
    named = [groups] if isinstance(groups, str) else groups if isinstance(groups, list | tuple) else []
    return found | {"group:" + group.strip() for group in named if isinstance(group, str) and group.strip()}


def _entry(member: str) -> str:
    # A subject that looks like an address or a group never stands for it: each kind is compared with its own kind.
    member = member.strip()
    if member.startswith(("group:", "sub:")):
        kind, _, name = member.partition(":")
        return f"{kind}:{name.strip()}"
    return member.casefold() if "@" in member else "sub:" + member


def _subject(claims: Mapping[str, object]) -> str:
    subject = claims.get("sub")
    return subject.strip() if isinstance(subject, str) else ""


def _address(claims: Mapping[str, object]) -> str:
    verified = claims.get("email_verified", True) in (True, "true")
    address = claims.get("email")
    return address.strip() if verified and isinstance(address, str) else ""
