"""What a loss does to one chain: per segment after every one of them lost its company, and the loss of one alone."""

import numpy as np

from chainmap.analysis.assessment import ChainResult
from chainmap.analysis.gains import evaluated
from chainmap.analysis.network import Array
from chainmap.analysis.scores import continuity, coverage, self_reliance
from chainmap.model.vocabulary import Score


def covers_after_loss(chain: ChainResult, score: Score, region: str) -> Array:
    """Per segment its cover on lo without the company whose loss costs it most; end uses keep theirs. In [0, 1]."""
    return np.array([_lost(chain, at, score, region) for at in range(len(chain.segments))])


def carried_after_loss(chain: ChainResult, score: Score, region: str) -> Array:
    """Per segment what it still carries then: its cover for coverage, s for self-reliance, h for continuity."""
    carried = covers_after_loss(chain, score, region)
    if score is Score.SELF_RELIANCE:
        carried = self_reliance(chain.network, carried)[1][0]
    if score is Score.CONTINUITY:
        carried = continuity(chain.network, carried)[1][0]
    return carried


def single_losses(chain: ChainResult, score: Score, region: str) -> Array:
    """Per segment by how much the score falls on lo when it alone loses that company; 0 or more, in score points."""
    now = np.array([_now(chain, at, score, region) for at in range(len(chain.segments))])
    scenarios = np.repeat(now[None, :], len(now) + 1, axis=0)
    scenarios[np.arange(len(now)), np.arange(len(now))] = covers_after_loss(chain, score, region)
    values = _scored(chain, score, scenarios)
    found: Array = (values[-1] - values[:-1]).clip(0.0)
    return found


def _scored(chain: ChainResult, score: Score, covers: Array) -> Array:
    match score:
        case Score.SELF_RELIANCE:
            return evaluated(lambda part: self_reliance(chain.network, part)[0], covers)
        case Score.CONTINUITY:
            return evaluated(lambda part: continuity(chain.network, part)[0], covers)
        case _:
            return coverage(chain.network, covers)


def _now(chain: ChainResult, at: int, score: Score, region: str) -> float:
    one = chain.segments[at]
    return one.cover_for(score)[region].lo


def _lost(chain: ChainResult, at: int, score: Score, region: str) -> float:
    one = chain.segments[at]
    if one.gains is None:
        return _now(chain, at, score, region)
    return (one.loss_cover if score is Score.COVERAGE else one.loss_controlled_cover)[region]
