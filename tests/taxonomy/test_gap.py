"""The gap between two classes of the bundled documents: every competency once, and both sides' lines."""

from __future__ import annotations

import itertools

import pytest

from taxonomy.atlas import Atlas
from taxonomy.paths.gap import Gap, gap

STATES = ("same", "reworded", "renamed", "moved", "new", "dropped")
AGENT, MANAGER = "denver/311-customer-service-agent", "denver/contact-center-operations-manager"


def found(atlas: Atlas) -> dict[tuple[str, str], Gap]:
    ids = [row.id for row in atlas.summaries if row.competencies]
    return {pair: gap(atlas, *pair) for pair in itertools.permutations(ids, 2)}


def test_everything_stated_stands_somewhere_and_new_and_dropped_only_once(bundled_atlas: Atlas) -> None:
    for (start, goal), each in found(bundled_atlas).items():
        pairs = [pair for state in STATES for pair in getattr(each, state)]
        left = {pair.left for pair in pairs if pair.left}
        right = {pair.right for pair in pairs if pair.right}
        assert len(left) == len(bundled_atlas.everything_of(start))
        assert len(right) == len(bundled_atlas.everything_of(goal))
        assert len(pairs) == len(set(pairs))
        assert not {pair.right for pair in each.new} & {pair.right for pair in pairs if pair.left}


def test_the_other_way_round_new_is_dropped(bundled_atlas: Atlas) -> None:
    gaps = found(bundled_atlas)
    for (start, goal), each in gaps.items():
        back = gaps[goal, start]
        assert {pair.right for pair in each.new} == {pair.left for pair in back.dropped}
        assert {pair.left for pair in each.same} == {pair.right for pair in back.same}


@pytest.mark.parametrize("state", ["renamed", "moved"])
def test_what_nobody_decided_is_only_proposed(bundled_atlas: Atlas, state: str) -> None:
    for each in found(bundled_atlas).values():
        assert all(pair.proposed for pair in getattr(each, state))


def test_a_moved_clause_is_shown_once(bundled_atlas: Atlas) -> None:
    moved = gap(bundled_atlas, AGENT, MANAGER).moved
    assert [(pair.left.label, pair.right.label) for pair in moved if pair.left and pair.right] == [
        ("Teamwork", "Team Building")
    ]
