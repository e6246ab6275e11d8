"""Layers of a drawing: how far each node stands from an end. Nodes are integers, 0..n−1."""

from collections.abc import Sequence

Edge = tuple[int, int]  # upstream, downstream


def layers_to_end(node_count: int, edges: Sequence[Edge]) -> list[int]:
    """Layer of every node: the length of its longest path to an end, so that each input stands next to its first user.

    Edges (upstream, downstream) that close a cycle are left out, in the order of the depth-first search from node 0.
    """
    users = _adjacent(node_count, _without_cycles(node_count, edges))
    layer = [-1] * node_count
    for root in range(node_count):
        stack = [root]
        while stack:
            node = stack[-1]
            open_users = [user for user in users[node] if layer[user] < 0]
            if open_users:
                stack.extend(open_users)
            else:
                layer[node] = max((layer[user] + 1 for user in users[node]), default=0)
                stack.pop()
    return layer


def _adjacent(node_count: int, edges: Sequence[Edge]) -> list[list[int]]:
    users: list[list[int]] = [[] for _ in range(node_count)]
    for upstream, downstream in edges:
        users[upstream].append(downstream)
    return users


def _without_cycles(node_count: int, edges: Sequence[Edge]) -> list[Edge]:
    """The edges but those that lead back to a node which the search is still in."""
    users = _adjacent(node_count, edges)
    entered, left = [False] * node_count, [False] * node_count
    back: set[Edge] = set()
    for root in range(node_count):
        if entered[root]:
            continue
        entered[root] = True
        stack = [(root, iter(users[root]))]
        while stack:
            node, onward = stack[-1]
            user = next(onward, None)
            if user is None:
                left[node] = True
                stack.pop()
            elif not entered[user]:
                entered[user] = True
                stack.append((user, iter(users[user])))
            elif not left[user]:
                back.add((node, user))
    return [edge for edge in edges if edge not in back]
