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


def signed_in(claims: Mapping[str, object], members: Mapping[Role, Sequence[str]], now: datetime) -> User | Refusal:
    """The user of an OIDC token, whose signature was checked before; the highest role that `members` gives the person.

    `members` lists e-mail addresses or subjects by role. A token without `exp` is refused, and so is an address that the
    provider says is not verified.
    """
    expires_at = _expiry(claims.get("exp"))
    if expires_at is None or expires_at <= now:
        return Refusal(code="token-expired")
    names = _names(claims)
    for role in (Role.ADMIN, Role.ANALYST, Role.VIEWER):
        if names & {member.strip().casefold() for member in members.get(role, ())}:
            return User(name=_shown(claims), role=role, expires_at=expires_at)
    return Refusal(code="no-role", facts={"name": _shown(claims)})


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


def _names(claims: Mapping[str, object]) -> set[str]:
    """What identifies the person: the subject, and the address unless it is not verified."""
    return {name.casefold() for name in (_address(claims), str(claims.get("sub") or "").strip()) if name}


def _shown(claims: Mapping[str, object]) -> str:
    # Names that people choose themselves are not used: they would let one sign as another.
    return _address(claims) or str(claims.get("sub") or "").strip()


def _address(claims: Mapping[str, object]) -> str:
    verified = claims.get("email_verified", True) in (True, "true")
    return str(claims.get("email") or "").strip() if verified else ""
