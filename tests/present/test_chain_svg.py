"""The SVG says in text what the map shows, is well-formed whatever the names are, and names fonts instead of loading any."""

from dataclasses import replace
from typing import Any, cast
from xml.etree import ElementTree

import pytest

from chainmap.analysis.assess import assess
from chainmap.present.chain_map import elements
from chainmap.present.chain_svg import svg, svg_of
from chainmap.present.folding import foldable, folded_chain
from chainmap.present.view import View
from chainmap.present.words import LANGUAGES, Language
from tests.present.chains import SHIPPED
from tests.present.views import example_view, shipped_view

SPACE = "{http://www.w3.org/2000/svg}"


def _texts(drawn: bytes) -> list[str]:
    return [one.text or "" for one in ElementTree.fromstring(drawn).iter(f"{SPACE}text")]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", SHIPPED)
def test_every_name_stands_in_it_as_text(name: str, language: Language) -> None:
    view = shipped_view(language)
    result = view.assessment.chain(name)
    drawn = svg(view, result)
    written = "".join(_texts(drawn)).replace(" ", "")
    assert all(view.segment(one).replace(" ", "") in written for one in result.chain.segments)
    assert "Noto Sans CJK SC" in ElementTree.fromstring(drawn).attrib["font-family"]
    assert b"href" not in drawn
    assert b"<image" not in drawn


def test_title_legend_source_and_date_are_in_it() -> None:
    view = shipped_view()
    texts = _texts(svg(view, view.assessment.chain("ic-materials")))
    assert texts[0] == "集成电路材料产业链图 · 裁定 · 临港新片区"
    assert texts[-1] == "来源：ic-materials.xlsx · 数据截至 2026-11-23"
    assert any(one.startswith("缺链 ") for one in texts)


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_said_about_a_small_drawing_has_its_room(language: Language) -> None:
    view = example_view(language)
    chain = replace(view.assessment.chains[0].chain, name_zh="高纯半导体级电子特种气体前驱体及其配套材料", as_of=None)
    drawn = svg(view, replace(view.assessment.chains[0], chain=chain))
    root = ElementTree.fromstring(drawn)
    assert float(root.attrib["width"]) >= 21 * 16
    assert "textLength" not in root.findall(f"{SPACE}text")[0].attrib
    texts = _texts(drawn)
    assert {view.say(f"map.line-{one}") for one in ("essential", "not-essential", "unknown")} <= set(texts)
    assert texts[-1] == view.say("map.source-undated", source=chain.file)


def test_equal_inputs_give_equal_bytes() -> None:
    view = shipped_view()
    result = view.assessment.chain("ic-materials")
    assert svg(view, result) == svg(view, result)


def test_it_is_coloured_and_folded_as_the_page_is() -> None:
    view = shipped_view()
    result = view.assessment.chain("ic-materials")
    shown = elements(view, result, details=False)
    groups = foldable(result.chain)
    texts = _texts(svg_of(shown, result, region="shanghai", fold=groups))
    assert texts[0].endswith("覆盖 · 上海")
    kept = {one.name_zh for one in folded_chain(result.chain, groups).segments}
    written = "".join(texts)
    assert all(name in written for name in kept)
    gone = {one.name_zh for one in result.chain.segments} - kept
    assert not [name for name in gone if name in texts]


def test_names_that_try_to_break_out_stay_text() -> None:
    view = example_view()
    hostile = "</text><script>alert(1)</script>&\"'\x08\ufffe"
    chain = view.dataset.chains[0]
    segments = tuple(replace(one, name_zh=hostile + one.name_zh, group=hostile) for one in chain.segments)
    dataset = replace(view.dataset, chains=(replace(chain, segments=segments, name_zh=hostile),))
    assessment = assess(dataset, view.assessment.parameters)
    drawn = svg(View(assessment=assessment, dataset=dataset, language="zh"), assessment.chains[0])
    root = ElementTree.fromstring(drawn)
    assert not list(root.iter(f"{SPACE}script"))
    assert "alert(1)" in cast("Any", root.find(f"{SPACE}title")).text
