"""A tour of the app for tests that hold for every page: each page, each of its tabs, and what opens there.

Nothing is asked of a page but that its parts are ours: tabs are Streamlit's button groups, rows and numbers that open
carry `data-event`. So a new page or tab is on the tour as soon as it stands in the entry file.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

from playwright.sync_api import Locator, Page, expect

from tests.browser.stories import at_rest
from tests.workbooks import workbook

ROOT = Path(__file__).parents[2]
PATHS = tuple(
    "" if name == "overview" else name
    for name in re.findall(r'"([\w-]+)": "chainmap/app/pages/', (ROOT / "streamlit_app.py").read_text(encoding="utf-8"))
)
_OPENING = ("tr.cm-opens .cm-link", ".cm-why")


def visit(page: Page, address: str, path: str, **query: str) -> None:
    """Opens a page and waits until it stands."""
    page.goto(f"{address}/{path}?{urlencode(query)}")
    expect(page.get_by_test_id("stSidebar").get_by_role("link").first).to_be_visible(timeout=60_000)
    at_rest(page)


def walk(page: Page, address: str, **query: str) -> Iterator[str]:
    """Every page of the app, the first by its address and the others through the sidebar, which loads the app once."""
    visit(page, address, PATHS[0], **query)
    links = page.get_by_test_id("stSidebar").get_by_role("link")
    expect(links).to_have_count(len(PATHS))  # an app without a database has fewer
    for at, path in enumerate(PATHS):
        if at:
            links.nth(at).click()
            page.wait_for_url(re.compile(rf"/{path}(\?|$)"))
            at_rest(page)
        yield path


def stops(page: Page, address: str, path: str, **query: str) -> Iterator[str]:
    """Every state of a page that a click away from it shows; what stands open is closed before the next."""
    visit(page, address, path, **query)
    seen = set(_tabs(page, "[aria-checked=true]").all_inner_texts())
    yield "as it opens"
    if path == "upload":
        yield from _steps_of_upload(page)
        return
    while True:
        for selector in _OPENING:
            yield from _opened(page, selector)
        ahead = [name for name in _tabs(page).all_inner_texts() if name not in seen]
        if not ahead:
            return
        seen.add(ahead[0])
        _tabs(page).get_by_text(ahead[0], exact=True).click()
        at_rest(page)
        yield ahead[0]


def _steps_of_upload(page: Page) -> Iterator[str]:
    """A list with a row that may stand, a name to decide and a place that nobody knows, up to publishing."""
    rows: list[list[object]] = [
        ["company", "segment", "place", "status"],
        ["C7", "part", "Pk", "producing"],
        ["C8", "powdr", "Pk", "producing"],
        ["C9", "part", "Zz", "producing"],
    ]
    file = {"name": "L1.xlsx", "mimeType": "application/octet-stream", "buffer": workbook({"Suppliers": rows})}
    page.locator("input[type=file]").first.set_input_files(file)  # type: ignore[arg-type]
    expect(page.locator(".cm-steps button:enabled")).to_have_count(4, timeout=60_000)
    at_rest(page)
    yield "a file"
    for at in range(1, 4):
        page.locator(".cm-steps button").nth(at).click()
        at_rest(page)
        yield page.locator(".cm-steps button").nth(at).inner_text()
        for selector in _OPENING:
            yield from _opened(page, selector)


def _tabs(page: Page, state: str = "") -> Locator:
    return page.get_by_test_id("stMain").get_by_test_id("stButtonGroup").locator(f"[role=radio]{state}")


def _opened(page: Page, selector: str) -> Iterator[str]:
    first = page.get_by_test_id("stMain").locator(selector).first
    if not first.count():
        return
    first.click()
    at_rest(page)
    yield f"{selector} opened"
    dialog = page.get_by_role("dialog")
    if dialog.count():
        row = dialog.locator("tr.cm-opens .cm-link").first
        if row.count():
            row.click()
            at_rest(page)
            yield f"{selector} opened, and a row in it"
        page.keyboard.press("Escape")
        expect(dialog).to_have_count(0)
