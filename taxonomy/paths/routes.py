"""How does one get from one class to another? The best few routes over the ladder, and what lies within reach.

A step is a pair of classes with all the promotion edges between them. Years are those that the sentences ask for in
the lower class; a step whose sentences name no length is never taken for a short one: routes with fewer such steps come
first. Only bounded shortest paths are asked for, never all simple paths.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from msgspec import Struct, field

from taxonomy.paths.ladder import Ladder, LadderEdge
from taxonomy.paths.shortest import Cost, Neighbours, shortest_few, shortest_to_all

MOST_STEPS = 8  # the longest ladder known, a whole city's, has seven
MOST_ROUTES = 6
_A_WAY = 3  # routes kept for each way to be best
_ORDERS = ("fewest_years", "fewest_steps", "fewest_new")


class Step(Struct, frozen=True, kw_only=True):
    """From one class to the next: `years` the least that a sentence asks for there, null where none says."""

    from_: str = field(name="from")
    to: str
    years: float | None
    new_competencies: int | None
    edges: tuple[LadderEdge, ...]


class Route(Struct, frozen=True, kw_only=True):
    """Steps one after the other. `years` adds up what is stated; `unstated` counts steps of which nothing is."""

    classes: tuple[str, ...]
    years: float
    unstated: int
    new_competencies: int | None
    best_for: tuple[str, ...] = ()
    steps: tuple[Step, ...]


class Routes(Struct, frozen=True, kw_only=True):
    """The answer of `atlas routes FROM TO`, best first."""

    from_: str = field(name="from")
    to: str
    routes: tuple[Route, ...] = ()


class Reach(Struct, frozen=True, kw_only=True):
    """A class within reach and the best route to it (or from it)."""

    class_: str = field(name="class")
    years: float
    unstated: int
    steps: int
    route: tuple[str, ...]


class RouteMap:
    """The promotion edges of a ladder, made ready for questions; `stated` gives each class's competencies."""

    def __init__(self, ladder: Ladder, stated: Mapping[str, Collection[str]] | None = None) -> None:
        self._stated = stated
        self._ahead: dict[str, dict[str, list[LadderEdge]]] = defaultdict(dict)
        self._behind: dict[str, dict[str, list[LadderEdge]]] = defaultdict(dict)
        for edge in ladder.promotions:
            evidence = self._ahead[edge.from_].setdefault(edge.to, [])
            evidence.append(edge)
            self._behind[edge.to][edge.from_] = evidence

    def steps_from(self, class_id: str) -> tuple[Step, ...]:
        """One step up, by class."""
        return tuple(self._step(class_id, other) for other in sorted(self._ahead.get(class_id, ())))

    def steps_to(self, class_id: str) -> tuple[Step, ...]:
        """One step that leads here, by class."""
        return tuple(self._step(other, class_id) for other in sorted(self._behind.get(class_id, ())))

    def routes(self, start: str, goal: str) -> Routes:
        """At most `MOST_ROUTES` routes: for each order the best few, each said to be best for what it is."""
        found: dict[tuple[str, ...], list[str]] = {}
        allowed = self._between(start, goal)
        for name in _ORDERS if allowed and start != goal else ():
            if name == "fewest_new" and self._stated is None:
                continue
            best = list(shortest_few(self._reader(name, allowed), start, goal, _A_WAY, MOST_STEPS))
            for place, path in enumerate(best):
                found.setdefault(path, []).extend([name] if place == 0 else [])
        routes = [self._route(path, best_for) for path, best_for in found.items()]
        ordered = sorted(routes, key=lambda r: (r.unstated, r.years, len(r.steps), r.classes))
        ordered.sort(key=lambda r: not r.best_for)
        return Routes(from_=start, to=goal, routes=tuple(ordered[:MOST_ROUTES]))

    def leads_to(self, class_id: str, *, within: float | None = None) -> tuple[Reach, ...]:
        """What a class leads to over any steps, nearest first; `within` so many stated years."""
        return self._reach(class_id, self._ahead, within)

    def leads_from(self, class_id: str, *, within: float | None = None) -> tuple[Reach, ...]:
        """What leads to a class over any steps, nearest first; `within` so many stated years."""
        return self._reach(class_id, self._behind, within)

    def _reach(
        self, class_id: str, edges: Mapping[str, Mapping[str, Sequence[LadderEdge]]], within: float | None
    ) -> tuple[Reach, ...]:
        forward = edges is self._ahead

        def neighbours(node: str) -> Iterator[tuple[str, Cost]]:
            for other, evidence in edges.get(node, {}).items():
                yield other, _by_years(evidence)

        found = []
        for node, (cost, path) in shortest_to_all(neighbours, class_id, MOST_STEPS).items():
            if node != class_id and (within is None or cost[1] <= within):
                route = path if forward else path[::-1]
                found.append(Reach(class_=node, years=cost[1], unstated=int(cost[0]), steps=len(path) - 1, route=route))
        return tuple(sorted(found, key=lambda r: (r.steps, r.unstated, r.years, r.class_)))

    def _between(self, start: str, goal: str) -> set[str]:
        """Classes that lie on some way from `start` to `goal`; everything else need not be looked at."""
        return _within(self._ahead, start) & _within(self._behind, goal)

    def _reader(self, order: str, allowed: Collection[str]) -> Neighbours:
        def neighbours(node: str) -> Iterator[tuple[str, Cost]]:
            for other, evidence in self._ahead.get(node, {}).items():
                if other in allowed:
                    yield other, self._cost(order, node, other, evidence)

        return neighbours

    def _cost(self, order: str, start: str, end: str, evidence: Sequence[LadderEdge]) -> Cost:
        unstated, years, step = _by_years(evidence)
        if order == "fewest_years":
            return unstated, years, step
        if order == "fewest_steps":
            return step, unstated, years
        return float(self._new(start, end) or 0), unstated, years

    def _new(self, start: str, end: str) -> int | None:
        if self._stated is None:
            return None
        return len(set(self._stated.get(end, ())) - set(self._stated.get(start, ())))

    def _step(self, start: str, end: str) -> Step:
        evidence = self._ahead[start][end]
        years = _least_years(evidence)
        return Step(from_=start, to=end, years=years, new_competencies=self._new(start, end), edges=tuple(evidence))

    def _route(self, path: tuple[str, ...], best_for: Iterable[str]) -> Route:
        steps = tuple(self._step(start, end) for start, end in pairwise(path))
        new = [step.new_competencies for step in steps if step.new_competencies is not None]
        return Route(
            classes=path,
            years=sum(step.years or 0.0 for step in steps),
            unstated=sum(step.years is None for step in steps),
            new_competencies=sum(new) if len(new) == len(steps) else None,
            best_for=tuple(best_for),
            steps=steps,
        )


def _least_years(evidence: Iterable[LadderEdge]) -> float | None:
    return min((edge.years for edge in evidence if edge.years is not None), default=None)


def _by_years(evidence: Iterable[LadderEdge]) -> Cost:
    years = _least_years(evidence)
    return (1.0, 0.0, 1.0) if years is None else (0.0, years, 1.0)


def _within(edges: Mapping[str, Mapping[str, object]], start: str) -> set[str]:
    found, edge = {start}, {start}
    for _ in range(MOST_STEPS):
        edge = {other for node in edge for other in edges.get(node, ())} - found
        found |= edge
    return found
