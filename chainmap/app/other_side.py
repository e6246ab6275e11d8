"""The other side of a comparison that a number was asked for: another region (`region=ID`), after the scenario, or as the
parameters of the method page are moved."""

from dataclasses import replace

from chainmap.analysis.place import RegionError
from chainmap.app import parameter_form, scenario_steps, session
from chainmap.app.attraction import scenario_of
from chainmap.present.scenario_review import after_view
from chainmap.present.view import View

_KINDS = ("region", "scenario", "moved")


def parted(asked: str) -> tuple[str, str]:
    """(side, question) of what was asked; the side "" where it is the one that the page shows."""
    side, semicolon, question = asked.partition(";")
    return (side, question) if semicolon and side.partition("=")[0] in _KINDS else ("", asked)


def other_side(view: View, side: str) -> View | None:
    """The view of that side; None for a side or a region that is not there."""
    kind, _, value = side.partition("=")
    if kind == "scenario":
        shown, steps = view.only(session.scope().chain_id), scenario_steps.asked()
        return after_view(shown, scenario_of(shown, steps)) if steps else None
    if kind == "moved":
        return replace(view, assessment=session.moved(view, parameter_form.asked("moved")))
    if kind != "region" or value not in view.dataset.regions:
        return None
    parameters = replace(view.assessment.parameters, region=value, home_country=view.assessment.home_country)
    try:
        return replace(view, assessment=session.assessment(session.open_source(), view.dataset, parameters))
    except RegionError:
        return None
