"""The scenario page: a link makes the scenario, steps come and go, stress is drawn, a scenario is kept."""

import json
import os
from datetime import UTC, datetime
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from chainmap.app.session import FOLDER_VARIABLE
from chainmap.desk import history
from chainmap.desk.drafts import Draft
from chainmap.desk.on_the_spot import correction_draft, found
from chainmap.desk.outcome import Published
from chainmap.desk.publish import publish
from chainmap.desk.roles import local_user
from chainmap.desk.workspace import open_folder
from chainmap.store.database import URL_VARIABLE, open_store
from tests.app.test_spot_pages import texts
from tests.folders import marked_folder

ROOT = Path(__file__).parents[2]
PAGE = "chainmap/app/pages/scenarios.py"


@pytest.fixture(autouse=True)
def _kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "data"
    folder.mkdir()
    marked_folder(folder)
    monkeypatch.setenv(FOLDER_VARIABLE, str(folder))
    monkeypatch.setenv(URL_VARIABLE, f"sqlite:///{tmp_path / 'kept.sqlite'}")


def page(steps: str = "", **state: str) -> AppTest:
    app = AppTest.from_file(str(ROOT / "streamlit_app.py"), default_timeout=60)
    for name, value in (state | ({"steps": steps} if steps else {})).items():
        app.query_params[name] = value
    app.run()
    return app.switch_page(PAGE).run()


def test_steps_change_the_scores_and_say_so() -> None:
    app = page("fill~one/powder")
    assert not app.exception
    assert "→" in texts(app) and "个环节改判" in texts(app)


def test_an_empty_scenario_offers_the_gaps_that_are_worth_most() -> None:
    app = page(lang="en")
    offered = app.button(key="scenario_try_fill")
    assert offered.label == "Fill the 1 gap worth most \\(Powder\\)"
    offered.click().run()
    assert not app.exception
    assert app.query_params["steps"] == "fill~one/powder"
    assert not [one for one in app.button if str(one.key).startswith("scenario_try")]


def test_a_step_that_nobody_knows_is_left_out_without_a_traceback() -> None:
    app = page("lose~不存在的企业|x|fill~one/nothing|land~a")
    assert not app.exception
    assert "三个分数都不变，没有环节改判。" in texts(app)


def test_a_step_is_added_and_cleared() -> None:
    app = page()
    app.selectbox(key="scenario_kind_zh").set_value("fill").run()
    segment = next(box for box in app.main.selectbox if box.label == "环节")
    segment.select_index(0).run()
    app.button(key="scenario_add").click().run()
    assert app.query_params["steps"].startswith("fill~one/")
    app.button(key="scenario_clear").click().run()
    assert "steps" not in app.query_params
    assert not app.exception


@pytest.mark.parametrize("mode", ["some", "each", "one"])
def test_stress_runs_in_every_mode(mode: str) -> None:
    app = page(part="show-stress", stress=f"{mode}~3~park~0")
    assert not app.exception
    assert "家企业" in texts(app)


@pytest.mark.parametrize(("asked", "known"), [("stress:low:coverage:one", True), ("stress:odd:coverage:one", False)])
def test_a_figure_of_the_stress_opens_to_the_companies_whose_loss_costs_most(asked: str, known: bool) -> None:
    """The dialog of any page answers it, by what the address says of the draws."""
    app = AppTest.from_file(str(ROOT / "streamlit_app.py"), default_timeout=60)
    app.query_params["why"] = asked
    app.run()
    assert not app.exception
    panes = [one.proto.json for one in app.get("bidi_component")]
    assert any("失去谁降得最多" in str(json.loads(one)) for one in panes if one) is known


@pytest.mark.parametrize("side", ["before", "after", "both"])
def test_map_of_either_side_is_shown(side: str) -> None:
    assert not page("cut~one/ore", side=side).exception


def keep(app: AppTest, name: str) -> AppTest:
    app.text_input(key="scenario_name").set_value(name).run()
    return app.button(key="scenario_keep").click().run()


def options(app: AppTest) -> list[str]:
    return [option for box in app.selectbox for option in box.options]


def test_a_scenario_is_kept_under_a_name_opened_by_its_number_and_deleted() -> None:
    app = keep(page("fill~one/powder"), "补粉体")
    assert not app.exception
    assert app.query_params["scenario"] == "1"
    assert any("补粉体" in option for option in options(app))
    again = page(scenario="1")
    assert again.query_params["steps"] == "fill~one/powder"
    again.button(key="scenario_delete").click().run()
    assert not again.exception
    assert not any("补粉体" in option for option in options(again))
    assert "已被删除" in texts(page(scenario="1"))


def test_a_scenario_without_a_name_is_refused_in_words() -> None:
    app = keep(page("fill~one/powder"), " ")
    assert not app.exception
    assert "情景要有名称" in texts(app)


def test_a_scenario_of_another_version_shows_what_it_did_there_and_does_here(
    tmp_path: Path,
) -> None:
    keep(page("fill~one/powder"), "补粉体")
    store = open_store(f"sqlite:///{tmp_path / 'kept.sqlite'}")
    first = history.listed(store)[0]
    row = found("one", "powder", "新来者", "Park", user=local_user("甲"), now=datetime.now(UTC), values=[("status", "producing")])
    draft = correction_draft(store, [row])
    assert isinstance(draft, Draft)
    assert isinstance(publish(store, draft, user=local_user("甲"), note="", now=datetime.now(UTC)), Published)
    store.close()
    app = page(scenario="1")
    assert not app.exception
    told = texts(app)
    assert "建立时（版本 1 · " in told and "在现在的版本上：" in told
    app.button(key="scenario_go_then").click().run()
    assert app.session_state["version"] == first.version_id
    assert "建立时（版本" not in texts(app)


def test_a_pasted_list_is_matched_and_the_rest_is_said() -> None:
    app = page()
    app.selectbox(key="scenario_kind_zh").set_value("lose-list").run()
    name = first_company()
    app.text_area(key="scenario_names").set_value(f"1. {name}\n不存在的企业").run()
    app.button(key="scenario_add").click().run()
    assert not app.exception
    assert app.query_params["steps"] == f"lose~{name}"
    assert "名单 2 家，其中 1 家在数据中" in texts(app)
    assert "“不存在的企业”不在数据中。" in texts(app)


def test_a_link_beyond_what_it_may_hold_says_so() -> None:
    app = page("|".join(["fill~one/powder"] * 201))
    assert "链接最多容纳 200 步，后面的 1 步没有计入。" in texts(app)


def test_stress_that_the_address_asks_for_in_a_way_nobody_knows_falls_back() -> None:
    for text in ("x", "some~0~park~0", "each~900~nowhere~99999999", "some~3~park"):
        assert not page(part="show-stress", stress=text).exception


def first_company() -> str:
    dataset = open_folder(Path(os.environ[FOLDER_VARIABLE])).dataset
    assert dataset is not None
    return str(dataset.suppliers["company"].iloc[0])
