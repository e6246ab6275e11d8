"""From a tablet to a wide screen no page is wider than its window, no table leaves its place, and nothing the machine."""

from contextlib import suppress

import pytest
from playwright.sync_api import Page
from playwright.sync_api import TimeoutError as PatienceError

from tests.browser.stories import at_rest
from tests.browser.tour import visit, walk

_TOO_WIDE = """() => {
    const edge = document.querySelector('[data-testid=stMainBlockContainer]').getBoundingClientRect().right
    const side = document.querySelector('[data-testid=stSidebar]').getBoundingClientRect().right
    const pad = parseFloat(getComputedStyle(document.querySelector('[data-testid=stMainBlockContainer]')).paddingRight) - 1
    const tables = [...document.querySelectorAll('[data-testid=stMain] :is(.cm-table, .cm-bar, .cm-strip, .cm-sentence)')]
    const place = one => (one.closest('.cm-wide') ?? one).getBoundingClientRect()  // a box that scrolls stands for its table
    const out = tables.filter(one => place(one).right > edge - pad || place(one).left < side)
    const main = document.querySelector('[data-testid=stMain]')
    return [...out.map(one => one.textContent.slice(0, 60)), ...(main.scrollWidth > main.clientWidth ? ['the page'] : [])]
}"""


@pytest.mark.parametrize("language", ["zh", "en"])
def test_nothing_leaves_the_page(page: Page, app: str, language: str, left_the_machine: list[str]) -> None:
    """On a database, which alone shows all pages."""
    for path in walk(page, app, lang=language):
        for width, height in ((768, 1024), (1024, 768), (1280, 800), (1920, 1080), (1440, 900)):
            page.set_viewport_size({"width": width, "height": height})
            assert _too_wide(page) == [], (path, width)
        assert left_the_machine == [], path
        assert page.get_by_test_id("stException").count() == 0, path
        if path == "gaps":
            _with_all_columns(page)


def _too_wide(page: Page) -> list[str]:
    """What leaves its place once the sidebar and the tables have followed the window, for which a long page takes a while."""
    page.wait_for_timeout(200)
    with suppress(PatienceError):
        page.wait_for_function(f"() => ({_TOO_WIDE})().length === 0", polling=100, timeout=3_000)
    found: list[str] = page.evaluate(_TOO_WIDE)
    return found


def _with_all_columns(page: Page) -> None:
    """The list of gaps, which scrolls in its own box: the page does not, and the names have room and stay in sight."""
    more = page.get_by_test_id("stMain").get_by_test_id("stCheckbox").locator("label")
    more.click()
    page.locator(".cm-wide").wait_for()
    for width in (1280, 1440):
        page.set_viewport_size({"width": width, "height": 900})
        assert _too_wide(page) == [], width
        room, moved = page.evaluate(
            """() => {
                const box = document.querySelector(".cm-wide"), name = box.querySelector("tbody td:nth-child(2)")
                box.scrollLeft = 1e4
                return [name.clientWidth, name.getBoundingClientRect().left - box.getBoundingClientRect().left]
            }"""
        )
        assert room >= 160, width
        assert 0 <= moved < 40, width
    more.click()
    at_rest(page)


def test_words_of_goals_are_not_cut_and_names_without_blanks_stay_in_their_place(page: Page, app: str) -> None:
    visit(page, app, "", lang="en")
    for width in (1024, 1280, 1440):
        page.set_viewport_size({"width": width, "height": 900})
        cut = page.evaluate(
            """() => [...document.querySelectorAll('.cm-two > section + section td:first-child > div')].filter(one => {
                const text = one.firstChild, range = document.createRange()
                return [...text.data.matchAll(/[A-Za-z]+/g)].some(word => {
                    range.setStart(text, word.index)
                    range.setEnd(text, word.index + word[0].length)
                    return range.getClientRects().length > 1
                })
            }).map(one => one.textContent)"""
        )
        assert cut == [], width
        page.evaluate(
            """() => {
                const names = ['.cm-context b', '.cm-chain h2 .cm-link', '.cm-score .cm-muted']
                const goals = ['td > div', 'td.cm-number .cm-why'].map(one => `.cm-two > section + section ${one}`)
                for (const one of [...names, ...goals]) document.querySelector(one).firstChild.data = 'X'.repeat(120)
            }"""
        )
        assert page.evaluate(_TOO_WIDE) == [], width
        visit(page, app, "", lang="en")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_overview_prints_on_one_page(page: Page, app: str, language: str) -> None:
    """Also when every chain tells in two lines what moved since the version before."""
    visit(page, app, "", lang=language)
    assert _pages(page) == 1
    page.evaluate(
        """(moved) => document.querySelectorAll(".cm-chain").forEach((chain) => {
            const line = document.createElement("p")
            line.className = "cm-held"
            line.textContent = moved
            chain.append(line)
        })""",
        "动" * 150 if language == "zh" else "moved " * 40,
    )
    assert _pages(page) == 1


def _pages(page: Page) -> int:
    return page.pdf(prefer_css_page_size=True).count(b"/Type /Page\n")
