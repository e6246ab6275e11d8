"""Answers to "why" about one segment: their parts add up to what the command line prints, down to the cells."""

import re
from collections.abc import Iterator
from dataclasses import replace
from html import unescape

import pandas as pd
import pytest

from chainmap.analysis.assess import assess
from chainmap.analysis.assessment import ChainResult, SegmentResult
from chainmap.analysis.best import best_of
from chainmap.analysis.company_parts import candidates_on, company_parts, concentration_shares, strongest, without
from chainmap.analysis.scenario import Fill, scenario
from chainmap.analysis.side_by_side import side_by_side
from chainmap.model.vocabulary import Score
from chainmap.present.answers import answer
from chainmap.present.compare_review import region_comparison, segment_comparison
from chainmap.present.gap_buyers import buyers_cell, buyers_text
from chainmap.present.gap_list import gaps, information, to_check
from chainmap.present.gap_table import best_sentences, check_table, gap_table
from chainmap.present.numbers import is_unknown
from chainmap.present.overview import overview
from chainmap.present.plan_review import counted, plan_review, plan_sentence
from chainmap.present.scenario_review import after_view, comparison
from chainmap.present.segment_detail import segment_detail
from chainmap.present.view import View, ref
from chainmap.present.words import LANGUAGES, Language
from tests.present.equations import says
from tests.present.test_why import command_line, events, sums
from tests.present.views import example_view, shipped_targets, shipped_view

SCORES = (Score.COVERAGE, Score.SELF_RELIANCE, Score.CONTINUITY)
EXAMPLES = pytest.mark.parametrize("number", [1, 2])


def segments(view: View) -> Iterator[tuple[ChainResult, SegmentResult, str]]:
    for chain in view.assessment.chains:
        for one in chain.segments:
            yield chain, one, ref(chain.chain, one.segment.segment_id)


def asked(view: View) -> list[str]:
    """Every number of the gap tables and of the open segments that answers "why"."""
    html = str(check_table(view, to_check(view), opened=None, several_chains=True))
    for score in SCORES:
        found = gaps(view, score)
        html += gap_table(view, found, score, opened=found[0].ref, more=True, several_chains=True)
    html += "".join(segment_detail(view, chain, one) for chain, one, _ in segments(view))
    return list(dict.fromkeys(events(html)))


def total(view: View, question: str) -> str:
    """The last cell of the last row of sums of an answer."""
    found = answer(view, question, opened=None)
    assert found is not None, question
    return sums(found.body)[-1][-1]


@pytest.mark.parametrize(("language", "number"), [("zh", 1), ("en", 2)])
def test_every_number_of_the_gap_tables_and_of_a_segment_has_an_answer(language: Language, number: int) -> None:
    view = example_view(language, number)
    questions = asked(view)
    assert {one.partition(":")[0] for one in questions} >= {
        "gain", "gain-self_reliance", "gain-continuity", "credit", "weight", "lost", "cover", "candidates", "controlled",
        "companies", "content", "inputs", "runnable",
    }  # fmt: skip
    for one in questions:
        found = answer(view, one, opened=None)
        assert found is not None and found.title and found.body, one


@EXAMPLES
def test_companies_of_a_segment_make_its_covers_counts_and_concentration(number: int) -> None:
    view = example_view("zh", number)
    of = view.assessment
    for chain, one, _ in segments(view):
        slot = (chain.chain.chain_id, one.segment.segment_id)
        assert len(candidates_on(view.dataset, of, slot)) == one.candidates[of.home_country]
        for region in of.ladder:
            parts = company_parts(view.dataset, of, slot, region)
            assert sum(part.adds for part in parts) == pytest.approx(one.cover[region].lo)
            lost = strongest(parts)
            left = without(parts, lost, of.parameters.q) if lost else parts
            assert sum(part.adds for part in left) == pytest.approx(one.loss_cover[region])
            controlled = company_parts(view.dataset, of, slot, region, controlled=True)
            assert sum(part.adds for part in controlled) == pytest.approx(one.controlled_cover[region].lo)
            certain = sum(part.certain for part in parts)
            assert (certain, sum(part.counted for part in parts) - certain) == one.companies[region]
            shares = concentration_shares(parts)
            hhi = sum(share**2 for share in shares.values()) if shares else None
            assert hhi == pytest.approx(one.concentration[region])


