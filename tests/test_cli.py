"""The command line: every command on the shipped data, exit codes, no traceback whatever is asked."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from docx import Document
from typer.testing import CliRunner, Result

from chainmap.cli import app
from tests.folders import marked_folder
from tests.workbooks import worked_example

ROOT = Path(__file__).parent.parent
COMMANDS = [command.name or getattr(command.callback, "__name__", "") for command in app.registered_commands]


@pytest.fixture(autouse=True)
def _in_the_project(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)


@pytest.fixture
def example(tmp_path: Path) -> Path:
    """A data folder with the second worked example of the method."""
    for name, content in worked_example(2).items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content)
    return tmp_path


def run(*arguments: str) -> Result:
    result = CliRunner().invoke(app, arguments)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def answer(*arguments: str) -> dict[str, object]:
    result = run(*arguments, "--format", "json")
    assert result.exit_code == 0, result.output
    parsed: dict[str, object] = json.loads(result.stdout)
    return parsed


def test_shipped_data_are_clean() -> None:
    result = run("check", "data")
    assert (result.exit_code, result.stdout.strip()) == (0, "没有问题。")


def test_check_names_the_cell_first_and_exits_1(example: Path) -> None:
    from openpyxl import load_workbook

    path = example / "chains" / "example.xlsx"
    book = load_workbook(path)
    sheet = book["企业"]
    header = [cell.value for cell in sheet[1]]
    sheet.cell(row=2, column=header.index("环节") + 1).value = "光刻交"
    book.save(path)
    result = run("check", str(example))
    assert result.exit_code == 1
    column = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"[header.index("环节")]
    assert result.stdout.startswith(f"example.xlsx[企业]!{column}2  错误")
    assert "光刻交" in result.stdout
    found = json.loads(run("check", str(path), "--format", "json", "--lang", "en").stdout)["findings"]
    assert [(one["code"], one["severity"], one["cell"]) for one in found] == [
        ("unknown-segment", "error", f"example.xlsx[企业]!{column}2")
    ]
    assert found[0]["message"] and found[0]["hint"]


@pytest.mark.parametrize(
    "arguments",
    [
        ("check", "no-such-folder"),
        ("check",),
        ("assess", "no-such-folder"),
        ("assess", "--region", "atlantis"),
        ("assess", "--chain", "atlantis"),
        ("assess", "--set", "q=2"),
        ("assess", "--set", "colour=blue"),
        ("assess", "--set", "q"),
        ("assess", "--format", "xlsx"),
        ("gaps", "--best", "0"),
        ("gaps", "--best", "1", "--cost", "cmp-slurry"),
        ("targets",),
        ("targets", "--segment", "no-such-segment"),
        ("scenario", "--land", "nobody"),
        ("scenario", "--lose", "查无此公司"),
        ("scenario", "--cut-region", "atlantis"),
        ("map", "no-such-chain", "--out", "x.html"),
        ("map", "ic-materials", "--out", "x.gif"),
        ("compare", "--with", "atlantis"),
        ("publish", "data", "--author", " "),
        ("leads", "--chance", "signed=0.8"),
        ("leads", "--confirm", "--author", "A"),
        ("no-such-command",),
    ],
)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_misuse_exits_2_with_one_sentence(arguments: tuple[str, ...], language: str) -> None:
    result = CliRunner(env={"CHAINMAP_LANG": language}).invoke(app, arguments)
    assert result.exit_code == 2
    assert isinstance(result.exception, SystemExit)
    assert result.stderr.strip()
    assert "Traceback" not in result.output


def test_a_region_may_be_written_by_name_or_alias(example: Path) -> None:
    wanted = answer("assess", str(example), "--region", "shanghai")
    assert wanted["region"] == "shanghai"
    compared = answer("compare", str(example), "--with", "shanghai")
    for written in ("上海", "上海市", "Shanghai", " SHANGHAI "):
        assert answer("assess", str(example), "--region", written) == wanted
        assert answer("assess", str(example), "--set", f"region={written}") == wanted
        assert answer("compare", str(example), "--with", written) == compared
    assert answer("assess", str(example), "--set", "home_country=中国")["parameters"]["home_country"] == "china"  # type: ignore[index]


def test_an_unknown_region_comes_with_what_is_like_it() -> None:
    refused = run("assess", "--region", "shanghia", "--lang", "en")
    assert (refused.exit_code, refused.stdout) == (2, "")
    assert "shanghai" in refused.stderr


@pytest.mark.parametrize(
    ("setting", "allowed"),
    [
        ("q=0", "a number above 0 and at most 1"),
        ("weak_below=2", "a number from 0 to 1"),
        ("nearby_steps=1.5", "a whole number from 0 to 100"),
        ("hmt_is_domestic=maybe", "true or false"),
        ("readiness=FIRM", "central, firm, pipeline"),
        ("min_confidence=x", "high, medium, low, none"),
    ],
)
def test_a_wrong_value_is_told_with_what_is_allowed(setting: str, allowed: str) -> None:
    refused = run("assess", "--set", setting, "--lang", "en")
    assert refused.exit_code == 2 and allowed in refused.stderr


def test_a_file_in_place_of_a_folder_is_told_as_such(example: Path) -> None:
    file = example / "regions.xlsx"
    for command in (("assess", str(file)), ("publish", str(file), "--author", "甲"), ("app", "--data", str(file))):
        refused = run(*command)
        assert refused.exit_code == 2 and "不是文件夹" in refused.stderr


def test_what_cannot_be_written_is_told_in_the_language_asked_for(example: Path, tmp_path: Path) -> None:
    (tmp_path / "folder.svg").mkdir()
    for out in (tmp_path / "missing" / "x.svg", tmp_path / "folder.svg"):
        refused = run("map", "example", "--data", str(example), "--out", str(out))
        assert refused.exit_code == 1
        assert "directory" not in refused.stderr.replace(str(out), "") and "文件夹" in refused.stderr


def test_the_ending_of_a_file_may_be_written_in_capitals(example: Path, tmp_path: Path) -> None:
    assert run("map", "example", "--data", str(example), "--out", str(tmp_path / "x.SVG")).exit_code == 0
    assert (tmp_path / "x.SVG").read_bytes().startswith(b"<")


def test_json_of_assess_has_the_agreed_shape_and_equal_bytes(example: Path) -> None:
    first, second = (run("assess", str(example), "--format", "json").stdout for _ in range(2))
    assert first == second
    made = json.loads(first)
    assert {"method", "version", "region", "home_country", "parameters", "sources", "chains", "findings"} <= set(made)
    assert (made["region"], made["home_country"], made["version"]) == ("lingang", "china", None)
    assert set(made["sources"]) == {"example.xlsx", "regions.xlsx"}
    (chain,) = made["chains"]
    assert {"id", "name", "segment_count", "depth", "scores", "q_band", "segments"} <= set(chain)
    assert chain["scores"]["china"]["coverage"] == [0.846154, 0.846154]
    assert chain["scores"]["china"]["continuity"] == [0.2, 0.666667]
    assert set(chain["q_band"]) == {"0.3", "0.6", "1"}
    resist = next(one for one in chain["segments"] if one["id"] == "resist")
    assert resist["gains"]["self_reliance"] == pytest.approx(0.1538, abs=5e-5)


def test_parameters_are_set_from_the_command_line(example: Path) -> None:
    made = answer("assess", str(example), "--set", "q=0.6", "--region", "shanghai")
    assert made["region"] == "shanghai"
    assert made["parameters"]["q"] == 0.6  # type: ignore[index]


def test_best_sets_and_unlock_sets(example: Path) -> None:
    made = answer("gaps", str(example), "--best", "2", "--score", "self_reliance")
    best = made["best"][1]  # type: ignore[index]
    assert (best["k"], sorted(best["segments"]), best["exact"]) == (2, ["metal", "resist"], True)
    assert best["value"] == best["bound"] == pytest.approx(1.0)


def test_scenario_before_and_after(example: Path) -> None:
    made = answer("scenario", str(example), "--fill", "resist", "--fill", "metal")
    assert set(made) >= {"before", "after"}
    nothing = answer("scenario", str(example))
    assert nothing["before"] == nothing["after"] == made["before"] != made["after"]


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize(
    "arguments",
    [
        ("assess",),
        ("gaps", "--chain", "ic-materials", "--best", "2"),
        ("gaps", "--score", "continuity"),
        ("targets", "--segment", "ic-materials/cmp-slurry"),
        ("targets", "--all"),
        ("scenario", "--fill", "ic-materials/cmp-slurry", "--cut-region", "shanghai"),
        ("compare", "--chain", "ic-materials"),
    ],
)
def test_tables_on_the_shipped_data(arguments: tuple[str, ...], language: str) -> None:
    result = run(*arguments, "--lang", language)
    assert result.exit_code == 0
    assert len(result.stdout.splitlines()) > 5


@pytest.mark.parametrize("suffix", ["html", "svg", "png"])
def test_map_is_written(tmp_path: Path, suffix: str) -> None:
    out = tmp_path / f"map.{suffix}"
    assert run("map", "ic-materials", "--out", str(out)).exit_code == 0
    assert out.stat().st_size > 10_000


@pytest.mark.parametrize(("kind", "language"), [("chain", "zh"), ("chain", "en"), ("list", "zh"), ("list", "en")])
def test_template_has_no_errors(tmp_path: Path, kind: str, language: str) -> None:
    out = tmp_path / "template.xlsx"
    assert run("template", "--out", str(out), "--kind", kind, "--lang", language).exit_code == 0
    assert run("check", str(out)).exit_code == 0 or kind == "list"


def test_output_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    result = run("template", "--out", str(tmp_path / "none" / "template.xlsx"))
    assert result.exit_code == 1
    assert "无法写入" in result.stderr


@pytest.mark.parametrize(("language", "word"), [("zh", "示例："), ("en", "Example:")])
def test_every_command_has_help_with_an_example(language: str, word: str) -> None:
    """In a process of its own: the language of the help is fixed when the command line starts."""
    code = (
        "from typer.testing import CliRunner; from chainmap.cli import app\n"
        f"for name in {COMMANDS!r}: print(CliRunner().invoke(app, (name, '--help'), prog_name='chainmap').stdout, end='\\f')"
    )
    environment = {**os.environ, "CHAINMAP_LANG": language, "COLUMNS": "200", "NO_COLOR": "1", "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, env=environment, encoding="utf-8", check=True)
    helps = done.stdout.split("\f")[:-1]
    assert len(helps) == len(COMMANDS) > 10
    for command, told in zip(COMMANDS, helps, strict=True):
        assert word in told
        assert f"python -m chainmap {command}" in told


def test_without_data_only_what_is_in_the_way_is_named(tmp_path: Path) -> None:
    folder = marked_folder(tmp_path)
    assert "[About]" in run("check", str(folder)).stdout  # its dates are text: a warning
    (folder / "regions.xlsx").unlink()
    said = run("gaps", str(folder)).stderr.splitlines()
    assert said == ["regions.xlsx  缺少区域表 regions.xlsx。", "没有可评估的数据。"]


def test_a_file_that_is_left_out_whole_is_named(tmp_path: Path) -> None:
    folder = marked_folder(tmp_path)
    (folder / "plan.xlsx").write_bytes(b"no workbook")
    said = run("gaps", str(folder)).stderr
    assert said.strip() == "plan.xlsx 不能用，整个文件没有计入，下面的分数不含它。"


def test_without_a_gap_the_commands_say_so(tmp_path: Path) -> None:
    folder = marked_folder(tmp_path, more=[["C9", "powder", "P9", "Pk", "domestic", "producing", "S9", None, None]])
    assert run("gaps", str(folder)).stdout.strip() == "没有已核实的缺口。先处理核查清单。"
    assert run("targets", str(folder), "--all", "--lang", "en").stdout.strip() == "The register has nobody elsewhere to invite."


def test_file_that_cannot_be_read_is_named(example: Path) -> None:
    (example / "chains" / "lost.xlsx").symlink_to(example / "nowhere.xlsx")
    result = subprocess.run(
        [sys.executable, "-m", "chainmap", "check", str(example)], cwd=ROOT, capture_output=True, text=True, encoding="utf-8"
    )
    assert result.returncode == 1
    assert "lost.xlsx" in result.stderr
    assert "Traceback" not in result.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_output_that_takes_no_more_is_said_in_a_sentence(example: Path) -> None:
    with Path("/dev/full").open("wb") as full:
        command = [sys.executable, "-m", "chainmap", "check", str(example)]
        result = subprocess.run(command, cwd=ROOT, stdout=full, stderr=subprocess.PIPE, text=True, encoding="utf-8")
    assert result.returncode == 1
    assert "标准输出" in result.stderr
    assert "Traceback" not in result.stderr and "Exception ignored" not in result.stderr


@pytest.mark.parametrize("language", ["zh", "en"])
def test_assessment_is_written_as_a_document_that_names_its_folder(tmp_path: Path, language: str) -> None:
    out = tmp_path / "report.docx"
    assert run("assess", "--format", "docx", "--out", str(out), "--lang", language).exit_code == 0
    said = [paragraph.text for paragraph in Document(str(out)).paragraphs]
    assert said[1].endswith({"zh": "数据文件夹 data", "en": "data folder data"}[language])


def test_a_sign_that_no_font_has_is_drawn_without_a_warning(example: Path, tmp_path: Path) -> None:
    from openpyxl import load_workbook

    path = example / "chains" / "example.xlsx"
    book = load_workbook(path)
    book["环节"].cell(row=2, column=2).value = "硅片\U0001341f"
    book.save(path)
    command = [sys.executable, "-m", "chainmap", "map", "example", "--data", str(example), "--out", str(tmp_path / "x.png")]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=True)
    assert "Glyph" not in done.stderr and (tmp_path / "x.png").stat().st_size > 1000
