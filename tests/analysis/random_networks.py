"""Random chains and covers for property tests."""

import numpy as np
from hypothesis import strategies as st

from chainmap.analysis.network import Network, build
from chainmap.model.chain import Chain
from tests.analysis.networks import Array, chain, link, segment

SHARES = st.sampled_from([0.0, 0.0, 0.2, 0.5, 0.6, 0.9, 1.0, 1.0])


@st.composite
def chains(
    draw: st.DrawFn, *, most: int = 7, cycles: bool = True, substitutes: bool = True, unknown: int = 4, given: bool = True
) -> Chain:
    """A chain of up to `most` segments; at most `unknown` dependencies leave open whether they are essential."""
    size = draw(st.integers(1, most))
    pairs = [(i, j) for i in range(size) for j in range(size) if i != j and (cycles or i < j)]
    chosen = draw(st.lists(st.sampled_from(pairs), unique=True, max_size=2 * size)) if pairs else []
    open_left = unknown
    links = []
    for upstream, downstream in chosen:
        essential = draw(st.sampled_from([True, False, None] if open_left else [True, False]))
        open_left -= essential is None
        links.append(
            link(
                f"s{upstream} > s{downstream}",
                essential,
                group=draw(st.sampled_from([None, None, "g"])) if substitutes else None,
                input_share=draw(st.sampled_from([None, None, 0.05, 0.1])) if given else None,
            )
        )
    segments = [
        segment(
            f"s{i}",
            draw(st.sampled_from([None, 1, 3, 5])),
            own_share=draw(st.sampled_from([None, None, 0.1, 0.5])) if given else None,
            final_weight=draw(st.sampled_from([None, None, None, 1.0])) if given else None,
        )
        for i in range(size)
    ]
    return chain(segments, links)


def networks(
    *, most: int = 7, cycles: bool = True, substitutes: bool = True, unknown: int = 4, given: bool = True
) -> st.SearchStrategy[Network]:
    """Networks of random chains."""
    return chains(most=most, cycles=cycles, substitutes=substitutes, unknown=unknown, given=given).map(build)


def covers(network: Network, count: int = 1) -> st.SearchStrategy[Array]:
    """`count` covers of a network, count × n."""
    rows = st.lists(SHARES, min_size=network.size, max_size=network.size)
    return st.lists(rows, min_size=count, max_size=count).map(lambda values: np.array(values, dtype=float).reshape(count, -1))
