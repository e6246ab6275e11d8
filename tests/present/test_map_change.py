"""The map of a difference: every segment of both sides is on it once, with what became of it."""

import json
import re
from collections import Counter
from dataclasses import replace
from html import unescape
from typing import Any, cast

import pytest

from chainmap.analysis.assess import assess
from chainmap.analysis.assessment import SegmentResult
from chainmap.analysis.scenario import UnknownName, changes, scenario
from chainmap.model.chain import Chain, Dependency
from chainmap.model.vocabulary import PolicyAction, Verdict
from chainmap.present.chain_map import html
from chainmap.present.chain_svg import svg_of
from chainmap.present.map_change import CHANGE_STYLES, ChangeKind, difference_elements, united
from chainmap.present.numbers import percent
from chainmap.present.segment_sides import Side, both_sides, sides_panel
from chainmap.present.verdict_style import LIGHT, contrast
from chainmap.present.view import View
from chainmap.present.words import LANGUAGES, Language
from tests.present.chains import CELL, segment
from tests.present.views import example_view, shipped_view


def _found(before: View, after: View, chain_id: str) -> dict[str, Any]:
    return cast("dict[str, Any]", difference_elements(Side(view=before, name="甲"), Side(view=after, name="乙"), chain_id))


def _kinds(found: dict[str, Any]) -> dict[str, str]:
    return {node["id"]: node["looks"]["change"].removeprefix("change:") for node in found["nodes"]}


def _after(view: View, *steps: tuple[str, ...]) -> View:
    read = changes(view.dataset, list(steps))
    assert not isinstance(read, UnknownName)
    return replace(view, assessment=scenario(view.dataset, view.assessment, read).after)


def _segment(view: View, segment_id: str) -> SegmentResult:
    return next(one for one in view.assessment.chain("ic-materials").segments if one.segment.segment_id == segment_id)


def _changed(view: View, chain: Chain) -> View:
    dataset = replace(view.dataset, chains=(chain,))
    return View(assessment=assess(dataset, view.assessment.parameters), dataset=dataset, language=view.language)


def test_a_filled_gap_is_better_and_nothing_else_gets_another_verdict() -> None:
    view = shipped_view()
    found = _found(view, _after(view, ("fill", "ic-materials/sputtering-target")), "ic-materials")
    kinds = _kinds(found)
    assert kinds["sputtering-target"] == "better"
    node = next(node for node in found["nodes"] if node["id"] == "sputtering-target")
    assert node["notes"]["change"].startswith("缺链 → ")
    assert "覆盖 0 % → 100 %" in node["whys"]["change"].replace("\xa0", " ")
    assert Counter(kinds.values())["better"] == 1
    assert found["start"] == found["ladder"][0]["id"] == "change"
    assert "裁定变化 1 个" in found["ladder"][0]["note"]
    assert "本地覆盖率" in found["ladder"][0]["note"]


def test_a_cut_region_makes_worse() -> None:
    view = shipped_view()
    kinds = Counter(_kinds(_found(view, _after(view, ("cut-region", "china")), "ic-materials")).values())
    assert kinds["worse"] > 0
    assert kinds["better"] == kinds["up"] == 0


def test_the_other_way_round_better_is_worse() -> None:
    view = shipped_view()
    after = _after(view, ("fill", "ic-materials/sputtering-target"))
    assert _kinds(_found(after, view, "ic-materials"))["sputtering-target"] == "worse"


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_changed_says_so(language: Language) -> None:
    view = shipped_view(language)
    found = _found(view, view, "ic-materials")
    assert set(_kinds(found).values()) == {"same"}
    assert found["ladder"][0]["note"] == view.say("map.difference-none")


def test_what_came_and_what_went_are_both_drawn() -> None:
    view = example_view()
    chain = view.dataset.chains[0]
    gone = chain.segments[0].segment_id
    kept = tuple(one for one in chain.segments if one.segment_id != gone)
    links = tuple(one for one in chain.dependencies if gone not in (one.upstream, one.downstream))
    new = Dependency(upstream="new-part", downstream=kept[-1].segment_id, cell=CELL)
    changed = replace(
        chain, segments=(*kept, segment("new-part", "新部件", plan=PolicyAction.FILL)), dependencies=(*links, new), resources=()
    )
    dataset = replace(view.dataset, suppliers=view.dataset.suppliers[view.dataset.suppliers["segment_id"] != gone])
    after = _changed(replace(view, dataset=dataset), changed)
    found = _found(view, after, chain.chain_id)
    kinds = _kinds(found)
    assert (kinds[gone], kinds["new-part"]) == ("removed", "added")
    drawn = svg_of(found, united(Side(view=view, name="甲"), Side(view=after, name="乙"), chain.chain_id)).decode()
    assert f'stroke="{CHANGE_STYLES[ChangeKind.ADDED].colour}" stroke-width="2"/>' in drawn
    assert f'stroke="{CHANGE_STYLES[ChangeKind.REMOVED].colour}" stroke-width="2" stroke-dasharray="5 3"' in drawn
    assert len(kinds) == len(chain.segments) + 1
    edges = {(edge["from"], edge["to"]): edge["change"] for edge in found["edges"]}
    assert edges["new-part", kept[-1].segment_id] == "added"
    assert {edges[one.upstream, one.downstream] for one in chain.dependencies if gone in (one.upstream, one.downstream)} == {
        "removed"
    }
    assert {edges[one.upstream, one.downstream] for one in links} <= {""}
    assert json.loads(json.dumps(found)) == found


