"""A throw-away PostgreSQL server on loopback, from the system's own packages; gone with the test run."""

import atexit
import os
import pwd
import secrets
import shutil
import socket
import subprocess
import tempfile
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import psycopg

_WAIT_S = 60


@dataclass(frozen=True)
class Server:
    """A running server; `database` makes a fresh database in it."""

    port: int
    password: str

    def database(self) -> str:
        """The URL of a new, empty database."""
        name = "t" + secrets.token_hex(6)
        with psycopg.connect(self._address("postgres"), autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8'".encode())
        return self._address(name)

    def _address(self, name: str) -> str:
        return f"postgresql://chainmap:{self.password}@127.0.0.1:{self.port}/{name}"


@cache
def server() -> Server | str:
    """The server of this test run, started once; or why there is none."""
    binaries = max(Path("/usr/lib/postgresql").glob("*/bin/initdb"), default=None)
    found = binaries.parent if binaries else None
    if found is None:
        return "PostgreSQL is not installed: apt-get install -y postgresql"
    prefix = _as_other_user()
    if prefix is None:
        return "PostgreSQL does not run as root, and there is no user postgres"
    folder = Path(tempfile.mkdtemp(prefix="chainmap-postgres-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    password = secrets.token_hex(16)
    (folder / "password").write_text(password)
    if prefix:
        for path in (folder, folder / "password"):
            shutil.chown(path, "postgres")
    cluster, port = folder / "cluster", _free_port()
    _run(
        [*prefix, str(found / "initdb"), "-D", str(cluster), "-U", "chainmap", "--auth=scram-sha-256", "-E", "UTF8", "--no-sync",
         "--locale=C.UTF-8", f"--pwfile={folder / 'password'}"]
    )  # fmt: skip
    settings = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c fsync=off -c max_connections=60"
    control = [*prefix, str(found / "pg_ctl"), "-D", str(cluster), "-w", "-t", str(_WAIT_S)]
    _run([*control, "-o", settings, "-l", str(folder / "log"), "start"])
    atexit.register(subprocess.run, [*control, "-m", "immediate", "stop"], capture_output=True, check=False)
    return Server(port, password)


def _as_other_user() -> list[str] | None:
    """What to put before a command so that it does not run as root; None when nothing helps."""
    if os.geteuid() != 0:
        return []
    try:
        pwd.getpwnam("postgres")
    except KeyError:
        return None
    return ["runuser", "-u", "postgres", "--"]


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _run(command: list[str]) -> None:
    done = subprocess.run(command, capture_output=True, text=True, cwd="/", timeout=2 * _WAIT_S, check=False)
    if done.returncode:
        raise RuntimeError(f"{command[-1]}: {done.stdout} {done.stderr}")
