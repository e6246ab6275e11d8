"""`scenario` on the command line: names as people write them, lists, groups, kept ones, random stress, refusals."""

import io
import json
from datetime import UTC, datetime
from pathlib import Path

import openpyxl
import pytest
from typer.testing import CliRunner, Result

from chainmap.cli import app
from chainmap.desk.keep_scenarios import save
from chainmap.desk.outcome import Refusal
from chainmap.desk.roles import local_user
from chainmap.store.database import URL_VARIABLE, open_store
from tests.workbooks import worked_example

ROOT = Path(__file__).parent.parent


@pytest.fixture
def example(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A data folder with the second worked example of the method."""
    monkeypatch.setenv(URL_VARIABLE, f"sqlite:///{tmp_path / 'kept.sqlite'}")
    for name, content in worked_example(2).items():
        path = tmp_path / "data" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return str(tmp_path / "data")


def run(*arguments: str, typed: str | None = None) -> Result:
    result = CliRunner().invoke(app, arguments, input=typed)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def answer(*arguments: str, typed: str | None = None) -> dict[str, dict[str, dict[str, dict[str, list[float]]]]]:
    result = run("scenario", *arguments, "--format", "json", typed=typed)
    assert result.exit_code == 0, result.output
    made: dict[str, dict[str, dict[str, dict[str, list[float]]]]] = json.loads(result.stdout)
    return made


def coverage(made: dict[str, dict[str, dict[str, dict[str, list[float]]]]], side: str, region: str = "shanghai") -> float:
    return made[side]["example"][region]["coverage"][0]


def test_the_answer_is_the_scores_before_and_after_and_nothing_else(example: str) -> None:
    made = answer(example, "--lose", "G", "--land", "K1=cmp", "--status", "H=wafer=量产", "--cut-region", "日本")
    assert set(made) == {"before", "after"} and set(made["before"]["example"]["lingang"]) >= {
        "coverage", "controlled_coverage", "self_reliance", "continuity", "count_grade_share", "after_loss",
    }  # fmt: skip
    assert made["before"] != made["after"]


def test_a_list_loses_those_that_are_there_and_says_the_others(example: str, tmp_path: Path) -> None:
    path = tmp_path / "list.txt"
    path.write_text("1. A\n2. B\n3. Acme Corp.\nK11\n", encoding="utf-8-sig")
    result = run("scenario", example, "--lose-list", str(path), "--format", "json")
    assert result.exit_code == 0
    assert "名单 4 家，其中 2 家在数据中。" in result.stderr
    assert "没有这家企业：K11。相近的有：K1" in result.stderr
    one_by_one = answer(example, "--lose", "A", "--lose", "B")
    assert json.loads(result.stdout) == one_by_one
    assert answer(example, "--lose-list", "-", typed="A；B") == one_by_one


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--lose", "K11"), "没有这家企业：K11。相近的有：K1"),
        (("--cut-region", "日本东京"), "没有这个区域：日本东京。"),
        (("--fill", "reist"), "没有这个环节：reist。相近的有：example/resist"),
        (("--status", "G=resist=量产"), "这家企业不在这个环节"),
        (("--status", "G=wafer=快了"), "没有这个状态：快了。"),
        (("--status", "G=wafer"), "COMPANY=SEGMENT=STATUS"),
        (("--lose-group", "某集团"), "没有这个集团：某集团。"),
        (("--kept", "7"), "没有编号为 7 的情景。"),
        (("--stress", "some"), "N | P% | one"),
        (("--stress", "0"), "N | P% | one"),
        (("--stress", "130%"), "N | P% | one"),
        (("--stress", "2", "--lose", "A"), "--stress 不能与其他变化同用"),
        (("--stress", "2", "--stress-region", "火星"), "没有这个区域：火星。"),
        (("--lose-list", "nowhere.txt"), "没有这个文件"),
    ],
)
def test_what_is_not_understood_exits_2_and_says_why(example: str, arguments: tuple[str, ...], said: str) -> None:
    result = run("scenario", example, *arguments)
    assert result.exit_code == 2
    assert said in result.stderr
    assert run("scenario", example, *arguments, "--lang", "en").stderr.strip()


def test_a_segment_that_two_chains_have_is_written_with_its_chain(example: str) -> None:
    twin = (Path(example) / "chains" / "example.xlsx").read_bytes()
    book = openpyxl.load_workbook(io.BytesIO(twin))
    book["说明"]["B1"] = "other"
    book.save(Path(example) / "chains" / "other.xlsx")
    result = run("scenario", example, "--fill", "resist")
    assert result.exit_code == 2 and "“resist”不止一个" in result.stderr
    assert "example/resist、other/resist" in result.stderr
    assert answer(example, "--fill", "other/resist")["before"] != answer(example, "--fill", "other/resist")["after"]


def test_a_kept_scenario_runs_on_the_version_that_it_was_made_on(example: str) -> None:
    first = json.loads(run("publish", example, "--author", "王敏", "--format", "json").stdout)["version"]
    store = open_store()
    saved = save(store, "断供", [("lose", "A"), ("cut-region", "japan")], first, user=local_user("王敏"), now=datetime.now(UTC))
    store.close()
    assert not isinstance(saved, Refusal)
    kept = answer("--kept", str(saved.scenario_id))
    assert kept == answer("--version", first, "--lose", "A", "--cut-region", "japan")
    more = answer("--kept", str(saved.scenario_id), "--lose", "K1", "--version", "latest")
    assert coverage(more, "after") < coverage(kept, "after")


@pytest.mark.parametrize("how", ["2", "30%", "one"])
def test_stress_names_its_worst_cases_and_repeats(example: str, how: str) -> None:
    arguments = (
        "scenario",
        example,
        "--stress",
        how,
        "--stress-region",
        "上海",
        "--draws",
        "200",
        "--seed",
        "5",
        "--format",
        "json",
    )
    result = run(*arguments)
    assert result.exit_code == 0, result.output
    assert run(*arguments).stdout == result.stdout  # equal seeds, equal bytes
    found = json.loads(result.stdout)
    assert found["region"] == "shanghai" and found["draws"] == (found["companies"] if how == "one" else 200)
    by_score = {one["score"]: one for one in found["distributions"]}
    assert set(by_score) == {"coverage", "self_reliance", "continuity"}
    worst = by_score["self_reliance"]["worst"][0]
    assert worst["companies"] and worst["value"] == by_score["self_reliance"]["quantiles"]["0"]
    lost = [part for name in worst["companies"] for part in ("--lose", name)]
    after = answer(example, *lost)["after"]["example"]["china"]["self_reliance"][0]
    assert after == pytest.approx(worst["value"], abs=1e-6)
    assert run("scenario", example, "--stress", how, "--draws", "50").exit_code == 0


def test_the_shipped_data_take_the_example_of_the_guide(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    made = answer("--lose", "上海新昇半导体科技有限公司", "--cut-region", "日本")
    assert made["before"] != made["after"]
