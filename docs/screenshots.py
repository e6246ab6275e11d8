"""The screenshots of the guides: starts the app on a database of its own, drives Chromium, writes docs/pictures/*.png.

    python -m docs.screenshots            all pictures, in both languages
    python -m docs.screenshots gaps map   these only; with zh or en in that language only

Needs what the tests need: playwright and the system's Chromium (`requirements-dev.txt`, `./test`); for the pages of documents
also LibreOffice and pdftoppm (packages libreoffice-writer, libreoffice-calc, poppler-utils).
"""

import io
import os
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from urllib.parse import urlencode

from openpyxl import Workbook, load_workbook
from PIL import Image
from playwright.sync_api import Page, expect, sync_playwright

from chainmap.intake.columns import LEADS
from chainmap.model.vocabulary import LeadStatus, Status
from chainmap.present.words import LANGUAGES, Language, say, word
from chainmap.store.database import URL_VARIABLE
from docs.document_pictures import DOCUMENTS, document_picture, possible
from tests.browser.app_server import running_app
from tests.browser.chromium import chromium_of_people

ROOT = Path(__file__).parents[1]
PICTURES = ROOT / "docs" / "pictures"
SIZE = {"width": 1440, "height": 900}
CHAIN, GAP = "ic-materials", "ic-materials/sputtering-target"
UNCHECKED, ROW = "ic-materials/electrostatic-chuck", "ic-materials.xlsx[企业]!58:58"
REASON = {"zh": "11 月 25 日走访，产线已停", "en": "Visited on 25 November: the line has stopped"}
STEPS = "land~宁波江丰电子材料股份有限公司~ic-materials/sputtering-target|cut-region~japan"
LOST = ("上海新昇晶科半导体科技有限公司", "上海新昇半导体科技有限公司", "上海芯密科技股份有限公司")
CHANGES = "|".join((f"fill~{GAP}", "fill~ic-materials/cmp-conditioner", *(f"lose~{name}" for name in LOST)))
PEOPLE = {"zh": ("示例用户", "补充两家企业"), "en": ("Sample user", "Two more companies")}
LEAD = {"zh": ("示例用户", "约企业到园区走访"), "en": ("Sample user", "Invite them to see the park")}
EDITED = {
    "zh": ("示例新来者有限公司", "已谈妥用地", "意向面积"),
    "en": ("Sample Newcomer Ltd.", "The site is agreed", "Area wanted"),
}
LISTED = (  # an invented list with one row that may stand, a name to decide, a place and a status nobody knows
    ("企业名称", "环节", "产品", "所在地", "控制权", "状态", "来源", "来源日期", "可信度"),
    ("示例半导体材料有限公司", "溅射靶材", "铜靶材", "上海临港新片区", "内资", "量产", "走访记录", "2026-11", "高"),
    ("宁波江丰电子材料有限公司", "溅射靶材", "钽靶材", "浙江宁波余姚", "内资", "量产", "走访记录", "2026-11", "高"),
    ("示例气体有限公司", "电子大宗气体", "高纯氮", "临港某园区", "内资", "试生产", "走访记录", "2026-11", "中"),
    ("示例真空技术有限公司", "金属真空零部件", "真空阀", "某地开发区", "内资", "量产", "走访记录", "2026-11", "中"),
)

Shot = Callable[["Guide"], None]


class Guide:
    """A browser page at the running app, in one language."""

    def __init__(self, page: Page, address: str, language: Language) -> None:
        self.page, self.address, self.language = page, address, language

    def open(self, path: str, **query: str) -> None:
        """Goes to a page of the app."""
        self.page.goto(f"{self.address}/{path}?{urlencode({'lang': self.language} | query)}")
        expect(self.page.get_by_test_id("stSidebar").get_by_test_id("stSelectbox").first).to_be_visible()
        self.settle()

    def settle(self) -> None:
        """Waits until the app stands still."""
        self.page.wait_for_timeout(400)
        expect(self.page.locator("[data-testid=stApp][data-test-script-state=running]")).to_have_count(0)
        expect(self.page.get_by_test_id("stSpinner")).to_have_count(0)
        self.page.wait_for_timeout(600)

    def press(self, code: str, **facts: str | int) -> None:
        """Clicks the button or tab with this text of ours."""
        self.page.get_by_test_id("stMain").get_by_role("button", name=say(code, self.language, **facts)).first.click()
        self.settle()

    def tab(self, code: str) -> None:
        """Chooses a tab, which Streamlit draws as a radio or a button."""
        self.page.get_by_test_id("stMain").get_by_test_id("stButtonGroup").get_by_text(
            say(code, self.language), exact=True
        ).click()
        self.settle()

    def fill(self, key: str, text: str) -> None:
        """Types into the field whose key begins so."""
        field = self.page.locator(f"[class*='st-key-{key}'] input").first
        field.fill(text)
        field.press("Enter")
        self.settle()

    def choose(self, key: str, option: str) -> None:
        """Chooses an option of the drop-down whose key begins so."""
        self.page.locator(f"[class*='st-key-{key}'] input").first.click()
        self.page.get_by_role("option", name=option, exact=True).click()
        self.settle()

    def click(self, selector: str) -> None:
        """Clicks the first that matches."""
        self.page.locator(selector).first.click()
        self.settle()

    def picture(self) -> bytes:
        """The screen as it stands, in 256 colours."""
        self.page.mouse.move(700, 899)
        raw = Image.open(io.BytesIO(self.page.screenshot())).convert("RGB")
        found = io.BytesIO()
        raw.quantize(256, dither=Image.Dither.NONE).save(found, "PNG", optimize=True)
        return found.getvalue()


