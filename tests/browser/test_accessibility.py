"""axe-core finds nothing serious on any page, in both languages, light and dark, with everything open that opens."""

from pathlib import Path

import axe_playwright_python
import pytest
from playwright.sync_api import Page

from tests.browser.tour import PATHS, stops

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
_RUN = """async (rules) => {
  const only = rules ? { runOnly: { type: "rule", values: rules } } : {};
  const found = await axe.run(document, { resultTypes: ["violations"], ...only });
  return found.violations.flatMap((one) => one.nodes.map((node) => [one.impact, one.id, node.html.slice(0, 200)]));
}"""
# Streamlit changes its colours a while after the browser does; until then text of one scheme stands on the ground of the other.
_IN_COLOURS = """(scheme) => {
  const app = document.querySelector("[data-testid=stApp]");
  return !app || (getComputedStyle(app).backgroundColor === "rgb(255, 255, 255)") === (scheme === "light");
}"""
_SERIOUS = ("serious", "critical")


def violations(page: Page, *, dark: bool = True) -> list[str]:
    """Everything serious on the page as it stands; in the dark only colours are looked at again, which no language changes."""
    page.evaluate(AXE)
    found = []
    for scheme, rules in (("light", None), ("dark", ["color-contrast"]))[: 1 + dark]:
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        page.wait_for_timeout(200)
        page.wait_for_function(_IN_COLOURS, arg=scheme)
        found += [f"{scheme}: {rule}: {html}" for impact, rule, html in page.evaluate(_RUN, rules) if impact in _SERIOUS]
    page.emulate_media(color_scheme="light")
    return found


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_no_page_has_a_serious_violation(page: Page, kept_versions: str, path: str, language: str) -> None:
    found = {
        f"{stop}: {one}"
        for stop in stops(page, kept_versions, path, lang=language)
        for one in violations(page, dark=language == "zh")
    }
    assert not found, "\n".join(sorted(found))


@pytest.mark.parametrize("path", ["", "gaps", "chain-map", "plan"])
def test_the_shipped_data_have_no_serious_violation(page: Page, shipped_app: str, path: str) -> None:
    query = {"chain": "ic-materials", "segment": "ic-materials/photoresist"}
    found = {f"{stop}: {one}" for stop in stops(page, shipped_app, path, **query) for one in violations(page)}
    assert not found, "\n".join(sorted(found))


def test_axe_finds_what_is_wrong(page: Page) -> None:
    page.set_content("<main><button></button><p style='color:#999;background:#aaa'>some words</p></main>")
    assert {one.split(": ")[1] for one in violations(page)} >= {"button-name", "color-contrast"}
