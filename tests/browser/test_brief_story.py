"""From the gap to the meeting in a real browser: overview, gaps, costs, a company, a lead, the list and the brief.

What the documents say is compared with what the command line says about the same version.
"""

import io
import json
from pathlib import Path
from urllib.parse import unquote

from docx import Document
from openpyxl import load_workbook
from playwright.sync_api import Download, Page, expect
from typer.testing import CliRunner

from chainmap.cli import app as command_line
from chainmap.desk.follow_leads import leads_of
from chainmap.model.interval import Interval
from chainmap.present.numbers import column_interval, percent
from chainmap.store.database import URL_VARIABLE, open_store
from tests.browser.stories import at_rest, picture

CHAIN = "ic-materials"


def downloaded(page: Page, button: str) -> bytes:
    with page.expect_download(timeout=90_000) as started:
        page.get_by_role("button", name=button).first.click()
    found: Download = started.value
    return found.path().read_bytes()


def answer(url: str, *arguments: str) -> dict[str, list[dict[str, object]]]:
    """What the command line says as JSON about the version that the app shows."""
    asked = [*arguments, "--version", "latest", "--chain", CHAIN, "--format", "json"]
    result = CliRunner(env={URL_VARIABLE: url}).invoke(command_line, asked)
    assert result.exit_code == 0, result.output
    parsed: dict[str, list[dict[str, object]]] = json.loads(result.stdout)
    return parsed


def test_from_the_overview_to_the_brief(page: Page, app: str, url: str, left_the_machine: list[str], tmp_path: Path) -> None:
    # overview: the chain's sentence names what to fill; on to its gaps
    page.goto(f"{app}/?chain={CHAIN}")
    expect(page.locator(".cm-chain h2").first).to_have_text("集成电路材料", timeout=90_000)
    page.get_by_test_id("stSidebar").get_by_role("link", name="缺口").click()
    at_rest(page)

    # gaps: the answer equals the command line's; a gap opens in its row
    best = answer(url, "gaps", "--best", "3")["best"][-1]
    expect(page.locator(".cm-answer")).to_contain_text(f"提到 {percent(float(str(best['value'])))}")
    gaps = answer(url, "gaps")["gaps"]
    cells = page.locator(".cm-table > tbody > tr > td:nth-child(4)")
    assert cells.first.inner_text() == column_interval(_pulled(gaps[0]))

    # a table of costs and a budget give another answer, which the address keeps
    costs = tmp_path / "costs.csv"
    costs.write_text(f"环节,成本\n{gaps[0]['segment']},9\n查无此环节,1\n", encoding="utf-8")
    page.get_by_role("button", name="补几个、预算").click()
    chooser = page.locator("[class*=st-key-upload_drop_costs] input[type=file]")
    chooser.set_input_files(costs)
    at_rest(page)
    expect(page.get_by_test_id("stPopoverBody")).to_contain_text("costs.csv[costs]!A3")
    costs.write_text(f"环节,成本\n{gaps[0]['segment']},9\n", encoding="utf-8")
    chooser.set_input_files(costs)
    at_rest(page)
    page.get_by_label("每条链的预算").fill("3")
    page.get_by_label("每条链的预算").press("Enter")
    at_rest(page)
    picture(page, "1-budget")
    dear = answer(url, "gaps", "--best", "3", "--costs", str(costs), "--budget", "3")["best"][-1]
    assert gaps[0]["segment"] not in dear["segments"]  # type: ignore[operator]
    expect(page.get_by_test_id("stMain")).to_contain_text("每条链预算 3；1 个环节有成本")
    expect(page.locator(".cm-answer")).not_to_contain_text("外延片")
    expect(page.locator(".cm-answer")).to_contain_text(f"提到 {percent(float(str(dear['value'])))}")
    assert "budget=3" in page.url and f"costs={CHAIN}/{gaps[0]['segment']}~9" in unquote(page.url)
    page.keyboard.press("Escape")
    page.locator("tr.cm-opens td").first.click()
    at_rest(page)
    expect(page.locator("tr.cm-detail")).to_be_visible()

    # targets of that gap: the first company opens with its call sheet, and becomes a lead
    page.get_by_test_id("stSidebar").get_by_role("link", name="招商").click()
    at_rest(page)
    listed = [one for one in answer(url, "targets", "--all")["targets"] if one["segment"] == gaps[0]["segment"]]
    rows = page.locator("tr.cm-opens")
    expect(rows).to_have_count(len(listed))
    expect(rows.first).to_contain_text(str(listed[0]["company"]))
    expect(rows.first).to_contain_text(str(listed[0]["first_sentence"]))
    rows.first.locator("button").first.click()
    at_rest(page)
    picture(page, "2-company")
    rows.first.get_by_role("button", name="加入线索").click()
    at_rest(page)
    store = open_store(url)
    assert [one.company for one in leads_of(store)] == [listed[0]["company"]]
    store.close()
    sheet = Document(io.BytesIO(downloaded(page, "下载联系单（Word）")))
    assert sheet.paragraphs[0].text == f"{listed[0]['company']}：联系单"

    # the list and the brief of the whole chain
    page.goto(f"{app}/targets?chain={CHAIN}")
    expect(page.locator("tr.cm-opens").first).to_be_visible(timeout=90_000)
    at_rest(page)
    _list_agrees(downloaded(page, "下载招商名单（Excel）"), answer(url, "targets", "--all")["targets"])
    _brief_agrees(downloaded(page, "下载简报（Word）"), url, gaps)
    assert left_the_machine == []
    assert page.get_by_test_id("stException").count() == 0


def _pulled(gap: dict[str, object]) -> Interval:
    gains = gap["gains"]
    assert isinstance(gains, dict)
    return Interval(*(float(gains["coverage"]) * float(end) for end in gains["pull"]))


def _list_agrees(content: bytes, targets: list[dict[str, object]]) -> None:
    sheet = load_workbook(io.BytesIO(content)).worksheets[0]
    shown = [[cell.value for cell in row[1:4]] for row in sheet.iter_rows(min_row=2)]
    assert [row[0] for row in shown] == [one["company"] for one in targets]
    assert [row[2] for row in shown] == [one["first_sentence"] for one in targets]


def _brief_agrees(content: bytes, url: str, gaps: list[dict[str, object]]) -> None:
    document = Document(io.BytesIO(content))
    said = " ".join(one.text for one in document.paragraphs)
    (chain,) = answer(url, "assess")["chains"]
    scores = chain["scores"]
    assert isinstance(scores, dict)
    coverage, home = scores["lingang"]["coverage"], scores["china"]
    assert f"本地覆盖率已核实 {percent(coverage[0])}，未知项全部有利时至多 {percent(coverage[1])}" in said
    assert f"自主可控率已核实 {percent(home['self_reliance'][0])}" in said
    assert f"断供可运行率已核实 {percent(home['continuity'][0])}" in said
    table = next(one for one in document.tables if one.rows[0].cells[0].text == "序号")
    assert [row.cells[3].text for row in table.rows[1:]] == [column_interval(_pulled(gap)) for gap in gaps]
    assert "版本 1" in document.paragraphs[1].text
    assert len(document.inline_shapes) == 1
