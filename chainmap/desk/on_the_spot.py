"""Changes made on a page without a file: a supplier's cells, an answer to a check. They become rows of the source 更正.

`correct` and `take_back` publish; the functions above them make the rows and the drafts that a page shows before.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import partial

from chainmap.desk import corrections
from chainmap.desk.correction_source import names_in, rows_of, source_name, with_rows
from chainmap.desk.correction_targets import IDENTITY, positions
from chainmap.desk.drafts import Draft, base_of, made
from chainmap.desk.outcome import Invalid, Outcome, Refusal
from chainmap.desk.publish import Purpose, publish
from chainmap.desk.roles import Deed, User, refusal
from chainmap.desk.taking_back import without
from chainmap.desk.workspace import bytes_by_hash, open_version
from chainmap.intake.regions import Places
from chainmap.model.correction import Correction, CorrectionKind
from chainmap.model.dataset import Dataset
from chainmap.model.event import What
from chainmap.model.finding import Fact
from chainmap.model.names import matching_key
from chainmap.model.vocabulary import CheckMethod
from chainmap.store.database import Store

_EASTERNMOST = timedelta(hours=14)  # a day begins somewhere so long before it does in UTC


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


def edited(
    dataset: Dataset, supplier: int, texts: Mapping[str, str], *, user: User, now: datetime, note: str = ""
) -> tuple[Correction, ...]:
    """Several cells of one supplier; `texts` are by column, and those that say what the cell holds are passed over.

    Product and place come last: each is a part of the name by which the corrections before it find the row.
    """
    order = sorted(texts, key=lambda name: IDENTITY.index(name) if name in IDENTITY else 9, reverse=True)
    rows: list[Correction] = []
    product = dataset.suppliers["product"].iloc[supplier]
    for name in order:
        row = changed(dataset, supplier, name, texts[name], user=user, now=now, note=note)
        if row.before != row.after:
            rows.append(replace(row, product=product))
            product = row.after if name == "product" else product
    return tuple(rows)


def alike(dataset: Dataset, supplier: int) -> int:
    """How many rows have the company, segment, place and product of this one: a correction means all of them."""
    row = dataset.suppliers.iloc[supplier]
    names = (row["chain_id"], row["segment_id"], *(matching_key(row[name]) for name in IDENTITY))
    return len(positions(dataset.suppliers, names))


def nearest_places(dataset: Dataset, text: str) -> tuple[str, ...]:
    """Names of regions that are written like a place that none is called, best first."""
    return Places(dataset.regions).suggestions(text)


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
    for name in dict.fromkeys(source_name(row.chain_id) for row in rows):
        before = rows_of(content, name, partial(bytes_by_hash, store))
        content = with_rows(content, name, (*before, *(row for row in rows if source_name(row.chain_id) == name)), new)
    return made(store, base_id, content, new)


def corrections_of(store: Store, version: str = "latest") -> tuple[Made, ...]:
    """Every correction of a version, by chain and in the order in which they were made."""
    opened = base_of(store, version)
    if isinstance(opened, Refusal):
        return ()
    return tuple(
        Made(source=name, row=number, correction=row)
        for name in names_in(opened[1])
        for number, row in enumerate(rows_of(opened[1], name, partial(bytes_by_hash, store)), start=1)
    )


def taken_back(store: Store, gone: Iterable[Made], *, base: str | None = None) -> Draft | Refusal:
    """The base version (None: the latest) without these corrections; those that it does not have are passed over."""
    opened = base_of(store, base)
    if isinstance(opened, Refusal):
        return opened
    base_id, content = opened
    new: dict[str, bytes] = {}
    unwanted = [one.correction for one in gone]
    for name in dict.fromkeys(source_name(row.chain_id) for row in unwanted):
        before = rows_of(content, name, partial(bytes_by_hash, store))
        content = with_rows(content, name, without(before, unwanted), new)
    return made(store, base_id, content, new)


def correct(
    store: Store, rows: Sequence[Correction], *, user: User, now: datetime, note: str, base: str | None = None
) -> Outcome:
    """Publish these corrections as a version, all or none; `note` is that of the version.

    A cell is changed for a reason, and a company that was found has a source: without them nothing is published.
    """
    refused = refusal(user, Deed.PUBLISH, now) or _unfounded(rows)
    if refused:
        return refused
    draft = correction_draft(store, rows, base=base)
    if isinstance(draft, Invalid | Refusal):
        return draft
    purpose = Purpose(what=What.CORRECTED, facts=_told(rows))
    return publish(store, draft, user=user, note=note, now=now, purpose=purpose)


def take_back(store: Store, gone: Sequence[Made], *, user: User, now: datetime, note: str, base: str | None = None) -> Outcome:
    """Publish the version without these corrections. One that is no longer in force is not taken back twice."""
    refused = refusal(user, Deed.PUBLISH, now)
    if refused:
        return refused
    opened = base_of(store, base)
    present = {one.correction for one in corrections_of(store, opened[0] or "latest")} if isinstance(opened, tuple) else set()
    if not gone or any(one.correction not in present for one in gone):
        return opened if isinstance(opened, Refusal) else Refusal(code="unknown-correction")
    draft = taken_back(store, gone, base=base)
    if isinstance(draft, Refusal):
        return draft
    purpose = Purpose(what=What.TAKEN_BACK, facts=_told([one.correction for one in gone]))
    return publish(store, draft, user=user, note=note, now=now, purpose=purpose)


def _unfounded(rows: Sequence[Correction]) -> Refusal | None:
    """Why these rows may not be published: there are none, or one of them gives no reason."""
    if not rows:
        return Refusal(code="no-correction")
    for row in rows:
        if row.kind is CorrectionKind.CHANGE and not row.note.strip():
            return Refusal(code="no-reason")
        if row.kind is CorrectionKind.ADD and not (row.note.strip() or dict(row.values).get("source", "").strip()):
            return Refusal(code="no-source")
        if (
            row.kind is CorrectionKind.CHECK
            and row.checked_on is not None
            and row.checked_on > (row.made_at + _EASTERNMOST).date()
        ):
            return Refusal(code="check-in-future", facts={"date": row.checked_on.isoformat()})
    return None


def _told(rows: Sequence[Correction]) -> dict[str, Fact]:
    """What the event log keeps of corrections: what they are about, so that it can be read without the source."""
    return {
        "corrections": len(rows),
        "segments": tuple(dict.fromkeys(f"{row.chain_id}/{row.segment_id}" for row in rows)),
        "companies": tuple(dict.fromkeys(row.company for row in rows if row.company)),
    }
