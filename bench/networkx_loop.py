"""The peer: what one would write first. A networkx graph, scored again from the start for every segment."""

import networkx as nx
import numpy as np

from chainmap.analysis.network import Array, Network


def graph(network: Network) -> "nx.DiGraph[int]":
    """The network as a DiGraph with v and f on nodes, a and essential on edges; acyclic, without substitute groups."""
    made: nx.DiGraph[int] = nx.DiGraph()
    for at, segment_id in enumerate(network.segment_ids):
        made.add_node(at, name=segment_id, v=float(network.own_value_share[at]), f=float(network.final_share[at]))
    for group in network.groups:
        made.add_edge(group.members[0], group.user, a=group.share, essential=group.essential is not False)
    return made


def scores(made: "nx.DiGraph[int]", d: Array) -> tuple[float, float]:
    """Self-reliance and continuity on lo."""
    s: dict[int, float] = {}
    h: dict[int, float] = {}
    for at in nx.topological_sort(made):
        v = made.nodes[at]["v"]
        inputs = [(made.edges[j, at], s[j], h[j]) for j in made.predecessors(at)]
        s[at] = d[at] * (v + sum(edge["a"] * content for edge, content, _ in inputs))
        held = min((run for edge, _, run in inputs if edge["essential"]), default=1.0)
        total = sum(edge["a"] for edge, _, _ in inputs)
        lost = sum(edge["a"] / total * (1 - run) for edge, _, run in inputs if not edge["essential"])
        h[at] = max(0.0, min(d[at], held, 1 - lost))
    final = {at: made.nodes[at]["f"] for at in made}
    return sum(final[at] * s[at] for at in made), sum(final[at] * h[at] for at in made)


def gains(made: "nx.DiGraph[int]", d: Array) -> tuple[Array, Array]:
    """ΔR and ΔK of filling each segment, by scoring once per segment."""
    now = scores(made, d)
    filled = []
    for at in range(len(d)):
        changed = d.copy()
        changed[at] = 1.0
        after = scores(made, changed)
        filled.append((after[0] - now[0], after[1] - now[1]))
    both = np.array(filled)
    return both[:, 0], both[:, 1]
