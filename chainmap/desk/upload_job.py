"""An upload on its way to a version: the file, how it is read, what was decided, which rows are left out.

A job is a value; every step of the page makes another one. `draft` reads it, nothing is stored before `publish`.
"""

from dataclasses import dataclass, replace

from chainmap.desk.drafts import Draft, base_of, without_rows
from chainmap.desk.matching import Question, company_questions, segment_questions, with_decisions
from chainmap.desk.outcome import BadRow, Refusal
from chainmap.desk.uploads import Upload, list_draft, proposal, workbook_draft
from chainmap.desk.workspace import open_version
from chainmap.intake.columns import SUPPLIERS
from chainmap.intake.header import Table, find_table, is_exempt, table_of
from chainmap.intake.header import header_row as find_header_row
from chainmap.intake.single_file import FileKind
from chainmap.intake.supplier_list import LIST_FORMAT, Recipe
from chainmap.model.alias import Alias
from chainmap.model.finding import Finding
from chainmap.store.canonical import digest
from chainmap.store.database import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """`recipe` is None for anything but a list; `known`: it is that of an earlier list of the same layout."""

    upload: Upload
    base: str | None
    recipe: Recipe | None = None
    known: bool = False
    answers: tuple[Alias, ...] = ()
    left_out: tuple[BadRow, ...] = ()

    @property
    def is_list(self) -> bool:
        """Whether the file is a supplier list, which is read by a recipe."""
        return self.upload.kind is FileKind.LIST


def begun(store: Store, upload: Upload) -> Job:
    """The job of a file that was read, based on the latest version; a list is read as one like it was before."""
    found = base_of(store)
    base = None if isinstance(found, Refusal) else found[0]
    proposed = proposal(store, upload) if upload.kind is FileKind.LIST else None
    if proposed is not None:
        return Job(upload=upload, base=base, recipe=proposed.recipe, known=proposed.known)
    return Job(upload=upload, base=base, recipe=_blank_recipe(upload) if upload.kind is FileKind.LIST else None)


def resumed(job: Job, before: Job) -> Job:
    """The job of a corrected file that goes on where the one before stopped: its answers, and its recipe if that fits still."""
    recipe = before.recipe
    fits = recipe is not None and job.is_list and _header(job, recipe) == _header(before, recipe) != []
    return replace(
        job, answers=before.answers, recipe=replace(recipe, left_out=()) if fits and recipe else job.recipe, base=before.base
    )


def missing_columns(job: Job) -> tuple[str, ...]:
    """Codes of the columns that a list cannot do without and that no column of the file stands for."""
    if not job.is_list:
        return ()
    given = dict(job.recipe.columns) if job.recipe else {}
    return tuple(column.name for column in SUPPLIERS.columns if column.required and column.name not in given)


def draft(store: Store, job: Job) -> Draft | Refusal:
    """The base version with this file, these decisions, without these rows; reads everything."""
    if job.is_list:
        if job.recipe is None:
            return Refusal(code="not-a-workbook", facts={"file": job.upload.name})
        made = list_draft(store, job.upload, job.recipe, base=job.base)
    else:
        made = workbook_draft(store, job.upload, base=job.base)
    if not isinstance(made, Refusal) and job.answers:
        made = with_decisions(store, made, job.answers)
    return without_rows(store, made, job.left_out) if not isinstance(made, Refusal) and job.left_out else made


def questions(store: Store, job: Job, undecided: Draft) -> tuple[Question, ...]:
    """What this file asks about names, segments first; `undecided` is the draft without answers and with all rows."""
    if undecided.parsed.dataset is None:
        return ()
    file = label(job, undecided)
    segments = [
        one
        for one in segment_questions(undecided.workspace, undecided.content.decisions)
        if any(cell.file == file for cell in one.cells)
    ]
    before = open_version(store, job.base) if job.base else None
    known = before.dataset if before else None
    return (*segments, *company_questions(known, undecided.parsed.dataset, undecided.content.decisions))


def findings_of(job: Job, made: Draft) -> tuple[Finding, ...]:
    """What is wrong with the file; and errors elsewhere, which also keep it from being published."""
    file = label(job, made)
    own = tuple(one for one in made.parsed.findings if one.cell.file == file)
    return (*own, *(one for one in made.errors if one.cell.file != file))


def list_table(job: Job, recipe: Recipe) -> Table:
    """The table of a list as its recipe places it: headers with what merged cells say, and where the data begin."""
    raw = next(one for one in job.upload.workbook.sheets if one.name == recipe.sheet)
    return table_of(job.upload.name, raw, recipe.header_row, dict(recipe.columns))[0]


def recipe_at(job: Job, sheet: str, header_row: int | None = None) -> Recipe:
    """The recipe of a list's job with its header in another sheet or row (None: where it seems to be), columns found anew."""
    raw = next(one for one in job.upload.workbook.sheets if one.name == sheet)
    row = header_row or find_header_row(raw, LIST_FORMAT.columns)[0] or 1
    table, _ = find_table(job.upload.name, raw, LIST_FORMAT, row=min(row, max(len(raw.rows), 1)))
    columns = tuple(sorted(table.columns.items(), key=lambda one: one[1])) if table else ()
    before = job.recipe or Recipe(sheet=sheet, header_row=row, columns=())
    return replace(before, sheet=sheet, header_row=row, columns=columns, left_out=())


def label(job: Job, made: Draft) -> str:
    """What the file is called in findings."""
    files = {one.cell.file for one in made.parsed.findings} | set(made.parsed.dataset.sources if made.parsed.dataset else ())
    sha256 = digest(job.upload.data)
    name = next((one.name for one in reversed(made.content.sources) if one.sha256 == sha256), job.upload.name)
    return name if name in files else name.rpartition("/")[2]


def _blank_recipe(upload: Upload) -> Recipe | None:
    sheet = next((one for one in upload.workbook.sheets if not is_exempt(one)), None)
    return None if sheet is None else Recipe(sheet=sheet.name, header_row=1, columns=())


def _header(job: Job, recipe: Recipe) -> list[object]:
    """The cells of the header row as they stand."""
    sheet = next((one for one in job.upload.workbook.sheets if one.name == recipe.sheet), None)
    return list(sheet.rows[recipe.header_row - 1]) if sheet and recipe.header_row <= len(sheet.rows) else []
