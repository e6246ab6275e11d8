"""Counts beside the choices of filters: each is the length of the list when that choice is made."""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from chainmap.model.lead import Lead
from chainmap.model.vocabulary import Action, Confidence, Control, LeadStatus, Score, Status, Verdict
from chainmap.present.facet import ALL, counts, facet, only, passing
from chainmap.present.gap_list import choices_left, gaps, matching
from chainmap.present.lead_list import LeadLine, filtered_leads
from chainmap.present.register_filter import Filter, found_rows, matching_rows
from chainmap.present.supplier_list import region_choices
from tests.present.views import shipped_view

CHOICES = ("a", "b", "c")
ROWS = st.lists(st.tuples(st.sampled_from(("", *CHOICES)), st.frozensets(st.sampled_from(CHOICES)), st.booleans()), max_size=30)
CHOSEN = st.fixed_dictionaries({name: st.none() | st.sampled_from((*CHOICES, "nobody")) for name in ("one", "many")})


@given(ROWS, CHOSEN)
def test_a_count_is_the_length_of_the_list_with_that_choice(
    rows: list[tuple[str, frozenset[str], bool]], chosen: Mapping[str, str | None]
) -> None:
    facets = {"one": facet((row[0] for row in rows), only), "many": facet((row[1] for row in rows), frozenset)}
    within = np.array([row[2] for row in rows], dtype=bool)

    def length(one: str | None, many: str | None) -> int:
        return sum(row[2] and one in (None, row[0]) and (many is None or many in row[1]) for row in rows)

    left = counts(facets, chosen, within)
    assert passing(facets, chosen, within).sum() == length(chosen["one"], chosen["many"])
    for choice in (*CHOICES, "nobody"):
        assert left["one"].get(choice, 0) == length(choice, chosen["many"])
        assert left["many"].get(choice, 0) == length(chosen["one"], choice)
    assert (left["one"][ALL], left["many"][ALL]) == (length(None, chosen["many"]), length(chosen["one"], None))


@pytest.mark.parametrize(
    "wanted",
    [
        Filter(),
        Filter(chain_id="ic-materials", status=Status.PRODUCING),
        Filter(text="上海", region_id="china", confidence=Confidence.LOW),
        Filter(ref="ic-materials/photoresist", control=Control.FOREIGN),
        Filter(text="没有这家", status=Status.PLANNED),
    ],
)
def test_every_choice_of_the_register_says_how_many_rows_it_leaves(wanted: Filter) -> None:
    view = shipped_view()
    found = found_rows(view, wanted)
    assert found.rows.equals(matching_rows(view, wanted))
    changed = {
        "region_id": [replace(wanted, region_id=one) for one in (None, *region_choices(view))],
        "status": [replace(wanted, status=one) for one in (None, *Status)],
        "control": [replace(wanted, control=one) for one in (None, *Control)],
        "confidence": [replace(wanted, confidence=one) for one in (None, *Confidence)],
    }
    for name, others in changed.items():
        for other in others:
            choice = getattr(other, name) or ALL
            assert found.counts[name].get(choice, 0) == len(matching_rows(view, other)), (name, choice)


def test_every_choice_of_the_leads_says_how_many_it_leaves() -> None:
    made = [("王", LeadStatus.LEAD), ("王", LeadStatus.SIGNED), ("", LeadStatus.LEAD), ("李 · 1", LeadStatus.LEAD)]
    lines = [
        LeadLine(lead=Lead(chain_id="c", segment_id="s", region_id="r", company="甲", owner=owner, status=status))
        for owner, status in made
    ]
    shown, left = filtered_leads(lines, owner="王", status=None)
    assert shown == lines[:2]
    assert left["owner"] == {ALL: 4, "王": 2, "李 · 1": 1}
    assert left["status"] == {ALL: 2, "lead": 1, "signed": 1}


@pytest.mark.parametrize("score", [Score.COVERAGE, Score.SELF_RELIANCE])
def test_every_choice_of_the_gaps_says_how_many_it_leaves(score: Score) -> None:
    every = gaps(shipped_view(), score)
    for verdict in (None, Verdict.MISSING, Verdict.STRONG):
        for action in (None, Action.ATTRACT, Action.NONE):
            left = choices_left(every, verdict=verdict, action=action)
            for one in (None, *Verdict):
                assert left["verdict"].get(one or ALL, 0) == len(matching(every, verdict=one, action=action))
            for another in (None, *Action):
                assert left["action"].get(another or ALL, 0) == len(matching(every, verdict=verdict, action=another))
