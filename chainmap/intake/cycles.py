"""Circles in a directed graph, without recursion: strongly connected components and the shortest way round."""

from collections import deque
from collections.abc import Hashable, Iterable, Mapping
from typing import TypeVar

Node = TypeVar("Node", bound=Hashable)


def components(users: Mapping[Node, Iterable[Node]]) -> list[tuple[Node, ...]]:
    """Strongly connected components (Tarjan 1972), users before inputs; `users` has every node as a key."""
    index: dict[Node, int] = {}
    low: dict[Node, int] = {}
    open_nodes: dict[Node, None] = {}
    found: list[tuple[Node, ...]] = []
    for root in users:
        if root in index:
            continue
        work = [(root, iter(users[root]))]
        index[root] = low[root] = len(index)
        open_nodes[root] = None
        while work:
            node, rest = work[-1]
            for user in rest:
                if user not in index:
                    index[user] = low[user] = len(index)
                    open_nodes[user] = None
                    work.append((user, iter(users[user])))
                    break
                if user in open_nodes:
                    low[node] = min(low[node], index[user])
            else:
                work.pop()
                if work:
                    low[work[-1][0]] = min(low[work[-1][0]], low[node])
                if low[node] == index[node]:
                    found.append(_closed(open_nodes, node))
    return found


def path(users: Mapping[Node, Iterable[Node]], start: Node, end: Node) -> tuple[Node, ...]:
    """The shortest way from `start` to `end`, both included; () when there is none."""
    came_from: dict[Node, Node | None] = {start: None}
    queue = deque([start])
    while queue and end not in came_from:
        node = queue.popleft()
        for user in users[node]:
            if user not in came_from:
                came_from[user] = node
                queue.append(user)
    way: list[Node] = []
    step: Node | None = end if end in came_from else None
    while step is not None:
        way.append(step)
        step = came_from[step]
    return tuple(reversed(way))


def _closed(open_nodes: dict[Node, None], root: Node) -> tuple[Node, ...]:
    members = []
    while True:
        node, _ = open_nodes.popitem()
        members.append(node)
        if node == root:
            return tuple(reversed(members))
