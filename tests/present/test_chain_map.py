"""The map's values hold what the assessment holds; the offline file asks for nothing and lets nothing out of its JSON."""

import hashlib
import json
import re
from dataclasses import replace
from functools import cache
from html.parser import HTMLParser
from typing import Any, cast

import pytest

from chainmap.analysis.assess import assess
from chainmap.analysis.assessment import ChainResult
from chainmap.model.chain import Chain
from chainmap.model.dataset import Dataset
from chainmap.model.vocabulary import PolicyAction, Verdict
from chainmap.present.chain_map import VIS_SHA256, elements, html, script_json, script_source, style_source, vis_source
from chainmap.present.layout import layout
from chainmap.present.map_detail import search_key
from chainmap.present.verdict_style import DARK, LIGHT
from chainmap.present.view import View
from chainmap.present.words import LANGUAGES, Language, word
from tests.present.chains import SHIPPED, segment
from tests.present.views import example_view, shipped_view

HOSTILE = "</script><script>alert(1)</script><!--<img src=x onerror=alert(2)>\u2028'\"&{0}"


def _ic(language: Language = "zh") -> tuple[View, ChainResult]:
    view = shipped_view(language)
    return view, view.assessment.chain("ic-materials")


@cache
def _found() -> dict[str, Any]:
    return cast("dict[str, Any]", elements(*_ic()))


