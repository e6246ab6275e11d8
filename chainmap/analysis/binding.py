"""What holds a segment down: the inputs at which a low value begins (METHOD sections 4 and 6).

Both questions walk from a segment up its inputs and stop where a segment's own cover is the cause.
"""

from collections.abc import Callable

from chainmap.analysis.network import Array, InputGroup, Network

_SAME = 1e-9
Causes = Callable[[int], tuple[bool, list[int]]]  # of a segment: is it a cause itself, and which inputs lead on


def held_by(network: Network, d_lo: Array, h_lo: Array, segment: int) -> tuple[int, ...]:
    """Segments that hold the output of `segment` down in a stop of deliveries, nearest first; empty when it runs in full.

    On the way up an essential (or unknown) input counts when it equals the value it holds down; of inputs that only
    reduce output together, all that fall short do. Of substitutes the best one counts.
    """
    if h_lo[segment] >= 1 - _SAME:
        return ()
    inputs = _inputs(network)

    def causes(at: int) -> tuple[bool, list[int]]:
        holding = [group for group in inputs[at] if _best(h_lo, group) < 1 - _SAME and holds(group, at)]
        best = [member for group in holding for member in group.members if h_lo[member] >= _best(h_lo, group) - _SAME]
        return bool(d_lo[at] <= h_lo[at] + _SAME), best

    def holds(group: InputGroup, at: int) -> bool:
        bottleneck = group.essential is not False and _best(h_lo, group) <= h_lo[at] + _SAME
        return bottleneck or (group.essential is not True and _reduced(network, inputs[at], h_lo, at) <= h_lo[at] + _SAME)

    return _walk(segment, causes)


def hollowed_by(network: Network, d: Array, s: Array, segment: int, below: float) -> tuple[int, ...]:
    """Upstream segments whose own cover `d` is below the threshold and reaches `segment` through inputs of low content.

    Where no single one is that low, the inputs that cost most, up to three.
    """
    inputs = _inputs(network)

    def causes(at: int) -> tuple[bool, list[int]]:
        low = [group for group in inputs[at] if _best(s, group) < below]
        ordered = sorted(low, key=lambda group: (-group.share * (1 - _best(s, group)), group.members))
        return bool(at != segment and d[at] < below), [member for group in ordered for member in group.members]

    found = _walk(segment, causes)
    if found:
        return found
    costly = sorted(inputs[segment], key=lambda group: (-group.share * (1 - _best(s, group)), group.members))
    return tuple(member for group in costly[:3] if _best(s, group) < 1 - _SAME for member in group.members)


def _walk(segment: int, causes: Causes) -> tuple[int, ...]:
    """Breadth first from a segment; a segment that is a cause itself is not passed."""
    found: list[int] = []
    seen, ahead = {segment}, [segment]
    while ahead:
        at = ahead.pop(0)
        itself, inputs = causes(at)
        if itself:
            found.append(at)
            continue
        fresh = [one for one in dict.fromkeys(inputs) if one not in seen]
        seen.update(fresh)
        ahead += fresh
    return tuple(found)


def _inputs(network: Network) -> list[list[InputGroup]]:
    inputs: list[list[InputGroup]] = [[] for _ in range(network.size)]
    for group in network.groups:
        inputs[group.user].append(group)
    return inputs


def _best(values: Array, group: InputGroup) -> float:
    return float(max(values[member] for member in group.members))


def _reduced(network: Network, groups: list[InputGroup], h_lo: Array, at: int) -> float:
    """1 − Σ a' (1 − z) over the inputs that are not known to be essential."""
    total = 1 - float(network.own_value_share[at])
    return 1 - sum(group.share / total * (1 - _best(h_lo, group)) for group in groups if group.essential is not True)
