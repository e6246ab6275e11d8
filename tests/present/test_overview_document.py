"""The printable report: its parts in their order, figures of the assessment, the same bytes twice, nothing that runs."""

import io
import zipfile
from dataclasses import replace
from datetime import date
from html import unescape

import pytest
from docx import Document

from chainmap.analysis.assess import assess
from chainmap.model.finding import Cell, Finding, Severity
from chainmap.model.parameters import Parameters
from chainmap.model.vocabulary import Verdict
from chainmap.present.numbers import percent, percent_in_column
from chainmap.present.overview import HEADLINES, open_count, overview
from chainmap.present.overview_document import overview_docx, title
from chainmap.present.plan_review import plan_review
from chainmap.present.since import since_sentences
from chainmap.present.view import View
from chainmap.present.words import Language
from tests.analysis.datasets import chain, dataset, segment, supplier
from tests.present.views import shipped_view


def paragraphs(content: bytes) -> list[str]:
    return [one.text for one in Document(io.BytesIO(content)).paragraphs if one.text]


def tables(content: bytes) -> list[list[list[str]]]:
    """Cell texts as they are shown: of joined cells the first."""
    return [[[cell.text for cell in row.cells] for row in table.rows] for table in Document(io.BytesIO(content)).tables]


def test_parts_stand_in_their_order() -> None:
    said = paragraphs(overview_docx(shipped_view(), label="数据文件夹 data"))
    assert said[0] == "临港新片区产业链评估报告"
    assert said[1].endswith("数据文件夹 data")
    numbered = ["一、总体情况", "二、三项得分", "三、各环节裁定", "四、最该补的缺口", "五、规划目标", "六、数据说明"]
    assert [one for one in said if one[1:2] == "、"] == numbered


@pytest.mark.parametrize("language", ["zh", "en"])
def test_scores_are_those_of_the_assessment(language: Language) -> None:
    view = shipped_view(language)
    shown = tables(overview_docx(view, label=""))[0][1:]
    opened, closed = ("（", "）") if language == "zh" else (" (", ")")
    expected = []
    for one in view.assessment.chains:
        expected.append([view.chain(one.chain)])
        for score in HEADLINES:
            region = view.assessment.headline(score)
            interval, after = one.scores[region][score], one.after_loss[region][score]
            unknown = f"{percent(interval.width)}{opened}{open_count(view, one, score)}{closed}"
            expected[-1] += [percent_in_column(interval.lo), unknown, percent_in_column(after)]
    assert shown == expected


def test_verdicts_are_counted_per_chain() -> None:
    view = shipped_view()
    header, *rows = tables(overview_docx(view, label=""))[1]
    by_name = dict(zip(header, zip(*rows, strict=True), strict=True))
    assert list(by_name["产业链"]) == [view.chain(one.chain) for one in view.assessment.chains]
    missing = [sum(1 for each in one.segments if each.verdict is Verdict.MISSING) for one in view.assessment.chains]
    assert list(by_name["缺链"]) == [str(number) for number in missing]
    assert list(by_name["环节数"]) == [str(len(one.segments)) for one in view.assessment.chains]


def test_goals_say_what_share_is_reached_and_by_how_many_days_they_are_overdue() -> None:
    view = shipped_view()
    assert view.dataset.plan is not None
    late = replace(
        view.dataset.plan.goals[0], name_zh="甲", target=4.0, current=1.0, unit="家", due=date(2024, 12, 31), source="来源"
    )
    goals = (late, replace(late, name_zh="乙", current=5.0), replace(late, name_zh="丙", current=None, target=None))
    shown = replace(view, dataset=replace(view.dataset, plan=replace(view.dataset.plan, goals=goals)))
    rows = tables(overview_docx(shown, label="", today=date(2025, 1, 10)))[-1][1:]
    assert [[text.replace("\u00a0", " ") for text in row] for row in rows] == [
        ["甲", "4 家", "1 家", "25.0 %", "2024-12-31 · 已过期 10 天", "来源"],
        ["乙", "4 家", "5 家", "125.0 %", "2024-12-31", "来源"],
        ["丙", "未定数量", "未填报", "–", "2024-12-31 · 已过期 10 天", "来源"],
    ]


def test_the_first_version_says_so() -> None:
    folder = shipped_view()
    view = replace(folder, assessment=replace(folder.assessment, version="1a2b"))
    assert "与上一版本相比：首个版本，尚无变化" in paragraphs(overview_docx(view, label="", changes=since_sentences(view, None)))
    assert since_sentences(folder, None) == [] and "首个版本" not in overview(folder, label="data")


@pytest.mark.parametrize(("language", "said"), [("zh", "不能用"), ("en", "cannot be used")])
def test_a_file_that_cannot_be_used_is_not_told_as_a_source(language: Language, said: str) -> None:
    view = shipped_view(language)
    broken = Finding(code="file-corrupt", severity=Severity.ERROR, cell=Cell(file="plan.xlsx"), facts={"part": "zip"})
    without = replace(view, dataset=replace(view.dataset, plan=None), assessment=replace(view.assessment, findings=(broken,)))
    files = paragraphs(overview_docx(without, label=""))[-1].split("plan.xlsx")[1:]
    assert len(files) == 1 and said in files[0].partition("regions.xlsx")[0]
    page = overview(without, label="x")
    assert view.say("data.files-unused") in page and "plan.xlsx" in page.partition(view.say("data.files-unused"))[2]
    for text in (page, plan_review(without)):
        assert view.say("plan.unusable", file="plan.xlsx") in unescape(text) and view.say("plan.none") not in text


def test_every_file_stands_with_its_whole_hash() -> None:
    view = shipped_view()
    files = paragraphs(overview_docx(view, label=""))[-1]
    assert all(f"{file} {digest}" in files for file, digest in view.assessment.sources.items())


def test_one_chain_is_named_in_the_title_and_changes_are_said() -> None:
    view = shipped_view().only("ic-materials")
    assert title(view) == "临港新片区集成电路材料产业链评估报告"
    said = paragraphs(overview_docx(view, label="", changes=["本地覆盖率提高 1.2 个百分点。", "自主可控率不变。"]))
    at = said.index("与上一版本相比：本地覆盖率提高 1.2 个百分点。")
    assert said[at + 1] == "自主可控率不变。"


@pytest.mark.parametrize("language", ["zh", "en"])
def test_equal_inputs_give_equal_bytes_with_fixed_times(language: Language) -> None:
    view = shipped_view(language)
    content = overview_docx(view, label="x")
    assert content == overview_docx(view, label="x")
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(2000, 1, 1, 0, 0, 0)}


def test_without_plan_gaps_or_suppliers_the_parts_still_read() -> None:
    of = replace(chain([segment("a")]), name_zh="=1+1")
    data = dataset(of, [supplier("甲", "a", "lingang"), supplier("乙", "a", "lingang")])
    view = View(assessment=assess(data, Parameters(region="lingang")), dataset=data, language="zh")
    said = paragraphs(overview_docx(view, label=""))
    assert "临港新片区在已核查的环节中没有缺口。" in said
    assert not any("规划目标" in one for one in said)
    with zipfile.ZipFile(io.BytesIO(overview_docx(view, label=""))) as archive:
        assert "w:instrText" not in archive.read("word/document.xml").decode()