def test_a_chain_that_one_side_lacks_is_added_or_removed_as_a_whole() -> None:
    view = shipped_view()
    without = replace(view, assessment=replace(view.assessment, chains=view.assessment.chains[1:]))
    name = view.assessment.chains[0].chain.chain_id
    assert set(_kinds(_found(without, view, name)).values()) == {"added"}
    assert set(_kinds(_found(view, without, name)).values()) == {"removed"}
    with pytest.raises(KeyError):
        _found(without, without, name)


def test_it_becomes_a_file_and_a_picture_like_any_map() -> None:
    view = shipped_view()
    sides = Side(view=view, name="甲"), Side(view=_after(view, ("fill", "ic-materials/sputtering-target")), name="乙")
    found, chain = difference_elements(*sides, "ic-materials"), united(*sides, "ic-materials")
    assert "缺链 → " in html(sides[1].view, chain, shown=found)
    drawn = svg_of(found, chain).decode()
    assert "裁定变好 1" in drawn
    assert "变化 · 甲 → 乙" in drawn


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_segment_is_told_as_it_was_and_as_it_is(language: Language) -> None:
    view = shipped_view(language)
    before, after = Side(view=view, name="甲"), Side(view=_after(view, ("fill", "ic-materials/sputtering-target")), name="乙")
    rows = {label: (was, now) for label, was, now in both_sides(before, after, "ic-materials", "sputtering-target")}
    assert rows[view.say("column.verdict")][0] == view.word(Verdict.MISSING)
    assert rows[view.say("column.cover")] == (percent(0.0), percent(1.0))
    panel = str(sides_panel(before, after, "ic-materials", "sputtering-target"))
    assert panel.index('<th scope="col">甲') < panel.index('<th scope="col">乙')
    assert view.reason(_segment(view, "sputtering-target"), view.assessment.chain("ic-materials").chain) in unescape(
        re.sub("<[^>]*>", "", panel)
    )


def test_every_number_of_a_side_asks_that_side() -> None:
    view = shipped_view()
    before = Side(view=view, name="甲")
    after = Side(view=_after(view, ("fill", "ic-materials/sputtering-target")), name="乙", asks="version=a&b")
    panel = str(sides_panel(before, after, "ic-materials", "sputtering-target"))
    asked = re.findall('data-event="why:([^"]*)"', panel)
    cover = f"cover:ic-materials/sputtering-target:{view.assessment.region}"
    assert {cover, f"version=a&amp;b;{cover}"} <= set(asked)
    alone = str(sides_panel(before, replace(after, asks=""), "ic-materials", "sputtering-target"))
    assert sorted(one.rpartition(";")[2] for one in asked) == sorted(re.findall('data-event="why:([^"]*)"', alone))
    _, _, details = panel.partition("</table>")
    later = details.partition("<details")[0]
    assert re.findall('data-event="why:', later) and not re.search('data-event="why:(?!version=)', later)


def test_a_removed_segment_is_told_as_the_older_side_has_it() -> None:
    view = shipped_view()
    old = view.dataset.chain("ic-materials")
    links = tuple(one for one in old.dependencies if "photomask" not in (one.upstream, one.downstream))
    chain = replace(old, segments=tuple(one for one in old.segments if one.segment_id != "photomask"), dependencies=links)
    suppliers = view.dataset.suppliers
    without = replace(view, dataset=replace(view.dataset, suppliers=suppliers[suppliers["segment_id"] != "photomask"]))
    before, after = Side(view=view, name="甲"), Side(view=_changed(without, chain), name="乙")
    found = _found(before.view, after.view, "ic-materials")
    told = next(node for node in found["nodes"] if node["id"] == "photomask")["detail"]
    assert [row[2] for row in told["sides"]["rows"]] == ["—"] * len(told["sides"]["rows"]) != []
    company = suppliers[suppliers["segment_id"] == "photomask"]["company"].iloc[0]
    assert company in json.dumps(told["suppliers"], ensure_ascii=False)
    panel = str(sides_panel(before, after, "ic-materials", "photomask"))
    assert company in unescape(panel)
    assert view.say("map.gone", name="甲") in unescape(panel)
    assert sides_panel(before, after, "ic-materials", "no-such") is None


def test_white_text_on_worse_can_be_read_and_no_two_kinds_share_a_sign() -> None:
    assert contrast("#FFFFFF", CHANGE_STYLES[ChangeKind.WORSE].colour) >= 4.5
    assert contrast(LIGHT["paper"], CHANGE_STYLES[ChangeKind.REMOVED].colour) >= 4.5
    assert len({style.sign for style in CHANGE_STYLES.values()}) == len(ChangeKind)
