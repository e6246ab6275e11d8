"""Companies over all supplier rows: their keys (METHOD section 1), and names that need a person's eye."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import replace
from functools import lru_cache

import numpy as np
import pandas as pd

from chainmap.intake.header import Table
from chainmap.intake.names import Identities, Written, identities, name_key
from chainmap.model.alias import Alias, AliasKind, Answer
from chainmap.model.finding import Cell, Fact, Finding, Severity
from chainmap.model.names import company_core, matching_key, script_key, without_unseen

_NAMED_BY = ["company", "uscc", "company_group"]
Locate = Callable[[str, str, int, str], Cell]  # (file, sheet, Excel row, code of the column) → cell


def with_company_keys(
    register: pd.DataFrame, locate: Locate, decisions: Sequence[Alias] = (), *, told: Collection[str] = ()
) -> tuple[pd.DataFrame, list[Finding]]:
    """The register with `company_key`, and findings on names; nothing is merged but by a group, a code or a decision.

    Findings stand at a row of another file than those whose names were `told` of already, where there is one.
    """
    distinct, written, known = _identified_in(register, decisions)
    rows = zip(*(distinct[name].to_numpy(dtype=object).tolist() for name in ("file", "sheet", "row")), strict=True)
    named = _Named(written, known, [(file, sheet, int(row)) for file, sheet, row in rows], locate, told)
    findings = [*named.with_two_codes(), *named.of_one_code(), *named.together(), *named.alike(decisions)]
    return _keyed(register, distinct, written, known), findings


def company_keys(register: pd.DataFrame, decisions: Sequence[Alias] = ()) -> pd.DataFrame:
    """The register with `company_key` alone, where nobody asks about names."""
    return _keyed(register, *_identified_in(register, decisions))


def _identified_in(register: pd.DataFrame, decisions: Sequence[Alias]) -> tuple[pd.DataFrame, list[Written], Identities]:
    """(first rows of every way to name a company, these ways, which company each of them is)."""
    distinct = register.drop_duplicates(subset=_NAMED_BY)
    ways = zip(*(distinct[name].to_numpy(dtype=object).tolist() for name in _NAMED_BY), strict=True)
    written = [Written(*way) for way in ways]
    return distinct, written, _identities(tuple(written), tuple(decisions))


@lru_cache(maxsize=2)  # a list that is added asks twice: to find its rows among the others, and for the keys of all
def _identities(written: tuple[Written, ...], decisions: tuple[Alias, ...]) -> Identities:
    return identities(written, decisions)


def _keyed(register: pd.DataFrame, distinct: pd.DataFrame, written: Sequence[Written], known: Identities) -> pd.DataFrame:
    lookup = distinct[_NAMED_BY].assign(key=np.array([known.keys[one] for one in written], dtype=object))
    keys = register[_NAMED_BY].merge(lookup, on=_NAMED_BY, how="left", validate="many_to_one")["key"]
    return register.assign(company_key=keys.to_numpy()).astype({"company_key": "str"})


def locator(tables: Iterable[Table]) -> Locate:
    """Finds the cells of rows of these tables; of others only the row is known."""
    by_sheet = {(table.file, table.sheet.name): table for table in tables}

    def locate(file: str, sheet: str, row: int, column: str) -> Cell:
        table = by_sheet.get((file, sheet))
        return table.at(row, column) if table else Cell(file=file, sheet=sheet, row=row)

    return locate


class _Named:
    """The distinct ways in which rows name their company, with the first row of each."""

    def __init__(
        self,
        written: Sequence[Written],
        known: Identities,
        rows: Sequence[tuple[str, str, int]],
        locate: Locate,
        told: Collection[str],
    ) -> None:
        self._written = written
        self._known = known
        self._rows = dict(zip(written, rows, strict=True))
        self._locate = locate
        self._told = told
        self._name_keys = {one: name_key(one.company) for one in written}

    def with_two_codes(self) -> list[Finding]:
        """Names that two companies bear: they stay apart."""
        bearers: dict[str, list[Written]] = defaultdict(list)
        for one in self._written:
            if self._name_keys[one] in self._known.ambiguous and (one.uscc or one.group):
                bearers[self._name_keys[one]].append(one)
        findings = []
        for those in bearers.values():
            first = those[0]
            other = self._untold([one for one in those if self._known.keys[one] != self._known.keys[first]] or [first])
            facts: dict[str, Fact] = {
                "codes": tuple(dict.fromkeys(one.group or one.uscc for one in those)), "first": str(self._cell(first, "company")),
            }  # fmt: skip
            at = self._cell(other, "uscc" if other.uscc else "company_group")
            findings.append(
                Finding(code="company-with-two-codes", severity=Severity.WARNING, cell=at, value=other.company, facts=facts)
            )
        return findings

    def of_one_code(self) -> list[Finding]:
        """Codes that occur under several names: one company by its code."""
        first: dict[str, Written] = {}
        others: dict[str, list[Written]] = defaultdict(list)
        for one in self._written:
            if one.uscc and self._name_keys[first.setdefault(one.uscc, one)] != self._name_keys[one]:
                others[one.uscc].append(one)
        return [self._info("code-with-several-names", first[code], those, code=code) for code, those in others.items()]

    def together(self) -> list[Finding]:
        """Spellings that differ in width, blanks, punctuation, case or script only, and so count as one company.

        Characters that nobody sees have a finding of their own.
        """
        spelled: dict[tuple[str, str], list[Written]] = defaultdict(list)
        for one in self._written:
            spelled[self._name_keys[one], self._known.keys[one]].append(one)
        findings = []
        for those in spelled.values():
            first = those[0]
            shown = without_unseen(first.company).strip()
            others = [
                one
                for one in those[1:]
                if without_unseen(one.company).strip() != shown and not (one.uscc and one.uscc == first.uscc)
            ]
            if others:
                of_script = any(script_key(one.company) != script_key(first.company) for one in others)
                code = "company-in-two-scripts" if of_script else "company-spelled-differently"
                severity = Severity.WARNING if of_script else Severity.INFO
                findings.append(replace(self._info(code, first, others), severity=severity))
        return findings

    def alike(self, decisions: Sequence[Alias]) -> list[Finding]:
        """Names that differ only in the legal form and are not told apart by a code, a group or a decision."""
        decided = {
            frozenset((matching_key(one.written), matching_key(one.target)))
            for one in decisions
            if one.kind is AliasKind.COMPANY and one.answer is Answer.DIFFERENT
        }
        new = {matching_key(one.written) for one in decisions if one.kind is AliasKind.COMPANY and one.answer is Answer.NEW}
        cores: dict[str, list[Written]] = defaultdict(list)
        for one in self._written:
            cores[company_core(one.company)].append(one)
        findings = []
        for core, those in cores.items():
            first = those[0]
            others = [
                one
                for one in (those[1:] if core else ())
                if self._name_keys[one] != self._name_keys[first]
                and self._known.keys[one] != self._known.keys[first]
                and not (_identified(one) and _identified(first))
                and frozenset((self._name_keys[one], self._name_keys[first])) not in decided
                and not new & {self._name_keys[one], self._name_keys[first]}
            ]
            if others:
                findings.append(self._info("company-written-differently", first, others))
        return findings

    def _info(self, of: str, first: Written, others: Sequence[Written], **more: Fact) -> Finding:
        names = dict.fromkeys((first.company, *(one.company for one in others)))
        facts: dict[str, Fact] = {
            "names": tuple(names), "first": str(self._cell(first, "company")),
        }  # fmt: skip
        other = self._untold(others)
        at = self._cell(other, "company")
        return Finding(code=of, severity=Severity.INFO, cell=at, value=other.company, facts={**facts, **more})

    def _untold(self, ones: Sequence[Written]) -> Written:
        """The first that stands in a file that nobody was told of, else the first."""
        return next((one for one in ones if self._rows[one][0] not in self._told), ones[0])

    def _cell(self, one: Written, column: str) -> Cell:
        return self._locate(*self._rows[one], column)


def _identified(one: Written) -> bool:
    return bool(one.uscc or one.group)
