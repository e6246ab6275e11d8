"""Comparisons as HTML: the answer, the ladder, changes by cause, sensitivity; one language, and escaped."""

import re
from dataclasses import replace
from functools import lru_cache
from html import unescape
from pathlib import Path

import pytest

from chainmap.analysis.assess import assess
from chainmap.analysis.contributions import data_parts
from chainmap.analysis.decomposition import Cause, State, decompose
from chainmap.analysis.inside import inside
from chainmap.analysis.sensitivity import sensitivity
from chainmap.analysis.side_by_side import SideBySide, side_by_side
from chainmap.desk.compare import difference
from chainmap.desk.effect import effect
from chainmap.intake.load import load_folder
from chainmap.model.dataset import Dataset
from chainmap.model.interval import Interval
from chainmap.model.parameters import Parameters
from chainmap.model.vocabulary import Score
from chainmap.present.answers import answer
from chainmap.present.change import Change
from chainmap.present.change_answers import change_answer
from chainmap.present.change_review import change_review, change_sentence, split_table
from chainmap.present.compare_review import (
    checked_sentence,
    nested_sentence,
    region_comparison,
    region_sentence,
    segment_comparison,
)
from chainmap.present.contribution_table import contribution_table
from chainmap.present.difference_review import names_of
from chainmap.present.effect_review import effect_table
from chainmap.present.ladder import additions, ladder_picture, rungs
from chainmap.present.ladder_table import ladder_table
from chainmap.present.markup import Markup
from chainmap.present.numbers import percent
from chainmap.present.report import side_by_side_json
from chainmap.present.sensitivity_review import sensitivity_review
from chainmap.present.since import Since, since_context, since_line, since_sentences
from chainmap.present.unmoved import unmoved_sentence
from chainmap.present.view import View
from chainmap.present.words import LANGUAGES, Language
from tests.analysis.datasets import EXAMPLE_ROWS, dependency, register, segment, supplier
from tests.folders import FORMULA, HOSTILE, marked_folder
from tests.present.marked import marked_view, view_of
from tests.present.views import example_view, shipped_view

_HAN = re.compile("[\u3400-\u9fff]")
_LATIN = re.compile("[A-Za-z]{3,}")
_DATA = re.compile(r"\w+\.xlsx(\[\w+\])?(![\w:]+)?|Shapley|Owen")


@lru_cache
def beside(*regions: str, language: Language = "zh") -> tuple[View, SideBySide]:
    """The second worked example, with regions beside Lingang."""
    view = example_view(language)
    return view, side_by_side(view.dataset, view.assessment, ("lingang", *regions))


def change(before: Dataset, after: Dataset, language: Language = "zh", parameters: Parameters | None = None) -> Change:
    """What changed between two datasets, as the page makes it."""
    parameters = parameters or Parameters()
    sides = State(dataset=before, parameters=parameters), State(dataset=after, parameters=parameters)
    splits = decompose(*sides)
    return Change(
        before=assess(before, parameters),
        after=assess(after, parameters),
        splits=splits,
        data=data_parts(*sides, splits),
        rows=difference(before, after).rows,
        names=names_of((before, after), language),
    )


@lru_cache
def without_wafer() -> Change:
    """The second worked example after its only wafer company in Lingang stopped."""
    before = example_view().dataset
    rows = [dict(row, status="stopped") if row["company"] == "G" else row for row in EXAMPLE_ROWS]
    return change(before, replace(before, suppliers=register(rows)), parameters=Parameters(region="lingang"))


def visible(html: str) -> str:
    """What is read: text, hints, and what a picture says."""
    attributes = re.findall(r'(?:title|aria-label)="([^"]*)"', html)
    return unescape(re.sub(r"<[^>]*>", " ", html) + " ".join(attributes))


def marked_pages(folder: Path, language: Language) -> str:
    """Every part of the page on the marked folder, whose rows differ between the two sides."""
    view = view_of(folder, language)
    later = load_folder(
        marked_folder(folder, company="C9", more=[["C6", "powder", "P6", "Pk", "domestic", "pilot", "S6"]])
    ).dataset
    assert later is not None
    found = side_by_side(view.dataset, view.assessment, ("park", "town", "isle"))
    changed = change(view.dataset, later, language)
    chain = view.assessment.chains[0]
    parts: list[Markup | str] = [
        region_sentence(view, found), checked_sentence(view, found), region_comparison(view, found),
        segment_comparison(view, found, chain, only_different=False), change_sentence(view, changed),
        change_review(view, changed, notes=[]), sensitivity_review(view, chain, sensitivity(view.dataset, "one", draws=5)),
    ]  # fmt: skip
    return "".join(parts)


