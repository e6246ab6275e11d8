"""The map in the app, in a real browser: its state survives reload and back, files open without network."""

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlencode, urlsplit
from xml.etree import ElementTree

import pytest
from playwright.sync_api import Browser, Page, expect

from chainmap.present.drafting import TALL
from chainmap.present.layout import layout
from chainmap.present.words import say
from tests.browser.stories import at_rest
from tests.present.views import shipped_view

CHAIN = "ic-materials"
DETAILS = "() => { const { graph } = window.map; return [...graph.boxes.keys()].filter((id) => id.startsWith('group:')).length; }"


def show(page: Page, address: str, **query: str) -> None:
    """The map page with its map."""
    page.goto(f"{address}/chain-map?{urlencode({'chain': CHAIN} | query)}")
    page.wait_for_selector(".cmap-stage canvas", timeout=60_000)  # the first one lays the chain out


def in_address(page: Page, name: str) -> str:
    return parse_qs(urlsplit(page.url).query).get(name, [""])[0]


def test_colouring_filter_and_groups_survive_reload_and_back(page: Page, shipped_app: str) -> None:
    show(page, shipped_app)
    page.select_option(".cmap-ladder", "shanghai")
    expect(page.locator(".cmap-note")).to_contain_text("上海")
    page.wait_for_url("**map=region*")
    page.locator(".cmap-chip").first.click()
    page.wait_for_url("**look*")
    chosen = page.locator(".cmap-note").inner_text()
    page.locator("[data-menu=groups] summary").click()
    page.locator("[data-value='光刻材料']").click()
    page.wait_for_url("**fold*")
    page.reload()
    page.wait_for_selector(".cmap-stage canvas")
    expect(page.locator(".cmap-ladder")).to_have_value("shanghai")
    expect(page.locator(".cmap-note")).to_have_text(chosen)
    expect(page.locator("[data-menu=groups] summary")).to_have_text("分组 1")
    page.go_back()
    expect(page.locator("[data-menu=groups] summary")).to_have_text("分组")
    expect(page.locator(".cmap-note")).to_have_text(chosen)
    page.go_back()
    expect(page.locator(".cmap-chip[aria-pressed=true]")).to_have_count(0)
    assert in_address(page, "map") == "region~shanghai"


def test_a_filter_means_the_same_in_both_languages_and_nothing_in_a_chain_without_it(page: Page, shipped_app: str) -> None:
    show(page, shipped_app, map="action~fill|group~光刻材料")
    shown = page.locator(".cmap-note").inner_text()
    show(page, shipped_app, map="action~fill|group~光刻材料", lang="en")
    numbers = re.findall(r"\d+", page.locator(".cmap-note").inner_text())
    assert numbers == re.findall(r"\d+", shown)
    show(page, shipped_app, map="group~光刻材料", chain="new-energy-materials")
    expect(page.locator(".cmap-note")).to_be_empty()


def test_a_segment_chosen_by_key_opens_beside_and_back_closes_it(page: Page, shipped_app: str) -> None:
    show(page, shipped_app)
    page.locator(".cmap-stage").focus()
    page.keyboard.press("/")
    page.keyboard.type("yanmoban")
    page.keyboard.press("Enter")
    expect(page.locator(".st-key-panel h2")).to_have_text("掩模版")
    assert in_address(page, "segment") == f"{CHAIN}/photomask"
    page.keyboard.press("Escape")
    expect(page.locator(".st-key-panel")).to_have_count(0)
    page.go_back()
    expect(page.locator(".st-key-panel h2")).to_have_text("掩模版")


def test_a_click_is_shown_at_once_while_the_page_still_runs(page: Page, shipped_app: str) -> None:
    show(page, shipped_app)
    page.locator(".cmap-stage").focus()
    for key in ("ArrowRight", "Enter", "ArrowRight", "Enter", "ArrowRight", "Enter"):
        page.keyboard.press(key)
    last = page.locator(".cmap-live").inner_text().split(",")[0]
    expect(page.locator(".st-key-panel h2")).to_have_text(last)


