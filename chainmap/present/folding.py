"""The chain with some of its groups folded into one box each, and where everything then stands on the map.

A folded group is laid out like a segment, so its box never lies on another and its lines run around boxes; dependencies
between the same two boxes become one. Whatever a box stands for, a click or a key unfolds it again (chain_map.js).
"""

from collections.abc import Collection, Sequence
from dataclasses import replace

from chainmap.analysis.assessment import ChainResult, SegmentResult
from chainmap.model.chain import Chain, Dependency, Segment
from chainmap.model.parameters import Parameters
from chainmap.model.vocabulary import PolicyAction
from chainmap.present.drafting import TALL, WIDE, Page, box_of_name
from chainmap.present.layout import Layout, layout
from chainmap.present.lettering import text_width
from chainmap.present.map_detail import Json
from chainmap.present.verdict_style import cover_state
from chainmap.present.words import Language

PREFIX = "group:"  # of the id of a group's box; ids of segments are kebab-case and have no colon
_COUNT_WIDTH = 0.7  # em between two counts
_SIGN_WIDTH = 1.2
_NAME_LIMIT = 9.0  # em, of the name of a group


def foldable(chain: Chain) -> list[str]:
    """Groups of two or more segments, in the order of the sheet."""
    groups = [segment.group for segment in chain.segments if segment.group]
    return [group for group in dict.fromkeys(groups) if groups.count(group) > 1]


def folded_chain(chain: Chain, groups: Collection[str]) -> Chain:
    """The chain with each of these groups as one segment, where its first member stood.

    A dependency between two boxes is essential where one of those that it stands for is, and unknown where one is unknown
    and none essential; those within a group are left out.
    """
    boxes = {one.segment_id: box_of(one, groups) for one in chain.segments}
    segments = {boxes[one.segment_id]: _box(chain, one, boxes[one.segment_id]) for one in reversed(chain.segments)}
    merged: dict[tuple[str, str], Dependency] = {}
    for one in chain.dependencies:
        ends = boxes[one.upstream], boxes[one.downstream]
        if ends[0] != ends[1]:
            essential = _stronger(one.essential, merged[ends].essential) if ends in merged else one.essential
            merged[ends] = replace(one, upstream=ends[0], downstream=ends[1], essential=essential)
    order = dict.fromkeys(boxes.values())
    return replace(chain, segments=tuple(segments[box] for box in order), dependencies=tuple(merged.values()))


def box_of(segment: Segment, groups: Collection[str]) -> str:
    """Id of the box that a segment is shown in."""
    return PREFIX + segment.group if segment.group and segment.group in groups else segment.segment_id


def folded_map(result: ChainResult, language: Language, groups: Collection[str], page: Page = WIDE) -> Json:
    """Boxes, lines and lanes of the chain with these groups folded, as plain JSON; None where that is the wide map itself.

    A box has room for a count per look of its segments, however they are coloured. Equal inputs give equal values.
    """
    known = [group for group in foldable(result.chain) if group in groups]
    if not known and page is WIDE:
        return None
    chain = folded_chain(result.chain, known)
    members = {PREFIX + group: [one for one in result.segments if one.segment.group == group] for group in known}
    placed = layout(chain, language, notes={box: _counts_width(found) for box, found in members.items()}, page=page)
    return {
        "groups": list(known),
        "tall": page is TALL,
        "size": [placed.width, placed.height],
        "lanes": lanes_json(placed),
        "boxes": {one.segment_id: _place(placed, one.segment_id) for one in chain.segments},
        "edges": [
            {
                "from": one.upstream,
                "to": one.downstream,
                "line": LINES[one.essential],
                "route": [list(point) for point in placed.routes[one.upstream, one.downstream]],
            }
            for one in chain.dependencies
            if (one.upstream, one.downstream) in placed.routes
        ],
    }


def group_boxes(result: ChainResult, language: Language) -> Json:
    """Size and name of the box of every group that can be folded, for a map that places it by itself."""
    found: dict[str, Json] = {}
    for group in foldable(result.chain):
        members = [one for one in result.segments if one.segment.group == group]
        stack = _box(result.chain, members[0].segment, PREFIX + group)
        box = box_of_name(stack, _NAME_LIMIT, language, {stack.segment_id: _counts_width(members)})
        found[group] = {"lines": list(box.lines), "width": box.width, "height": box.height}
    return found


LINES = {True: "essential", False: "not-essential", None: "unknown"}


def lanes_json(placed: Layout) -> list[Json]:
    """The bands behind the groups."""
    return [
        {
            "group": one.group,
            "label": one.label,
            "left": one.left,
            "top": one.top,
            "width": one.width,
            "height": one.height,
            "members": list(one.segment_ids),
        }
        for one in placed.lanes
    ]


def _place(placed: Layout, box_id: str) -> Json:
    (x, y), box = placed.positions[box_id], placed.boxes[box_id]
    return {
        "x": x, "y": y, "width": box.width, "height": box.height, "lines": list(box.lines), "layer": placed.layers[box_id],
    }  # fmt: skip


def _box(chain: Chain, segment: Segment, box_id: str) -> Segment:
    if box_id == segment.segment_id:
        return segment
    name_en = chain.group_name_en(segment.group)
    bare = replace(segment, segment_id=box_id, group="", group_en="", policy_action=PolicyAction.NONE)
    return replace(bare, name_zh=segment.group, name_en=name_en)


def _stronger(one: bool | None, other: bool | None) -> bool | None:
    if one is True or other is True:
        return True
    return None if one is None or other is None else False


def _counts_width(members: Sequence[SegmentResult]) -> float:
    """Width in em of a sign and a number for each look that the members of a group have, by verdict or by cover."""
    partial_below = Parameters().weak_below
    by_cover = (len({cover_state(one, region, partial_below) for one in members}) for region in members[0].cover)
    return max(len({one.verdict for one in members}), *by_cover) * (_SIGN_WIDTH + text_width(str(len(members))) + _COUNT_WIDTH)
