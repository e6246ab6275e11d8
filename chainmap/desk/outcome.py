"""What a change came to: it landed, or a typed refusal that a page can explain. Users' mistakes are never raised."""

from dataclasses import dataclass, field

from chainmap.desk.compare import Difference
from chainmap.model.finding import Fact, Finding
from chainmap.model.version import Version


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """Nothing was changed; `code` has a text `refusal.<code>`."""

    code: str
    facts: dict[str, Fact] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class BadRow:
    """A row with an error that may be left out. `source` is the name of the file in the version, `file` that in findings."""

    source: str
    file: str
    sheet: str
    row: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Invalid:
    """The data have errors, and nothing was stored. `rows` could be left out; errors elsewhere must be mended."""

    errors: tuple[Finding, ...]
    rows: tuple[BadRow, ...]
    rebased_on: str | None = None  # the errors came in only with what was published since `base`


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """Somebody else changed the same source since `base`. Both differences are against `base`, in these scopes only."""

    base: str | None
    latest: Version
    scopes: tuple[str, ...]
    mine: Difference
    theirs: Difference


@dataclass(frozen=True, slots=True, kw_only=True)
class Unchanged:
    """The latest version already has this content; no new one was made."""

    version: Version


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """A new version. `rebased`: other people's changes since `base` are in it too.

    `kept` names the added lists and the 更正 that were replayed on a folder's workbooks.
    """

    version: Version
    rebased: bool
    kept: tuple[str, ...] = ()


Outcome = Published | Unchanged | Invalid | Conflict | Refusal
