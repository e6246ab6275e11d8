"""Names that do not match: what they may mean, and decisions about them. Every decision makes a new version."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from rapidfuzz import fuzz, process

from chainmap.desk.drafts import Draft, base_of, made
from chainmap.desk.outcome import Refusal
from chainmap.desk.workspace import Workspace
from chainmap.model.alias import Alias, AliasKind, Answer
from chainmap.model.dataset import Dataset
from chainmap.model.finding import Cell, Finding
from chainmap.model.names import company_core, matching_key
from chainmap.store.database import Store

_LEAST = 60.0  # of 100; below, a suggestion misleads more than it helps
_MOST = 3
_WITHIN = 0.9  # a name that is like a part of an address is less sure than one that is like all of it
_SHORTEST_WITHIN = 4  # characters; two of three alike are chance
QUESTIONS = 500  # company names that are compared at once; the rest come when these are answered


class Why(StrEnum):
    """Why a name is suggested."""

    ONLY_LEGAL_FORM = "only-legal-form"
    CONTAINED = "contained"
    SPELLED_ALIKE = "spelled-alike"


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """What a written name may mean. `target` goes into the decision, `name` is shown; `likeness` is of 100."""

    chain_id: str
    target: str
    name: str
    likeness: float
    why: Why


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A written name that nothing known has, with the cells where it stands; suggestions best first."""

    kind: AliasKind
    chain_id: str  # "" when the row names no chain
    written: str
    cells: tuple[Cell, ...]
    suggestions: tuple[Suggestion, ...]

    def answer(self, answer: Answer, suggestion: Suggestion | None, *, author: str, now: datetime, note: str = "") -> Alias:
        """The decision that a person makes on this question."""
        chain_id = suggestion.chain_id if suggestion else self.chain_id
        target = "" if answer is Answer.NEW or suggestion is None else suggestion.target
        return Alias(
            kind=self.kind, chain_id=chain_id, written=self.written, answer=answer, target=target, author=author,
            decided_at=now, note=note,
        )  # fmt: skip

    def named(self, target: str, *, author: str, now: datetime, note: str = "") -> Alias:
        """The decision that the name means something that was not suggested."""
        suggestion = Suggestion(chain_id=self.chain_id, target=target, name=target, likeness=0.0, why=Why.SPELLED_ALIKE)
        return self.answer(Answer.SAME, suggestion, author=author, now=now, note=note)


def segment_questions(workspace: Workspace, decisions: Sequence[Alias] = ()) -> tuple[Question, ...]:
    """The segments that rows name and nobody knows, each spelling once."""
    dataset = workspace.dataset
    if dataset is None:
        return ()
    chains = {chain.file: chain.chain_id for chain in dataset.chains}
    cells: dict[tuple[str, str], list[Cell]] = defaultdict(list)
    for finding in workspace.findings:
        if finding.code == "unknown-segment":
            cells[chains.get(finding.cell.file, ""), str(finding.facts.get("segment", finding.value))].append(finding.cell)
    refused = _refused(decisions, AliasKind.SEGMENT)
    return tuple(
        Question(
            kind=AliasKind.SEGMENT, chain_id=chain_id, written=written, cells=tuple(places),
            suggestions=_segments_like(dataset, chain_id, written, refused),
        )
        for (chain_id, written), places in cells.items()
    )  # fmt: skip


def place_questions(workspace: Workspace, decisions: Sequence[Alias] = ()) -> tuple[Question, ...]:
    """The places that rows name and the region table does not know, each spelling once."""
    dataset = workspace.dataset
    if dataset is None:
        return ()
    spelled: dict[str, list[Finding]] = defaultdict(list)
    for finding in workspace.findings:
        if finding.code in ("unknown-place", "unknown-country"):
            spelled[matching_key(finding.value)].append(finding)
    refused = _refused(decisions, AliasKind.PLACE)
    return tuple(
        Question(
            kind=AliasKind.PLACE, chain_id="", written=those[0].value, cells=tuple(one.cell for one in those),
            suggestions=_regions_like(dataset, those[0].value, refused),
        )
        for those in spelled.values()
    )  # fmt: skip


