import re
from dataclasses import replace
from html import unescape
from pathlib import Path

from chainmap.analysis.best import best_of
from chainmap.analysis.targets import targets
from chainmap.model.vocabulary import Action, Score, Verdict
from chainmap.present.gap_list import gaps, matching, to_check
from chainmap.present.gap_table import best_sentences, check_sentence, check_table, export_table, gap_table
from chainmap.present.html_table import opener
from chainmap.present.numbers import percent_figure
from chainmap.present.overview import overview
from chainmap.present.targets_review import headline, nobody_table
from chainmap.present.words import LANGUAGES
from tests.folders import marked_folder
from tests.present.marked import marked_view, view_of
from tests.present.views import shipped_view


def test_gaps_are_checked_segments_without_supply_and_never_end_uses(tmp_path: Path) -> None:
    view = marked_view(tmp_path)
    assert [(gap.rank, gap.ref, gap.result.verdict) for gap in gaps(view)] == [(1, "one/powder", Verdict.MISSING)]


def test_the_gap_names_its_local_buyers_and_candidates(tmp_path: Path) -> None:
    gap = gaps(marked_view(tmp_path))[0]
    assert (gap.buyers, gap.unknown_buyers) == (("part",), 0)
    assert gap.result.candidates["land"] == 1


def test_self_reliance_gaps_are_those_not_in_domestic_hands_at_home(tmp_path: Path) -> None:
    assert {gap.ref for gap in gaps(marked_view(tmp_path), Score.SELF_RELIANCE)} == {"one/ore"}


def test_filters_let_through_what_they_name(tmp_path: Path) -> None:
    view = marked_view(tmp_path)
    every = gaps(view)
    assert matching(every, verdict=Verdict.WEAK) == ()
    assert [gap.ref for gap in matching(every, action=every[0].result.action)] == ["one/powder"]
    assert matching(every, action=Action.NONE) == ()


def test_a_filter_leaves_the_ranks_and_says_of_how_many_gaps_the_list_is() -> None:
    shipped = shipped_view()
    every = gaps(shipped)
    verdict = next(gap.result.verdict for gap in every if gap.result.verdict is not every[0].result.verdict)
    found = matching(every, verdict=verdict)
    assert found == tuple(gap for gap in every if gap.result.verdict is verdict)
    assert found[0].rank > 1
    some, whole = (
        gap_table(shipped, shown, Score.COVERAGE, opened=None, more=False, several_chains=True, of=len(every))
        for shown in (found, every)
    )
    assert f"{len(every)} 个缺口中的 {len(found)} 个" in some
    assert "个缺口中的" not in whole


def test_what_nobody_checked_is_work_to_do_and_not_a_gap(tmp_path: Path) -> None:
    view = marked_view(tmp_path)
    assert [gap.ref for gap in to_check(view)] == ["one/ore"]
    assert to_check(view)[0].information > 0


def test_table_opens_one_row_and_shows_cells(tmp_path: Path) -> None:
    view = marked_view(tmp_path)
    closed = gap_table(view, gaps(view), Score.COVERAGE, opened=None, more=False, several_chains=False)
    opened = gap_table(view, gaps(view), Score.COVERAGE, opened="one/powder", more=True, several_chains=True)
    assert "[Suppliers]!4:4" not in closed
    assert 'one.xlsx<wbr><span class="cm-place">[Suppliers]!4:4' in opened
    assert opened.count("<th") > closed.count("<th")
    assert "未核查" in check_table(view, to_check(view), opened=None, several_chains=False)


def test_an_opened_gap_leads_to_the_companies_to_invite_for_it(tmp_path: Path) -> None:
    view = marked_view(tmp_path)
    for invited, led in ((0, False), (2, True)):
        shown = gap_table(
            view, gaps(view), Score.COVERAGE, opened="one/powder", more=False, several_chains=False, invited=invited,
        )  # fmt: skip
        assert ('data-event="targets:one/powder"' in shown, "招商对象 2 家" in shown) == (led, led)


