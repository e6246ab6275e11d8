"""Signing in with a real OIDC provider on loopback: who gets in, who may change what, which tokens and callbacks are refused."""

import base64
import json
import re
import socket
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest
from itsdangerous import URLSafeTimedSerializer
from playwright.sync_api import Browser, Page, Route, expect

from chainmap.desk import history, members
from chainmap.desk.drafts import Draft, folder_draft
from chainmap.desk.members import ROLES_VARIABLE
from chainmap.desk.outcome import Published, Refusal
from chainmap.desk.publish import publish
from chainmap.desk.roles import Role, User, known
from chainmap.desk.undo import undo
from chainmap.intake.load import files_of
from chainmap.model.event import What
from chainmap.store.database import URL_VARIABLE, Store, open_store
from tests.browser.app_server import free_port, running, running_app
from tests.databases import fingerprint
from tests.folders import marked_folder
from tests.identity.people import CLIENT_ID, CLIENT_SECRET, PASSWORD, PEOPLE, SHORT_S

COOKIE_SECRET = "0123456789abcdef0123456789abcdef-of-the-tests"
ROLES = """
viewer = ["viewer@park.cn", "<img src=x onerror=window.hacked=1>@park.cn"]
analyst = ["analyst@park.cn"]
admin = ["group:chainmap-admins"]
"""


@dataclass(frozen=True)
class Site:
    """A running app with its provider, database, roles file and log."""

    address: str
    provider: str
    store: Store
    roles: Path
    log: Path


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    folder = tmp_path_factory.mktemp("site")
    port, other = free_port(), free_port()
    address, provider = f"http://127.0.0.1:{port}", f"http://127.0.0.1:{other}"
    secrets = folder / "secrets.toml"
    secrets.write_text(
        f'[auth]\nredirect_uri = "{address}/oauth2callback"\ncookie_secret = "{COOKIE_SECRET}"\nclient_id = "{CLIENT_ID}"\n'
        f'client_secret = "{CLIENT_SECRET}"\nserver_metadata_url = "{provider}/o/.well-known/openid-configuration"\n'
    )
    roles, log = folder / "roles.toml", folder / "app.log"
    roles.write_text(ROLES, encoding="utf-8")
    data, url = marked_folder(folder / "data"), f"sqlite:///{folder / 'chainmap.sqlite'}"
    command = [sys.executable, "-m", "tests.identity.server", str(other), f"{address}/oauth2callback", str(folder)]
    options = ["--secrets.files", str(secrets)]
    environment = {URL_VARIABLE: url, ROLES_VARIABLE: str(roles)}
    with (
        running(command, f"{provider}/o/.well-known/openid-configuration"),
        running_app(data, port=port, options=options, environment=environment, log=log),
    ):
        store = open_store(url)
        _two_versions(store, data)
        yield Site(address, provider, store, roles, log)
        store.close()
    told = log.read_text(encoding="utf-8", errors="replace")
    for secret in (CLIENT_SECRET, COOKIE_SECRET, PASSWORD, "eyJ"):  # eyJ begins every token
        assert secret not in told


def _two_versions(store: Store, data: Path) -> None:
    for note in ("首版", "改"):
        files = files_of(data)
        if note == "改":
            files = {**files, **files_of(marked_folder(data.parent / "other", company="C9"))}
        draft = folder_draft(store, files)
        assert isinstance(draft, Draft), draft
        done = publish(store, draft, user=User(name="建库", role=Role.ANALYST), note=note, now=datetime.now(UTC))
        assert isinstance(done, Published), done


@pytest.fixture
def roles(site: Site) -> Iterator[Path]:
    """The roles file, put back after the test."""
    yield site.roles
    site.roles.write_text(ROLES, encoding="utf-8")


def ask(page: Page, site: Site, path: str = "") -> None:
    """Opens a page and waits for the sign-in page."""
    page.goto(f"{site.address}/{path}")
    expect(page.locator(".cm-gate h1")).to_be_visible(timeout=60_000)
    if path.strip("/"):  # nobody clicks before the page has remembered where it was
        page.wait_for_function("sessionStorage.getItem('chainmap.address') !== null")


def enter(page: Page, site: Site, name: str, path: str = "") -> None:
    """Through the provider's form, from the page that was asked for."""
    ask(page, site, path)
    page.locator(".st-key-sign_in_default button").click()
    page.wait_for_url(f"{site.provider}/**")
    log_in(page, name)
    page.wait_for_url(f"{site.address}/**")


