"""The call sheet: why this company, what is known and from which cell, what to find out first."""

import io
from dataclasses import replace

import pytest
from docx import Document

from chainmap.analysis.assess import assess
from chainmap.analysis.targets import TargetList, targets
from chainmap.model.parameters import Parameters
from chainmap.present.company_sheet import company_panel, company_sheet, known_rows, offers, open_questions, targets_of
from chainmap.present.view import View
from tests.analysis.datasets import chain, dataset, dependency, segment, supplier
from tests.present.views import shipped_targets, shipped_view


def made(**fields: object) -> tuple[View, TargetList]:
    of = chain([segment("ore"), segment("resist"), segment("fab")], [dependency("ore", "resist"), dependency("resist", "fab")])
    rows = [
        supplier("芯片厂", "fab", "lingang"),
        supplier("矿厂", "ore", "lingang"),
        supplier("甲", "resist", "suzhou", **fields),
    ]
    data = dataset(of, rows)
    view = View(assessment=assess(data, Parameters(region="lingang")), dataset=data, language="zh")
    return view, targets(data, view.assessment)


def questions(**fields: object) -> list[str]:
    view, found = made(**fields)
    own = targets_of(found, "甲")
    return open_questions(view, own, known_rows(view, own))


def test_what_is_not_known_is_to_be_found_out_first() -> None:
    assert questions(confidence="high", as_of="2026-01") == ["名录所载均有日期与来源。"]
    assert questions(confidence="low", as_of="2026-01") == ["1 条记录为低可信或未填可信度，先核实产品与产能。"]
    assert "控制权未查清，先查股权。" in questions(control="unknown")
    assert "生产状态未知，先问是否量产。" in questions(status="unknown")


def test_buyers_and_suppliers_of_inputs_here_are_named() -> None:
    view, found = made()
    assert offers(view, targets_of(found, "甲")) == ["下游买家：芯片厂", "上游供应：矿厂"]


def test_sheet_opens_with_the_first_sentence_and_ends_with_cells() -> None:
    view, found = made(as_of="2024-08", confidence="medium")
    document = Document(io.BytesIO(company_sheet(view, found, "甲", label="版本 1")))
    said = [one.text for one in document.paragraphs]
    assert said[0] == "甲：联系单"
    assert any(one.startswith("resist：量产；内资；长三角") and one.endswith("来源 2024-08，中可信。") for one in said)
    assert document.tables[0].rows[1].cells[-1].text == "example.xlsx[企业]!4:4"


def test_panel_escapes_what_users_write() -> None:
    view, found = made(product="<b>x</b>", source='"><script>')
    html = company_panel(view, targets_of(found, "甲"))
    assert "<b>x" not in html and "<script" not in html


def test_nobody_invites_an_unknown_company() -> None:
    view, found = made()
    with pytest.raises(KeyError):
        company_sheet(view, found, "无", label="")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_shipped_target_has_a_sheet_and_panel(language: str) -> None:
    view = replace(shipped_view(), language="en" if language == "en" else "zh")
    found = shipped_targets()
    for key in list(dict.fromkeys(one.company_key for one in found.targets))[::20]:
        content = company_sheet(view, found, key, label="")
        assert content == company_sheet(view, found, key, label="")
        assert company_panel(view, targets_of(found, key))


def test_rows_on_the_gap_come_first_and_others_raise_no_questions() -> None:
    of = chain([segment("ore"), segment("resist"), segment("fab")], [dependency("ore", "fab"), dependency("resist", "fab")])
    rows = [
        supplier("芯片厂", "fab", "lingang"), supplier("矿厂", "ore", "lingang"),
        supplier("甲", "ore", "suzhou", confidence="low"),
        supplier("甲", "resist", "suzhou", confidence="high", as_of="2026-01"),
    ]  # fmt: skip
    data = dataset(of, rows)
    view = View(assessment=assess(data, Parameters(region="lingang")), dataset=data, language="zh")
    own = targets_of(targets(data, view.assessment), "甲")
    known = known_rows(view, own)
    assert [row.segment_id for row in known] == ["resist", "ore"]
    assert open_questions(view, own, known) == ["名录所载均有日期与来源。"]
