"""How long a page takes to show its content in a real browser, from a warm server: `python -m bench.pages`. Medians of five.

The page's own clock tells: a driver that asks now and then is up to half a second late. Beside every page stands its ratio
to a Streamlit app of one line of text, opened in turn with it: what is above 1 is ours. A first visit is that of a browser
that never was there; who comes back has the scripts.
"""

import os
import statistics
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, ViewportSize, sync_playwright

from bench.shipped import FOLDER, shipped_versions
from tests.browser.app_server import free_port, running, running_app
from tests.browser.chromium import chromium_of_people
from tests.browser.tour import PATHS, visit

ROOT = Path(__file__).parent.parent
REPEATS = 5
WINDOW = ViewportSize(width=1440, height=900)
_MAIN = "[data-testid=stMain]"
CONTENT = ".cm-page, .cm-table, .cm-sentence, .cm-answer, .cmap-host, .cm-steps, .stSelectbox"
# Milliseconds from asking for the page to the frame after its first content stands, shadow roots of components included.
_CLOCK = f"""(() => {{
  const within = (root) => root.querySelector("{CONTENT}")
    || [...root.querySelectorAll("*")].some((one) => one.shadowRoot && within(one.shadowRoot));
  const look = () => {{
    const main = document.querySelector("{_MAIN}");
    if (main && within(main)) requestAnimationFrame(() => {{ window.firstContent = performance.now(); }});
    else requestAnimationFrame(look);
  }};
  requestAnimationFrame(look);
}})()"""
_AT_REST = f"""() => document.querySelector("[data-testid=stApp]").dataset.testScriptState === "notRunning"
    && !document.querySelector("{_MAIN} :is([data-testid=stSpinner], [data-testid=stSkeleton])")"""


_PEER = """import streamlit as st\nst.html('<p class="cm-page">one line</p>')\n"""


def main() -> None:
    """First content of every page of the entry file and when nothing is under way any more; the median and slowest of all."""
    print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f} before, medians of {REPEATS}")
    chromium = chromium_of_people()
    firsts: list[float] = []
    agains: list[float] = []
    peers: list[float] = []
    with (
        shipped_versions() as environment,
        running_app(FOLDER, environment=environment) as address,
        _peer() as bare,
        tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        returning = playwright.chromium.launch_persistent_context(
            profile, executable_path=chromium, args=["--no-sandbox"], viewport=WINDOW
        )
        for path in PATHS:
            visit(warming := returning.new_page(), address, path)
            warming.close()
            pairs = [(_first_visit(browser, f"{address}/{path}"), _first_visit(browser, bare)[0]) for _ in range(REPEATS)]
            again = [_opened(returning, f"{address}/{path}")[0] for _ in range(REPEATS)]
            first, whole = ([one[at] for one, _ in pairs] for at in (0, 1))
            firsts += first
            agains += again
            peers += [peer for _, peer in pairs]
            ratio = statistics.median(one[0] / peer for one, peer in pairs)
            print(
                f"{path or 'overview'}: first content {statistics.median(first):.2f} s, slowest {max(first):.2f} s, "
                f"{ratio:.2f} times one line of text; "
                f"whole {statistics.median(whole):.2f} s, slowest {max(whole):.2f} s; "
                f"who comes back: {statistics.median(again):.2f} s, slowest {max(again):.2f} s"
            )
        returning.close()
        browser.close()
    print(
        f"first content of {len(PATHS)} pages: median {statistics.median(firsts):.2f} s, slowest {max(firsts):.2f} s; "
        f"who comes back: median {statistics.median(agains):.2f} s, slowest {max(agains):.2f} s; "
        f"one line of text: median {statistics.median(peers):.2f} s, slowest {max(peers):.2f} s"
    )


@contextmanager
def _peer() -> Iterator[str]:
    """Address of an app that shows one line of text, with the settings of ours."""
    with tempfile.TemporaryDirectory() as place:
        script = Path(place) / "peer.py"
        script.write_text(_PEER, encoding="utf-8")
        port = free_port()
        command = [sys.executable, "-m", "streamlit", "run", str(script), "--server.port", str(port)]
        with running(command, f"http://127.0.0.1:{port}/_stcore/health"):
            yield f"http://127.0.0.1:{port}"


def _first_visit(browser: Browser, address: str) -> tuple[float, float]:
    """As `_opened`, in a browser that never was there."""
    with browser.new_context(viewport=WINDOW) as context:
        return _opened(context, address)


def _opened(context: BrowserContext, address: str) -> tuple[float, float]:
    """Seconds from asking for the address to its first content, and to the whole page at rest."""
    page = context.new_page()
    page.add_init_script(_CLOCK)
    page.goto(address, wait_until="commit")
    page.wait_for_function("window.firstContent", polling=20, timeout=60_000)
    page.wait_for_function(_AT_REST, polling=20, timeout=60_000)
    first, whole = page.evaluate("[window.firstContent, performance.now()]")
    page.close()
    return first / 1000, whole / 1000


if __name__ == "__main__":
    main()
