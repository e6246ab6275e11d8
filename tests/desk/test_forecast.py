"""Forecast: all leads landed equals the register with their rows typed in; weights are chances."""

from dataclasses import replace
from itertools import product

import pandas as pd
import pytest

from chainmap.analysis.assess import assess
from chainmap.analysis.assessment import Assessment
from chainmap.desk import follow_leads
from chainmap.desk.forecast import CHANCES, SCORES, forecast
from chainmap.intake.load import load_files
from chainmap.model.dataset import Dataset
from chainmap.model.finding import Severity
from chainmap.model.lead import Lead
from chainmap.model.parameters import Parameters
from chainmap.model.vocabulary import LeadStatus, Score
from tests.analysis.datasets import chain, dataset, example, register, segment, supplier
from tests.workbooks import example_sheets, regions_workbook, workbook


def lead(company: str, segment_id: str, status: LeadStatus = LeadStatus.SIGNED, **fields: object) -> Lead:
    given = {"chain_id": "example", "region_id": "lingang", **fields}
    return Lead(company=company, segment_id=segment_id, status=status, **given)  # type: ignore[arg-type]


def assessed(data: Dataset, q: float = 0.6) -> Assessment:
    return assess(data, Parameters(region="lingang", q=q))


def typed_in(data: Dataset, *rows: dict[str, object]) -> Dataset:
    return replace(data, suppliers=pd.concat([data.suppliers, register(rows)], ignore_index=True))


def scores(of: Assessment) -> dict[Score, float]:
    return {score: of.chain("example").scores[of.headline(score)][score].lo for score in SCORES}


@pytest.mark.parametrize("q", [1.0, 0.6])
def test_all_landed_equals_the_rows_typed_in(q: float) -> None:
    data = example(2)
    before = assessed(data, q)
    leads = [lead("K1", "cmp"), lead("T1", "target"), lead("M1", "metal"), lead("A", "resist")]
    rows = [
        supplier("K1", "cmp", "lingang"), supplier("T1", "target", "lingang"),
        supplier("M1", "metal", "lingang", control="foreign"), supplier("A", "resist", "lingang"),
    ]  # fmt: skip
    typed = assess(typed_in(data, *rows), before.parameters)
    found = forecast(data, before, leads).landed.chain("example")
    assert found.scores == typed.chain("example").scores
    assert [one.verdict for one in found.segments] == [one.verdict for one in typed.chain("example").segments]


def test_a_company_that_nobody_knows_counts_for_coverage_and_not_for_control() -> None:
    data = example(2)
    before = assessed(data)
    found = forecast(data, before, [lead("新来者", "resist")]).landed.chain("example")
    typed = assess(typed_in(data, supplier("新来者", "resist", "lingang", control="unknown")), before.parameters)
    assert found.scores == typed.chain("example").scores


def test_only_leads_at_or_beyond_the_status_count() -> None:
    data = example(2)
    leads = [lead("K1", "cmp"), lead("T1", "target", LeadStatus.CONTACTED), lead("A", "resist", LeadStatus.DROPPED)]
    found = forecast(data, assessed(data), leads, at_least=LeadStatus.NEGOTIATING)
    assert [one.company for one in found.leads] == ["K1"]


def test_a_lead_whose_segment_left_the_chain_is_named_and_counts_nowhere() -> None:
    data = example(2)
    before = assessed(data)
    found = forecast(data, before, [lead("K1", "left")])
    assert [one.segment_id for one in found.gone] == ["left"]
    assert scores(found.landed) == scores(before)


@pytest.mark.parametrize("q", [1.0, 0.6])
def test_certain_leads_weigh_as_much_as_landed_ones(q: float) -> None:
    data = example(1)
    before = assessed(data, q)
    leads = [lead("K2", "cmp"), lead("H", "wafer"), lead("R2", "resist"), lead("新来者", "metal"), lead("M2", "metal")]
    found = forecast(data, before, leads, chances=dict.fromkeys(LeadStatus, 1.0))
    expected = scores(found.landed)
    assert found.weighted["example"] == pytest.approx(expected)
    nothing = forecast(data, before, leads, chances=dict.fromkeys(LeadStatus, 0.0))
    assert nothing.weighted["example"] == pytest.approx(scores(before))


def test_weights_are_the_mean_over_every_combination() -> None:
    data = example(1)
    before = assessed(data)
    leads = [lead("K2", "cmp"), lead("R1", "resist", LeadStatus.NEGOTIATING), lead("M2", "metal", LeadStatus.LEAD)]
    expected = dict.fromkeys(SCORES, 0.0)
    for lands in product([False, True], repeat=len(leads)):
        chosen = [one for one, yes in zip(leads, lands, strict=True) if yes]
        share = 1.0
        for one, yes in zip(leads, lands, strict=True):
            share *= CHANCES[one.status] if yes else 1 - CHANCES[one.status]
        after = scores(assess(follow_leads.forecast(data, chosen), before.parameters))
        expected = {score: expected[score] + share * after[score] for score in SCORES}
    assert forecast(data, before, leads).weighted["example"] == pytest.approx(expected)


