"""What a terminal is shown of hostile texts: one line a finding, no orders to the terminal, nothing endless."""

import io
import json
from pathlib import Path

from rich.table import Table
from typer.testing import CliRunner

from chainmap.cli import app
from chainmap.cli.terminal import one_line, show

HEADER = "企业名称,环节,所在地,状态\n"
ORDERS = "\x1b\x07\r\x9b\u202e"


def _check(folder: Path, rows: str, *options: str) -> str:
    path = folder / "list.csv"
    path.write_text(HEADER + rows, encoding="utf-8-sig", newline="")
    return CliRunner().invoke(app, ["check", str(path), *options]).stdout


def test_a_finding_is_one_line_and_gives_no_order_to_the_terminal(tmp_path: Path) -> None:
    rows = "甲\x1b[31m公司,fab,临\x1b]0;x\x07\u202e港,量产\n" + '"乙\n公司",fab,北京市,"量\n\r产\x9b吗"\n'
    found = json.loads(_check(tmp_path, rows, "--format", "json"))["findings"]
    for language in ("zh", "en"):
        *lines, _ = _check(tmp_path, rows, "--lang", language).splitlines()
        assert len(lines) == len(found)
        assert all(line.startswith("list.csv[list]!") for line in lines)
        assert any("[U+001B]" in line for line in lines)
        assert not set(ORDERS) & set("".join(lines))


def test_a_value_that_is_pages_long_is_told_by_its_beginning(tmp_path: Path) -> None:
    shown = _check(tmp_path, "甲,fab,北京市," + "量" * 30_000 + "\n")
    assert "量" * 200 + "…" in shown
    assert len(shown) < 2_000


def test_tables_stay_aligned_without_characters_that_nobody_sees() -> None:
    table = Table("name", "place")
    table.add_row("甲\x1b[2J\u202e公司", "x")
    table.add_row("甲[2J公司", "y")
    with io.StringIO() as page:
        show(table, page)
        shown = page.getvalue()
    assert not set(ORDERS) & set(shown)
    first, second = (line for line in shown.splitlines() if "甲" in line)
    assert first.replace("x", "y") == second


def test_a_line_says_which_characters_stood_there() -> None:
    assert one_line("中芯\x1b国际\r\n一行\u2028又一行") == "中芯[U+001B]国际 一行 又一行"
