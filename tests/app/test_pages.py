"""Every page runs, in both languages and for odd addresses, and never shows a traceback."""

import re
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from chainmap.app.session import FOLDER_VARIABLE
from chainmap.model.vocabulary import Status
from chainmap.present.words import LANGUAGES, word
from tests.app.test_compare_page import panes
from tests.folders import FORMULA, HOSTILE, marked_folder

ROOT = Path(__file__).parents[2]
ENTRY = (ROOT / "streamlit_app.py").read_text(encoding="utf-8")
REGISTERED = re.findall(r"chainmap/app/pages/(\w+)\.py", ENTRY)
PAGES = tuple(page for page in REGISTERED if page not in ("upload", "versions"))  # those need a database of versions


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The marked folder, which the app opens."""
    monkeypatch.setenv(FOLDER_VARIABLE, str(tmp_path))
    return marked_folder(tmp_path)


def run(page: str = "overview", **address: str) -> AppTest:
    """The app at a page and an address, after one run."""
    app = AppTest.from_file(str(ROOT / "streamlit_app.py"), default_timeout=60)
    for name, value in address.items():
        app.query_params[name] = value
    app.run()
    if page != "overview":
        app.switch_page(f"chainmap/app/pages/{page}.py").run()
    return app


def texts(app: AppTest) -> str:
    """What our own HTML on the page says, with labels of widgets and of links."""
    html = [element.proto.body for element in app.get("html")]
    return " ".join([*html, *(box.label for box in app.selectbox), *(caption.value for caption in app.caption)])


def test_every_page_is_in_the_entry_and_no_other() -> None:
    assert sorted(REGISTERED) == sorted(page.stem for page in (ROOT / "chainmap" / "app" / "pages").glob("*.py"))


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.usefixtures("folder")
def test_page_runs(page: str, lang: str) -> None:
    app = run(page, lang=lang, chain="one", segment="one/powder")
    assert not app.exception
    assert {box.label for box in app.sidebar.selectbox} == (
        {"区域", "产业链", "环节"} if lang == "zh" else {"Region", "Chain", "Segment"}
    )


@pytest.mark.parametrize("page", PAGES)
def test_page_runs_on_the_shipped_data(page: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(FOLDER_VARIABLE, str(ROOT / "data"))
    assert not run(page).exception


def test_a_region_without_a_country_is_not_offered() -> None:
    assert "中国" in (offered := run().sidebar.selectbox(key="region_choice_zh").options) and "全球" not in offered


@pytest.mark.usefixtures("folder")
def test_address_says_region_chain_and_segment() -> None:
    app = run(region="town", chain="one", segment="one/part")
    assert [box.value for box in app.sidebar.selectbox] == ["town", "one", "one/part"]


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    "address", [{"region": "mars"}, {"chain": "two"}, {"segment": "one/nothing"}, {"segment": "x"}, {"lang": "de"}]
)
@pytest.mark.parametrize("page", PAGES)
def test_address_that_names_nothing_shows_the_default(page: str, address: dict[str, str]) -> None:
    app = run(page, **address)
    assert not app.exception
    assert [box.value for box in app.sidebar.selectbox] == ["park", "", None]


@pytest.mark.usefixtures("folder")
def test_choice_survives_a_change_of_language_and_of_page() -> None:
    app = run()
    app.sidebar.selectbox(key="region_choice_zh").set_value("town").run()
    app.sidebar.selectbox(key="chain_choice_zh").set_value("one").run()
    app.session_state["lang"] = "en"
    app.run()
    app.switch_page("chainmap/app/pages/gaps.py").run()
    assert not app.exception
    assert [(box.label, box.value) for box in app.sidebar.selectbox] == [("Region", "town"), ("Chain", "one"), ("Segment", None)]
    assert (app.session_state["region"], app.session_state["chain"]) == ("town", "one")


def test_a_printed_page_says_what_it_is_about(folder: Path) -> None:
    app = run("gaps", lang="en", chain="one", region="town")
    titles = re.findall(r'<h1 class="cm-title">(.*?)</h1>', texts(app))
    assert [re.sub("<.*?>", "", one) for one in titles] == [f"Gaps · Town · Chain1 · data folder {folder.name}"]


@pytest.mark.usefixtures("folder")
def test_another_chain_drops_the_segment() -> None:
    app = run(chain="one", segment="one/part")
    app.sidebar.selectbox(key="chain_choice_zh").set_value("").run()
    assert [box.value for box in app.sidebar.selectbox] == ["park", "", None]


@pytest.mark.usefixtures("folder")
def test_region_without_a_country_is_said_and_the_default_is_shown() -> None:
    app = run(region="world")
    assert not app.exception
    assert "不在任何一个国家之内，不能评估，现在显示的是“园”" in texts(app)
    assert app.sidebar.selectbox(key="region_choice_zh").value == "park"


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    ("page", "address", "zh", "en"),
    [
        ("gaps", {"segment": "nosuch"}, "环节“nosuch”不在所选的产业链里", "the segment “nosuch”, which the chosen chains"),
        ("chain_map", {"segment": "one/nosuch"}, "环节“one/nosuch”不在", "the segment “one/nosuch”, which"),
        ("compare", {"compare": "regions:nowhere,town"}, "“nowhere”不认识或不能用，没有采用", "“nowhere” for “Region”"),
        ("compare", {"compare": "regions:world,town"}, "“全球”不认识或不能用，没有采用", "is left out"),
        ("method", {"moved": "q=7;q=0.5;<b>=1"}, "“q=7”不认识或不能用", "says “q=7” for “Move the parameters”"),
        ("chain_map", {"map": "region~mars"}, "“mars”不认识，现在显示的是“裁定 · 园”", "“mars” for “Colour by”"),
        ("gaps", {"score": "nosuch"}, "“nosuch”不认识，现在显示的是“本地覆盖率”", "“nosuch” for"),
        ("gaps", {"tab": "x" * 300}, "“" + "x" * 80 + "…”不认识", "x…” for “Gaps”"),
        ("suppliers", {"status": "nosuch"}, "“nosuch”不认识，现在显示的是“", "“nosuch” for"),
    ],
)
def test_what_the_address_says_and_nobody_knows_is_told(page: str, address: dict[str, str], zh: str, en: str) -> None:
    for lang, wanted in (("zh", zh), ("en", en)):
        app = run(page, lang=lang, **address)
        assert not app.exception
        assert wanted in texts(app)
        assert "<b>" not in texts(app)
    known = run(page, lang="zh")
    assert "不认识" not in texts(known) and "不在所选" not in texts(known)


def test_errors_that_came_in_with_what_others_published_are_said_as_such() -> None:
    said = {}
    for base in (None, "1a2b"):
        app = AppTest.from_string(
            "from chainmap.app.outcome import told\nfrom chainmap.desk.outcome import Invalid\n"
            f"told(Invalid(errors=(), rows=(), rebased_on={base!r}), 'zh')"
        ).run()
        said[base] = texts(app)
    assert "此后别人发布的版本" in said["1a2b"] and "此后别人" not in said[None]


def test_empty_folder_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(FOLDER_VARIABLE, str(tmp_path / "nothing"))
    app = run(lang="en")
    assert not app.exception
    assert "regions.xlsx" in texts(app)
    assert "<table" not in texts(app)  # the advice says it all


def test_broken_workbook_is_told_by_its_cell(folder: Path) -> None:
    (folder / "regions.xlsx").write_bytes(b"not a workbook")
    app = run()
    assert not app.exception
    assert "数据文件夹里的工作簿还不能用" in texts(app)
    assert "错误 1" in texts(app)


def test_saved_workbook_is_read_again(folder: Path) -> None:
    app = run("suppliers")
    assert "register:rows" in panes(app) and "5</button> 条" in panes(app)
    marked_folder(folder, more=[["C6", "part", "P6", "Pk", "domestic", "producing", "S6", "2025", "high"]])
    assert "6</button> 条" in panes(app.run())


def test_hostile_texts_never_become_elements(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(FOLDER_VARIABLE, str(marked_folder(tmp_path, company=FORMULA + HOSTILE, segment=(HOSTILE, HOSTILE))))
    for page in PAGES:
        app = run(page, chain="one", segment="one/part")
        assert not app.exception
        assert "<script" not in texts(app)


@pytest.mark.usefixtures("folder")
def test_moved_parameter_changes_the_comparison_at_once() -> None:
    app = run("method", chain="one")
    before = texts(app)
    app.slider(key="moved_q_zh").set_value(0.3).run()
    assert app.query_params["moved"] == "q=0.3"
    assert not app.exception
    assert texts(app) != before


@pytest.mark.usefixtures("folder")
def test_register_is_searched() -> None:
    app = run("suppliers")
    app.text_input(key="suppliers_find").set_value("C3").run()
    assert ">1</button> 条" in panes(app)


@pytest.mark.usefixtures("folder")
def test_a_number_of_thousands_of_digits_in_the_address_is_passed_over() -> None:
    assert not run("gaps", k="9" * 5000).exception


@pytest.mark.usefixtures("folder")
def test_choices_of_filters_say_how_many_they_leave() -> None:
    app = run("suppliers", confidence="high")
    shown = {
        option.rpartition(" · ")[0]: int(option.rpartition(" · ")[2])
        for option in app.selectbox(key="suppliers_status_zh").options
    }
    assert set(shown) == {"量产", "爬坡", "中试", "在建", "规划", "停产", "未知"} and 0 in shown.values()
    status = next(name for name, number in shown.items() if number)
    app.selectbox(key="suppliers_status_zh").set_value(next(one for one in Status if word(one, "zh") == status)).run()
    assert not app.exception and f">{shown[status]}</button> 条" in panes(app) and "清除筛选" in panes(app)
    app.selectbox(key="suppliers_confidence_zh").set_value(None).run()
    assert "confidence" not in app.query_params and app.query_params["status"]
    assert app.selectbox(key="suppliers_status_zh").value in tuple(Status)
