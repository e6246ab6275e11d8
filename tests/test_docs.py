"""README and guides say what is so: pictures, links and commands exist, command lines run, counts equal the data."""

import os
import re
import shlex
import struct
from pathlib import Path

import pytest
from typer.testing import CliRunner

from chainmap.cli import app
from chainmap.desk.folder import open_folder
from tests.workbooks import workbook

ROOT = Path(__file__).parents[1]
README = ROOT / "README.md"
GUIDES = (ROOT / "docs" / "guide.md", ROOT / "docs" / "guide.en.md")
PAGES = (README, *GUIDES)

_PICTURE = re.compile(r"!\[[^\]]+\]\(([^)]+\.png)\)")
_LINK = re.compile(r"(?<!!)\[[^\]]+\]\(([^)#:]+)(?:#[^)]*)?\)")
_COMMAND = re.compile(r"python -m chainmap ([^`#\n]+)")
_COUNTS = re.compile(r"of (\d+) rows (\d+) are of high, (\d+) of medium and (\d+) \((\d+) %\) of low")


_WRITES = ("--out", "--marked")
_LISTS = ("名单.xlsx", "list.xlsx")  # the reader's own


def _pictures(page: Path) -> list[Path]:
    return [(page.parent / name).resolve() for name in _PICTURE.findall(page.read_text(encoding="utf-8"))]


def _commands() -> list[str]:
    found = [line.strip() for page in PAGES for line in _COMMAND.findall(page.read_text(encoding="utf-8"))]
    return list(dict.fromkeys(found))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_pictures_are_screens_of_1440_by_900(page: Path) -> None:
    pictures = _pictures(page)
    assert pictures
    for picture in pictures:
        head = picture.read_bytes()[:24]
        assert head[:8] == b"\x89PNG\r\n\x1a\n", picture
        assert struct.unpack(">II", head[16:]) == (1440, 900), picture


def test_every_picture_is_shown_and_small() -> None:
    shown = {picture for page in PAGES for picture in _pictures(page)}
    kept = sorted((ROOT / "docs" / "pictures").glob("*.png"))
    assert set(kept) == shown
    sizes = [picture.stat().st_size for picture in kept]
    assert max(sizes) < 300_000
    assert sum(sizes) < 6_000_000


def test_guides_show_the_same_pictures_each_in_its_language() -> None:
    chinese, english = ([picture.name.split(".") for picture in _pictures(page)] for page in GUIDES)
    assert [name for name, *_ in chinese] == [name for name, *_ in english]
    assert {language for _, language, _ in chinese} == {"zh"}
    assert {language for _, language, _ in english} == {"en"}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    links = _LINK.findall(page.read_text(encoding="utf-8"))
    assert links
    assert [link for link in links if not (page.parent / link).exists()] == []


def _list(path: Path) -> str:
    """A sound supplier list of the reader's own at this place."""
    path.write_bytes(workbook({"名单": [["企业名称", "环节", "所在地"], ["示例材料有限公司", "光刻胶", "临港新片区"]]}))
    return str(path)


@pytest.mark.parametrize("line", _commands())
def test_command_line_runs(line: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    monkeypatch.setenv("CHAINMAP_DATABASE_URL", f"sqlite:///{tmp_path / 'versions.sqlite'}")
    words = shlex.split(line)
    written = [tmp_path / words[at + 1] for at, word in enumerate(words) if word in _WRITES]
    words = [str(tmp_path / word) if before in _WRITES else word for before, word in zip(["", *words], words, strict=False)]
    words = [_list(tmp_path / word) if word in _LISTS else word for word in words]
    answer = CliRunner().invoke(app, ["app", "--help"] if words[0] == "app" else words)
    assert answer.exit_code == 0, answer.output
    assert all(path.stat().st_size for path in written)


@pytest.mark.parametrize("name", ["run", "test"])
def test_commands_of_the_readme_can_be_executed(name: str) -> None:
    assert f"    ./{name}\n" in README.read_text(encoding="utf-8")
    assert os.access(ROOT / name, os.X_OK)


def test_counts_of_supplier_rows_equal_the_data() -> None:
    said = _COUNTS.search(README.read_text(encoding="utf-8"))
    assert said is not None
    dataset = open_folder(ROOT / "data").dataset
    assert dataset is not None
    counts = dataset.suppliers["confidence"].value_counts()
    every, high, medium, low, percent = map(int, said.groups())
    assert (every, high, medium, low) == (len(dataset.suppliers), counts["high"], counts["medium"], counts["low"])
    assert percent == round(100 * low / every)
