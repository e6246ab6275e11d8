"""gaps, targets and brief on the command line: costs and budget, best companies, the list, the call sheet, the brief."""

import io
import json
from pathlib import Path

import pytest
from docx import Document
from openpyxl import load_workbook
from rich.console import Console
from typer.testing import CliRunner, Result

from chainmap.cli import app
from chainmap.model.vocabulary import Score
from chainmap.present.console import gap_table
from chainmap.present.gap_list import gaps
from chainmap.present.gap_table import export_table
from chainmap.present.table import table_workbook
from chainmap.present.words import Language
from tests.present.views import example_view, shipped_view
from tests.workbooks import workbook, worked_example

ROOT = Path(__file__).parent.parent
JIANGFENG = "宁波江丰电子材料股份有限公司"


@pytest.fixture(autouse=True)
def _in_the_project(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)


@pytest.fixture
def example(tmp_path: Path) -> Path:
    """A data folder with the first worked example of the method."""
    for name, content in worked_example(1).items():
        path = tmp_path / "data" / name
        path.parent.mkdir(exist_ok=True, parents=True)
        path.write_bytes(content)
    return tmp_path / "data"


def run(*arguments: str) -> Result:
    result = CliRunner().invoke(app, arguments)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def answer(*arguments: str) -> dict[str, list[dict[str, object]]]:
    result = run(*arguments, "--format", "json")
    assert result.exit_code == 0, result.output
    parsed: dict[str, list[dict[str, object]]] = json.loads(result.stdout)
    return parsed


def best(folder: Path, *arguments: str) -> list[tuple[int, list[str]]]:
    made = answer("gaps", str(folder), "--best", "3", "--score", "self_reliance", "--set", "q=0.6", *arguments)
    assert all(one["exact"] for one in made["best"])
    return [(int(str(one["k"])), sorted(map(str, one["segments"]))) for one in made["best"]]  # type: ignore[call-overload]


def test_costs_of_a_file_and_a_budget_change_the_best_sets(example: Path, tmp_path: Path) -> None:
    """The best one to fill is fab (METHOD section 8); at a cost of 9 the budget of 3 pays for resist and others."""
    table = tmp_path / "costs.xlsx"
    table.write_bytes(workbook({"成本": [["环节", "成本"], ["fab", 9], ["resist", 2], ["metal", 1]]}))
    assert best(example)[0] == (1, ["fab"])
    assert best(example, "--costs", str(table), "--budget", "3")[:2] == [(1, ["resist"]), (2, ["metal", "resist"])]
    # what the command line says counts before the file
    assert best(example, "--costs", str(table), "--cost", "fab=3", "--budget", "3")[0] == (1, ["fab"])


def test_exported_gap_list_with_a_column_of_costs_is_a_table_of_costs(tmp_path: Path) -> None:
    view = shipped_view().only("ic-materials")
    every = gaps(view)
    book = load_workbook(io.BytesIO(table_workbook([export_table(view, every)])))
    sheet = book.worksheets[0]
    at = sheet.max_column + 1
    sheet.cell(row=1, column=at, value="成本")
    for row, gap in enumerate(every, start=2):
        sheet.cell(row=row, column=at, value=100 if gap.rank <= 3 else 1)
    table = tmp_path / "gaps.xlsx"
    book.save(table)
    made = answer("gaps", "--chain", "ic-materials", "--best", "3", "--costs", str(table), "--budget", "3")
    dear = {gap.result.segment.segment_id for gap in every[:3]}
    assert all(not dear & set(map(str, one["segments"])) for one in made["best"])  # type: ignore[call-overload]


@pytest.mark.parametrize(("language", "said"), [("zh", "都不能提高"), ("en", "no 1 of the gaps lifts")])
def test_where_no_gap_lifts_the_score_none_is_named_as_the_best(language: Language, said: str) -> None:
    view = example_view(language)
    now = view.assessment.chains[0].scores["lingang"][Score.COVERAGE].lo
    one = {"chain": "example", "k": 1, "segments": ["fab"], "exact": True}
    sets = [{**one, "value": value, "bound": value} for value in (now, 1.0)]
    told = io.StringIO()
    Console(file=told, width=200).print(gap_table(view, {"gaps": [], "best": sets}, Score.COVERAGE))
    nothing, best = told.getvalue().splitlines()[-2:]
    name = view.segment(view.assessment.chain("example").segment("fab").segment)
    assert said in nothing and name not in nothing and name in best


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_wrong_table_of_costs_is_told_by_its_cells(tmp_path: Path, language: str) -> None:
    table = tmp_path / "costs.csv"
    table.write_text("环节,成本\n光刻交,3\n溅射靶材,很贵\n", encoding="utf-8")
    result = run("gaps", "--best", "1", "--costs", str(table), "--budget", "3", "--lang", language)
    assert result.exit_code == 1
    assert "costs.csv[costs]!A2" in result.stderr and "costs.csv[costs]!B3" in result.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ("gaps", "--budget", "3"),
        ("gaps", "--best", "1", "--costs", "no-such-file.xlsx"),
        ("targets", "--all", "--company", JIANGFENG),
        ("targets", "--all", "--format", "docx", "--out", "x.docx"),
        ("targets", "--all", "--format", "xlsx"),
        ("targets", "--all", "--best", "2", "--score", "continuity"),
        ("targets", "--company", "查无此公司"),
        ("brief", "--out", "brief.pdf"),
        ("brief",),
    ],
)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_misuse_exits_2_with_one_sentence(arguments: tuple[str, ...], language: str) -> None:
    result = CliRunner(env={"CHAINMAP_LANG": language}).invoke(app, arguments)
    assert result.exit_code == 2
    assert result.stderr.strip() and "Traceback" not in result.output


