"""A version of the data and what it is made of: sources in order, and the name decisions in force."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from chainmap.model.alias import Alias

# Who and what stands at the version that the app makes of its own data; pages say both in the reader's language.
SYSTEM = "系统"
SHIPPED_NOTE = "随系统附带"


class SourceKind(StrEnum):
    """In the order in which the sources of a version are replayed."""

    REGIONS = "regions"
    PLAN = "plan"
    CHAIN = "chain"
    LIST = "list"  # a supplier list that came alone
    CORRECTIONS = "corrections"  # 更正: rows made on the page


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Original bytes, named by their hash, and how they are read (`recipe`, canonical JSON text, "" for as they are).

    `scope` names what the source says something about: `chain:ic-materials`, `regions`, `plan`. Two changes of one
    scope are a conflict.
    """

    name: str  # chains/ic-materials.xlsx, regions.xlsx, plan.xlsx, lists/…, 更正/ic-materials
    kind: SourceKind
    sha256: str
    recipe: str = ""
    scope: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """All that the numbers of a version are made from."""

    sources: tuple[Source, ...] = ()
    decisions: tuple[Alias, ...] = ()

    def source(self, name: str) -> Source | None:
        """The source with this name, or None."""
        return next((source for source in self.sources if source.name == name), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """One line of the history. The id is the hash of the parent's id and the content's id."""

    version_id: str
    number: int  # 1 for the first
    content_id: str  # hash of the content: versions with equal content share it
    parent: str | None  # the version before it
    base: str | None  # the version that its author had before the eyes
    restores: str | None = None  # undo: the version whose content came back
    method: int  # method version at the time of publishing
    author: str
    note: str
    created_at: datetime
