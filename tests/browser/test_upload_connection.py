"""A connection that breaks off does not take an upload along: the browser connects again and the work goes on."""

import re

from playwright.sync_api import Page, WebSocketRoute, expect

from tests.workbooks import workbook


def test_an_upload_survives_a_broken_connection(page: Page, app: str) -> None:
    connections: list[tuple[WebSocketRoute, WebSocketRoute]] = []
    page.route_web_socket(re.compile("_stcore/stream"), lambda own: connections.append((own, own.connect_to_server())))
    page.goto(f"{app}/upload")
    chooser = page.locator("[data-testid=stFileUploaderDropzoneInput]").first
    chooser.wait_for(state="attached", timeout=90_000)
    rows = [["企业名称", "所属环节", "所在地"], ["甲厂", "光刻交", "上海市徐汇区"]]
    content = workbook({"名录": rows})
    chooser.set_input_files({"name": "名单.xlsx", "mimeType": "application/octet-stream", "buffer": content})
    first_step = page.locator(".cm-steps button").first
    expect(first_step).to_contain_text("名单.xlsx", timeout=60_000)
    own, server = connections[-1]
    page.context.set_offline(True)
    server.close()
    own.close()
    page.wait_for_timeout(3_000)  # the server has noticed
    page.context.set_offline(False)
    for _ in range(120):
        if len(connections) > 1:
            break
        page.wait_for_timeout(500)
    assert len(connections) > 1  # the browser came back
    page.locator(".cm-steps button").nth(1).click()
    expect(page.locator(".cm-steps button").nth(1)).to_have_attribute("aria-current", "step", timeout=60_000)
    expect(first_step).to_contain_text("名单.xlsx")
