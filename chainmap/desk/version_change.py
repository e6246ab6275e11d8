"""What changed between two versions, evaluated: both sides, every score split by cause, the data part member by member."""

from dataclasses import dataclass

from chainmap.analysis.assessment import Assessment
from chainmap.analysis.contributions import Contribution, DataPart, data_parts
from chainmap.analysis.decomposition import Ends, Split, State, decompose, headline_scores, scores_inside
from chainmap.analysis.inside import inside
from chainmap.desk.compare import RowChange, difference
from chainmap.desk.workspace import Workspace, assessed
from chainmap.model.parameters import Parameters


@dataclass(frozen=True, kw_only=True)
class VersionChange:
    """Σ parts of a split = after − before; Σ contributions + remainder of a data part = the part "data" of its splits."""

    before: Assessment
    after: Assessment
    splits: tuple[Split, ...]
    data: tuple[DataPart, ...]
    rows: tuple[RowChange, ...]


def version_change(
    old: Workspace, new: Workspace, before: Parameters, after: Parameters, *, within: bool = False
) -> VersionChange:
    """From one version under some parameters to another under others; `within`: R and K inside the focal region too.

    Raises RegionError, and LookupError without data.
    """
    if old.dataset is None or new.dataset is None:
        raise LookupError("a version without data")
    method = scores_inside if within else headline_scores
    sides = (
        State(dataset=old.dataset, parameters=before, method=method),
        State(dataset=new.dataset, parameters=after, method=method),
    )
    splits = decompose(*sides)
    evaluated = assessed(old, before), assessed(new, after)
    if within:
        evaluated = inside(evaluated[0], evaluated[0].region), inside(evaluated[1], evaluated[1].region)
    return VersionChange(
        before=evaluated[0],
        after=evaluated[1],
        splits=splits,
        data=data_parts(*sides, splits),
        rows=difference(old.dataset, new.dataset).rows,
    )


def splits_json(splits: tuple[Split, ...]) -> list[object]:
    """Per chain and score both sides and the part of each cause, at both ends: the parts add up to after − before."""
    return [
        {
            "chain": one.chain_id,
            "score": one.score.value,
            "before": list(one.before),
            "after": list(one.after),
            "change": list(one.change),
            "parts": {cause.value: list(part) for cause, part in one.parts.items()},
        }
        for one in splits
    ]


def data_json(parts: tuple[DataPart, ...]) -> list[object]:
    """Per chain who has which share of the part "data"; contributions and remainder add up to it."""
    return [
        {
            "chain": one.chain_id,
            "exact": one.exact,
            "orders": one.orders,
            "contributions": [_contribution(each) for each in one.contributions],
            "remainder": {score.value: list(ends) for score, ends in one.remainder.items()},
        }
        for one in parts
    ]


def _contribution(one: Contribution) -> dict[str, object]:
    parts: dict[str, Ends | list[float]] = {score.value: list(ends) for score, ends in one.parts.items()}
    return {"kind": one.kind.value, "companies": list(one.companies), "segments": list(one.segments), "parts": parts}
