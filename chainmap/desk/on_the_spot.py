"""Changes made on a page without a file: a supplier's cell, an answer to a check. They become rows of the source 更正."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from chainmap.desk import corrections
from chainmap.desk.correction_rows import from_bytes, to_bytes
from chainmap.desk.drafts import Draft, base_of, made
from chainmap.desk.outcome import Invalid, Refusal
from chainmap.desk.roles import User
from chainmap.desk.workspace import bytes_of, open_version
from chainmap.model.correction import Correction, CorrectionKind
from chainmap.model.dataset import Dataset
from chainmap.model.version import Content, Source, SourceKind
from chainmap.model.vocabulary import CheckMethod
from chainmap.store import versions
from chainmap.store.canonical import digest
from chainmap.store.database import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A correction in force: the source that holds it, its row there (from 1), and what it says."""

    source: str
    row: int
    correction: Correction


def changed(dataset: Dataset, supplier: int, field: str, text: str, *, user: User, now: datetime, note: str = "") -> Correction:
    """A cell of a supplier corrected; `supplier` is the row's position in the register, `text` is as in a sheet."""
    row = dataset.suppliers.iloc[supplier]
    return Correction(
        kind=CorrectionKind.CHANGE, chain_id=row["chain_id"], segment_id=row["segment_id"], company=row["company"],
        place=row["place"], product=row["product"], field=field, before=corrections.shown(dataset, supplier, field),
        after=text.strip(), note=note, author=user.name, made_at=now,
    )  # fmt: skip


def found(
    chain_id: str, segment_id: str, company: str, place: str, *, user: User, now: datetime,
    values: Sequence[tuple[str, str]] = (), product: str = "", note: str = "",
) -> Correction:  # fmt: skip
    """A company that was found, or that landed; `values` are further columns of its row, as in a sheet."""
    return Correction(
        kind=CorrectionKind.ADD, chain_id=chain_id, segment_id=segment_id, company=company.strip(), place=place.strip(),
        product=product.strip(), values=tuple(pair for pair in values if pair[1].strip()), note=note, author=user.name,
        made_at=now,
    )  # fmt: skip


def checked(
    chain_id: str, segment_id: str, region_id: str, method: CheckMethod, on: date, *, user: User, now: datetime, note: str = ""
) -> Correction:
    """Somebody looked for suppliers of a segment in a region; who was found there is a row of its own."""
    return Correction(
        kind=CorrectionKind.CHECK, chain_id=chain_id, segment_id=segment_id, region_id=region_id, method=method, checked_on=on,
        note=note, author=user.name, made_at=now,
    )  # fmt: skip


def correction_draft(store: Store, rows: Sequence[Correction], *, base: str | None = None) -> Draft | Invalid | Refusal:
    """The base version (None: the latest) with these rows appended to the 更正 of their chains.

    `Invalid` when a row cannot be made on that version: the text is no value of its column, the row is not there.
    """
    opened = base_of(store, base)
    if isinstance(opened, Refusal):
        return opened
    base_id, content = opened
    workspace = open_version(store, base_id) if base_id else None
    if workspace is None or workspace.dataset is None:
        return Refusal(code="nothing-to-correct")
    dataset, findings = workspace.dataset, []
    for row in rows:
        dataset, found_here = corrections.replay(dataset, corrections.source_name(row.chain_id), (row,))
        findings += found_here
    if findings:
        return Invalid(errors=tuple(findings), rows=())
    new: dict[str, bytes] = {}
    for chain_id in dict.fromkeys(row.chain_id for row in rows):
        before = _rows(store, content, chain_id)
        content = _with_rows(content, chain_id, (*before, *(row for row in rows if row.chain_id == chain_id)), new)
    return made(store, base_id, content, new)


def corrections_of(store: Store, version: str = "latest") -> tuple[Made, ...]:
    """Every correction of a version, by chain and in the order in which they were made."""
    opened = base_of(store, version)
    if isinstance(opened, Refusal):
        return ()
    sources = [one for one in opened[1].sources if one.kind is SourceKind.CORRECTIONS]
    data = bytes_of(store, Content(sources=tuple(sources)))
    return tuple(
        Made(source=source.name, row=number, correction=row)
        for source in sources
        for number, row in enumerate(from_bytes(data[source.sha256]), start=1)
    )


def taken_back(store: Store, gone: Iterable[Made], *, base: str | None = None) -> Draft | Refusal:
    """The base version (None: the latest) without these corrections; those that it does not have are passed over."""
    opened = base_of(store, base)
    if isinstance(opened, Refusal):
        return opened
    base_id, content = opened
    new: dict[str, bytes] = {}
    gone = tuple(gone)
    for chain_id in dict.fromkeys(one.correction.chain_id for one in gone):
        unwanted = [one.correction for one in gone]
        kept = tuple(row for row in _rows(store, content, chain_id) if row not in unwanted)
        content = _with_rows(content, chain_id, kept, new)
    return made(store, base_id, content, new)


def _rows(store: Store, content: Content, chain_id: str) -> tuple[Correction, ...]:
    source = content.source(corrections.source_name(chain_id))
    return from_bytes(bytes_of(store, Content(sources=(source,)))[source.sha256]) if source else ()


def _with_rows(content: Content, chain_id: str, rows: tuple[Correction, ...], new: dict[str, bytes]) -> Content:
    """The content with these rows as the chain's 更正; their bytes go into `new`. Without rows there is no such source."""
    name = corrections.source_name(chain_id)
    others = tuple(one for one in content.sources if one.name != name)
    if not rows:
        return replace(content, sources=others)
    data = to_bytes(rows)
    new[digest(data)] = data
    source = Source(name=name, kind=SourceKind.CORRECTIONS, sha256=digest(data), scope=(f"chain:{chain_id}",))
    return replace(content, sources=versions.ordered((*others, source)))
