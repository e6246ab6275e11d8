"""Corrections on the pages: who is offered them and where, what the address keeps, and that a refusal stores nothing."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from chainmap.app import who
from chainmap.app.session import FOLDER_VARIABLE
from chainmap.desk import history
from chainmap.desk.on_the_spot import changed, correct, corrections_of
from chainmap.desk.outcome import Published
from chainmap.desk.roles import Role, User, local_user
from chainmap.desk.workspace import open_version
from chainmap.model.correction import Correction, CorrectionKind
from chainmap.model.dataset import Dataset
from chainmap.present.words import LANGUAGES, Language, say
from chainmap.store.database import URL_VARIABLE, Store, open_store
from tests.databases import fingerprint
from tests.desk.stage import NOW
from tests.folders import FORMULA, HOSTILE, marked_folder
from tests.workbooks import workbook

ROOT = Path(__file__).parents[2]
ROW = "one.xlsx[Suppliers]!2:2"  # C1, producing in the park


@pytest.fixture(autouse=True)
def url(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A database of its own, seeded with the marked folder at the first run."""
    address = f"sqlite:///{tmp_path / 'versions.sqlite'}"
    (tmp_path / "data").mkdir()
    monkeypatch.setenv(FOLDER_VARIABLE, str(marked_folder(tmp_path / "data")))
    monkeypatch.setenv(URL_VARIABLE, address)
    return address


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    one = open_store(url)
    yield one
    one.close()


def run(page: str, **address: str) -> AppTest:
    """The app at a page, with this address."""
    app = AppTest.from_file(str(ROOT / "streamlit_app.py"), default_timeout=120)
    for name, value in address.items():
        app.query_params[name] = value
    app.run()
    app.switch_page(f"chainmap/app/pages/{page}.py")
    for name, value in address.items():
        app.query_params[name] = value
    app.run()
    assert not app.exception, app.exception
    return app


def texts(app: AppTest) -> str:
    """What the page says in our own HTML; the panes too."""
    said = [element.proto.body for element in app.get("html") if not element.proto.body.startswith("<style>")]
    panes = [json.loads(one.proto.json) for one in app.get("bidi_component")]
    return " ".join([*said, *(pane["html"] for pane in panes if "html" in pane)])


def field(app: AppTest, kind: str, beginning: str):  # type: ignore[no-untyped-def]
    """The one widget of a kind whose key begins so."""
    (found,) = [one for one in app.get(kind) if str(one.key).startswith(beginning)]
    return found


def keys(app: AppTest) -> set[str]:
    return {str(one.key) for one in app.button}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_check_is_answered_from_the_address(store: Store, lang: str) -> None:
    app = run("gaps", answer="one/ore", lang=lang)
    assert "cm-verdict cm-missing" in texts(app), "what follows stands there before anything is published"
    app.button(key="spot_record").click().run()
    assert not app.exception
    (one,) = corrections_of(store)
    assert (one.correction.kind, one.correction.segment_id, one.correction.region_id) == (CorrectionKind.CHECK, "ore", "park")
    assert history.listed(store)[0].number == 2
    assert "cm-good" in texts(app)
    app.button(key="spot_undo").click().run()
    assert not app.exception
    assert corrections_of(store) == ()
    assert history.listed(store)[0].content_id == history.listed(store)[-1].content_id


def test_a_company_that_was_found_needs_a_name_and_a_source(store: Store) -> None:
    app = run("gaps", answer="one/ore")
    field(app, "button_group", "spot_result").set_value("found").run()
    before = fingerprint(store)
    app.button(key="spot_record").click().run()
    assert "还有必填的内容没有填写" in texts(app)
    field(app, "text_input", "spot_company").set_value("N1").run()
    app.button(key="spot_record").click().run()
    assert "请写明来源" in texts(app)
    assert fingerprint(store) == before
    field(app, "text_input", "spot_source").set_value("V1").run()
    app.button(key="spot_record").click().run()
    assert not app.exception
    (one,) = corrections_of(store)
    assert (one.correction.company, one.correction.place, dict(one.correction.values)["source"]) == ("N1", "园", "V1")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_status_is_corrected_from_the_address(store: Store, lang: Language) -> None:
    app = run("suppliers", correct=ROW, lang=lang)
    app.button(key="spot_record").click().run()
    assert say("refusal.no-correction", lang) in texts(app)
    field(app, "selectbox", "spot_status").set_value("stopped").run()
    field(app, "text_input", "spot_reason").set_value("V1").run()
    app.button(key="spot_record").click().run()
    assert not app.exception
    (one,) = corrections_of(store)
    assert (one.correction.company, one.correction.before, one.correction.after, one.correction.note) == (
        "C1", "producing", "stopped", "V1",
    )  # fmt: skip


def test_a_text_that_changed_after_its_effect_was_shown_is_not_published(store: Store) -> None:
    app = run("suppliers", correct=ROW)
    field(app, "text_input", "spot_reason").set_value("V1").run()
    field(app, "text_input", "spot_place").set_value("Pt").run()
    before = fingerprint(store)
    field(app, "text_input", "spot_place").set_value("Tn")  # still being typed when the button is clicked
    app.button(key="spot_record").click().run()
    assert "影响已重算" in texts(app)
    assert fingerprint(store) == before


