"""Which row of the register a correction speaks of, under what name the row goes later, and whether two speak of one."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from chainmap.model.correction import Correction, CorrectionKind
from chainmap.model.names import matching_key

IDENTITY = ("company", "place", "product")  # beside the chain and the segment
Identity = tuple[str, ...]  # chain, segment, and the three as names are compared


@dataclass(frozen=True, slots=True, kw_only=True)
class Later:
    """What the corrections after one make of its row: the names that it goes by, and the texts that its columns get."""

    identities: tuple[Identity, ...] = ()
    texts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def identity(row: Correction) -> Identity:
    """The row that a correction means, as it was written then."""
    return (row.chain_id, row.segment_id, *(matching_key(getattr(row, name)) for name in IDENTITY))


def identity_after(row: Correction) -> Identity:
    """The same row when the correction was made: a place or a product is a part of its name."""
    before = identity(row)
    if row.kind is not CorrectionKind.CHANGE or row.field not in IDENTITY:
        return before
    at = 2 + IDENTITY.index(row.field)
    return (*before[:at], matching_key(row.after), *before[at + 1 :])


def positions(register: pd.DataFrame, wanted: Identity) -> NDArray[np.int64]:
    """Positions of the rows with this identity. Names are compared as written names are."""
    there = ((register["chain_id"] == wanted[0]) & (register["segment_id"] == wanted[1])).to_numpy()
    near, found = register[there], np.flatnonzero(there)
    for name, key in zip(IDENTITY, wanted[2:], strict=True):
        keep = np.array([matching_key(text) == key for text in near[name]], dtype=bool)
        near, found = near[keep], found[keep]
    return found.astype(np.int64)


def later(rows: Sequence[Correction]) -> tuple[Later, ...]:
    """For every correction what follows it; a row that a newer source gives under a later name is known by that."""
    return tuple(_later(row, rows[at + 1 :]) for at, row in enumerate(rows))


def clash(one: Correction, other: Correction) -> bool:
    """Whether two corrections speak of one row, or one says who is on a segment while the other says that nobody is."""
    if (one.chain_id, one.segment_id) != (other.chain_id, other.segment_id):
        return False
    if CorrectionKind.CHECK in (one.kind, other.kind):
        return True
    return bool({identity(one), identity_after(one)} & {identity(other), identity_after(other)})


def any_clash(ours: Iterable[Correction], theirs: Sequence[Correction]) -> bool:
    """Whether any of ours clashes with any of theirs."""
    return any(clash(one, other) for one in ours for other in theirs)


def _later(row: Correction, following: Sequence[Correction]) -> Later:
    if row.kind is CorrectionKind.CHECK:
        return Later()
    now, identities, texts = identity_after(row), [identity_after(row)], dict[str, tuple[str, ...]]()
    for one in following:
        if one.kind is CorrectionKind.CHANGE and identity(one) == now:
            texts[one.field] = (*texts.get(one.field, ()), one.after)
            now = identity_after(one)
            identities.append(now)
    return Later(identities=tuple(dict.fromkeys(identities)), texts=texts)
