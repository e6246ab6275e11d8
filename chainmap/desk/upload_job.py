"""An upload on its way to a version: the file, how it is read, what was decided, which rows are left out.

A job is a value; every step of the page makes another one. `draft` reads it, nothing is stored before `publish`.
"""

from dataclasses import dataclass, replace

from chainmap.desk.drafts import Draft, base_of, without_rows
from chainmap.desk.layouts import fitting, recipe_text
from chainmap.desk.matching import Question, company_questions, place_questions, segment_questions, with_decisions
from chainmap.desk.outcome import BadRow, Refusal
from chainmap.desk.uploads import Upload, list_draft, proposal, workbook_draft
from chainmap.desk.workspace import open_version
from chainmap.intake.columns import SUPPLIERS
from chainmap.intake.header import Table, find_table, is_exempt, table_of
from chainmap.intake.header import header_row as find_header_row
from chainmap.intake.single_file import FileKind
from chainmap.intake.supplier_list import LIST_FORMAT, Recipe
from chainmap.model.alias import Alias, AliasKind, Answer
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
    """The job of a corrected file that goes on where the one before stopped: its answers and how it was read.

    Columns stay where the header row is the same, wherever it stands by now; rows that were left out stay left out
    where they say the same.
    """
    recipe = job.recipe
    if recipe is not None and before.recipe is not None and job.is_list:
        left_out = tuple(sorted(row for _, row in rows_left_out(before)))
        text = recipe_text(replace(before.recipe, left_out=left_out), before.upload.workbook)
        meant = replace(recipe, chain_id=before.recipe.chain_id, mode=before.recipe.mode)
        recipe = fitting(job.upload.workbook, text) or meant
    return replace(job, answers=before.answers, recipe=recipe, base=before.base)


def rows_left_out(job: Job) -> tuple[tuple[str, int], ...]:
    """(sheet, Excel row) of the rows that a person left out of this file, or of the last one of its layout."""
    by_recipe = [(job.recipe.sheet, row) for row in job.recipe.left_out] if job.recipe else []
    return tuple(sorted({*by_recipe, *((row.sheet, row.row) for row in job.left_out)}))


def with_all_rows(job: Job) -> Job:
    """The job with every row counted again."""
    return replace(job, left_out=(), recipe=replace(job.recipe, left_out=()) if job.recipe else None)


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
    """What this file asks about names, segments and places first; `undecided` is the draft without answers and with all rows.

    A row whose segment or place nobody knows is none until it is decided: its company is asked about from then on.
    """
    if undecided.parsed.dataset is None:
        return ()
    file = label(job, undecided)
    workspace, decided = undecided.workspace, undecided.content.decisions
    unreadable = [
        one
        for one in (*segment_questions(workspace, decided), *place_questions(workspace, decided))
        if any(cell.file == file for cell in one.cells)
    ]
    before = open_version(store, job.base) if job.base else None
    known = before.dataset if before else None
    read = _read(store, job, undecided)
    companies = company_questions(known, read.parsed.dataset or undecided.parsed.dataset, decided)
    return (*unreadable, *(_placed(job, file, one) for one in companies))


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


def _read(store: Store, job: Job, undecided: Draft) -> Draft:
    """The draft with what was answered about segments and places, so with all rows that can be read by now."""
    answers = tuple(one for one in job.answers if one.kind is not AliasKind.COMPANY and one.answer is Answer.SAME)
    made = draft(store, replace(job, answers=answers, left_out=())) if answers else undecided
    return undecided if isinstance(made, Refusal) else made


def _placed(job: Job, file: str, question: Question) -> Question:
    """A question about a company with the cells of this list, of which the register knows the row."""
    place = dict(job.recipe.columns).get("company", 0) if job.recipe else 0
    return replace(question, cells=tuple(replace(one, column=place) if one.file == file else one for one in question.cells))


def _blank_recipe(upload: Upload) -> Recipe | None:
    sheet = next((one for one in upload.workbook.sheets if not is_exempt(one)), None)
    return None if sheet is None else Recipe(sheet=sheet.name, header_row=1, columns=())
