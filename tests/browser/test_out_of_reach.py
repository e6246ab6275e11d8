"""What stands on the page when the database, the server or what the address asks for is not there: words, never a trace."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from chainmap.store.database import URL_VARIABLE
from tests.browser.app_server import running_app
from tests.browser.tour import visit

DATA = Path(__file__).parents[2] / "data"
TITLES = {"zh": "数据库现在用不了", "en": "The database cannot be used at the moment"}
LOST = {"zh": "与服务器的连接断了", "en": "The connection to the server is lost"}


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("versions") / "chainmap.sqlite"


@pytest.fixture(scope="module")
def app(file: Path) -> Iterator[str]:
    with running_app(DATA, environment={URL_VARIABLE: f"sqlite:///{file}"}) as address:
        yield address


def _says(page: Page, title: str) -> None:
    main = page.get_by_test_id("stMain")
    expect(main.get_by_role("heading", name=title)).to_be_visible(timeout=60_000)
    assert not re.search(r"Traceback|sqlite|psycopg|sqlalchemy|/tmp", main.inner_text(), re.IGNORECASE)
    assert page.get_by_test_id("stException").count() == 0


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_database_that_is_lost_meanwhile_is_said_and_found_again(page: Page, app: str, file: Path, language: str) -> None:
    visit(page, app, "versions", lang=language)
    away = file.with_suffix(".away")
    file.rename(away)
    page.reload()
    _says(page, TITLES[language])
    away.rename(file)
    visit(page, app, "versions", lang=language)
    expect(page.get_by_test_id("stMain").get_by_role("table").first).to_be_visible(timeout=60_000)


@pytest.mark.parametrize("url", ["postgresql://u:secret@127.0.0.1:9/d", "sqlite:////proc/none/a.sqlite"])
def test_a_database_that_cannot_be_reached_at_the_start_is_said(page: Page, url: str) -> None:
    with running_app(DATA, environment={URL_VARIABLE: url}) as address:
        for language, title in TITLES.items():
            page.goto(f"{address}/?lang={language}")
            _says(page, title)
            assert "secret" not in page.content()


def test_a_lost_connection_is_said_in_the_language_of_the_page(page: Page, file: Path) -> None:
    other = page.context.new_page()
    with running_app(DATA, environment={URL_VARIABLE: f"sqlite:///{file}"}) as address:
        visit(page, address, "versions", lang="zh")
        visit(other, address.replace("127.0.0.1", "localhost"), "versions", lang="en")  # where Streamlit says another text
    for one, language in ((page, "zh"), (other, "en")):
        dialog = one.get_by_role("dialog")
        expect(dialog).to_contain_text(LOST[language], timeout=60_000)
        assert "streamlit" not in dialog.inner_text().lower()
        shown, frame = dialog.bounding_box(), dialog.locator("xpath=..").bounding_box()
        assert shown and frame and shown["width"] <= frame["width"]  # what is wider is cut off


def test_what_the_address_asks_for_and_nobody_has_is_said(page: Page, app: str) -> None:
    visit(page, app, "plan", lang="zh", region="mars", chain="no-chain", version="v9")
    said = page.get_by_test_id("stMain").get_by_role("alert")
    expect(said).to_have_count(3)
    expect(said.first).to_contain_text("“mars”")
    visit(page, app, "plan", lang="en")
    expect(page.get_by_test_id("stMain").get_by_role("alert")).to_have_count(0)
