"""Scenarios in a real browser: a pasted sanctions list, a kept scenario sent as a link, stress in the address."""

from playwright.sync_api import Page, expect

from tests.browser.stories import at_rest, picture

XINSHENG = "上海新昇半导体科技有限公司"


def choose(page: Page, label: str, option: str) -> None:
    boxes = page.get_by_test_id("stMain").get_by_test_id("stSelectbox")
    field = boxes.filter(has=page.get_by_text(label, exact=True)).first.locator("input")
    field.click()
    field.fill(option)
    page.get_by_role("option", name=option, exact=True).click()
    at_rest(page)


def test_a_sanctions_list_is_pasted_kept_sent_and_deleted(page: Page, app: str, left_the_machine: list[str]) -> None:
    page.goto(f"{app}/scenarios?chain=ic-materials")
    expect(page.get_by_role("button", name="加入情景")).to_be_visible(timeout=90_000)
    at_rest(page)
    choose(page, "做什么", "失去一份名单（如制裁名单）")
    page.get_by_label("名单：一行一家").fill(f"1. {XINSHENG}\n2. 上海新昇\n3. ACME Semiconductors, Inc.")
    page.get_by_role("button", name="加入情景").click()
    at_rest(page)
    main = page.get_by_test_id("stMain")
    expect(main).to_contain_text("名单 3 家，其中 1 家在数据中，已加入情景。")
    expect(main).to_contain_text(f"“上海新昇”不在数据中。是否为：{XINSHENG}")
    expect(main).to_contain_text("“ACME Semiconductors, Inc.”不在数据中。")
    expect(main).to_contain_text(f"失去{XINSHENG}")
    choose(page, "做什么", "切断区域或国家（地区）")
    choose(page, "区域", "日本")
    page.get_by_role("button", name="加入情景").click()
    at_rest(page)
    expect(main).to_contain_text("切断日本")
    picture(page, "s1-list")
    page.get_by_label("名称", exact=True).fill("名单与断供")
    page.get_by_role("button", name="保存情景").click()
    at_rest(page)
    expect(page.get_by_test_id("stToast").first).to_contain_text("已保存：名单与断供")
    assert "scenario=1" in page.url

    page.goto(f"{app}/scenarios?chain=ic-materials&scenario=1")  # what a colleague opens
    expect(main).to_contain_text(f"失去{XINSHENG}", timeout=90_000)
    expect(main).to_contain_text("切断日本")
    at_rest(page)
    page.get_by_role("button", name="删除", exact=True).click()
    at_rest(page)
    page.goto(f"{app}/scenarios?chain=ic-materials&scenario=1")
    expect(main).to_contain_text("没有编号为“1”的情景：它已被删除，或者从来没有。", timeout=90_000)
    assert left_the_machine == []
    assert page.get_by_test_id("stException").count() == 0


def test_stress_is_in_the_address_and_survives_a_reload(page: Page, app: str) -> None:
    page.goto(f"{app}/scenarios?chain=ic-materials&part=show-stress&stress=each~20~lingang~7")
    main = page.get_by_test_id("stMain")
    expect(main).to_contain_text("各以 20\u00a0% 的概率失去，抽 10,000 次（种子 7）", timeout=90_000)
    at_rest(page)
    seed = page.get_by_label("随机种子")
    seed.fill("8")
    seed.press("Enter")
    at_rest(page)
    expect(main).to_contain_text("（种子 8）")
    assert "stress=each" in page.url and "8" in page.url.partition("stress=")[2]
    told = main.locator(".cm-table").first.inner_text()
    page.reload()
    expect(main).to_contain_text("（种子 8）", timeout=90_000)
    at_rest(page)
    assert main.locator(".cm-table").first.inner_text() == told  # equal seeds, equal results
    picture(page, "s2-stress")


def test_english_scenarios_of_all_chains_show(page: Page, app: str) -> None:
    page.goto(f"{app}/scenarios?lang=en&steps=cut-region~japan")
    main = page.get_by_test_id("stMain")
    expect(main).to_contain_text("Cut off Japan", timeout=90_000)
    at_rest(page)
    expect(main.locator(".cm-table").first.locator("tbody tr:not(.cm-group)")).to_have_count(15)
    picture(page, "s3-en")
    assert page.get_by_test_id("stException").count() == 0
