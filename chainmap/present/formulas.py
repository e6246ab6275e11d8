"""The formulas of the method as TeX, with today's numbers of a chain in them. Texts inside TeX are ours, never a user's."""

from typing import NamedTuple

import numpy as np

from chainmap.analysis.adjoint import importance
from chainmap.analysis.assessment import ChainResult, SegmentResult
from chainmap.analysis.scores import content_rows
from chainmap.model.vocabulary import Evidence, Score
from chainmap.present.decimals import number, places
from chainmap.present.equation import Term, equation, product
from chainmap.present.gap_list import gaps
from chainmap.present.markup import Markup, element, join
from chainmap.present.mathematics import typeset
from chainmap.present.numbers import plain
from chainmap.present.view import View
from chainmap.present.why import formula
from chainmap.present.why_gain import pull_formula

_SCORES = (Score.COVERAGE, Score.SELF_RELIANCE, Score.CONTINUITY)
_SAME = 1e-9


class Formula(NamedTuple):
    """A formula with what it is about, and today's numbers: of a segment, whose name stands before them, or of the chain."""

    title: str
    general: str
    of: str  # "" for the chain
    with_numbers: str  # "" where nothing of the chain fits


def method_formulas(view: View, chain: ChainResult) -> list[Formula]:
    """In the order in which one follows from the other."""
    return [
        _direct_cover(view, chain),
        _weights(view, chain),
        *(_score(view, chain, score) for score in _SCORES),
        *_gains(view, chain),
        _credit(view, chain),
    ]


def formula_list(view: View, chain: ChainResult) -> Markup:
    """The formulas one below the other, typeset, each with its numbers under it."""
    return element("div", *(_typeset(view, one) for one in method_formulas(view, chain)), class_="cm-formulas")


def _typeset(view: View, one: Formula) -> Markup:
    general = join([element("p", one.title, class_="cm-formula"), typeset(one.general)])
    if not one.with_numbers:
        return element("section", general)
    label = view.say("method.example", segment=one.of) if one.of else view.say("method.today")
    return element("section", general, element("p", label, class_="cm-formula"), typeset(one.with_numbers))


def _direct_cover(view: View, chain: ChainResult) -> Formula:
    """With the first segment whose cover is that of its producing companies alone."""
    q, region = view.assessment.parameters.q, view.assessment.region
    general = (
        r"c_i=1-\prod_{k}\bigl(1-q\,g_k\bigr),\qquad g_k=\text{readiness}\cdot\text{inside}\,(\cdot\,\text{control for }d_i)"
    )
    if view.language == "zh":
        general = (
            r"c_i=1-\prod_{k}\bigl(1-q\,g_k\bigr),\qquad g_k=\text{状态}\cdot\text{在区域内}\,(d_i\text{ 再乘}\text{控制权})"
        )
    for one in chain.segments:
        companies, value = one.producing[region].certain, one.cover[region].lo
        if companies and one.evidence is Evidence.COUNT and abs(value - (1 - (1 - q) ** companies)) < _SAME:
            numbers = rf"c=1-(1-{plain(q)}\cdot 1)^{{{companies}}}={number(value, places(value).result)}"
            return Formula(view.say("method.direct-cover"), general, view.segment(one.segment), numbers)
    return Formula(view.say("method.direct-cover"), general, "", rf"q={plain(q)}")


def _weights(view: View, chain: ChainResult) -> Formula:
    general = r"X=u+S^{\mathsf T}X,\quad v_i=\frac{u_i}{X_i},\quad x=(I-A)^{-1}f,\quad w_i=v_i\,x_i,\quad \sum_i w_i=1"
    if not chain.segments:
        return Formula(view.say("method.weights"), general, "", "")
    one = _example(view, chain) or chain.segments[0]
    numbers = equation(view, r"w=v\,x", [product(one.own_value_share, one.total_requirement)], one.weight)
    return Formula(view.say("method.weights"), general, view.segment(one.segment), numbers)


