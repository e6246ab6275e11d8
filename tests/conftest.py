"""What all tests share: one Chromium and one reading of the shipped data a process.

Property tests draw the same examples every time, and none is timed.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from playwright.sync_api import Browser, Playwright, sync_playwright

from chainmap.desk import folder as opening
from chainmap.intake.load import Parsed, load_folder
from chainmap.model.alias import Alias
from tests.browser.chromium import chromium_of_tests

_SHIPPED = Path(__file__).parents[1] / "data"

settings.register_profile(
    "suite",
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
settings.load_profile("suite")


@pytest.fixture(autouse=True, scope="session")
def _shipped_data_are_read_once() -> Iterator[None]:
    """Nothing writes into what was read, and no test into the shipped folder: commands and pages may share it."""
    read: list[Parsed] = []

    def loaded(folder: Path, decisions: Sequence[Alias] = ()) -> Parsed:
        if decisions or folder.resolve() != _SHIPPED:
            return load_folder(folder, decisions)
        if not read:
            read.append(load_folder(folder))
        return read[0]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(opening, "load_folder", loaded)
        yield


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
    """Path of the system's Chromium, first the one without a window. Without any the test is skipped."""
    found = chromium_of_tests()
    if found is None:
        pytest.skip("no Chromium on this machine")
    return found
