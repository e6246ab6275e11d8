"""An uploaded file: what it is, the recipe it is read by, and the draft that it makes of a version.

A workbook of a chain, the region table or a plan takes the place of its source. A supplier list is one more source.
"""

from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from chainmap.desk.drafts import Draft, base_of, made
from chainmap.desk.layouts import fitting, recipe_text
from chainmap.desk.outcome import Refusal
from chainmap.desk.readings import workbook
from chainmap.desk.replay import BASE_KINDS
from chainmap.desk.workspace import bytes_of
from chainmap.intake.load import is_refused
from chainmap.intake.single_file import FileKind, kind_of
from chainmap.intake.spreadsheet import RawWorkbook
from chainmap.intake.supplier_list import Mode, Recipe, detect
from chainmap.model.finding import Finding
from chainmap.model.version import Content, Source, SourceKind
from chainmap.store import versions
from chainmap.store.canonical import digest
from chainmap.store.database import Store

LISTS = "lists/"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Upload:
    """A file that was read. `kind` is None when it could not be; the findings of the workbook say why."""

    name: str
    data: bytes
    workbook: RawWorkbook
    kind: FileKind | None

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What is wrong with the file as a whole."""
        return self.workbook.findings


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """The recipe that a list is read by unless the person changes it. `known`: a list of this layout was published before."""

    recipe: Recipe
    known: bool


def read_upload(name: str, data: bytes) -> Upload:
    """Read an uploaded file once; nothing is stored."""
    name = PurePosixPath(name.replace("\\", "/")).name or "upload"
    read = workbook(name, data)
    return Upload(name=name, data=data, workbook=read, kind=None if is_refused(read) else kind_of(read))


def proposal(store: Store, upload: Upload) -> Proposal | None:
    """The recipe of the last list with the same header row, else what the sheet itself suggests; None without a list."""
    with store.reading() as connection:
        recipes = versions.list_recipes(connection)
    for text in recipes:
        found = fitting(upload.workbook, text)
        if found is not None:
            return Proposal(recipe=found, known=True)
    detected = detect(upload.workbook)
    return None if detected is None else Proposal(recipe=detected, known=False)


def list_draft(store: Store, upload: Upload, recipe: Recipe, *, base: str | None = None) -> Draft | Refusal:
    """The base version (None: the latest) with this list as its last one.

    The same bytes again change the recipe of the source that they are. A list that replaces what its chains had makes
    earlier lists of these chains superfluous: they are left to the history.
    """
    found = base_of(store, base)
    if isinstance(found, Refusal):
        return found
    base_id, before = found
    sha256 = digest(upload.data)
    again = next((one for one in before.sources if one.kind is SourceKind.LIST and one.sha256 == sha256), None)
    name = again.name if again else _free_name(upload.name, before)
    text = recipe_text(recipe, upload.workbook)
    source = Source(name=name, kind=SourceKind.LIST, sha256=sha256, recipe=text, scope=again.scope if again else ())
    sources = tuple(source if one.name == name else one for one in before.sources) + (() if again else (source,))
    draft = made(store, base_id, replace(before, sources=versions.ordered(sources)), {sha256: upload.data})
    if recipe.mode is Mode.ADD or draft.parsed.dataset is None:
        return draft
    return _without_superfluous(store, draft, name)


def workbook_draft(store: Store, upload: Upload, *, name: str | None = None, base: str | None = None) -> Draft | Refusal:
    """The base version with this workbook in place of the source of the same chain, of the regions or of the plan.

    `name` is the source to replace; None: that of the same chain, else a new one called after the file.
    """
    found = base_of(store, base)
    if isinstance(found, Refusal):
        return found
    base_id, before = found
    if upload.kind is None or upload.kind is FileKind.LIST:
        return Refusal(code="not-a-workbook", facts={"file": upload.name})
    kind = SourceKind(upload.kind.value)
    target = name or _place_of(store, upload, kind, before)
    source = Source(name=target, kind=kind, sha256=digest(upload.data), scope=())
    sources = (*(one for one in before.sources if one.name != target), source)
    return made(store, base_id, replace(before, sources=versions.ordered(sources)), {source.sha256: upload.data})


def _free_name(file: str, before: Content) -> str:
    taken = {one.name.casefold() for one in before.sources}
    path = PurePosixPath(file)
    names = [LISTS + file, *(f"{LISTS}{path.stem} ({number}){path.suffix}" for number in range(2, len(taken) + 3))]
    return next(name for name in names if name.casefold() not in taken)


def _without_superfluous(store: Store, draft: Draft, name: str) -> Draft:
    replacing = draft.content.source(name)
    scope = set(replacing.scope) if replacing else set()
    kept = tuple(
        one
        for one in draft.content.sources
        if one.name == name or one.kind is not SourceKind.LIST or not one.scope or not set(one.scope) <= scope
    )
    if len(kept) == len(draft.content.sources):
        return draft
    return made(store, draft.base, replace(draft.content, sources=kept), draft.new)


def _place_of(store: Store, upload: Upload, kind: SourceKind, before: Content) -> str:
    """The name of the source that a workbook replaces."""
    if kind is not SourceKind.CHAIN:
        same = next((one.name for one in before.sources if one.kind is kind), None)
        return same or f"{kind.value}{PurePosixPath(upload.name).suffix.lower()}"
    alone = Source(name="chains/" + upload.name, kind=kind, sha256=digest(upload.data), scope=())
    regions = tuple(one for one in before.sources if one.kind is SourceKind.REGIONS)
    scope = made(store, None, Content(sources=(*regions, alone)), {alone.sha256: upload.data}).content.sources[-1].scope
    same = next((one.name for one in before.sources if one.kind in BASE_KINDS and one.scope == scope), None)
    return same or alone.name


def original(store: Store, source: Source) -> bytes:
    """The bytes of a source as they were uploaded."""
    return bytes_of(store, Content(sources=(source,)))[source.sha256]
