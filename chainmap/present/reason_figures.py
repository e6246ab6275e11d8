"""The sentence of a reason with its numbers as figures: covers, what is left after a loss, companies and candidates open."""

from collections.abc import Callable
from dataclasses import replace

from chainmap.analysis.assessment import Assessment, ChainResult, SegmentResult
from chainmap.model.finding import Reason
from chainmap.present.html_table import figure, figures_in, mark
from chainmap.present.markup import Markup
from chainmap.present.view import View, ref

# What a number of companies counts, by the beginning of the reason's code.
_COUNTS = {
    "anchor.present": "companies", "locate": "companies", "weak": "companies", "strong": "producing", "coming": "under-way",
    "do.accelerate": "under-way", "do.anchor.coming": "under-way", "do.source-nearby": "nearby", "missing": "candidates",
    "do.attract": "candidates", "do.diversify": "candidates",
}  # fmt: skip
_COVERS = {"cover_percent": "cover", "loss_percent": "lost", "controlled_percent": "controlled"}


def reason_markup(view: View, chain: ChainResult, result: SegmentResult, reason: Reason) -> Markup:
    """What `View.because` says of the segment, for a page."""
    slot = ref(chain.chain, result.segment.segment_id)
    return opened_reason(view.assessment, slot, reason, lambda one: view.because(one, chain.chain))


def opened_reason(of: Assessment, slot: str, reason: Reason, told: Callable[[Reason], str]) -> Markup:
    """The same for a segment `chain/segment` of any assessment; `told` says a reason in words."""
    asked = {name: event for name in reason.facts if (event := _asked(of, slot, reason, name))}
    shown = {name: f"{reason.facts[name]:g}" for name in asked}
    marks = {name: mark(name, number) for name, number in shown.items()}
    text = told(replace(reason, facts={**reason.facts, **marks}))
    for name, place in marks.items():  # a number keeps its unit: a line may break beside a button, whatever stands there
        if f"{place} %" in text:
            text = text.replace(f"{place} %", place)
            shown[name] += "\u00a0%"
    return figures_in(text.replace(" %", "\u00a0%"), {name: figure(shown[name], f"why:{event}") for name, event in asked.items()})


def _asked(of: Assessment, slot: str, reason: Reason, name: str) -> str | None:
    """The question that opens this number; None for one that is no result, such as a threshold."""
    here, home = of.region, of.home_country
    if name == "content_percent":
        return f"inputs:{slot}"
    if name in _COVERS:
        region = home if reason.code == "do.breakthrough" else here
        return f"{_COVERS[name]}:{slot}:{region}" if region in of.ladder else None
    if name not in ("count", "under_way"):
        return None
    counted = next((what for code, what in _COUNTS.items() if reason.code.startswith(code)), "")
    topic = "under-way" if name == "under_way" else counted
    if topic == "candidates":
        return f"candidates:{slot}"
    region = str(reason.facts["near_id"]) if topic == "nearby" else here
    return f"{topic}:{slot}:{region}" if topic else None
