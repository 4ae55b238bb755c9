"""What people decided comes before what the score proposes: pinned first, suppressed said but not listed."""

from __future__ import annotations

import pytest

from index import Engine
from index.related.related_list import RelatedList, related_list
from index.related.relatedness import related
from taxonomy.atlas import Atlas
from taxonomy.linking import build_atlas
from taxonomy.model import Decision
from taxonomy.model.wording import DecisionKind

AGENT = "denver/311-customer-service-agent"
NEAREST = "denver/dhs-customer-service-agent"
ASSISTANT = "denver/311-operations-assistant"


def decided(atlas: Atlas, *pairs: tuple[DecisionKind, str, str]) -> Atlas:
    decisions = [
        Decision(
            id=f"d{number}", sequence=number, answer=answer, question=None, left=left, right=right,
            by="Ann", when="2026-11-22T09:00:00", why="Call ann@example.org.",
        )
        for number, (answer, left, right) in enumerate(pairs, start=1)
    ]  # fmt: skip
    return build_atlas(atlas.documents.values(), decisions)


def ids(found: RelatedList) -> list[str]:
    return [each.id for each in found.related]


def test_without_decisions_the_list_is_that_of_the_score(atlas: Atlas, engine: Engine) -> None:
    found = related_list(atlas, AGENT, 3, engine.neighbours)
    assert found.related == related(atlas, AGENT, 3, engine.neighbours)
    assert found.suppressed == ()


@pytest.mark.parametrize(("one", "other"), [(AGENT, ASSISTANT), (ASSISTANT, AGENT)], ids=["from here", "from there"])
def test_a_pinned_class_stands_first_with_who_and_why(atlas: Atlas, engine: Engine, one: str, other: str) -> None:
    plain = related_list(atlas, AGENT, 2, engine.neighbours)
    assert ASSISTANT not in ids(plain)
    found = related_list(decided(atlas, ("pin", one, other)), AGENT, 2, engine.neighbours)
    assert ids(found)[:2] == [ASSISTANT, NEAREST]
    reason = found.related[0].reasons[0]
    assert (reason.kind, reason.weight) == ("pin", 0)
    assert reason.text == "Pinned by Ann, 2026-11-22: Call [e-mail]."


def test_a_suppressed_class_leaves_its_place_to_the_next(atlas: Atlas, engine: Engine) -> None:
    plain = ids(related_list(atlas, AGENT, 3, engine.neighbours))
    found = related_list(decided(atlas, ("suppress", AGENT, NEAREST)), AGENT, 3, engine.neighbours)
    assert ids(found)[:2] == plain[1:3]
    [off] = found.suppressed
    assert (off.id, off.by, off.why) == (NEAREST, "Ann", "Call [e-mail].")


def test_what_a_text_states_stays_after_the_limit(atlas: Atlas, engine: Engine) -> None:
    plain = ids(related_list(atlas, AGENT, 1, engine.neighbours))
    found = ids(related_list(decided(atlas, ("pin", AGENT, ASSISTANT)), AGENT, 1, engine.neighbours))
    assert found[0] == ASSISTANT
    assert set(found[1:]) == set(plain)


def test_a_pin_and_a_suppression_of_one_pair_are_reported(atlas: Atlas) -> None:
    made = decided(atlas, ("pin", AGENT, ASSISTANT), ("suppress", ASSISTANT, AGENT), ("pin", AGENT, "denver/gone"))
    [said] = made.index.contradictions
    assert "decision 2 (Ann, 2026-11-22), suppress" in said
    assert [each.sequence for each in made.index.stale] == [3]
    assert ASSISTANT in made.class_pairs.others("pin", AGENT)
