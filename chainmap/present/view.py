"""What every page's values are made from: an assessment, the data under it, and a language to say it in."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property

from chainmap.analysis.assessment import Assessment, ChainResult, SegmentResult
from chainmap.analysis.identity import Identity, identity
from chainmap.analysis.scenario import Scenario
from chainmap.model.chain import Chain, Segment
from chainmap.model.dataset import Dataset
from chainmap.model.finding import Fact, Reason
from chainmap.model.lead import Lead
from chainmap.model.plan import Plan
from chainmap.present import words
from chainmap.present.corrected import Corrected, Marks, marks_of
from chainmap.present.names import chain_name
from chainmap.present.words import Language


@dataclass(frozen=True, kw_only=True)
class View:
    """Names and texts in one language. A name that is blank in it is shown in the other one."""

    assessment: Assessment
    dataset: Dataset
    language: Language
    leads: tuple[Lead, ...] = ()  # those of the team
    made: Scenario | None = None  # the scenario after which this is how things stand; `dataset` is the one before it
    beside: Assessment | None = None  # of the same segments: what a difference of this side's numbers is told from
    corrections: tuple[Corrected, ...] = ()  # of the version that is shown
    may_keep: bool = False  # whether the person may keep companies as leads here

    def say(self, code: str, **facts: Fact) -> str:
        """The text of a code."""
        return words.say(code, self.language, **facts)

    def word(self, member: StrEnum) -> str:
        """The word for a member of a vocabulary."""
        return words.word(member, self.language)

    def choice(self, member: StrEnum) -> str:
        """The same among the choices of a list, beginning with a capital."""
        told = self.word(member)
        return told[:1].upper() + told[1:]

    def region(self, region_id: str) -> str:
        """Name of a region."""
        region = self.dataset.regions[region_id]
        return self._name(region.name_zh, region.name_en)

    @cached_property
    def _chain_names(self) -> dict[int, str]:
        """By object, which the dataset keeps: a list asks for every row."""
        return {id(one): chain_name(one, self.dataset, self.language) for one in self.dataset.chains}

    def chain(self, chain: Chain) -> str:
        """Name of a chain; where chains of the data share one, with its id."""
        return self._chain_names.get(id(chain)) or chain_name(chain, self.dataset, self.language)

    def segment(self, segment: Segment) -> str:
        """Name of a segment."""
        return self._name(segment.name_zh, segment.name_en)

    def group(self, chain: Chain, group: str) -> str:
        """Name of a group of the chain's segments: in English where the sheet gives one, else as the sheet writes it."""
        return self._name(group, chain.group_name_en(group))

    def name_in(self, chain: Chain) -> Callable[[str], str]:
        """From an id of a segment of the chain, or of a region, to its name; an unknown id is itself."""
        names = {segment.segment_id: self.segment(segment) for segment in chain.segments}
        return lambda any_id: names.get(any_id) or (self.region(any_id) if any_id in self.dataset.regions else any_id)

    def reason(self, result: SegmentResult, chain: Chain) -> str:
        """Why the segment has its verdict."""
        return self.because(result.reason, chain)

    def because(self, reason: Reason, chain: Chain) -> str:
        """The sentence of any reason, with names of the chain's segments in it."""
        return words.reason(reason, self.language, self.name_in(chain))

    @cached_property
    def identity(self) -> Identity:
        """Which company a written name means in the data."""
        return identity(self.dataset.suppliers)

    @cached_property
    def marks(self) -> Marks:
        """Which corrections every row of the register carries: positions among `corrections`."""
        return marks_of(self.corrections)

    def only(self, chain_id: str | None) -> "View":
        """The same view of one chain; of all with None."""
        if chain_id is None:
            return self
        return replace(self, assessment=replace(self.assessment, chains=(self.assessment.chain(chain_id),)))

    @property
    def only_chain(self) -> str:
        """The id of the chain where the view has one of several, else "": what a question about the page's counts carries."""
        chains = self.assessment.chains
        return chains[0].chain.chain_id if len(chains) == 1 < len(self.dataset.chains) else ""

    def find(self, ref: str) -> tuple[ChainResult, SegmentResult] | None:
        """The segment that `chain/segment` means, or None."""
        return self._segments.get(ref)

    @cached_property
    def _segments(self) -> dict[str, tuple[ChainResult, SegmentResult]]:
        return {
            f"{chain.chain.chain_id}/{one.segment.segment_id}": (chain, one)
            for chain in self.assessment.chains
            for one in chain.segments
        }

    def _name(self, zh: str, en: str) -> str:
        return (en or zh) if self.language == "en" else (zh or en)


def in_plan_order(assessment: Assessment, plan: Plan | None) -> Assessment:
    """The chains in the order in which the plan first names them; those that it does not name follow as they were."""
    named = list(dict.fromkeys(clause.chain_id for clause in plan.clauses)) if plan else []
    place = {chain_id: at for at, chain_id in enumerate(named)}
    return replace(assessment, chains=tuple(sorted(assessment.chains, key=lambda one: place.get(one.chain.chain_id, len(named)))))


def ref(chain: Chain, segment_id: str) -> str:
    """How a segment is written where chains meet: `chain/segment`."""
    return f"{chain.chain_id}/{segment_id}"
