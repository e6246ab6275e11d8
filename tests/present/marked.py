"""Views over the marked folder, for tests of what pages show."""

from pathlib import Path

from chainmap.analysis.assess import assess
from chainmap.intake.load import load_folder
from chainmap.model.parameters import Parameters
from chainmap.present.view import View
from chainmap.present.words import Language
from tests.folders import marked_folder


def view_of(folder: Path, language: Language = "zh") -> View:
    """The assessed folder at its park."""
    parsed = load_folder(folder)
    assert parsed.dataset is not None, parsed.findings
    assessment = assess(parsed.dataset, Parameters(), findings=parsed.findings)
    return View(assessment=assessment, dataset=parsed.dataset, language=language)


def marked_view(tmp_path: Path, language: Language = "zh") -> View:
    """The marked folder, assessed."""
    return view_of(marked_folder(tmp_path), language)
