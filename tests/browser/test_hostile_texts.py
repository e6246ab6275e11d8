"""Texts that try to become markup, a script or a formula: shown as written on every page, inert in every download."""

import io
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from zipfile import ZipFile, is_zipfile

import openpyxl
import pytest
from playwright.sync_api import Page, expect

from chainmap.desk import follow_leads, keep_scenarios
from chainmap.desk.drafts import Draft, folder_draft
from chainmap.desk.matching import decision_draft
from chainmap.desk.outcome import Published
from chainmap.desk.publish import publish
from chainmap.desk.roles import Role, User
from chainmap.intake.load import files_of
from chainmap.model.alias import Alias, AliasKind, Answer
from chainmap.model.lead import Lead
from chainmap.store.database import URL_VARIABLE, Store, open_store
from tests.browser.app_server import running_app
from tests.browser.stories import at_rest
from tests.browser.tour import PATHS, walk
from tests.folders import marked_folder

MARKS = (
    "<img src=x onerror=window.hacked=1>**BOLD** $x^2$ :red[RED] :material/home: :smile: "
    "[LNK](javascript:window.hacked=1) ![PIC](http://evil.example/p.png) {{7*7}} `CODE` <b>TAG</b>"
)
FORMULA = "=cmd|'/C calc'!A0 "
USER = User(name=MARKS, role=Role.ADMIN)

# Elements that Markdown or HTML would make of the marks.
_MADE = (
    ("strong", "BOLD"), ("em", "BOLD"), ("code", "^CODE$"), ("b", "^TAG$"), ("a", "LNK"), (".stMarkdownColoredText", "RED"),
    ("a[href^='javascript'], a[href*='evil.example']", ""), ("script", "hacked"),
)  # fmt: skip
# Columns that hold free text; the others are ids, words, numbers, dates, or names that other cells refer to.
_FREE = {
    "name_zh", "name_en", "group", "policy_section", "company", "product", "place", "source", "note", "goal", "text", "unit",
    "kind_note", "section", "name", "maintainer", "house",
}  # fmt: skip


def hostile_folder(folder: Path) -> Path:
    """The marked folder with the marks at the end of every free text, and a column that nobody knows."""
    for path in sorted(marked_folder(folder).rglob("*.xlsx")):
        book = openpyxl.load_workbook(path)
        for sheet in book:
            if sheet.title == "About":
                for row in sheet.iter_rows():
                    if row[0].value in _FREE:
                        _mark(row[1])
                continue
            headers = [cell.value for cell in sheet[1]]
            if sheet.title == "Suppliers":
                extra = sheet.max_column + 1
                sheet.cell(1, extra, "extra " + MARKS)
                for number in range(2, sheet.max_row + 1):
                    _mark(sheet.cell(number, extra, "X"))
            for row in sheet.iter_rows(min_row=2):
                for header, cell in zip(headers, row, strict=False):
                    if header in _FREE and isinstance(cell.value, str) and not (path.name == "regions.xlsx" and header == "note"):
                        _mark(cell, FORMULA if header in ("company", "note", "source") else "")
        book.save(path)
    return folder


def _mark(cell: object, before: str = "") -> None:
    cell.value = f"{before}{cell.value} {MARKS}"  # type: ignore[attr-defined]
    cell.data_type = "s"  # type: ignore[attr-defined]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of an app with hostile data, versions, leads, scenarios and decisions."""
    folder = tmp_path_factory.mktemp("hostile-texts")
    data, url = hostile_folder(folder / "data"), f"sqlite:///{folder / 'chainmap.sqlite'}"
    store = open_store(url)
    _history(store, data)
    with running_app(data, environment={URL_VARIABLE: url}) as address:
        yield address
    store.close()


def _history(store: Store, data: Path) -> None:
    now = datetime.now(UTC)
    for files in (files_of(marked_folder(data.parent / "before")), files_of(data)):
        draft = folder_draft(store, files)
        assert isinstance(draft, Draft) and not draft.errors, draft
        assert isinstance(publish(store, draft, user=USER, note=MARKS, now=now), Published)
    alias = Alias(kind=AliasKind.COMPANY, written=MARKS, answer=Answer.NEW, author=MARKS, decided_at=now, note=MARKS)
    decided = decision_draft(store, (alias,))
    assert isinstance(decided, Draft)
    assert isinstance(publish(store, decided, user=USER, note=MARKS, now=now), Published)
    lead = Lead(
        chain_id="one", segment_id="powder", region_id="park", company=FORMULA + MARKS, origin=MARKS, owner=MARKS, contact=MARKS,
        next_step=FORMULA + MARKS, notes=FORMULA + MARKS,
    )  # fmt: skip
    added = follow_leads.add(store, lead, user=USER, now=now)
    assert isinstance(added, Lead), added
    saved = keep_scenarios.save(store, MARKS, (("fill", "one/powder"),), "latest", user=USER, now=now)
    assert not hasattr(saved, "code"), saved


