"""Shares of companies and checks in the data part: they add up, agree with all orders counted by hand, and ask nothing else."""

from collections.abc import Callable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from functools import cache
from itertools import chain as joined
from itertools import permutations

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chainmap.analysis import contributions
from chainmap.analysis.contributions import DataPart, MemberKind, data_parts
from chainmap.analysis.decomposition import Cause, Ends, State, combined, decompose, headline_scores
from chainmap.model.dataset import Dataset
from chainmap.model.interval import Interval
from chainmap.model.parameters import Parameters, Readiness
from chainmap.model.vocabulary import Score
from tests.analysis.datasets import EXAMPLE_ROWS, example, register, supplier

LINGANG = Parameters(region="lingang")
SEGMENTS = ("metal", "target", "wafer", "resist", "cmp", "fab")
COMPANIES = ("A", "B", "G", "H", "K1", "R1", "R2", "T1", "N1", "N2")

CHANGE = st.fixed_dictionaries(
    {
        "company": st.sampled_from(COMPANIES), "segment": st.sampled_from(SEGMENTS),
        "place": st.sampled_from(["lingang", "shanghai", "suzhou", "japan"]),
        "status": st.sampled_from(["producing", "pilot", "stopped", "unknown"]),
        "control": st.sampled_from(["domestic", "foreign", "unknown"]),
    }
)  # fmt: skip
CHECK = st.tuples(st.sampled_from(SEGMENTS), st.sampled_from([None, "lingang", "china"]), st.sampled_from([None, 0.4]))


def changed(
    rows: Sequence[dict[str, str]],
    gone: AbstractSet[str] = frozenset(),
    checks: Sequence[tuple[str, str | None, float | None]] = (),
) -> Dataset:
    """Example 2 without some companies, with further rows, with other checks and rates."""
    kept = [row for row in EXAMPLE_ROWS if row["company"] not in gone]
    more = [supplier(one["company"], one["segment"], one["place"], status=one["status"], control=one["control"]) for one in rows]
    of = replace(example(2), suppliers=register(kept + more))
    (only,) = of.chains
    found = {segment_id: (region, rate) for segment_id, region, rate in checks}
    segments = tuple(
        replace(one, checked_region=found[one.segment_id][0], domestic_rate_lo=found[one.segment_id][1])
        if one.segment_id in found
        else one
        for one in only.segments
    )
    return replace(of, chains=(replace(only, segments=segments),))


def regraded(of: Dataset, grades: dict[str, int]) -> Dataset:
    """The same data under another definition."""
    (only,) = of.chains
    segments = tuple(replace(one, criticality=grades.get(one.segment_id, one.criticality)) for one in only.segments)
    return replace(of, chains=(replace(only, segments=segments),))


def part(before: State, after: State) -> DataPart:
    (found,) = data_parts(before, after, decompose(before, after))
    return found


def totals(found: DataPart) -> dict[Score, tuple[float, float]]:
    return {
        score: (
            sum(one.parts[score].lo for one in found.contributions),
            sum(one.parts[score].hi for one in found.contributions),
        )
        for score in Score
    }


@settings(max_examples=5, deadline=None)
@given(
    more=st.lists(CHANGE, min_size=1, max_size=5),
    gone=st.sets(st.sampled_from(COMPANIES), max_size=4),
    checks=st.lists(CHECK, max_size=2),
    grades=st.dictionaries(st.sampled_from(SEGMENTS), st.integers(1, 5), max_size=2),
    q=st.sampled_from([1.0, 0.6]),
    readiness=st.sampled_from(list(Readiness)),
)
def test_the_shares_add_up_to_the_data_part_whatever_else_changes(
    more: list[dict[str, str]],
    gone: set[str],
    checks: list[tuple[str, str | None, float | None]],
    grades: dict[str, int],
    q: float,
    readiness: Readiness,
) -> None:
    before = State(dataset=example(2), parameters=LINGANG)
    data = regraded(changed(more, gone, checks), grades)
    after = State(dataset=data, parameters=replace(LINGANG, q=q, readiness=readiness))
    splits = decompose(before, after)
    for one in splits:
        assert sum(each.lo for each in one.parts.values()) == pytest.approx(one.change.lo, abs=1e-12)
        assert sum(each.hi for each in one.parts.values()) == pytest.approx(one.change.hi, abs=1e-12)
    for found in data_parts(before, after, splits):
        sums = totals(found)
        for one in splits:
            assert sums[one.score] == pytest.approx(one.parts[Cause.DATA], abs=1e-12)
            assert found.remainder[one.score] == pytest.approx((0.0, 0.0), abs=1e-12)


def _by_hand(before: State, after: State, sides: list[Callable[[bool], pd.DataFrame]]) -> list[dict[Score, Ends]]:
    """Owen's value by its definition: every order of the causes and, within the data, every order of the companies."""

    @cache
    def value(causes: frozenset[Cause], taken: frozenset[int]) -> dict[Score, Interval]:
        definition = (after if Cause.DEFINITION in causes else before).dataset
        rules = after if Cause.METHOD in causes else before
        rows = pd.concat([side(at in taken) for at, side in enumerate(sides)], ignore_index=True)
        data = replace(before.dataset, suppliers=rows)
        found = headline_scores(combined(definition=definition, data=data), rules.parameters)
        return {score: found["example", score] for score in Score}

    size, causes = len(sides), list(permutations(Cause))
    orders = list(permutations(range(size)))
    shares = [dict.fromkeys(Score, Ends(0.0, 0.0)) for _ in sides]
    for of_causes in causes:
        others = frozenset(of_causes[: of_causes.index(Cause.DATA)])
        for order in orders:
            taken: frozenset[int] = frozenset()
            for at in order:
                was, now = value(others, taken), value(others, taken | {at})
                taken |= {at}
                weight = len(causes) * len(orders)
                for score in Score:
                    lo, hi = (now[score].lo - was[score].lo) / weight, (now[score].hi - was[score].hi) / weight
                    shares[at][score] = Ends(shares[at][score].lo + lo, shares[at][score].hi + hi)
    return shares


