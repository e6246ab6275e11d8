"""Views to present: the worked examples of METHOD section 8, and the shipped data, each evaluated once."""

from functools import lru_cache
from pathlib import Path

from chainmap.analysis.assess import assess
from chainmap.analysis.targets import TargetList, targets
from chainmap.desk.workspace import open_folder
from chainmap.model.parameters import Parameters
from chainmap.present.view import View
from chainmap.present.words import Language
from tests.analysis.datasets import example

DATA = Path(__file__).parents[2] / "data"


@lru_cache
def example_view(language: Language = "zh", number: int = 2) -> View:
    """A worked example, asked for Lingang."""
    dataset = example(number)
    assessment = assess(dataset, Parameters(region="lingang", q=0.6 if number == 1 else 1.0))
    return View(assessment=assessment, dataset=dataset, language=language)


@lru_cache
def shipped_view(language: Language = "zh") -> View:
    """The five chains of the shipped data, asked for their first park."""
    if language == "en":
        chinese = shipped_view("zh")
        return View(assessment=chinese.assessment, dataset=chinese.dataset, language="en")
    dataset = open_folder(DATA).dataset
    assert dataset is not None
    return View(assessment=assess(dataset), dataset=dataset, language=language)


@lru_cache
def shipped_targets() -> TargetList:
    """Companies to attract for every gap of the shipped data."""
    view = shipped_view()
    return targets(view.dataset, view.assessment)
