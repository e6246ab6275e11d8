"""The policy plan beside the chains: goals, clauses, clusters."""

from dataclasses import dataclass
from datetime import date

from chainmap.model.finding import Cell
from chainmap.model.vocabulary import PolicyAction


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal:
    """A target of the plan. `current` None: nobody has entered it."""

    goal_id: str
    name_zh: str
    name_en: str = ""
    target: float | None
    unit: str = ""
    unit_en: str = ""
    start: date | None = None
    due: date | None = None
    current: float | None = None
    source: str = ""
    as_of: date | None = None
    note: str = ""
    cell: Cell
    cells: tuple[tuple[str, Cell], ...] = ()  # where target, start, due, current stand, of those columns that the sheet has
    unread: tuple[tuple[str, str], ...] = ()  # target and current as written, where that is no number

    def cell_of(self, column: str) -> Cell:
        """Where a value of the goal stands, or would: the row where the sheet has no such column."""
        return dict(self.cells).get(column, self.cell)


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """One sentence of the plan: what it asks (`action`), for which segments of which chain."""

    section: str
    text: str
    action: PolicyAction = PolicyAction.NONE
    chain_id: str | None = None
    segments: tuple[str, ...] = ()
    note: str = ""
    cell: Cell


@dataclass(frozen=True, slots=True, kw_only=True)
class Cluster:
    """A place where the plan gathers a chain's companies."""

    name: str
    place: str = ""
    region_id: str | None = None
    chain_id: str | None = None
    note: str = ""
    cell: Cell


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """All of a plan.xlsx, in the order of its sheets."""

    title: str = ""
    goals: tuple[Goal, ...] = ()
    clauses: tuple[Clause, ...] = ()
    clusters: tuple[Cluster, ...] = ()
    file: str
