"""Similar classes are lines of their own: opt-in, with a reason and a line that can be looked up, and never a rung."""

from __future__ import annotations

from index.related.similar import LEAST_SCORE, MOST_SIMILAR, similar_edges
from taxonomy.atlas import Atlas
from tests.index.test_related_list import decided

AGENT = "denver/311-customer-service-agent"


def test_no_ladder_holds_one_unless_asked(bundled_atlas: Atlas) -> None:
    assert "similar" not in {edge.kind for edge in bundled_atlas.ladder.edges}


def test_each_has_its_reason_and_a_line_that_says_what_is_quoted(bundled_atlas: Atlas) -> None:
    found = similar_edges(bundled_atlas, sorted(bundled_atlas.classes))
    assert found
    for edge in found:
        assert edge.kind == "similar"
        assert edge.years is None
        assert edge.why
        lines = " ".join(bundled_atlas.documents[edge.document].lines[edge.first_line - 1 : edge.first_line + 12])
        assert " ".join(edge.quote.split())[:40] in " ".join(lines.split())


def test_classes_that_a_text_joins_need_none(bundled_atlas: Atlas) -> None:
    stated = {frozenset((edge.from_, edge.to)) for edge in bundled_atlas.ladder.edges}
    reached = {each.class_ for each in bundled_atlas.route_map.leads_to(AGENT)}
    for edge in similar_edges(bundled_atlas, [AGENT]):
        assert frozenset((edge.from_, edge.to)) not in stated
        assert not {edge.from_, edge.to} & reached


def test_a_pair_stands_once_and_stays_within_its_authority(bundled_atlas: Atlas) -> None:
    found = similar_edges(bundled_atlas, sorted(bundled_atlas.classes))
    pairs = [frozenset((edge.from_, edge.to)) for edge in found]
    assert len(set(pairs)) == len(pairs)
    assert all(edge.from_ < edge.to for edge in found)
    assert all(edge.from_.partition("/")[0] == edge.to.partition("/")[0] for edge in found)


def test_only_the_few_most_alike(bundled_atlas: Atlas) -> None:
    assert len(similar_edges(bundled_atlas, [AGENT])) <= MOST_SIMILAR
    assert LEAST_SCORE > 0


def test_what_people_decided_comes_before_the_score(bundled_atlas: Atlas) -> None:
    far, near = "denver/operations-coordinator", "denver/311-operations-assistant"
    joined = [{edge.from_, edge.to} - {AGENT} for edge in similar_edges(bundled_atlas, [AGENT])]
    assert {near} in joined
    assert {far} not in joined
    found = similar_edges(decided(bundled_atlas, ("pin", AGENT, far), ("suppress", near, AGENT)), [AGENT])
    assert {far} in [{edge.from_, edge.to} - {AGENT} for edge in found]
    assert {near} not in [{edge.from_, edge.to} - {AGENT} for edge in found]
    assert (
        next(edge.why for edge in found if far in (edge.from_, edge.to)) == "Pinned by Ann, 2026-11-22: Call [e-mail]."
    )
