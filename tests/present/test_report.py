"""JSON of the command line: the keys of the design, codes, names in both languages, equal bytes."""

import json
import re
from datetime import date
from typing import Any

import pytest

from chainmap.analysis.assess import assess
from chainmap.analysis.assessment import Assessment
from chainmap.analysis.best import best_of
from chainmap.analysis.scenario import changes, scenario
from chainmap.analysis.targets import targets
from chainmap.intake.load import load_files
from chainmap.model.dataset import Dataset
from chainmap.model.finding import Cell, Finding, Severity
from chainmap.model.parameters import Parameters
from chainmap.model.vocabulary import CheckMethod, Score, Stage
from chainmap.present import attraction_report, report, scenario_report
from chainmap.present.words import LANGUAGES, Language
from chainmap.present.words.findings import TEXTS as FINDING_TEXTS
from chainmap.present.words.reasons import TEXTS as REASON_TEXTS
from tests.analysis.datasets import chain, dataset, dependency, example, segment, supplier
from tests.workbooks import worked_example


@pytest.fixture(scope="module")
def data() -> Dataset:
    return example(2)


@pytest.fixture(scope="module")
def assessment(data: Dataset) -> Assessment:
    return assess(data)


def whole(assessment: Assessment, data: Dataset, language: Language = "zh") -> dict[str, Any]:
    value: dict[str, Any] = json.loads(report.dumps(report.assessment_json(assessment, data, language)))
    return value


def test_an_assessment_has_the_keys_of_the_design(assessment: Assessment, data: Dataset) -> None:
    found = whole(assessment, data)
    assert set(found) == {"method", "version", "region", "home_country", "parameters", "sources", "chains", "findings"}
    assert (found["method"], found["version"], found["region"], found["home_country"]) == (1, None, "lingang", "china")
    (one,) = found["chains"]
    assert {"id", "name", "segment_count", "depth", "scores", "q_band", "segments"} <= set(one)
    assert set(one["scores"]) == {"lingang", "shanghai", "yrd", "china", "world"}
    assert set(one["scores"]["china"]) == {
        "coverage", "controlled_coverage", "self_reliance", "continuity", "count_grade_share", "after_loss",
    }  # fmt: skip
    assert set(one["scores"]["china"]["after_loss"]) == {"coverage", "self_reliance", "continuity"}
    assert set(one["q_band"]) == {"0.3", "0.6", "1"}
    assert {
        "id", "name", "weight", "total_requirement", "evidence", "state", "cover", "controlled_cover", "companies", "verdict",
        "verdict_if_confirmed", "action", "action_if_confirmed", "also", "reason", "gains",
    } <= set(one["segments"][0])  # fmt: skip
    assert set(one["segments"][0]["gains"]) == {"coverage", "pull", "self_reliance", "continuity", "credit"}


def test_numbers_are_those_of_the_worked_example_in_six_digits(assessment: Assessment, data: Dataset) -> None:
    scores = whole(assessment, data)["chains"][0]["scores"]
    assert scores["china"]["self_reliance"] == [0.692308, 0.846154]
    assert scores["china"]["continuity"] == [0.2, 0.666667]
    assert scores["shanghai"]["after_loss"]["coverage"] == 0.192308


def test_parameters_are_those_that_were_set(data: Dataset) -> None:
    found = whole(assess(data, Parameters(q=0.6, region="yrd")), data)
    assert (found["parameters"]["q"], found["parameters"]["region"], found["region"]) == (0.6, "yrd", "yrd")


def test_end_uses_have_no_gains() -> None:
    data = dataset(chain([segment("m"), segment("u", stage=Stage.END_USE)], [dependency("m", "u")]), [])
    found = whole(assess(data), data)["chains"][0]["segments"]
    assert found[1]["gains"] is None
    assert (found[1]["verdict"], found[1]["action"]) == ("anchor", "none")


def test_equal_inputs_give_equal_bytes() -> None:
    texts, files = [], worked_example(1)
    for _ in range(2):
        parsed = load_files(files)
        assert parsed.dataset is not None
        texts.append(report.dumps(report.assessment_json(assess(parsed.dataset), parsed.dataset, "en")))
    assert texts[0] == texts[1]


def test_numbers_are_rounded_and_never_minus_zero_or_not_a_number() -> None:
    assert json.loads(report.dumps({"b": [-1e-9, 1 / 3, float("nan")], "a": (1, True, None)})) == {
        "a": [1, True, None],
        "b": [0.0, 0.333333, None],
    }
    assert "-0" not in report.dumps(-1e-9)
    assert report.dumps({"b": 1, "a": 2}) == '{\n  "a": 2,\n  "b": 1\n}'


