"""On a stage too low or too narrow for its map nothing lies over a box, and names can be read without a search for them."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from chainmap.present.chain_map import html
from chainmap.present.words import LANGUAGES, Language
from tests.browser.test_map import CHAIN, show
from tests.present.chains import SHIPPED
from tests.present.views import shipped_view

STAGES = ((1440, 600), (1280, 620), (1024, 480), (844, 390), (768, 600), (390, 844))

# Of the map as it stands: names of groups that lie on a box, on another name, or off the map, with how many there are.
CAPTIONS = """() => {
  const { graph } = window.map;
  const places = window.map.captions();
  const boxes = [...graph.boxes.values()].map((box) => ({
    left: box.x - box.width / 2, right: box.x + box.width / 2, top: box.y - box.height / 2, bottom: box.y + box.height / 2 }));
  const meets = (one, other) => one.left < other.right && other.left < one.right
    && one.top < other.bottom && other.top < one.bottom;
  const wrong = places.filter((one) => [...boxes, ...places].some((other) => other !== one && meets(one, other))
    || one.left < 0 || one.top < 0 || one.right > graph.size[0]);
  const scale = window.map.network.getScale();
  return {
    wrong: wrong.map((one) => one.group), shown: places.length, least: Math.min(...places.map((one) => one.size * scale)),
    compact: window.map.compact(), name: scale * window.map.payload.letters.name,
  };
}"""

# Where on the screen the first name of a group stands.
NAME = """() => {
  const { left, top, width: wide, group, right, bottom } = window.map.captions()[0] ?? window.map.graph.lanes[0];
  const middle = { x: left + Math.min(30, ((right ?? left + wide) - left) / 2), y: top + ((bottom ?? top + 16) - top) / 2 };
  const { x, y } = window.map.network.canvasToDOM(middle);
  const stage = window.map.canvas.getBoundingClientRect();
  return { x: stage.left + x, y: stage.top + y, group };
}"""


@pytest.fixture(scope="module")
def offline(browser: Browser) -> Iterator[Page]:
    """A page of a browser without network."""
    with browser.new_context(offline=True) as context:
        yield context.new_page()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", SHIPPED)
def test_names_of_groups_cover_no_box_on_any_stage(name: str, language: Language, offline: Page, tmp_path: Path) -> None:
    view = shipped_view(language)
    path = tmp_path / "map.html"
    path.write_text(html(view, view.assessment.chain(name)), encoding="utf-8")
    offline.goto(path.as_uri())
    for width, height in STAGES:
        offline.set_viewport_size({"width": width, "height": height})
        offline.wait_for_timeout(150)
        opened = offline.evaluate(CAPTIONS)
        offline.evaluate("() => map.refit()")
        whole = offline.evaluate(CAPTIONS)
        offline.evaluate("() => map.foldGroups(new Set(map.payload.groups.slice(0, 3)))")
        folded = offline.evaluate(CAPTIONS)
        offline.evaluate("() => { map.foldAll(false); map.fit(); }")
        assert opened["name"] >= 6.5, (width, height)
        assert [one["wrong"] for one in (opened, whole, folded)] == [[], [], []], (width, height)
        assert bool(whole["shown"]) == whole["compact"] or width == 390, (width, height)
        assert not whole["shown"] or whole["least"] >= 8.9, (width, height)


def test_a_tap_on_the_name_of_a_group_folds_it_however_the_map_is_zoomed(browser: Browser, tmp_path: Path) -> None:
    view = shipped_view("zh")
    path = tmp_path / "map.html"
    path.write_text(html(view, view.assessment.chain(CHAIN)), encoding="utf-8")
    with browser.new_context(viewport={"width": 768, "height": 600}, has_touch=True, is_mobile=True) as context:
        page = context.new_page()
        page.goto(path.as_uri())
        for whole in (False, True):
            page.evaluate("(whole) => { map.foldAll(false); map.fit({ whole }); }", whole)
            if whole:
                page.evaluate("() => map.zoom(0.7)")
            name = page.evaluate(NAME)
            page.touchscreen.tap(name["x"], name["y"])
            page.wait_for_function("(group) => map.graph.folded.has(group)", arg=name["group"])


def test_on_a_phone_a_segment_opens_below_the_map(browser: Browser, shipped_app: str) -> None:
    with browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True) as context:
        page = context.new_page()
        show(page, shipped_app, lang="en", segment=f"{CHAIN}/photomask")
        expect(page.locator(".cmap[data-places=tall]")).to_be_visible()
        expect(page.locator(".st-key-panel h2")).to_have_text("Photomask")
        page.wait_for_timeout(500)
        panel, stage = page.locator(".st-key-panel").bounding_box(), page.locator(".cmap-stage").bounding_box()
        assert panel is not None
        assert stage is not None
        assert panel["height"] <= 422
        assert panel["width"] == 390
        assert panel["y"] - max(0, stage["y"]) >= 350
        page.locator(".st-key-panel .cm-close").tap()
        expect(page.locator(".st-key-panel")).to_have_count(0)


def test_a_phone_is_sent_the_tall_map_at_once(browser: Browser, shipped_app: str) -> None:
    agent = "Mozilla/5.0 (Linux; Android 14; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Mobile Safari/537.36"
    with browser.new_context(viewport={"width": 390, "height": 844}, is_mobile=True, user_agent=agent) as context:
        page = context.new_page()
        show(page, shipped_app)
        assert page.locator(".cmap").get_attribute("data-places") == "tall"
