"""Chains for tests of the map: written by hand and generated; names of the shipped ones."""

import random

from chainmap.model.chain import Chain, Dependency, Segment
from chainmap.model.finding import Cell
from chainmap.model.vocabulary import PolicyAction, Stage

CELL = Cell(file="链.xlsx", sheet="环节", row=2)
SHIPPED = ("aerospace-materials", "biomedical-materials", "ic-materials", "new-energy-materials", "smart-vehicle-materials")


def chain(edges: str, *, names: dict[str, str] | None = None, groups: dict[str, str] | None = None) -> Chain:
    """A chain from "a>c b>c"; a lone "d" is a segment without dependencies."""
    pairs = [tuple(part.split(">")) for part in edges.split()]
    ids = dict.fromkeys(one for pair in pairs for one in pair)
    return Chain(
        chain_id="example",
        name_zh="示例",
        name_en="Example",
        segments=tuple(segment(one, (names or {}).get(one, one), group=(groups or {}).get(one, "")) for one in ids),
        dependencies=tuple(Dependency(upstream=pair[0], downstream=pair[1], cell=CELL) for pair in pairs if len(pair) == 2),
        file="链.xlsx",
    )


def segment(segment_id: str, name: str, *, group: str = "", plan: PolicyAction = PolicyAction.NONE) -> Segment:
    """A material of the chain."""
    return Segment(segment_id=segment_id, name_zh=name, group=group, stage=Stage.MATERIAL, policy_action=plan, cell=CELL)


def generated(count: int, layers: int, seed: int) -> Chain:
    """A chain of this size as chains are: most inputs go to a user near by, some feed several layers further on."""
    dice = random.Random(seed)
    layer = sorted(dice.choices(range(layers), weights=[1] + [4] * (layers - 1), k=count))
    at = [dice.random() for _ in range(count)]
    edges = set()
    for node in range(count):
        for _ in range(dice.choice([1, 1, 1, 2, 2, 3])):
            reach = dice.choice([1, 1, 1, 2, 3])
            users = [other for other in range(count) if layer[node] - reach <= layer[other] < layer[node]]
            if users:
                edges.add((node, min(users, key=lambda other: abs(at[other] - at[node]) + dice.random() * 0.25)))
    names = {
        f"s{node}": dice.choice(("高纯石英砂与坩埚", "光刻胶", "研磨粒子(硅溶胶/氧化铈)", "电子特气")) for node in range(count)
    }
    return chain(
        " ".join([f"s{node}" for node in range(count)] + [f"s{one}>s{other}" for one, other in sorted(edges)]), names=names
    )