def log_in(page: Page, name: str) -> None:
    """Fills the provider's form."""
    page.get_by_label("Username").fill(name)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()


def inside(page: Page) -> None:
    """The app stands, with its sidebar."""
    expect(page.locator(".cm-person")).to_be_visible(timeout=60_000)
    expect(page.get_by_test_id("stSpinner")).to_have_count(0)


def at_gate(page: Page, title: str) -> None:
    expect(page.locator(".cm-gate h1")).to_have_text(title, timeout=60_000)
    expect(page.get_by_test_id("stSidebar")).to_have_count(0)


def first_version(site: Site) -> str:
    return history.listed(site.store)[-1].version_id


@pytest.mark.parametrize(("language", "title"), [("zh", "请先登录"), ("en", "Please sign in")])
def test_before_the_sign_in_nothing_of_the_data_is_shown(page: Page, site: Site, language: str, title: str) -> None:
    for path in ("", "gaps", "suppliers", "upload", "versions"):
        page.goto(f"{site.address}/{path}?lang={language}")
        at_gate(page, title)
        text = page.get_by_test_id("stApp").inner_text()
        assert not re.search(r"\bC[1-9]\b|链一|Chain1", text)


def test_viewer_reads_and_sees_no_button_that_changes(page: Page, site: Site) -> None:
    enter(page, site, "viewer")
    inside(page)
    expect(page.locator(".cm-person")).to_contain_text("viewer@park.cn")
    expect(page.locator(".cm-person")).to_contain_text("查看者")
    page.goto(f"{site.address}/versions?version={first_version(site)}")
    inside(page)
    expect(page.get_by_test_id("stMain")).to_contain_text("各页面现在显示第 1 版")
    assert page.get_by_role("button", name="恢复到这一版").count() == 0
    page.get_by_text("名称决定", exact=True).click()
    expect(page.get_by_test_id("stMain")).to_contain_text("还没有名称决定")
    assert page.get_by_test_id("stFileUploader").count() == 0
    page.goto(f"{site.address}/upload")
    expect(page.locator(".cm-sentence")).to_contain_text("您的角色可以查看、不能修改", timeout=60_000)
    assert page.get_by_test_id("stFileUploader").count() == 0


def test_a_forced_call_of_a_viewer_is_refused(site: Site) -> None:
    listed = members.members(site.roles)
    person = known({"sub": "1", "exp": 32_000_000_000, **PEOPLE["viewer"]}, listed.by_role)
    assert isinstance(person, User) and person.role is Role.VIEWER
    before = fingerprint(site.store)
    done = undo(site.store, user=person, note="", now=datetime.now(UTC), to=first_version(site))
    assert isinstance(done, Refusal) and done.code == "not-allowed"
    assert fingerprint(site.store) == before


def test_analyst_publishes_under_the_address_of_the_token(page: Page, site: Site) -> None:
    enter(page, site, "analyst", f"versions?version={first_version(site)}")
    inside(page)
    signed = page.get_by_label("发布人")
    expect(signed).to_have_value("analyst@park.cn")
    expect(signed).to_be_disabled()
    page.get_by_role("button", name="恢复到这一版").click()
    expect(page.locator(".cm-good")).to_contain_text("已发布为第 ")
    latest = history.listed(site.store)[0]
    assert (latest.author, latest.restores) == ("analyst@park.cn", first_version(site))
    event = history.deeds(site.store)[0]
    assert (event.what, event.author, event.version_id) == (What.RESTORED, "analyst@park.cn", latest.version_id)
    assert any(one.what is What.SIGNED_IN and one.author == "analyst@park.cn" for one in history.deeds(site.store))


def test_admin_comes_from_a_group(page: Page, site: Site) -> None:
    enter(page, site, "admin", "?lang=en")
    inside(page)
    expect(page.locator(".cm-person")).to_contain_text("administrator")


@pytest.mark.parametrize("name", ["stranger", "unverified", "renamed"])
def test_who_has_no_role_is_told_so_and_leaves(page: Page, site: Site, name: str) -> None:
    enter(page, site, name)
    at_gate(page, "您还没有使用权限")
    if name == "stranger":
        expect(page.locator(".cm-gate")).to_contain_text("stranger@elsewhere.cn")
        assert history.deeds(site.store)[0].what is What.TURNED_AWAY
        assert history.deeds(site.store)[0].author == "stranger@elsewhere.cn"
    page.get_by_role("button", name="退出登录").click()
    at_gate(page, "请先登录")


