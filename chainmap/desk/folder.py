"""A data folder, opened. Stands apart from `desk.workspace` because commands on a folder need no database."""

from dataclasses import dataclass
from pathlib import Path

from chainmap.intake.load import load_folder
from chainmap.model.dataset import Dataset
from chainmap.model.finding import Finding, Severity


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Workspace:
    """What a page or a command works on. `dataset` is None when nothing could be read.

    `label` is the folder as written, or the version's id.
    """

    dataset: Dataset | None
    findings: tuple[Finding, ...]
    label: str
    version: str | None = None

    @property
    def errors(self) -> tuple[Finding, ...]:
        """The findings that keep the data from being published."""
        return tuple(finding for finding in self.findings if finding.severity is Severity.ERROR)


def open_folder(path: Path) -> Workspace:
    """The workbooks of a folder: `chains/*.xlsx`, `regions.xlsx` and, if there, `plan.xlsx`."""
    parsed = load_folder(path)
    return Workspace(dataset=parsed.dataset, findings=parsed.findings, label=str(path))
