"""Moves of items within one layer that remove crossings, and the keys by which a layer is sorted. Plain functions on places.

`cost[u][v]` is the crossings of u before v less those of v before u.
"""

import numpy as np
from numpy.typing import NDArray

Places = NDArray[np.int64]
Numbers = NDArray[np.float64]


def exchange(run: list[int], cost: list[list[float]], *, far: bool) -> list[int]:
    """Neighbours exchanged until no exchange removes a crossing; with `far`, once also those that change nothing."""
    order = list(run)
    gained = True
    while gained:
        gained = False
        for at in range(len(order) - 1):
            change = cost[order[at]][order[at + 1]]
            if change > 0 or (far and change == 0):
                order[at], order[at + 1] = order[at + 1], order[at]
                gained = gained or change > 0
        far = False
    return order


def sift(run: list[int], cost: list[list[float]]) -> list[int]:
    """Each item in turn taken out and put where it costs least."""
    order = list(run)
    for item in run:
        at = order.index(item)
        least, to = 0.0, at
        for direction, sign in ((-1, 1.0), (1, -1.0)):
            change, place = 0.0, at + direction
            while 0 <= place < len(order):
                change += sign * cost[item][order[place]]
                if change < least:
                    least, to = change, place
                place += direction
        order.insert(to, order.pop(at))
    return order


def runs(places: list[int], groups: list[int]) -> list[list[int]]:
    """The places cut where the group changes."""
    found: list[list[int]] = []
    for place in places:
        if found and groups[found[-1][-1]] == groups[place]:
            found[-1].append(place)
        else:
            found.append([place])
    return found


def medians(join: Numbers, rank: Numbers) -> Numbers:
    """Per row the median place of its neighbours; of an even number, nearer to the side where they stand closer together."""
    medians = np.zeros(len(join))
    for row, neighbours in enumerate(join > 0):
        places = np.sort(rank[neighbours])
        half = len(places) // 2
        if len(places) % 2:
            medians[row] = places[half]
        elif len(places):
            left, right = places[half - 1] - places[0], places[-1] - places[half]
            share = left / (left + right) if left + right else 0.5
            medians[row] = places[half - 1] * (1 - share) + places[half] * share
    return medians


def rank(places: Places) -> Numbers:
    """Place in the order of every item: the inverse permutation."""
    rank = np.empty(len(places))
    rank[places] = np.arange(len(places))
    return rank