def opened(page: Page, address: str, path: str) -> None:
    page.goto(f"{address}/{path}")
    expect(page.get_by_test_id("stSidebar").get_by_test_id("stSelectbox").first).to_be_visible(timeout=60_000)
    at_rest(page)


def nothing_became_markup(page: Page, outside: list[str]) -> None:
    """No script ran, nothing was asked for elsewhere, and every mark stands as it was written."""
    assert page.evaluate("window.hacked") is None
    assert outside == []
    assert page.get_by_test_id("stException").count() == 0
    assert page.locator("[data-testid=stApp] img:not([src^='data:']):not([src^='/'])").count() == 0
    for tag, word in _MADE:
        made = page.locator(tag).filter(has_text=re.compile(word))
        assert made.count() == 0, (tag, made.first.evaluate("node => node.parentElement.outerHTML"))
    text = page.get_by_test_id("stApp").inner_text()
    assert "{{7*7}}" not in text or "49 `CODE`" not in text
    for bare in (r"(?<!\*\*)BOLD", r"(?<!\[)RED\b", r"(?<!\[)LNK", r"(?<!`)CODE", r"(?<!<b>)TAG"):
        found = re.search(".{0,60}" + bare + ".{0,20}", text)
        assert found is None, found


@pytest.mark.parametrize("path", PATHS)
def test_every_page_shows_texts_as_they_are_written(page: Page, site: str, left_the_machine: list[str], path: str) -> None:
    opened(page, site, f"{path}?chain=one&segment=one%2Fpowder")
    nothing_became_markup(page, left_the_machine)
    tabs = page.get_by_test_id("stMain").get_by_test_id("stButtonGroup").locator("button")
    for at in range(min(tabs.count(), 8)):
        if tabs.nth(at).is_visible() and tabs.nth(at).is_enabled():
            tabs.nth(at).click()
            at_rest(page)
            nothing_became_markup(page, left_the_machine)
    rows = page.get_by_test_id("stMain").locator("tr.cm-opens, tr[data-event]")
    if rows.count():
        rows.first.click()
        at_rest(page)
        nothing_became_markup(page, left_the_machine)


def test_no_page_makes_anything_of_them_in_english(page: Page, site: str, left_the_machine: list[str]) -> None:
    for path in walk(page, site, chain="one", segment="one/powder", lang="en"):
        nothing_became_markup(page, left_the_machine)
        if path == "suppliers":
            expect(page.locator(".cm-table").first).to_contain_text(FORMULA.strip())


@pytest.mark.parametrize("path", ["gaps", "targets", "suppliers", "versions", "chain-map"])
def test_every_download_is_inert(page: Page, site: str, path: str) -> None:
    opened(page, site, f"{path}?chain=one")
    checked = 0
    tabs = page.get_by_test_id("stMain").get_by_test_id("stButtonGroup").locator("button")
    for at in range(-1, min(tabs.count(), 6)):
        if at >= 0:
            if not tabs.nth(at).is_visible():
                continue
            tabs.nth(at).click()
            at_rest(page)
        buttons = page.get_by_test_id("stDownloadButton").locator("button")
        for number in range(min(buttons.count(), 8)):
            if not buttons.nth(number).is_visible() or not buttons.nth(number).is_enabled():
                continue
            with page.expect_download(timeout=60_000) as started:
                buttons.nth(number).click()
            inert(started.value.suggested_filename, started.value.path().read_bytes())
            checked += 1
    assert checked


def inert(name: str, content: bytes) -> None:
    """No formula, no link but to the web, no live markup in a file, nor in one that it holds."""
    assert re.fullmatch(r"[\w .()·-]+", name), name
    suffix = name.rpartition(".")[2]
    if suffix == "zip":
        with ZipFile(io.BytesIO(content)) as package:
            for one in package.namelist():
                assert not one.startswith(("/", "..")) and "\\" not in one
                inert(one.rpartition("/")[2], package.read(one))
    elif suffix == "xlsx":
        for sheet in openpyxl.load_workbook(io.BytesIO(content)):
            for row in sheet.iter_rows():
                assert not [cell.coordinate for cell in row if cell.data_type == "f"], (name, sheet.title)
                assert all(cell.hyperlink is None or str(cell.hyperlink.target or "#").startswith(("http", "#")) for cell in row)
    elif suffix == "docx":
        assert is_zipfile(io.BytesIO(content))
        with ZipFile(io.BytesIO(content)) as package:
            for one in package.namelist():
                text = package.read(one).decode("utf-8", "replace")
                assert "<img" not in text and not re.search('Target="[^"]*(javascript|evil)', text), one
    elif suffix == "csv":
        text = content.decode("utf-8-sig")
        assert not re.search(r'(^|,)"?\s*[=+@]', text, re.MULTILINE), name
    elif suffix in ("html", "svg"):
        text = content.decode()
        assert "<img src=x" not in text and "<b>TAG" not in text, name
