"""Parameters in the address: what is written reads back, what cannot be is passed over, the page follows at once."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some
from streamlit.testing.v1 import AppTest

from chainmap.app.parameter_form import read, written
from chainmap.app.session import FOLDER_VARIABLE
from chainmap.model.parameters import Parameters, Readiness
from chainmap.model.vocabulary import Confidence
from tests.folders import marked_folder

ROOT = Path(__file__).parents[2]
PAGE = "chainmap/app/pages/method.py"
SHARE = some.integers(0, 100).map(lambda number: number / 100)


@given(
    q=some.integers(1, 100).map(lambda number: number / 100), readiness=some.sampled_from(list(Readiness)),
    least=some.none() | some.sampled_from(list(Confidence)), hmt=some.booleans(), weak=SHARE, fragile=SHARE,
    steps=some.integers(0, 100),
)  # fmt: skip
def test_what_is_written_reads_back(
    q: float, readiness: Readiness, least: Confidence | None, hmt: bool, weak: float, fragile: float, steps: int
) -> None:
    moved = Parameters(
        q=q, readiness=readiness, min_confidence=least, hmt_is_domestic=hmt, weak_below=weak, fragile_below=fragile,
        nearby_steps=steps, nearby_companies=steps,
    )  # fmt: skip
    assert read(written(moved)) == moved
    assert written(Parameters()) == ""


@pytest.mark.parametrize(
    "text",
    [
        "q=0",
        "q=2",
        "q=x",
        "q",
        ";;",
        "region=mars",
        "home_country=japan",
        "readiness=all",
        "nearby_steps=-1",
        "nearby_companies=x",
        "<b>=1",
        "q=nan",
    ],
)
def test_odd_settings_are_passed_over(text: str) -> None:
    assert read(text) == Parameters()
    assert read(f"{text};weak_below=0.3") == Parameters(weak_below=0.3)


@pytest.fixture
def app(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AppTest:
    monkeypatch.setenv(FOLDER_VARIABLE, str(marked_folder(tmp_path)))
    return AppTest.from_file(str(ROOT / "streamlit_app.py"), default_timeout=120)


def texts(app: AppTest) -> str:
    return " ".join(element.proto.body for element in app.get("html"))


def test_the_page_keeps_what_was_moved_over_language_and_pages_and_goes_back(app: AppTest) -> None:
    app.query_params["chain"] = "one"
    app.query_params["moved"] = "q=0.37;readiness=firm;q=9"
    app.run()
    app.switch_page(PAGE).run()
    assert not app.exception
    assert "q：一家量产企业就够的概率 0.37、状态折算 从严：只计量产" in texts(app)
    app.toggle(key="moved_hmt_is_domestic_zh").set_value(True).run()
    assert app.query_params["moved"] == "q=0.37;readiness=firm;hmt_is_domestic=true"
    app.session_state["lang"] = "en"
    app.run()
    assert not app.exception
    assert app.selectbox(key="moved_readiness_en").value == Readiness.FIRM
    app.switch_page("chainmap/app/pages/gaps.py").run()
    app.switch_page(PAGE).run()
    assert app.query_params["moved"] == "q=0.37;readiness=firm;hmt_is_domestic=true"
    app.button(key="moved_reset").click().run()
    assert not app.exception
    assert "moved" not in app.query_params
    assert app.slider(key="moved_q_en").value == 1.0
