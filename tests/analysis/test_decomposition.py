"""A change of scores split by cause: parts add up, each cause alone gets all, crossed causes by hand."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chainmap.analysis.assess import assess
from chainmap.analysis.contributions import data_parts
from chainmap.analysis.decomposition import Cause, Split, State, changed_causes, combined, decompose, headline_scores
from chainmap.model.dataset import Dataset
from chainmap.model.interval import Interval
from chainmap.model.parameters import Parameters, Readiness
from chainmap.model.vocabulary import Score
from tests.analysis.datasets import EXAMPLE_ROWS, chain, dataset, example, register, segment, supplier
from tests.analysis.test_register_properties import chained, quality

LINGANG = Parameters(region="lingang")


def with_rows(of: Dataset, *more: dict[str, object], without: str = "") -> Dataset:
    """The dataset with other suppliers."""
    return replace(of, suppliers=register([row for row in EXAMPLE_ROWS if row["company"] != without] + list(more)))


def with_criticality(of: Dataset, segment_id: str, grade: int) -> Dataset:
    """The dataset with another criticality of one segment."""
    (only,) = of.chains
    segments = tuple(replace(one, criticality=grade) if one.segment_id == segment_id else one for one in only.segments)
    return replace(of, chains=(replace(only, segments=segments),))


def split(before: State, after: State, score: Score) -> Split:
    (found,) = (one for one in decompose(before, after) if one.score is score)
    return found


@pytest.mark.parametrize("number", [1, 2])
@pytest.mark.parametrize("region", ["lingang", "shanghai", "china"])
def test_headline_scores_are_those_of_the_assessment(number: int, region: str) -> None:
    parameters = Parameters(region=region, q=0.6)
    assessed = assess(example(number), parameters)
    found = headline_scores(example(number), parameters)
    for score in Score:
        expected = assessed.chains[0].scores[assessed.headline(score)][score]
        assert found["example", score] == pytest.approx(expected, abs=1e-12)


def test_a_change_of_suppliers_is_all_data() -> None:
    after = with_rows(example(2), without="G")  # wafer in Lingang, 5 of 26
    found = split(State(dataset=example(2), parameters=LINGANG), State(dataset=after, parameters=LINGANG), Score.COVERAGE)
    assert found.parts[Cause.DATA].lo == pytest.approx(-5 / 26)
    assert found.parts[Cause.DEFINITION] == found.parts[Cause.METHOD] == (0.0, 0.0)


def test_a_change_of_criticality_is_all_definition() -> None:
    after = with_criticality(example(2), "metal", 1)
    found = split(State(dataset=example(2), parameters=LINGANG), State(dataset=after, parameters=LINGANG), Score.COVERAGE)
    assert found.parts[Cause.DEFINITION].lo == pytest.approx(5 / 23 - 5 / 26)
    assert found.parts[Cause.DATA] == found.parts[Cause.METHOD] == (0.0, 0.0)


def test_a_moved_parameter_is_all_method() -> None:
    moved = replace(LINGANG, q=0.6)
    found = split(State(dataset=example(2), parameters=LINGANG), State(dataset=example(2), parameters=moved), Score.COVERAGE)
    assert found.parts[Cause.METHOD].lo == pytest.approx(-0.4 * 5 / 26)
    assert found.parts[Cause.DATA] == found.parts[Cause.DEFINITION] == (0.0, 0.0)


def test_another_formula_is_method() -> None:
    def halved(of: Dataset, parameters: Parameters) -> dict[tuple[str, Score], Interval]:
        return {key: Interval(value.lo / 2, value.hi / 2) for key, value in headline_scores(of, parameters).items()}

    before = State(dataset=example(2), parameters=LINGANG)
    found = split(before, replace(before, method=halved), Score.COVERAGE)
    assert found.parts[Cause.METHOD].lo == pytest.approx(-5 / 52)


def test_crossed_causes_share_their_interaction_equally() -> None:
    # wafer: weight 5/26 → 5/23 and cover 1 → 0; either alone: −5/26 for the data, 5/23 − 5/26 for the definition.
    after = with_rows(with_criticality(example(2), "metal", 1), without="G")
    found = split(State(dataset=example(2), parameters=LINGANG), State(dataset=after, parameters=LINGANG), Score.COVERAGE)
    together = -(5 / 23 - 5 / 26)
    assert found.parts[Cause.DATA].lo == pytest.approx(-5 / 26 + together / 2)
    assert found.parts[Cause.DEFINITION].lo == pytest.approx((5 / 23 - 5 / 26) + together / 2)


def test_a_segment_comes_and_goes_with_its_suppliers_and_checks_by_definition() -> None:
    a, b = segment("a"), segment("b", checked_region="lingang")
    small = dataset(chain([a]), [supplier("A", "a", "lingang")])
    large = dataset(chain([a, b, segment("c")]), [supplier("A", "a", "lingang"), supplier("B", "b", "lingang")])
    for before, after, change in ((small, large, -1 / 3), (large, small, 1 / 3)):
        states = State(dataset=before, parameters=LINGANG), State(dataset=after, parameters=LINGANG)
        found = split(*states, Score.COVERAGE)
        assert found.parts[Cause.DEFINITION].lo == found.change.lo == pytest.approx(change)
        assert found.parts[Cause.DATA] == found.parts[Cause.METHOD] == (0.0, 0.0)
        assert changed_causes(*states) == {Cause.DEFINITION}
        assert data_parts(*states, decompose(*states)) == ()


def test_beside_a_removed_segment_a_company_elsewhere_is_data() -> None:
    before = dataset(chain([segment("a"), segment("b")]), [supplier("A", "a", "lingang"), supplier("A", "b", "lingang")])
    after = dataset(chain([segment("a")]), [])
    states = State(dataset=before, parameters=LINGANG), State(dataset=after, parameters=LINGANG)
    found = split(*states, Score.COVERAGE)
    # b takes half of the weight: without A on a there is 1/2 with b and 0 without; with A on a there is 1 in both.
    assert found.parts[Cause.DATA].lo == pytest.approx((-0.5 - 1) / 2)
    assert found.parts[Cause.DEFINITION].lo == pytest.approx((0 - 0.5) / 2)
    (part,) = data_parts(*states, decompose(*states))
    assert [one.companies for one in part.contributions] == [("A",)]
    assert part.contributions[0].parts[Score.COVERAGE].lo == pytest.approx(-0.75)


def test_only_chains_that_both_have_are_split_and_a_register_may_be_empty() -> None:
    one, two = chain([segment("a")], chain_id="one"), chain([segment("a")], chain_id="two")
    before, after = dataset([one], []), dataset([two, one], [])
    found = decompose(State(dataset=before, parameters=LINGANG), State(dataset=after, parameters=LINGANG))
    assert {part.chain_id for part in found} == {"one"}


def test_a_supplier_keeps_its_place_when_its_region_left_the_tree() -> None:
    old = example(2)
    narrower = tuple(one for one in old.regions.regions if one.region_id != "xuhui")
    renamed = replace(old, regions=type(old.regions)(narrower))
    rows = old.suppliers.assign(place=["上海市" if one == "xuhui" else one for one in old.suppliers["place"]])
    found = combined(definition=renamed, data=replace(old, suppliers=rows)).suppliers
    assert set(found.loc[found["company"] == "A", "region_id"]) == {"shanghai"}
    left = combined(definition=renamed, data=old).suppliers
    assert "A" not in set(left["company"]) and "G" in set(left["company"])


def test_parts_add_up_on_an_example_where_everything_moves() -> None:
    before = State(dataset=example(1), parameters=LINGANG)
    moved = with_rows(with_criticality(example(1), "fab", 1), supplier("N", "resist", "lingang"), without="G")
    found = decompose(before, State(dataset=moved, parameters=replace(LINGANG, q=0.3, readiness=Readiness.PIPELINE)))
    assert len(found) == len(Score)
    for one in found:
        assert sum(part.lo for part in one.parts.values()) == pytest.approx(one.change.lo, abs=1e-12)
        assert sum(part.hi for part in one.parts.values()) == pytest.approx(one.change.hi, abs=1e-12)


Share = st.floats(0, 1)


@given(st.dictionaries(st.tuples(st.booleans(), st.booleans(), st.booleans()), Share, min_size=8, max_size=8))
def test_parts_add_up_whatever_the_causes_do_together(values: dict[tuple[bool, bool, bool], float]) -> None:
    old, new = example(2), with_rows(with_criticality(example(2), "metal", 1), without="G")

    def made_up(of: Dataset, parameters: Parameters) -> dict[tuple[str, Score], Interval]:
        state = (len(of.suppliers) == len(old.suppliers), of.chains[0].segments[0].criticality == 1, parameters.q < 1)
        return {("example", score): Interval(values[state], 1.0) for score in Score}

    before = State(dataset=old, parameters=LINGANG, method=made_up)
    for one in decompose(before, State(dataset=new, parameters=replace(LINGANG, q=0.6), method=made_up)):
        assert (one.before.lo, one.after.lo) == (values[True, False, False], values[False, True, True])
        assert sum(part.lo for part in one.parts.values()) == pytest.approx(one.change.lo, abs=1e-12)


@settings(max_examples=4, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(chained(), chained(), quality, quality, st.sampled_from(list(Readiness)))
def test_parts_and_shares_add_up_between_any_two_datasets_and_turn_round(
    one: Dataset, other: Dataset, q: float, then: float, readiness: Readiness
) -> None:
    """Segments, links, demands, checks, companies and parameters all differ; seen backwards every part has the other sign."""
    before = State(dataset=one, parameters=replace(LINGANG, q=q))
    after = State(dataset=other, parameters=replace(LINGANG, q=then, readiness=readiness))
    splits, back = decompose(before, after), decompose(after, before)
    assert {part.score for part in splits} == set(Score)
    for part, turned in zip(splits, back, strict=True):
        for end in (0, 1):
            assert sum(ends[end] for ends in part.parts.values()) == pytest.approx(part.change[end], abs=1e-12)
            for cause in Cause:
                assert part.parts[cause][end] == pytest.approx(-turned.parts[cause][end], abs=1e-12)
    for found in data_parts(before, after, splits):
        for part in splits:
            for end in (0, 1):
                shares = sum(each.parts[part.score][end] for each in found.contributions) + found.remainder[part.score][end]
                assert shares == pytest.approx(part.parts[Cause.DATA][end], abs=1e-12)
