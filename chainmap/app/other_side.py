"""The other side of a comparison that a number was asked for: another region (`region=ID`), self-reliance and continuity
inside it (`inside=ID`), one region beside another (`beside=ID,ID`), after the scenario, as the parameters of the method page
are moved, with these and another q (`q=0.3`), another version (`before=1a2b`, `after=3c4d`), once the leads of the forecast
have landed (`landed`), as what is corrected on the page would make it (`draft`), once the companies of a worst draw are lost
(`worst=coverage:ID:0`); of a difference that the map draws a version (`version=1a2b`) or the scenario (`drawn`)."""

from dataclasses import replace

from chainmap.analysis.inside import inside
from chainmap.analysis.place import RegionError
from chainmap.app import parameter_form, scenario_steps, session
from chainmap.app.attraction import scenario_of
from chainmap.app.draft_side import as_drafted
from chainmap.app.lead_forecast import landed_view
from chainmap.app.map_page import drawn_scenario
from chainmap.app.stress_form import worst_draw
from chainmap.app.version_sides import at_version, called
from chainmap.model.parameters import ParameterError, Parameters
from chainmap.present.scenario_review import after_view
from chainmap.present.view import View

CHANGE = "change"  # both sides at once: answered by `present.change_answers`
_KINDS = frozenset(
    (
        "region",
        "inside",
        "beside",
        "scenario",
        "moved",
        "q",
        "before",
        "after",
        "version",
        "landed",
        "draft",
        "worst",
        "drawn",
        CHANGE,
    )
)


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
        return replace(view, assessment=session.moved(view, _moved()), beside=view.assessment)
    if kind == "q":
        try:
            parameters = _moved().with_settings([side])
        except ParameterError:
            return None
        return replace(view, assessment=session.moved(view, parameters))
    if kind == "landed":
        return landed_view(view.only(session.scope().chain_id))
    if kind == "draft":
        return as_drafted(view, value)
    if kind == "worst":
        return worst_draw(view, value)
    if kind == "drawn":
        return drawn_scenario(view)
    if kind in ("before", "after", "version"):
        return at_version(view, kind, value)
    if kind == "beside":
        return _beside(view, *value.split(",")) if value.count(",") == 1 else None
    seen = _from_region(view, value) if kind in ("region", "inside") and value in view.dataset.regions else None
    return replace(seen, assessment=inside(seen.assessment, value)) if seen and kind == "inside" else seen


def _beside(view: View, first: str, second: str) -> View | None:
    """The view from the second region, whose numbers are held against the first."""
    sides = [_from_region(view, one) if one in view.dataset.regions else None for one in (first, second)]
    return replace(sides[1], beside=sides[0].assessment) if sides[0] and sides[1] else None


def _from_region(view: View, region: str) -> View | None:
    try:
        return replace(view, assessment=session.assessment(session.open_source(), view.dataset, session.seen_from(region, view)))
    except RegionError:
        return None


def told(view: View, side: str) -> str:
    """Whose number it is, in words; "" where it is the page's own."""
    kind, _, value = side.partition("=")
    if kind == "moved":
        settings = parameter_form.told(view, _moved())
        return view.say("side.moved", settings=settings) if settings else ""
    if kind in ("region", "inside", "beside"):
        return view.say("side.region", region=view.region(value.rpartition(",")[2]))
    if kind == CHANGE:
        return ""
    if kind == "version":
        return view.say("side.version", version=called(value))
    return (
        view.say("side.scenario" if kind == "drawn" else f"side.{kind}", **({"q": value} if kind == "q" else {})) if kind else ""
    )


def _moved() -> Parameters:
    """The parameters of the method page."""
    return parameter_form.asked("moved")
