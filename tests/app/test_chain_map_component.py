"""The map in a page and in its file, in a real browser: clicks come back, keys work, nothing is asked of the outside."""

import os
import re
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, cast

import pytest
from playwright.sync_api import Browser, Page, expect

from chainmap.app import chain_map_component
from chainmap.present.chain_map import elements, html, script_source, style_source, vis_source
from chainmap.present.folding import foldable, folded_chain
from tests.present.views import example_view, shipped_view

ROOT = Path(__file__).parents[2]
in_browser = pytest.mark.browser


def test_page_and_file_share_their_scripts() -> None:
    assert vis_source() in chain_map_component._SCRIPTS
    assert script_source() in chain_map_component._SCRIPTS
    assert chain_map_component._SCRIPTS.count("export default function") == 1
    assert chain_map_component._CSS.startswith(style_source())


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """A server with tests/app/map_app.py, on a free port of this machine."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    options = [
        "--server.address=127.0.0.1",
        f"--server.port={port}",
        "--server.headless=true",
        "--browser.gatherUsageStats=false",
    ]
    command = [sys.executable, "-m", "streamlit", "run", "tests/app/map_app.py", *options, "--server.fileWatcherType=none"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
        try:
            _wait_for(f"http://127.0.0.1:{port}/_stcore/health")
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()


def _wait_for(url: str) -> None:
    end = time.monotonic() + 60
    while time.monotonic() < end:
        try:
            with urllib.request.urlopen(url, timeout=2):
                return
        except OSError:
            time.sleep(0.2)
    raise TimeoutError(url)


@contextmanager
def _opened(browser: Browser, url: str, width: int = 1160, height: int = 760) -> Iterator[Page]:
    """A page whose console stays silent and whose requests stay on this machine, or the test fails."""
    heard: list[str] = []
    with browser.new_context(viewport={"width": width, "height": height}) as context:
        page = context.new_page()
        page.on("console", lambda said: heard.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error: heard.append(str(error)))
        page.on("request", lambda request: heard.append(request.url) if not _local(request.url) else None)
        page.goto(url)
        page.wait_for_selector(".cmap-stage canvas")
        yield page
    assert heard == []


def _local(url: str) -> bool:
    return url.startswith(("http://127.0.0.1:", "ws://127.0.0.1:", "file:", "data:", "blob:"))


def _click(page: Page, found: dict[str, Any], segment_id: str) -> None:
    """Clicks a segment of a map that is fitted to its stage."""
    node = next(node for node in found["nodes"] if node["id"] == segment_id)
    stage = page.locator(".cmap-stage").bounding_box()
    assert stage is not None
    width, height = found["size"]
    scale = min(stage["width"] / width, stage["height"] / height, 1.5)
    x = stage["x"] + stage["width"] / 2 + (node["x"] - width / 2) * scale
    page.mouse.click(x, stage["y"] + stage["height"] / 2 + (node["y"] - height / 2) * scale)


def _reached(links: list[tuple[str, str]], start: str) -> set[str]:
    """All that can be come to along the links."""
    seen, waiting = {start}, [start]
    while waiting:
        one = waiting.pop()
        new = {to for begin, to in links if begin == one} - seen
        seen |= new
        waiting += new
    return seen


def _example() -> dict[str, Any]:
    view = example_view()
    return cast("dict[str, Any]", elements(view, view.assessment.chains[0]))


class TestInAPage:
    pytestmark = in_browser

    def test_a_click_comes_back_and_a_second_one_takes_it_back(self, browser: Browser, address: str) -> None:
        with _opened(browser, address, 1440, 900) as page:
            _click(page, _example(), "wafer")
            expect(page.get_by_text("clicked wafer, selected wafer")).to_be_visible()
            _click(page, _example(), "wafer")
            expect(page.get_by_text("clicked None, selected None")).to_be_visible()

    def test_the_keyboard_reaches_every_part(self, browser: Browser, address: str) -> None:
        with _opened(browser, address, 1440, 900) as page:
            page.locator(".cmap-stage").focus()
            _click(page, _example(), "metal")
            expect(page.get_by_text("selected metal")).to_be_visible()
            page.keyboard.press("ArrowRight")
            page.keyboard.press("Enter")
            expect(page.get_by_text("selected target")).to_be_visible()
            page.keyboard.press("Escape")
            expect(page.get_by_text("selected None")).to_be_visible()

    def test_a_selection_from_outside_is_shown_and_not_reported_back(self, browser: Browser, address: str) -> None:
        with _opened(browser, address, 1440, 900) as page:
            page.get_by_text("choose metal").click()
            expect(page.get_by_text("clicked None, selected metal")).to_be_visible()


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The offline file of the IC chain."""
    view = shipped_view()
    path = tmp_path_factory.mktemp("map") / "链图.html"
    path.write_text(html(view, view.assessment.chain("ic-materials"), theme="light"), encoding="utf-8")
    return path.as_uri()


