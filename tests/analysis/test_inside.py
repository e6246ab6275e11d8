"""Self-reliance and continuity inside a region: the parts make the score there, and at the home country nothing changes."""

from dataclasses import replace

import pytest

from chainmap.analysis.inside import inside
from chainmap.model.vocabulary import Score
from tests.present.views import example_view, shipped_view


@pytest.mark.parametrize("number", [1, 2])
def test_inside_the_home_country_every_number_is_that_of_the_assessment(number: int) -> None:
    whole = example_view(number=number).assessment
    seen = inside(whole, whole.home_country)
    assert replace(seen, inside=None) == whole


@pytest.mark.parametrize("region", ["lingang", "shanghai", "yrd", "china", "world"])
def test_parts_of_the_end_segments_make_the_score_inside_the_region(region: str) -> None:
    for whole in (shipped_view().assessment, example_view(number=1).assessment):
        seen = inside(whole, region)
        assert seen.headline(Score.SELF_RELIANCE) == seen.headline(Score.CONTINUITY) == region
        assert seen.headline(Score.COVERAGE) == whole.region
        for chain in seen.chains:
            scores = chain.scores[region]
            for at in (0, 1):
                content = sum(one.final_share * one.domestic_content[at] for one in chain.segments)
                running = sum(end.final_share * end.runnable[at] for end in chain.end_segments)
                assert content == pytest.approx(scores[Score.SELF_RELIANCE][at])
                assert running == pytest.approx(scores[Score.CONTINUITY][at])


def test_credit_inside_a_region_adds_up_to_what_filling_every_gap_there_adds() -> None:
    (chain,) = inside(example_view(number=1).assessment, "shanghai").chains
    credited = sum(one.gains.credit for one in chain.segments if one.gains)
    assert credited + chain.credit_residual == pytest.approx(1 - chain.scores["shanghai"][Score.SELF_RELIANCE].lo)


def test_region_that_is_not_on_the_ladder_has_no_inside() -> None:
    with pytest.raises(KeyError):
        inside(example_view().assessment, "nowhere")
