"""Costs of filling segments: from any spreadsheet, by id or name, every mistake at its cell."""

import pytest

from chainmap.intake.costs import CostsRead, load_costs
from chainmap.model.dataset import Dataset
from tests.analysis.datasets import chain, dataset, segment
from tests.workbooks import workbook


def context() -> Dataset:
    return dataset(chain([segment("resist"), segment("wafer")]), [])


def read(rows: list[list[object]], name: str = "costs.xlsx") -> CostsRead:
    content = "\n".join(",".join(map(str, row)) for row in rows).encode() if name.endswith(".csv") else workbook({"表": rows})
    return load_costs(name, content, context())


@pytest.mark.parametrize("name", ["costs.xlsx", "costs.csv"])
def test_costs_are_read_below_a_title_and_beside_other_columns(name: str) -> None:
    found = read([["成本测算", "", ""], ["环节", "说明", "成本"], ["resist", "x", 3.5], ["wafer", "", 0]], name)
    assert (dict(found.costs), found.findings) == ({("example", "resist"): 3.5, ("example", "wafer"): 0.0}, ())


def test_a_blank_cost_says_nothing() -> None:
    assert dict(read([["环节", "成本"], ["resist", None], ["wafer", 2]]).costs) == {("example", "wafer"): 2.0}


@pytest.mark.parametrize(
    ("rows", "code", "cell"),
    [
        ([["环节", "成本"], ["resits", 1]], "unknown-segment", "costs.xlsx[表]!A2"),
        ([["环节", "成本"], ["resist", -1]], "number-too-small", "costs.xlsx[表]!B2"),
        ([["环节", "成本"], ["resist", 1], ["resist", 2]], "duplicate-cost", "costs.xlsx[表]!A3"),
        ([["环节", "成本"], ["resist", None]], "no-costs", "costs.xlsx[表]!1:1"),
        ([["环节", "价钱"], ["resist", 1]], "no-header", "costs.xlsx[表]"),
    ],
)
def test_a_mistake_is_a_finding_at_its_cell(rows: list[list[object]], code: str, cell: str) -> None:
    found = read(rows).findings
    assert [(one.code, str(one.cell)) for one in found] == [(code, cell)]


def test_a_file_that_is_no_spreadsheet_is_refused() -> None:
    found = load_costs("costs.xlsx", b"PK\x03\x04 not a workbook", context())
    assert found.costs == {} and found.findings
