"""What METHOD section 8 says must hold of every chain, as far as the network alone decides it."""

from dataclasses import replace
from random import Random

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from chainmap.analysis.network import Network, build
from chainmap.analysis.scores import continuity, coverage, least_continuity, self_reliance
from chainmap.model.chain import Chain
from tests.analysis import reference
from tests.analysis.networks import Array, chain, link, segment
from tests.analysis.random_networks import chains, covers, networks

EXACT = 1e-9


def _scores(network: Network, d: Array) -> Array:
    """B, R, K on lo, K on hi of every scenario."""
    lo, hi = continuity(network, d)[0], continuity(network, d, hi=True)[0]
    return np.array([coverage(network, d), self_reliance(network, d)[0], lo, hi])


@given(networks(), st.data())
def test_scores_lie_between_none_and_all(network: Network, data: st.DataObject) -> None:
    d = data.draw(covers(network, 3))
    scores = _scores(network, d)
    assert ((scores >= 0) & (scores <= 1 + EXACT)).all()
    assert (scores[2] <= scores[3] + EXACT).all()
    assert (least_continuity(network, d) <= scores[2] + EXACT).all()
    assert _scores(network, np.zeros(network.size)) == pytest.approx(0)
    assert _scores(network, np.ones(network.size)) == pytest.approx(1.0 if network.has_final_use else 0.0)


@given(networks(substitutes=False), st.data())
def test_self_reliance_is_at_most_controlled_coverage_without_substitutes(network: Network, data: st.DataObject) -> None:
    d = data.draw(covers(network, 3))
    assert (self_reliance(network, d)[0] <= coverage(network, d) + EXACT).all()


@given(networks(), st.data())
def test_no_score_falls_when_a_cover_rises(network: Network, data: st.DataObject) -> None:
    ends = data.draw(covers(network, 2))
    lower, upper = _scores(network, np.array([ends.min(axis=0), ends.max(axis=0)])).T
    assert (upper >= lower - EXACT).all()


@given(networks(), st.data())
def test_scores_equal_the_method_read_literally(network: Network, data: st.DataObject) -> None:
    d = data.draw(covers(network))[0]
    _, reliance, lo, hi = _scores(network, d)[:, 0]
    assert reliance == pytest.approx(reference.self_reliance(network, d), abs=1e-12)
    assert (lo, hi) == pytest.approx(reference.continuity_range(network, d), abs=EXACT)


@given(networks(), st.data())
def test_resolving_an_unknown_essential_narrows_and_reaches_both_ends(network: Network, data: st.DataObject) -> None:
    unknown = [at for at, group in enumerate(network.groups) if group.essential is None]
    assume(unknown)
    at = data.draw(st.sampled_from(unknown))
    d = data.draw(covers(network))[0]
    ends = []
    for answer in (True, False):
        groups = tuple(replace(one, essential=answer) if i == at else one for i, one in enumerate(network.groups))
        ends.append(_scores(replace(network, groups=groups), d)[2:, 0])
    (lo, hi), resolved = _scores(network, d)[2:, 0], np.array(ends)
    assert resolved[:, 0].min() == pytest.approx(lo, abs=EXACT)
    assert resolved[:, 1].max() == pytest.approx(hi, abs=EXACT)


@given(chains(), st.randoms(use_true_random=False), st.data())
def test_order_of_segments_and_rows_changes_nothing(built: Chain, random: Random, data: st.DataObject) -> None:
    before = build(built)
    segments, dependencies = list(built.segments), list(built.dependencies)
    random.shuffle(segments)
    random.shuffle(dependencies)
    after = build(replace(built, segments=tuple(segments), dependencies=tuple(dependencies)))
    order = [before.segment_ids.index(one) for one in after.segment_ids]
    d = data.draw(covers(before, 2))
    assert after.weight == pytest.approx(before.weight[order], abs=1e-12)
    assert _scores(after, d[:, order]) == pytest.approx(_scores(before, d), abs=EXACT)


@given(chains(), st.data())
def test_names_change_nothing(built: Chain, data: st.DataObject) -> None:
    def renamed(one: str) -> str:
        return one[::-1] + "-renamed"

    segments = tuple(replace(one, segment_id=renamed(one.segment_id), name_zh="") for one in built.segments)
    links = tuple(replace(one, upstream=renamed(one.upstream), downstream=renamed(one.downstream)) for one in built.dependencies)
    before, after = build(built), build(replace(built, segments=segments, dependencies=links))
    d = data.draw(covers(before, 2))
    assert _scores(after, d).tolist() == _scores(before, d).tolist()


@given(networks(substitutes=False), st.data())
def test_segment_that_only_passes_on_changes_nothing(network: Network, data: st.DataObject) -> None:
    assume(network.groups and network.has_final_use)
    d = data.draw(covers(network))[0]
    cut = data.draw(st.sampled_from(network.groups))
    segments = [
        segment(name, own_share=float(own) if own < 1 else None, final_weight=float(final))
        for name, own, final in zip(network.segment_ids, network.own_value_share, network.final_share, strict=True)
    ]
    links = [
        link(f"{'pass' if one is cut else network.segment_ids[one.members[0]]} > {network.segment_ids[one.user]}",
             one.essential, input_share=one.share)
        for one in network.groups
    ]  # fmt: skip
    through = link(f"{network.segment_ids[cut.members[0]]} > pass", data.draw(st.booleans()))
    after = build(chain([*segments, segment("pass", own_share=1e-12)], [*links, through]))
    assert _scores(after, np.append(d, 1.0)) == pytest.approx(_scores(network, d), abs=1e-8)
