"""Where do the boxes of a layered drawing stand, so that its lines cross as little as they can?

Columns by the longest way that leads to a box, stand-ins where a line passes a column, order in each column by
barycentre and transposition, heights by least squares without changing the order. What is only beside a box moves
nothing to another column: a box that nothing else joins stands under it. Pure numbers; no names, no colours.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import TypeAlias

from msgspec import Struct

Edge: TypeAlias = tuple[str, str]
Node: TypeAlias = tuple[str, ...]  # ("a class",) or a stand-in: ("from", "to", "column")
Links: TypeAlias = Mapping[Node, tuple[list[Node], list[Node]]]  # what stands before a node, and what behind it
_SWEEPS = 12


class Layout(Struct, frozen=True, kw_only=True):
    """`columns` hold boxes and stand-ins from the top down; `y` is the middle of each; a chain goes from box to box.

    `level` are the pairs that stand beside each other in one column, the upper box first."""

    columns: tuple[tuple[Node, ...], ...]
    y: dict[Node, float]
    chains: dict[Edge, tuple[Node, ...]]
    level: tuple[Edge, ...] = ()

    @property
    def crossings(self) -> int:
        """How many times lines cross."""
        return _crossings(self.columns, _links(self.chains.values()))


def layered(
    names: Sequence[str], edges: Iterable[Edge], *, box: float, line: float, beside: Iterable[Edge] = ()
) -> Layout:
    """Places for `names`; a box takes `box` of height and a passing line takes `line`, both with the space around.

    `edges` lead from left to right; `beside` joins boxes without saying which of them stands first.
    """
    kept = _without_circles(names, sorted(set(edges)))
    pairs = sorted(set(beside))
    column = _beside(pairs, kept, _columns(names, kept))
    across = [(one, two) if column[one] < column[two] else (two, one) for one, two in pairs]
    across = [pair for pair in across if column[pair[0]] != column[pair[1]]]
    chains = {edge: _chain(edge, column) for edge in (*kept, *across)}
    links = _links(chains.values())
    ordered = _ordered(_first_order(names, column, chains), links)
    heights = {node: box if len(node) == 1 else line for each in ordered for node in each}
    y = _heights(ordered, links, heights)
    level = [sorted(pair, key=lambda name: y[name,]) for pair in pairs if column[pair[0]] == column[pair[1]]]
    return Layout(
        columns=tuple(map(tuple, ordered)), y=y, chains=chains, level=tuple((upper, lower) for upper, lower in level)
    )


def _beside(pairs: Sequence[Edge], edges: Iterable[Edge], column: dict[str, int]) -> dict[str, int]:
    """`column` with each box that no step joins in the column of what it is beside."""
    settled = {name for edge in edges for name in edge}
    waiting = list(pairs)
    while waiting:
        ready = [pair for pair in waiting if settled & set(pair)] or waiting[:1]
        for one, two in ready:
            known, other = (one, two) if one in settled else (two, one)
            if other not in settled:
                column[other] = column[known]
            settled |= {one, two}
        waiting = [pair for pair in waiting if pair not in ready]
    return column


def _without_circles(names: Sequence[str], edges: Sequence[Edge]) -> list[Edge]:
    """`edges` without those that close a circle; what they say still stands in the list beside the drawing."""
    ahead: dict[str, list[str]] = defaultdict(list)
    for start, end in edges:
        if start != end:
            ahead[start].append(end)
    kept: list[Edge] = []
    state: dict[str, int] = {}
    for first in names:
        if first in state:
            continue
        state[first] = 1
        stack = [(first, iter(ahead[first]))]
        while stack:
            node, rest = stack[-1]
            following = next(rest, None)
            if following is None:
                state[node] = 2
                stack.pop()
                continue
            if state.get(following) == 1:
                continue
            kept.append((node, following))
            if following not in state:
                state[following] = 1
                stack.append((following, iter(ahead[following])))
    return kept


def _columns(names: Sequence[str], edges: Sequence[Edge]) -> dict[str, int]:
    """The longest way to each box; a box that nothing leads to stands right before what it leads to."""
    before: dict[str, list[str]] = defaultdict(list)
    after: dict[str, list[str]] = defaultdict(list)
    for start, end in edges:
        before[end].append(start)
        after[start].append(end)
    column: dict[str, int] = {}
    waiting = {name: len(before[name]) for name in names}
    ready = [name for name in names if not waiting[name]]
    while ready:
        name = ready.pop()
        column[name] = max((column[each] + 1 for each in before[name]), default=0)
        for each in after[name]:
            waiting[each] -= 1
            if not waiting[each]:
                ready.append(each)
    for name in names:
        if not before[name] and after[name]:
            column[name] = min(column[each] for each in after[name]) - 1
    return column


def _chain(edge: Edge, column: Mapping[str, int]) -> tuple[Node, ...]:
    start, end = edge
    between = range(column[start] + 1, column[end])
    return ((start,), *((start, end, str(number)) for number in between), (end,))


def _links(chains: Iterable[Sequence[Node]]) -> dict[Node, tuple[list[Node], list[Node]]]:
    """For each node what stands before it and what stands behind it, one column away."""
    links: dict[Node, tuple[list[Node], list[Node]]] = defaultdict(lambda: ([], []))
    for chain in chains:
        for left, right in pairwise(chain):
            links[left][1].append(right)
            links[right][0].append(left)
    return links


def _near(links: Links, node: Node, side: int) -> Sequence[Node]:
    """What stands before (0) or behind (1) a node."""
    return links[node][side] if node in links else ()


def _first_order(
    names: Sequence[str], column: Mapping[str, int], chains: Mapping[Edge, Sequence[Node]]
) -> list[list[Node]]:
    columns: list[list[Node]] = [[] for _ in range(max(column.values(), default=-1) + 1)]
    for name in names:
        columns[column[name]].append((name,))
    for (start, _), chain in chains.items():
        for number, node in enumerate(chain[1:-1], column[start] + 1):
            columns[number].append(node)
    return columns


def _ordered(columns: list[list[Node]], links: Links) -> list[list[Node]]:
    """The best order that sweeping to and fro finds."""
    best, fewest = [list(each) for each in columns], _crossings(columns, links)
    for sweep in range(_SWEEPS):
        side = sweep % 2
        numbers = range(1, len(columns)) if side == 0 else range(len(columns) - 2, -1, -1)
        for number in numbers:
            _by_barycentre(columns[number], columns[number - 1 if side == 0 else number + 1], links, side)
        _transpose(columns, links)
        now = _crossings(columns, links)
        if now < fewest:
            best, fewest = [list(each) for each in columns], now
        if not fewest:
            break
    return best


def _by_barycentre(column: list[Node], beside: Sequence[Node], links: Links, side: int) -> None:
    place = {node: number for number, node in enumerate(beside)}
    own = {node: number for number, node in enumerate(column)}

    def middle(node: Node) -> float:
        near = [place[each] for each in _near(links, node, side)]
        return sum(near) / len(near) if near else own[node]

    column.sort(key=lambda node: (middle(node), own[node]))


def _transpose(columns: list[list[Node]], links: Links) -> None:
    """Change neighbours as long as that takes crossings away."""
    places = [{node: number for number, node in enumerate(column)} for column in columns]
    better = True
    while better:
        better = False
        for number, column in enumerate(columns):
            for at in range(len(column) - 1):
                one, two = column[at], column[at + 1]
                if _between(one, two, number, places, links) > _between(two, one, number, places, links):
                    column[at], column[at + 1] = two, one
                    places[number][one], places[number][two] = at + 1, at
                    better = True


def _between(
    upper: Node,
    lower: Node,
    number: int,
    places: Sequence[Mapping[Node, int]],
    links: Links,
) -> int:
    """Crossings of the lines of two neighbours with `upper` above `lower`."""
    found = 0
    for side, beside in ((0, number - 1), (1, number + 1)):
        ours = [places[beside][each] for each in _near(links, upper, side)]
        theirs = [places[beside][each] for each in _near(links, lower, side)]
        found += sum(one > two for one in ours for two in theirs)
    return found


def _crossings(columns: Sequence[Sequence[Node]], links: Links) -> int:
    found = 0
    for left, right in pairwise(columns):
        place = {node: number for number, node in enumerate(right)}
        ends = [end for node in left for end in sorted(place[each] for each in _near(links, node, 1))]
        found += sum(one > two for at, one in enumerate(ends) for two in ends[at + 1 :])
    return found


def _heights(
    columns: Sequence[Sequence[Node]],
    links: Links,
    heights: Mapping[Node, float],
) -> dict[Node, float]:
    """The middle of each node: near the middle of what it is linked to, in order, never upon another."""
    y: dict[Node, float] = {}
    for column in columns:
        top = 0.0
        for node in column:
            y[node] = top + heights[node] / 2
            top += heights[node]
    for sweep in range(2 * _SWEEPS):
        for column in columns if sweep % 2 == 0 else reversed(columns):
            y |= _apart(column, [_wanted(node, y, links) for node in column], heights)
    highest = min((y[node] - heights[node] / 2 for node in y), default=0.0)
    return {node: middle - highest for node, middle in y.items()}


def _wanted(node: Node, y: Mapping[Node, float], links: Links) -> float:
    near = [y[each] for side in (0, 1) for each in _near(links, node, side)]
    return sum(near) / len(near) if near else y[node]


def _apart(column: Sequence[Node], wanted: Sequence[float], heights: Mapping[Node, float]) -> dict[Node, float]:
    """Least squares to `wanted` with every node below the one before it (pooling of adjacent violators)."""
    offsets, total = [], 0.0
    for number, node in enumerate(column):
        if number:
            total += (heights[column[number - 1]] + heights[node]) / 2
        offsets.append(total)
    pools: list[tuple[float, int]] = []  # mean and size
    for value, offset in zip(wanted, offsets, strict=True):
        mean, size = value - offset, 1
        while pools and pools[-1][0] > mean:
            other, count = pools.pop()
            mean, size = (mean * size + other * count) / (size + count), size + count
        pools.append((mean, size))
    flat = [mean for mean, size in pools for _ in range(size)]
    return {node: mean + offset for node, mean, offset in zip(column, flat, offsets, strict=True)}