def test_amounts_go_along() -> None:
    rows = [
        supplier("甲", "a", "suzhou", capacity=30.0, capacity_unit="t"),
        supplier("乙", "a", "beijing", capacity=20.0, capacity_unit="t"),
    ]
    data = dataset(chain([segment("a", demand=100.0, demand_unit="t")]), rows)
    before = assessed(data)
    found = forecast(data, before, [lead("甲", "a"), lead("乙", "a")], chances=dict.fromkeys(LeadStatus, 1.0))
    assert found.weighted["example"][Score.COVERAGE] == pytest.approx(0.5)
    assert scores(found.landed)[Score.COVERAGE] == pytest.approx(0.5)


def test_many_leads_are_drawn_and_repeat() -> None:
    names = [f"企业{at}" for at in range(14)]
    data = dataset(chain([segment("a")]), [supplier(name, "a", "suzhou") for name in names])
    before = assessed(data, 0.1)
    leads = [lead(name, "a", LeadStatus.NEGOTIATING) for name in names]
    value = forecast(data, before, leads).weighted["example"][Score.COVERAGE]
    assert value == pytest.approx(1 - (1 - 0.1 * 0.3) ** 14, abs=0.01)
    assert value == forecast(data, before, leads).weighted["example"][Score.COVERAGE]


def test_a_company_that_is_a_lead_twice_lands_once() -> None:
    data = dataset(chain([segment("a")]), [supplier("甲", "a", "suzhou")])
    leads = [lead("甲", "a", LeadStatus.SIGNED), lead("甲", "a", LeadStatus.LEAD)]
    assert forecast(data, assessed(data), leads).weighted["example"][Score.COVERAGE] == pytest.approx(0.6 * 0.8)


def _files(extra: list[list[object]], change: object = None) -> Dataset:
    """The worked example with further rows typed into its sheet of companies, written as a workbook and read back."""
    made = example_sheets(2)
    made["企业"][0] += ["年产能", "产能单位"]
    made["环节"][0] += ["年需求量", "需求单位"]
    for row in made["企业"][1:]:
        row += [None, None]
    for row in made["环节"][1:]:
        row += [None, None]
    if callable(change):
        change(made)
    made["企业"] += extra
    loaded = load_files({"chains/example.xlsx": workbook(made), "regions.xlsx": regions_workbook()})
    assert loaded.dataset is not None and not [one for one in loaded.findings if one.severity is Severity.ERROR], loaded.findings
    return loaded.dataset


def _with_amounts(made: dict[str, list[list[object]]]) -> None:
    """Segment cmp on the volume grade: K1 makes 40 of 100 tonnes, K2 makes 30."""
    for row in made["环节"][1:]:
        if row[0] == "cmp":
            row[-2:] = [100, "t"]
    rows = made["企业"]
    del rows[next(at for at, row in enumerate(rows) if row[0] == "K1")]
    for row in rows[1:]:
        if row[0] in ("K1", "K2"):
            row[-2:] = [40 if row[0] == "K1" else 30, "t"]


def test_all_landed_equals_a_workbook_in_which_the_rows_were_typed() -> None:
    data = _files([])
    before = assessed(data, 1.0)
    leads = [lead("K1", "cmp"), lead("T1", "target"), lead("M1", "metal"), lead("新来者", "resist"), lead("H", "wafer")]
    rows: list[list[object]] = [
        ["K1", "cmp", "临港新片区", "内资", "量产"], ["T1", "target", "临港新片区", "内资", "量产"],
        ["M1", "metal", "临港新片区", "外资", "量产"], ["新来者", "resist", "临港新片区", None, "量产"],
        ["H", "wafer", "临港新片区", "内资", "量产"],
    ]  # fmt: skip
    typed = assess(_files(rows), before.parameters).chain("example")
    found = forecast(data, before, leads).landed.chain("example")
    assert found.scores == typed.scores
    assert [(one.verdict, one.gains) for one in found.segments] == [(one.verdict, one.gains) for one in typed.segments]


def test_amounts_that_move_equal_a_workbook_in_which_they_were_typed_at_the_new_place() -> None:
    data = _files([], _with_amounts)
    before = assessed(data, 1.0)
    found = forecast(data, before, [lead("K2", "cmp")]).landed.chain("example")

    def moved(made: dict[str, list[list[object]]]) -> None:
        _with_amounts(made)
        for row in made["企业"]:
            if row[0] == "K2":
                row[-2] = 0

    typed = assess(_files([["K2", "cmp", "临港新片区", "内资", "量产", 30, "t"]], moved), before.parameters).chain("example")
    assert found.scores == typed.scores
    assert found.segment("cmp").cover["lingang"].lo == pytest.approx(0.3)


def test_what_each_lead_adds_alone_is_the_forecast_of_that_lead() -> None:
    data = example(2)
    before = assessed(data)
    leads = [
        replace(lead("K1", "cmp"), lead_id=1),
        replace(lead("T1", "target"), lead_id=2),
        replace(lead("A", "resist"), lead_id=3),
    ]
    gains = forecast(data, before, leads).gains["example"]
    assert {one.lead.lead_id for one in gains} == {1, 2, 3}
    for one in gains:
        alone = scores(forecast(data, before, [one.lead]).landed)
        assert one.chance == CHANCES[one.lead.status]
        for score, value in scores(before).items():
            assert one.alone[score] == pytest.approx(alone[score] - value)
