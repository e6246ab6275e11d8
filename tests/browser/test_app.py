"""The pages in a real browser: they show, keep their state, and open what is asked."""

from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser.app_server import running_app
from tests.browser.stories import at_rest
from tests.folders import marked_folder


def open_page(page: Page, address: str, path: str = "", **query: str) -> None:
    """Opens a page of the app and waits until it stands."""
    asked = "&".join(f"{name}={value}" for name, value in query.items())
    page.goto(f"{address}/{path}?{asked}")
    expect(page.get_by_test_id("stSidebar").get_by_test_id("stSelectbox").first).to_be_visible()
    expect(page.get_by_test_id("stSpinner")).to_have_count(0)
    expect(page.get_by_test_id("stMain").locator(".cm-page, .cm-table, .stBidiComponent").first).to_be_attached()


def test_state_is_in_the_address_and_survives_reload_page_switch_and_back(page: Page, shipped_app: str) -> None:
    open_page(page, shipped_app)
    boxes = page.get_by_test_id("stSidebar").get_by_test_id("stSelectbox")
    at_rest(page)  # a list that opens while the page still runs is closed again
    boxes.nth(1).locator("input").click()
    page.get_by_role("option", name="集成电路材料").click()
    expect(page.locator(".cm-chain")).to_have_count(1)
    page.get_by_text("English", exact=True).click()
    expect(page.locator(".cm-chain h2")).to_have_text("Integrated-circuit materials")
    assert "chain=ic-materials" in page.url and "lang=en" in page.url
    page.get_by_test_id("stSidebar").get_by_role("link", name="Gaps").click()
    expect(page.locator(".cm-answer")).to_contain_text("Integrated-circuit materials")
    assert "chain=ic-materials" in page.url and "lang=en" in page.url
    page.reload()
    expect(page.locator(".cm-answer")).to_contain_text("Integrated-circuit materials")
    page.go_back()
    expect(page.locator(".cm-chain h2")).to_have_text("Integrated-circuit materials")


def test_number_of_the_overview_leads_to_its_cells(page: Page, shipped_app: str) -> None:
    open_page(page, shipped_app, chain="ic-materials")
    page.locator(".cm-score .cm-why").first.click()
    dialog = page.get_by_role("dialog")
    expect(dialog.locator(".cm-tex").first).to_be_visible()
    dialog.locator("tr.cm-opens").first.click()
    expect(dialog.locator(".cm-suppliers code").first).to_contain_text("ic-materials.xlsx[企业]!")


def test_gap_opens_in_its_row_and_closes_again(page: Page, shipped_app: str) -> None:
    open_page(page, shipped_app, "gaps", chain="ic-materials")
    first = page.locator("tr.cm-opens").first
    first.locator("td").first.click()
    expect(page.locator("tr.cm-detail")).to_contain_text("什么会改变它")
    assert "segment=ic-materials%2F" in page.url
    first.locator("button").first.click()
    expect(page.locator("tr.cm-detail")).to_have_count(0)


def test_table_sorts_by_a_click_on_its_header(page: Page, shipped_app: str) -> None:
    open_page(page, shipped_app, "gaps", chain="ic-materials")
    cells = page.locator(".cm-table > tbody > tr > td:nth-child(4)")
    page.locator(".cm-table th").nth(3).locator("button").click()
    page.locator(".cm-table th").nth(3).locator("button").click()
    expect(page.locator(".cm-table th").nth(3)).to_have_attribute("aria-sort", "ascending")
    figures = [float(text.partition("–")[0]) for text in cells.all_inner_texts()]
    assert figures == sorted(figures)


def test_segment_opens_beside_the_map_and_escape_closes_it(page: Page, shipped_app: str) -> None:
    open_page(page, shipped_app, "chain-map", chain="ic-materials", segment="ic-materials/photoresist")
    panel = page.locator(".cm-panel")
    expect(panel).to_contain_text("ic-materials.xlsx[企业]!")
    panel.locator(".cm-neighbours button").first.click()
    expect(panel.locator("h2")).not_to_have_text("光刻胶")
    page.keyboard.press("Escape")
    expect(panel).to_have_count(0)


def test_company_is_shown_over_all_its_segments(page: Page, shipped_app: str) -> None:
    open_page(page, shipped_app, "suppliers")
    name = page.locator(".cm-table tbody tr .cm-link").first.inner_text()
    page.locator(".cm-table tbody tr").first.click()
    expect(page.locator(".cm-card h2")).to_have_text(name)
    page.locator(".cm-card .cm-close").click()
    expect(page.locator(".cm-card")).to_have_count(0)


def test_streamlits_own_chrome_is_hidden(page: Page, shipped_app: str) -> None:
    open_page(page, shipped_app)
    for part in ("stHeader", "stToolbar", "stAppDeployButton", "stStatusWidget"):
        assert not page.get_by_test_id(part).is_visible()


def test_broken_folder_is_told_by_cell_and_not_by_a_traceback(page: Page, tmp_path: Path) -> None:
    folder = marked_folder(tmp_path, more=[["C6", "nothing", "P6", "Pk", "domestic", "producing", "S6", "2025", "high"]])
    (folder / "regions.xlsx").write_bytes(b"not a workbook")
    with running_app(folder) as address:
        page.goto(address)
        expect(page.locator(".cm-failure h1")).to_have_text("数据文件夹里的工作簿还不能用")
        expect(page.locator(".cm-table")).to_contain_text("regions.xlsx")
        assert page.evaluate("document.documentElement.lang") == "zh-CN"
        assert page.get_by_test_id("stException").count() == 0


def test_the_browser_refuses_what_would_leave_the_server(page: Page, shipped_app: str) -> None:
    """Also what a script would ask that somebody smuggled in."""
    open_page(page, shipped_app)
    attempts = """away => new Promise(done => {
      const refused = {};
      document.addEventListener("securitypolicyviolation", (event) => {
        refused[event.effectiveDirective] = event.blockedURI;
        if (Object.keys(refused).length === 6) done(refused);
      });
      fetch(away).catch(() => {});
      for (const name of ["img", "iframe", "object"]) {
        const one = document.createElement(name);
        one[name === "object" ? "data" : "src"] = away;
        document.body.append(one);
      }
      const script = document.createElement("script");
      script.src = away;
      const sheet = Object.assign(document.createElement("link"), { rel: "stylesheet", href: away });
      document.head.append(script, sheet);
      setTimeout(() => done(refused), 5000);
    })"""
    refused = page.evaluate(attempts, "https://elsewhere.example/x")
    directives = {"connect-src", "img-src", "frame-src", "object-src", "script-src-elem", "style-src-elem"}
    assert set(refused) == directives
    assert all(address.startswith("https://elsewhere.example") for address in refused.values()), refused


def test_an_address_of_two_levels_tells_that_there_is_no_such_page(page: Page, shipped_app: str) -> None:
    page.goto(f"{shipped_app}/gaps/deep?lang=en")
    expect(page.get_by_role("dialog")).to_contain_text("There is no such page")


def test_a_page_asks_the_server_where_it_is_and_nowhere_else(page: Page, shipped_app: str) -> None:
    """Streamlit would ask below the page's address first, in vain, and wait a tenth of a second."""
    asked: dict[str, int] = {}
    page.on("response", lambda response: asked.update({response.url: response.status}))
    open_page(page, shipped_app, "gaps")
    assert f"{shipped_app}/_stcore/health" in asked
    assert not {url for url, status in asked.items() if status >= 400 or "/gaps/" in url}
