"""Every code has texts in both languages, with the same placeholders, and every code that is emitted is known."""

import ast
import re
import string
from collections import Counter
from pathlib import Path

import pytest

from chainmap.intake.columns import CHAIN_WORKBOOK, PLAN_WORKBOOK, REGIONS
from chainmap.model.finding import Cell, Fact, Finding, Severity
from chainmap.present.columns_page import markdown
from chainmap.present.words import LANGUAGES, MODULES, TEXTS, Placeholder, hint, message, say
from chainmap.present.words import findings as finding_words

ROOT = Path(__file__).parents[2]
MAKERS = {"Finding", "Problem", "Unreadable", "Refusal", "_lost", "_error", "_unknown", "_info", "_on_circle", "_repeated"}


def placeholders(text: str) -> set[str]:
    """The names between braces, without the language at their end."""
    return {re.sub("_(zh|en)$", "", name) for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def emitted() -> set[str]:
    """Every code that intake gives to a finding, from its source."""
    codes: set[str] = set()
    for path in (ROOT / "chainmap" / "intake").glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", getattr(node.func, "attr", "")) in MAKERS:
                given = [*node.args[:1], *(one.value for one in node.keywords if one.arg == "code")]
                codes |= {
                    one.value
                    for value in given
                    for one in ast.walk(value)
                    if isinstance(one, ast.Constant) and isinstance(one.value, str)
                }
    return {code for code in codes if re.fullmatch(r"[a-z]+(-[a-z]+)+|nan|placeholder|cycle", code)}


@pytest.mark.parametrize("code", sorted(emitted()))
def test_a_code_that_is_emitted_has_texts(code: str) -> None:
    assert code.removesuffix("-") in finding_words.TEXTS or any(one.startswith(code) for one in finding_words.TEXTS)


def test_the_codes_of_intake_are_found_in_its_source() -> None:
    assert {
        "missing-sheet",
        "unknown-segment",
        "code-check-digit",
        "closed-loop",
        "company-with-two-codes",
        "total-row",
    } <= emitted()


@pytest.mark.parametrize("code", sorted(finding_words.TEXTS))
def test_a_finding_has_message_and_hint_in_both_languages_with_the_same_placeholders(code: str) -> None:
    texts = finding_words.TEXTS[code]
    for pair in (texts.message, texts.hint, *([texts.suggestion] if texts.suggestion else [])):
        chinese, english = pair
        assert chinese.strip() and english.strip()
        assert re.search("[\u4e00-\u9fff]", chinese)
        assert placeholders(chinese) == placeholders(english)
        assert chinese.endswith(("。", "？")) and english.endswith((".", "?"))
    if texts.suggestion:
        assert "nearest" in placeholders(texts.suggestion[0])


@pytest.mark.parametrize("code", sorted(TEXTS))
def test_a_text_has_both_languages_with_the_same_placeholders(code: str) -> None:
    chinese, english = TEXTS[code]
    assert chinese and english
    rest = {"count", "more"}  # "A、B 等 5 个" counts all, "A, B and 3 more" the rest
    assert placeholders(chinese) - rest == placeholders(english) - rest
    assert not re.search("[\u3400-\u9fff]", english)


def test_no_code_has_two_texts() -> None:
    codes = Counter(code for module in MODULES for code in module.TEXTS)
    assert [code for code, count in codes.items() if count > 1] == []


def test_every_module_of_words_is_asked() -> None:
    written = {path.stem for path in (ROOT / "chainmap" / "present" / "words").glob("*.py")}
    of_findings = {path for path in written if path.endswith("findings")} | {"finding_text", "__init__"}
    assert {module.__name__.rpartition(".")[2] for module in MODULES} == written - of_findings


def test_a_finding_is_told_with_its_value_and_the_rows_it_leaves_out() -> None:
    finding = Finding(
        code="unknown-segment", severity=Severity.ERROR, cell=Cell(file="x"), value="光刻交",
        facts={"segment": "光刻交", "column": "环节", "nearest": ("光刻胶",), "left_out": 1},
    )  # fmt: skip
    assert message(finding, "zh") == "本链没有环节“光刻交”。因此有 1 行未计入。"
    assert message(finding, "en") == "This chain has no segment “光刻交”. It leaves 1 row out."
    assert hint(finding, "zh").startswith("是否为：光刻胶？")


def test_values_with_braces_are_shown_as_they_are() -> None:
    finding = Finding(
        code="placeholder", severity=Severity.INFO, cell=Cell(file="x"), value="{0} {x}", facts={"column": "{column}"}
    )
    assert "{0} {x}" in message(finding, "zh")


def test_english_words_go_with_their_number() -> None:
    assert say("versions.sentence", "en", count=1, number=1, author="A", note="n").startswith("1 version;")
    assert say("versions.sentence", "en", count=2, number=2, author="A", note="n").startswith("2 versions;")
    assert [say(f"findings.{one}", "en", count=n) for one, n in (("error", 1), ("info", 2))] == ["1 error", "2 notes"]
    assert say("upload.without", "en", count=1) == "Publish without this row"
    assert say("upload.without", "en", count=3) == "Publish without these 3 rows"


_PLURAL = re.compile(r"\b1 (?:(?:more|other|named|first|supplier) )?(?:" + "|".join((
    "segments", "gaps", "companies", "rows", "clauses", "steps", "chains", "names", "days", "entries", "draws", "orders",
    "changes", "corrections", "versions", "sheets", "leads", "users", "sources", "problems", "characters", "columns", "texts",
)) + r")\b")  # fmt: skip
_ALWAYS_MANY = {"compare.orders", "why.share-orders", "chrome.options", "chrome.select-matches", "upload.limits",
                "spot.rows-alike", "scenario.too-many"}  # fmt: skip


@pytest.mark.parametrize("code", sorted(set(TEXTS) - _ALWAYS_MANY))
def test_one_of_a_thing_is_no_plural_in_english(code: str) -> None:
    """Every number of every text is 1."""
    said = TEXTS[code][1]
    names = {name for _, name, _, _ in string.Formatter().parse(said) if name and not name.isdigit()}
    assert not names or not _PLURAL.search(say(code, "en", **dict.fromkeys(names, 1))), said


@pytest.mark.parametrize("code", sorted(set(finding_words.TEXTS) - {"file-too-many-sheets"}))
def test_a_finding_of_one_of_a_thing_has_no_plural_in_english(code: str) -> None:
    texts = finding_words.TEXTS[code]
    names = {name for text in (texts.message[1], texts.hint[1]) for _, name, _, _ in string.Formatter().parse(text) if name}
    facts: dict[str, Fact] = {name: 1 for name in names if name not in ("value", "nearest")}
    finding = Finding(code=code, severity=Severity.INFO, cell=Cell(file="x"), value="1", facts=facts)
    for said in (message(finding, "en"), hint(finding, "en")):
        assert not _PLURAL.search(said), said


def test_a_mark_in_place_of_a_number_cannot_choose_the_word_beside_it() -> None:
    with pytest.raises(ValueError, match="make it a Placeholder of the number"):
        say("context.chains", "en", count="\ue000all\ue000")


@pytest.mark.parametrize(
    ("number", "word"), [(1, "chain"), (1.0, "chain"), ("+1", "chain"), (2, "chains"), ("0", "chains"), ("1.5", "chains")]
)
def test_a_placeholder_lets_the_words_go_with_its_number(number: float | str, word: str) -> None:
    assert say("context.chains", "en", count=Placeholder("\0", number)) == f"\0 {word}"


def test_the_columns_page_is_up_to_date() -> None:
    assert (ROOT / "docs" / "columns.md").read_text(encoding="utf-8") == markdown()


def test_the_columns_page_names_every_column_in_both_languages() -> None:
    page = markdown()
    for sheet_format in (*CHAIN_WORKBOOK, REGIONS, *PLAN_WORKBOOK):
        for column in sheet_format.columns:
            assert f"| {column.zh} | {column.en} |" in page
            assert f"| {column.en} | {column.zh} |" in page
    assert len(LANGUAGES) == page.count("\n# ") + 1


def test_every_text_is_asked_for() -> None:
    """By its code, by the beginning of a code that is put together, as a word of an enum, or as the text of a reason."""
    words = ROOT / "chainmap" / "present" / "words"
    files = [path for path in (ROOT / "chainmap").rglob("*") if path.suffix in (".py", ".js") and path.parent != words]
    source = "\n".join(path.read_text(encoding="utf-8") for path in [*files, words / "chrome.py"])
    literal = set(re.findall(r"[\"']([a-z]+(?:[.-][a-z0-9]+)+)[\"']", source))
    begun = tuple(set(re.findall(r"f[\"']([a-z-]+\.[a-z0-9.-]*)\{", source)))
    kinds = {name.lower() for name in re.findall(r"class (\w+)\(StrEnum\)", source)} | {"reason"}
    unknown = [code for code in TEXTS if code.removesuffix("-next") not in literal and not code.startswith(begun)]
    assert [code for code in unknown if code.partition(".")[0] not in kinds] == []
