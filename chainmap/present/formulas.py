"""The formulas of the method as TeX, with today's numbers of a chain in them. Texts inside TeX are ours, never a user's."""

from chainmap.analysis.assessment import ChainResult
from chainmap.model.vocabulary import Score
from chainmap.present.view import View
from chainmap.present.why import formula

_SCORES = (Score.COVERAGE, Score.SELF_RELIANCE, Score.CONTINUITY)


def method_formulas(view: View, chain: ChainResult) -> list[tuple[str, str]]:
    """Title and TeX, in the order in which one follows from the other."""
    shown = [
        (view.say("method.direct-cover"), rf"c_i=1-\prod_{{k}}\bigl(1-q\,g_k\bigr),\qquad q={view.assessment.parameters.q:g}"),
        (
            view.say("method.weights"),
            r"X=u+S^{\mathsf T}X,\quad v_i=\frac{u_i}{X_i},\quad x=(I-A)^{-1}f,\quad w_i=v_i\,x_i,\quad \sum_i w_i=1",
        ),
    ]
    for score in _SCORES:
        tex = formula(chain, score, view.assessment.headline(score))
        shown += [(view.say(f"method.{score.value}"), tex.general), ("", tex.with_numbers)]
    return [
        *shown,
        (
            view.say("method.gain"),
            r"\Delta B_i=w_i\,(1-c_i),\qquad \text{pull}_i=\sum_k S_{ik}\,c_k,\qquad \Delta R_i=(1-d_i)\,\lambda_i\,y_i",
        ),
    ]
