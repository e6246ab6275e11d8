"""One app and one Chromium for all browser tests; every test has its own page, and a list of what left the machine."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import BrowserContext, Page, Playwright, expect

from chainmap.store.database import Store, open_store
from tests.browser.app_server import running_app
from tests.browser.kept import kept_app
from tests.browser.stories import ASKED, app_with_database
from tests.conftest import chromium

expect.set_options(timeout=20_000)  # the first page of a server also loads the data


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in this folder drives a browser."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def shipped_app() -> Iterator[str]:
    """Address of the app on the shipped data."""
    with running_app(Path(__file__).parents[2] / "data") as address:
        yield address


@pytest.fixture(scope="session")
def kept_versions(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of the app on a database with two versions of known texts, a lead and a kept scenario."""
    with kept_app(tmp_path_factory.mktemp("kept")) as address:
        yield address


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Address of the database of the stories of one module."""
    return f"sqlite:///{tmp_path_factory.mktemp('story') / 'chainmap.sqlite'}"


@pytest.fixture(scope="module")
def app(url: str) -> Iterator[str]:
    """Address of an app on that database, seeded with the shipped data."""
    with app_with_database(url) as address:
        yield address


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    """The same database, beside the app."""
    one = open_store(url)
    yield one
    one.close()


@pytest.fixture
def left_the_machine() -> list[str]:
    """Addresses outside of 127.0.0.1 that a page asked for."""
    return []


@pytest.fixture(scope="session")
def context(playwright: Playwright, tmp_path_factory: pytest.TempPathFactory) -> Iterator[BrowserContext]:
    """The browser of one person, with a profile on disk: the scripts of the app are loaded and compiled once for all tests."""
    with playwright.chromium.launch_persistent_context(
        tmp_path_factory.mktemp("profile"),
        executable_path=chromium(),
        args=["--no-sandbox"],
        viewport={"width": 1440, "height": 900},
        reduced_motion="reduce",
        accept_downloads=True,
    ) as one:
        one.set_default_timeout(20_000)
        one.add_init_script(ASKED)
        yield one


@pytest.fixture
def page(context: BrowserContext, left_the_machine: list[str]) -> Iterator[Page]:
    """A page of 1440 × 900; it and the pages that it opened are closed after the test, and their cookies go."""
    one = context.new_page()
    one.on("request", lambda request: left_the_machine.append(request.url) if _is_outside(request.url) else None)
    yield one
    context.set_offline(False)
    context.clear_cookies()
    for each in context.pages[1:]:  # the first is the window itself: Chromium ends with its last page
        each.close()


def _is_outside(address: str) -> bool:
    parts = urlsplit(address)
    return parts.scheme not in ("data", "blob") and parts.hostname != "127.0.0.1"
