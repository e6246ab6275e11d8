"""Figures of investment attraction as they are said: open gains at both ends, sets without fillers, rows of the chains shown."""

import pytest

from chainmap.analysis.assess import assess
from chainmap.analysis.best import best_of
from chainmap.model.interval import Interval
from chainmap.model.parameters import Parameters
from chainmap.model.vocabulary import Score
from chainmap.present.best_sentences import best_sentence
from chainmap.present.data_note import confidence_counts
from chainmap.present.gap_list import gaps
from chainmap.present.gap_rows import gap_grid
from chainmap.present.numbers import column_interval
from chainmap.present.overview import confidence_numbers, confidence_sentence
from chainmap.present.view import View
from chainmap.present.why_data import rows_of_confidence
from tests.analysis.datasets import chain, dataset, dependency, example, segment, supplier
from tests.present.views import shipped_view


@pytest.mark.parametrize(
    ("lo", "hi", "said"), [(0, 0.021, "0.0–2.1"), (0.019, 0.019, "1.9"), (0.0191, 0.0192, "1.9"), (0, 0, "0.0")]
)
def test_column_shows_both_ends_of_what_is_open(lo: float, hi: float, said: str) -> None:
    assert column_interval(Interval(lo, hi)) == said


def test_a_gain_whose_user_nobody_looked_for_is_no_zero() -> None:
    """Half of the chain's weight is at stake; whether anybody here would buy it is not known."""
    segments = [segment("resist"), segment("fab", checked_region=None)]
    data = dataset(chain(segments, [dependency("resist", "fab")]), [supplier("甲", "resist", "suzhou")])
    view = View(assessment=assess(data, Parameters(region="lingang")), dataset=data, language="zh")
    (gap,) = [one for one in gaps(view) if one.result.segment.segment_id == "resist"]
    assert gap.result.gains is not None
    assert (gap.result.gains.pulled, gap.result.gains.pulled_range) == (0.0, Interval(0.0, 0.5))
    grid = next(gap_grid(view, gaps(view), at_most=5))
    assert "0.0–50.0" in [cell for row in grid.rows for cell in row]  # type: ignore[union-attr]


def test_a_best_set_names_nothing_that_adds_nothing() -> None:
    """In the second worked example metal and resist already reach all of self-reliance (METHOD section 8)."""
    data = example(2)
    view = View(assessment=assess(data, Parameters(region="china")), dataset=data, language="zh")
    (best,) = best_of(view.assessment, Score.SELF_RELIANCE, 2)
    (more,) = best_of(view.assessment, Score.SELF_RELIANCE, 3)
    only = view.assessment.chains[0]
    two = best_sentence(view, only, best, best.sets[-1], Score.SELF_RELIANCE)
    assert "补 2 个环节" in two and "100 %" in two.replace("\u00a0", " ")
    assert best_sentence(view, only, more, more.sets[-1], Score.SELF_RELIANCE) == two


def test_rows_of_one_chain_are_counted_alone_on_page_and_paper() -> None:
    whole = shipped_view()
    of = whole.only("ic-materials")
    register = whole.dataset.suppliers
    own = int((register["chain_id"] == "ic-materials").sum())
    assert sum(confidence_numbers(of).values()) == own < len(register) == sum(confidence_numbers(whole).values())
    assert f" {own} " in confidence_sentence(of) and confidence_sentence(of) in confidence_counts(of)
    assert {code: len(rows_of_confidence(of, code)) for code in confidence_numbers(of)} == dict(confidence_numbers(of))
