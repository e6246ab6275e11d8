"""The upload and the versions page: a list is read, its names decided, its rows left out, and it is published and undone."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from chainmap.app.session import FOLDER_VARIABLE
from chainmap.desk import history
from chainmap.desk.outcome import Published
from chainmap.desk.workspace import open_version
from chainmap.intake.limits import DEFAULT
from chainmap.intake.supplier_list import Mode
from chainmap.present.change import ID_LENGTH
from chainmap.present.words import LANGUAGES
from chainmap.store.database import URL_VARIABLE, Store, open_store
from tests.folders import marked_folder
from tests.workbooks import workbook

ROOT = Path(__file__).parents[2]
Rows = list[list[object]]
HEADER: list[object] = ["company", "segment", "product", "place", "control", "status"]
GOOD: Rows = [HEADER, ["D1", "powder", "P", "Pk", "domestic", "producing"], ["D2", "ore", "P", "Tn", "domestic", "producing"]]


@pytest.fixture(autouse=True)
def url(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A database of its own, seeded with the marked folder at the first run."""
    address = f"sqlite:///{tmp_path / 'versions.sqlite'}"
    (tmp_path / "data").mkdir()
    monkeypatch.setenv(FOLDER_VARIABLE, str(marked_folder(tmp_path / "data")))
    monkeypatch.setenv(URL_VARIABLE, address)
    return address


def run(page: str = "upload", **address: str) -> AppTest:
    """The app at a page."""
    app = AppTest.from_file(str(ROOT / "streamlit_app.py"), default_timeout=120)
    for name, value in address.items():
        app.query_params[name] = value
    app.run()
    return app.switch_page(f"chainmap/app/pages/{page}.py").run()


def upload(rows: Rows, app: AppTest | None = None, name: str = "list.xlsx") -> AppTest:
    """The upload page with this list."""
    app = app or run()
    app.file_uploader[0].upload(name, workbook({"S": rows}), "application/octet-stream").run()
    assert not app.exception
    return app


def step(app: AppTest, name: str) -> AppTest:
    """Another of the four steps."""
    app.session_state["upload_step"] = name
    return app.run()


def texts(app: AppTest) -> str:
    return " ".join(element.proto.body for element in app.get("html"))


def summary(app: AppTest) -> str:
    """The sentence above the register, without its markup."""
    pane = next(one.proto for one in app.get("bidi_component") if "suppliers_summary" in one.proto.id)
    return re.sub(r"<[^>]*>", "", json.loads(pane.json)["html"])


def publish(app: AppTest) -> AppTest:
    step(app, "publish")
    app.button(key="publish").click().run()
    assert not app.exception
    return app


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    one = open_store(url)
    yield one
    one.close()


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("page", ["upload", "versions"])
def test_page_runs(page: str, lang: str) -> None:
    app = run(page, lang=lang)
    assert not app.exception
    assert "cm-sentence" in texts(app)


def test_empty_database_takes_over_the_folder_once(store: Store) -> None:
    run()
    run()
    assert [(one.number, one.author, one.note) for one in history.listed(store)] == [(1, "系统", "随系统附带")]


def test_limits_are_stated() -> None:
    text = texts(run())
    assert all(part in text for part in ("64 MB", "192 MB", "1,048,576", "16,384", "256"))


def test_list_is_published_and_the_pages_show_it(store: Store) -> None:
    app = publish(upload(GOOD))
    assert isinstance(app.session_state["upload_outcome"], Published)
    assert [one.number for one in history.listed(store)] == [2, 1]
    latest = open_version(store)
    assert latest is not None and latest.dataset is not None
    assert {"D1", "D2", "C1"} <= set(latest.dataset.suppliers["company"])
    app.switch_page("chainmap/app/pages/suppliers.py").run()
    assert "7 条" in summary(app)


def test_what_was_published_stays_in_sight() -> None:
    told = texts(publish(upload(GOOD)))
    assert "已发布为第 2 版" in told and "企业：新增 2" in told and "对得分与裁定的影响" in told


def test_a_file_that_changes_nothing_says_so_and_offers_another() -> None:
    app = publish(upload(GOOD))
    app.button(key="publish_next").click().run()
    app = step(upload(GOOD, app, name="again.xlsx"), "publish")
    assert "没有可发布的" in texts(app)
    assert [one.key for one in app.button if str(one.key).startswith(("publish", "upload_another"))] == ["upload_another"]


