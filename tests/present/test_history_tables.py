"""What changed between two versions, on a terminal: every row says of which chain it is."""

import io

import pytest
from rich.console import Console

from chainmap.desk.compare import difference
from chainmap.desk.history import difference_json
from chainmap.model.version import SHIPPED_NOTE, SYSTEM
from chainmap.present.history_tables import difference_tables
from chainmap.present.version_list import noted, signed
from chainmap.present.words import LANGUAGES, Language
from tests.analysis.datasets import chain, dataset, dependency, segment


def told(answer: dict[str, object], language: Language) -> str:
    text = io.StringIO()
    Console(file=text, width=160).print(difference_tables(language, {**answer, "aliases": {}, "effect": []}))
    return text.getvalue()


@pytest.mark.parametrize("language", LANGUAGES)
def test_chains_that_share_ids_are_told_apart(language: Language) -> None:
    a, b = segment("a"), segment("b")
    before = dataset(
        [chain([a, b], [dependency("a", "b")], chain_id="one"), chain([a, b], [dependency("a", "b")], chain_id="two")], []
    )
    after = dataset([chain([a, b], [dependency("a", "b")], chain_id="one"), chain([a], chain_id="two")], [])
    answer = difference_json(difference(before, after))
    assert [row["chain"] for rows in answer["rows"].values() for row in rows] == ["two", "two"]  # type: ignore[attr-defined]
    shown = told(answer, language)
    assert "two · b" in shown and "two · a · b" in shown and "one ·" not in shown


@pytest.mark.parametrize(("language", "system", "note"), [("zh", "系统", "随系统附带"), ("en", "the app", "came with the app")])
def test_the_version_that_came_with_the_app_is_told_in_the_readers_language(language: Language, system: str, note: str) -> None:
    assert (signed(SYSTEM, language), noted(SYSTEM, SHIPPED_NOTE, language)) == (system, note)
    assert (signed("王敏", language), noted("王敏", SHIPPED_NOTE, language), noted(SYSTEM, "x", language)) == (
        "王敏",
        SHIPPED_NOTE,
        "x",
    )
