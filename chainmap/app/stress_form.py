"""How random stress is drawn: kept in the address as `some~3~lingang~0` (how, how much, where, seed)."""

from dataclasses import dataclass

import streamlit as st

from chainmap.analysis.stress import Stress
from chainmap.app import address, session
from chainmap.app.attraction import scenario_of, stress_of
from chainmap.present.answer import Answer
from chainmap.present.names import region_name
from chainmap.present.scenario_review import after_view
from chainmap.present.stress_review import stress_sentence
from chainmap.present.view import View
from chainmap.present.why_stress import FIGURES, stress_answer

MODES = ("some", "each", "one")
_AMOUNT = {"some": 3, "each": 10, "one": 1}  # companies, or percent
_MOST = {"some": 500, "each": 100, "one": 1}
_LAST_SEED = 9999


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """`amount` is a number of companies, or a chance in percent."""

    mode: str
    amount: int
    region: str
    seed: int

    @property
    def number(self) -> int | None:
        """How many companies are lost in a draw; None where that is not what is asked."""
        return self.amount if self.mode == "some" else None

    @property
    def probability(self) -> float | None:
        """With which chance each company is lost; None where that is not what is asked."""
        return self.amount / 100 if self.mode == "each" else None

    @property
    def text(self) -> str:
        """As the address keeps it."""
        return f"{self.mode}~{self.amount}~{self.region}~{self.seed}"


def asked_stress(view: View) -> Asked:
    """What the address says."""
    regions = [one.region_id for one in view.dataset.regions.regions]
    return _read(address.kept("stress"), view.assessment.region, regions)


def drawn_stress(view: View, asked: Asked) -> tuple[Stress, str]:
    """The stress of the view's chains, and how it was drawn in words."""
    amount = float(asked.amount) if asked.probability is None else asked.probability
    found = stress_of(view, asked.mode, amount, asked.region, asked.seed)
    return found, stress_sentence(view, found, number=asked.number, probability=asked.probability)


def stress_asked(view: View, question: str, *, opened: str | None) -> Answer | None:
    """The answer to `stress:low:coverage:ic`; None for another question."""
    topic, *rest = question.split(":")
    shown = view.only(session.scope().chain_id)
    if topic != "stress" or len(rest) != 3 or rest[0] not in FIGURES:
        return None
    found, told = drawn_stress(shown, asked_stress(shown))
    one = next((one for one in found.distributions if [one.score.value, one.chain_id] == rest[1:]), None)
    return stress_answer(shown, found, one, rest[0], told, opened=opened) if one else None


def worst_draw(view: View, case: str) -> View | None:
    """The view once the companies of a worst draw are lost: `coverage:ic:0` is its first for that score; None for another."""
    *asked, at = case.split(":")
    shown = view.only(session.scope().chain_id)
    found, _ = drawn_stress(shown, asked_stress(shown))
    worst = next((one.worst for one in found.distributions if [one.score.value, one.chain_id] == asked), ())
    if not at.isdigit() or int(at) >= len(worst):
        return None
    steps = tuple(("lose", key) for key in worst[int(at)].company_keys)
    return after_view(shown, scenario_of(shown, steps))


def choose_stress(view: View) -> Asked:
    """The fields; what is changed in them goes to the address."""
    regions = [one.region_id for one in view.dataset.regions.regions]
    ladder = list(view.dataset.regions.path(view.assessment.region))
    asked = asked_stress(view)
    language, key = view.language, f"stress_{view.language}_{asked.text}"
    with st.container(key="filters_stress", horizontal=True, vertical_alignment="bottom"):
        st.selectbox(
            view.say("stress.mode"), MODES, index=MODES.index(asked.mode), format_func=lambda one: view.say(f"stress.mode-{one}"),
            key=f"{key}_mode", width=180, on_change=_changed, args=(asked, key, "mode"),
        )  # fmt: skip
        places = [*ladder, *(one for one in regions if one not in ladder)]
        st.selectbox(
            view.say("stress.region"), places, index=places.index(asked.region), width=180, key=f"{key}_region",
            format_func=lambda one: region_name(view.dataset, one, language), on_change=_changed, args=(asked, key, "region"),
        )  # fmt: skip
        if asked.mode != "one":
            label = view.say("stress.number" if asked.mode == "some" else "stress.probability")
            least = 1 if asked.mode == "some" else 0
            st.number_input(
                label, least, _MOST[asked.mode], asked.amount, key=f"{key}_amount", width=120, on_change=_changed,
                args=(asked, key, "amount"),
            )  # fmt: skip
            st.number_input(
                view.say("stress.seed"), 0, _LAST_SEED, asked.seed, key=f"{key}_seed", width=120, on_change=_changed,
                args=(asked, key, "seed"),
            )  # fmt: skip
    return asked


def _read(text: str, region: str, regions: list[str]) -> Asked:
    parts = text.split("~")
    mode = parts[0] if parts[0] in MODES else "some"
    if len(parts) != 4 or parts[0] not in MODES:
        return Asked(mode=mode, amount=_AMOUNT[mode], region=region, seed=0)
    amount, seed = (int(part) if part.isascii() and part.isdigit() and len(part) < 6 else 0 for part in (parts[1], parts[3]))
    least = 1 if mode == "some" else 0
    return Asked(
        mode=mode, amount=min(max(amount, least), _MOST[mode]), region=parts[2] if parts[2] in regions else region,
        seed=min(seed, _LAST_SEED),
    )  # fmt: skip


def _changed(asked: Asked, key: str, name: str) -> None:
    value = st.session_state[f"{key}_{name}"]
    given = {"mode": asked.mode, "amount": asked.amount, "region": asked.region, "seed": asked.seed, name: value}
    if name == "mode":
        given["amount"] = _AMOUNT[str(value)]
    address.put(stress=f"{given['mode']}~{given['amount']}~{given['region']}~{given['seed']}")