def test_nothing_is_stored_before_publishing(store: Store) -> None:
    run()
    before = history.listed(store)
    app = upload(GOOD)
    for name in ("problems", "names", "publish"):
        assert not step(app, name).exception
    assert history.listed(store) == before


def test_author_and_note_are_kept(store: Store) -> None:
    app = step(upload(GOOD), "publish")
    app.text_input(key="author").set_value("李四").run()
    app.text_input(key="publish_note").set_value("区里的名单").run()
    publish(app)
    assert (history.listed(store)[0].author, history.listed(store)[0].note) == ("李四", "区里的名单")


def test_error_blocks_publishing_until_its_row_is_left_out(store: Store) -> None:
    app = upload([*GOOD, ["D3", "nothing", "P", "Pk", None, None]])
    assert app.session_state["upload_review"][1].draft.errors
    assert step(app, "publish").button(key="publish").disabled
    step(app, "problems")
    assert "不含这 1 行发布" in app.button(key="upload_without").label
    app.button(key="upload_without").click().run()
    app.session_state["upload_tab"] = "left-out"
    assert "D3" in texts(app.run())
    publish(app)
    source = history.content_of(store, history.listed(store)[0].version_id).sources[-1]
    assert '"left_out":[4]' in source.recipe


def test_rows_that_are_left_out_can_be_put_back() -> None:
    app = step(upload([*GOOD, ["D3", "nothing", "P", "Pk", None, None]]), "problems")
    app.button(key="upload_without").click().run()
    app.button(key="upload_put_back").click().run()
    assert app.session_state["upload_job"].left_out == ()


def test_totals_row_is_shown_before_it_is_left_out() -> None:
    app = step(upload([*GOOD, ["合计", None, 2, None, None, None]]), "problems")
    assert "合计与备注行：1 行不计入（第 4 行）" in texts(app)


def test_unknown_header_is_mapped_and_remembered_for_the_next_list(store: Store) -> None:
    rows: Rows = [["company", "segment", "Standort"], ["D1", "powder", "Pk"]]
    app = upload(rows)
    assert "还需指明哪一列是：所在地" in texts(app)
    assert "upload_review" not in app.session_state
    box = next(box for box in app.selectbox if "Standort" in box.label)
    box.set_value("place").run()
    publish(app)
    again = upload([*rows, ["D4", "ore", "Tn"]], run(), "next.xlsx")
    assert "与上次上传的名单格式相同" in texts(again)
    assert dict(again.session_state["upload_job"].recipe.columns)["place"] == 3


def test_header_row_is_chosen_by_hand() -> None:
    app = upload([["x", "y"], ["u", "v"], *GOOD])
    assert app.session_state["upload_job"].recipe.header_row == 3
    app.number_input(key="recipe_row_S").set_value(4).run()
    assert not app.exception
    assert app.session_state["upload_job"].recipe.header_row == 4


def test_unknown_segment_is_decided_and_its_row_counts(store: Store) -> None:
    app = step(upload([HEADER, ["D1", "Powdr", "P", "Pk", None, None]]), "names")
    assert "Powdr" in str(app.session_state["upload_review"][1].questions)
    app.number_input(key="names_threshold").set_value(60).run()
    app.button(key="names_accept").click().run()
    assert not app.session_state["upload_review"][1].draft.errors
    publish(app)
    (alias,) = history.content_of(store, history.listed(store)[0].version_id).decisions
    assert (alias.written, alias.target) == ("Powdr", "powder")


def test_list_that_replaces_the_chains_rows(store: Store) -> None:
    app = upload(GOOD)
    app.radio(key="recipe_mode_zh").set_value(Mode.REPLACE).run()
    publish(app)
    latest = open_version(store)
    assert latest is not None and latest.dataset is not None
    assert set(latest.dataset.suppliers["company"]) == {"D1", "D2"}


def test_two_people_who_change_the_same_are_told_so(store: Store) -> None:
    first, second = upload(GOOD), upload([HEADER, ["E1", "part", "P", "Pk", None, None]], name="other.xlsx")
    publish(first)
    publish(second)
    assert "改了同一份数据" in texts(second)
    second.button(key="publish_again").click().run()
    publish(second)
    assert [one.number for one in history.listed(store)] == [3, 2, 1]


