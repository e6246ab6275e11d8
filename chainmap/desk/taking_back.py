"""The rows of a 更正 without some of them: what was said later of the same supplier row keeps its meaning."""

from collections.abc import Collection, Sequence
from dataclasses import replace

from chainmap.desk.correction_targets import IDENTITY, identity, identity_after
from chainmap.model.correction import Correction, CorrectionKind


def without(rows: Sequence[Correction], gone: Collection[Correction]) -> tuple[Correction, ...]:
    """The rows that are left. A row that was added goes with everything that was corrected in it.

    A later correction of the same cell now starts from what the cell held before, and one of another cell finds its
    row by the place and the product that it has again.
    """
    left = [(row, row in gone) for row in rows]
    while (at := next((at for at, (_, unwanted) in enumerate(left) if unwanted), None)) is not None:
        row = left[at][0]
        following = left[at + 1 :]
        left[at:] = _without_row(row, following) if row.kind is CorrectionKind.ADD else _readdressed(row, following)
    return tuple(row for row, _ in left)


_Marked = list[tuple[Correction, bool]]  # with whether it is to go


def _without_row(added: Correction, following: _Marked) -> _Marked:
    now = identity(added)
    kept: _Marked = []
    for one, unwanted in following:
        if one.kind is CorrectionKind.CHANGE and identity(one) == now:
            now = identity_after(one)
        else:
            kept.append((one, unwanted))
    return kept


def _readdressed(gone: Correction, following: _Marked) -> _Marked:
    if gone.kind is not CorrectionKind.CHANGE:
        return following
    now, moved, same_cell = identity_after(gone), gone.field in IDENTITY, True
    kept: _Marked = []
    for one, unwanted in following:
        if one.kind is CorrectionKind.CHANGE and identity(one) == now:
            now = identity_after(one)
            meets = same_cell and one.field == gone.field
            one = _named_as(gone, one) if moved else one
            one = replace(one, before=gone.before) if meets else one
            same_cell, moved = same_cell and not meets, moved and not meets
        if one.kind is not CorrectionKind.CHANGE or one.before != one.after:
            kept.append((one, unwanted))
    return kept


def _named_as(gone: Correction, one: Correction) -> Correction:
    """A correction of the row whose place or product is again what it was."""
    return replace(one, place=gone.place) if gone.field == "place" else replace(one, product=gone.product)
