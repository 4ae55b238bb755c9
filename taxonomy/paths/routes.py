"""How does one get from one class to another? The best few routes over the ladder, and what lies within reach.

A step is a pair of classes with all the promotion edges between them. Years are those that the sentences ask for in
the lower class; a step whose sentences name no length is never taken for a short one: routes with fewer such steps come
first. Only bounded shortest paths and a bounded number of all ways are looked at. A class that is only similar begins
no route of these; where such steps are asked for they stand apart, marked by the kind of their step.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Literal, Protocol, TypeAlias, get_args

from msgspec import Struct, field
from msgspec.structs import replace

from taxonomy.paths.ladder import Ladder, LadderEdge
from taxonomy.paths.plain_words import AskedPart
from taxonomy.paths.shortest import Cost, Neighbours, all_ways, shortest_few, shortest_to_all

MOST_STEPS = 8  # the longest ladder known, a whole city's, has seven
MOST_ROUTES = 6
_A_WAY = 3  # routes kept for each way to be best
_UNKNOWN = 1_000  # competencies to add where nobody knows how many: never taken for none
_MOST_WEIGHED = 60  # routes held against each other for the best prepared one

Order: TypeAlias = Literal["fewest_years", "best_prepared", "fewest_new", "fewest_steps"]
ORDERS: tuple[Order, ...] = get_args(Order)
_BY_COST: tuple[Order, ...] = ("fewest_years", "fewest_steps", "fewest_new")  # which Dijkstra's and Yen's can find


class Readiness(Protocol):
    """What is known of classes beside the steps between them."""

    def to_add(self, start: str, goal: str) -> Collection[int] | None:
        """The statements of `goal` that `atlas gap` calls new for a holder of `start`; None where nothing is known of
        `start`, or where `goal` states no competency: unknown is not zero."""

    def stated(self, class_id: str) -> int:
        """How many competencies a class states."""

    def experience_met(self, served: Sequence[tuple[str, float]], goal: str) -> tuple[int, int]:
        """How many requirements of experience of `goal` the years served in classes meet, and of how many."""

    def asked(self, edges: Sequence[LadderEdge]) -> tuple[AskedPart, ...]:
        """All that the step of these edges asks for: years in all, degree, license."""


class Prepared(Struct, frozen=True, kw_only=True):
    """What of the goal is there on arrival: `competencies` of it that a class on the way states in some form, and its
    requirements of `experience` that the stated years on the way meet by themselves."""

    competencies: int
    of_competencies: int
    experience: int
    of_experience: int


class Step(Struct, frozen=True, kw_only=True):
    """From one class to the next: `years` the least that a sentence asks for there, null where none says.

    `new_competencies` is null where one of the two lists none; `asks` is all that the way in asks for."""

    from_: str = field(name="from")
    to: str
    years: float | None
    new_competencies: int | None
    edges: tuple[LadderEdge, ...]
    asks: tuple[AskedPart, ...] = ()


class Route(Struct, frozen=True, kw_only=True):
    """Steps one after the other. `years` adds up what is stated (null: no step states a length); `unstated` counts the
    steps that state none; `most_new` are the competencies to add at the hardest step."""

    classes: tuple[str, ...]
    years: float | None
    unstated: int
    new_competencies: int | None
    most_new: int | None
    prepared: Prepared | None
    best_for: tuple[Order, ...] = ()
    steps: tuple[Step, ...]


class Routes(Struct, frozen=True, kw_only=True):
    """The answer of `atlas routes FROM TO`, best first by `order` (null: the best of each order, then the rest).

    `by_likeness` are routes whose first step no text states; they are there only where they were asked for."""

    from_: str = field(name="from")
    to: str
    order: Order | None = None
    routes: tuple[Route, ...] = ()
    by_likeness: tuple[Route, ...] = ()


class Reach(Struct, frozen=True, kw_only=True):
    """A class within reach and the best route to it (or from it)."""

    class_: str = field(name="class")
    years: float | None
    unstated: int
    steps: int
    route: tuple[str, ...]


class RouteMap:
    """The promotion edges of a ladder, made ready for questions; `readiness` says what each step adds."""

    def __init__(self, ladder: Ladder, readiness: Readiness | None = None) -> None:
        self._readiness = readiness
        self._ahead: dict[str, dict[str, list[LadderEdge]]] = defaultdict(dict)
        self._behind: dict[str, dict[str, list[LadderEdge]]] = defaultdict(dict)
        for edge in ladder.ways_up:
            evidence = self._ahead[edge.from_].setdefault(edge.to, [])
            evidence.append(edge)
            self._behind[edge.to][edge.from_] = evidence

    def steps_from(self, class_id: str) -> tuple[Step, ...]:
        """One step up, by class."""
        return tuple(self._step(class_id, other) for other in sorted(self._ahead.get(class_id, ())))

    def steps_to(self, class_id: str) -> tuple[Step, ...]:
        """One step that leads here, by class."""
        return tuple(self._step(other, class_id) for other in sorted(self._behind.get(class_id, ())))

    def routes(self, start: str, goal: str, order: Order | None = None, similar: Iterable[LadderEdge] = ()) -> Routes:
        """At most `MOST_ROUTES` routes, each said to be best for what it is; `similar` edges may begin others."""
        found = self._labelled([self._route(path) for path in self._candidates(start, goal)])
        ordered = sorted(found, key=lambda route: (_key(route, order or "fewest_years"), route.classes))
        if order is None:
            ordered.sort(key=lambda route: not route.best_for)
        aside = [route for edge in similar for route in self._aside(start, goal, edge)]
        aside.sort(key=lambda route: (_key(route, order or "fewest_years"), route.classes))
        return Routes(from_=start, to=goal, order=order, routes=tuple(ordered[:MOST_ROUTES]), by_likeness=tuple(aside))

    def _candidates(self, start: str, goal: str) -> Iterable[tuple[str, ...]]:
        """The best few for each order, and all ways, those of fewest steps first, up to a number."""
        allowed = self._between(start, goal)
        if not allowed or start == goal:
            return ()
        ahead = {node: sorted(allowed & self._ahead.get(node, {}).keys()) for node in allowed}
        found = dict.fromkeys(all_ways(ahead, start, goal, MOST_STEPS, _MOST_WEIGHED))
        for order in _BY_COST if self._readiness else _BY_COST[:2]:
            found |= dict.fromkeys(shortest_few(self._reader(order, allowed), start, goal, _A_WAY, MOST_STEPS))
        return found

    def _labelled(self, routes: Sequence[Route]) -> Sequence[Route]:
        """Each route with what it is best for; where all are alike in something, none is best for it."""
        best: dict[tuple[str, ...], list[Order]] = defaultdict(list)
        for order in ORDERS:
            if len({_measure(route, order) for route in routes}) > 1:
                best[min(routes, key=lambda route: (_key(route, order), route.classes)).classes].append(order)
        return [replace(route, best_for=tuple(best[route.classes])) for route in routes]

    def _aside(self, start: str, goal: str, edge: LadderEdge) -> Iterator[Route]:
        """The route that begins with a step sideways, if the class beside leads to the goal."""
        beside = edge.to if edge.from_ == start else edge.from_
        step = Step(from_=start, to=beside, years=None, new_competencies=self._new(start, beside), edges=(edge,))
        if beside == goal:
            yield self._joined((start, goal), (step,))
        for path in (route.classes for route in self.routes(beside, goal).routes[:1]):
            if start not in path:
                steps = (step, *(self._step(one, two) for one, two in pairwise(path)))
                yield self._joined((start, *path), steps)

    def leads_to(self, class_id: str, *, within: float | None = None) -> tuple[Reach, ...]:
        """What a class leads to over any steps, nearest first; `within` so many years, each step stating its own."""
        return self._reach(class_id, self._ahead, within)

    def leads_from(self, class_id: str, *, within: float | None = None) -> tuple[Reach, ...]:
        """What leads to a class over any steps, nearest first; `within` so many years, each step stating its own."""
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
            if node != class_id and (within is None or (not cost[0] and cost[1] <= within)):
                route, steps, unstated = path if forward else path[::-1], len(path) - 1, int(cost[0])
                years = cost[1] if unstated < steps else None
                found.append(Reach(class_=node, years=years, unstated=unstated, steps=steps, route=route))
        return tuple(sorted(found, key=lambda r: (r.steps, r.unstated, r.years or 0.0, r.class_)))

    def _between(self, start: str, goal: str) -> set[str]:
        """Classes that lie on some way from `start` to `goal`; everything else need not be looked at."""
        return _within(self._ahead, start) & _within(self._behind, goal)

    def _reader(self, order: Order, allowed: Collection[str]) -> Neighbours:
        def neighbours(node: str) -> Iterator[tuple[str, Cost]]:
            for other, evidence in self._ahead.get(node, {}).items():
                if other in allowed:
                    yield other, self._cost(order, node, other, evidence)

        return neighbours

    def _cost(self, order: Order, start: str, end: str, evidence: Sequence[LadderEdge]) -> Cost:
        unstated, years, step = _by_years(evidence)
        if order == "fewest_years":
            return unstated, years, step
        if order == "fewest_steps":
            return step, unstated, years
        new = self._new(start, end)
        return float(_UNKNOWN if new is None else new), unstated, years

    def _new(self, start: str, end: str) -> int | None:
        """How many competencies the step adds; null where a class lists none, so that nobody knows."""
        known = self._readiness
        new = known.to_add(start, end) if known and known.stated(start) and known.stated(end) else None
        return None if new is None else len(new)

    def _step(self, start: str, end: str) -> Step:
        evidence = self._ahead[start][end]
        years = _least_years(evidence)
        asks = self._readiness.asked(evidence) if self._readiness else ()
        new = self._new(start, end)
        return Step(from_=start, to=end, years=years, new_competencies=new, edges=tuple(evidence), asks=asks)

    def _route(self, path: tuple[str, ...]) -> Route:
        return self._joined(path, tuple(self._step(start, end) for start, end in pairwise(path)))

    def _joined(self, path: tuple[str, ...], steps: tuple[Step, ...]) -> Route:
        new = [step.new_competencies for step in steps if step.new_competencies is not None]
        known = len(new) == len(steps)
        stated = [step.years for step in steps if step.years is not None]
        return Route(
            classes=path,
            years=sum(stated) if stated else None,
            unstated=len(steps) - len(stated),
            new_competencies=sum(new) if known else None,
            most_new=max(new) if known else None,
            prepared=self._prepared(path, steps),
            steps=steps,
        )

    def _prepared(self, path: tuple[str, ...], steps: Sequence[Step]) -> Prepared | None:
        if self._readiness is None:
            return None
        goal, stated = path[-1], self._readiness.stated(path[-1])
        known = [new for each in path[:-1] if (new := self._readiness.to_add(each, goal)) is not None]
        stated = stated if known else 0  # nothing is known of what the classes on the way state
        lacking = set(range(stated)).intersection(*known)
        met, asked = self._readiness.experience_met([(step.from_, step.years or 0.0) for step in steps], goal)
        return Prepared(competencies=stated - len(lacking), of_competencies=stated, experience=met, of_experience=asked)


def _measure(route: Route, order: Order) -> tuple[float, ...] | None:
    """What routes must differ in for one of them to be best by `order`; None where the texts do not say enough."""
    if order == "fewest_years":
        return (route.unstated, route.years or 0.0)
    if order == "fewest_steps":
        return (len(route.steps),)
    if order == "fewest_new":
        return None if route.new_competencies is None else (route.new_competencies,)
    ready = route.prepared
    if ready is None or not (ready.of_competencies or ready.of_experience):
        return None
    return (ready.competencies, ready.experience, route.most_new or 0)


def _key(route: Route, order: Order) -> tuple[float, ...]:
    """What the routes to one goal are compared by, the least first."""
    by_years = (route.unstated, route.years or 0.0, len(route.steps))
    if order == "fewest_steps":
        return (len(route.steps), *by_years)
    if order == "fewest_new":
        return (_UNKNOWN if route.new_competencies is None else route.new_competencies, *by_years)
    if order == "best_prepared" and route.prepared is not None:
        return (-route.prepared.competencies, -route.prepared.experience, route.most_new or 0, *by_years)
    return by_years


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
