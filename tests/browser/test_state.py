"""What is chosen on a page is there again after a reload, after another page and back, and in a browser that never saw it.

Each page is compared as a whole: its address, its texts, what its fields hold and which of its switches are on.
"""

import json
import re
from collections.abc import Callable, Iterator
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from playwright.sync_api import TimeoutError as PatienceError

from tests.browser.tour import PATHS

SIDEBAR = {"region": "town", "chain": "one", "segment": "one/powder"}
_READ = """() => {
  const all = (selector, read) => [...document.querySelectorAll(selector)].map(read);
  const main = "[data-testid=stMain]", sidebar = "[data-testid=stSidebar]";
  const app = document.querySelector("[data-testid=stApp]");
  const waiting = "[data-testid=stSpinner], [data-testid=stSkeleton], [data-stale=true]";
  if (app?.dataset.testScriptState !== "notRunning" || document.querySelector(waiting)) return null;
  if (!document.querySelector(`${sidebar} a`)) return null;
  const address = [...new URLSearchParams(location.search)].sort();
  return {
    page: location.pathname, address, language: document.documentElement.lang,
    sidebar: all(`${sidebar} input[role=combobox]`, (one) => one.value),
    fields: all(`${main} :is(input:not([type=file]), textarea, select)`,
      (one) => one.type === "checkbox" ? one.checked : one.value),
    on: all(`${main} :is([role=radio][aria-checked=true], [aria-pressed=true], [aria-current=page])`, (one) => one.innerText),
    text: document.querySelector(main).innerText.replace(/\\s+/g, " ").trim(),
  };
}"""
_READS = f"(wanted) => JSON.stringify(({_READ})()) === wanted"
_RESTS = f"""() => {{
  const now = JSON.stringify(({_READ})());
  const same = now !== "null" && now === window.chainmapSeenLast;
  window.chainmapSeenLast = now;
  return same;
}}"""


@pytest.fixture(scope="module")
def tab(context: BrowserContext) -> Iterator[Page]:
    """One tab for all pages, so that what one leaves behind would show on the next."""
    one = context.new_page()
    one.set_default_timeout(30_000)
    yield one
    one.close()


@pytest.fixture(scope="module")
def elsewhere(browser: Browser) -> Iterator[BrowserContext]:
    """Another browser: nothing of the first is in it."""
    with browser.new_context(viewport={"width": 1440, "height": 900}) as one:
        one.set_default_timeout(30_000)
        yield one


def tabs(name: str) -> Callable[[Page], None]:
    """Clicks the second one of a row of tabs."""
    return lambda page: page.locator(f"[class*=st-key-{name}] [role=radio]").nth(1).click()


def drop_down(name: str, at: int) -> Callable[[Page], None]:
    """Chooses from a drop-down."""

    def act(page: Page) -> None:
        page.locator(f"[class*=st-key-{name}] input").first.click()
        page.get_by_role("option").nth(at).click()

    return act


def switch(name: str) -> Callable[[Page], None]:
    """Switches on or off."""
    return lambda page: page.locator(f"[class*=st-key-{name}] label").first.click()


def typed(name: str, text: str) -> Callable[[Page], None]:
    """Types into a field."""

    def act(page: Page) -> None:
        field = page.locator(f"[class*=st-key-{name}] input").first
        field.fill(text)
        field.press("Enter")

    return act


def event(start: str) -> Callable[[Page], None]:
    """Clicks the first thing on the page that sends such an event."""
    return lambda page: page.locator(f"[data-testid=stMain] [data-event^='{start}']").first.click()


def header(pane: str, at: int) -> Callable[[Page], None]:
    """Clicks on the header of a column."""
    return lambda page: page.locator(f".st-key-{pane} th").nth(at).locator("button").first.click()


# page: the name in the address of each thing that is chosen on it, and how
CHOICES: dict[str, dict[str, Callable[[Page], None]]] = {
    "": {},
    "chain-map": {"map": lambda page: page.locator(".cmap-chip").first.click()},
    "gaps": {
        "score": drop_down("gaps_score", 1), "sort": header("gaps_table", 1), "more": switch("gaps_more"),
        "verdict": drop_down("gaps_verdict", 1),
    },
    "targets": {
        "domestic": switch("targets_domestic"), "tab": tabs("targets_tab"), "lead": event("lead:"),
        "sort": header("leads_table", 0),
    },
    "scenarios": {"part": tabs("scenarios_part"), "stress": drop_down("stress_", 1)},
    "suppliers": {
        "find": typed("suppliers_find", "C"), "status": drop_down("suppliers_status", 0), "company": event("company:"),
        "sort": header("suppliers_table", 0),
    },
    "compare": {"compare": tabs("compare_kind")},
    "plan": {},
    "method": {"moved": switch("moved_hmt")},
    "upload": {},
    "versions": {"tab": tabs("versions_tab"), "before": drop_down("versions_before", 0)},
}  # fmt: skip


