"""The scenario page: a link makes the scenario, steps come and go, stress is drawn, a scenario is kept."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from chainmap.app.session import FOLDER_VARIABLE
from chainmap.store.database import URL_VARIABLE
from tests.folders import marked_folder

ROOT = Path(__file__).parents[2]
PAGE = "chainmap/app/pages/scenarios.py"


@pytest.fixture(autouse=True)
def _no_cache_between_tests() -> Iterator[None]:
    yield
    st.cache_resource.clear()


@pytest.fixture(autouse=True)
def _kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "data"
    folder.mkdir()
    marked_folder(folder)
    monkeypatch.setenv(FOLDER_VARIABLE, str(folder))
    monkeypatch.setenv(URL_VARIABLE, f"sqlite:///{tmp_path / 'kept.sqlite'}")


def page(steps: str = "", **state: object) -> AppTest:
    app = AppTest.from_file(str(ROOT / "streamlit_app.py"), default_timeout=60)
    app.run()
    app.session_state["steps_kept"] = steps
    for name, value in state.items():
        app.session_state[name] = value
    return app.switch_page(PAGE).run()


def texts(app: AppTest) -> str:
    return " ".join(element.proto.body for element in app.get("html"))


def test_steps_change_the_scores_and_say_so() -> None:
    app = page("fill~one/powder")
    assert not app.exception
    assert "→" in texts(app) and "个环节改判" in texts(app)


def test_a_step_that_nobody_knows_is_left_out_without_a_traceback() -> None:
    app = page("lose~不存在的企业|x|fill~one/nothing|land~a")
    assert not app.exception
    assert "三个分数都不变，0 个环节改判。" in texts(app)


def test_a_step_is_added_and_cleared() -> None:
    app = page(scenario_kind_zh="fill")
    segment = next(box for box in app.main.selectbox if box.label == "环节")
    segment.select_index(0).run()
    app.button(key="scenario_add").click().run()
    assert app.session_state["steps"].startswith("fill~one/")
    app.button(key="scenario_clear").click().run()
    assert app.session_state["steps"] == ""
    assert not app.exception


@pytest.mark.parametrize("mode", ["some", "each", "one"])
def test_stress_runs_in_every_mode(mode: str) -> None:
    app = page(scenario_part_zh="show-stress", stress_mode_zh=mode)
    assert not app.exception
    assert "家企业" in texts(app)


@pytest.mark.parametrize("side", ["before", "after", "both"])
def test_map_of_either_side_is_shown(side: str) -> None:
    assert not page("cut~one/ore", scenario_side_zh=side).exception


def test_a_scenario_is_kept_under_a_name() -> None:
    app = page("fill~one/powder")
    app.text_input(key="scenario_name").set_value("补粉体").run()
    app.button(key="scenario_keep").click().run()
    assert not app.exception
    assert any("补粉体" in option for box in app.selectbox for option in box.options)
