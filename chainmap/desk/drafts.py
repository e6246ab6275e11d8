"""What a person is about to publish: a proposed content, read through, with the version that it is based on.

A draft changes nothing. A page shows its findings and its difference; `publish` makes it a version.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from chainmap.desk import correction_rows
from chainmap.desk.compare import Difference, difference
from chainmap.desk.layouts import recipe_text
from chainmap.desk.outcome import BadRow, Refusal
from chainmap.desk.readings import workbook
from chainmap.desk.replay import BASE_KINDS, base_recipe, left_out_rows, replay
from chainmap.desk.workspace import Workspace, bytes_by_hash, open_version
from chainmap.intake.bad_cells import rows_of
from chainmap.intake.left_out import Row
from chainmap.intake.load import Parsed, role_of
from chainmap.intake.supplier_list import Recipe
from chainmap.model.finding import Finding, Severity
from chainmap.model.version import Content, Source, SourceKind
from chainmap.store import versions
from chainmap.store.canonical import digest
from chainmap.store.database import Store

EMPTY = Content()
_OF_HEADERS = frozenset({"missing-column", "duplicate-header"})  # leaving their row out would mend nothing


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Draft:
    """`new` holds the bytes of sources that the database may not have yet, by hash. `kept`: added sources left in place."""

    base: str | None
    content: Content
    new: Mapping[str, bytes]
    parsed: Parsed
    rows: tuple[BadRow, ...]  # rows with errors
    kept: tuple[str, ...] = ()

    @property
    def errors(self) -> tuple[Finding, ...]:
        """The findings that keep it from being published."""
        return tuple(finding for finding in self.parsed.findings if finding.severity is Severity.ERROR)

    @property
    def workspace(self) -> Workspace:
        """The data as they would be."""
        return Workspace(dataset=self.parsed.dataset, findings=self.parsed.findings, label="")


def bytes_of(store: Store, draft: Draft, sha256: str) -> bytes:
    """The bytes of a source of the draft, from itself or from the database."""
    return draft.new[sha256] if sha256 in draft.new else bytes_by_hash(store, sha256)


def made(store: Store, base: str | None, content: Content, new: Mapping[str, bytes], kept: tuple[str, ...] = ()) -> Draft:
    """The draft of a content: everything is read, and every source learns what it says something about."""
    read = replay(content, lambda sha256: new[sha256] if sha256 in new else bytes_by_hash(store, sha256))
    scoped = tuple(replace(one, scope=read.scopes[one.name]) for one in content.sources)
    names = {label: name for name, label in read.labels.items()}
    return Draft(
        base=base,
        content=replace(content, sources=scoped),
        new=new,
        parsed=read.parsed,
        rows=_bad_rows(read.parsed.findings, names),
        kept=kept,
    )


def base_of(store: Store, written: str | None = "latest") -> tuple[str | None, Content] | Refusal:
    """(id, content) of the version that a change is based on; of none while there is no version and `latest` is asked."""
    with store.reading() as connection:
        version = versions.find(connection, written or "latest")
        if version is not None:
            return version.version_id, versions.content_of(connection, version.version_id)
    return (None, EMPTY) if written in (None, "latest") else Refusal(code="unknown-version", facts={"version": str(written)})


def folder_draft(
    store: Store,
    files: Mapping[str, bytes],
    *,
    base: str | None = None,
    left_out: Mapping[str, Iterable[Row]] | None = None,
    keep_added: bool = True,
) -> Draft | Refusal:
    """The workbooks of a folder in place of those of the base version (None: the latest), by their names in the folder.

    Added lists, corrections and name decisions of the base stay, unless `keep_added` is False: then the version holds
    the folder and nothing else. `left_out` gives, by file, the rows to publish without.
    """
    found = base_of(store, base)
    if isinstance(found, Refusal):
        return found
    base_id, before = found
    used = {name: data for name, data in files.items() if role_of(name)}
    workbooks = [_workbook(name, data, (left_out or {}).get(name, ())) for name, data in used.items()]
    added = tuple(one for one in before.sources if one.kind not in BASE_KINDS) if keep_added else ()
    content = Content(sources=versions.ordered((*workbooks, *added)), decisions=before.decisions if keep_added else ())
    new = {digest(data): data for data in used.values()}
    return made(store, base_id, content, new, kept=tuple(one.name for one in added))


def without_rows(store: Store, draft: Draft, rows: Iterable[BadRow] | None = None) -> Draft:
    """The draft without these rows (None: all rows with errors), read again: others may miss them now."""
    gone: dict[str, list[Row]] = defaultdict(list)
    for row in draft.rows if rows is None else rows:
        gone[row.source].append((row.sheet, row.row))
    new = dict(draft.new)
    thinned = []
    for source in draft.content.sources:
        source, data = _without(store, draft, source, gone.get(source.name, []))
        thinned.append(source)
        if data is not None:
            new[source.sha256] = data
    return made(store, draft.base, replace(draft.content, sources=tuple(thinned)), new, draft.kept)


def against_base(store: Store, draft: Draft) -> Difference:
    """What the draft changes."""
    before = open_version(store, draft.base) if draft.base else None
    return difference(before.dataset if before else None, draft.parsed.dataset)


def _workbook(name: str, data: bytes, left_out: Iterable[Row]) -> Source:
    kind = SourceKind(role_of(name))
    return Source(name=name, kind=kind, sha256=digest(data), recipe=base_recipe(left_out), scope=())


def _bad_rows(findings: Iterable[Finding], names: Mapping[str, str]) -> tuple[BadRow, ...]:
    rows = {
        (finding.cell.file, finding.cell.sheet, row)
        for finding in findings
        if finding.severity is Severity.ERROR and finding.cell.file in names and finding.code not in _OF_HEADERS
        for row in rows_of(finding)
        if row
    }
    return tuple(BadRow(source=names[file], file=file, sheet=sheet, row=row) for file, sheet, row in sorted(rows))


def _without(store: Store, draft: Draft, source: Source, rows: list[Row]) -> tuple[Source, bytes | None]:
    """A source without rows, and its bytes where they change."""
    if not rows:
        return source, None
    if source.kind is SourceKind.LIST:
        recipe = Recipe.from_json(source.recipe)
        left_out = tuple(sorted({*recipe.left_out, *(row for _, row in rows)}))
        data = bytes_of(store, draft, source.sha256)
        read = workbook(PurePosixPath(source.name).name, data)
        return replace(source, recipe=recipe_text(replace(recipe, left_out=left_out), read)), None
    if source.kind is SourceKind.CORRECTIONS:
        data = bytes_of(store, draft, source.sha256)
        gone = {row for _, row in rows}
        kept = [row for number, row in enumerate(correction_rows.from_bytes(data), start=1) if number not in gone]
        data = correction_rows.to_bytes(kept)
        return replace(source, sha256=digest(data)), data
    return replace(source, recipe=base_recipe({*left_out_rows(source), *rows})), None
