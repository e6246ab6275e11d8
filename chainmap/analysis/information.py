"""What it is worth to know: how much of a score's width a check of one segment would take away (METHOD section 5)."""

from dataclasses import dataclass

import numpy as np

from chainmap.analysis.gains import evaluated
from chainmap.analysis.network import Array, Network
from chainmap.analysis.scores import continuity, coverage, self_reliance
from chainmap.model.vocabulary import Score


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Information:
    """Per segment, in score points: what of hi − lo goes away when its cover becomes known; 0 where it is known."""

    if_lo: Array  # when it turns out as low as it may be: hi falls
    if_hi: Array  # when it turns out as high as it may be: lo rises

    @property
    def expected(self) -> Array:
        """Mean of both answers, the order of the list of what to check."""
        mean: Array = (self.if_lo + self.if_hi) / 2.0
        return mean

    @property
    def certain(self) -> Array:
        """What goes away by either answer."""
        return np.minimum(self.if_lo, self.if_hi)


def information(network: Network, score: Score, lo: Array, hi: Array) -> Information:
    """The width of a score that knowing the cover of one segment takes away, for every segment; lo and hi of shape (n,).

        if it is lo_i:  score(hi) − score(hi with lo_i)        if it is hi_i:  score(lo with hi_i) − score(lo)

    Covers are c for coverage, else d. For coverage both are w (hi − lo). A check that answers only part of what is
    open on a segment (one owner of several) has covers of its own: compare the `widths` before and after.
    """
    open_segments = np.flatnonzero((hi > lo) & (network.total_requirement > 0.0))
    every = np.arange(len(open_segments))
    lower, upper = (np.repeat(ends[None, :], len(open_segments), axis=0) for ends in (hi, lo))
    lower[every, open_segments] = lo[open_segments]
    upper[every, open_segments] = hi[open_segments]
    if_lo, if_hi = np.zeros(network.size), np.zeros(network.size)
    tops, bottoms = (
        _scores(network, score, np.vstack([hi, lower]), hi=True),
        _scores(network, score, np.vstack([lo, upper]), hi=False),
    )
    if_lo[open_segments] = (tops[0] - tops[1:]).clip(0.0)
    if_hi[open_segments] = (bottoms[1:] - bottoms[0]).clip(0.0)
    return Information(if_lo=if_lo, if_hi=if_hi)


def widths(network: Network, score: Score, lo: Array, hi: Array) -> Array:
    """hi − lo of a score per scenario, from covers of shape (scenarios, n)."""
    return _scores(network, score, np.atleast_2d(hi), hi=True) - _scores(network, score, np.atleast_2d(lo), hi=False)


def _scores(network: Network, score: Score, covers: Array, *, hi: bool) -> Array:
    match score:
        case Score.COVERAGE | Score.CONTROLLED_COVERAGE:
            return coverage(network, covers)
        case Score.SELF_RELIANCE:
            return evaluated(lambda part: self_reliance(network, part)[0], covers)
        case Score.CONTINUITY:
            return evaluated(lambda part: continuity(network, part, hi=hi)[0], covers)