def test_a_click_sends_neither_scripts_nor_values_again(page: Page, shipped_app: str) -> None:
    received: list[int] = []
    page.on("websocket", lambda socket: socket.on("framereceived", lambda frame: received.append(len(frame))))
    show(page, shipped_app)
    page.wait_for_timeout(1_000)
    at_first = sum(received)
    received.clear()
    page.locator(".cmap-stage").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    expect(page.locator(".st-key-panel h2")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(".st-key-panel")).to_have_count(0)
    assert at_first > 500_000  # vis-network
    assert sum(received) < 0.2 * at_first


def test_the_scenario_leads_to_what_it_changes_and_back_to_the_map(page: Page, shipped_app: str) -> None:
    page.goto(f"{shipped_app}/scenarios?{urlencode({'chain': CHAIN, 'steps': 'fill~ic-materials/sputtering-target'})}")
    at_rest(page)
    page.get_by_role("button", name=say("map.difference-open", "zh")).click()
    page.wait_for_selector(".cmap-stage canvas")
    expect(page.get_by_role("button", name="裁定变好 1", exact=True)).to_be_visible()
    expect(page.locator(".cmap-note")).to_contain_text("本地覆盖率")
    page.locator("[data-tool=table]").click()
    row = page.locator(".cmap-table tr").filter(has=page.get_by_role("button", name="溅射靶材", exact=True))
    expect(row).to_contain_text("缺链 → ")
    page.keyboard.press("Escape")
    page.get_by_role("button", name=say("map.difference-close", "zh")).click()
    expect(page.locator(".cmap-legend")).to_contain_text("未核查")


def test_the_map_of_a_scenario_folds_by_itself(page: Page, shipped_app: str) -> None:
    page.goto(f"{shipped_app}/scenarios?{urlencode({'chain': CHAIN, 'steps': 'fill~ic-materials/sputtering-target'})}")
    at_rest(page)
    page.get_by_text(say("scenario.after", "zh"), exact=True).last.click()
    page.wait_for_selector(".cmap-stage canvas")
    page.wait_for_timeout(500)
    before = page.locator(".cmap-stage").screenshot()
    page.locator("[data-menu=groups] summary").click()
    page.locator("[data-value='光刻材料']").click()
    page.locator("[data-menu=groups] summary").click()
    expect(page.locator("[data-menu=groups] summary")).to_have_text("分组 1")
    assert page.locator(".cmap-stage").screenshot() != before


def test_where_one_looks_survives_reload_and_is_told_once_it_rests(page: Page, shipped_app: str) -> None:
    sent: list[str | bytes] = []
    page.on("websocket", lambda socket: socket.on("framesent", lambda frame: sent.append(frame)))
    show(page, shipped_app)
    page.wait_for_timeout(1_000)
    stage = page.locator(".cmap-stage")
    entries, whole = page.evaluate("history.length"), stage.screenshot()
    sent.clear()
    stage.hover(position={"x": 300, "y": 200})
    for _ in range(10):
        page.mouse.wheel(0, -100)
        page.wait_for_timeout(30)
    page.wait_for_url("**view~*")
    page.wait_for_timeout(500)
    assert len(sent) <= 2
    assert page.evaluate("history.length") == entries
    pictures = []
    for _ in range(2):
        page.reload()
        page.wait_for_selector(".cmap-stage canvas")
        page.wait_for_timeout(1_500)
        page.mouse.move(2, 2)
        pictures.append(stage.screenshot())
    assert pictures[0] == pictures[1] != whole
    assert in_address(page, "map").startswith("view~")
    page.locator("[data-tool=fit]").click()
    page.wait_for_url(lambda url: "view" not in url)


