"""`app` serves this machine only, unless people sign in."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from chainmap.cli import app
from chainmap.desk import members

GOOD = """
[auth]
redirect_uri = "https://chainmap.park.cn/oauth2callback"
cookie_secret = "0123456789abcdef0123456789abcdef"
client_id = "chainmap"
client_secret = "secret"
server_metadata_url = "https://id.park.cn/.well-known/openid-configuration"
"""


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """The command lines that would have been executed."""
    found: list[list[str]] = []
    monkeypatch.setattr("chainmap.cli.data.os.execv", lambda _, command: found.append(command))
    monkeypatch.setattr("chainmap.cli.data.os.chdir", lambda _: None)
    monkeypatch.delenv("STREAMLIT_SERVER_ADDRESS", raising=False)
    return found


def secrets(folder: Path, monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    """Sign-in as this secrets file configures it."""
    file = folder / "secrets.toml"
    file.write_text(text, encoding="utf-8")
    monkeypatch.setattr(members.sign_in, "__defaults__", ((file,),))


def test_without_sign_in_this_machine_is_served(started: list[list[str]]) -> None:
    assert CliRunner().invoke(app, ["app"]).exit_code == 0
    assert "--server.address=127.0.0.1" in started[0]


@pytest.mark.parametrize("address", ["0.0.0.0", "::", "192.168.1.7", "chainmap.park.cn", ""])
@pytest.mark.parametrize("by", ["option", "environment"])
def test_without_sign_in_nothing_else_is(
    started: list[list[str]], monkeypatch: pytest.MonkeyPatch, tmp_path: Path, address: str, by: str
) -> None:
    secrets(tmp_path, monkeypatch, "")
    if by == "environment":
        monkeypatch.setenv("STREAMLIT_SERVER_ADDRESS", address or "0.0.0.0")
    done = CliRunner().invoke(app, ["app", *(["--address", address] if by == "option" else [])])
    assert done.exit_code == 2 and "尚未配置登录" in done.output
    assert started == []


def test_with_sign_in_another_address_is_served_under_its_names(
    started: list[list[str]], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    secrets(tmp_path, monkeypatch, GOOD)
    assert CliRunner().invoke(app, ["app", "--address", "0.0.0.0"]).exit_code == 0
    assert {"--server.address=0.0.0.0", "--server.allowedHosts=chainmap.park.cn"} <= set(started[0])


def test_a_sign_in_that_is_not_right_keeps_the_app_from_starting(
    started: list[list[str]], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    secrets(tmp_path, monkeypatch, GOOD.replace("client_id", "client"))
    done = CliRunner().invoke(app, ["app", "--lang", "en"])
    assert done.exit_code == 2 and "[auth] lacks client_id" in done.output
    assert started == []
