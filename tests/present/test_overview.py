"""The overview at a glance: all chains together, chips under each other, no after-loss value where nothing is known."""

import re
from dataclasses import replace

from chainmap.analysis.assessment import SegmentResult
from chainmap.model.vocabulary import Verdict
from chainmap.present.gap_list import gaps
from chainmap.present.overview import overview
from chainmap.present.verdict_strip import verdict_strip
from chainmap.present.view import View
from tests.present.views import shipped_view


def chips(strip: str) -> list[tuple[str, int, bool]]:
    """Verdict, number, and whether it is there to be seen, of every chip in its order."""
    found = re.findall(r'(<button|cm-unfilled)(?:(?!<button|cm-unfilled).)*?cm-verdict cm-([\w-]+)".*?<b>(\d+)</b>', strip)
    return [(verdict, int(number), kind == "<button") for kind, verdict, number in found]


def strips(view: View) -> list[list[tuple[str, int, bool]]]:
    return [chips(verdict_strip(view, [chain], asked="{verdict}")) for chain in view.assessment.chains]


def test_chips_of_one_verdict_stand_under_each_other() -> None:
    view = shipped_view()
    every = [[verdict for verdict, _, _ in strip] for strip in strips(view)]
    assert len(every) == 5 and every[0] and all(one == every[0] for one in every)
    for chain, strip in zip(view.assessment.chains, strips(view), strict=True):
        counted = {verdict: sum(one.verdict is verdict for one in chain.segments) for verdict in Verdict}
        assert {verdict: number for verdict, number, seen in strip if seen} == {one.value: n for one, n in counted.items() if n}


def test_all_chains_together_stand_above_them_and_add_up() -> None:
    view = shipped_view()
    together = overview(view, label="x").partition("</article>")[0]
    size = sum(len(chain.segments) for chain in view.assessment.chains)
    assert "5 条链合计" in together and f">{size}</button> 个环节" in together
    assert sum(number for _, number, _ in chips(together)) == size
    assert set(re.findall(r'data-event="why:([^"]*)"', together.partition("<article")[2])) == {"chains:"}
    assert "条链合计" not in overview(view.only("ic-materials"), label="x")


def test_a_score_of_which_nothing_is_known_says_so_of_its_after_loss_value_too() -> None:
    block = overview(shipped_view(), label="x").partition("生物医用材料</button></h2>")[2].partition("</article>")[0]
    assert re.search(r'data-event="why:continuity:biomedical-materials" title="[^"]+">稳健值未知<', block)
    assert "after-loss:continuity:biomedical-materials" not in block


def test_segments_of_one_name_are_told_apart_by_their_chains() -> None:
    view = shipped_view()
    best, other = gaps(view)[:2]
    name = best.result.segment.name_zh

    def renamed(one: SegmentResult) -> SegmentResult:
        return replace(one, segment=replace(one.segment, name_zh=name)) if one is other.result else one

    chains = tuple(replace(chain, segments=tuple(map(renamed, chain.segments))) for chain in view.assessment.chains)
    same = overview(replace(view, assessment=replace(view.assessment, chains=chains)), label="")
    assert all(f"{name}（{gap.chain.chain.name_zh}）" in same for gap in (best, other))
    assert f"{name}（" not in overview(view, label="")
