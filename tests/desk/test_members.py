from datetime import timedelta
from pathlib import Path

import pytest

from chainmap.desk.members import ROLES_VARIABLE, Members, SignIn, is_loopback, members, sign_in
from chainmap.desk.outcome import Refusal
from chainmap.desk.roles import Deed, Role, User, known, member_role, refusal
from tests.desk.stage import NOW

GOOD = """
[auth]
redirect_uri = "https://chainmap.park.cn/oauth2callback"
cookie_secret = "0123456789abcdef0123456789abcdef"
client_id = "chainmap"
client_secret = "secret"
server_metadata_url = "https://id.park.cn/.well-known/openid-configuration"
"""


def written(folder: Path, text: str, name: str = "secrets.toml") -> Path:
    file = folder / name
    file.write_text(text, encoding="utf-8")
    return file


def test_without_a_file_or_without_auth_nobody_signs_in(tmp_path: Path) -> None:
    assert sign_in([tmp_path / "none.toml"]) is None
    assert sign_in([written(tmp_path, "[other]\nx = 1")]) is None


def test_a_whole_section_is_a_sign_in(tmp_path: Path) -> None:
    assert sign_in([written(tmp_path, GOOD)]) == SignIn(providers=("default",), host="chainmap.park.cn")


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("[auth\n", ("unreadable", "secrets.toml")),
        (GOOD.replace("client_secret", "secret"), ("lacks", "client_secret")),
        (GOOD.replace("/oauth2callback", "/"), ("callback", "redirect_uri")),
        (GOOD.replace("https://chainmap.park.cn/oauth2callback", "oauth2callback"), ("callback", "redirect_uri")),
        (GOOD.replace("0123456789abcdef0123456789abcdef", "short"), ("short", "cookie_secret")),
        (GOOD.replace('cookie_secret = "0123456789abcdef0123456789abcdef"\n', ""), ("lacks", "cookie_secret")),
    ],
)
def test_what_is_wrong_with_a_sign_in_is_named_and_is_never_taken_for_none(
    tmp_path: Path, text: str, problem: tuple[str, str]
) -> None:
    found = sign_in([written(tmp_path, text)])
    assert found is not None and problem in found.problems


def test_several_providers_have_a_name_each_and_a_later_file_wins(tmp_path: Path) -> None:
    shared, rest = GOOD.split('client_id = "chainmap"')
    named = shared + '[auth.park]\nclient_id = "a"' + rest + '[auth.office]\nclient_id = "b"' + rest
    first, second = written(tmp_path, GOOD, "a.toml"), written(tmp_path, named, "b.toml")
    found = sign_in([first, second])
    assert found == SignIn(providers=("park", "office"), host="chainmap.park.cn")


def test_members_are_read_anew_at_every_question(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = written(tmp_path, 'analyst = ["ann@park.cn"]\nreading_hours = 1.5', "roles.toml")
    monkeypatch.setenv(ROLES_VARIABLE, str(file))
    people: dict[Role, tuple[str, ...]] = {Role.VIEWER: (), Role.ANALYST: ("ann@park.cn",), Role.ADMIN: ()}
    assert members() == Members(by_role=people, reading=timedelta(hours=1.5))
    file.write_text('viewer = ["ann@park.cn"]', encoding="utf-8")
    assert members().by_role[Role.ANALYST] == ()


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (None, "missing"),
        ("analyst = [", "unreadable"),
        ('analysts = ["ann@park.cn"]', "not-understood"),
        ('analyst = "ann@park.cn"', "not-understood"),
        ("analyst = [1]", "not-understood"),
        ("reading_hours = -1", "not-understood"),
        ("reading_hours = true", "not-understood"),
        ("reading_hours = inf", "not-understood"),
        ("groups_claim = 1", "not-understood"),
    ],
)
def test_a_roles_file_that_is_not_right_gives_nobody_a_role(tmp_path: Path, text: str | None, problem: str) -> None:
    file = tmp_path / "roles.toml"
    if text is not None:
        file.write_text(text, encoding="utf-8")
    assert members(file) == Members(problem=problem)


@pytest.mark.parametrize(
    ("claims", "member"),
    [
        ({"email": "Ann@Park.cn"}, "ann@park.cn"),
        ({"email": "ann@park.cn"}, "@park.cn"),
        ({"sub": "x|7"}, "x|7"),
        ({"sub": "a@b"}, "sub:a@b"),
        ({"groups": ["lead", "staff"]}, "group:staff"),
        ({"groups": "staff"}, "group: staff"),
    ],
)
def test_a_member_is_an_address_a_host_a_subject_or_a_group(claims: dict[str, object], member: str) -> None:
    assert member_role(claims, {Role.ANALYST: [member]}) is Role.ANALYST


@pytest.mark.parametrize(
    ("claims", "member"),
    [
        ({"email": "ann@park.cn", "email_verified": False}, "ann@park.cn"),
        ({"email": "ann@park.cn", "email_verified": False}, "@park.cn"),
        ({"sub": "ann@park.cn"}, "ann@park.cn"),  # a subject that looks like an address
        ({"sub": "group:staff"}, "group:staff"),
        ({"sub": "@park.cn"}, "@park.cn"),
        ({"email": "ann@evil-park.cn"}, "@park.cn"),
        ({"email": "ann@park.cn@evil.cn"}, "@park.cn"),
        ({"email": "group:staff"}, "group:staff"),
        ({"sub": "X|7"}, "x|7"),  # subjects differ by case
        ({"sub": ["x"], "email": {"a": 1}, "groups": [["staff"], None]}, "x"),
        ({"name": "ann@park.cn", "preferred_username": "ann@park.cn"}, "ann@park.cn"),
        ({"sub": "", "email": ""}, ""),
        ({"sub": "x"}, "sub:"),
    ],
)
def test_nothing_else_makes_a_member(claims: dict[str, object], member: str) -> None:
    assert member_role(claims, {Role.ANALYST: [member]}) is None


def test_groups_come_from_the_claim_that_the_file_names() -> None:
    assert member_role({"roles": ["staff"]}, {Role.ADMIN: ["group:staff"]}, "roles") is Role.ADMIN
    assert member_role({"groups": ["staff"]}, {Role.ADMIN: ["group:staff"]}, "roles") is None


def test_who_is_known_by_a_token_that_is_over_changes_nothing() -> None:
    person = known({"sub": "7", "exp": int(NOW.timestamp()) - 60}, {Role.ADMIN: ["7"]})
    assert person == User(name="7", role=Role.ADMIN, expires_at=NOW - timedelta(minutes=1))
    assert refusal(person, Deed.PUBLISH, NOW) == Refusal(code="token-expired")
    endless = known({"sub": "7"}, {Role.ADMIN: ["7"]})
    assert isinstance(endless, User) and refusal(endless, Deed.PUBLISH, NOW) == Refusal(code="token-expired")


@pytest.mark.parametrize("name", ["127.0.0.1", "127.8.8.8", "localhost", "LocalHost", "::1", "[::1]"])
def test_this_machine_is_loopback(name: str) -> None:
    assert is_loopback(name)


@pytest.mark.parametrize("name", ["0.0.0.0", "::", "", "192.168.1.7", "localhost.evil.cn", "127.0.0.1.evil.cn"])
def test_nothing_else_is_loopback(name: str) -> None:
    assert not is_loopback(name)
