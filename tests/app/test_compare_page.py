"""The comparison page: regions and versions in the address, both kinds shown, nothing half visible."""

import json
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from chainmap.app.comparison import ID_LENGTH, Asked
from chainmap.app.session import FOLDER_VARIABLE
from chainmap.desk import history
from chainmap.model.version import Version
from chainmap.store.database import URL_VARIABLE, open_store
from tests.app.test_spot_pages import texts
from tests.desk.stage import draft, put
from tests.folders import marked_folder

ROOT = Path(__file__).parents[2]
PAGE = "chainmap/app/pages/compare.py"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The marked folder, shown as it stands."""
    monkeypatch.setenv(FOLDER_VARIABLE, str(marked_folder(tmp_path / "data")))
    return tmp_path / "data"


@pytest.fixture
def versions(tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Version, ...]:
    """A database with two versions of the folder, the latest first: C6 came to the park."""
    monkeypatch.setenv(URL_VARIABLE, f"sqlite:///{tmp_path / 'versions.sqlite'}")
    with_c6 = marked_folder(tmp_path / "later", more=[["C6", "powder", "P6", "Pk", "domestic", "producing", "S6"]])
    store = open_store(f"sqlite:///{tmp_path / 'versions.sqlite'}")
    for content in (folder, with_c6):
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


@pytest.mark.parametrize(
    ("written", "kind", "ids"),
    [
        ("", "regions", None),
        ("regions", "regions", None),
        ("regions:", "regions", ()),
        ("regions:town,port", "regions", ("town", "port")),
        ("versions:a,b", "versions", ("a", "b")),
        ("chains:a", "regions", None),
        ("<x>", "regions", None),
    ],
)
def test_address_is_read_and_odd_ones_are_the_default(written: str, kind: str, ids: tuple[str, ...] | None) -> None:
    app = run(compare=written)
    assert not app.exception
    shown = app.multiselect(key="compare_regions_zh").value
    wanted = ["town"] if ids is None or kind == "versions" else list(ids)  # alike there is none: the next wider one
    assert shown == wanted
    assert Asked(kind, ids).written.startswith(kind)


def test_region_of_the_sidebar_comes_first() -> None:
    app = run(region="town", compare="regions:park,town,isle,mars,park")
    assert app.multiselect(key="compare_regions_zh").value == ["park", "isle"]
    assert "城与以下区域对比" in app.multiselect(key="compare_regions_zh").label
    assert "链一的本地覆盖率（已核实部分）：城 " in texts(app)


def test_chosen_regions_go_into_the_address_and_stay() -> None:
    app = run(compare="regions:port")
    app.multiselect(key="compare_regions_zh").set_value(["port", "isle"]).run()
    assert app.query_params["compare"] == "regions:port,isle"
    app.switch_page("chainmap/app/pages/gaps.py").run()
    app.switch_page(PAGE).run()
    assert app.multiselect(key="compare_regions_zh").value == ["port", "isle"]
    app.session_state["lang"] = "en"
    app.run()
    assert not app.exception
    assert app.multiselect(key="compare_regions_en").value == ["port", "isle"]


def test_no_region_beside_says_what_to_do() -> None:
    app = run(compare="regions:")
    assert not app.exception
    assert "再选一个区域" in texts(app)


def test_without_versions_nothing_of_them_is_shown() -> None:
    app = run(compare="versions:a,b")
    assert not app.exception
    assert not [one for one in app.selectbox if one.key in ("compare_before", "compare_after")]
    assert app.multiselect(key="compare_regions_zh").value == ["town"]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_last_two_versions_are_compared_at_first(versions: tuple[Version, ...], lang: str) -> None:
    app = run(compare="versions", lang=lang)
    assert not app.exception
    latest, first = (one.version_id[:ID_LENGTH] for one in versions)
    assert [app.selectbox(key=f"compare_{side}").value for side in ("before", "after")] == [first, latest]
    assert ("变化最大：链一" if lang == "zh" else "Largest change: Chain1") in texts(app)


def test_versions_of_the_address_are_compared(versions: tuple[Version, ...]) -> None:
    latest, first = (one.version_id[:ID_LENGTH] for one in versions)
    app = run(compare=f"versions:{latest},{first}")
    assert app.selectbox(key="compare_before").value == latest
    app.selectbox(key="compare_after").set_value(latest).run()
    assert app.query_params["compare"] == f"versions:{latest},{latest}"
    assert "请另选一版" in texts(app)


def test_versions_may_be_shortened_and_what_nobody_has_is_said(versions: tuple[Version, ...]) -> None:
    latest, first = (one.version_id for one in versions)
    app = run(compare=f"versions:{latest[:5]},{first[:5]}", lang="zh")
    assert [app.selectbox(key=f"compare_{side}").value for side in ("before", "after")] == [latest[:12], first[:12]]
    assert "这份数据里没有" not in texts(app)
    unknown, two = "在这份数据里没有", "地址里要写两个版本才能比较"
    wanted = {"zz,<b>": unknown, first[:5]: two, f"{first},{first[:3]}": unknown, f"{first},{latest},{latest}": two}
    for asked, told in wanted.items():
        app = run(compare=f"versions:{asked}", lang="zh")
        assert not app.exception
        assert told in texts(app) and "<b>" not in texts(app).partition("cm-alert")[2].partition("</p>")[0]
        assert [app.selectbox(key=f"compare_{side}").value for side in ("before", "after")] == [first[:12], latest[:12]]


def test_only_the_version_that_nobody_has_is_named_as_unknown(versions: tuple[Version, ...]) -> None:
    told = texts(run(compare=f"versions:deadbeef,{versions[0].version_id[:12]}"))
    assert "版本“deadbeef”在这份数据里没有" in told


def test_kinds_are_switched_in_the_address(versions: tuple[Version, ...]) -> None:
    app = run(compare="regions:port")
    app.button_group(key="compare_kind_zh").set_value("versions").run()
    assert not app.exception
    assert app.query_params["compare"] == "versions"
    assert app.selectbox(key="compare_before").value == versions[1].version_id[:ID_LENGTH]


def test_the_plan_says_what_changed_since_the_version_before(versions: tuple[Version, ...]) -> None:
    app = run(version=versions[0].version_id)
    app.switch_page("chainmap/app/pages/plan.py").run()
    assert not app.exception
    shown = panes(app)
    assert "与上一版（1 · " in shown
    first = run(version=versions[1].version_id)
    first.switch_page("chainmap/app/pages/plan.py").run()
    assert "没有上一版可比" in panes(first)


def test_other_parameters_of_the_older_side_are_the_part_of_the_method(versions: tuple[Version, ...]) -> None:
    app = run(compare="versions")
    assert "所以“方法与参数”为 0" in panes(app)
    app.slider(key="moved_before_q_zh").set_value(0.5).run()
    assert not app.exception
    assert app.query_params["moved_before"] == "q=0.5"
    assert "旧版本按 q：一家量产企业就够的概率 0.5 计算" in panes(app)


def panes(app: AppTest) -> str:
    """What the panes show: their HTML goes to the component as JSON."""
    return " ".join(str(json.loads(one.proto.json)) for one in app.get("bidi_component") if one.proto.json)
