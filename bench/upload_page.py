"""100,000 rows through the upload page in a real browser, while another person clicks: `python -m bench.upload_page`."""

import os
import statistics
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from bench.upload import ROWS, list_content
from chainmap.desk.first_version import ensure_first_version
from chainmap.store.database import URL_VARIABLE, open_store
from tests.browser.app_server import running_app
from tests.browser.chromium import chromium_of_people

ROOT = Path(__file__).parent.parent
_PATIENCE_S = 240
_TICKS = os.sysconf("SC_CLK_TCK")


def main() -> None:
    """Prints how long the analyst waits, what the server spends, and how long another person's clicks take."""
    chromium = chromium_of_people()
    with tempfile.TemporaryDirectory() as place, sync_playwright() as playwright:
        url = f"sqlite:///{Path(place) / 'bench.sqlite'}"
        store = open_store(url)
        ensure_first_version(store, ROOT / "data", datetime.now(UTC))
        list_file = Path(place) / "名单.xlsx"
        list_file.write_bytes(list_content(store))
        store.close()
        options = os.environ.get("CHAINMAP_BENCH_OPTIONS", "").split()
        with running_app(ROOT / "data", options=options, environment={URL_VARIABLE: url}) as address:
            browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
            analyst, other = (browser.new_context(viewport={"width": 1440, "height": 900}).new_page() for _ in range(2))
            alone = [_click(other, address, at) for at in range(8)][3:]
            analyst.goto(f"{address}/upload")
            analyst.locator("[data-testid=stFileUploaderDropzoneInput]").wait_for(state="attached", timeout=60_000)
            before, start = _cpu(), time.perf_counter()
            analyst.locator("[data-testid=stFileUploaderDropzoneInput]").set_input_files(list_file)
            beside = _beside(analyst, other, address, start)
            seconds, (own, all_of_them) = time.perf_counter() - start, _cpu()
            browser.close()
    print(
        f"{ROWS:,} rows in the browser: {seconds:.1f} s from the choice of the file to the counts of all steps; server process "
        f"{own - before[0]:.1f} s of CPU, with its children {all_of_them - before[1]:.1f} s; load {os.getloadavg()[0]:.1f}"
    )
    print(
        f"a click of another person: {statistics.median(alone):.2f} s (longest {max(alone):.2f}); meanwhile "
        f"{statistics.median(beside):.2f} s (longest {max(beside):.2f}, {len(beside)} clicks)"
    )


def _beside(analyst: Page, other: Page, address: str, start: float) -> list[float]:
    """Seconds of the other person's clicks until the analyst's page shows what the list changes."""
    clicks: list[float] = []
    while not _counted(analyst):
        if time.perf_counter() - start > _PATIENCE_S:
            raise TimeoutError(analyst.locator("body").inner_text()[:500])
        clicks.append(_click(other, address, len(clicks)))
    return clicks


def _counted(page: Page) -> bool:
    return any(f"{ROWS:,}"[:3] in text for text in page.locator(".cm-steps button").all_inner_texts()[3:])


def _click(page: Page, address: str, at: int) -> float:
    """Seconds until a click on a page's link shows that page; the first clicks open the app."""
    if page.url == "about:blank":
        page.goto(address)
        page.locator("[data-testid=stSidebar] a[href*='gaps']").wait_for(timeout=60_000)
    name = ("gaps", "suppliers")[at % 2]
    start = time.perf_counter()
    page.get_by_test_id("stSidebar").locator(f"a[href*='{name}']").click(timeout=60_000)
    page.wait_for_function(f"location.pathname.endsWith('/{name}')", timeout=60_000)
    page.locator("[data-testid=stApp][data-test-script-state=running]").wait_for(state="detached", timeout=60_000)
    return time.perf_counter() - start


def _cpu() -> tuple[float, float]:
    """CPU seconds of the server, alone and with the children that it had and has."""
    server = next(pid for pid in _children(os.getpid()) if b"streamlit" in Path(f"/proc/{pid}/cmdline").read_bytes())
    own, gone = _times(server)
    return own, own + gone + sum(sum(_times(pid)) for pid in _children(server))


def _children(pid: int) -> list[int]:
    return [int(one) for task in Path(f"/proc/{pid}/task").iterdir() for one in (task / "children").read_text().split()]


def _times(pid: int) -> tuple[float, float]:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    user, system, children_user, children_system = map(int, fields[11:15])
    return (user + system) / _TICKS, (children_user + children_system) / _TICKS


if __name__ == "__main__":
    main()