def test_exact_shares_are_those_of_all_orders_of_causes_and_companies() -> None:
    more = [supplier("N1", "resist", "lingang", control="foreign")]
    before = State(dataset=example(2), parameters=LINGANG)
    rows = [row for row in EXAMPLE_ROWS if row["company"] != "G"]
    data = regraded(replace(example(2), suppliers=register(rows + more)), {"resist": 2, "wafer": 1})
    after = State(dataset=data, parameters=replace(LINGANG, q=0.6))
    found = part(before, after)
    assert found.exact
    empty = register(rows).iloc[:0]
    g = register([row for row in EXAMPLE_ROWS if row["company"] == "G"])
    sides = [
        lambda new: empty if new else g,
        lambda new: register(more) if new else empty,
        lambda new: register(rows),
    ]
    expected = dict(zip(["G", "N1"], _by_hand(before, after, sides), strict=False))
    assert {key for one in found.contributions for key in one.companies} == set(expected)
    for one in found.contributions:
        for score in Score:
            assert one.parts[score] == pytest.approx(expected[one.companies[0]][score], abs=1e-12)


def test_two_equal_newcomers_get_the_same_share_and_a_bystander_none() -> None:
    more = [{"company": one, "segment": "resist", "place": place, "status": "producing", "control": "domestic"}
            for one, place in (("N1", "lingang"), ("N2", "lingang"), ("N3", "japan"))]  # fmt: skip
    found = part(State(dataset=example(2), parameters=LINGANG), State(dataset=changed(more), parameters=LINGANG))
    shares = {one.companies[0]: one.parts[Score.COVERAGE].lo for one in found.contributions}
    assert shares["N1"] == shares["N2"] == pytest.approx(5 / 26 / 2)
    assert shares["N3"] == pytest.approx(0.0, abs=1e-15)


def test_a_check_has_its_share_beside_the_companies() -> None:
    before, after = (
        State(dataset=changed([], checks=[("resist", where, None)]), parameters=LINGANG) for where in (None, "china")
    )
    found = part(before, after)
    (one,) = found.contributions
    assert (one.kind, one.segments, one.companies) == (MemberKind.KNOWLEDGE, ("resist",), ())
    assert one.parts[Score.COVERAGE] == pytest.approx((0.0, -5 / 26))


def test_a_company_that_is_given_a_code_is_one_member() -> None:
    rows = register(EXAMPLE_ROWS)
    coded = rows.assign(company_key=rows["company_key"].replace("G", "uscc:91310000MA1FL0000X"))
    coded.loc[coded["company"] == "G", "status"] = "stopped"
    found = part(
        State(dataset=example(2), parameters=LINGANG), State(dataset=replace(example(2), suppliers=coded), parameters=LINGANG)
    )
    (one,) = found.contributions
    assert one.companies == ("G", "uscc:91310000MA1FL0000X")
    assert one.parts[Score.COVERAGE].lo == pytest.approx(-5 / 26)


def test_what_no_score_depends_on_makes_no_member() -> None:
    noted = register([{**row, "note": "新", "source": "走访"} for row in EXAMPLE_ROWS])
    before, after = State(dataset=example(2), parameters=LINGANG), State(
        dataset=replace(example(2), suppliers=noted), parameters=LINGANG
    )  # fmt: skip
    assert data_parts(before, after, decompose(before, after)) == ()


@pytest.mark.parametrize("members", [7, 12])
def test_many_members_add_up_and_the_lightest_stand_together(members: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(contributions, "MEMBERS", 10)
    more = [
        {"company": f"N{at}", "segment": SEGMENTS[at % 6], "place": ("lingang", "suzhou")[at % 2], "status": "producing",
         "control": ("domestic", "foreign")[at % 3 == 0]} for at in range(members)
    ]  # fmt: skip
    before, after = (
        State(dataset=example(1), parameters=LINGANG),
        State(dataset=changed(more), parameters=replace(LINGANG, q=0.3)),
    )
    splits = decompose(before, after)
    (found,) = data_parts(before, after, splits)
    assert not found.exact and found.orders >= 2
    assert len(found.contributions) == min(members, contributions.MEMBERS)
    named = list(joined.from_iterable(one.companies for one in found.contributions))
    assert sorted(named) == sorted({one["company"] for one in more})
    assert [one.kind for one in found.contributions].count(MemberKind.REST) == (members > contributions.MEMBERS)
    for one in splits:
        assert totals(found)[one.score] == pytest.approx(one.parts[Cause.DATA], abs=1e-12)
    assert data_parts(before, after, splits) == (found,)  # equal inputs, equal answers


def test_many_checks_beyond_the_limit_are_not_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(contributions, "MEMBERS", 3)
    checks = [(one, None, 0.4) for one in SEGMENTS]
    before, after = State(dataset=example(2), parameters=LINGANG), State(
        dataset=changed([], {"A"}, checks), parameters=LINGANG
    )  # fmt: skip
    splits = decompose(before, after)
    (found,) = data_parts(before, after, splits)
    assert len(found.contributions) == 3
    for one in splits:
        assert totals(found)[one.score] == pytest.approx(one.parts[Cause.DATA], abs=1e-12)
