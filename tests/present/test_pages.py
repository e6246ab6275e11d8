"""What the pages show, as values: sentences, provenance, escaping, and that every text belongs to one language."""

import re
from collections.abc import Callable
from dataclasses import replace
from html import unescape
from pathlib import Path

import pytest

from chainmap.model.vocabulary import Score
from chainmap.present.gap_list import gaps, to_check
from chainmap.present.gap_table import check_table, gap_table
from chainmap.present.method_review import effect, method_intro, method_limits, q_band_table
from chainmap.present.overview import chain_sentence, overview
from chainmap.present.plan_review import plan_review
from chainmap.present.register_filter import Filter, matching_rows
from chainmap.present.segment_detail import segment_panel
from chainmap.present.supplier_list import company_story, supplier_table
from chainmap.present.view import View
from chainmap.present.why import why
from chainmap.present.words import LANGUAGES, Language
from tests.folders import FORMULA, HOSTILE, marked_folder
from tests.present.marked import marked_view, view_of

_SCORES = (Score.COVERAGE, Score.SELF_RELIANCE, Score.CONTINUITY)
_HAN = re.compile("[\u3400-\u9fff]")
_LATIN = re.compile("[A-Za-z]{3,}")
_DATA = re.compile(
    r"\w+\.xlsx(\[\w+\])?(![\w:]+)?|[A-Z]\d\b|Esc|Aumann–Shapley|Owen|"
    r"Leontief|Hummels|Ishii|Yi|Miller|Blair|Diem|Scientific Reports"
)


def _panels(view: View) -> list[str]:
    chain = view.assessment.chains[0]
    return [segment_panel(view, chain, one) for one in chain.segments]


PAGES: dict[str, Callable[[View], str]] = {
    "overview": lambda view: overview(view, label=""),
    "panels": lambda view: "".join(_panels(view)),
    "gaps": lambda view: gap_table(view, gaps(view), Score.COVERAGE, opened="one/powder", more=True, several_chains=True),
    "checks": lambda view: check_table(view, to_check(view), opened=None, several_chains=True),
    "why": lambda view: "".join(why(view, view.assessment.chains[0], score, opened="one/part") for score in _SCORES),
    "suppliers": lambda view: supplier_table(view, matching_rows(view, Filter()), opened=None),
    "company": lambda view: company_story(view, str(view.dataset.suppliers["company_key"].iloc[0])) or "",
    "plan": plan_review,
    "method": lambda view: "".join((
        method_intro(view, view.assessment.chains[0]), q_band_table(view, view.assessment.chains[0]),
        effect(view, "one", view.assessment), method_limits(view),
    )),
}  # fmt: skip


def _visible(html: str) -> str:
    attributes = re.findall(r'(?:title|aria-label)="([^"]*)"', html)
    html = re.sub(r"<cite.*?</cite>", "", html)  # titles stand as they are printed
    html = re.sub("<style>.*?</style>", "", html)
    return unescape(re.sub(r"<[^>]*>", " ", re.sub(r'<wbr>(<span class="cm-place">)?', "", html)) + " ".join(attributes))


@pytest.mark.parametrize("page", PAGES)
def test_english_page_has_no_chinese(tmp_path: Path, page: str) -> None:
    shown = _visible(PAGES[page](marked_view(tmp_path, "en")))
    assert not _HAN.findall(shown), sorted(set(_HAN.findall(shown)))


@pytest.mark.parametrize("page", PAGES)
def test_chinese_page_has_no_english(tmp_path: Path, page: str) -> None:
    shown = _DATA.sub("", _visible(PAGES[page](marked_view(tmp_path, "zh"))))
    assert not _LATIN.findall(shown), sorted(set(_LATIN.findall(shown)))


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_hostile_texts_are_shown_as_text(tmp_path: Path, page: str, language: Language) -> None:
    folder = marked_folder(tmp_path, company=FORMULA + HOSTILE, segment=(HOSTILE + "件", HOSTILE + "Part"))
    assert "<script" not in PAGES[page](view_of(folder, language))


def test_chain_is_told_in_one_sentence(tmp_path: Path) -> None:
    zh, en = marked_view(tmp_path, "zh"), marked_view(tmp_path / "en", "en")
    assert chain_sentence(zh, zh.assessment.chains[0]) == "4 个环节：2 个已有，1 个确认缺，1 个未核查。最该补：粉。"
    assert (
        chain_sentence(en, en.assessment.chains[0])
        == "Of 4 segments, 2 supplied, 1 confirmed absent, 1 not checked. Fill first: Powder."
    )


def test_overview_says_what_the_data_are(tmp_path: Path) -> None:
    shown = _visible(overview(marked_view(tmp_path), label="数据文件夹 x"))
    for text in (
        "N1",
        "企业记录 5 条",
        "低 40\u00a0%",
        "数据截至 2026-11-23",
        "数据文件夹 x",
        "名录口径所占价值",
    ):
        assert text in shown


def test_every_supplier_row_of_a_panel_names_its_cell(tmp_path: Path) -> None:
    panels = "".join(_panels(marked_view(tmp_path)))
    assert {f"one.xlsx[Suppliers]!{row}:{row}" for row in range(2, 7)} <= set(
        re.findall(r"one\.xlsx\[Suppliers\]!\d+:\d+", _visible(panels))
    )


def test_segment_that_nobody_looked_for_says_so(tmp_path: Path) -> None:
    view = marked_view(tmp_path)
    shown = segment_panel(view, view.assessment.chains[0], view.assessment.chains[0].segment("ore"))
    assert "还没有人按此环节查找过企业" in shown


def test_register_is_searched_over_names_products_and_places(tmp_path: Path) -> None:
    view = marked_view(tmp_path)
    found = {
        text: list(matching_rows(view, Filter(text=text))["company"]) for text in ("c3", "P4", "pt", "粉", "nothing", "C1 P1")
    }
    assert found == {"c3": ["C3"], "P4": ["C4"], "pt": ["C3"], "粉": ["C3"], "nothing": [], "C1 P1": ["C1"]}


def test_register_is_filtered_by_region_and_segment(tmp_path: Path) -> None:
    view = marked_view(tmp_path)
    assert list(matching_rows(view, Filter(region_id="town"))["company"]) == ["C1", "C2"]
    assert list(matching_rows(view, Filter(ref="one/part"))["company"]) == ["C1", "C5"]
    assert matching_rows(view, Filter(chain_id="other")).empty


def test_page_without_a_plan_says_what_to_do(tmp_path: Path) -> None:
    view = marked_view(tmp_path)
    without = replace(view, dataset=replace(view.dataset, plan=None))
    assert "plan.xlsx" in plan_review(without)
    assert "plan.xlsx" in overview(without, label="x")
