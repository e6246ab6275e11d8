"""The map page: what is coloured, filtered, folded and compared stands in its address and is drawn."""

import json
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from chainmap.app.session import FOLDER_VARIABLE
from chainmap.desk import history
from chainmap.model.version import Version
from chainmap.store.database import URL_VARIABLE, open_store
from tests.desk.stage import draft, put
from tests.folders import marked_folder

ROOT = Path(__file__).parents[2]
PAGE = "chainmap/app/pages/chain_map.py"
FILL = "steps:fill~ic-materials/sputtering-target"


@pytest.fixture
def versions(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Version, ...]:
    """A database with two versions of the marked folder, the latest first: C6 came to the park."""
    before, url = marked_folder(tmp_path / "data"), f"sqlite:///{tmp_path / 'versions.sqlite'}"
    after = marked_folder(tmp_path / "later", more=[["C6", "powder", "P6", "Pk", "domestic", "producing", "S6"]])
    monkeypatch.setenv(FOLDER_VARIABLE, str(before))
    monkeypatch.setenv(URL_VARIABLE, url)
    store = open_store(url)
    for content in (before, after):
        files = {one.relative_to(content).as_posix(): one.read_bytes() for one in sorted(content.rglob("*.xlsx"))}
        put(store, draft(store, files))
    return history.listed(store)


def run(**address: str) -> AppTest:
    """The page at an address, after the visit to the first page that a switch needs."""
    app = AppTest.from_file(str(ROOT / "streamlit_app.py"), default_timeout=120)
    for name, value in address.items():
        app.query_params[name] = value
    app.run()
    return app.switch_page(PAGE).run()


def drawn(app: AppTest) -> dict[str, Any]:
    """What the map was given."""
    sent = [json.loads(one.proto.json) for one in app.get("bidi_component") if one.proto.json]
    [chart] = [one for one in sent if isinstance(one, dict) and "folds" in one]
    [values] = [one for one in sent if isinstance(one, dict) and one.get("name") == chart["values"]]
    return {**chart, **values}


def test_the_map_is_coloured_filtered_and_folded_as_the_address_says() -> None:
    data = drawn(run(chain="ic-materials", map="region~shanghai|action~fill|fold~光刻材料"))
    assert data["state"]["region"] == "shanghai"
    assert data["state"]["filter"]["action"] == ["fill"]
    assert [one["groups"] for one in data["folds"]] == [["光刻材料"]]


def test_an_address_with_nonsense_shows_the_map_as_it_is() -> None:
    app = run(chain="ic-materials", map="region~nowhere|fold~没有|x~y|~|", against="steps:fly~away")
    assert drawn(app)["folds"] == []
    assert drawn(app)["elements"]["start"] == "lingang"
    assert "找不到要对比的版本或情景" in " ".join(one.proto.body for one in app.get("html"))


def test_a_scenario_is_shown_as_what_it_changes() -> None:
    app = run(chain="ic-materials", against=FILL)
    found = drawn(app)["elements"]
    assert found["start"] == "change"
    kinds = {node["id"]: node["looks"]["change"] for node in found["nodes"]}
    assert kinds["sputtering-target"] == "change:better"
    app.button(key="map_end_comparison").click().run()
    assert drawn(app)["elements"]["start"] == "lingang"


def test_two_versions_are_shown_as_what_changed(versions: tuple[Version, ...]) -> None:
    later, earlier = (one.version_id[:12] for one in versions)
    found = drawn(run(against=f"versions:{earlier},{later}"))["elements"]
    kinds = {node["id"]: node["looks"]["change"] for node in found["nodes"]}
    assert kinds["powder"] in ("change:better", "change:up")
    assert set(kinds.values()) > {"change:same"}
    back = drawn(run(against=f"versions:{later},{earlier}"))["elements"]
    assert {node["id"]: node["looks"]["change"] for node in back["nodes"]}["powder"] in ("change:worse", "change:down")


@pytest.mark.parametrize("against", ["versions:nobody,knows", "versions:", "versions:a", "else:x", "steps:"])
def test_what_is_not_known_is_said(against: str) -> None:
    app = run(chain="ic-materials", against=against)
    assert not app.exception
    assert drawn(app)["elements"]["start"] == "lingang"


def test_the_scenario_page_leads_to_the_difference() -> None:
    app = AppTest.from_file(str(ROOT / "streamlit_app.py"), default_timeout=120)
    app.query_params["chain"] = "ic-materials"
    app.query_params["steps"] = FILL.removeprefix("steps:")
    app.run()
    app.switch_page("chainmap/app/pages/scenarios.py").run()
    app.button(key="scenario_on_map").click().run()
    assert drawn(app)["elements"]["start"] == "change"


def test_the_comparison_page_leads_to_the_difference(versions: tuple[Version, ...]) -> None:
    app = AppTest.from_file(str(ROOT / "streamlit_app.py"), default_timeout=120)
    app.query_params["compare"] = "versions"
    app.run()
    app.switch_page("chainmap/app/pages/compare.py").run()
    app.button(key="compare_on_map").click().run()
    assert drawn(app)["elements"]["start"] == "change"
