"""Corrections as a page shows them: those of a version with the rows that they changed, and what a draft would do."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial

from chainmap.desk.correction_targets import Identity, identity, later, positions
from chainmap.desk.drafts import Draft, bytes_of
from chainmap.desk.effect import ChainEffect, effect
from chainmap.desk.merge_corrections import out_of_force
from chainmap.desk.on_the_spot import Made, corrections_of
from chainmap.desk.workspace import assessed, bytes_by_hash, open_version
from chainmap.model.correction import Correction, CorrectionKind
from chainmap.model.dataset import Dataset
from chainmap.model.finding import Cell, Finding
from chainmap.model.parameters import Parameters
from chainmap.store import versions
from chainmap.store.database import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A correction of a version. `problem` says why it is not applied; `cells` are the supplier rows that it is about."""

    made: Made
    problem: Finding | None
    cells: tuple[Cell, ...] = ()

    @property
    def correction(self) -> Correction:
        """What it says."""
        return self.made.correction


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Preview:
    """What a draft does to scores and verdicts, and which corrections that were applied it puts out of force."""

    draft: Draft
    effects: tuple[ChainEffect, ...]
    lost: tuple[Correction, ...]


def standing(store: Store, version: str = "latest") -> tuple[Standing, ...]:
    """Every correction of a version, by chain and in the order in which they were made."""
    made, workspace = corrections_of(store, version), open_version(store, version)
    if workspace is None or workspace.dataset is None:
        return tuple(Standing(made=one, problem=None) for one in made)
    problems = {(one.cell.file, one.cell.row): one for one in workspace.findings if one.code.startswith("correction-")}
    places = _places(workspace.dataset, made)
    return tuple(
        Standing(made=one, problem=problem, cells=() if problem else places[at])
        for at, one in enumerate(made)
        for problem in (problems.get((one.source, one.row)),)
    )


def preview(store: Store, draft: Draft, parameters: Parameters) -> Preview:
    """What the draft does at the region of the parameters. Raises RegionError."""
    before = open_version(store, draft.base) if draft.base else None
    old = assessed(before, parameters) if before and before.dataset else None
    new = assessed(draft.workspace, parameters) if draft.parsed.dataset else None
    return Preview(draft=draft, effects=effect(old, new), lost=lost(store, draft))


def lost(store: Store, draft: Draft) -> tuple[Correction, ...]:
    """Corrections that are applied in the base of the draft and would not be any more, in the order of their making."""
    gone = out_of_force(draft.content, draft.parsed.findings, partial(bytes_of, store, draft))
    before = open_version(store, draft.base) if draft.base else None
    if before is not None and draft.base:
        with store.reading() as connection:
            content = versions.content_of(connection, draft.base)
        gone -= out_of_force(content, before.findings, partial(bytes_by_hash, store))
    return tuple(sorted(gone, key=lambda row: (row.made_at, row.company, row.field)))


def _places(dataset: Dataset, made: tuple[Made, ...]) -> list[tuple[Cell, ...]]:
    """The cells of the supplier rows that every correction is about, under the name that the rows go by in the end."""
    rows = [one.correction for one in made]
    touched = {row.segment_id for row in rows}
    register = dataset.suppliers[dataset.suppliers["segment_id"].isin(touched)]
    found = []
    for row, after in zip(rows, later(rows), strict=True):
        names: Iterable[Identity] = (*reversed(after.identities), identity(row)) if row.kind is not CorrectionKind.CHECK else ()
        at = next((one for name in names if len(one := positions(register, name))), ())
        here = register.iloc[list(at)]
        cells = zip(here["file"], here["sheet"], here["row"], strict=True)
        found.append(tuple(Cell(file=file, sheet=sheet, row=int(number)) for file, sheet, number in cells))
    return found
