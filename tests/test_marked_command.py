"""`check --marked`: the marked-up workbook from the command line, for one file and for a folder."""

import json
from collections.abc import Mapping
from pathlib import Path

import openpyxl
import pytest
from typer.testing import CliRunner, Result

from chainmap.cli import app
from tests.workbooks import workbook, worked_example

LIST: list[list[object]] = [
    ["企业名称", "环节", "所在地"],
    ["甲公司", "resist", "苏州"],
    ["乙公司", "resisst", "苏州"],
    ["丙公司", "resist", "不知何处"],
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The worked example as a data folder, with a supplier list beside it."""
    for name, content in worked_example(2).items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content)
    (tmp_path / "名单.xlsx").write_bytes(workbook({"名单": LIST}))
    return tmp_path


def run(*arguments: object, env: Mapping[str, str] | None = None) -> Result:
    result = CliRunner(env=env or {}).invoke(app, [str(one) for one in arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def test_one_file_is_marked_and_what_it_does_not_keep_is_told(folder: Path) -> None:
    out = folder / "out.xlsx"
    result = run("check", folder / "名单.xlsx", "--data", folder, "--marked", out)
    assert result.exit_code == 1
    assert "标注写在您的原文件上" in result.stderr
    book = openpyxl.load_workbook(out)
    assert book.sheetnames == ["_问题清单", "名单"]
    assert "没有环节“resisst”" in book["名单"]["B3"].comment.text
    assert "不知何处" in book["名单"]["C4"].comment.text


def test_corrected_marked_file_is_clean(folder: Path) -> None:
    out = folder / "out.xlsx"
    run("check", folder / "名单.xlsx", "--data", folder, "--marked", out)
    book = openpyxl.load_workbook(out)
    book["名单"]["B3"], book["名单"]["C4"] = "resist", "苏州"
    book.save(out)
    result = run("check", out, "--data", folder)
    assert (result.exit_code, result.stdout.strip()) == (0, "没有问题。")


def test_folder_gives_a_folder_with_the_files_that_have_findings(folder: Path) -> None:
    path = folder / "chains" / "example.xlsx"
    book = openpyxl.load_workbook(path)
    book["企业"]["B2"] = "光刻交"
    book.save(path)
    out = folder / "marked"
    assert run("check", folder, "--marked", out, "--lang", "en").exit_code == 1
    assert [one.name for one in out.iterdir()] == ["example-marked.xlsx"]
    marked = openpyxl.load_workbook(out / "example-marked.xlsx")
    assert marked["企业"]["B2"].comment is not None
    assert marked.worksheets[0].title == "_findings"


def test_answer_stays_json_beside_the_marked_file(folder: Path) -> None:
    result = run("check", folder / "名单.xlsx", "--data", folder, "--marked", folder / "out.xlsx", "--format", "json")
    assert len(json.loads(result.stdout)["findings"]) == 2


@pytest.mark.parametrize("language", ["zh", "en"])
def test_marked_file_must_be_an_xlsx(folder: Path, language: str) -> None:
    result = run("check", folder / "名单.xlsx", "--marked", folder / "out.csv", "--lang", language)
    assert result.exit_code == 2
    assert not (folder / "out.csv").exists()


def test_a_clean_folder_is_told_to_have_nothing_to_mark(folder: Path) -> None:
    (folder / "名单.xlsx").unlink()
    result = run("check", folder, "--marked", folder / "out")
    assert result.exit_code == 0 and "没有需要标注的工作簿" in result.stderr
    assert not (folder / "out").exists()