def company_questions(
    before: Dataset | None, after: Dataset, decisions: Sequence[Alias] = (), *, limit: int = QUESTIONS
) -> tuple[Question, ...]:
    """Names of `after` that `before` does not have and that are written like another company's, likest first.

    They are compared with the names of `before`, and with each other: of two that are alike the later one is asked
    about. Nothing is asked about companies that a code or a group tells apart, and nothing that was decided.
    """
    names = _companies(after)
    known = _companies(before) if before is not None else {}
    named = {matching_key(name) for name in known}
    spelled: dict[str, list[str]] = defaultdict(list)  # spellings that matching does not tell apart are one question
    for name in names:
        if matching_key(name) not in named:
            spelled[matching_key(name)].append(name)
    fresh = [those[0] for those in spelled.values()][: limit * 4]
    decided = [one for one in decisions if one.kind is AliasKind.COMPANY]
    settled = {matching_key(one.written) for one in decided if one.answer is not Answer.DIFFERENT}
    refused = _refused(decided, AliasKind.COMPANY)
    refused |= {(other, name) for name, other in refused}
    cores: dict[str, list[str]] = defaultdict(list)
    for name in known:
        cores[company_core(name)].append(name)
    keys, found = {**known, **names}, []
    rows = _rows_of(after, [one for name in fresh for one in spelled[matching_key(name)]])
    for name in fresh:
        if matching_key(name) not in settled:
            likely = _companies_like(name, keys, cores)
            likely = [one for one in likely if (matching_key(name), matching_key(one.target)) not in refused][:_MOST]
            if likely:
                kind = AliasKind.COMPANY
                found.append(
                    Question(kind=kind, chain_id="", written=name, cells=rows[matching_key(name)], suggestions=tuple(likely))
                )
        cores.setdefault(company_core(name), [name])  # of new names that are alike the first stands for all
    return tuple(sorted(found, key=lambda one: (-one.suggestions[0].likeness, one.written))[:limit])


def accepted_above(
    questions: Iterable[Question], threshold: float, *, author: str, now: datetime, note: str = ""
) -> tuple[Alias, ...]:
    """A yes to the best suggestion of every question where it is likelier than the threshold and alone at the top."""
    answers = []
    for one in questions:
        best = [suggestion for suggestion in one.suggestions if suggestion.likeness == one.suggestions[0].likeness]
        if len(best) == 1 and best[0].likeness >= threshold:
            answers.append(one.answer(Answer.SAME, best[0], author=author, now=now, note=note))
    return tuple(answers)


def with_decisions(store: Store, draft: Draft, answers: Iterable[Alias], withdrawn: Iterable[Alias] = ()) -> Draft | Refusal:
    """The draft with decisions made or withdrawn, read again. A new answer takes the place of an older one."""
    answers, gone = tuple(answers), {one.key for one in withdrawn}
    for one in answers:
        if draft.parsed.dataset is not None and not _is_known(draft.parsed.dataset, one):
            return Refusal(code="unknown-target", facts={"written": one.written, "target": one.target})
    in_force = {one.key: one for one in draft.content.decisions if one.key not in gone} | {one.key: one for one in answers}
    content = replace(draft.content, decisions=tuple(in_force.values()))
    return made(store, draft.base, content, draft.new, draft.kept)


def decision_draft(
    store: Store, answers: Iterable[Alias], *, withdrawn: Iterable[Alias] = (), base: str | None = None
) -> Draft | Refusal:
    """The base version (None: the latest) with decisions made or withdrawn."""
    found = base_of(store, base)
    if isinstance(found, Refusal):
        return found
    base_id, content = found
    return with_decisions(store, made(store, base_id, content, {}), answers, withdrawn)


def _refused(decisions: Iterable[Alias], kind: AliasKind) -> set[tuple[str, str]]:
    return {
        (matching_key(one.written), matching_key(one.target))
        for one in decisions
        if one.kind is kind and one.answer is Answer.DIFFERENT
    }


