"""Which are the shortest few paths of a graph, and which ways are there at all? All of it bounded.

Dijkstra's for one path, Yen's for the next ones; all ways only up to a number of them.

A cost has parts that are compared in order and added part by part, so that "least of this, then least of that" is one
order. A graph is a function from a node to its neighbours and what a step to each costs.
"""

from __future__ import annotations

import heapq
from collections import deque
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import TypeAlias

Cost: TypeAlias = tuple[float, float, float]
Neighbours: TypeAlias = Callable[[str], Iterable[tuple[str, Cost]]]
_MOST_TRIED = 400  # shortest paths asked for in all, for one answer
_MOST_LOOKED_AT = 4_000  # beginnings of ways looked at in all, for one answer


def shortest_to_all(neighbours: Neighbours, start: str, most_steps: int) -> dict[str, tuple[Cost, tuple[str, ...]]]:
    """Dijkstra's paths, cheapest first; costs are compared in order of their parts and added part by part."""
    done: dict[str, tuple[Cost, tuple[str, ...]]] = {}
    queue: list[tuple[Cost, tuple[str, ...]]] = [((0.0, 0.0, 0.0), (start,))]
    while queue:
        cost, path = heapq.heappop(queue)
        if path[-1] in done:
            continue
        done[path[-1]] = (cost, path)
        if len(path) <= most_steps:
            for other, more in neighbours(path[-1]):
                if other not in done:
                    heapq.heappush(queue, (plus(cost, more), (*path, other)))
    return done


def _shortest(
    neighbours: Neighbours,
    start: str,
    goal: str,
    most_steps: int,
    *,
    avoiding: Collection[str] = (),
    not_next: Collection[str] = (),
) -> tuple[Cost, tuple[str, ...]] | None:
    def allowed(node: str) -> Iterator[tuple[str, Cost]]:
        for other, cost in neighbours(node):
            if other not in avoiding and not (node == start and other in not_next):
                yield other, cost

    return shortest_to_all(allowed, start, most_steps).get(goal)


def shortest_few(
    neighbours: Neighbours, start: str, goal: str, most: int, most_steps: int
) -> Iterator[tuple[str, ...]]:
    """Yen's algorithm: the next best path leaves one of those found at some class, by a step none of them takes."""
    first = _shortest(neighbours, start, goal, most_steps)
    candidates = [first] if first is not None else []
    found: list[tuple[str, ...]] = []
    tried = 0
    while candidates and len(found) < most:
        _, path = heapq.heappop(candidates)
        if path in found:
            continue
        found.append(path)
        yield path
        for place in range(len(path) - 1):
            root = path[: place + 1]
            taken = {other[place + 1] for other in found if other[: place + 1] == root and len(other) > place + 1}
            tried += 1
            rest = _shortest(neighbours, path[place], goal, most_steps, avoiding=root[:-1], not_next=taken)
            if rest is not None and place + len(rest[1]) - 1 <= most_steps and tried <= _MOST_TRIED:
                whole = (*root[:-1], *rest[1])
                heapq.heappush(candidates, (plus(_cost_of(neighbours, root), rest[0]), whole))


def all_ways(
    ahead: Mapping[str, Sequence[str]], start: str, goal: str, most_steps: int, most: int
) -> Iterator[tuple[str, ...]]:
    """Ways without a circle, those of fewer steps first, at most `most` of them; every node of `ahead` leads on."""
    queue: deque[tuple[str, ...]] = deque([(start,)])
    found = tried = 0
    while queue and found < most and tried < _MOST_LOOKED_AT:
        path = queue.popleft()
        tried += 1
        if path[-1] == goal:
            found += 1
            yield path
        elif len(path) <= most_steps:
            queue.extend((*path, other) for other in ahead[path[-1]] if other not in path)


def _cost_of(neighbours: Neighbours, path: Sequence[str]) -> Cost:
    total: Cost = (0.0, 0.0, 0.0)
    for start, end in pairwise(path):
        total = plus(total, dict(neighbours(start))[end])
    return total


def plus(one: Cost, other: Cost) -> Cost:
    return one[0] + other[0], one[1] + other[1], one[2] + other[2]
