"""Corrections in words: what one says in either language, marks, the list, and that texts of users stay texts."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

import pytest

from chainmap.model.correction import Correction, CorrectionKind
from chainmap.model.finding import Cell, Finding, Severity
from chainmap.model.interval import Interval
from chainmap.model.vocabulary import Action, CheckMethod, Score, Verdict
from chainmap.present.corrected import marks_of
from chainmap.present.correction_list import (
    correction_table,
    corrections_sentence,
    mark,
    mark_story,
    text_of,
    told,
    what,
)
from chainmap.present.provenance import row_at, segment_suppliers, supplier_rows
from chainmap.present.segment_detail import segment_detail
from chainmap.present.spot_review import effect_lines, place_choices, place_line, settled_regions
from chainmap.present.supplier_list import Spot, supplier_table
from chainmap.present.words import Language
from tests.folders import HOSTILE
from tests.present.views import shipped_view as view

NOW = datetime(2026, 11, 25, 8, 0, tzinfo=UTC)
CHANGE = Correction(
    kind=CorrectionKind.CHANGE, chain_id="ic-materials", segment_id="photoresist", company="甲", field="status",
    before="producing", after="停产", note="走访", author="张三", made_at=NOW,
)  # fmt: skip
ADD = Correction(
    kind=CorrectionKind.ADD, chain_id="ic-materials", segment_id="photoresist", company="乙", place="临港", author="李四",
    made_at=NOW, values=(("source", "电话"),),
)  # fmt: skip
CHECK = Correction(
    kind=CorrectionKind.CHECK, chain_id="ic-materials", segment_id="photoresist", region_id="lingang", method=CheckMethod.ON_SITE,
    checked_on=date(2026, 11, 20), author="王五", made_at=NOW,
)  # fmt: skip
CELL = Cell(file="ic-materials.xlsx", sheet="企业", row=58)


@dataclass(frozen=True)
class Shown:
    correction: Correction
    problem: Finding | None = None
    cells: tuple[Cell, ...] = ()


@pytest.mark.parametrize(
    ("row", "zh", "en"),
    [
        (CHANGE, "状态 量产 → 停产", "status producing → stopped"),
        (replace(CHANGE, field="note", before="", after="x"), "备注 （空） → x", "note (blank) → x"),
        (
            replace(CHANGE, field="control_country", before="japan", after="china"),
            "控制国 日本 → 中国",
            "control country Japan → China",
        ),
        (ADD, "找到乙，临港", "found 乙, 临港"),
        (CHECK, "实地查过临港新片区，没有企业（2026-11-20）", "checked Lingang New Area (on site), nobody there (2026-11-20)"),
        (replace(CHECK, checked_on=None, region_id="gone"), "实地查过gone，没有企业", "checked gone (on site), nobody there"),
    ],
)
def test_a_correction_is_said_in_both_languages(row: Correction, zh: str, en: str) -> None:
    assert what(view("zh"), row) == zh
    assert what(view("en"), row) == en


def test_corrections_made_at_once_are_told_in_a_line() -> None:
    rows = [CHANGE, replace(CHANGE, field="place", before="中国", after="北京"), CHECK]
    assert told(view("zh"), rows) == (
        "甲：状态 量产 → 停产；甲：所在地 中国 → 北京；光刻胶：实地查过临港新片区，没有企业（2026-11-20）"
    )


def test_a_word_is_known_in_any_spelling_and_another_text_stays() -> None:
    assert [text_of(view("en"), "status", text) for text in ("stopped", "停产", "STOPPED", "some day")] == [
        "stopped", "stopped", "stopped", "some day",
    ]  # fmt: skip


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_list_says_who_when_what_why_and_whether_it_is_applied(language: Language) -> None:
    problem = Finding(
        code="correction-without-row", severity=Severity.WARNING, cell=Cell(file="更正/one", sheet="更正", row=1), value="甲",
        facts={"segment": "photoresist"},
    )  # fmt: skip
    shown = [Shown(CHANGE, cells=(CELL,)), Shown(ADD), Shown(CHECK), Shown(replace(CHANGE, company="丙"), problem)]
    of = view(language)
    table = correction_table(of, shown, may=True)
    for text in ("张三", "走访", "ic-materials.xlsx", "电话", 'data-event="take-back:0"'):
        assert text in table
    assert table.count(of.say("corrections.in-force")) == 3 and of.say("corrections.idle") in table
    assert "take-back" not in correction_table(of, shown, may=False)
    assert "4" in corrections_sentence(of, shown) and "1" in corrections_sentence(of, shown)
    assert corrections_sentence(of, []) == of.say("corrections.none")


def test_a_mark_stands_beside_its_row_and_opens_to_the_original_cell() -> None:
    of = view("zh")
    row = supplier_rows(of, of.dataset.suppliers.iloc[:1])[0]
    shown = [Shown(CHANGE, cells=(row.cell,)), Shown(CHANGE, cells=(CELL,)), Shown(CHANGE, cells=(row.cell,))]
    marks = marks_of(shown)
    assert marks == {row.cell: (0, 2), CELL: (1,)}
    assert "更正 2026-11-25 张三，共 2 处" in mark(of, shown, marks[row.cell], opened=None)
    assert str(row.cell).partition("[")[0] in mark_story(of, shown, marks[row.cell], row.cell, may=False)
    closed = supplier_table(of, of.dataset.suppliers.iloc[:1], opened=None, spot=Spot(shown=shown, marks=marks))
    opened = supplier_table(of, of.dataset.suppliers.iloc[:1], opened=None, spot=Spot(shown=shown, marks=marks, opened="marks:0"))
    assert "cm-corrected" in closed and "走访" not in closed and "走访" in opened
    assert "correct:" not in closed
    may = supplier_table(of, of.dataset.suppliers.iloc[:1], opened=None, spot=Spot(may=True, narrow=True))
    assert f'data-event="correct:{row.cell}"' in may


def test_texts_of_users_stay_texts() -> None:
    shown = [Shown(replace(CHANGE, company=HOSTILE, after=HOSTILE, field="note", note=HOSTILE, author=HOSTILE))]
    assert "<script>" not in correction_table(view("zh"), shown, may=True)
    assert "<script>" not in str(place_choices(view("zh"), (HOSTILE + '"',)))


def test_a_row_is_found_by_its_cell() -> None:
    of = view("zh")
    for at in (0, 17, len(of.dataset.suppliers) - 1):
        row = supplier_rows(of, of.dataset.suppliers.iloc[at : at + 1])[0]
        found = row_at(of, str(row.cell))
        assert found is not None and found.position == at
    for gone in ("", "x", "ic-materials.xlsx[企业]!", "ic-materials.xlsx[企业]!99999:99999", "][!"):
        assert row_at(of, gone) is None


def test_a_place_says_what_it_means_and_whether_that_is_enough() -> None:
    of = view("zh")
    assert "临港新片区 · 上海" in str(place_line(of, "上海临港新片区"))
    assert of.say("spot.maybe", region="临港新片区") in str(place_line(of, "上海"))
    assert place_line(of, "火星") is None and place_line(of, "") is None
    assert settled_regions(of, "上海", here=True) == ("临港新片区",)
    outside = settled_regions(of, "上海", here=False)
    regions = of.dataset.regions
    ids = [regions.resolve(name) for name in outside]
    assert outside and all(one and regions.inside(one, "lingang") == (0.0, 0.0) for one in ids)
    assert all(one and regions.contains("shanghai", one) for one in ids)


@dataclass(frozen=True)
class Moved:
    score: Score
    region_id: str
    headline: bool
    before: Interval | None
    after: Interval | None


@dataclass(frozen=True)
class Segment:
    segment_id: str
    verdict_before: Verdict | None
    verdict_after: Verdict | None
    action_before: Action | None
    action_after: Action | None
    changed: bool


@dataclass(frozen=True)
class Chain:
    chain_id: str
    scores: tuple[Moved, ...]
    segments: tuple[Segment, ...]


def test_the_effect_names_verdicts_actions_and_both_ends_of_a_score() -> None:
    of = view("zh")
    score = Moved(Score.COVERAGE, "lingang", True, Interval(0.2, 0.8), Interval(0.2, 0.7))
    still = Moved(Score.CONTINUITY, "china", True, Interval(0, 1), Interval(0, 1))
    segment = Segment("photoresist", Verdict.UNCHECKED, Verdict.MISSING, Action.VERIFY, Action.ATTRACT, True)
    text = effect_lines(of, [Chain("ic-materials", (score, still), (segment,))], [CHANGE])
    for part in ("光刻胶", "未核查", "缺链", "核查 → 补链", "20.0–80.0", "20.0–70.0", "−10", "状态 量产 → 停产"):
        assert part in text, part
    assert "断供" not in text
    nothing = effect_lines(of, [Chain("ic-materials", (still,), ())], [])
    assert of.say("spot.unmoved") in nothing


@pytest.mark.parametrize(("language", "said"), [("zh", "更正 2026-11-25 张三"), ("en", "corrected 2026-11-25")])
def test_a_supplier_list_of_a_segment_marks_what_was_corrected(language: Language, said: str) -> None:
    """In the panels of map and gaps, as on the page of suppliers; it opens in place, and nothing is taken back there."""
    shown = view(language)
    chain = shown.assessment.chain("ic-materials")
    row = segment_suppliers(shown, "ic-materials", "photoresist")[0]
    corrected = replace(shown, corrections=(Shown(CHANGE, cells=(row.cell,)),))
    detail = segment_detail(corrected, chain, chain.segment("photoresist"))
    assert detail.count('<details class="cm-corrected"><summary>') == 1
    assert said in detail and "take-back" not in detail and "走访" in detail
    assert "cm-corrected" not in segment_detail(shown, chain, chain.segment("photoresist"))