def test_file_that_cannot_be_read_says_so_and_changes_nothing(store: Store) -> None:
    app = run()
    app.file_uploader[0].upload("x.xlsx", b"PK\x03\x04 broken", "application/octet-stream").run()
    assert not app.exception
    assert "读不出来，数据没有变化" in texts(app)
    assert len(history.listed(store)) == 1


def test_file_beyond_the_limit_is_refused_in_our_words(store: Store) -> None:
    app = run()
    app.file_uploader[0].upload("x.xlsx", b"PK\x03\x04" + b"\n" * DEFAULT.max_bytes, "application/octet-stream").run()
    assert not app.exception
    assert "数据没有变化" in texts(app) and "上限 64 MB" in texts(app)
    assert len(history.listed(store)) == 1


def test_a_table_of_costs_beyond_the_limit_is_refused_in_our_words_too(store: Store) -> None:
    app = run("gaps")
    assert app.file_uploader[0].proto.max_upload_size_mb << 20 > DEFAULT.max_bytes
    app.file_uploader[0].upload("x.xlsx", b"PK\x03\x04" + b"\n" * DEFAULT.max_bytes, "application/octet-stream").run()
    assert not app.exception
    assert "上限 64 MB" in texts(app)


def test_a_list_of_leads_beyond_the_limit_is_refused_in_our_words_too(store: Store) -> None:
    app = run("targets", tab="leads")
    assert app.file_uploader[0].proto.max_upload_size_mb << 20 > DEFAULT.max_bytes
    app.file_uploader[0].upload("x.xlsx", b"PK\x03\x04" + b"\n" * DEFAULT.max_bytes, "application/octet-stream").run()
    assert not app.exception
    assert "上限 64 MB" in texts(app)


def test_chain_workbook_takes_the_place_of_the_chains(store: Store, tmp_path: Path) -> None:
    app = run()
    content = (marked_folder(tmp_path / "next", company="C9") / "chains" / "one.xlsx").read_bytes()
    app.file_uploader[0].upload("new.xlsx", content, "application/octet-stream").run()
    assert "产业链工作簿" in texts(app)
    publish(app)
    assert [one.name for one in history.content_of(store, history.listed(store)[0].version_id).sources].count(
        "chains/one.xlsx"
    ) == 1
    latest = open_version(store)
    assert latest is not None and latest.dataset is not None
    assert "C9" in set(latest.dataset.suppliers["company"])


def test_marked_workbook_is_offered_after_what_it_does_not_keep_is_named() -> None:
    app = step(upload([*GOOD, ["D3", "nothing", "P", "Pk", None, None]]), "problems")
    app.button(key="upload_make_marked").click().run()
    assert not app.exception
    assert "标注写在您的原文件上" in texts(app)
    marked = app.session_state["upload_marked"][1]
    again = run()
    again.file_uploader[0].upload("list-marked.xlsx", marked.content, "application/octet-stream").run()
    assert len(again.session_state["upload_review"][1].draft.errors) == 1


def test_page_opens_at_an_older_version_and_it_is_brought_back(store: Store) -> None:
    publish(upload(GOOD))
    first = history.listed(store)[-1]
    app = run("versions", version=first.version_id)
    assert "各页面现在显示第 1 版" in texts(app)
    app.button(key="versions_undo").click().run()
    assert not app.exception
    latest = history.listed(store)[0]
    assert (latest.number, latest.restores, latest.content_id) == (3, first.version_id, first.content_id)


@pytest.mark.parametrize("tab", ["compare", "sources", "names", "log"])
def test_every_tab_of_the_versions_page_runs(tab: str) -> None:
    publish(upload(GOOD))
    app = run("versions")
    app.button_group(key="versions_tab_zh").set_value(tab).run()
    assert app.query_params["tab"] == tab
    assert not app.exception


def test_a_version_compared_with_itself_says_so(store: Store) -> None:
    publish(upload(GOOD))
    latest = history.listed(store)[0].version_id[:ID_LENGTH]
    told = texts(run("versions", tab="compare", before=latest, after=latest))
    assert "两边选的是同一版本" in told and "变化的行" not in told


def test_address_with_an_unknown_version_shows_the_latest() -> None:
    app = run("suppliers", version="0" * 64)
    assert not app.exception
    assert "5 条" in summary(app)