def _nodes(found: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {node["id"]: node for node in found["nodes"]}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", SHIPPED)
def test_every_segment_and_dependency_is_on_the_map_once(name: str, language: Language) -> None:
    view = shipped_view(language)
    result = view.assessment.chain(name)
    found = cast("dict[str, Any]", elements(view, result))
    assert [node["id"] for node in found["nodes"]] == [one.segment_id for one in result.chain.segments]
    assert [(edge["from"], edge["to"]) for edge in found["edges"]] == [
        (one.upstream, one.downstream) for one in result.chain.dependencies
    ]
    assert json.loads(json.dumps(found)) == found


def test_positions_are_those_of_the_layout_and_nothing_moves() -> None:
    view, result = _ic()
    placed = layout(result.chain)
    found = cast("dict[str, Any]", elements(view, result, placed))
    for one, node in _nodes(found).items():
        assert (node["x"], node["y"]) == placed.positions[one]
        assert node["fixed"] is True
    assert found["options"]["physics"] == {"enabled": False}
    assert found["options"]["interaction"]["dragNodes"] is False


def test_a_node_wears_its_verdict_at_the_focal_region_and_its_cover_elsewhere() -> None:
    view, result = _ic()
    nodes = _nodes(_found())
    for one in result.segments:
        looks = nodes[one.segment.segment_id]["looks"]
        assert list(looks) == list(view.assessment.ladder)
        assert looks["lingang"] == f"verdict:{one.verdict.value}"
        assert all(looks[region].startswith("cover:") for region in view.assessment.ladder[1:])


def test_every_look_has_sign_word_and_both_colours() -> None:
    _view, _result = _ic()
    looks = _found()["looks"]
    assert {looks[f"verdict:{verdict.value}"]["word"] for verdict in Verdict} == {word(verdict, "zh") for verdict in Verdict}
    assert looks["verdict:missing"] | {"order": 0} == {
        "word": "缺链", "sign": "✕", "colour": "#C04F00", "dark": "#C04F00", "border": "solid", "fill": "full", "order": 0,
    }  # fmt: skip


def test_the_ladder_says_where_verdicts_hold() -> None:
    view, _result = _ic()
    ladder = _found()["ladder"]
    assert [step["id"] for step in ladder] == list(view.assessment.ladder)
    assert ladder[0]["note"] == ""
    assert "临港新片区" in ladder[1]["note"]
    assert "50" in ladder[1]["note"]


def test_lines_show_whether_an_input_is_essential() -> None:
    _view, result = _ic()
    lines = {(edge["from"], edge["to"]): edge["line"] for edge in _found()["edges"]}
    kinds = {True: "essential", False: "not-essential", None: "unknown"}
    assert lines == {(one.upstream, one.downstream): kinds[one.essential] for one in result.chain.dependencies}


def test_the_action_of_the_plan_is_a_mark_on_the_node() -> None:
    _view, result = _ic()
    for one in result.segments:
        node = _nodes(_found())[one.segment.segment_id]
        action = one.segment.policy_action
        assert node["plan"] == ("" if action is PolicyAction.NONE else word(action, "zh"))


def test_a_segment_is_found_by_name_id_pinyin_and_initials() -> None:
    key = search_key(replace(segment("photoresist", "光刻胶"), name_en="Photoresist"))
    assert all(text in key for text in ("光刻胶", "photoresist", "guangkejiao", "gkj"))


def test_details_hold_reason_numbers_and_the_cells_of_suppliers() -> None:
    view, result = _ic()
    one = next(one for one in result.segments if one.companies["lingang"].certain)
    detail = _nodes(_found())[one.segment.segment_id]["detail"]
    assert detail["reason"] == view.reason(one, result.chain)
    assert [row[0] for row in detail["numbers"]] == [view.region(region) for region in view.assessment.ladder]
    inside = detail["suppliers"][0]
    assert "临港新片区" in inside["title"]
    assert re.fullmatch(r"ic-materials\.xlsx\[企业\]!\d+:\d+", inside["rows"][0]["cell"])


def test_without_details_nothing_of_suppliers_is_sent() -> None:
    view, result = _ic()
    slim = elements(view, result, details=False)
    assert all("detail" not in node for node in cast("dict[str, Any]", slim)["nodes"])
    assert len(json.dumps(slim)) < 0.6 * len(json.dumps(_found()))


@pytest.mark.parametrize("language", LANGUAGES)
def test_equal_inputs_give_equal_bytes(language: Language) -> None:
    view, result = _ic(language)
    assert html(view, result) == html(view, result)


def test_the_file_is_in_the_language_asked_for() -> None:
    view, result = _ic("en")
    page = html(view, result)
    assert '<html lang="en">' in page
    texts = cast("dict[str, Any]", elements(view, result))["texts"]
    assert not [text for text in texts.values() if re.search("[\u4e00-\u9fff]", text)]


class _Parts(HTMLParser):
    """Tags of a page, and the text of its scripts."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.scripts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag == "script":
            self.scripts.append("")

    def handle_data(self, data: str) -> None:
        if self.tags and self.tags[-1][0] == "script":
            self.scripts[-1] += data


def _parsed(page: str) -> _Parts:
    parts = _Parts()
    parts.feed(page)
    return parts


def test_the_file_loads_nothing() -> None:
    page = html(*_ic())
    parts = _parsed(page)
    assert not [tag for tag, attributes in parts.tags if "src" in attributes or tag in {"link", "iframe", "img"}]
    assert "default-src 'none'" in page
    assert "@import" not in style_source()
    assert "url(" not in style_source()
    assert "http" not in script_source().replace("http://www.w3.org/2000/svg", "")


def _hostile() -> tuple[View, ChainResult]:
    """The worked example with names, groups, quotes and companies that try to break out."""
    view = example_view()
    chain = view.dataset.chains[0]
    segments = tuple(
        replace(
            one,
            name_zh=HOSTILE + one.name_zh,
            name_en=HOSTILE,
            group=HOSTILE,
            policy_quote=HOSTILE,
            policy_action=PolicyAction.FILL,
        )
        for one in chain.segments
    )
    suppliers = view.dataset.suppliers.assign(company=HOSTILE, product=HOSTILE, source=HOSTILE)
    hostile: Chain = replace(chain, name_zh=HOSTILE, name_en=HOSTILE, segments=segments)
    dataset: Dataset = replace(view.dataset, chains=(hostile,), suppliers=suppliers)
    assessment = assess(dataset, view.assessment.parameters)
    return View(assessment=assessment, dataset=dataset, language="zh"), assessment.chains[0]


def test_texts_of_users_cannot_leave_the_json() -> None:
    view, result = _hostile()
    page = html(view, result)
    parts = _parsed(page)
    assert len(parts.scripts) == 4
    assert "alert(1)" in parts.scripts[1]
    assert json.loads(parts.scripts[1])["nodes"][0]["label"].startswith(HOSTILE)
    assert not [tag for tag, attributes in parts.tags if tag == "img" or "onerror" in attributes]
    assert "<title>&lt;/script&gt;" in page


def test_json_in_a_script_has_no_character_that_html_or_javascript_reads() -> None:
    text = script_json({"text": HOSTILE, "b": 1, "a": 2})
    assert not set("<>&\u2028\u2029") & set(text)
    assert json.loads(text)["text"] == HOSTILE
    assert text.index('"a"') < text.index('"b"')


def test_scripts_of_ours_never_write_html() -> None:
    for word_ in ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "new Function", "DOMParser"):
        assert word_ not in script_source()
    assert "</script" not in script_source() + vis_source()


def test_vis_network_is_the_one_that_was_tested() -> None:
    assert hashlib.sha256(vis_source().encode()).hexdigest() == VIS_SHA256
    assert "@version 9.1.2" in vis_source()


def test_the_style_sheet_has_the_colours_of_the_table() -> None:
    for role in (LIGHT, DARK):
        assert all(f"--{name}: {colour.lower()}" in style_source() for name, colour in role.items())


def test_a_map_says_the_plans_actions_in_one_way_and_its_footer_which() -> None:
    view = shipped_view("en")
    for chain in view.assessment.chains:
        shown = cast("dict[str, Any]", elements(view, chain, details=False))
        drawn = {(node["plan"], node["plan_mark"]) for node in shown["nodes"] if node["plan"]}
        short = {pair for pair in drawn if pair[0] != pair[1]}
        footer = shown["texts"]["legend-mark"]
        assert not short or {plan for plan, _ in drawn - short} <= {"fill", "seed"}  # as short as words as they are
        assert all(f"{mark} {plan}" in footer for plan, mark in short)
        assert ("(" in footer) == bool(short)
