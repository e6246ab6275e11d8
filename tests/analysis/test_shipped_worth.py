"""What gaps are worth on every shipped chain: closed forms against re-evaluation, the best few against all subsets."""

import itertools
from collections.abc import Callable
from functools import lru_cache

import numpy as np
import pytest

from chainmap.analysis.assessment import ChainResult
from chainmap.analysis.best import best_of
from chainmap.analysis.network import Array, Network
from chainmap.analysis.scenario import Fill, Land, scenario
from chainmap.analysis.scores import continuity, coverage, self_reliance
from chainmap.analysis.targets import Target, gaps
from chainmap.model.vocabulary import Score
from tests.analysis import reference
from tests.present.views import shipped_targets, shipped_view

CHAINS = ("ic-materials", "smart-vehicle-materials", "aerospace-materials", "new-energy-materials", "biomedical-materials")
VALUES: dict[Score, Callable[[Network, Array], Array]] = {
    Score.COVERAGE: coverage,
    Score.SELF_RELIANCE: lambda network, d: self_reliance(network, d)[0],
    Score.CONTINUITY: lambda network, d: continuity(network, d)[0],
}
_MOST = 40_000  # subsets of one size that are looked at


def shipped(chain_id: str) -> ChainResult:
    return shipped_view().assessment.chain(chain_id)


@lru_cache
def lower(chain_id: str, score: Score) -> Array:
    """The cover that a score stands on, on lo."""
    chain, region = shipped(chain_id), shipped_view().assessment.headline(score)
    covers = [(one.cover if score is Score.COVERAGE else one.controlled_cover)[region].lo for one in chain.segments]
    return np.array(covers)


def test_the_chains_are_those_that_are_shipped() -> None:
    assert set(CHAINS) == {chain.chain.chain_id for chain in shipped_view().assessment.chains}


@pytest.mark.parametrize("chain_id", CHAINS)
def test_gain_of_every_segment_equals_the_chain_evaluated_with_it_filled(chain_id: str) -> None:
    chain = shipped(chain_id)
    fillable = [at for at, one in enumerate(chain.segments) if one.gains is not None]
    for score, value in VALUES.items():
        d = lower(chain_id, score)
        filled = np.array([reference.filled(d, [at]) for at in fillable])
        expected = value(chain.network, filled) - value(chain.network, d[None])[0]
        shown = [getattr(chain.segments[at].gains, score.value) for at in fillable]
        assert shown == pytest.approx(expected.tolist(), abs=1e-9)


@pytest.mark.parametrize("chain_id", CHAINS)
def test_gain_of_the_first_gap_equals_the_scenario_that_fills_it(chain_id: str) -> None:
    view = shipped_view()
    before = view.assessment
    slot = next(slot for slot in gaps(before, Score.SELF_RELIANCE) if slot[0] == chain_id)
    after = scenario(view.dataset, before, [Fill(slot=slot)]).after
    gains = before.chain(chain_id).segment(slot[1]).gains
    assert gains is not None
    for score in VALUES:
        region = before.headline(score)
        change = after.chain(chain_id).scores[region][score].lo - before.chain(chain_id).scores[region][score].lo
        assert change == pytest.approx(getattr(gains, score.value), abs=1e-9)


@pytest.mark.parametrize("chain_id", CHAINS)
def test_credit_adds_up_to_all_gaps_filled(chain_id: str) -> None:
    chain, d = shipped(chain_id), lower(chain_id, Score.SELF_RELIANCE)
    open_gaps = np.array([one.gains is not None and cover < 1 for one, cover in zip(chain.segments, d, strict=True)])
    everything = self_reliance(chain.network, np.where(open_gaps, 1.0, d)[None])[0][0]
    now = self_reliance(chain.network, d[None])[0][0]
    credited = sum(one.gains.credit for one in chain.segments if one.gains is not None)
    assert credited + chain.credit_residual == pytest.approx(everything - now, abs=1e-9)


@pytest.mark.parametrize("chain_id", CHAINS)
@pytest.mark.parametrize("score", list(VALUES))
def test_best_few_are_those_of_all_subsets_and_the_bound_is_not_below(chain_id: str, score: Score) -> None:
    view = shipped_view()
    chain, d = shipped(chain_id), lower(chain_id, score)
    ids = chain.network.segment_ids
    own = [ids.index(segment) for owner, segment in gaps(view.assessment, score) if owner == chain_id]
    (found,) = best_of(view.only(chain_id).assessment, score, 3)
    for best in found.sets:
        choices = list(itertools.combinations(own, best.k))[:_MOST]
        values = VALUES[score](chain.network, np.array([reference.filled(d, choice) for choice in choices]))
        assert best.bound >= values.max() - 1e-9
        assert best.value >= values.max() - 1e-9 if best.exact else best.value <= best.bound
    assert found.sets


@pytest.mark.parametrize("chain_id", CHAINS)
def test_unlock_sets_lift_continuity_and_nothing_smaller_does(chain_id: str) -> None:
    view = shipped_view()
    chain, d = shipped(chain_id), lower(chain_id, Score.CONTINUITY)
    ids = chain.network.segment_ids
    own = [ids.index(segment) for owner, segment in gaps(view.assessment, Score.CONTINUITY) if owner == chain_id]
    (found,) = best_of(view.only(chain_id).assessment, Score.CONTINUITY, 1)

    def lifts(choices: list[tuple[int, ...]]) -> list[tuple[int, ...]]:
        values = continuity(chain.network, np.array([reference.filled(d, choice) for choice in ((), *choices)]))[0]
        return [choice for choice, value in zip(choices, values[1:], strict=True) if value > values[0] + 1e-9]

    size = len(found.unlocking[0])
    assert found.smallest and size <= 3
    assert not any(lifts(list(itertools.combinations(own, less))) for less in range(1, size))
    assert sorted(lifts(list(itertools.combinations(own, size)))) == sorted(
        tuple(sorted(ids.index(one) for one in members)) for members in found.unlocking
    )


@pytest.mark.parametrize("chain_id", CHAINS)
def test_landing_a_listed_company_equals_the_scenario_that_lands_it(chain_id: str) -> None:
    own = [one for one in shipped_targets().targets if one.chain_id == chain_id]
    for target in (own[0], next(one for one in own if one.domestic.lo == 0)):
        _same_as_scenario(target)


def _same_as_scenario(target: Target) -> None:
    view = shipped_view()
    step = Land(company_key=target.company_key, slot=(target.chain_id, target.segment_id))
    after = scenario(view.dataset, view.assessment, [step]).after.chain(target.chain_id)
    before = view.assessment.chain(target.chain_id)
    for score in VALUES:
        region = view.assessment.headline(score)
        change = after.scores[region][score].lo - before.scores[region][score].lo
        assert change == pytest.approx(getattr(target.gains, score.value), abs=1e-9)