def test_covers_of_the_shipped_data_add_up_to_what_the_command_line_prints() -> None:
    view = shipped_view()
    home = view.assessment.home_country
    for chain_id, printed in command_line().items():
        results = view.assessment.chain(chain_id)
        rated = [one for one in printed["segments"] if results.segment(one["id"]).rate_applied][:1]
        for one in [*printed["segments"][:2], *rated]:
            own = f"{chain_id}/{one['id']}"
            for topic, code in (("cover", "cover"), ("controlled", "controlled_cover")):
                lo, hi = one[code][home]
                found = answer(view, f"{topic}:{own}:{home}", opened=None)
                assert found is not None
                assert (
                    found.tex[-1].partition("{hi}")[2].lstrip("}").startswith("=1\\ ")
                    if hi == 1
                    else says(found.tex[-1], hi) or one in rated
                )
                shown = sums(found.body)
                assert float(shown[0][-1].strip("<>")) == pytest.approx(100 * lo, abs=0.051) if shown else lo == 0


@pytest.mark.parametrize("name", ["example", "shipped"])
def test_inputs_and_users_add_up(name: str) -> None:
    view = shipped_view() if name == "shipped" else example_view()
    for _, one, own in segments(view):
        shown = [float(part) for part in re.findall(r"[\d.]+", total(view, f"inputs:{own}"))]
        assert [shown[0], shown[-1]] == pytest.approx([100 * end for end in one.domestic_inputs], abs=0.051)
        if one.total_requirement > 0:
            assert float(total(view, f"weight:{own}").strip("<>")) == pytest.approx(100 * one.total_requirement, abs=0.051)
        found = answer(view, f"weight:{own}", opened=None)
        assert found is not None and says(found.tex[1], one.weight)


def test_parts_of_inputs_make_the_inputs() -> None:
    """The rows, not only the sum below them."""
    view = example_view()
    for _, one, own in segments(view):
        found = answer(view, f"inputs:{own}", opened=None)
        assert found is not None
        last = re.findall(r'<td class="cm-number"[^>]*>([^<]*)</td></tr>', found.body.partition("<tfoot>")[0])
        parts = [part.split("–")[0] for part in last]
        assert sum(float(part) for part in parts) == pytest.approx(100 * one.domestic_inputs.lo, abs=0.05 * len(parts) + 0.01)


@pytest.mark.parametrize("score", [Score.SELF_RELIANCE, Score.CONTINUITY])
def test_gain_is_what_the_end_uses_gain(score: Score) -> None:
    view = shipped_view()
    code = {Score.SELF_RELIANCE: "self_reliance", Score.CONTINUITY: "continuity"}[score]
    for chain, one, own in segments(view):
        if one.gains is not None:
            rise = getattr(one.gains, code)
            found = answer(view, f"gain-{code}:{own}", opened=None)
            assert found is not None and says(found.tex[1], rise), own
            shown = sums(found.body)[0]
            assert float(shown[-1].strip("<>")) == pytest.approx(100 * rise, abs=0.1), (chain.chain.chain_id, own)


def test_credits_add_up_to_what_filling_every_gap_adds() -> None:
    view = shipped_view()
    for chain in view.assessment.chains:
        own = ref(chain.chain, next(one for one in chain.segments if one.gains is not None).segment.segment_id)
        credit = sum(one.gains.credit for one in chain.segments if one.gains is not None) + chain.credit_residual
        assert float(total(view, f"credit:{own}")) == pytest.approx(100 * credit, abs=0.051)


def test_information_adds_up_to_the_open_part_of_coverage() -> None:
    view = shipped_view()
    region = view.assessment.region
    for gap in to_check(view)[:10]:
        width = gap.chain.scores[region][Score.COVERAGE].width
        assert float(total(view, f"information:{gap.ref}")) == pytest.approx(100 * width, abs=0.051)
        found = answer(view, f"information:{gap.ref}", opened=None)
        assert found is not None and says(found.tex[0], information(gap.result, region))


