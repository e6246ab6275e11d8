"""publish, versions, verify, aliases and diff on SQLite and PostgreSQL: answers, refusals in words, exit codes, two at once."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import text
from typer.testing import CliRunner, Result

from chainmap.cli import app
from chainmap.store.database import URL_VARIABLE, open_store
from tests.databases import fingerprint
from tests.databases import url as url
from tests.desk.stage import folder, stop

ROOT = Path(__file__).parents[1]
HAN = re.compile("[\u3400-\u9fff]")
PIPES = {"cwd": ROOT, "text": True, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
MARKS = '<b>**x**</b> [red]note[/red] {0} =cmd|"/c"'


@pytest.fixture(autouse=True)
def _on(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(URL_VARIABLE, url)


def run(*arguments: str) -> Result:
    result = CliRunner().invoke(app, arguments)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    assert "Traceback" not in result.output
    return result


def answer(*arguments: str) -> dict[str, object]:
    result = run(*arguments, "--format", "json")
    assert result.exit_code == 0, result.output
    parsed: dict[str, object] = json.loads(result.stdout)
    return parsed


def written(place: Path, files: dict[str, bytes]) -> str:
    for name, content in files.items():
        (place / name).parent.mkdir(parents=True, exist_ok=True)
        (place / name).write_bytes(content)
    return str(place)


def published(place: Path, files: dict[str, bytes], *more: str, note: str = "") -> str:
    found = answer("publish", written(place, files), "--author", "王敏", "--note", note, *more)
    assert set(found) == {"version"}
    return str(found["version"])


def test_an_empty_database_answers_and_says_so() -> None:
    assert answer("versions") == {"versions": []}
    assert answer("verify") == {"ok": True, "problems": []}
    assert answer("aliases") == {"aliases": []}
    assert "publish" in run("versions").stdout
    assert run("aliases").stdout.strip() == "还没有名称决定。"
    for command in (("diff", "latest"), ("diff", "a", "b"), ("assess", "--version", "latest")):
        assert run(*command).exit_code == 2


def test_publish_versions_and_diff(tmp_path: Path) -> None:
    one = published(tmp_path / "a", folder(), note=MARKS)
    two = published(tmp_path / "b", folder(one=stop(5)))
    listed = answer("versions")["versions"]
    assert isinstance(listed, list)
    assert [set(version) for version in listed] == [{"id", "parent", "author", "note", "created_at"}] * 2
    assert [(version["id"], version["parent"]) for version in listed] == [(two, one), (one, None)]
    assert listed[1]["note"] == MARKS
    shown = run("versions").stdout
    assert MARKS in shown and one[:12] in shown
    found = answer("diff", one[:6], two[:6])
    assert found["before"] == one and found["after"] == two
    assert [row["change"] for row in found["rows"]["suppliers"]] == ["changed"]  # type: ignore[index]
    assert found == answer("diff", one)  # with the latest
    table = run("diff", one, "--lang", "en").stdout
    assert "changed" in table and "coverage" in table and "producing → stopped" in table and "missing" in table
    assert run("diff", two, two).stdout.strip() == "没有差别。"
    assert answer("verify") == {"ok": True, "problems": []}


def test_the_same_content_makes_no_version(tmp_path: Path) -> None:
    one = published(tmp_path, folder())
    again = run("publish", str(tmp_path), "--author", "x", "--lang", "en")
    assert (again.exit_code, again.stdout.strip()) == (0, f"This equals the latest version {one}; no new one was made.")
    assert published(tmp_path, folder()) == one


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("publish", "{folder}", "--author", "  "), 2),
        (("publish", "{folder}", "--author", "x", "--base", "zzz"), 2),
        (("publish", "{folder}", "--author", "x", "--base", "%"), 2),
        (("publish", "{folder}", "--author", "x", "--base", "' OR 1=1 --"), 2),
        (("publish", "/nowhere", "--author", "x"), 2),
        (("publish", "{file}", "--author", "x"), 2),
        (("publish", "{empty}", "--author", "x"), 1),
        (("diff", "latest", "zzz"), 2),
        (("diff", "", "latest"), 2),
        (("diff", "_", "latest"), 2),
        (("diff", "latest", "latest", "--region", "nowhere"), 2),
        (("diff", "latest", "latest", "--set", "q=2"), 2),
        (("aliases", "--version", "zzz"), 2),
        (("aliases", "--import", "/nowhere.json", "--author", "x"), 2),
        (("aliases", "--import", "{file}"), 2),
        (("aliases", "--import", "{file}", "--author", "x"), 1),
        (("aliases", "--import", "{deep}", "--author", "x"), 1),
        (("aliases", "--import", "{wrong}", "--author", "x"), 1),
        (("aliases", "--withdraw", "谁", "--author", "x"), 2),
        (("aliases", "--withdraw", "谁"), 2),
    ],
)
def test_what_cannot_be_is_refused_in_one_sentence_and_nothing_is_stored(
    tmp_path: Path, url: str, arguments: tuple[str, ...], code: int, language: str
) -> None:
    published(tmp_path / "folder", folder())
    (tmp_path / "empty").mkdir()
    (tmp_path / "file").write_bytes(b"\xff\xfe no JSON")
    (tmp_path / "deep").write_text("[" * 100_000)
    (tmp_path / "wrong").write_text('{"aliases": [{"kind": "company"}]}')
    places = {name: str(tmp_path / name) for name in ("folder", "empty", "file", "deep", "wrong")}
    before = fingerprint(open_store(url))
    done = run(*(part.format(**places) if part.startswith("{") else part for part in arguments), "--lang", language)
    assert done.exit_code == code, done.output
    assert done.stdout == "" and done.stderr.strip()
    assert bool(HAN.search(done.stderr.replace("谁", "").replace(str(tmp_path), ""))) is (language == "zh"), done.stderr
    assert fingerprint(open_store(url)) == before


def test_decisions_are_exported_imported_listed_and_withdrawn(tmp_path: Path) -> None:
    published(tmp_path / "folder", folder())
    entry = {
        "kind": "company", "chain": "", "written": MARKS, "answer": "new", "target": "", "author": "李四",
        "decided_at": "2026-11-23T08:00:00.000000+00:00", "note": "[b]x[/b]",
    }  # fmt: skip
    file = tmp_path / "names.json"
    file.write_text(json.dumps({"aliases": [entry]}), encoding="utf-8")
    assert answer("aliases", "--import", str(file), "--author", "王敏") == {"aliases": [entry]}
    shown = run("aliases").stdout
    assert "李四" in shown and "[b]x[/b]" in shown
    out = tmp_path / "out.json"
    assert run("aliases", "--out", str(out)).exit_code == 0
    assert json.loads(out.read_text(encoding="utf-8")) == {"aliases": [entry]}
    assert run("diff", str(answer("versions")["versions"][0]["parent"])).stdout.count("李四") == 1  # type: ignore[index]
    assert answer("aliases", "--withdraw", MARKS, "--author", "王敏") == {"aliases": []}
    listed = answer("versions")["versions"]
    assert isinstance(listed, list) and len(listed) == 3 and listed[0]["note"] == MARKS


def test_of_two_at_once_on_one_base_one_lands_and_the_other_sees_both_changes(tmp_path: Path, url: str) -> None:
    base = published(tmp_path / "base", folder())
    places = [written(tmp_path / str(row), folder(one=stop(row))) for row in (2, 3)]
    command = [sys.executable, "-m", "chainmap", "publish"]
    running = [
        subprocess.Popen(
            [*command, place, "--author", place[-1], "--base", base],
            cwd=ROOT,
            text=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        for place in places
    ]
    told = [process.communicate(timeout=120) for process in running]
    assert sorted(process.returncode for process in running) == [0, 1], told
    loser = told[next(at for at, process in enumerate(running) if process.returncode)][1]
    assert "您的修改" in loser and "对方的修改" in loser and loser.count("停产") >= 1
    assert "Traceback" not in loser
    listed = answer("versions")["versions"]
    assert isinstance(listed, list) and len(listed) == 2
    assert answer("verify")["ok"] is True


def test_disjoint_changes_on_one_base_both_land(tmp_path: Path) -> None:
    base = published(tmp_path / "base", folder())
    published(tmp_path / "a", folder(one=stop(2)), "--base", base)
    published(tmp_path / "b", folder(two=stop(2)), "--base", base)
    found = answer("diff", base)["rows"]
    assert isinstance(found, dict)
    assert sorted(row["chain"] for row in found["suppliers"]) == ["one", "two"]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_changed_database_is_found_and_named(tmp_path: Path, url: str, language: str) -> None:
    one = published(tmp_path, folder())
    store = open_store(url)
    with store.writing() as connection:
        connection.execute(text("UPDATE version SET content_id = 'x'"))
    found = run("verify", "--format", "json")
    problems = json.loads(found.stdout)
    assert found.exit_code == 1 and problems["ok"] is False
    assert {"code": "content-changed", "subject": one} in problems["problems"]
    table = run("verify", "--lang", language)
    assert table.exit_code == 1 and one in table.stdout
    assert bool(HAN.search(table.stdout)) is (language == "zh")


@pytest.mark.parametrize("address", ["nonsense", "mysql://x/y", "sqlite://", "postgresql://u:secret-pw@127.0.0.1:1/x"])
def test_a_database_that_cannot_be_used_is_said_without_its_password(monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    monkeypatch.setenv(URL_VARIABLE, address)
    done = run("versions", "--lang", "en")
    assert done.exit_code == 1 and done.stderr.strip()
    assert "secret-pw" not in done.output
