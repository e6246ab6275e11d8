"""Every refusal, problem and finding of this room and of the store has a text that its facts can fill."""

import ast
import string
from collections.abc import Iterator
from pathlib import Path

import pytest

from chainmap.desk.compare import RowKind, Table
from chainmap.desk.matching import Why
from chainmap.desk.roles import Role
from chainmap.intake.supplier_list import Mode
from chainmap.model.alias import AliasKind, Answer
from chainmap.model.correction import CorrectionKind
from chainmap.model.event import What
from chainmap.model.version import SourceKind
from chainmap.present.words import LANGUAGES, TEXTS, word
from chainmap.present.words import findings as finding_words

ROOT = Path(__file__).parents[2] / "chainmap"


def calls(room: str, name: str) -> Iterator[ast.Call]:
    for path in (ROOT / room).glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == name:
                yield node


def codes(call: ast.Call) -> list[str]:
    given = [one.value for one in call.keywords if one.arg == "code"] or call.args[:1]
    return [one.value for node in given for one in ast.walk(node) if isinstance(one, ast.Constant) and isinstance(one.value, str)]


def refusals() -> list[tuple[str, frozenset[str]]]:
    """(code, names of its facts) of every refusal in the source."""
    found = []
    for call in calls("desk", "Refusal"):
        facts = [one.value for one in call.keywords if one.arg == "facts"]
        keys = {str(key.value) for one in facts if isinstance(one, ast.Dict) for key in one.keys if isinstance(key, ast.Constant)}
        found += [(code, frozenset(keys)) for code in codes(call)]
    return sorted(set(found), key=str)


@pytest.mark.parametrize(("code", "facts"), refusals())
def test_a_refusal_has_a_text_and_the_facts_for_it(code: str, facts: frozenset[str]) -> None:
    for text in TEXTS[f"refusal.{code}"]:
        assert {name for _, name, _, _ in string.Formatter().parse(text) if name} <= facts


def test_the_refusals_are_found() -> None:
    assert {"token-expired", "not-allowed", "nothing-to-undo", "unknown-version", "busy"} <= {code for code, _ in refusals()}


def test_problems_of_the_database_have_texts() -> None:
    found = {code for call in calls("store", "Problem") for code in codes(call)}
    assert len(found) == 6
    assert all(f"problem.{code}" in TEXTS for code in found)
    assert all(f"store.{code}" in TEXTS for call in calls("store", "StoreError") for code in codes(call))


def test_findings_of_corrections_have_texts() -> None:
    found = {code for call in calls("desk", "_finding") for code in codes(call)}
    assert {"correction-stale", "correction-check-later", "lead-renamed", "lead-row-twice"} <= found
    assert found <= set(finding_words.TEXTS)


@pytest.mark.parametrize("vocabulary", [Role, What, RowKind, Table, SourceKind, CorrectionKind, AliasKind, Answer, Why, Mode])
def test_every_word_is_there_in_both_languages(vocabulary: type[Role]) -> None:
    for member in vocabulary:
        assert all(word(member, language) for language in LANGUAGES)
