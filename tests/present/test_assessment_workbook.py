"""The exported assessment: every score and segment is in it, figures are numbers, and nothing in it runs."""

import io
from dataclasses import replace

import pytest
from openpyxl import load_workbook
from openpyxl.workbook import Workbook

from chainmap.analysis.assess import assess
from chainmap.model.parameters import Parameters
from chainmap.present.assessment_workbook import assessment_workbook
from chainmap.present.view import View
from chainmap.present.words import Language
from tests.analysis.datasets import chain, dataset, segment, supplier
from tests.present.views import example_view, shipped_view


def opened(view: View) -> Workbook:
    return load_workbook(io.BytesIO(assessment_workbook(view)))


def rows(book: Workbook, sheet: str) -> list[dict[str, object]]:
    header, *values = [[cell.value for cell in row] for row in book[sheet].iter_rows()]
    return [dict(zip(map(str, header), row, strict=True)) for row in values]


def test_scores_stand_per_chain_and_region() -> None:
    found = {row["区域"]: row for row in rows(opened(example_view()), "得分")}
    assert list(found) == ["临港新片区", "上海市", "长三角", "中国", "全球"]
    assert found["临港新片区"]["本地覆盖率（已核实）"] == pytest.approx(0.1923, abs=5e-5)
    assert found["中国"]["断供可运行率（至多）"] == pytest.approx(0.6667, abs=5e-5)
    assert found["中国"]["本地覆盖率（稳健值）"] == pytest.approx(0.6154, abs=5e-5)


def test_every_segment_has_verdict_action_reason_and_cell() -> None:
    found = {row["环节编号"]: row for row in rows(opened(example_view()), "环节")}
    assert found["wafer"]["裁定"] == "单点"
    assert found["wafer"]["本地企业"] == "G"
    assert found["wafer"]["本地企业出处"] == "example.xlsx[企业]!5:5"
    assert found["resist"]["裁定"] == "缺链"
    assert all(row["理由"] and row["动作"] and row["出处"] for row in found.values())


def test_gaps_stand_in_their_order() -> None:
    found = rows(opened(example_view()), "缺口")
    gains = [row["有买家的增益"] for row in found]
    assert [row["序号"] for row in found] == list(range(1, len(found) + 1))
    assert gains == sorted(gains, reverse=True)  # type: ignore[type-var]


def test_sheets_are_filtered_and_their_headers_stay() -> None:
    book = opened(example_view())
    for name in ("得分", "环节", "缺口"):
        assert book[name].auto_filter.ref
        assert str(book[name].freeze_panes).endswith("2")


def test_note_counts_confidence_and_quotes_what_the_data_are() -> None:
    made = dataset(replace(chain([segment("a")]), note="示例数据"), [supplier("甲", "a", "lingang", confidence="low")])
    view = View(assessment=assess(made, Parameters(region="lingang")), dataset=made, language="zh")
    facts = {row[0].value: row[1].value for row in opened(view)["数据说明"].iter_rows(max_col=2)}
    assert facts["数据性质"] == "示例数据"
    assert facts["企业记录与可信度"] == "企业记录 1 条，可信度低 100\u00a0%（低 1 条）"


def test_no_text_becomes_a_formula() -> None:
    made = dataset(chain([segment("a", name_zh="=1+1", group="=2+2")]), [supplier("=3+3", "a", "lingang")])
    view = View(assessment=assess(made, Parameters(region="lingang")), dataset=made, language="zh")
    cells = [cell for sheet in opened(view) for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert all(cell.data_type != "f" for cell in cells)
    assert {"=1+1", "=2+2", "=3+3"} <= {cell.value for cell in cells}


@pytest.mark.parametrize("language", ["zh", "en"])
def test_shipped_assessment_is_written_whole_and_the_same_twice(language: Language) -> None:
    view = shipped_view(language)
    assert assessment_workbook(view) == assessment_workbook(view)
    sheets = list(opened(view))
    assert sheets[0].max_row == 1 + 5 * len(view.assessment.ladder)
    assert sheets[1].max_row == 1 + sum(len(one.segments) for one in view.assessment.chains)