def test_answer_gives_the_figures_of_one_chain() -> None:
    view, found = beside("shanghai", "china")
    assert (
        re.sub("<[^>]*>", "", region_sentence(view, found))
        == "算例的本地覆盖率（已核实部分）：临港新片区 19.2\u00a0%、上海市 65.4\u00a0%、中国 84.6\u00a0%。"
    )


def test_a_region_of_which_nothing_is_known_is_no_zero() -> None:
    view = example_view()
    (only,) = view.dataset.chains
    segments = tuple(replace(one, checked_region=None) for one in only.segments)
    data = replace(view.dataset, chains=(replace(only, segments=segments),))
    unchecked = replace(view, dataset=data, assessment=assess(data, Parameters(region="lingang")))
    found = side_by_side(data, unchecked.assessment, ("lingang", "pudong"))
    assert found.assessments[1].chains[0].scores["pudong"][Score.COVERAGE] == (0.0, 1.0)
    assert "浦东新区未知" in region_sentence(unchecked, found)
    told = visible(region_comparison(unchecked, found))
    unknown = told.partition("浦东新区")[2].partition("区域阶梯")[0]
    assert "未知" in unknown and "0–100" not in unknown and "稳健值" not in unknown


def test_answer_asks_for_a_region_where_none_is_chosen() -> None:
    view, found = beside()
    assert region_sentence(view, found).startswith("再选一个区域")


def test_answer_counts_the_chains_that_a_region_leads() -> None:
    view, found = beside("shanghai")
    twice = replace(view, assessment=replace(view.assessment, chains=view.assessment.chains * 2))
    assert re.sub("<[^>]*>", "", region_sentence(twice, found)) == "2 条链的本地覆盖率（已核实部分）：上海市 2 条最高。"


def test_regions_checked_unlike_are_told_apart(tmp_path: Path) -> None:
    view = marked_view(tmp_path)
    found = side_by_side(view.dataset, view.assessment, ("park", "port"))
    assert 'data-event="why:region=park;checked:one">3<' in checked_sentence(view, found)
    assert "园 3 个、港 1 个，共 4 个" in unescape(re.sub("<[^>]*>", "", checked_sentence(view, found)))
    everywhere, same = beside("shanghai")
    assert checked_sentence(everywhere, same) == ""


@pytest.mark.parametrize(("language", "said"), [("zh", "上海市包含临港新片区，"), ("en", "上海市 holds 临港新片区:")])
def test_a_region_that_holds_another_is_told(language: Language, said: str) -> None:
    view, found = beside("shanghai", language=language)
    assert said in visible(region_comparison(view, found))
    view, found = beside("pudong", language=language)
    assert nested_sentence(view, found) == ""


def test_what_another_region_has_is_named() -> None:
    view, found = beside("shanghai")
    shown = visible(region_comparison(view, found))
    assert "上海市已有、临港新片区没有核实到企业：fab、cmp、target。" in shown
    assert "+46.2" in shown


def test_ladder_goes_from_the_region_to_the_country() -> None:
    view = example_view()
    assert rungs(view.assessment) == ("lingang", "shanghai", "yrd", "china")
    shown = visible(ladder_picture(view, view.assessment.chains[0]))
    for region, value in (("临港新片区", "19.2"), ("上海市", "65.4"), ("长三角", "84.6"), ("中国", "84.6")):
        assert f"{region}已核实 {value}" in shown
    assert additions(view, view.assessment.chains[0]) == [
        "到上海市新增：fab、cmp、target。",
        "到长三角新增：resist。",
        "到中国新增：metal。",
    ]


def test_ladders_of_all_chains_stand_first_with_the_numbers_of_each_picture() -> None:
    view = shipped_view()
    table = ladder_table(view)
    assert table.count('class="cm-bar"') == len(rungs(view.assessment)) * len(view.assessment.chains)
    for chain in view.assessment.chains:
        asked = [f"why:region={region};coverage:{chain.chain.chain_id}" for region in rungs(view.assessment)]
        assert all(one in table and one in ladder_picture(view, chain) for one in asked)
    found = side_by_side(view.dataset, view.assessment, ("lingang", "shanghai"))
    both = region_comparison(view, found)
    assert both.count("实心为已核实") == 1 and both.index("各链的区域阶梯") < both.index("<article")
    assert "各链的区域阶梯" not in region_comparison(view.only("ic-materials"), found)


