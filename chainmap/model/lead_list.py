"""A list of leads that came back from a spreadsheet, and how it differs from the leads as they are now."""

from dataclasses import dataclass

from chainmap.model.finding import Cell, Finding, Severity
from chainmap.model.lead import Lead

FREE = "extra:"  # before the header of a free column, where fields are named


@dataclass(frozen=True, slots=True, kw_only=True)
class LeadRow:
    """One row, read. `lead` holds what its cells say; `given` names the fields that have a column in the file.

    `lead.lead_id` is 0 in a row without a number. `revision`: of the export that the row comes from, None when not known.
    """

    cell: Cell
    lead: Lead
    given: frozenset[str]
    revision: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class LeadSheet:
    """What a file holds. `exported`: (number, revision) of the leads that the export held, None when the file is none."""

    file: str
    rows: tuple[LeadRow, ...]
    exported: tuple[tuple[int, int], ...] | None
    findings: tuple[Finding, ...]  # sorted by cell
    first_row: int = 1  # of the data
    numbers: frozenset[int] = frozenset()  # of every row, also of those with an error


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldChange:
    """One field, as text. In a conflict `base` is what the export said; a colleague has made it `present` since."""

    field: str
    base: str
    present: str
    after: str

    @property
    def conflict(self) -> bool:
        """Whether somebody else changed the field since the export, to something else."""
        return self.base != self.present


@dataclass(frozen=True, slots=True, kw_only=True)
class LeadEdit:
    """A lead that the file changes. `matched`: the row has no number and was told by company, segment and region."""

    cell: Cell
    lead: Lead  # as it is now
    changes: tuple[FieldChange, ...]
    matched: bool = False

    @property
    def conflicts(self) -> tuple[FieldChange, ...]:
        """The fields that two people changed."""
        return tuple(one for one in self.changes if one.conflict)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewLead:
    """A row that is no lead yet. `also`: other leads of the same company."""

    cell: Cell
    lead: Lead
    also: tuple[Lead, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LeadComparison:
    """The file beside the leads of now. Nothing is stored yet. `missing`: exported, not in the file any more, still open."""

    sheet: LeadSheet
    added: tuple[NewLead, ...]
    edited: tuple[LeadEdit, ...]
    unchanged: int
    missing: tuple[Lead, ...]
    findings: tuple[Finding, ...]
    last_number: int  # of the leads that it was compared with

    @property
    def errors(self) -> tuple[Finding, ...]:
        """What keeps the list from being taken in."""
        return tuple(one for one in self.findings if one.severity is Severity.ERROR)

    @property
    def bad_rows(self) -> tuple[int, ...]:
        """Excel rows with an error; they can be left out when no error stands elsewhere."""
        return tuple(sorted({one.cell.row for one in self.errors if one.cell.row >= self.sheet.first_row}))

    @property
    def is_usable(self) -> bool:
        """Whether every error belongs to a row that can be left out."""
        return all(one.cell.row >= self.sheet.first_row for one in self.errors)
