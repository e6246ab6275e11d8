"""What each step of a scenario did to a chain or to one of its segments: evaluated after one step after the other.

The parts add up exactly to what all of them did together; in another order a step may have another part.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from chainmap.analysis.assess import assess
from chainmap.analysis.assessment import ChainResult
from chainmap.analysis.scenario import Change, Changed, Scenario, applied
from chainmap.model.dataset import Dataset


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """A chain once some steps are made: those since the stage before it, of which only the last ones changed anything."""

    changes: tuple[Change, ...]
    chain: ChainResult


def stages(
    dataset: Dataset, made: Scenario, chain_id: str, segment_id: str | None = None, *, at_most: int = 12
) -> tuple[Stage, ...]:
    """The chain after each step that touches it, or with `segment_id` that segment's own rows, in their order.

    `dataset` is the one before the scenario. Beyond `at_most` steps the last stage holds all that remain. Empty where no
    step touches it.
    """
    touching = list(_touching(dataset, made, chain_id, segment_id))
    alone = touching[: at_most - 1] if len(touching) > at_most else touching
    found = [Stage(changes=(change,), chain=_assessed(made, changed, chain_id)) for change, changed in alone]
    if rest := touching[len(alone) :]:
        found.append(Stage(changes=tuple(change for change, _ in rest), chain=_assessed(made, rest[-1][1], chain_id)))
    return tuple(found)


def touching(dataset: Dataset, made: Scenario, chain_id: str, segment_id: str | None = None) -> tuple[Change, ...]:
    """The steps that change a row or a cover of the chain, or of the segment."""
    return tuple(change for change, _ in _touching(dataset, made, chain_id, segment_id))


def _touching(dataset: Dataset, made: Scenario, chain_id: str, segment_id: str | None) -> Iterator[tuple[Change, Changed]]:
    changed = Changed(dataset=dataset, overrides={}, known=dataset.suppliers)
    was = _of(changed, chain_id, segment_id)
    for change in made.changes:
        changed = applied(changed, change, made.before.region, made.before.parameters)
        now = _of(changed, chain_id, segment_id)
        if now != was:
            yield change, changed
        was = now


def _of(changed: Changed, chain_id: str, segment_id: str | None) -> tuple[object, ...]:
    """What the covers of the chain, or of the segment, are made from."""
    rows = changed.dataset.suppliers
    own = rows["chain_id"] == chain_id
    if segment_id is not None:
        own &= rows["segment_id"] == segment_id
    set_ = {slot: how for slot, how in changed.overrides.items() if slot[0] == chain_id and segment_id in (None, slot[1])}
    said = rows.loc[own, ["segment_id", "company_key", "region_id", "status"]].itertuples(index=False, name=None)
    return tuple(said), tuple(sorted(set_.items()))


def _assessed(made: Scenario, changed: Changed, chain_id: str) -> ChainResult:
    dataset, before = changed.dataset, made.before
    rows = dataset.suppliers
    alone = replace(
        dataset,
        chains=(dataset.chain(chain_id),),
        suppliers=rows[rows["chain_id"] == chain_id].reset_index(drop=True),
    )
    parameters = replace(before.parameters, region=before.region, home_country=before.home_country)
    overrides = {slot: how for slot, how in changed.overrides.items() if slot[0] == chain_id}
    return assess(alone, parameters, version=before.version, overrides=overrides).chain(chain_id)
