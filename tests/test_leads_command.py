"""`leads` on the command line: list, export, bring back, forecast; the doors of the team's list without a page."""

import io
import json
from datetime import UTC, date, datetime
from pathlib import Path

import openpyxl
import pytest
from typer.testing import CliRunner, Result

from chainmap.cli import app
from chainmap.desk.follow_leads import add, leads_of
from chainmap.desk.roles import local_user
from chainmap.model.lead import Lead
from chainmap.model.vocabulary import LeadStatus
from chainmap.store.database import URL_VARIABLE, open_store
from tests.databases import fingerprint
from tests.workbooks import worked_example

NOW = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)


@pytest.fixture
def url(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A database with one version and two leads, one of them overdue."""
    monkeypatch.chdir(tmp_path)
    address = f"sqlite:///{tmp_path / 'kept.sqlite'}"
    monkeypatch.setenv(URL_VARIABLE, address)
    for name, content in worked_example(2).items():
        path = tmp_path / "data" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    assert run("publish", "data", "--author", "王敏").exit_code == 0
    store = open_store(address)
    lead = Lead(chain_id="example", segment_id="cmp", region_id="lingang", company="K1", status=LeadStatus.SIGNED)
    add(store, lead, user=local_user("王敏"), now=NOW)
    late = Lead(chain_id="example", segment_id="metal", region_id="lingang", company="M2", due=date(2020, 1, 1))
    add(store, late, user=local_user("王敏"), now=NOW)
    store.close()
    return address


def run(*arguments: str) -> Result:
    result = CliRunner().invoke(app, arguments)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def edited(header: str, value: str, row: int = 2) -> None:
    book = openpyxl.load_workbook("leads.xlsx")
    sheet = book.worksheets[0]
    at = next(cell.column for cell in sheet[1] if cell.value == header)
    sheet.cell(row, at, value)
    stream = io.BytesIO()
    book.save(stream)
    Path("leads.xlsx").write_bytes(stream.getvalue())


@pytest.mark.usefixtures("url")
def test_leads_are_listed() -> None:
    found = json.loads(run("leads", "--format", "json").stdout)["leads"]
    assert [(one["company"], one["status"], one["overdue"]) for one in found] == [("M2", "lead", True), ("K1", "signed", False)]
    assert "签约" in run("leads").stdout and "signed" in run("leads", "--lang", "en").stdout


def test_a_list_goes_out_and_comes_back_previewed_then_stored(url: str) -> None:
    assert run("leads", "--out", "leads.xlsx").exit_code == 0
    first = Path("leads.xlsx").read_bytes()
    assert run("leads", "--out", "leads.xlsx").exit_code == 0
    assert Path("leads.xlsx").read_bytes() == first  # equal inputs, equal bytes
    edited("负责人", "李强", row=3)
    store = open_store(url)
    before = fingerprint(store)
    preview = json.loads(run("leads", "--import", "leads.xlsx", "--format", "json").stdout)
    assert preview["stored"] is None
    assert [[change["field"] for change in one["changes"]] for one in preview["changed"]] == [["owner"]]
    assert fingerprint(store) == before
    assert run("leads", "--import", "leads.xlsx", "--confirm").exit_code == 2  # unsigned
    done = run("leads", "--import", "leads.xlsx", "--confirm", "--author", "王敏")
    assert done.exit_code == 0 and "负责人：– → 李强" in done.stdout
    assert {one.company: one.owner for one in leads_of(store)} == {"K1": "李强", "M2": ""}
    store.close()


def test_a_bad_cell_is_named_and_exits_1(url: str) -> None:
    run("leads", "--out", "leads.xlsx")
    edited("状态", "快了", row=3)
    result = run("leads", "--import", "leads.xlsx", "--confirm", "--author", "王敏")
    assert result.exit_code == 1
    assert result.stdout.startswith("leads.xlsx[线索]!E3  错误")
    store = open_store(url)
    assert {one.status for one in leads_of(store)} == {LeadStatus.SIGNED, LeadStatus.LEAD}
    store.close()


@pytest.mark.usefixtures("url")
def test_the_forecast_has_both_sides_and_its_chances() -> None:
    made = json.loads(run("leads", "--forecast", "签约", "--chance", "signed=0.5", "--format", "json").stdout)
    assert made["chances"]["signed"] == 0.5 and made["leads"] == [1]
    before, after = (made[side]["example"]["lingang"]["coverage"][0] for side in ("before", "after"))
    assert after > before
    assert before < made["weighted"]["example"]["coverage"] < after + 0.2
    assert "按概率加权" in run("leads", "--forecast", "signed").stdout


@pytest.mark.usefixtures("url")
@pytest.mark.parametrize(
    "arguments",
    [
        ("--forecast", "快了"), ("--forecast", "dropped"), ("--forecast", "signed", "--chance", "signed"),
        ("--forecast", "signed", "--chance", "signed=2"), ("--import", "nowhere.xlsx"), ("--out", "leads.csv"),
    ],
)  # fmt: skip
def test_misuse_exits_2_and_says_why(arguments: tuple[str, ...]) -> None:
    result = run("leads", *arguments)
    assert result.exit_code == 2 and result.stderr.strip()


def test_without_a_version_there_is_nothing_to_export(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv(URL_VARIABLE, f"sqlite:///{tmp_path / 'empty.sqlite'}")
    assert run("leads", "--out", "leads.xlsx").exit_code == 1


def test_target_list_of_a_version_says_whose_lead_a_company_is(url: str, tmp_path: Path) -> None:
    """M2 is a lead for metal in the database; a list made from a folder knows of no lead."""
    for source, lead in ((("--version", "latest"), "线索：线索"), (("data",), None)):
        out = tmp_path / "targets.xlsx"
        made = run("targets", *source, "--all", "--region", "lingang", "--format", "xlsx", "--out", str(out))
        assert made.exit_code == 0, made.output
        rows = list(openpyxl.load_workbook(out).worksheets[0].iter_rows(values_only=True))
        at = rows[0].index("线索")
        assert {row[at] for row in rows[1:] if row[1] == "M2"} == {lead}
