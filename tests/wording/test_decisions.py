"""The algebra of decisions: order-free, undoable, and frank about contradictions."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from taxonomy.model import Decision
from taxonomy.model.wording import DecisionKind
from taxonomy.wording.assemble import variant_levels
from taxonomy.wording.decisions import KnownIds, Settlement, settle, standing
from tests.wording.ledgers import decision, undo

VARIANTS = [f"v{n}" for n in range(6)]
KNOWN = KnownIds(competencies=frozenset({"x", "y", "z"}), variants=dict.fromkeys(VARIANTS, "x"), aliases={"old": "v0"})


def outcome(settlement: Settlement) -> tuple[object, ...]:
    """Everything that a settlement says, as plain values."""
    groups = settlement.groups
    apart = {(a, b) for a, b in combinations(VARIANTS, 2) if groups.kept_apart_by(a, b)}
    roots = {name: groups.find(name) for name in VARIANTS}
    return roots, apart, variant_levels(settlement), settlement.homes, tuple(settlement.contradictions)


ANSWERS = st.sampled_from(["same", "different", "level_of", "moved", "skip"])


@st.composite
def ledgers(draw: st.DrawFn) -> list[Decision]:
    made: list[Decision] = []
    for sequence in range(1, draw(st.integers(1, 9)) + 1):
        if made and draw(st.booleans()) and draw(st.booleans()):
            made.append(undo(sequence, draw(st.integers(1, sequence - 1))))
        else:
            left, right = draw(st.permutations(VARIANTS))[:2]
            made.append(decision(sequence, draw(ANSWERS), left, right))
    return made


@settings(deadline=None)
@given(ledgers(), st.randoms())
def test_the_order_of_the_list_and_doubles_do_not_matter(ledger: list[Decision], random: object) -> None:
    shuffled = [*ledger, *ledger]
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert outcome(settle(shuffled, KNOWN)) == outcome(settle(ledger, KNOWN))


@settings(deadline=None)
@given(ledgers(), ANSWERS)
def test_undone_is_as_if_never_decided_and_undoing_the_undo_brings_it_back(
    ledger: list[Decision], answer: DecisionKind
) -> None:
    made = [*ledger, decision(20, answer, "v1", "v4")]
    assert outcome(settle([*made, undo(21, 20)], KNOWN)) == outcome(settle(ledger, KNOWN))
    assert outcome(settle([*made, undo(21, 20), undo(22, 21)], KNOWN)) == outcome(settle(made, KNOWN))
    assert outcome(settle([*made, undo(21, 20), undo(22, 20)], KNOWN)) == outcome(settle(ledger, KNOWN))


@settings(deadline=None)
@given(ledgers())
def test_what_stands_is_consistent(ledger: list[Decision]) -> None:
    found = settle(ledger, KNOWN)
    for made in found.in_force:
        together = found.groups.find(made.left) == found.groups.find(made.right)
        assert together is (made.answer in {"same", "moved"}) or made.answer in {"skip", "moved"}
    told = len(found.contradictions) + len(found.in_force)
    assert told == len(standing(ledger)) - sum(1 for d in found.stale if d.answer != "undo")


@settings(deadline=None)
@given(ledgers(), st.permutations(range(1, 10)))
def test_decisions_that_agree_give_the_same_sets_in_any_order_of_time(
    ledger: list[Decision], numbers: list[int]
) -> None:
    sames = [d for d in ledger if d.answer == "same"]
    renumbered = [decision(n, d.answer, d.left, d.right) for n, d in zip(numbers, sames, strict=False)]

    def sets(made: list[Decision]) -> set[frozenset[str]]:
        return {frozenset(settle(made, KNOWN).groups.members(name)) for name in VARIANTS}

    assert sets(sames) == sets(renumbered)


def test_a_contradiction_is_set_aside_in_words_and_the_older_stand() -> None:
    made = [decision(1, "same", "v0", "v1"), decision(2, "same", "v1", "v2"), decision(3, "different", "v0", "v2")]
    found = settle(made, KNOWN)
    assert found.groups.find("v2") == "v0"
    (words,) = found.contradictions
    assert all(
        part in words for part in ("decision 3 (Ann, 2026-11-22)", "decision 1", "decision 2", "The older stands")
    )


CONTRADICTIONS = [
    pytest.param(
        [("different", "v0", "v2"), ("same", "v0", "v1"), ("same", "v1", "v2")],
        "keeps them apart",
        id="apart-then-joined",
    ),
    pytest.param(
        [("level_of", "v0", "v1"), ("level_of", "v1", "v2"), ("level_of", "v2", "v0")],
        "opposite order",
        id="level-circle",
    ),
    pytest.param(
        [("level_of", "v0", "v1"), ("level_of", "v1", "v2"), ("same", "v0", "v2")],
        "above the other",
        id="level-collapsed",
    ),
    pytest.param([("moved", "v0", "y"), ("moved", "v0", "z")], "moved to “y” before", id="moved-twice"),
    pytest.param([("moved", "x", "y")], "only a variant can move", id="competency-moved"),
    pytest.param([("same", "x", "v0")], "one side is a competency", id="two-storeys"),
    pytest.param([("canonical", "v0", "Does a."), ("canonical", "v0", "Does b.")], "chosen before", id="two-canonical"),
]


@pytest.mark.parametrize(("steps", "words"), CONTRADICTIONS)
def test_contradictions(steps: list[tuple[DecisionKind, str, str]], words: str) -> None:
    made = [decision(n, *step) for n, step in enumerate(steps, 1)]
    found = settle(made, KNOWN)
    assert len(found.contradictions) == 1
    assert words in found.contradictions[0]
    assert len(found.in_force) == len(steps) - 1


def test_undoing_the_older_lets_the_newer_stand() -> None:
    made = [decision(1, "same", "v0", "v1"), decision(2, "different", "v0", "v1"), undo(3, 1)]
    found = settle(made, KNOWN)
    assert not found.contradictions
    assert found.groups.kept_apart_by("v1", "v0") is not None


def test_the_side_named_first_in_the_oldest_decision_keeps_its_id() -> None:
    made = [decision(1, "same", "v3", "v1"), decision(2, "same", "v0", "v2"), decision(3, "same", "v0", "v1")]
    assert settle(made, KNOWN).groups.merged() == {"v0": "v3", "v1": "v3", "v2": "v3"}


def test_what_matches_nothing_is_listed_and_other_names_are_found() -> None:
    made = [
        decision(1, "same", "v0", "gone"),
        undo(2, 9),
        decision(3, "same", "old", "v1"),
        decision(4, "pin", "a/b", "a/c"),
    ]
    found = settle(made, KNOWN)
    assert [d.id for d in found.stale] == ["d1", "d2"]
    assert found.groups.find("v1") == "v0"


def test_levels_count_upwards_from_the_lowest() -> None:
    made = [decision(1, "level_of", "v0", "v1"), decision(2, "level_of", "v1", "v2"), decision(3, "same", "v1", "v4")]
    assert variant_levels(settle(made, KNOWN)) == {"v0": 1, "v1": 2, "v2": 3}
