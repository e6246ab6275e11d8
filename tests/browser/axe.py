"""What axe-core finds on a page as it stands."""

from pathlib import Path

import axe_playwright_python
from playwright.sync_api import Page

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


def violations(page: Page) -> list[str]:
    """Everything serious on the page as it stands, in the light; and what its colours are in the dark."""
    found = found_in(page, "light")
    page.emulate_media(color_scheme="dark")
    page.wait_for_timeout(200)
    page.wait_for_function(_IN_COLOURS, arg="dark")
    found += found_in(page, "dark", ["color-contrast"])
    page.emulate_media(color_scheme="light")
    return found


def found_in(page: Page, scheme: str, rules: list[str] | None = None) -> list[str]:
    """What is serious by these rules, or by all, on a page that already has the colours of the scheme."""
    assert page.evaluate(_IN_COLOURS, scheme), f"the page is not {scheme}"
    if page.evaluate("window.axe === undefined"):
        page.evaluate(AXE)
    return [f"{scheme}: {rule}: {html}" for impact, rule, html in page.evaluate(_RUN, rules) if impact in _SERIOUS]