def test_best_companies_stand_beside_the_targets() -> None:
    made = answer("targets", "--all", "--chain", "ic-materials", "--best", "2")
    assert [one["k"] for one in made["best_companies"]] == [1, 2]
    first = made["best_companies"][0]
    assert first["exact"] and first["value"] == first["bound"]
    listed = {str(one["company"]) for one in made["targets"]}
    assert {str(each["company"]) for one in made["best_companies"] for each in one["companies"]} <= listed  # type: ignore


def test_targets_say_the_first_sentence_and_search_words_for_the_rest() -> None:
    made = answer("targets", "--all")
    assert all("；" in str(one["first_sentence"]) for one in made["targets"])
    assert made["nobody_known"]
    for one in made["nobody_known"]:
        assert set(one["search"]) == {"makers", "products", "standards", "fairs", "ask"}  # type: ignore[call-overload]
    for score in ("self_reliance", "continuity"):
        of = answer("targets", "--all", "--chain", "ic-materials", "--score", score)["targets"]
        assert all(one["control"] != "foreign" for one in of)


def test_list_call_sheet_and_brief_are_written_and_equal_twice(tmp_path: Path) -> None:
    asked = {
        "list.xlsx": ("targets", "--all", "--format", "xlsx"),
        "sheet.docx": ("targets", "--company", JIANGFENG, "--format", "docx"),
        "brief.docx": ("brief", "--chain", "ic-materials"),
    }
    for name, arguments in asked.items():
        out = [tmp_path / f"{number}-{name}" for number in (1, 2)]
        for path in out:
            assert run(*arguments, "--out", str(path)).exit_code == 0
        assert out[0].read_bytes() == out[1].read_bytes()
    assert load_workbook(tmp_path / "1-list.xlsx").sheetnames[0] == "集成电路材料"  # the plan's order, as on the pages
    assert JIANGFENG in Document(str(tmp_path / "1-sheet.docx")).paragraphs[0].text
    brief = Document(str(tmp_path / "1-brief.docx"))
    assert len(brief.inline_shapes) == 1
    assert "数据文件夹 data" in brief.paragraphs[1].text


def test_rows_of_one_company_are_shown_alone() -> None:
    made = answer("targets", "--company", JIANGFENG)
    assert {one["company"] for one in made["targets"]} == {JIANGFENG}
    assert made["nobody_known"] == []


@pytest.mark.parametrize(
    "asked", [("--company", "宁波江丰", "--format", "table"), ("--company", "查无此企业甲乙丙"), ("--segment", "qqqqqqqqqq")]
)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_an_unknown_name_offers_near_ones_only_where_there_are_some(asked: tuple[str, ...], language: str) -> None:
    made = run("targets", *asked, "--lang", language)
    assert made.exit_code == 2
    said = made.stderr.strip()
    near = {"zh": "相近的有：", "en": "Nearest: "}[language]
    assert asked[1] in said
    assert not said.endswith(near.strip())
    assert (JIANGFENG in said) == (near in said) == (asked[1] == "宁波江丰")


def test_texts_of_people_are_no_markup_on_the_terminal(example: Path) -> None:
    """Square brackets and colons stand as they were written; sets are told by names, not ids."""
    book = load_workbook(example / "chains" / "example.xlsx")
    sheet = book["环节"]
    header = [cell.value for cell in sheet[1]]
    at = header.index("环节名称") + 1
    for row in range(2, sheet.max_row + 1):
        sheet.cell(row=row, column=at).value = f"[red]{sheet.cell(row=row, column=1).value}[/red] :fire:"
    book.save(example / "chains" / "example.xlsx")
    said = run("gaps", str(example), "--best", "2", "--score", "continuity").stdout
    assert "[red]resist[/red] :fire:" in said
    assert "补上：[red]resist[/red] :fire:" in said
