"""How long a page takes to show its content in a real browser, from a warm server: `python -m bench.pages`. Medians of five."""

import shutil
import statistics
import time
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.app_server import running_app
from tests.browser.tour import PATHS, visit

ROOT = Path(__file__).parent.parent
REPEATS = 5
CONTENT = "[data-testid=stMain] :is(.cm-page, .cm-table, .cm-sentence, .cm-answer, .cmap-host, .cm-steps, .stSelectbox)"


def main() -> None:
    """First content of every page of the shipped folder, and the first paint of the browser."""
    chromium = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))))
    with running_app(ROOT / "data") as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        for path in PATHS:
            if path in ("upload", "versions"):
                continue  # a folder has no versions
            visit(browser.new_page(), address, path)  # warms the server
            seconds = [first_content(browser, f"{address}/{path}") for _ in range(REPEATS)]
            print(f"{path or 'overview'}: first content {statistics.median(seconds):.2f} s, slowest {max(seconds):.2f} s")
        browser.close()


def first_content(browser: Browser, address: str) -> float:
    """Seconds from asking for the address in a fresh browser to its content standing on the page."""
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    page: Page = context.new_page()
    start = time.perf_counter()
    page.goto(address, wait_until="commit")
    page.locator(CONTENT).first.wait_for(state="attached", timeout=60_000)
    seconds = time.perf_counter() - start
    context.close()
    return seconds


if __name__ == "__main__":
    main()
