"""What of the map's state an address keeps: what colours it, what is filtered, which groups are folded, where one looks.

The text is a list of steps like those of a scenario: `region~shanghai|look~verdict:missing|fold~光刻原料`. The view is its
middle, as shares of the map, and how many times larger than fitted it is: `view~0.31,0.52,1.8`. What a value means is not
looked at: the map ignores what it does not know.
"""

from collections.abc import Iterable, Mapping

from chainmap.present.map_detail import Json
from chainmap.present.scenario_link import decoded, encoded

FILTERS = ("look", "action", "plan", "stage", "group")  # a segment is shown that has one value of each kind chosen
_REGION, _FOLD, _VIEW = "region", "fold", "view"


def read(text: str) -> dict[str, Json]:
    """The state of an address: `region` and `view` ("" where it says none), `fold` and `filter`, lists without repetition."""
    steps = [step for step in decoded(text) if len(step) == 2 and step[1]]
    region, view = (next((value for kind, value in steps if kind == wanted), "") for wanted in (_REGION, _VIEW))
    return {
        _REGION: region,
        _VIEW: view,
        _FOLD: _values(steps, _FOLD),
        "filter": {kind: _values(steps, kind) for kind in FILTERS},
    }


def written(state: Mapping[str, object]) -> str:
    """The text for an address, "" for the state in which a map begins; what is no text in the state is left out."""
    chosen = state.get("filter")
    filters: Mapping[str, object] = chosen if isinstance(chosen, Mapping) else {}
    steps = [(_REGION, value) for value in _texts([state.get(_REGION)])]
    steps += [(kind, value) for kind in FILTERS for value in _texts(filters.get(kind))]
    steps += [(_FOLD, value) for value in _texts(state.get(_FOLD))]
    steps += [(_VIEW, value) for value in _texts([state.get(_VIEW)])]
    return encoded(steps)


def folded(state: Mapping[str, Json]) -> list[str]:
    """The groups that a state folds."""
    return _texts(state.get(_FOLD))


def _values(steps: Iterable[tuple[str, ...]], kind: str) -> list[Json]:
    return list(dict.fromkeys(value for name, value in steps if name == kind))


def _texts(values: object) -> list[str]:
    return [one for one in values if isinstance(one, str) and one] if isinstance(values, list) else []