def test_a_viewer_sees_no_button_and_is_refused(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    def seen(app: AppTest) -> bool:
        return bool({"spot_record", "corrections_confirm"} & keys(app)) or 'data-event="correct:' in texts(app)

    assert seen(run("suppliers", correct=ROW))
    monkeypatch.setattr(who, "user", lambda: User(name="V", role=Role.VIEWER))
    for page, address in (("suppliers", {"correct": ROW}), ("gaps", {"answer": "one/ore", "tab": "gaps.check-list"})):
        app = run(page, **address)
        assert not seen(app)
        assert "cm-do" not in texts(app)


def test_rights_that_end_while_the_panel_is_open_are_refused_in_words(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    app = run("gaps", answer="one/ore")
    before = fingerprint(store)
    monkeypatch.setattr(who, "user", lambda: User(name="V", role=Role.ANALYST, expires_at=NOW))
    app.button(key="spot_record").click().run()
    assert not app.exception
    assert "登录已过期" in texts(app)
    assert fingerprint(store) == before


def test_an_old_version_says_that_it_is_old(store: Store) -> None:
    run("gaps")
    first = history.listed(store)[0].version_id
    publish(store)
    app = run("suppliers", version=first, correct=ROW)
    assert "不是最新" in texts(app)
    assert "spot_record" not in keys(app)


def test_an_item_and_a_row_that_are_gone_say_so() -> None:
    for page, address in (("gaps", {"answer": "one/use"}), ("suppliers", {"correct": "one.xlsx[Suppliers]!99:99"})):
        app = run(page, **address)
        assert "已不在" in texts(app)


def test_a_folder_says_in_words_why_nothing_can_be_corrected(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(URL_VARIABLE)
    for page, address in (("gaps", {"tab": "gaps.check-list"}), ("suppliers", {})):
        app = run(page, **address)
        assert "没有版本，不能在页面上更正" in texts(app)


def test_segments_of_one_visit_are_recorded_together(store: Store) -> None:
    run("gaps")
    unlocated = Correction(
        kind=CorrectionKind.CHANGE, chain_id="one", segment_id="part", company="C1", place="Pk", product="P1", field="place",
        before="Pk", after="Pt", note="V1", author="B", made_at=NOW,
    )  # fmt: skip
    unknown = changed(rows(store), 4, "place", "Pt", user=local_user("B"), now=NOW, note="V1")
    assert isinstance(correct(store, [unlocated, unknown], user=local_user("B"), now=NOW, note=""), Published)
    app = run("gaps", answer="one/ore", tab="gaps.check-list", region="town")
    others = field(app, "multiselect", "spot_also")
    others.set_value([one for one in others.options if one]).run()
    asked = 1 + len(others.options)
    assert asked > 1
    app.button(key="spot_record").click().run()
    assert not app.exception
    checks = [one.correction for one in corrections_of(store) if one.correction.kind is CorrectionKind.CHECK]
    assert len(checks) == asked and {one.region_id for one in checks} == {"town"}
    assert history.listed(store)[0].number == 3, "one version"


def test_of_two_people_on_one_row_the_second_is_told_with_both_changes(store: Store) -> None:
    app = run("suppliers", correct=ROW)
    field(app, "selectbox", "spot_status").set_value("pilot").run()
    field(app, "text_input", "spot_reason").set_value("V2").run()
    publish(store)
    before = fingerprint(store)
    app.button(key="spot_record").click().run()
    assert not app.exception
    said = texts(app)
    assert "您的修改" in said and "对方的修改" in said and "B 在您之后发布了第 2 版" in said
    assert fingerprint(store) == before
    assert "C1" in said and "停产" in said and "中试" in said


def test_an_upload_says_which_corrections_it_overtakes(store: Store) -> None:
    run("gaps")
    publish(store)
    app = run("upload")
    header = ["company", "segment", "product", "place", "control", "status"]
    content = workbook({"S": [header, ["C1", "part", "P1", "Pk", "domestic", "ramping"]]})
    app.file_uploader[0].upload("list.xlsx", content, "application/octet-stream").run()
    app.session_state["upload_step"] = "publish"
    app.run()
    assert not app.exception
    assert "这些更正从此不再采用" in texts(app) and "C1：状态 量产 → 停产" in texts(app)


def test_corrections_are_listed_marked_and_taken_back(store: Store) -> None:
    run("gaps")
    publish(store, note=HOSTILE + FORMULA)
    app = run("versions")
    app.button_group(key="versions_tab_zh").set_value("corrections").run()
    assert "1 条更正，都在生效" in texts(app)
    assert HOSTILE not in texts(app) and "&lt;script&gt;" in texts(app)
    assert "cm-corrected" in texts(run("suppliers"))
    app.session_state["taking_back"] = corrections_of(store)[0].correction
    app.run()
    app.button(key="corrections_confirm").click().run()
    assert not app.exception
    assert corrections_of(store) == ()
    assert "还没有更正" in texts(app)


def rows(store: Store) -> Dataset:
    """The data of the latest version."""
    workspace = open_version(store)
    assert workspace is not None and workspace.dataset is not None
    return workspace.dataset


def publish(store: Store, note: str = "V1") -> None:
    """C1 stopped, corrected by somebody else."""
    row = changed(rows(store), 0, "status", "stopped", user=local_user("B"), now=NOW, note=note)
    correct(store, [row], user=local_user("B"), now=NOW, note="")