def test_ladder_draws_the_established_part_to_scale() -> None:
    view = example_view()
    html = ladder_picture(view, view.assessment.chains[0])
    heights = [float(height) for height in re.findall(r'height="([\d.]+)" style="fill:var\(--cm-action\)"', html)]
    established = [view.assessment.chains[0].scores[region][Score.COVERAGE].lo for region in rungs(view.assessment)]
    assert [height / heights[-1] for height in heights] == pytest.approx([one / established[-1] for one in established], abs=2e-3)


def test_segments_show_the_verdict_of_every_region() -> None:
    view, found = beside("shanghai")
    shown = visible(segment_comparison(view, found, view.assessment.chains[0], only_different=True))
    assert "cmp" in shown and "企业 1" in shown
    assert "metal" not in shown  # missing in both
    assert "metal" in visible(segment_comparison(view, found, view.assessment.chains[0], only_different=False))


def test_regions_alike_say_so() -> None:
    view = example_view()
    found = side_by_side(view.dataset, view.assessment, ("xuhui",))
    same = SideBySide(assessments=(found.assessments[0], found.assessments[0]))
    assert "裁定相同" in segment_comparison(view, same, view.assessment.chains[0], only_different=True)


def test_change_is_told_with_its_cause_first() -> None:
    assert re.sub("<[^>]*>", "", change_sentence(example_view(), without_wafer())) == (
        "变化最大：算例本地覆盖率 19.2\u00a0% → 0\u00a0%，数据 −19.2（百分点）。"
    )


def test_change_is_split_and_no_cause_is_left_out() -> None:
    shown = visible(split_table(example_view(), without_wafer()))
    assert all(word in shown for word in ("数据", "链定义", "方法与参数", "本地覆盖率", "−19.2"))


def test_company_stands_with_its_cell_and_what_its_segment_lost() -> None:
    shown = visible(contribution_table(example_view(), without_wafer()))
    assert all(word in shown for word in ("G", "wafer", "量产", "停产", "−19.2", "[企业]!5:5", "合计（数据部分）"))


def test_shares_of_the_table_are_those_of_the_split() -> None:
    found = without_wafer()
    (part,) = found.data
    (coverage,) = (one for one in found.splits if one.score is Score.COVERAGE)
    assert sum(one.parts[Score.COVERAGE].lo for one in part.contributions) == pytest.approx(coverage.parts[Cause.DATA].lo)


def test_a_row_that_moves_no_score_is_told_apart() -> None:
    before = example_view().dataset
    rows = [dict(row, note="新备注") if row["company"] == "G" else row for row in EXAMPLE_ROWS]
    after = replace(before, suppliers=register(rows))
    shown = visible(contribution_table(example_view(), change(before, after, parameters=Parameters(region="lingang"))))
    assert "不影响分数的改动" in shown and "新备注" in shown and "合计" not in shown


@lru_cache
def with_new_segment() -> Change:
    """The second worked example, with one more input of the wafer: a new company makes it, and so does one that was there."""
    before = example_view().dataset
    (only,) = before.chains
    grown = replace(
        only,
        segments=(*only.segments, segment("polish")),
        dependencies=(*only.dependencies, dependency("polish", "wafer", essential=True)),
    )
    more = [supplier("新企业", "polish", "lingang"), supplier("G", "polish", "lingang")]
    rows = [dict(row, status="pilot") if row["company"] == "G" else dict(row) for row in EXAMPLE_ROWS]
    return change(
        before, replace(before, chains=(grown,), suppliers=register([*rows, *more])), parameters=Parameters(region="lingang")
    )


def test_a_company_on_a_new_segment_counts_with_the_definition_and_is_found_there() -> None:
    view, found = example_view(), with_new_segment()
    shown = visible(contribution_table(view, found))
    assert "不影响分数的改动" not in shown
    data, _, defined = shown.partition("计入链定义的改动")
    assert "新企业" in defined and "polish" not in data, "what stands on a new segment is no share of the data part"
    (coverage,) = (one for one in found.splits if one.score is Score.COVERAGE)
    assert coverage.parts[Cause.DEFINITION].lo != 0
    told = change_answer(view, found, f"part:definition:coverage:{coverage.chain_id}", opened=None)
    assert told is not None
    row = next(one for one in told.body.split("<tr") if "新企业" in one)
    assert "[企业]!16:16" in visible(f"<tr{row}")


