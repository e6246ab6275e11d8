"""The overview answers: how many chains, on paper, as a Word document, and what changed since the version before."""

from pathlib import Path

import pypdfium2
from playwright.sync_api import Page, expect

from tests.browser.stories import at_rest
from tests.browser.tour import visit

CHAIN = "ic-materials"


def test_number_of_chains_leads_to_cells_in_four_clicks(page: Page, shipped_app: str) -> None:
    visit(page, shipped_app, "", chain=CHAIN)
    page.locator(".cm-why[data-event^='why:chains:']").first.click()
    at_rest(page)
    dialog = page.get_by_role("dialog")
    dialog.locator(".cm-why[data-event^='why:state:supplied:']").first.click()
    at_rest(page)
    dialog.locator("table tr.cm-opens .cm-link").first.click()
    at_rest(page)
    expect(dialog.locator("code", has_text=".xlsx[").first).to_be_visible()


def test_overview_prints_on_paper_without_sidebar_and_buttons(page: Page, shipped_app: str, tmp_path: Path) -> None:
    visit(page, shipped_app, "")
    page.pdf(path=tmp_path / "overview.pdf", prefer_css_page_size=True, print_background=True)
    with pypdfium2.PdfDocument(tmp_path / "overview.pdf") as printed:
        size = [round(side) for side in printed[0].get_size()]
        text = "".join(sheet.get_textpage().get_text_range() for sheet in printed)
        pixels = printed[0].render(scale=0.5).to_numpy()
    assert size == [595, 842]  # A4 in points
    for told in (
        "集成电路材料",
        "已核实",
        "稳健值",
        "卡在",
        "最该补的缺口",
        "规划目标",
        "名录口径",
        "ic-materials.xlsx",
        "数据截至",
    ):
        assert told in text, told
    for left_out in ("下载 Word", "打印本页", "选择或输入环节", "English"):
        assert left_out not in text, left_out
    assert (pixels[:4] == 255).all()  # white paper


def test_overview_is_downloaded_as_a_word_document(page: Page, shipped_app: str) -> None:
    visit(page, shipped_app, "")
    with page.expect_download() as started:
        page.get_by_role("button", name="下载 Word").click()
    assert started.value.path().read_bytes()[:2] == b"PK"


def test_change_since_the_version_before_names_its_main_cause(page: Page, kept_versions: str) -> None:
    visit(page, kept_versions, "")
    line = page.locator(".cm-held", has_text="主因")
    expect(line).to_contain_text("C6（粉，新增）")
    line.locator(".cm-why").click()
    at_rest(page)
    assert "compare=versions" in page.url
    expect(page.locator(".cm-table").first).to_be_visible()
