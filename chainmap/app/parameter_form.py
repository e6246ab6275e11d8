"""Parameters to move on a page, kept in its address: `moved=q=0.6;readiness=firm`. What is not said has its default."""

from collections.abc import Callable, Iterable
from dataclasses import asdict

import streamlit as st

from chainmap.app import address
from chainmap.model.parameters import ParameterError, Parameters, Readiness
from chainmap.model.vocabulary import Confidence
from chainmap.present.numbers import listed
from chainmap.present.parameter_table import in_words
from chainmap.present.view import View

SHARES = ("weak_below", "controlled_below", "hollow_below", "fragile_below", "extend_from")
SCORED = ("q", "readiness", "min_confidence", "hmt_is_domestic")  # what scores depend on; the others draw the lines of verdicts
COUNTS = ("nearby_steps", "nearby_companies")
NAMES = (*SCORED, *SHARES, *COUNTS)
_LEAST_Q, _STEP = 0.05, 0.05
_MOST = 6  # steps of the ladder, companies
_DEFAULTS = Parameters()


def asked(name: str) -> Parameters:
    """What the address says under `name`; odd settings are passed over."""
    return read(address.kept(name))


def read(text: str) -> Parameters:
    """`q=0.6;readiness=firm` as parameters; unknown names and values that cannot be are passed over."""
    return _read(text)[0]


def written(parameters: Parameters) -> str:
    """What differs from the defaults, as it stands in the address; "" where nothing does."""
    values, defaults = asdict(parameters), asdict(_DEFAULTS)
    return ";".join(f"{name}={_text(values[name])}" for name in NAMES if values[name] != defaults[name])


def told(view: View, parameters: Parameters) -> str:
    """What differs from the defaults, in words; "" where nothing does."""
    values, defaults = asdict(parameters), asdict(_DEFAULTS)
    texts = (
        view.say("method.setting", name=view.say(f"method.{one}"), value=in_words(view, values[one]))
        for one in NAMES
        if values[one] != defaults[one]
    )
    return listed(texts, view.language)


def form(view: View, name: str, parameters: Parameters, *, shown: Iterable[str] = NAMES) -> None:
    """The widgets, as the address says; each change goes into the address."""
    for setting in _read(address.kept(name))[1]:
        address.pass_over(view.say("method.parameters"), setting)
    keys = {one: f"{name}_{one}_{view.language}" for one in shown}
    for one, key in keys.items():
        st.session_state[key] = _on_widget(one, getattr(parameters, one))
        _widget(view, one, key, lambda: address.put(**{name: written(_collected(parameters, keys))}))
    st.button(
        view.say("method.reset"), key=f"{name}_reset", disabled=not written(parameters),
        on_click=lambda: address.put(**{name: ""}),
    )  # fmt: skip


def _read(text: str) -> tuple[Parameters, list[str]]:
    """The parameters, and the settings that were passed over."""
    found: Parameters = _DEFAULTS
    odd: list[str] = []
    for setting in filter(None, (part.strip() for part in text.split(";"))):
        if setting.partition("=")[0] not in NAMES:
            odd.append(setting)
            continue
        try:
            found = found.with_settings([setting])
        except ParameterError:
            odd.append(setting)
    return found, odd


def _widget(view: View, one: str, key: str, changed: Callable[[], None]) -> None:
    label = view.say(f"method.{one}")
    match one:
        case "readiness":
            st.selectbox(label, list(Readiness), key=key, format_func=view.choice, on_change=changed)
        case "min_confidence":
            st.selectbox(
                label, list(Confidence), index=None, key=key, format_func=view.choice, on_change=changed,
                placeholder=view.say("method.no-minimum"),
            )  # fmt: skip
        case "hmt_is_domestic":
            st.toggle(label, key=key, on_change=changed)
        case "nearby_steps" | "nearby_companies":
            st.slider(label, 0, _MOST, step=1, key=key, on_change=changed)
        case _:
            st.slider(label, _LEAST_Q if one == "q" else 0.0, 1.0, step=_STEP, key=key, on_change=changed)


def _on_widget(one: str, value: object) -> object:
    """A number off the steps of its slider stands at the next one; the address keeps it until the slider is moved."""
    if one in COUNTS and isinstance(value, int):
        return min(_MOST, value)
    if isinstance(value, float):
        return min(1.0, max(_LEAST_Q if one == "q" else 0.0, round(round(value / _STEP) * _STEP, 2)))
    return value


def _collected(before: Parameters, keys: dict[str, str]) -> Parameters:
    """The parameters with what the widgets say; a slider that was not moved leaves its number as it is."""
    told = [
        f"{one}={_text(st.session_state[key])}"
        for one, key in keys.items()
        if st.session_state[key] != _on_widget(one, getattr(before, one))
    ]
    return before.with_settings(told)


def _text(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return f"{value:g}" if isinstance(value, float) else "none" if value is None else str(value)
