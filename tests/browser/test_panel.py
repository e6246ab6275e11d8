"""With a segment open its panel stands beside the map: every tool of the page can be reached, the segment and its neighbours
are seen, and names keep a size that can be read."""

import pytest
from playwright.sync_api import Browser, Page, expect

from chainmap.present.words import Language
from tests.browser.stories import at_rest
from tests.browser.test_map import CHAIN, in_address, show

SEGMENT = "perfluoro-monomer"
NEIGHBOURS = ("seal-ring",)
OPENED = ("photomask", "wafer-fab", "packaging-test")
TOOLS = (".cmap-chip", ".cmap-search", ".cmap-menu summary", ".cmap-icon", ".st-key-map_head button")

# Of a view as the address has it: how large the names are, how far a segment stands within the stage at the least, and where.
SEEN = """(stage, [id, view, panel]) => {
  const { nodes, letters, size: [width, height] } = [...globalThis.chainmapValues.values()].at(-1);
  const [x, y, zoom] = view.split(",").map(Number);
  const scale = zoom * Math.min((stage.clientWidth + panel) / width, stage.clientHeight / height, 1.5);
  const box = nodes.find((node) => node.id === id);
  const across = stage.clientWidth / 2 - scale * (Math.abs(box.x - x * width) + box.width / 2);
  const down = stage.clientHeight / 2 - scale * (Math.abs(box.y - y * height) + box.height / 2);
  const left = stage.clientWidth / 2 + scale * (box.x - x * width);
  const top = stage.clientHeight / 2 + scale * (box.y - y * height);
  return { room: Math.min(across, down), name: scale * letters.name, left, top };
}"""

# The map says where one looks once it was moved, here to where it was.
MOVED = """(tools) => ["zoom-in", "zoom-out"].forEach((name) => tools.querySelector(`[data-tool=${name}]`).click())"""


@pytest.mark.parametrize(("width", "height", "language"), [(1280, 800, "en"), (1440, 900, "zh")])
def test_beside_an_open_segment_every_tool_of_the_map_can_be_used(
    width: int, height: int, language: Language, page: Page, shipped_app: str
) -> None:
    page.set_viewport_size({"width": width, "height": height})
    show(page, shipped_app, lang=language, segment=f"{CHAIN}/{SEGMENT}")
    panel = page.locator(".st-key-panel")
    expect(panel.locator("h2")).to_be_visible()
    page.wait_for_timeout(500)
    for tools in TOOLS:
        found = page.locator(tools).filter(visible=True).all()
        assert found, tools
        for tool in found:
            tool.click(trial=True)
    side, source = panel.bounding_box(), page.locator(".cmap-source").bounding_box()
    assert side is not None
    assert source is not None
    assert source["x"] + source["width"] <= side["x"]
    for segment, seen in _seen(page, SEGMENT, *NEIGHBOURS).items():
        assert seen["room"] > 0, segment
        assert seen["name"] >= 10
    canvas = page.locator(".cmap-stage canvas").element_handle()
    page.select_option(".cmap-ladder", "shanghai")
    page.wait_for_url("**map=region*")
    assert in_address(page, "segment") == f"{CHAIN}/{SEGMENT}"
    assert page.locator(".cmap-stage canvas").element_handle().evaluate("(now, before) => now === before", canvas)
    expect(panel.locator("h2")).to_be_visible()


def _seen(page: Page, *segments: str) -> dict[str, dict[str, float]]:
    """How each segment is seen, beside the panel where one is open."""
    page.locator(".cmap-tools").evaluate(MOVED)
    page.wait_for_url("**map=*view*")
    page.wait_for_timeout(700)  # a view is told once it rests
    at_rest(page)
    view = in_address(page, "map").rpartition("view~")[2]
    beside = page.locator(".st-key-panel")
    side = beside.bounding_box() if beside.count() else None
    taken = side["width"] if side else 0
    stage = page.locator(".cmap-stage")
    return {segment: stage.evaluate(SEEN, [segment, view, taken]) for segment in segments}


def test_names_keep_their_size_where_a_segment_opens_and_the_map_comes_back(page: Page, shipped_app: str) -> None:
    page.set_viewport_size({"width": 1440, "height": 900})
    show(page, shipped_app)
    at_rest(page)
    before = _seen(page, *OPENED)
    for segment in OPENED:
        page.locator("[data-tool=fit]").click()
        page.wait_for_url(lambda url: "view" not in url)
        page.goto(f"{page.url}&segment={CHAIN}/{segment}")
        expect(page.locator(".st-key-panel h2")).to_be_visible()
        at_rest(page)
        opened = _seen(page, segment)[segment]
        assert opened["room"] > 0, segment
        assert opened["name"] >= min(10, before[segment]["name"]), segment
        page.locator("[data-tool=fit]").click()
        page.keyboard.press("Escape")
        expect(page.locator(".st-key-panel")).to_have_count(0)
        at_rest(page)
        after = _seen(page, segment)[segment]
        assert abs(after["name"] - before[segment]["name"]) < 0.1, segment
        assert abs(after["left"] - before[segment]["left"]) < 2, segment


def test_a_click_leaves_the_map_where_it_is_if_the_neighbours_are_seen(page: Page, shipped_app: str) -> None:
    page.set_viewport_size({"width": 1280, "height": 800})
    show(page, shipped_app)
    at_rest(page)
    before = _seen(page, SEGMENT)[SEGMENT]
    page.locator(".cmap-stage").click(position={"x": before["left"], "y": before["top"]})
    expect(page.locator(".st-key-panel h2")).to_be_visible()
    at_rest(page)
    after = _seen(page, SEGMENT)[SEGMENT]
    assert abs(after["name"] - before["name"]) < 0.1
    assert abs(after["left"] - before["left"]) < 2


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("segment", [{}, {"segment": f"{CHAIN}/{SEGMENT}"}])
def test_the_map_fills_the_window_and_no_tab_is_cut(
    segment: dict[str, str], language: Language, page: Page, shipped_app: str
) -> None:
    show(page, shipped_app, lang=language, **segment)
    if segment:
        expect(page.locator(".st-key-panel h2")).to_be_visible()
    for width, height in ((1920, 1080), (1440, 900), (1280, 800), (1024, 768)):
        page.set_viewport_size({"width": width, "height": height})
        page.wait_for_timeout(300)
        foot = page.locator(".cmap-host").bounding_box()
        assert foot is not None
        assert 0 <= height - foot["y"] - foot["height"] <= 32, width
        for tab in page.locator(".st-key-map_head [role=radio]").filter(visible=True).all():
            assert tab.evaluate("(one) => one.scrollWidth <= one.clientWidth"), width
            tab.click(trial=True)


def test_on_a_phone_held_across_the_panel_covers_no_tool(browser: Browser, shipped_app: str) -> None:
    with browser.new_context(viewport={"width": 844, "height": 390}, has_touch=True, is_mobile=True) as context:
        page = context.new_page()
        show(page, shipped_app, segment=f"{CHAIN}/{SEGMENT}")
        expect(page.locator(".st-key-panel h2")).to_be_visible()
        page.wait_for_timeout(500)
        for tools in TOOLS:
            for tool in page.locator(tools).filter(visible=True).all():
                tool.tap(trial=True)