@pytest.fixture
def offline(browser: Browser) -> Iterator[Page]:
    """A page of a browser without network that fails on any message of the console."""
    heard: list[str] = []
    with browser.new_context(offline=True, viewport={"width": 1440, "height": 900}) as context:
        one = context.new_page()
        one.on("console", lambda said: heard.append(said.text) if said.type in ("error", "warning") else None)
        one.on("pageerror", lambda error: heard.append(str(error)))
        one.on("request", lambda request: heard.append(request.url) if not request.url.startswith("file:") else None)
        yield one
    assert heard == []


def test_the_offline_file_opens_as_the_page_stood(page: Page, shipped_app: str, offline: Page, tmp_path: Path) -> None:
    show(page, shipped_app, map="region~shanghai|fold~光刻材料|fold~封装材料")
    with page.expect_download() as download:
        page.get_by_role("button", name=say("map.export-html", "zh")).click()
    path = tmp_path / "链图.html"
    download.value.save_as(path)
    offline.goto(path.as_uri())
    offline.wait_for_selector(".cmap-stage canvas")
    assert offline.evaluate(DETAILS) == 2
    expect(offline.locator(".cmap-ladder")).to_have_value("shanghai")
    offline.fill(".cmap-search", "gkj")
    offline.press(".cmap-search", "Enter")
    expect(offline.locator(".cmap-panel h2")).to_contain_text("光刻胶")
    expect(offline.locator(".cmap-panel")).to_contain_text(say("detail.would-change", "zh"))


def test_the_drawing_holds_its_text(page: Page, shipped_app: str, tmp_path: Path) -> None:
    show(page, shipped_app)
    with page.expect_download() as download:
        page.get_by_role("button", name=say("map.export-svg", "zh")).click()
    path = tmp_path / "链图.svg"
    download.value.save_as(path)
    assert "溅射靶材" in [one.text for one in ElementTree.parse(path).iter("{http://www.w3.org/2000/svg}text")]


def test_on_a_tablet_a_tap_opens_the_segment(browser: Browser, shipped_app: str) -> None:
    with browser.new_context(viewport={"width": 1024, "height": 768}, has_touch=True, is_mobile=True) as context:
        page = context.new_page()
        show(page, shipped_app, segment=f"{CHAIN}/photomask")
        expect(page.locator(".st-key-panel h2")).to_have_text("掩模版")
        panel, stage = page.locator(".st-key-panel").bounding_box(), page.locator(".cmap-stage").bounding_box()
        assert panel is not None
        assert stage is not None
        page.touchscreen.tap(stage["x"] + 4, stage["y"] + stage["height"] - 4)
        expect(page.locator(".st-key-panel")).to_have_count(0)
        assert panel["width"] <= 620
        assert panel["x"] - stage["x"] > 200


# Where a segment stands on the screen of a map that is fitted into its stage.
PLACE = """(canvas, id) => {
  const { nodes, size: [width, height] } = [...globalThis.chainmapValues.values()].at(-1);
  const stage = canvas.getBoundingClientRect();
  const scale = Math.min(stage.width / width, stage.height / height, 1.5);
  const { x, y } = nodes.find((node) => node.id === id);
  const [left, top] = [stage.left + stage.width / 2, stage.top + stage.height / 2];
  return { x: left + (x - width / 2) * scale, y: top + (y - height / 2) * scale, scale };
}"""


def test_on_a_tablet_held_upright_segments_have_other_places(browser: Browser, shipped_app: str) -> None:
    placed = layout(shipped_view().assessment.chain(CHAIN).chain, page=TALL)
    with browser.new_context(viewport={"width": 768, "height": 1024}, has_touch=True, is_mobile=True) as context:
        page = context.new_page()
        show(page, shipped_app)
        expect(page.locator(".cmap[data-places=tall]")).to_be_visible()
        stage = page.locator(".cmap-stage").bounding_box()
        assert stage is not None
        scale = min(stage["width"] / placed.width, stage["height"] / placed.height)
        x, y = placed.positions["photomask"]
        middle = stage["x"] + stage["width"] / 2, stage["y"] + stage["height"] / 2
        page.touchscreen.tap(middle[0] + (x - placed.width / 2) * scale, middle[1] + (y - placed.height / 2) * scale)
        expect(page.locator(".st-key-panel h2")).to_have_text("掩模版")