def test_sentences_above_a_filtered_list_say_that_they_count_all_targets(tmp_path: Path) -> None:
    view = marked_view(tmp_path)
    found = targets(view.dataset, view.assessment)
    told = [headline(view, found, (), score=Score.COVERAGE, segment=None, filtered=one) for one in (False, True)]
    assert ["筛选前的全部招商对象" in one for one in told] == [False, True]


def test_choices_of_a_list_begin_with_a_capital() -> None:
    view = shipped_view("en")
    assert (view.word(Score.SELF_RELIANCE), view.choice(Score.SELF_RELIANCE)) == ("self-reliance", "Self-reliance")


def test_a_name_that_a_list_cuts_is_told_whole_when_pointed_at() -> None:
    assert 'title="' not in opener("短名", "company:a")
    assert f'title="{"长" * 90}"' in opener("长" * 90, "company:b")


def test_export_has_a_row_a_gap_and_as_many_values_as_columns(tmp_path: Path) -> None:
    view = marked_view(tmp_path)
    table = export_table(view, gaps(view))
    assert [len(row) for row in table.rows] == [len(table.columns)]
    assert "one.xlsx[Segments]" in str(table.rows[0][-1])


def test_the_work_list_says_how_much_there_is_and_where_to_begin(tmp_path: Path) -> None:
    view = marked_view(tmp_path)
    work = to_check(view)
    most = percent_figure(work[0].information)
    told = [unescape(re.sub("<[^>]*>", "", check_sentence(replace(view, language=each), work))) for each in LANGUAGES]
    assert told[0] == (f"1 个环节待核查。先查矿：查清其中一个，所在链本地覆盖率的未知部分最多缩小 {most} 个百分点。")
    assert told[1] == (
        f"1 segment is to be checked. Begin with Ore: each narrows what is open of its chain's coverage by up to {most} points."
    )
    assert check_sentence(view, ()) == ""


def test_without_a_gap_the_pages_say_so_and_with_filters_that_none_matches(tmp_path: Path) -> None:
    view = marked_view(tmp_path)
    assert "没有符合筛选条件的缺口" in gap_table(view, (), Score.COVERAGE, opened=None, more=False, several_chains=False, of=1)
    more: list[list[object]] = [["C9", "powder", "P9", "Pk", "domestic", "producing", "S9", None, None]]
    without = view_of(marked_folder(tmp_path, more=more))
    assert "在已核查的环节中没有缺口" in best_sentences(without, (), Score.COVERAGE)
    (only,) = without.assessment.chains
    unknown = tuple(replace(one, checked=dict.fromkeys(one.checked, False)) for one in only.segments)
    unchecked = replace(without, assessment=replace(without.assessment, chains=(replace(only, segments=unknown),)))
    assert "有没有缺口还不知道" in best_sentences(unchecked, (), Score.COVERAGE)
    assert "先处理核查清单" in gap_table(without, (), Score.COVERAGE, opened=None, more=False, several_chains=False)
    found = targets(without.dataset, without.assessment)
    assert "没有已核实的缺口" in headline(without, found, (), score=Score.COVERAGE, segment=None)
    assert "没有已核实的缺口" in nobody_table(without, found)
    to_gaps = 'data-event="gaps:"'
    assert to_gaps in overview(view, label="") and to_gaps not in overview(without, label="")
    assert 'data-event="gaps:check-list"' in overview(without, label="")


def test_of_several_chains_what_they_share_is_said_once() -> None:
    view = shipped_view()
    found = best_of(view.assessment, Score.COVERAGE, 3)
    told = best_sentences(view, found, Score.COVERAGE)
    assert told.count("每条链最多补 3 个环节，本地覆盖率可以这样提高：") == 1
    assert told.count("提到") == 0 and told.count("→") == len(found) == 5
    assert [told.count(view.chain(one.chain)) for one in view.assessment.chains] == [1] * 5
    one = best_sentences(view, found[:1], Score.COVERAGE)
    assert "cm-lines" not in one and "：补 3 个环节可把本地覆盖率从" in one