def _score(view: View, chain: ChainResult, score: Score) -> Formula:
    tex = formula(view, chain, score, view.assessment.headline(score))
    return Formula(view.say(f"method.{score.value}"), tex.general, "", tex.with_numbers)


def _gains(view: View, chain: ChainResult) -> list[Formula]:
    """What filling a segment is worth: with the numbers of the first gap, and of the segment that is worth most."""
    coverage = r"\Delta B_i=w_i\,(1-c_i),\qquad \text{pull}_i=\sum_k S_{ik}\,c_k"
    reliance = r"\lambda=f+(A D)\,\lambda,\qquad \Delta R_i=(1-d_i)\,\lambda_i\,y_i"
    first, most = _example(view, chain), _worth_most(chain)
    if first is None or first.gains is None or most is None or most.gains is None:
        return [Formula(view.say("method.gain"), coverage, "", ""), Formula(view.say("method.gain-reliance"), reliance, "", "")]
    cover = first.cover[view.assessment.region].lo
    filled = equation(view, r"\Delta B", [product(first.weight, (1.0, cover))], first.gains.coverage)
    filled += rf",\qquad {pull_formula(view, chain, first)}"
    return [
        Formula(view.say("method.gain"), coverage, view.segment(first.segment), filled),
        Formula(view.say("method.gain-reliance"), reliance, view.segment(most.segment), _lifted(view, chain, most)),
    ]


def _lifted(view: View, chain: ChainResult, one: SegmentResult) -> str:
    """ΔR in closed form; in a cycle, or where users change to a substitute, as the score filled less the score now."""
    home, rise = view.assessment.headline(Score.SELF_RELIANCE), one.gains.self_reliance if one.gains else 0.0
    d = np.array([each.controlled_cover[home].lo for each in chain.segments])
    at = chain.network.segment_ids.index(one.segment.segment_id)
    hangs = float(importance(chain.network, d, content_rows(chain.network, d))[at, 0])
    inputs = one.domestic_inputs.lo
    if abs((1 - d[at]) * hangs * inputs - rise) < _SAME:
        return equation(view, r"\Delta R", [product((1.0, float(d[at])), hangs, inputs)], rise)
    now = chain.scores[home][Score.SELF_RELIANCE].lo
    return equation(view, r"\Delta R=R_{\text{filled}}-R_{\text{now}}", [product(now + rise), product(-now)], rise)


def _worth_most(chain: ChainResult) -> SegmentResult | None:
    """The segment whose filling adds most to self-reliance, the first of equal ones."""
    offered = [one for one in chain.segments if one.gains is not None]
    return max(offered, key=lambda one: one.gains.self_reliance if one.gains else 0.0, default=None)


def _credit(view: View, chain: ChainResult) -> Formula:
    general = (
        r"\varphi_i=(1-d_i)\int_0^1\frac{\partial R}{\partial d_i}\bigl(d+t\,(1-d)\bigr)\,dt,"
        r"\qquad \sum_i\varphi_i=R_{\text{filled}}-R_{\text{now}}"
    )
    credited = sum(one.gains.credit for one in chain.segments if one.gains is not None)
    now = chain.scores[view.assessment.headline(Score.SELF_RELIANCE)][Score.SELF_RELIANCE].lo
    residual = chain.credit_residual
    terms = [product(now + credited + residual), product(-now)]
    last = Term((-residual,), view.say("fact.credit-residual")) if abs(residual) > _SAME else None
    return Formula(view.say("method.credit"), general, "", equation(view, r"\sum_i\varphi_i", terms, credited, last=last))


def _example(view: View, chain: ChainResult) -> SegmentResult | None:
    """The first gap of the chain; without one the segment with the largest gain."""
    listed = gaps(view.only(chain.chain.chain_id))
    if listed:
        return listed[0].result
    offered = [one for one in chain.segments if one.gains is not None]
    return max(offered, key=lambda one: one.gains.coverage if one.gains else 0.0, default=None)
