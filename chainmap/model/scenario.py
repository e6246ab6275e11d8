"""A scenario that somebody named and kept: what is changed, on which version."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedScenario:
    """`steps` are ("land", company, segment), ("lose", company), ("fill", segment), ("cut", segment), ("cut-region", region) …

    Segments are written `chain/segment`. Texts only: what a step does is known where scenarios are run.
    """

    scenario_id: int = 0  # given by the store
    name: str
    version_id: str
    steps: tuple[tuple[str, ...], ...]
    author: str
    created_at: datetime
