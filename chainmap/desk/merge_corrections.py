"""Corrections that two people made at once: row by row, since a 更正 grows with every one of them."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from chainmap.desk.correction_source import Fetch, names_in, rows_of, with_rows
from chainmap.desk.correction_targets import any_clash
from chainmap.model.correction import Correction
from chainmap.model.finding import Finding
from chainmap.model.version import Content


@dataclass(frozen=True, slots=True, kw_only=True)
class Joined:
    """My content with their corrections in it: `names` are the sources that hold both, `new` their bytes by hash."""

    content: Content
    names: frozenset[str] = frozenset()
    new: Mapping[str, bytes] = field(default_factory=dict)


def joined(base: Content, mine: Content, theirs: Content, fetch: Fetch) -> Joined | tuple[str, ...]:
    """Where both changed the 更正 of a chain: theirs, without what I took back, with what I added; or the scopes that clash."""
    content, new, names = mine, dict[str, bytes](), []
    for name in names_in(base, mine, theirs):
        before, ours, others = (rows_of(one, name, fetch) for one in (base, mine, theirs))
        if before in (ours, others) or ours == others:
            continue
        rows = _joined(before, ours, others)
        if rows is None:
            return tuple(sorted({f"chain:{row.chain_id}" for row in (*ours, *others)}))
        content = with_rows(content, name, rows, new)
        names.append(name)
    return Joined(content=content, names=frozenset(names), new=new)


def out_of_force(content: Content, findings: tuple[Finding, ...], fetch: Fetch) -> frozenset[Correction]:
    """The corrections of a content that its findings say are not applied."""
    found = {(one.cell.file, one.cell.row) for one in findings}
    return frozenset(
        row
        for name in names_in(content)
        for number, row in enumerate(rows_of(content, name, fetch), start=1)
        if (name, number) in found
    )


def _joined(
    before: tuple[Correction, ...], ours: tuple[Correction, ...], others: tuple[Correction, ...]
) -> tuple[Correction, ...] | None:
    added, gone = _beyond(ours, before), _beyond(before, ours)
    if any_clash((*added, *gone), (*_beyond(others, before), *_beyond(before, others))):
        return None
    return (*_beyond(others, gone), *added)


def _beyond(rows: tuple[Correction, ...], others: tuple[Correction, ...]) -> tuple[Correction, ...]:
    known = set(others)
    return tuple(row for row in rows if row not in known)
