"""The formulas of the method as TeX, with today's numbers of a chain in them. Texts inside TeX are ours, never a user's."""

from typing import NamedTuple

from chainmap.analysis.assessment import ChainResult, SegmentResult
from chainmap.model.vocabulary import Evidence, Score
from chainmap.present.gap_list import gaps
from chainmap.present.markup import Markup, element, join
from chainmap.present.mathematics import typeset
from chainmap.present.view import View
from chainmap.present.why import formula

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
        number, value = one.producing[region].certain, one.cover[region].lo
        if number and one.evidence is Evidence.COUNT and abs(value - (1 - (1 - q) ** number)) < _SAME:
            numbers = rf"c=1-(1-{q:g}\cdot 1)^{{{number}}}={value:.3f}"
            return Formula(view.say("method.direct-cover"), general, view.segment(one.segment), numbers)
    return Formula(view.say("method.direct-cover"), general, "", rf"q={q:g}")


def _weights(view: View, chain: ChainResult) -> Formula:
    general = r"X=u+S^{\mathsf T}X,\quad v_i=\frac{u_i}{X_i},\quad x=(I-A)^{-1}f,\quad w_i=v_i\,x_i,\quad \sum_i w_i=1"
    if not chain.segments:
        return Formula(view.say("method.weights"), general, "", "")
    one = _example(view, chain) or chain.segments[0]
    numbers = rf"w=v\,x={one.own_value_share:.3f}\cdot {one.total_requirement:.3f}={one.weight:.3f}"
    return Formula(view.say("method.weights"), general, view.segment(one.segment), numbers)


def _score(view: View, chain: ChainResult, score: Score) -> Formula:
    tex = formula(chain, score, view.assessment.headline(score))
    return Formula(view.say(f"method.{score.value}"), tex.general, "", tex.with_numbers)


def _gains(view: View, chain: ChainResult) -> list[Formula]:
    """What filling a segment is worth: with the numbers of the first gap, and of the segment that is worth most."""
    coverage = r"\Delta B_i=w_i\,(1-c_i),\qquad \text{pull}_i=\sum_k S_{ik}\,c_k"
    reliance = r"\lambda=f+(A D)\,\lambda,\qquad \Delta R_i=(1-d_i)\,\lambda_i\,y_i"
    first, most = _example(view, chain), _worth_most(chain)
    if first is None or first.gains is None or most is None or most.gains is None:
        return [Formula(view.say("method.gain"), coverage, "", ""), Formula(view.say("method.gain-reliance"), reliance, "", "")]
    region, home = view.assessment.region, view.assessment.home_country
    product = rf"{first.weight:.3f}\cdot(1-{first.cover[region].lo:.3f})={first.gains.coverage:.3f}"
    filled = rf"\Delta B={product},\qquad \text{{pull}}={first.gains.pull.lo:.3f}"
    d, y = most.controlled_cover[home].lo, most.domestic_inputs.lo
    lifted = rf"d={d:.3f},\quad y={y:.3f},\qquad \Delta R={most.gains.self_reliance:.3f}"
    return [
        Formula(view.say("method.gain"), coverage, view.segment(first.segment), filled),
        Formula(view.say("method.gain-reliance"), reliance, view.segment(most.segment), lifted),
    ]


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
    now = chain.scores[view.assessment.home_country][Score.SELF_RELIANCE].lo
    filled = now + credited + chain.credit_residual
    return Formula(view.say("method.credit"), general, "", rf"\sum_i\varphi_i={credited:.3f}={filled:.3f}-{now:.3f}")


def _example(view: View, chain: ChainResult) -> SegmentResult | None:
    """The first gap of the chain; without one the segment with the largest gain."""
    listed = gaps(view.only(chain.chain.chain_id))
    if listed:
        return listed[0].result
    offered = [one for one in chain.segments if one.gains is not None]
    return max(offered, key=lambda one: one.gains.coverage if one.gains else 0.0, default=None)
