"""From every kind of number on the overview to a cell in at most four clicks, and numbers of leading sentences open."""

import re
from dataclasses import replace
from html import unescape

import pytest

from chainmap.analysis.best import best_of
from chainmap.analysis.side_by_side import side_by_side
from chainmap.model.vocabulary import Score, Verdict
from chainmap.present.answers import answer
from chainmap.present.change_answers import change_answer
from chainmap.present.compare_review import checked_sentence, region_sentence
from chainmap.present.gap_list import to_check
from chainmap.present.gap_table import best_sentences, check_sentence
from chainmap.present.overview import overview
from chainmap.present.since import Since, since_line
from chainmap.present.view import View
from tests.present.test_compare_review import change
from tests.present.views import shipped_view

MOST = 4
CELL = re.compile(r"\.xlsx\[[^\]<]+\]![A-Z]*\d+")
CHAIN = "ic-materials"


def has_cell(html: str) -> bool:
    return CELL.search(unescape(re.sub("<[^>]*>", "", html))) is not None


def clicks(html: str) -> list[str]:
    """What can be clicked in an answer and stays in the dialog: numbers, and segments that open in place."""
    return list(dict.fromkeys(unescape(one) for one in re.findall(r'data-event="((?:why|segment):[^"]*)"', html)))


def clicks_to_a_cell(view: View, question: str) -> int:
    """The number of the page counts as the first click; then every answer is opened at its first few places."""
    first = answer(view, question, opened=None)
    assert first is not None, question
    at_hand: list[tuple[str, str]] = [(question, first.body)]
    for number in range(1, MOST + 1):
        if any(has_cell(body) for _, body in at_hand):
            return number
        at_hand = [found for asked, body in at_hand[:2] for found in _next(view, asked, body)]
    return MOST + 1


def _next(view: View, asked: str, body: str) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for one in clicks(body)[:3]:
        kind, _, value = one.partition(":")
        told = answer(view, asked, opened=value) if kind == "segment" else answer(view, value, opened=None)
        if told is not None:
            found.append((asked if kind == "segment" else value, told.body))
    return found


def test_every_kind_of_number_on_the_overview_leads_to_a_cell_in_four_clicks() -> None:
    view = shipped_view().only(CHAIN)
    page = overview(shipped_view(), label="x")
    every = [unescape(one) for one in re.findall(r'data-event="why:([^"]*)"', page)]
    firsts: dict[str, str] = {}
    for one in every:
        if (
            one.endswith(CHAIN)
            or f":{CHAIN}/" in one
            or (CHAIN not in one.rpartition(":")[2] and not re.search(r"-materials", one))
        ):
            firsts.setdefault(kind_of(one), one)
    assert firsts.keys() >= {
        "coverage", "self_reliance", "continuity", "after-loss:coverage", "verdict", "state", "segments", "gain", "candidates",
        "goal", "count-grade", "confidence", "age", "register", "chains",
    }, firsts.keys()  # fmt: skip
    far = {kind: clicks_to_a_cell(view, one) for kind, one in firsts.items()}
    assert max(far.values()) <= MOST, [pair for pair in far.items() if pair[1] > MOST]


def kind_of(question: str) -> str:
    topic, _, rest = question.partition(":")
    return f"{topic}:{rest.partition(':')[0]}" if topic == "after-loss" else topic


@pytest.mark.parametrize("verdict", [Verdict.MISSING, Verdict.UNCHECKED, Verdict.FRAGILE])
def test_segments_per_verdict_lead_to_cells(verdict: Verdict) -> None:
    assert clicks_to_a_cell(shipped_view().only(CHAIN), f"verdict:{verdict.value}:{CHAIN}") <= MOST


def test_the_change_since_the_last_version_and_its_main_cause_lead_to_cells() -> None:
    """First the name of the version before (the comparison opens), then the part of the cause, then the company's cells."""
    view = shipped_view().only(CHAIN)
    register = view.dataset.suppliers
    fewer = replace(view.dataset, suppliers=register.drop(register[register["region_id"] == "lingang"].index[:1]))
    made = change(fewer, view.dataset)
    named_sides = replace(made.before, version="a" * 20), replace(made.after, version="b" * 20)
    made = replace(made, before=named_sides[0], after=named_sides[1])
    chain_id = next(one.chain_id for one in made.splits if abs(one.change.lo) > 1e-9)
    line = since_line(shipped_view(), Since(name="x", change=made, event="compare:x"), chain_id)
    assert line is not None and 'data-event="compare:x"' in line
    score = next(one.score for one in made.splits if one.chain_id == chain_id and abs(one.change.lo) > 1e-9)
    part = change_answer(view, made, f"part:data:{score.value}:{chain_id}", opened=None)
    assert part is not None
    share = next(one.partition(";")[2] for one in clicks(part.body) if ";share:" in one)
    member = change_answer(view, made, share, opened=None)
    assert member is not None and has_cell(member.body), "comparison, part of the data, share of the company: three clicks"


def test_numbers_of_leading_sentences_open_on_their_side() -> None:
    view = shipped_view()
    only = view.only(CHAIN)
    found = side_by_side(view.dataset, only.assessment, ("lingang", "shanghai"))
    assert f"why:region=shanghai;coverage:{CHAIN}" in clicks(region_sentence(only, found))
    every = side_by_side(view.dataset, view.assessment, ("lingang", "world"))
    assert "why:region=world;checked:" in clicks(checked_sentence(view, every)) or not checked_sentence(view, every)
    for sentence in (
        best_sentences(only, best_of(only.assessment, Score.COVERAGE, 2), Score.COVERAGE),
        check_sentence(only, to_check(only)),
    ):
        asked = [one.removeprefix("why:") for one in clicks(sentence)]
        assert asked and all(answer(only, one, opened=None) for one in asked)
    told = answer(view, "checked:", opened=None)
    counted = [sum(one.checked["lingang"] for one in chain.segments) for chain in view.assessment.chains]
    assert told is not None and told.tex == (f"{'+'.join(map(str, counted))}={sum(counted)}",)