def at_rest(page: Page) -> str:
    """All that the page shows, when it does not change any more."""
    page.evaluate("window.chainmapSeenLast = null")
    page.wait_for_function(_RESTS, polling=120)
    return json.dumps(page.evaluate(_READ), ensure_ascii=False, separators=(",", ":"))


def stands(page: Page, wanted: str, when: str) -> None:
    """Waits until the page shows this again; how long a busy machine takes for it is not the question."""
    try:
        page.wait_for_function(_READS, arg=wanted, polling=120)  # reading a page at every frame would keep it busy
    except PatienceError:
        shown, before = page.evaluate(_READ) or {}, json.loads(wanted)
        differs = {name: (before[name], shown.get(name)) for name in before if before[name] != shown.get(name)}
        pytest.fail(f"{when}: {differs}")


def asked(page: Page) -> dict[str, list[str]]:
    return parse_qs(urlsplit(page.url).query)


def test_every_page_is_in_the_table() -> None:
    assert set(CHOICES) == set(PATHS)


@pytest.mark.parametrize("path", CHOICES)
def test_page_is_the_same_after_reload_after_back_and_elsewhere(
    tab: Page, elsewhere: BrowserContext, kept_versions: str, path: str
) -> None:
    language = "en" if path in ("", "plan", "upload") else "zh"
    tab.goto(f"{kept_versions}/{path}?{urlencode(SIDEBAR | {'lang': language})}")
    first = json.loads(at_rest(tab))
    assert first["sidebar"][:3] == {"zh": ["城", "链一", "粉"], "en": ["Town", "Chain1", "Powder"]}[language]
    for name, choose in CHOICES[path].items():
        choose(tab)
        tab.wait_for_url(re.compile(f"[?&]{name}="))
    before = at_rest(tab)
    tab.reload()
    stands(tab, before, "after a reload")

    other = "plan" if path != "plan" else "gaps"
    tab.get_by_test_id("stSidebar").locator(f"a[href*='{other}']").first.click()
    tab.wait_for_url(f"**/{other}?**")
    assert {name: asked(tab)[name] for name in SIDEBAR} == {name: [text] for name, text in SIDEBAR.items()}
    assert not set(asked(tab)) & set(CHOICES[path]), "the next page has the state of this one"
    tab.go_back()
    stands(tab, before, "after another page and back")

    tab.go_forward()
    tab.wait_for_url(f"**/{other}?**")
    expect(tab.get_by_test_id("stSidebar").locator(f"a[href*='{other}']").first).to_be_visible()
    at_rest(tab)
    link = tab.get_by_test_id("stSidebar").locator(f"a[href*='/{path}'], a[href*='{path}']").first
    fresh = elsewhere.new_page()
    fresh.goto(f"{kept_versions}/{path}?{urlencode(dict(json.loads(before)['address']))}")
    stands(fresh, before, "in a browser that never saw it")
    fresh.evaluate("localStorage.clear()")
    fresh.close()
    if path:
        link.click()
        stands(tab, before, "through the sidebar")


def test_order_of_a_table_follows_back_and_forward_and_a_third_click_ends_it(tab: Page, shipped_app: str) -> None:
    tab.goto(f"{shipped_app}/gaps?chain=ic-materials&lang=en")
    head = tab.locator(".st-key-gaps_table th").nth(1)
    expect(head).to_be_visible(timeout=120_000)  # the first one computes all
    came = json.loads(at_rest(tab))["text"]
    shown = {}
    for way in ("ascending", "descending"):
        head.locator("button").click()
        expect(head).to_have_attribute("aria-sort", way)
        tab.wait_for_url(re.compile(f"[?&]sort=gaps_table~segment~{'up' if way == 'ascending' else 'down'}"))
        shown[way] = at_rest(tab)
    assert shown["ascending"] != shown["descending"]
    tab.go_back()
    stands(tab, shown["ascending"], "back to the order before")
    tab.go_forward()
    stands(tab, shown["descending"], "forward again")
    tab.get_by_test_id("stSidebar").get_by_text("中文").click()
    expect(tab.locator("html")).to_have_attribute("lang", "zh-CN")
    expect(head).to_have_attribute("aria-sort", "descending")
    tab.get_by_test_id("stSidebar").get_by_text("English").click()
    head.locator("button").click()
    tab.wait_for_url(re.compile(r"^(?!.*[?&]sort=)"))
    expect(head).not_to_have_attribute("aria-sort", re.compile("."))
    assert json.loads(at_rest(tab))["text"] == came