def _segments_like(dataset: Dataset, chain_id: str, written: str, refused: set[tuple[str, str]]) -> tuple[Suggestion, ...]:
    found: dict[tuple[str, str], Suggestion] = {}
    for chain in dataset.chains:
        if chain_id and chain.chain_id != chain_id:
            continue
        for segment in chain.segments:
            for name in (segment.name_zh, segment.name_en, segment.segment_id):
                likeness = fuzz.ratio(matching_key(written), matching_key(name)) if name else 0.0
                why = _why(matching_key(written), matching_key(name))
                likeness = max(likeness, 75.0) if why is Why.CONTAINED else likeness
                best = found.get((chain.chain_id, segment.segment_id))
                if likeness >= _LEAST and (best is None or likeness > best.likeness):
                    found[chain.chain_id, segment.segment_id] = Suggestion(
                        chain_id=chain.chain_id, target=segment.segment_id, name=segment.name_zh, likeness=likeness, why=why
                    )
    allowed = [one for one in found.values() if (matching_key(written), matching_key(one.target)) not in refused]
    return tuple(sorted(allowed, key=lambda one: (-one.likeness, one.chain_id, one.target))[:_MOST])


def _regions_like(dataset: Dataset, written: str, refused: set[tuple[str, str]]) -> tuple[Suggestion, ...]:
    """Regions with a name like this one or like a part of it, as an address holds it."""
    key, found = matching_key(written), list[Suggestion]()
    for region in dataset.regions.regions:
        names = [matching_key(name.lstrip("=")) for name in (region.name_zh, region.name_en, *region.aliases)]
        likeness = max((_place_likeness(key, name) for name in names if name), default=0.0)
        if likeness >= _LEAST and (key, matching_key(region.region_id)) not in refused:
            found.append(
                Suggestion(chain_id="", target=region.region_id, name=region.name_zh, likeness=likeness, why=Why.SPELLED_ALIKE)
            )
    return tuple(sorted(found, key=lambda one: (-one.likeness, one.target))[:_MOST])


def _place_likeness(written: str, name: str) -> float:
    whole = fuzz.ratio(written, name)
    within = fuzz.partial_ratio(written, name) * _WITHIN if _SHORTEST_WITHIN <= len(name) < len(written) else 0.0
    return max(whole, within)


def _why(written: str, known: str) -> Why:
    shorter, longer = sorted((written, known), key=len)
    return Why.CONTAINED if len(shorter) >= 2 and shorter in longer else Why.SPELLED_ALIKE


def _companies(dataset: Dataset) -> dict[str, str]:
    """Name as written → company key."""
    pairs = dataset.suppliers[["company", "company_key"]].drop_duplicates()
    return dict(zip(pairs["company"].tolist(), pairs["company_key"].tolist(), strict=True))


def _companies_like(name: str, keys: Mapping[str, str], cores: Mapping[str, list[str]]) -> list[Suggestion]:
    """Other companies that are written like `name` and that no code or group tells apart from it."""
    core, key = company_core(name), keys[name]
    ranked = process.extract(core, cores.keys(), scorer=fuzz.ratio, limit=_MOST * 2, score_cutoff=_LEAST)
    found = []
    for other_core, likeness, _ in ranked:
        for other in cores[other_core]:
            told_apart = keys[other] == key or not (keys[other].startswith("name:") or key.startswith("name:"))
            if matching_key(other) == matching_key(name) or told_apart:
                continue
            why = Why.ONLY_LEGAL_FORM if other_core == core else _why(core, other_core)
            found.append(Suggestion(chain_id="", target=other, name=other, likeness=float(likeness), why=why))
    return sorted(found, key=lambda one: (-one.likeness, one.name))


def _rows_of(dataset: Dataset, names: list[str]) -> dict[str, tuple[Cell, ...]]:
    """Where these names stand, by their matching keys."""
    rows = dataset.suppliers[dataset.suppliers["company"].isin(names)]
    cells: dict[str, list[Cell]] = defaultdict(list)
    for company, file, sheet, row in rows[["company", "file", "sheet", "row"]].itertuples(index=False, name=None):
        cells[matching_key(company)].append(Cell(file=file, sheet=sheet, row=int(row)))
    return {key: tuple(places) for key, places in cells.items()}


def _is_known(dataset: Dataset, alias: Alias) -> bool:
    if alias.answer is Answer.NEW:
        return True
    if alias.kind is AliasKind.SEGMENT:
        chain = next((one for one in dataset.chains if one.chain_id == alias.chain_id), None)
        return chain is not None and any(one.segment_id == alias.target for one in chain.segments)
    if alias.kind is AliasKind.PLACE:
        return alias.target in dataset.regions
    return matching_key(alias.target) in {matching_key(name) for name in dataset.suppliers["company"].unique()}
