"""The deployment as it is documented: nginx with TLS before two processes, sign-in through it, cookies for TLS only."""

import sys
from pathlib import Path

from playwright.sync_api import Browser, expect

from chainmap.desk.members import ROLES_VARIABLE
from chainmap.store.database import URL_VARIABLE
from tests.browser.app_server import free_port, running, running_app
from tests.browser.test_sign_in import COOKIE_SECRET, ROLES, log_in
from tests.folders import marked_folder
from tests.identity.people import CLIENT_ID, CLIENT_SECRET
from tests.test_deploy import configuration, needs_nginx, running_nginx


@needs_nginx
def test_people_sign_in_through_the_proxy(browser: Browser, tmp_path: Path) -> None:
    ports, other = {name: free_port() for name in ("plain", "tls", "one", "two")}, free_port()
    address, provider = f"https://127.0.0.1:{ports['tls']}", f"http://127.0.0.1:{other}"
    secrets, roles = tmp_path / "secrets.toml", tmp_path / "roles.toml"
    secrets.write_text(
        f'[auth]\nredirect_uri = "{address}/oauth2callback"\ncookie_secret = "{COOKIE_SECRET}"\nclient_id = "{CLIENT_ID}"\n'
        f'client_secret = "{CLIENT_SECRET}"\nserver_metadata_url = "{provider}/o/.well-known/openid-configuration"\n'
    )
    roles.write_text(ROLES, encoding="utf-8")
    data = marked_folder(tmp_path / "data")
    environment = {URL_VARIABLE: f"sqlite:///{tmp_path / 'chainmap.sqlite'}", ROLES_VARIABLE: str(roles)}
    options = ["--secrets.files", str(secrets), "--server.allowedHosts", "127.0.0.1"]
    command = [sys.executable, "-m", "tests.identity.server", str(other), f"{address}/oauth2callback", str(tmp_path)]
    with (
        running(command, f"{provider}/o/.well-known/openid-configuration"),
        running_app(data, port=ports["one"], options=options, environment=environment),
        running_app(data, port=ports["two"], options=options, environment=environment),
        running_nginx(configuration(tmp_path, ports), ports["tls"]),
    ):
        for name in ("analyst", "viewer"):
            context = browser.new_context(ignore_https_errors=True)
            page = context.new_page()
            page.goto(f"{address}/gaps?lang=en")
            page.locator(".st-key-sign_in_default button").click(timeout=60_000)
            log_in(page, name)
            expect(page.locator(".cm-person")).to_contain_text(f"{name}@park.cn", timeout=60_000)
            cookies = {one["name"]: one for one in context.cookies() if one["name"].startswith(("_streamlit", "chainmap"))}
            assert {"chainmap_way", "_streamlit_user"} <= set(cookies)
            assert all(one["secure"] for one in cookies.values())
            assert cookies["chainmap_way"]["httpOnly"] and cookies["_streamlit_user"]["httpOnly"]
            context.close()