def touch(page: Page, *fingers: list[tuple[float, float]]) -> None:
    """Fingers put down, moved along their points together, and lifted."""
    session = page.context.new_cdp_session(page)
    for at, kind in enumerate(["touchStart", *["touchMove"] * (len(fingers[0]) - 1), "touchEnd"]):
        points = [] if kind == "touchEnd" else [{"x": way[at][0], "y": way[at][1], "id": no} for no, way in enumerate(fingers)]
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
        page.wait_for_timeout(30)
    page.wait_for_timeout(200)


def test_fingers_tap_drag_and_pinch_the_map(browser: Browser, shipped_app: str) -> None:
    with browser.new_context(viewport={"width": 1024, "height": 768}, has_touch=True, is_mobile=True) as context:
        page = context.new_page()
        show(page, shipped_app)
        page.wait_for_timeout(500)
        at = page.locator(".cmap-stage").evaluate(PLACE, "photomask")
        page.touchscreen.tap(at["x"], at["y"])
        expect(page.locator(".st-key-panel h2")).to_have_text("掩模版")
        page.keyboard.press("Escape")
        expect(page.locator(".st-key-panel")).to_have_count(0)

        at = page.locator(".cmap-stage").evaluate(PLACE, "photomask")
        touch(page, [(at["x"] + 9 * step, at["y"] + 30 + 6 * step) for step in range(10)])
        page.touchscreen.tap(at["x"] + 81, at["y"] + 54)  # where the drag has taken it
        expect(page.locator(".st-key-panel h2")).to_have_text("掩模版")
        page.keyboard.press("Escape")
        expect(page.locator(".st-key-panel")).to_have_count(0)

        page.locator("[data-tool=fit]").tap()
        before = page.locator(".cmap-stage").screenshot()
        at = page.locator(".cmap-stage").evaluate(PLACE, "photomask")
        x, y = at["x"], at["y"]
        touch(page, [(x - 20 - 8 * step, y) for step in range(10)], [(x + 20 + 8 * step, y) for step in range(10)])
        assert page.locator(".cmap-stage").screenshot() != before
        assert page.evaluate("visualViewport.scale") == 1  # the map was zoomed, not the page
        page.touchscreen.tap(x, y)  # the middle of the pinch stays where it is
        expect(page.locator(".st-key-panel h2")).to_have_text("掩模版")


def test_beside_a_difference_stand_both_sides(page: Page, shipped_app: str) -> None:
    page.goto(f"{shipped_app}/scenarios?{urlencode({'chain': CHAIN, 'steps': 'fill~ic-materials/sputtering-target'})}")
    at_rest(page)
    page.get_by_role("button", name=say("map.difference-open", "zh")).click()
    page.wait_for_selector(".cmap-stage canvas")
    page.locator(".cmap-stage").focus()
    page.keyboard.press("/")
    page.keyboard.type("溅射靶材")
    page.keyboard.press("Enter")
    row = page.locator(".st-key-panel tr").filter(has=page.get_by_role("cell", name=say("column.cover", "zh"), exact=True)).first
    expect(row).to_contain_text("0 %100 %".replace(" ", "\N{NO-BREAK SPACE}"))
    expect(page.locator(".st-key-panel details").last).to_contain_text(say("map.as-it-is", "zh"))
    page.keyboard.press("Escape")
    expect(page.locator(".st-key-panel")).to_have_count(0)


def test_it_prints_on_one_page_black_on_white(page: Page, shipped_app: str) -> None:
    page.emulate_media(color_scheme="dark")
    show(page, shipped_app)
    printed = page.pdf(prefer_css_page_size=True)
    assert printed.count(b"/Type /Page\n") == 1
