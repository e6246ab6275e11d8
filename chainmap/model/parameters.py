"""The parameters of the method with their defaults, and how text sets them."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass, fields, replace
from enum import StrEnum

from chainmap.model.vocabulary import Confidence, Status


class Readiness(StrEnum):
    CENTRAL = "central"
    FIRM = "firm"
    PIPELINE = "pipeline"


READINESS: dict[Readiness, dict[Status, tuple[float, float]]] = {
    Readiness.CENTRAL: {
        Status.PRODUCING: (1.0, 1.0), Status.RAMPING: (0.6, 0.6), Status.PILOT: (0.2, 0.2),
        Status.UNDER_CONSTRUCTION: (0.0, 0.0), Status.PLANNED: (0.0, 0.0), Status.STOPPED: (0.0, 0.0),
        Status.UNKNOWN: (0.0, 1.0),
    },
    Readiness.FIRM: {
        Status.PRODUCING: (1.0, 1.0), Status.RAMPING: (0.0, 0.0), Status.PILOT: (0.0, 0.0),
        Status.UNDER_CONSTRUCTION: (0.0, 0.0), Status.PLANNED: (0.0, 0.0), Status.STOPPED: (0.0, 0.0),
        Status.UNKNOWN: (0.0, 1.0),
    },
    Readiness.PIPELINE: {
        Status.PRODUCING: (1.0, 1.0), Status.RAMPING: (1.0, 1.0), Status.PILOT: (1.0, 1.0),
        Status.UNDER_CONSTRUCTION: (1.0, 1.0), Status.PLANNED: (1.0, 1.0), Status.STOPPED: (0.0, 0.0),
        Status.UNKNOWN: (0.0, 1.0),
    },
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameters:
    """What a user may move. A change of a default is a new method version."""

    region: str | None = None  # focal region; None: the root of the first park, see `analysis.assess`
    home_country: str | None = None  # None: the country on the ladder of the focal region
    q: float = 1.0  # chance that one producing supplier is enough, (0, 1]
    readiness: Readiness = Readiness.CENTRAL
    min_confidence: Confidence | None = None  # rows below are left out
    hmt_is_domestic: bool = False  # 港澳台 control counts as domestic at home country 中国
    weak_below: float = 0.5  # c below: 弱链
    controlled_below: float = 0.5  # d below: 外控; at home: 攻关
    hollow_below: float = 0.5  # y at home below: 空心
    fragile_below: float = 0.5  # c after loss below: 单点
    extend_from: float = 0.5  # c from here on: 延链
    nearby_steps: int = 2  # 就近配套: steps up the ladder
    nearby_companies: int = 2  # 就近配套: producing companies there outside the region

    def with_settings(self, settings: Iterable[str]) -> "Parameters":
        """These parameters with every `NAME=VALUE` of `settings` applied; raises ParameterError."""
        values: dict[str, object] = {}
        for setting in settings:
            name, equals, text = setting.partition("=")
            name = name.strip().replace("-", "_")
            if not equals or name not in {field.name for field in fields(self)}:
                raise ParameterError("unknown-parameter", name=name, value=setting)
            values[name] = _parsed(name, text.strip())
        return replace(self, **values)  # type: ignore[arg-type]

    def as_json(self) -> dict[str, object]:
        """Every parameter by its name."""
        return dict(sorted(asdict(self).items()))


class ParameterError(ValueError):
    """A setting that cannot be used; `code` is one of unknown-parameter, parameter-value.

    `kind` is what the parameter takes: chance, share, count, truth, readiness or confidence.
    """

    def __init__(self, code: str, *, name: str, value: str) -> None:
        super().__init__(f"{code}: {name}={value}")
        self.code, self.name, self.value, self.kind = code, name, value, _KINDS.get(name, "share")


_KINDS = {
    "q": "chance", "readiness": "readiness", "min_confidence": "confidence", "hmt_is_domestic": "truth",
    "nearby_steps": "count", "nearby_companies": "count",
}  # fmt: skip


def _parsed(name: str, text: str) -> object:
    try:
        match name:
            case "region" | "home_country":
                return text or None
            case "readiness":
                return Readiness(text)
            case "min_confidence":
                return Confidence(text) if text not in ("", "none") else None
            case "hmt_is_domestic":
                return {"true": True, "1": True, "yes": True, "是": True, "false": False, "0": False, "no": False, "否": False}[
                    text.lower()
                ]
            case "nearby_steps" | "nearby_companies":
                return _within(int(text), 0, 100)
            case "q":
                return _within(float(text), 1e-9, 1.0)
            case _:
                return _within(float(text), 0.0, 1.0)
    except (ValueError, KeyError):
        raise ParameterError("parameter-value", name=name, value=text) from None


def _within(value: float, lo: float, hi: float) -> float:
    if not lo <= value <= hi:  # also false for NaN
        raise ValueError
    return value
