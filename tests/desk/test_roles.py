from datetime import timedelta

import pytest

from chainmap.desk.outcome import Refusal
from chainmap.desk.roles import Deed, Role, User, known, local_user, refusal
from tests.desk.stage import ANN, BEN, NOW, VIEWER

MEMBERS = {
    Role.ADMIN: ["boss@park.cn"],
    Role.ANALYST: ["ann@park.cn", "subject-7", "boss@park.cn"],
    Role.VIEWER: ["guest@park.cn"],
}
EXP = int(NOW.timestamp()) + 3600


def test_without_sign_in_everybody_is_the_local_analyst() -> None:
    assert local_user("王") == User(name="王", role=Role.ANALYST)
    assert all(refusal(local_user("王"), deed, NOW) is None for deed in Deed if deed is not Deed.DELETE_SCENARIOS_OF_OTHERS)


@pytest.mark.parametrize(
    ("claims", "role", "name"),
    [
        ({"sub": "1", "email": "Ann@Park.cn"}, Role.ANALYST, "Ann@Park.cn"),
        ({"sub": "1", "email": "boss@park.cn", "email_verified": True}, Role.ADMIN, "boss@park.cn"),
        ({"sub": "subject-7", "name": "boss@park.cn", "preferred_username": "boss@park.cn"}, Role.ANALYST, "subject-7"),
        ({"sub": "subject-7", "email": "boss@park.cn", "email_verified": False}, Role.ANALYST, "subject-7"),
        ({"sub": "9", "email": "guest@park.cn"}, Role.VIEWER, "guest@park.cn"),
    ],
)
def test_the_highest_role_of_a_verified_identity_counts(claims: dict[str, object], role: Role, name: str) -> None:
    assert known({**claims, "exp": EXP}, MEMBERS) == User(name=name, role=role, expires_at=NOW + timedelta(hours=1))


@pytest.mark.parametrize(
    "claims", [{}, {"sub": "x"}, {"email": "boss@park.cn", "email_verified": False}, {"sub": "", "email": ""}]
)
def test_who_has_no_role_does_not_get_in(claims: dict[str, object]) -> None:
    outcome = known({**claims, "exp": EXP}, MEMBERS)
    assert isinstance(outcome, Refusal) and outcome.code == "no-role"


@pytest.mark.parametrize("exp", [None, int(NOW.timestamp()), 0, -5, "tomorrow", True, float("inf"), float("nan")])
def test_a_token_that_is_over_or_never_ends_changes_nothing(exp: object) -> None:
    user = known({"sub": "1", "email": "ann@park.cn", "exp": exp}, MEMBERS)
    assert isinstance(user, User)
    assert all(refusal(user, deed, NOW) == Refusal(code="token-expired") for deed in Deed)


def test_the_token_is_looked_at_again_at_every_change() -> None:
    assert refusal(BEN, Deed.PUBLISH, NOW) is None
    assert refusal(BEN, Deed.PUBLISH, NOW + timedelta(hours=1)) == Refusal(code="token-expired")


@pytest.mark.parametrize("deed", Deed)
def test_a_viewer_changes_nothing(deed: Deed) -> None:
    assert refusal(VIEWER, deed, NOW) == Refusal(code="not-allowed", facts={"role": "viewer", "deed": deed.value})


def test_a_change_is_signed() -> None:
    assert refusal(local_user(" "), Deed.PUBLISH, NOW) == Refusal(code="no-author")
    assert refusal(ANN, Deed.PUBLISH, NOW) is None
