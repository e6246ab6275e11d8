"""What every story of a user needs: an app with a database of its own, a page that is waited for, pictures of its steps."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page

from chainmap.store.database import URL_VARIABLE
from tests.browser.app_server import ROOT, running_app

_PICTURES = os.environ.get("CHAINMAP_PICTURES")  # folder for screenshots of the steps, to look at
_STILL_MS = 400
_LONGEST_MS = 90_000
ASKED = """
const send = WebSocket.prototype.send
const listening = new WeakSet()
WebSocket.prototype.send = function (asked) {
  window.unanswered = true
  if (!listening.has(this)) {
    listening.add(this)
    for (const answer of ["message", "close"]) this.addEventListener(answer, () => { window.unanswered = false })
  }
  return send.call(this, asked)
}
"""  # a page that runs before any of its own scripts: it knows whether the server has begun to answer what was last asked
_STILL = f"""() => {{
  const app = document.querySelector("[data-testid=stApp]");
  const busy = !app || window.unanswered || app.dataset.testScriptState === "running"
    || document.querySelector("[data-testid=stSpinner], [data-testid=stProgress]")
    || document.getAnimations().some(one => one.constructor === Animation && one.playState === "running");
  const now = performance.now();
  if (busy || window.stillSince === undefined) window.stillSince = now;
  const still = now - window.stillSince >= {_STILL_MS};
  if (still) delete window.stillSince;
  return still;
}}"""


@contextmanager
def app_with_database(url: str) -> Iterator[str]:
    """Address of an app whose database is seeded with the shipped data."""
    with running_app(ROOT / "data", environment={URL_VARIABLE: url}) as address:
        yield address


def at_rest(page: Page) -> None:
    """Waits until the server has answered and nothing runs, spins, counts or unfolds for four tenths of a second.

    An expander unfolds for half a second; what is clicked in it meanwhile may move away between pressing and letting go.
    """
    page.evaluate("delete window.stillSince")
    page.wait_for_function(_STILL, polling=50, timeout=_LONGEST_MS)


def picture(page: Page, name: str) -> None:
    """Keeps what the page shows where somebody wants to look at it."""
    if _PICTURES:
        page.screenshot(path=Path(_PICTURES) / f"{name}.png", full_page=False)
