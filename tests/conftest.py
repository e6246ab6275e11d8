"""What all tests share: one Chromium a process; property tests draw the same examples every time, and none is timed."""

import shutil
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings
from playwright.sync_api import Browser, Playwright, sync_playwright

settings.register_profile(
    "suite",
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
settings.load_profile("suite")


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    """The driver of every browser of this process: it may be started once."""
    with sync_playwright() as one:
        yield one


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    """The system's Chromium, for contexts that share nothing."""
    one = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])
    yield one
    one.close()


def chromium() -> str:
    """Path of the system's Chromium; without one the test is skipped."""
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if found is None:
        pytest.skip("no Chromium on this machine")
    return found