def test_companies_of_a_chain_that_one_version_only_has_are_told_apart() -> None:
    view = example_view()
    (only,) = view.dataset.chains
    other = replace(only, chain_id="other", segments=only.segments)
    before = replace(view.dataset, chains=(other,), suppliers=register([dict(row, chain_id="other") for row in EXAMPLE_ROWS]))
    shown = visible(contribution_table(view, change(before, view.dataset, parameters=Parameters(region="lingang"))))
    assert "只在一版里有的链的企业" in shown and "不影响分数的改动" not in shown


def test_versions_alike_say_so() -> None:
    view = example_view()
    same = change(view.dataset, view.dataset, parameters=Parameters(region="lingang"))
    assert (
        re.sub("<[^>]*>", "", change_sentence(view, same)) == "两版相同：临港新片区的本地覆盖率，中国的自主可控率与断供可运行率。"
    )
    assert "没有企业记录或核查情况改变" in change_review(view, same, notes=[])


def test_scores_that_stay_are_named_with_their_regions_and_what_moves_elsewhere_is_told() -> None:
    view, found = example_view(), stopped_outside()
    told = re.sub("<[^>]*>", "", unmoved_sentence(view, found))
    assert told.startswith("两版相同：临港新片区的本地覆盖率") and "算例在上海市的本地覆盖率 −" in told
    assert not any(end for one in found.splits for end in one.change)
    line = re.sub("<[^>]*>", "", since_context(view, Since(name="1", change=found, event="compare:")))
    assert line.startswith("较版本 1，本页分数未变") and "其他区域有" in line


@lru_cache
def stopped_outside() -> Change:
    """The second worked example after a company of Shanghai, outside Lingang, stopped."""
    before = example_view().dataset
    rows = [dict(row, status="stopped") if row["company"] == "K1" else row for row in EXAMPLE_ROWS]
    return change(before, replace(before, suppliers=register(rows)), parameters=Parameters(region="lingang"))


def test_effects_begin_with_what_moves_most_and_name_what_stays_in_one_line() -> None:
    found = stopped_outside()
    shown = visible(effect_table(effect(found.before, found.after), found.names, "zh"))
    changes = [abs(float(one.replace("−", "-"))) for one in re.findall(r" ([+−]\d+\.\d) ", shown)]
    assert changes and changes == sorted(changes, reverse=True)
    table, _, same = shown.partition("未变：")
    assert "临港新片区的本地覆盖率 19.2" in re.sub(" +", " ", same) and "临港新片区" not in table


def test_causes_that_cancel_out_are_shown() -> None:
    found = without_wafer()
    (coverage,) = (one for one in found.splits if one.score is Score.COVERAGE)
    crossed = dict(coverage.parts)
    crossed[Cause.DATA], crossed[Cause.DEFINITION] = type(crossed[Cause.DATA])(0.1, 0.1), type(crossed[Cause.DATA])(-0.1, -0.1)
    still = replace(found, splits=(replace(coverage, after=coverage.before, parts=crossed),))
    assert "+10" in visible(split_table(example_view(), still))


def test_sensitivity_names_what_leaves() -> None:
    view = example_view()
    found = sensitivity(view.dataset, "example", Parameters(region="lingang"), draws=20)
    shown = visible(sensitivity_review(view, view.assessment.chains[0], found))
    assert "q 由 0.3 到 1" in shown and "三套状态折算" in shown and "随机 ±1" in shown
    assert all(one in shown for one in found.first)


@pytest.mark.parametrize(("language", "other"), [("zh", _LATIN), ("en", _HAN)])
def test_page_is_in_one_language(tmp_path: Path, language: Language, other: re.Pattern[str]) -> None:
    shown = _DATA.sub("", visible(marked_pages(marked_folder(tmp_path), language)))
    assert not other.findall(shown), sorted(set(other.findall(shown)))


@pytest.mark.parametrize("language", LANGUAGES)
def test_hostile_texts_are_shown_as_text(tmp_path: Path, language: Language) -> None:
    folder = marked_folder(tmp_path, company=FORMULA + HOSTILE, segment=(HOSTILE + "件", HOSTILE + "Part"))
    assert "<script" not in marked_pages(folder, language)


def test_a_region_in_a_cell_goes_by_its_name() -> None:
    view = example_view()
    (only,) = view.dataset.chains
    segments = tuple(replace(one, checked_region="shanghai") if one.segment_id == "metal" else one for one in only.segments)
    after = replace(view.dataset, chains=(replace(only, segments=segments),))
    shown = visible(change_review(view, change(view.dataset, after, parameters=Parameters(region="lingang")), notes=[]))
    assert "核查与国产化率 · 算例" in shown and shown.count("上海市") == 2 and "shanghai" not in shown