def test_page_and_language_are_kept_over_sign_in_and_sign_out(page: Page, site: Site) -> None:
    enter(page, site, "analyst", "versions?lang=en")
    inside(page)
    page.wait_for_url(f"{site.address}/versions?lang=en")
    expect(page.locator(".cm-sentence")).to_contain_text("versions; the latest is")
    page.get_by_role("button", name="Sign out").click()
    at_gate(page, "Please sign in")
    assert not [one for one in page.context.cookies() if one["name"].startswith("_streamlit_user")]
    page.goto(f"{site.address}/versions?lang=en")
    at_gate(page, "Please sign in")


def test_sign_out_ends_the_session_at_the_provider_too(page: Page, site: Site) -> None:
    enter(page, site, "analyst")
    inside(page)
    page.get_by_role("button", name="退出登录").click()
    at_gate(page, "请先登录")
    page.locator(".st-key-sign_in_default button").click()
    expect(page.get_by_label("Username")).to_be_visible()  # the provider asks again


@pytest.mark.parametrize("name", ["wrong-nonce", "wrong-audience", "wrong-issuer", "forged", "over", "endless"])
def test_a_token_that_is_not_right_signs_nobody_in(page: Page, site: Site, name: str) -> None:
    enter(page, site, name)
    page.wait_for_timeout(1500)
    expect(page.locator(".cm-gate h1")).to_be_visible(timeout=60_000)
    expect(page.get_by_test_id("stSidebar")).to_have_count(0)


@pytest.mark.parametrize("query", ["code=x&state=y", "code=x", "state=y", "error=access_denied&error_description=<b>x</b>", ""])
def test_a_made_up_callback_signs_nobody_in(page: Page, site: Site, query: str) -> None:
    page.goto(f"{site.address}/oauth2callback?{query}")
    at_gate(page, "请先登录")
    assert not [one for one in page.context.cookies() if one["name"].startswith("_streamlit_user")]


def test_a_callback_of_somebody_else_signs_nobody_in(page: Page, browser: Browser, site: Site) -> None:
    """Otherwise a link could make a person work under the account of another."""
    theirs = browser.new_context()
    other = theirs.new_page()
    other.goto(f"{site.provider}/login/?next=/o/.well-known/jwks.json")
    log_in(other, "analyst")
    asked: list[str] = []

    def keep(route: Route) -> None:
        asked.append(route.request.url)
        route.abort()

    other.route("**/auth/login?*", keep)
    ask(other, site)
    other.locator(".st-key-sign_in_default button").click()
    other.wait_for_timeout(1000)
    to_provider = theirs.request.get(asked[0], max_redirects=0).headers["location"]
    callback = theirs.request.get(to_provider, max_redirects=0).headers["location"]
    assert callback.startswith(f"{site.address}/oauth2callback?code=")
    page.goto(callback)
    at_gate(page, "请先登录")
    assert not [one for one in page.context.cookies() if one["name"].startswith("_streamlit_user")]
    other.goto(callback)  # the same address works where it was asked for
    inside(other)
    theirs.close()


def test_cookies_are_out_of_reach_of_scripts(page: Page, site: Site) -> None:
    enter(page, site, "analyst")
    inside(page)
    found = [one for one in page.context.cookies() if one["name"].startswith("_streamlit_user")]
    assert found and all(one["httpOnly"] and one["sameSite"] == "Lax" for one in found)
    assert "_streamlit_user" not in page.evaluate("document.cookie")


@pytest.mark.parametrize(("secret", "gets_in"), [(COOKIE_SECRET, True), ("another secret", False)])
def test_a_cookie_counts_with_the_secret_of_the_app_only(page: Page, site: Site, secret: str, gets_in: bool) -> None:
    told = {
        "email": "analyst@park.cn",
        "exp": 32_000_000_000,
        "origin": site.address,
        "is_logged_in": True,
        "provider": "default",
    }
    made = URLSafeTimedSerializer(secret, salt="_streamlit_user").dumps(json.dumps(told))
    page.context.add_cookies([{"name": "_streamlit_user", "value": str(made), "url": site.address}])
    page.goto(site.address)
    if gets_in:
        inside(page)
    else:
        at_gate(page, "请先登录")


