"""Routes over the ladder: the best few, bounded, honest about what no sentence states."""

from __future__ import annotations

import itertools
import random
from collections.abc import Sequence

import networkx as nx
import pytest

from taxonomy.atlas import Atlas
from taxonomy.paths.gap import gap
from taxonomy.paths.ladder import EdgeKind, Ladder, LadderEdge
from taxonomy.paths.plain_words import AskedPart
from taxonomy.paths.routes import MOST_ROUTES, MOST_STEPS, ORDERS, Order, RouteMap

AGENT, DHS = "denver/311-customer-service-agent", "denver/dhs-customer-service-agent"
SPECIALIST, LEAD = "denver/311-customer-service-specialist", "denver/lead-customer-service-agent"
MANAGER, DIRECTOR = "denver/contact-center-operations-manager", "denver/contact-center-director"


def edge(start: str, end: str, years: float | None = None, kind: EdgeKind = "requirement") -> LadderEdge:
    return LadderEdge(
        from_=start,
        to=end,
        kind=kind,
        years=years,
        alternative=None,
        quote=f"{years} as {start}",
        document="d",
        first_line=1,
        from_title=start,
        to_title=end,
    )


class Told:
    """What classes state, and what a fixed table says of experience."""

    def __init__(self, stated: dict[str, str], asked: dict[str, float] | None = None) -> None:
        self.table = stated
        self.wanted = asked or {}

    def to_add(self, start: str, goal: str) -> set[int]:
        return {n for n, each in enumerate(self.table.get(goal, "")) if each not in self.table.get(start, "")}

    def stated(self, class_id: str) -> int:
        return len(self.table.get(class_id, ""))

    def experience_met(self, served: Sequence[tuple[str, float]], goal: str) -> tuple[int, int]:
        known = dict(served)
        return sum(known.get(key, 0) >= years for key, years in self.wanted.items()), len(self.wanted)

    def asked(self, edges: Sequence[LadderEdge]) -> tuple[AskedPart, ...]:
        return ()


def ways(*edges: LadderEdge, stated: dict[str, str] | None = None, asked: dict[str, float] | None = None) -> RouteMap:
    return RouteMap(Ladder(edges=edges), None if stated is None else Told(stated, asked))


def best(found: RouteMap, start: str, goal: str) -> dict[str, str]:
    return {name: "".join(r.classes) for r in found.routes(start, goal).routes for name in r.best_for}


LADDER = (
    edge("a", "b", 1),
    edge("b", "c", 1),
    edge("c", "z", 1),
    edge("a", "z", 6),
    edge("a", "d", 2),
    edge("d", "z", 2),
)


def test_each_way_to_be_best_is_found() -> None:
    stated = {"a": "k", "z": "xy", "b": "yw", "c": "xvu", "d": "x"}
    assert best(ways(*LADDER, stated=stated), "a", "z") == {
        "fewest_years": "abcz",
        "best_prepared": "abcz",  # "x" and "y" are both on the way
        "fewest_steps": "az",
        "fewest_new": "adz",  # as few as by "az", in fewer years
    }


@pytest.mark.parametrize(
    ("stated", "asked", "expected"),
    [
        pytest.param({"z": "xy", "d": "xy", "b": "x"}, {}, "adz", id="most of the goal's competencies on the way"),
        pytest.param({"z": "x", "b": "x", "d": "x"}, {"d": 2}, "adz", id="of equals most of its experience"),
        pytest.param(
            {"z": "x", "a": "x", "b": "pqr", "c": "pqrs", "d": "tu"}, {}, "az", id="least at the hardest step"
        ),
    ],
)
def test_best_prepared_is_what_it_says(stated: dict[str, str], asked: dict[str, float], expected: str) -> None:
    assert best(ways(*LADDER, stated=stated, asked=asked), "a", "z")["best_prepared"] == expected


def test_where_the_goal_states_nothing_no_route_is_said_to_prepare_best() -> None:
    assert "best_prepared" not in best(ways(*LADDER, stated={"b": "x"}), "a", "z")
    assert set(best(ways(*LADDER), "a", "z")) == {"fewest_years", "fewest_steps"}


@pytest.mark.parametrize("order", ORDERS)
def test_an_order_puts_its_best_first(order: Order) -> None:
    found = ways(*LADDER, stated={"a": "k", "z": "xy", "b": "yw", "c": "xvu", "d": "x"}).routes("a", "z", order)
    assert order in found.routes[0].best_for
    assert found.order == order
    assert {r.classes for r in found.routes} == {r.classes for r in ways(*LADDER).routes("a", "z").routes}


def test_a_similar_class_begins_a_route_only_where_it_is_asked_for_and_apart() -> None:
    likeness = edge("a", "m", None, "similar")
    found = ways(*LADDER, edge("m", "z", 2))
    assert found.routes("a", "z").by_likeness == ()
    asked = found.routes("a", "z", similar=(likeness,))
    assert asked.routes == found.routes("a", "z").routes
    (route,) = asked.by_likeness
    assert (route.classes, route.years, route.unstated) == (("a", "m", "z"), 2, 1)
    assert [step.edges[0].kind for step in route.steps] == ["similar", "requirement"]
    assert found.routes("a", "m", similar=(likeness,)).by_likeness[0].classes == ("a", "m")
    assert found.routes("b", "c", similar=(edge("b", "m", None, "similar"),)).by_likeness == ()


