"""The targets page: companies become leads, leads are changed and forecast, everything without a traceback."""

import json
import os
from datetime import UTC, datetime
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from chainmap.analysis.assess import assess
from chainmap.analysis.targets import targets
from chainmap.app.session import FOLDER_VARIABLE
from chainmap.desk.follow_leads import add
from chainmap.desk.roles import local_user
from chainmap.desk.workspace import open_folder
from chainmap.model.lead import Lead
from chainmap.model.vocabulary import LeadStatus
from chainmap.present.targets_review import event_of
from chainmap.present.words import LANGUAGES
from chainmap.store.database import URL_VARIABLE, open_store
from tests.folders import marked_folder

ROOT = Path(__file__).parents[2]
PAGE = "chainmap/app/pages/targets.py"


@pytest.fixture
def _kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A database that takes over the marked folder."""
    folder = tmp_path / "data"
    folder.mkdir()
    marked_folder(folder)
    monkeypatch.setenv(FOLDER_VARIABLE, str(folder))
    monkeypatch.setenv(URL_VARIABLE, f"sqlite:///{tmp_path / 'kept.sqlite'}")


def opened(**state: str) -> AppTest:
    """The first page of the app, with this in its address."""
    app = AppTest.from_file(str(ROOT / "streamlit_app.py"), default_timeout=60)
    for name, value in state.items():
        app.query_params[name] = value
    return app.run()


def page(**state: str) -> AppTest:
    return opened(chain="one", **state).switch_page(PAGE).run()


def texts(app: AppTest) -> str:
    return " ".join(element.proto.body for element in app.get("html"))


def panes(app: AppTest, named: str = "") -> str:
    """What the panes show; of one pane only where its key is given."""
    found = (one.proto for one in app.get("bidi_component") if one.proto.json)
    return " ".join(str(json.loads(one.json)) for one in found if named in one.id)


@pytest.mark.usefixtures("_kept")
@pytest.mark.parametrize("tab", ["list", "leads", "nobody", "not-filled", "left-out"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_tab_runs(tab: str, language: str) -> None:
    app = page(lang=language, tab=tab)
    assert not app.exception


@pytest.mark.usefixtures("_kept")
def test_a_target_becomes_a_lead_that_is_listed_and_forecast() -> None:
    dataset = open_folder(Path(os.environ[FOLDER_VARIABLE])).dataset
    assert dataset is not None
    target = targets(dataset, assess(dataset)).targets[0]
    keep = f"keep:{event_of(target).removeprefix('target:')}"
    assert keep in panes(page(), "targets_table")
    kept = Lead(chain_id=target.chain_id, segment_id=target.segment_id, region_id="park", company=target.company)
    store = open_store(os.environ[URL_VARIABLE])
    add(store, kept, user=local_user("王敏"), now=datetime(2026, 11, 23, tzinfo=UTC))
    store.close()
    app = page(target=event_of(target).removeprefix("target:"))
    assert not app.exception
    assert keep not in panes(app, "targets_table") and "线索：线索" in panes(app, "targets_table")
    app = page(tab="leads", lead="1")
    assert not app.exception
    assert "1 条线索在跟进，0 条逾期。" in texts(app)
    assert "按概率加权" in panes(app)
    owner = next(box for box in app.text_input if box.label == "负责人")
    owner.set_value("张三")
    next(button for button in app.button if button.label == "保存").click().run()
    assert not app.exception
    assert "张三" in texts(app)  # in the history


def test_a_folder_without_a_database_says_that_leads_cannot_be_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    marked_folder(tmp_path)
    monkeypatch.setenv(FOLDER_VARIABLE, str(tmp_path))
    monkeypatch.delenv(URL_VARIABLE, raising=False)
    assert "没有数据库" in texts(page(tab="leads"))


@pytest.mark.usefixtures("_kept")
def test_filters_of_leads_stand_in_the_address() -> None:
    """A link shows the leads that its sender saw; what it asks for and nobody has is passed over."""
    store = open_store(os.environ[URL_VARIABLE])
    for company, owner, status in (("甲甲", "王敏", LeadStatus.NEGOTIATING), ("乙乙", "李[x]强", LeadStatus.LEAD)):
        lead = Lead(chain_id="one", segment_id="powder", region_id="lingang", company=company, owner=owner, status=status)
        add(store, lead, user=local_user("王敏"), now=datetime(2026, 11, 23, tzinfo=UTC))
    store.close()
    for asked, shown in (
        ({}, ["甲甲", "乙乙"]),
        ({"lead_owner": "李[x]强"}, ["乙乙"]),
        ({"lead_status": "negotiating"}, ["甲甲"]),
        ({"lead_owner": "李[x]强", "lead_status": "negotiating"}, []),
        ({"lead_owner": "没有这人", "lead_status": "xx"}, ["甲甲", "乙乙"]),
    ):
        app = page(tab="leads", **asked)
        assert not app.exception
        assert [one for one in ("甲甲", "乙乙") if one in panes(app, "leads_table")] == shown
    chosen = next(box for box in app.selectbox if box.label.startswith("负责人") or box.label == "谁的")
    chosen.set_value("王敏").run()
    assert app.query_params["lead_owner"] == "王敏"
    assert "乙乙" not in panes(app, "leads_table")


@pytest.mark.usefixtures("_kept")
@pytest.mark.parametrize("asked", ["invite:companies:coverage:", "together:1:all:"])
def test_numbers_of_the_first_sentence_open(asked: str) -> None:
    assert f"why:{asked}" in panes(page(), "targets_answer")
    app = opened(chain="one", why=asked)
    assert not app.exception
    assert "xlsx" in panes(app, "dialog_why")
