"""What a job comes to: its draft, what is asked about names, what changes, and what that does to scores and verdicts."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from chainmap.analysis.assess import RegionError
from chainmap.analysis.assessment import Assessment
from chainmap.desk.compare import Difference
from chainmap.desk.drafts import Draft, against_base
from chainmap.desk.effect import ChainEffect, effect
from chainmap.desk.matching import Question
from chainmap.desk.outcome import Refusal
from chainmap.desk.upload_job import Job, draft, questions
from chainmap.desk.workspace import Workspace, assessed, open_version
from chainmap.model.parameters import Parameters
from chainmap.store.database import Store

Told = Callable[[str, int], None]  # the code of what is going on, and percent


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Review:
    """A job, read."""

    draft: Draft
    questions: tuple[Question, ...]
    difference: Difference
    effects: tuple[ChainEffect, ...]
    before: Workspace | None


def reviewed(store: Store, job: Job, region: str, at: Told = lambda code, percent: None) -> Review | Refusal:
    """Reads a job through; answers to what the file does not ask are left out. `at` is told how far it is."""
    at("upload.drafting", 25)
    undecided = draft(store, replace(job, answers=(), left_out=()))
    if isinstance(undecided, Refusal):
        return undecided
    at("upload.naming", 50)
    asked = questions(store, job, undecided)
    named = {(one.kind, one.written) for one in asked}
    job = replace(job, answers=tuple(one for one in job.answers if (one.kind, one.written) in named))
    made = draft(store, job) if job.answers or job.left_out else undecided
    if isinstance(made, Refusal):
        return made
    gone = {(row.sheet, row.row) for row in job.left_out}
    asked = tuple(one for one in asked if not all((cell.sheet, cell.row) in gone for cell in one.cells))
    at("upload.comparing", 65)
    before = open_version(store, job.base) if job.base else None
    found = against_base(store, made)
    at("upload.rating", 80)
    effects = effect(_assessed(before, region), _assessed(made.workspace, region))
    return Review(draft=made, questions=asked, difference=found, effects=effects, before=before)


def _assessed(workspace: Workspace | None, region: str) -> Assessment | None:
    if workspace is None or workspace.dataset is None:
        return None
    try:
        return assessed(workspace, Parameters(region=region))
    except RegionError:
        return None  # the region that is asked about is not in these data