def test_a_step_without_a_length_is_never_taken_for_a_short_one() -> None:
    found = ways(edge("a", "z", None, "supervises"), edge("a", "b", 4), edge("b", "z", 4))
    assert best(found, "a", "z")["fewest_years"] == "abz"
    route = next(r for r in found.routes("a", "z").routes if r.classes == ("a", "z"))
    assert (route.years, route.unstated) == (None, 1)


def test_of_several_sentences_the_shortest_counts_and_all_are_shown() -> None:
    (route,) = ways(edge("a", "z", 4), edge("a", "z", 2), edge("a", "z", None, "supervises")).routes("a", "z").routes
    assert route.years == 2
    assert len(route.steps[0].edges) == 3


@pytest.mark.parametrize("kind", ["distinguished_from", "similar"])
def test_likeness_is_no_way_up(kind: EdgeKind) -> None:
    assert ways(edge("a", "z", None, kind)).routes("a", "z").routes == ()


def test_nowhere_backward_and_home_have_no_route() -> None:
    found = ways(*LADDER)
    assert found.routes("z", "a").routes == found.routes("a", "a").routes == found.routes("a", "nobody").routes == ()


def test_a_circle_ends() -> None:
    found = ways(edge("a", "b", 1), edge("b", "a", 1), edge("b", "z", 1))
    assert [r.classes for r in found.routes("a", "z").routes] == [("a", "b", "z")]
    assert [r.class_ for r in found.leads_to("a")] == ["b", "z"]


def test_within_so_many_years() -> None:
    assert [r.class_ for r in ways(*LADDER).leads_to("a", within=2)] == ["b", "d", "c"]
    assert {r.class_: r.route for r in ways(*LADDER).leads_from("z")}["a"] == ("a", "b", "c", "z")


def test_the_best_routes_are_those_of_brute_force() -> None:
    draw = random.Random(5)
    names = [chr(97 + n) for n in range(9)]
    for _ in range(30):
        pairs = [p for p in itertools.combinations(names, 2) if draw.random() < 0.4]
        edges = [edge(start, end, draw.randint(1, 5)) for start, end in pairs]
        graph = nx.DiGraph([(e.from_, e.to, {"years": e.years}) for e in edges])
        graph.add_nodes_from(names)
        all_paths = list(nx.all_simple_paths(graph, "a", "i"))
        found = ways(*edges).routes("a", "i").routes
        if not all_paths:
            assert found == ()
            continue
        lengths = sorted((nx.path_weight(graph, path, "years"), len(path)) for path in all_paths)
        assert (found[0].years, len(found[0].classes)) == lengths[0] or "fewest_years" not in found[0].best_for
        assert min((route.years or 0, len(route.classes)) for route in found) == lengths[0]
        assert min(len(path) for path in all_paths) == min(len(r.classes) for r in found)
        assert len({r.classes for r in found}) == len(found)


def test_a_ladder_of_a_thousand_diamonds_is_bounded() -> None:
    """Every two steps the ways double: all simple paths would be 2^8 within the limit, and 2^1000 without."""
    edges = []
    for n in range(1000):
        edges += [edge(f"n{n}", f"u{n}", 1), edge(f"n{n}", f"v{n}", 1)]
        edges += [edge(f"u{n}", f"n{n + 1}", 1), edge(f"v{n}", f"n{n + 1}", 1)]
    found = ways(*edges)
    routes = found.routes("n0", "n4").routes
    assert 1 < len(routes) <= MOST_ROUTES
    assert all(len(route.steps) <= MOST_STEPS for route in routes)
    assert found.routes("n0", "n900").routes == ()


def test_the_bundled_ladder(bundled_atlas: Atlas) -> None:
    found = bundled_atlas.route_map
    routes = found.routes(AGENT, DIRECTOR).routes
    assert routes[0].classes == (AGENT, MANAGER, DIRECTOR)
    assert {route.classes for route in routes[1:]} == {
        (AGENT, SPECIALIST, MANAGER, DIRECTOR),
        (AGENT, LEAD, MANAGER, DIRECTOR),
    }
    assert "best_prepared" in next(r for r in routes if LEAD in r.classes).best_for
    for route in routes:
        for step in route.steps:
            assert step.new_competencies == len(gap(bundled_atlas, step.from_, step.to).new)
    assert {r.class_ for r in found.leads_to(DHS)} == {LEAD, MANAGER, DIRECTOR}
    assert {r.class_ for r in found.leads_from(MANAGER)} == {AGENT, DHS, SPECIALIST, LEAD}
    assert found.leads_from(AGENT) == ()


def test_where_routes_do_not_differ_none_is_best() -> None:
    alike = ways(edge("a", "b", 1), edge("b", "z", 1), edge("a", "c", 1), edge("c", "z", 1))
    assert best(alike, "a", "z") == {}
    assert "best_prepared" not in best(ways(*LADDER, stated=dict.fromkeys("abcdz", "x")), "a", "z")


@pytest.mark.parametrize("stated", [{"a": "x"}, {"b": "x"}], ids=["goal lists none", "start lists none"])
def test_what_no_document_lists_is_not_counted(stated: dict[str, str]) -> None:
    (step,) = ways(edge("a", "b", 1), stated=stated).steps_from("a")
    assert step.new_competencies is None


def test_within_years_leaves_out_a_step_without_a_length() -> None:
    found = ways(edge("a", "b", 1), edge("a", "c", None, "series"))
    assert [each.class_ for each in found.leads_to("a", within=3)] == ["b"]
    assert {each.class_: each.years for each in found.leads_to("a")} == {"b": 1, "c": None}