def test_answers_of_a_segment_reach_the_cells_and_open_in_place() -> None:
    view = shipped_view()
    gap = next(one for one in gaps(view) if one.result.candidates[view.assessment.home_country])
    for topic in ("candidates", f"cover|{view.assessment.home_country}"):
        name, _, region = topic.partition("|")
        found = answer(view, f"{name}:{gap.ref}" + (f":{region}" if region else ""), opened=None)
        assert found is not None and "xlsx[" in re.sub("<[^>]*>", "", found.body)
    for topic in ("gain", "gain-self_reliance", "gain-continuity", "weight", "inputs", "content", "runnable", "candidates"):
        found = answer(view, f"{topic}:{gap.ref}", opened=gap.ref)
        assert found is not None and "cm-story" in found.body, topic


def test_resolutions_name_unknown_essentials_and_shareholdings() -> None:
    """Here all are joint ventures without shares, and of no input it is said whether it is essential."""
    view = example_view()
    chain = view.assessment.chains[0]
    described = view.dataset.chains[0]
    loose = tuple(replace(one, essential=None) for one in described.dependencies)
    suppliers = view.dataset.suppliers.assign(control=pd.Series("joint-venture", view.dataset.suppliers.index, dtype="str"))
    dataset = replace(view.dataset, chains=(replace(described, dependencies=loose),), suppliers=suppliers)
    unknown = View(assessment=assess(dataset, view.assessment.parameters), dataset=dataset, language="zh")
    own = ref(chain.chain, "fab")
    for question, told in (
        (f"runnable:{own}", ("对fab是否必需", "股权占比未知")),
        (f"continuity:{chain.chain.chain_id}", ("对fab是否必需", "股权占比未知")),
        (f"controlled:{own}:china", ("股权占比未知",)),
    ):
        found = answer(unknown, question, opened=None)
        assert found is not None
        assert [one for one in told if one not in found.body] == [], question
    before = answer(view, f"continuity:{chain.chain.chain_id}", opened=None)
    assert before is not None and "查清R2的控制权" in before.body and "股权占比未知" not in before.body


@pytest.mark.parametrize(
    "question",
    ["cover:x/y:lingang", "cover:example/fab:nowhere", "cover:example/fab", "odd:example/fab", "weight:example/none"],
)
def test_question_about_an_unknown_segment_or_region_has_no_answer(question: str) -> None:
    assert answer(example_view(), question, opened=None) is None


def test_numbers_of_a_segment_ask_for_the_regions_of_the_ladder() -> None:
    view = shipped_view()
    chain = view.assessment.chains[0]
    questions = events(segment_detail(view, chain, chain.segments[0]))
    assert list(dict.fromkeys(one for one in questions if one.startswith("cover:"))) == [
        f"cover:{ref(chain.chain, chain.segments[0].segment.segment_id)}:{region}" for region in view.assessment.ladder
    ]


def test_counts_of_the_plan_are_those_of_the_segments_that_open() -> None:
    every = shipped_view()
    for view, only in ((every, ""), (every.only("ic-materials"), "ic-materials")):
        _counts_of_the_plan_open(view, every, only)
    assert answer(every, "plan:none:", opened=None) is None


def _counts_of_the_plan_open(view: View, every: View, only: str) -> None:
    plan = view.dataset.plan
    assert plan is not None
    page = plan_review(view)
    found = counted(view, plan)
    assert len(found["named"]) == sum(len(found[part]) for part in ("there", "missing", "open", "rest"))
    for name, shown in found.items():
        figure = re.search(f'data-event="why:plan:{name}:{only}">([^<]*)<', page)
        assert (figure[1] if figure else "0") == str(len(shown))  # what counts nothing is not said
        told = answer(every, f"plan:{name}:{only}", opened=None)
        assert told is not None and told.body.count('class="cm-opens"') == len(shown)
        assert [row[1] for row in sums(told.body)] == [str(len(shown))] if shown else True
    assert re.sub("<[^>]*>", "", page).count(plan_sentence(view, plan)) == 1


def test_worth_of_landing_is_what_the_target_list_says() -> None:
    view = shipped_view()
    for target in shipped_targets().targets[:8]:
        own = f"{target.chain_id}/{target.segment_id}"
        found = answer(view, f"landing:{own}:{target.company_key}", opened=own)
        assert found is not None
        assert all(says(found.tex[2], end) for end in target.gains.pulled_range)
        assert "xlsx[" in re.sub("<[^>]*>", "", found.body)
    assert answer(view, f"landing:{own}:nobody", opened=None) is None


