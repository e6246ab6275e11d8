"""What a person decided about a written name: the same as another, different from it, or new."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from chainmap.model.names import matching_key


class AliasKind(StrEnum):
    COMPANY = "company"
    SEGMENT = "segment"
    PLACE = "place"


class Answer(StrEnum):
    SAME = "same"  # `written` means `target`
    DIFFERENT = "different"  # `written` does not mean `target`; not suggested again
    NEW = "new"  # `written` means nothing that is known; no suggestion any more


@dataclass(frozen=True, slots=True, kw_only=True)
class Alias:
    """A name decision. `target` is a company as written elsewhere, a segment_id or a region_id; "" for NEW.

    A segment's decision holds in its chain, a company's and a place's in all chains (`chain_id` "").
    """

    kind: AliasKind
    chain_id: str = ""
    written: str
    answer: Answer
    target: str = ""
    author: str
    decided_at: datetime
    note: str = ""

    @property
    def key(self) -> tuple[str, str, str, str]:
        """What is decided: two decisions with one key cannot both be in force."""
        other = matching_key(self.target) if self.answer is Answer.DIFFERENT else ""
        return (self.kind.value, self.chain_id, matching_key(self.written), other)

    @property
    def meaning(self) -> tuple[str, str, str, str, str]:
        """What the numbers depend on; who decided it, when and why is left out."""
        return (self.kind.value, self.chain_id, self.written, self.answer.value, self.target)