class TestInAFile:
    pytestmark = in_browser

    WHERE = """() => {
      const { graph, network } = window.map;
      const places = [...graph.boxes.values()].map(({ id, x, y }) => [id, x, y]);
      return JSON.stringify([places, network.getScale(), network.getViewPosition()]);
    }"""
    DRAWN = (
        "() => ({ boxes: [...window.map.graph.boxes.keys()], lines: window.map.graph.lines.map((line) => [line.from, line.to]) })"
    )
    SHADES = "() => Object.fromEntries(window.map.payload.nodes.map(({ id }) => [id, window.map.shade(id)]))"

    def _found(self) -> dict[str, Any]:
        view = shipped_view()
        return cast("dict[str, Any]", elements(view, view.assessment.chain("ic-materials")))

    def test_a_click_opens_the_segment_and_escape_closes_it(self, browser: Browser, file: str) -> None:
        with _opened(browser, file) as page:
            _click(page, self._found(), "photoresist")
            panel = page.locator(".cmap-panel")
            expect(panel.locator("h2")).to_have_text("光刻胶")
            expect(panel.locator("code").first).to_contain_text("ic-materials.xlsx[企业]!")
            page.keyboard.press("Escape")
            expect(panel).to_be_hidden()

    def test_search_finds_by_pinyin(self, browser: Browser, file: str) -> None:
        with _opened(browser, file) as page:
            page.fill(".cmap-search", "yanmoban")
            page.press(".cmap-search", "Enter")
            expect(page.locator(".cmap-panel h2")).to_have_text("掩模版")

    def test_the_ladder_recolours_and_says_what_the_colours_mean(self, browser: Browser, file: str) -> None:
        with _opened(browser, file) as page:
            before = page.locator(".cmap-legend").inner_text()
            page.select_option(".cmap-ladder", "shanghai")
            assert page.locator(".cmap-legend").inner_text() != before
            expect(page.locator(".cmap-note")).to_contain_text("裁定只对临港新片区成立")

    def test_the_table_says_what_the_picture_shows(self, browser: Browser, file: str) -> None:
        with _opened(browser, file) as page:
            rows = page.locator(".cmap-table tbody tr")
            assert rows.count() == 52
            page.click("[data-tool=table]")
            row = rows.filter(has=page.get_by_role("button", name="掩模版", exact=True))
            expect(row).to_contain_text("掩膜基板")
            expect(row).to_be_visible()

    def test_the_hidden_table_is_not_in_the_way_of_the_tab_key(self, browser: Browser, file: str) -> None:
        with _opened(browser, file) as page:
            assert page.locator(".cmap-table button:not([tabindex='-1'])").count() == 0
            page.click("[data-tool=table]")
            assert page.locator(".cmap-table button:not([tabindex='-1'])").count() == 52
            page.keyboard.press("Escape")
            expect(page.locator(".cmap-table")).to_have_class(re.compile("cmap-hidden"))

    def test_search_lists_its_matches_and_the_arrows_choose(self, browser: Browser, file: str) -> None:
        with _opened(browser, file) as page:
            page.locator(".cmap-stage").focus()
            page.keyboard.press("/")
            page.keyboard.type("gkj")
            options = page.locator(".cmap-hits li")
            expect(options.first).to_contain_text("光刻胶")
            count = options.count()
            assert count > 1
            second = options.nth(1).inner_text().split("\n")
            page.keyboard.press("ArrowDown")
            expect(options.nth(1)).to_have_attribute("aria-selected", "true")
            page.keyboard.press("Enter")
            expect(page.locator(".cmap-panel h2")).to_have_text(next(part for part in second if len(part.strip()) > 1))
            expect(page.get_by_role("listbox")).to_be_hidden()

    def test_the_tab_key_leads_through_every_tool(self, browser: Browser, file: str) -> None:
        with _opened(browser, file) as page:
            page.locator(".cmap-chip").first.focus()
            seen = []
            for _ in range(18):
                seen.append(
                    page.evaluate("() => [...document.activeElement.classList, document.activeElement.tagName].join(' ')")
                )
                page.keyboard.press("Tab")
            for part in ("cmap-chip", "cmap-search", "cmap-ladder", "SUMMARY", "cmap-stage", "cmap-icon"):
                assert any(part in one for one in seen), part

    def test_filters_of_every_kind_combine(self, browser: Browser, file: str) -> None:
        with _opened(browser, file) as page:
            found = self._found()
            node = next(one for one in found["nodes"] if one["plan"])
            plan, stage = node["plan_id"], node["stage_id"]
            both = [one for one in found["nodes"] if one["plan_id"] == plan and one["stage_id"] == stage]
            page.click("[data-menu=filter] summary")
            page.check(f"[data-value='plan:{plan}']")
            page.check(f"[data-value='stage:{stage}']")
            expect(page.locator(".cmap-note")).to_contain_text(f"{len(both)} / 52")
            page.click("text=清除筛选")
            expect(page.locator(".cmap-note")).to_be_empty()

    def test_what_is_further_away_is_fainter_and_escape_takes_it_back(self, browser: Browser, file: str) -> None:
        with _opened(browser, file) as page:
            _click(page, self._found(), "photoresist")
            shades = page.evaluate(self.SHADES)
            links = [(edge["from"], edge["to"]) for edge in self._found()["edges"]]
            users = {to for start, to in links if start == "photoresist"}
            beyond = {to for start, to in links if start in users} - users
            inputs = {start for start, to in links if to == "photoresist"}
            related = _reached(links, "photoresist") | _reached([(to, start) for start, to in links], "photoresist")
            assert users and beyond and inputs
            assert {shades[one] for one in users | inputs | {"photoresist"}} == {1}
            assert all(0.5 <= shades[one] < 1 for one in beyond)
            assert {shades[one] for one in shades if one not in related} == {0.35}
            page.keyboard.press("Escape")
            assert page.evaluate("() => window.map.payload.nodes.every((node) => window.map.shade(node.id) === 1)")

    def test_a_folded_group_is_one_box_with_counts_and_its_lines_are_merged(self, browser: Browser, file: str) -> None:
        with _opened(browser, file) as page:
            page.click("[data-menu=groups] summary")
            page.click("text=全部收起")
            view = shipped_view()
            chain = view.assessment.chain("ic-materials").chain
            small = folded_chain(chain, foldable(chain))
            drawn = page.evaluate(self.DRAWN)
            assert set(drawn["boxes"]) == {one.segment_id for one in small.segments}
            assert sorted(map(tuple, drawn["lines"])) == sorted((one.upstream, one.downstream) for one in small.dependencies)
            page.keyboard.press("Escape")
            page.locator(".cmap-stage").focus()
            page.keyboard.press("ArrowDown")
            expect(page.locator(".cmap-live")).to_contain_text("已收起")
            page.keyboard.press("Enter")
            assert page.evaluate("() => window.map.graph.folded.size") == len(foldable(chain)) - 1
            page.keyboard.press("c")
            assert page.evaluate("() => window.map.graph.folded.size") == len(foldable(chain))

    def test_another_colouring_moves_nothing(self, browser: Browser, file: str) -> None:
        with _opened(browser, file) as page:
            page.evaluate("() => { window.canvas = window.map.canvas; window.map.zoom(1.5); }")
            before = page.evaluate(self.WHERE)
            page.select_option(".cmap-ladder", "china")
            assert page.evaluate(self.WHERE) == before
            assert page.evaluate("() => window.canvas === window.map.canvas && window.canvas.isConnected")

    def test_groups_collapse_and_expand(self, browser: Browser, file: str) -> None:
        with _opened(browser, file) as page:
            before = page.locator(".cmap-stage").screenshot()
            page.click("[data-menu=groups] summary")
            page.click("text=全部收起")
            page.click("[data-menu=groups] summary")
            assert page.locator(".cmap-stage").screenshot() != before
            page.click("[data-menu=groups] summary")
            page.click("text=全部展开")
            page.click("[data-menu=groups] summary")
            page.mouse.move(0, 0)
            assert page.locator(".cmap-stage").screenshot() == before

    def test_the_view_can_be_saved_as_a_picture(self, browser: Browser, file: str) -> None:
        with _opened(browser, file) as page:
            with page.expect_download() as download:
                page.click("[data-tool=export]")
            assert download.value.suggested_filename == "ic-materials.png"
            assert Path(download.value.path()).read_bytes().startswith(b"\x89PNG")

    def test_every_name_as_the_browser_measures_it_fits_its_box(self, browser: Browser, file: str) -> None:
        with _opened(browser, file) as page:
            wide = page.evaluate(
                """() => {
                  const data = JSON.parse(document.getElementById("elements").textContent);
                  const ctx = document.createElement("canvas").getContext("2d");
                  ctx.font = `600 ${data.letters.name}px ${data.letters.fonts}`;
                  const over = (line, node) => ctx.measureText(line).width > node.width - 12 + 0.01;
                  return data.nodes.flatMap((node) => node.lines.filter((line) => over(line, node)));
                }"""
            )
            assert wide == []