def test_names_that_hold_continuity_down_and_candidates_of_the_overview_open() -> None:
    view = shipped_view()
    asked_there = events(overview(view, label="x"))
    for topic in ("runnable:", "candidates:"):
        questions = [one for one in asked_there if one.startswith(topic)]
        assert questions
        assert answer(view, questions[0], opened=None) is not None


def test_scores_of_another_region_and_of_a_scenario_name_their_side() -> None:
    view = example_view()
    found = side_by_side(view.dataset, view.assessment, ["lingang", "shanghai"])
    table = segment_comparison(view, found, view.assessment.chains[0], only_different=False)
    questions = events(region_comparison(view, found) + table)
    assert "region=shanghai;coverage:example" in questions
    assert "region=shanghai;companies:example/fab:shanghai" in questions
    made = scenario(view.dataset, view.assessment, [Fill(slot=("example", "resist"))])
    sides = events(comparison(view, made))
    assert "coverage:example" in sides and "scenario;coverage:example" in sides
    after = answer(after_view(view, made), "controlled:example/resist:china", opened=None)
    assert after is not None and "补上resist" in after.body.replace(" ", "")
    assert float(sums(after.body)[0][-1]) == pytest.approx(100.0)


@pytest.mark.parametrize("score", SCORES)
def test_what_the_best_few_reach_is_what_each_adds(score: Score) -> None:
    view = example_view("zh", 1)
    (best,) = best_of(view.assessment, score, 2)
    (question,) = (one for one in events(best_sentences(view, [best], score)) if one.startswith("best"))
    found = answer(view, question, opened=None)
    assert found is not None and says(found.tex[0], best.sets[-1].value)
    now = view.assessment.chains[0].scores[view.assessment.headline(score)][score].lo
    assert float(sums(found.body)[0][-1]) == pytest.approx(100 * (best.sets[-1].value - now), abs=0.051)


@pytest.mark.parametrize("language", LANGUAGES)
def test_users_of_a_gap_open_to_their_shares_which_make_the_pull(language: Language) -> None:
    view = shipped_view(language)
    found = gaps(view)
    html = gap_table(view, found, Score.COVERAGE, opened=None, more=False, several_chains=True)
    questions = [one for one in events(html) if one.startswith("users:")]
    assert {one.rpartition(":")[2] for one in questions} == {"local", "unknown"}
    for gap in found:
        assert gap.result.gains is not None
        pull = gap.result.gains.pull
        for which, number, makes in (
            ("local", len(gap.buyers), pull.lo),
            ("unknown", gap.unknown_buyers, pull.width),
        ):
            question = f"users:{gap.ref}:{which}"
            assert (question in questions) == (number > 0)
            told = answer(view, question, opened=None)
            assert told is not None and str(number) in told.title
            if number:
                assert told.body.count('class="cm-opens"') == number
                shown = float(sums(told.body)[0][-1].strip("<>"))
                # Users with an established part may be open beyond it: they are not unknown users.
                assert shown == pytest.approx(100 * makes, abs=0.051) if which == "local" else shown <= 100 * makes + 0.051
                assert "xlsx[" in re.sub("<[^>]*>", "", told.body)
    assert answer(view, f"users:{found[0].ref}:odd", opened=None) is None
    assert unescape(re.sub("<[^>]*>", "", str(buyers_cell(view, found[0])))) == buyers_text(view, found[0])


@pytest.mark.parametrize(("language", "word"), [("zh", "未知"), ("en", "not known")])
def test_what_is_left_of_a_cover_that_nobody_knows_is_not_known(language: Language, word: str) -> None:
    view = shipped_view(language)
    chain = view.assessment.chains[0]
    one = next(one for one in chain.segments if is_unknown(one.cover["lingang"]))
    slot = ref(chain.chain, one.segment.segment_id)
    page = segment_detail(view, chain, one)
    assert f'data-event="why:cover:{slot}:lingang">{word}</button>' in page and f"lost:{slot}:lingang" not in page