def why(guide: Guide) -> None:
    guide.open("", chain=CHAIN)
    guide.click("[data-event^='why:coverage:']")


def gap(guide: Guide) -> None:
    guide.open("gaps", chain=CHAIN, segment=GAP)


def checks(guide: Guide) -> None:
    guide.open("gaps", chain=CHAIN)
    guide.tab("gaps.check-list")


def answer(guide: Guide) -> None:
    """The panel beside the check list, with what follows if nobody is there."""
    guide.open("gaps", chain=CHAIN, tab="gaps.check-list", answer=UNCHECKED)


def correct(guide: Guide) -> None:
    """A row beside the register, with another status and what that does."""
    guide.open("suppliers", chain=CHAIN, correct=ROW)
    guide.choose("spot_status_", word(Status.STOPPED, guide.language))
    guide.fill("spot_reason_", REASON[guide.language])


def corrections(guide: Guide) -> None:
    """A check and a correction in force."""
    answer(guide)
    guide.press("spot.record-next")
    correct(guide)
    guide.press("spot.publish")
    guide.open("versions")
    guide.tab("versions.tab.corrections")


def target(guide: Guide) -> None:
    guide.open("targets", chain=CHAIN)
    guide.click("tr.cm-opens td")


def leads(guide: Guide) -> None:
    guide.open("targets", chain=CHAIN, segment=GAP)
    guide.click("tr.cm-opens td")
    guide.press("leads.add")
    guide.tab("targets.tab-leads")
    guide.click("tr.cm-opens td")
    for code, text in zip(("leads.person", "leads.next"), LEAD[guide.language], strict=True):
        guide.page.get_by_role("textbox", name=say(code, guide.language), exact=True).fill(text)
    guide.press("leads.save")
    expect(guide.page.get_by_test_id("stToast")).to_have_count(0)
    guide.settle()


def lead_list(guide: Guide) -> None:
    """The list, edited in Excel, back on the page: what it would change."""
    leads(guide)
    with guide.page.expect_download() as started:
        guide.press("leads.download")
    book = load_workbook(io.BytesIO(started.value.path().read_bytes()))
    sheet = book.worksheets[0]
    at = {name: LEADS.columns.index(LEADS.column(name)) + 1 for name in ("company", "segment", "status", "notes")}
    company, agreed, wish = EDITED[guide.language]
    sheet.cell(2, at["status"], word(LeadStatus.SIGNED, guide.language))
    sheet.cell(2, at["notes"], agreed)
    sheet.cell(3, at["company"], company)
    sheet.cell(3, at["segment"], GAP.partition("/")[2])
    sheet.cell(1, len(LEADS.columns) + 1, wish)
    sheet.cell(2, len(LEADS.columns) + 1, "3000 m²")
    stream = io.BytesIO()
    book.save(stream)
    given = {"name": "leads.xlsx", "mimeType": "application/octet-stream", "buffer": stream.getvalue()}
    guide.page.locator("[data-testid=stFileUploaderDropzoneInput]").first.set_input_files(given)  # type: ignore[arg-type]
    guide.settle()
    guide.page.get_by_role("button", name=say("leadlist.confirm", guide.language)).scroll_into_view_if_needed()
    guide.settle()


def landing(guide: Guide) -> None:
    """The row that a landed lead proposes, with what it does to the scores."""
    leads(guide)
    guide.press("landing.open")
    guide.page.get_by_role("button", name=say("landing.publish", guide.language), exact=True).scroll_into_view_if_needed()
    guide.settle()


def stress(guide: Guide) -> None:
    guide.open("scenarios", chain=CHAIN)
    guide.tab("scenario.show-stress")