@pytest.mark.parametrize(
    "path",
    [
        "?next=http://evil.example/",
        "?redirect_uri=http://evil.example/oauth2callback",
        "gaps?go=//evil.example",
    ],
)
def test_no_address_leads_elsewhere_after_the_sign_in(page: Page, site: Site, left_the_machine: list[str], path: str) -> None:
    enter(page, site, "analyst", path)
    page.wait_for_timeout(2500)
    assert page.url.startswith(site.address + "/")
    assert left_the_machine == []


def test_name_of_a_hostile_account_is_text(page: Page, site: Site) -> None:
    enter(page, site, "hostile")
    inside(page)
    expect(page.locator(".cm-person b")).to_have_text("<img src=x onerror=window.hacked=1>@park.cn")
    assert page.evaluate("window.hacked") is None
    assert page.get_by_test_id("stSidebar").locator("img").count() == 0


def test_no_token_stands_on_a_page_or_in_an_address(page: Page, site: Site) -> None:
    enter(page, site, "analyst")
    inside(page)
    assert "eyJ" not in page.content() and "eyJ" not in page.url
    assert CLIENT_SECRET not in page.content()


def test_a_role_that_is_taken_away_is_gone_at_the_next_click(page: Page, site: Site, roles: Path) -> None:
    enter(page, site, "analyst", f"versions?version={first_version(site)}")
    inside(page)
    expect(page.get_by_role("button", name="恢复到这一版")).to_be_visible()
    roles.write_text(ROLES.replace('["analyst@park.cn"]', "[]").replace("[", '["analyst@park.cn", ', 1), encoding="utf-8")
    before = history.listed(site.store)
    page.get_by_role("button", name="恢复到这一版").click()
    expect(page.locator(".cm-alert")).to_contain_text("您的角色无权进行这项操作。 数据没有变化。")
    assert history.listed(site.store) == before
    expect(page.locator(".cm-person")).to_contain_text("查看者")
    roles.write_text("", encoding="utf-8")
    page.reload()
    at_gate(page, "您还没有使用权限")


def test_a_token_that_is_over_reads_on_and_changes_nothing(page: Page, site: Site, roles: Path) -> None:
    enter(page, site, "short", f"versions?version={first_version(site)}")
    inside(page)
    button = page.get_by_role("button", name="恢复到这一版")
    expect(button).to_be_visible()
    assert page.locator(".st-key-filters_expired").count() == 0
    page.wait_for_timeout(SHORT_S * 1000)
    before = fingerprint(site.store)
    button.click()
    expect(page.locator(".cm-alert", has_text="登录已过期，请重新登录后再提交。 数据没有变化。")).to_be_visible()
    expect(page.locator(".st-key-filters_expired")).to_contain_text("登录已过期：还可以看，不能改。")
    assert fingerprint(site.store) == before
    page.goto(f"{site.address}/gaps?lang=en")
    inside(page)
    expect(page.locator(".st-key-filters_expired")).to_contain_text("Your sign-in has expired")
    roles.write_text("reading_hours = 0\n" + ROLES, encoding="utf-8")
    page.reload()
    at_gate(page, "Your sign-in has expired")
    page.get_by_role("button", name="Sign in again").or_(page.get_by_role("button", name="Sign in")).first.click()
    inside(page)  # the provider still knows the person
    expect(page).to_have_url(re.compile(r"/gaps.*lang=en"))


def test_a_page_of_another_site_cannot_open_a_connection(site: Site) -> None:
    host = site.address.removeprefix("http://")
    answers = {}
    for origin in (site.address, "http://evil.example"):
        with socket.create_connection(("127.0.0.1", int(host.partition(":")[2])), timeout=10) as line:
            line.sendall(
                f"GET /_stcore/stream HTTP/1.1\r\nHost: {host}\r\nOrigin: {origin}\r\n"
                "Connection: Upgrade\r\nUpgrade: websocket\r\n"
                f"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: {base64.b64encode(bytes(16)).decode()}\r\n\r\n".encode()
            )
            answers[origin] = line.recv(100).split()[1]
    assert answers == {site.address: b"101", "http://evil.example": b"403"}