def test_json_holds_scores_after_loss_and_verdicts_of_every_region() -> None:
    _, found = beside("shanghai", "china")
    answer = side_by_side_json(found)
    assert answer["regions"] == ["lingang", "shanghai", "china"]
    (chain,) = answer["chains"]
    for one in found.assessments:
        result = one.chains[0]
        assert chain["scores"][one.region]["coverage"] == list(result.scores[one.region][Score.COVERAGE])
        assert chain["scores"][one.region]["after_loss"]["coverage"] == result.after_loss[one.region][Score.COVERAGE]
        for told, of_segment in zip(chain["segments"], result.segments, strict=True):
            assert told["id"] == of_segment.segment.segment_id
            assert told["verdicts"][one.region] == of_segment.verdict.value
            assert told["companies"][one.region] == list(of_segment.companies[one.region])


def test_the_ladder_marks_the_after_loss_value() -> None:
    view = example_view()
    chain = view.assessment.chains[0]
    shown = visible(ladder_picture(view, chain))
    for region in rungs(view.assessment):
        value = chain.after_loss[region][Score.COVERAGE]
        assert f"稳健值 {percent(value)}" in shown


def test_the_ladder_says_where_nothing_is_known() -> None:
    view = example_view()
    (chain,) = view.assessment.chains
    scores = {region: {**found, Score.COVERAGE: Interval(0.0, 1.0)} for region, found in chain.scores.items()}
    picture = ladder_picture(view, replace(chain, scores=scores))
    assert picture.count(">未知</button>") == len(rungs(view.assessment))


def stopped(*companies: str) -> Since:
    """The second worked example and the same with these companies stopped, for the overview."""
    before = example_view().dataset
    rows = [dict(row) | ({"status": "stopped"} if row["company"] in companies else {}) for row in EXAMPLE_ROWS]
    return Since(name="1", change=change(before, replace(before, suppliers=register(rows))), event="compare:")


@pytest.mark.parametrize(("language", "told"), [("zh", "上一版没有这个区域"), ("en", "The version before lacks this region")])
def test_a_version_before_without_the_region_is_not_said_to_be_none(language: Language, told: str) -> None:
    view, since = example_view(language), Since(name="1", change=None, event="compare:")
    (said,) = since_sentences(view, since)
    assert told in said
    assert told in since_context(view, since)
    assert since_line(view, since, view.assessment.chains[0].chain.chain_id) is None


def test_the_overview_names_the_company_that_makes_most_of_a_change() -> None:
    (said,) = since_sentences(example_view(), stopped("G"))
    assert "主因：G（wafer，修改），本地覆盖率 −19.2。" in said


def test_the_overview_says_when_no_company_makes_most_of_a_change() -> None:
    (said,) = since_sentences(example_view("en"), stopped("K1", "K2", "R1", "A", "B", "G"))
    assert "Main cause: many changes of data, self-reliance" in said


def test_every_score_of_every_region_opens_to_an_answer_with_its_own_number() -> None:
    """The three scores and the after-loss value, of the regions beside and of the ladder: each asked from its region."""
    view, found = beside("shanghai", "china")
    asked = re.findall(
        r'data-event="why:(inside|region)=([^;]+);([^"]+)"[^>]*>(?:<span[^>]*>)?([^<]*)<', region_comparison(view, found)
    )
    assert {(side, region, question.rpartition(":")[0]) for side, region, question, _ in asked} >= {
        (side, region, question)
        for region in ("lingang", "shanghai", "china")
        for side, question in (("region", "coverage"), ("inside", "self_reliance"), ("inside", "continuity"))
    }
    assert {question.partition(":")[0] for _, _, question, _ in asked} >= {"state", "coverage", "after-loss"}
    assert ("region", "yrd", "after-loss:coverage") in {(side, region, one.rpartition(":")[0]) for side, region, one, _ in asked}
    for side, region, question, printed in asked:
        seen = assess(view.dataset, replace(view.assessment.parameters, region=region, home_country="china"))
        there = replace(view, assessment=inside(seen, region) if side == "inside" else seen)
        answered = answer(there, question, opened=None)
        assert answered is not None, question
        if question.startswith(("state:", "checked:")):
            assert f"{printed} 个" in answered.title
        elif number := re.search(r"[\d.]+", unescape(printed)):
            shown = float(number.group()) / 100
            assert any(float(one) == pytest.approx(shown, abs=0.0011) for one in re.findall(r"=([\d.]+)", answered.tex[1])), (
                printed
            )
        if side == "inside":
            assert there.region(region) in answered.title