def company(guide: Guide) -> None:
    guide.open("suppliers", chain=CHAIN)
    guide.click(".cm-table tbody tr")


def uploaded(guide: Guide) -> None:
    """The list, up to the step with its problems."""
    guide.open("upload")
    name = "企业名单.xlsx" if guide.language == "zh" else "suppliers.xlsx"
    file = {"name": name, "mimeType": "application/octet-stream", "buffer": _list()}
    guide.page.locator("input[type=file]").set_input_files(file)  # type: ignore[arg-type]
    guide.page.wait_for_timeout(2_500)
    guide.settle()
    guide.click("[data-event='step:problems']")


def named(guide: Guide) -> None:
    uploaded(guide)
    guide.click("[data-event='step:names']")


def published(guide: Guide) -> None:
    """Without the rows with errors, and with the name decided: what it does to the scores."""
    uploaded(guide)
    guide.click(".st-key-upload_without button")
    guide.click("[data-event='step:names']")
    guide.click("[data-event^='same:']")
    guide.click("[data-event='step:publish']")
    author, note = PEOPLE[guide.language]
    guide.fill("author", author)
    guide.fill("publish_note", note)


def versions(guide: Guide) -> None:
    published(guide)
    guide.click(".st-key-publish button")
    guide.open("versions")
    guide.tab("versions.tab.compare")


def change(guide: Guide) -> None:
    """Two versions compared; the second one is published first where there is only one."""
    guide.open("compare", compare="versions")
    if not guide.page.locator(".st-key-compare_before").count():
        versions(guide)
        guide.open("compare", compare="versions")


SHOTS: dict[str, Shot] = {
    "overview": lambda guide: guide.open(""),
    "why": why,
    "map": lambda guide: guide.open("chain-map", chain=CHAIN),
    "segment": lambda guide: guide.open("chain-map", chain=CHAIN, segment=GAP),
    "map-change": lambda guide: guide.open("chain-map", chain=CHAIN, against=f"steps:{CHANGES}"),
    "gaps": gap,
    "checks": checks,
    "answer": answer,
    "targets": target,
    "leads": leads,
    "lead-list": lead_list,
    "landing": landing,
    "scenario": lambda guide: guide.open("scenarios", chain=CHAIN, steps=STEPS),
    "stress": stress,
    "suppliers": company,
    "correct": correct,
    "plan": lambda guide: guide.open("plan"),
    "method": lambda guide: guide.open("method", chain=CHAIN),
    "problems": uploaded,
    "names": named,
    "publish": published,
    "compare": lambda guide: guide.open("compare", chain=CHAIN),
    "versions": versions,  # this and the next come last: they make versions
    "change": change,
    "corrections": corrections,
}


def take(names: Sequence[str], languages: Sequence[Language]) -> None:
    """Takes these pictures in these languages, each language on a fresh database."""
    PICTURES.mkdir(exist_ok=True)
    browser_path = chromium_of_people()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path, args=["--no-sandbox"])
        for language in languages:
            with tempfile.TemporaryDirectory() as folder:
                os.environ[URL_VARIABLE] = f"sqlite:///{folder}/versions.sqlite"
                with running_app(ROOT / "data") as address:
                    for name in names:
                        context = browser.new_context(viewport=SIZE, locale="zh-CN" if language == "zh" else "en-GB")  # type: ignore[arg-type]
                        guide = Guide(context.new_page(), address, language)
                        guide.page.set_default_timeout(30_000)
                        SHOTS[name](guide)
                        made = guide.picture()
                        (PICTURES / f"{name}.{language}.png").write_bytes(made)
                        print(f"{name}.{language}.png  {len(made) // 1000} kB")
                        context.close()
        browser.close()


def _list() -> bytes:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "企业"
    for row in LISTED:
        sheet.append(row)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def lay_out(names: Sequence[str], languages: Sequence[Language]) -> None:
    """Pictures of the pages of these documents; says so where this machine cannot lay them out."""
    if names and not possible():
        print("LibreOffice and pdftoppm are needed for pictures of documents")
        return
    for language in languages:
        for name in names:
            made = document_picture(name, ROOT / "data", language)
            (PICTURES / f"{name}.{language}.png").write_bytes(made)
            print(f"{name}.{language}.png  {len(made) // 1000} kB")


if __name__ == "__main__":
    expect.set_options(timeout=60_000)
    asked = sys.argv[1:]
    every = not any(name in asked for name in (*SHOTS, *DOCUMENTS))
    wanted = [language for language in LANGUAGES if language in asked] or LANGUAGES
    if screens := [name for name in SHOTS if every or name in asked]:
        take(screens, wanted)
    lay_out([name for name in DOCUMENTS if every or name in asked], wanted)
