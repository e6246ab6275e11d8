"""A running app for browser tests: its own process, its own port, its own data folder."""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from chainmap.app.session import FOLDER_VARIABLE

ROOT = Path(__file__).parents[2]
_PATIENCE_S = 60


@contextmanager
def running_app(
    folder: Path,
    *,
    port: int = 0,
    options: Sequence[str] = (),
    environment: Mapping[str, str] | None = None,
    log: Path | None = None,
) -> Iterator[str]:
    """Starts the app on a data folder and gives its address; ends it afterwards.

    `port` 0: any free one. `options` go to Streamlit, what it says to `log`.
    """
    port = port or free_port()
    command = [sys.executable, "-m", "streamlit", "run", "streamlit_app.py", "--server.port", str(port), *options]
    variables = {**os.environ, FOLDER_VARIABLE: str(folder), **(environment or {})}
    with running(command, f"http://127.0.0.1:{port}/_stcore/health", variables, log):
        yield f"http://127.0.0.1:{port}"


@contextmanager
def running(
    command: Sequence[str], health: str, environment: Mapping[str, str] | None = None, log: Path | None = None
) -> Iterator[None]:
    """A process that answers at the address `health`; ended afterwards."""
    with (log or Path(os.devnull)).open("ab") as told:
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=told, stderr=told)
        try:
            _wait(health, process)
            yield
        finally:
            process.terminate()
            process.wait(timeout=20)


def free_port() -> int:
    """A port on loopback that nobody listens at."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def _wait(address: str, process: "subprocess.Popen[bytes]") -> None:
    until = time.monotonic() + _PATIENCE_S
    while time.monotonic() < until:
        if process.poll() is not None:
            raise RuntimeError(f"{process.args!r} ended with {process.returncode}")
        try:
            with urllib.request.urlopen(address, timeout=2):
                return
        except (urllib.error.URLError, TimeoutError):
            time.sleep(0.2)
    raise TimeoutError(address)
