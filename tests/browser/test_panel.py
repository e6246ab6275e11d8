"""With a segment open its panel stands beside the map: every tool of the page can be reached, and the segment is seen."""

import pytest
from playwright.sync_api import Page, expect

from chainmap.present.words import Language
from tests.browser.test_map import CHAIN, in_address, show

SEGMENT = "perfluoro-monomer"
TOOLS = (".cmap-chip", ".cmap-search", ".cmap-menu summary", ".cmap-icon", ".st-key-map_head button")

# Of a view as the address has it: how large the names are, and how far the segment stands within the stage at the least.
SEEN = """(stage, [id, view, panel]) => {
  const { nodes, letters, size: [width, height] } = [...globalThis.chainmapValues.values()].at(-1);
  const [x, y, zoom] = view.split(",").map(Number);
  const scale = zoom * Math.min((stage.clientWidth + panel) / width, stage.clientHeight / height, 1.5);
  const box = nodes.find((node) => node.id === id);
  const across = stage.clientWidth / 2 - scale * (Math.abs(box.x - x * width) + box.width / 2);
  const down = stage.clientHeight / 2 - scale * (Math.abs(box.y - y * height) + box.height / 2);
  return { room: Math.min(across, down), name: scale * letters.name };
}"""

# The map says where one looks once it was moved, here to where it was.
MOVED = """(tools) => ["zoom-in", "zoom-out"].forEach((name) => tools.querySelector(`[data-tool=${name}]`).click())"""


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize(("width", "height"), [(1280, 800), (1440, 900)])
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
    page.locator(".cmap-tools").evaluate(MOVED)
    page.wait_for_url("**map=*view*")
    view = in_address(page, "map").rpartition("view~")[2]
    seen = page.locator(".cmap-stage").evaluate(SEEN, [SEGMENT, view, side["width"]])
    assert seen["room"] > 0
    assert seen["name"] >= 6.5
    canvas = page.locator(".cmap-stage canvas").element_handle()
    page.select_option(".cmap-ladder", "shanghai")
    page.wait_for_url("**map=region*")
    assert in_address(page, "segment") == f"{CHAIN}/{SEGMENT}"
    assert page.locator(".cmap-stage canvas").element_handle().evaluate("(now, before) => now === before", canvas)
    expect(panel.locator("h2")).to_be_visible()
