"""Which segment a written reference means: the index of one chain, with what is known to be broken in it."""

from collections.abc import Iterable, Mapping

from chainmap.intake.columns import Column
from chainmap.intake.names import nearest
from chainmap.intake.values import Problem, Reading
from chainmap.model.alias import Alias, AliasKind, Answer
from chainmap.model.chain import Segment
from chainmap.model.finding import Severity
from chainmap.model.names import matching_key

_BROKEN = ""  # stands for a segment whose own row cannot be used


class SegmentIndex:
    """Reads references to segments by id or name.

    A reference to a segment whose row is broken is not readable and is not said again: the finding stands at that row.
    A row whose id or name is not readable is missed under a spelling that nobody knows: as many unknown spellings as
    there are such cells pass in silence too (`miss`).
    """

    def __init__(
        self,
        segments: Iterable[Segment],
        broken: Iterable[str] = (),
        doubled: Iterable[str] = (),
        *,
        lost_spellings: int = 0,
        known: bool = True,
    ) -> None:
        """`broken`: ids and names of rows that cannot be used; `doubled`: names of two rows, said there; `known` False:
        the sheet as a whole cannot be used.
        """
        self._known = known
        self._lost_spellings = lost_spellings
        self._missed: frozenset[str] = frozenset()
        self._said = frozenset(map(matching_key, doubled))
        segments = tuple(segments)
        self._ids = frozenset(one.segment_id for one in segments)  # as written: `a-b` and `ab` are alike in their keys
        self._found: dict[str, str] = {}
        self._written: dict[str, str] = {}
        self._shared: set[str] = set()
        for name, segment_id in ((name, one.segment_id) for one in segments for name in (one.name_zh, one.name_en) if name):
            key = matching_key(name)
            if self._found.setdefault(key, segment_id) != segment_id:
                self._shared.add(key)
            self._written[key] = name
        for one in segments:
            self._found[matching_key(one.segment_id)] = one.segment_id
            self._shared.discard(matching_key(one.segment_id))
            self._written.setdefault(matching_key(one.segment_id), one.segment_id)
        for key in map(matching_key, broken):
            self._found.setdefault(key, _BROKEN)

    def decide(self, decisions: Iterable[Alias], chain_id: str) -> None:
        """Takes over what people decided about spellings in this chain."""
        for one in decisions:
            if one.kind is AliasKind.SEGMENT and one.chain_id == chain_id and one.answer is Answer.SAME:
                target = self._found.get(matching_key(one.target))
                if target is not None:
                    self._found.setdefault(matching_key(one.written), target)

    def miss(self, references: Iterable[str]) -> None:
        """Looks through all references before they are read: unknown ones that the lost spellings explain are withheld."""
        unknown = {key for text in references if (key := matching_key(text)) not in self._found}
        if len(unknown) <= self._lost_spellings:
            self._missed = frozenset(unknown)

    def find(self, text: str) -> str | None:
        """The segment's id; None when it is unknown, ambiguous or broken."""
        if text.strip() in self._ids:
            return text.strip()
        key = matching_key(text)
        return None if key in self._shared else self._found.get(key) or None

    def is_withheld(self, text: str) -> bool:
        """Whether a reference is not readable for a reason that is said at the segment's own row."""
        key = matching_key(text)
        return not self._known or key in self._missed or key in self._said or self._found.get(key) == _BROKEN

    def __call__(self, column: Column, text: str) -> Reading:
        """The segment that a cell means."""
        if found := self.find(text):
            return Reading(found)
        if self.is_withheld(text):
            return Reading(None, None, lost=True)
        if matching_key(text) in self._shared:
            return Reading(None, Problem("ambiguous-segment", Severity.ERROR, {"segment": text}), lost=True)
        return Reading(
            None, Problem("unknown-segment", Severity.ERROR, {"segment": text}, lambda: self.suggestions(text)), lost=True
        )

    def suggestions(self, text: str) -> tuple[str, ...]:
        """Names of segments that are written like `text`, best first."""
        return nearest(text, self._written)


def across(indexes: Mapping[str, SegmentIndex], text: str) -> tuple[tuple[str, str], ...]:
    """(chain id, segment id) of every chain that has this segment; `chain/segment` names one."""
    chain_id, slash, rest = text.partition("/")
    if slash and chain_id.strip() in indexes and (found := indexes[chain_id.strip()].find(rest)):
        return ((chain_id.strip(), found),)
    return tuple((one, found) for one, index in indexes.items() if (found := index.find(text)))
