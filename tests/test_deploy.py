"""What an administrator copies from deploy/ is right: nginx takes it, people stay with a process, the files are understood."""

import configparser
import os
import shutil
import socket
import ssl
import subprocess
import threading
import time
import urllib.request
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from chainmap.desk.members import members, sign_in
from chainmap.desk.roles import Role
from tests.browser.app_server import free_port

ROOT = Path(__file__).parents[1]
DEPLOY = ROOT / "deploy"
NGINX = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")

needs_nginx = pytest.mark.skipif(NGINX is None, reason="nginx is not installed: apt-get install -y nginx-light")


def configuration(folder: Path, ports: dict[str, int]) -> Path:
    """The shipped example as a whole configuration in this folder, at free ports and with a certificate of its own."""
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1", "-subj", "/CN=chainmap.example.internal",
         "-keyout", folder / "key.pem", "-out", folder / "cert.pem"], check=True, capture_output=True,
    )  # fmt: skip
    text = (DEPLOY / "nginx.conf").read_text(encoding="utf-8")
    for before, after in {
        "listen 80;": f"listen 127.0.0.1:{ports['plain']};",
        "listen 443 ssl;": f"listen 127.0.0.1:{ports['tls']} ssl;",
        "/etc/ssl/chainmap/fullchain.pem": str(folder / "cert.pem"),
        "/etc/ssl/chainmap/privkey.pem": str(folder / "key.pem"),
        "/var/log/nginx/chainmap.log": str(folder / "access.log"),
        "127.0.0.1:8501": f"127.0.0.1:{ports['one']}",
        "127.0.0.1:8502": f"127.0.0.1:{ports['two']}",
    }.items():
        assert before in text
        text = text.replace(before, after)
    user = "user root;\n" if os.geteuid() == 0 else ""
    whole = f"{user}pid {folder}/pid;\nerror_log {folder}/error.log;\ndaemon off;\nevents {{}}\nhttp {{\n{text}\n}}\n"
    file = folder / "nginx.conf"
    file.write_text(whole, encoding="utf-8")
    return file


@contextmanager
def answering(name: str, port: int) -> Iterator[None]:
    """A process of the app, as far as the proxy can tell."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Set-Cookie", "_streamlit_user=x; HttpOnly; Path=/; SameSite=lax")
            self.end_headers()
            self.wfile.write(f"{name} {self.headers['Host']} {self.headers['X-Forwarded-For']}".encode())

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", port), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield
    server.shutdown()
    server.server_close()


@contextmanager
def running_nginx(file: Path, port: int) -> Iterator[None]:
    process = subprocess.Popen([str(NGINX), "-c", str(file)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        for _ in range(100):
            with socket.socket() as probe:
                if not probe.connect_ex(("127.0.0.1", port)):
                    break
            time.sleep(0.1)
        yield
    finally:
        process.terminate()
        process.wait(timeout=20)


def trusting() -> ssl.SSLContext:
    """Takes the certificate of the test, which nobody signed."""
    context = ssl.create_default_context()
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    return context


@needs_nginx
def test_nginx_takes_the_example(tmp_path: Path) -> None:
    file = configuration(tmp_path, {name: free_port() for name in ("plain", "tls", "one", "two")})
    done = subprocess.run([str(NGINX), "-t", "-c", str(file)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


@needs_nginx
def test_a_person_stays_with_a_process_and_people_are_spread(tmp_path: Path) -> None:
    ports = {name: free_port() for name in ("plain", "tls", "one", "two")}
    file = configuration(tmp_path, ports)
    context = trusting()
    address = f"https://127.0.0.1:{ports['tls']}/"

    def ask(cookie: str = "", path: str = "") -> tuple[str, list[str]]:
        request = urllib.request.Request(address + path, headers={"Host": "chainmap.example.internal", "Cookie": cookie})
        with urllib.request.urlopen(request, context=context, timeout=10) as answer:
            return answer.read().decode(), answer.headers.get_all("Set-Cookie") or []

    with answering("one", ports["one"]), answering("two", ports["two"]), running_nginx(file, ports["tls"]):
        first: Counter[str] = Counter()
        for _ in range(40):
            text, cookies = ask()
            way = next(one for one in cookies if one.startswith("chainmap_way="))
            assert {"HttpOnly", "Secure"} <= {part.strip() for part in way.split(";")}
            process = text.split()[0]
            first[process] += 1
            for _ in range(3):
                again, more = ask(way.partition(";")[0])
                assert again.split()[0] == process
                assert not [one for one in more if one.startswith("chainmap_way=")]
        assert set(first) == {"one", "two"} and min(first.values()) >= 8
        text, cookies = ask(path="oauth2callback?code=secret-code&state=secret-state")
        assert text.split()[1:] == ["chainmap.example.internal", "127.0.0.1"]
        assert any("_streamlit_user" in one and "secure" in one.lower() for one in cookies)
    told = (tmp_path / "access.log").read_text()
    assert "/oauth2callback" in told and "secret-code" not in told and "secret-state" not in told


def test_the_unit_starts_the_app_as_its_own_user() -> None:
    unit = configparser.ConfigParser(strict=False, interpolation=None)
    unit.optionxform = str  # type: ignore[assignment,method-assign]
    unit.read_string((DEPLOY / "chainmap@.service").read_text(encoding="utf-8"))
    assert unit["Service"]["User"] == "chainmap"
    assert unit["Service"]["ExecStart"].endswith("-m chainmap app --port %i")
    checker = shutil.which("systemd-analyze")
    if checker:
        done = subprocess.run([checker, "verify", str(DEPLOY / "chainmap@.service")], capture_output=True, text=True, check=False)
        assert "Unknown" not in done.stderr


def test_the_examples_are_understood_and_the_blanks_are_named(tmp_path: Path) -> None:
    found = sign_in([DEPLOY / "secrets.example.toml"])
    assert found is not None
    assert found.problems == (("lacks", "cookie_secret"), ("lacks", "client_secret"))
    file = tmp_path / "secrets.toml"
    text = (DEPLOY / "secrets.example.toml").read_text(encoding="utf-8")
    file.write_text(text.replace('= ""', '= "0123456789abcdef0123456789abcdef"'), encoding="utf-8")
    whole = sign_in([file])
    assert whole is not None and whole.problems == () and whole.host == "chainmap.example.internal"
    listed = members(DEPLOY / "roles.example.toml")
    assert listed.problem is None
    assert listed.by_role[Role.VIEWER] == ("@example.internal",)