def test_a_reason_reads_like_an_officials_note() -> None:
    looked = segment("m", check_method=CheckMethod.PUBLIC_SEARCH, checked_on=date(2026, 11, 23))
    data = dataset(chain([looked]), [supplier(name, "m", "suzhou") for name in "ABC"])
    parameters = Parameters(nearby_companies=4)
    zh, en = (whole(assess(data, parameters), data, language)["chains"][0]["segments"][0]["reason"] for language in LANGUAGES)
    assert zh.startswith("临港新片区公开检索未见企业（2026-11-23）；长三角有 3 家量产内资企业。可从中招引。")
    assert en.startswith(
        "临港新片区: a public search found no company (2026-11-23); 3 producing domestic companies are in 长三角. "
    )


def test_every_reason_has_both_languages_with_the_same_facts() -> None:
    for code, texts in REASON_TEXTS.items():
        zh, en = (sorted(set(re.findall(r"{(\w+)", text))) for text in texts)
        assert zh == en, code
        assert all(text.endswith(("。", ".")) for text in texts), code


def test_reasons_print_at_most_one_decimal_of_a_percent() -> None:
    data = dataset(
        chain([segment("m", demand=3.0, demand_unit="t")]), [supplier("A", "m", "lingang", capacity=1.0, capacity_unit="t")]
    )
    assert "33.3 %" in whole(assess(data), data)["chains"][0]["segments"][0]["reason"]


def test_the_gap_list_is_in_the_order_of_the_gain_that_has_a_local_buyer() -> None:
    data = dataset(
        chain([segment("m", criticality=5), segment("n", criticality=1), segment("q")], [dependency("n", "q")]),
        [supplier("Buyer", "q", "lingang"), supplier("Other", "q", "lingang")],
    )
    found = report.gaps_json(assess(data), data, "zh")
    assert found["region"] == "lingang"
    assert [(gap["segment"], gap["verdict"]) for gap in found["gaps"]] == [("n", "missing"), ("m", "missing")]
    assert set(found["gaps"][0]) == {"chain", "segment", "verdict", "action", "gains", "reason"}


def test_gaps_of_self_reliance_stand_at_the_home_country(assessment: Assessment, data: Dataset) -> None:
    found = report.gaps_json(assessment, data, "zh", Score.SELF_RELIANCE)
    assert found["region"] == "china"
    assert {gap["segment"] for gap in found["gaps"]} == {"metal", "resist"}


def test_best_sets_and_unlock_sets_name_segments(assessment: Assessment) -> None:
    found = attraction_report.best_json(best_of(assessment, Score.CONTINUITY, 2))
    assert [(one["k"], one["segments"], round(one["value"], 4), one["exact"]) for one in found["best"]] == [
        (1, ["resist"], 0.6667, True),
        (2, ["metal", "resist"], 1.0, True),
    ]
    assert found["unlock_sets"] == [["resist"]]
    assert attraction_report.best_json(best_of(assessment, Score.COVERAGE, 1))["unlock_sets"] == []


def test_best_sets_keep_to_a_budget(assessment: Assessment) -> None:
    found = best_of(assessment, Score.SELF_RELIANCE, 2, costs={("example", "metal"): 5.0}, budget=1.0)
    assert [one.names(each) for one in found for each in one.sets][-1] == ("resist",)


def test_targets_say_who_why_and_who_was_left_out(assessment: Assessment, data: Dataset) -> None:
    found = attraction_report.targets_json(targets(data, assessment, ("example", "target")), assessment, data, "zh")
    (domestic, foreign) = sorted(found["targets"], key=lambda one: one["company"])
    assert {"company", "chain", "segment", "place", "status", "control", "gains", "reason"} <= set(domestic)
    assert (domestic["company"], domestic["status"], domestic["control"]) == ("T1", "producing", "domestic")
    assert "不提高中国的自主可控率" in foreign["reason"]
    assert found["nobody_known"] == []


def test_a_scenario_is_scores_before_and_after(assessment: Assessment, data: Dataset) -> None:
    read = changes(data, [("fill", "metal"), ("fill", "resist")])
    assert isinstance(read, tuple)
    found = json.loads(report.dumps(scenario_report.scenario_json(scenario(data, assessment, read))))
    assert found["before"]["example"]["china"]["self_reliance"][0] == 0.692308
    assert found["after"]["example"]["china"]["self_reliance"][0] == 1.0


def test_findings_say_what_is_wrong_and_how_to_mend_it() -> None:
    code = next(code for code, text in sorted(FINDING_TEXTS.items()) if "{" not in "".join((*text.message, *text.hint)))
    finding = Finding(code=code, severity=Severity.ERROR, cell=Cell(file="a.xlsx", sheet="企业", row=3, column=2))
    (found,) = report.findings_json([finding], "zh")["findings"]
    assert found == {
        "code": code,
        "severity": "error",
        "cell": "a.xlsx[企业]!B3",
        "message": FINDING_TEXTS[code].message[0],
        "hint": FINDING_TEXTS[code].hint[0],
    }
