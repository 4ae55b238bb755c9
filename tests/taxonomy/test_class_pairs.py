"""Decisions about two classes: a pair has no order, the older of two that contradict stands, nothing is lost."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taxonomy.model import Decision
from taxonomy.model.wording import DecisionKind
from taxonomy.wording.class_pairs import PAIR_ANSWERS, PairRefused, refuse_against, settle_pairs

CLASSES = {
    "denver/agent": (),
    "denver/clerk": ("Typist",),
    "denver/guard": ("Watchman",),
    "denver/warden": ("Watchman",),
}


def decision(sequence: int, answer: DecisionKind, left: str, right: str, undoes: str | None = None) -> Decision:
    return Decision(
        id=f"d{sequence}", sequence=sequence, answer=answer, question=None, left=left, right=right,
        by="Ann", when="2026-11-22T09:00:00", why="Other work.", undoes=undoes,
    )  # fmt: skip


def test_a_pair_has_no_order() -> None:
    settled = settle_pairs([decision(1, "pin", "denver/agent", "denver/clerk")], CLASSES)
    assert list(settled.others("pin", "denver/agent")) == ["denver/clerk"]
    assert list(settled.others("pin", "denver/clerk")) == ["denver/agent"]
    assert not settled.others("suppress", "denver/agent")


def test_of_two_that_contradict_the_older_stands_and_it_is_said() -> None:
    made = [decision(1, "pin", "denver/agent", "denver/clerk"), decision(2, "suppress", "denver/clerk", "denver/agent")]
    settled = settle_pairs(made[::-1], CLASSES)
    assert settled.between("pin", "denver/clerk", "denver/agent") is not None
    assert settled.between("suppress", "denver/clerk", "denver/agent") is None
    [said] = settled.contradictions
    assert "decision 2" in said
    assert "decision 1 (Ann, 2026-11-22) says pin" in said


def test_after_undoing_the_older_the_younger_holds() -> None:
    made = [
        decision(1, "pin", "denver/agent", "denver/clerk"),
        decision(2, "suppress", "denver/agent", "denver/clerk"),
        decision(3, "undo", "", "", undoes="d1"),
    ]
    settled = settle_pairs(made, CLASSES)
    assert not settled.contradictions
    assert settled.between("suppress", "denver/agent", "denver/clerk") == made[1]


def test_a_retitled_class_is_found_by_its_former_title() -> None:
    settled = settle_pairs([decision(1, "different", "denver/typist", "denver/agent")], CLASSES)
    assert settled.between("different", "denver/clerk", "denver/agent") is not None


@pytest.mark.parametrize("gone", ["denver/no-such-class", "denver/watchman"], ids=["unknown", "two had that title"])
def test_what_matches_nothing_is_listed(gone: str) -> None:
    made = decision(1, "pin", "denver/agent", gone)
    settled = settle_pairs([made], CLASSES)
    assert settled.stale == [made]
    assert not settled.others("pin", "denver/agent")


@pytest.mark.parametrize(
    ("answer", "left", "right", "words"),
    [
        ("same", "denver/agent", "denver/clerk", "only pin, suppress, different"),
        ("pin", "denver/agent", "denver/agent", "one class"),
        ("pin", "denver/clerk", "denver/typist", "one class"),
    ],
    ids=["not ours to join", "itself", "itself under its former title"],
)
def test_what_cannot_be_decided_is_set_aside_in_words(answer: DecisionKind, left: str, right: str, words: str) -> None:
    [said] = settle_pairs([decision(1, answer, left, right)], CLASSES).contradictions
    assert words in said


def test_a_contradiction_is_refused_before_it_is_made() -> None:
    made = [decision(1, "suppress", "denver/agent", "denver/clerk")]
    with pytest.raises(PairRefused, match=r"Decision 1 .* says suppress: “Other work.”"):
        refuse_against("pin", "denver/clerk", "denver/agent", made, CLASSES)
    with pytest.raises(PairRefused, match="says so already"):
        refuse_against("suppress", "denver/clerk", "denver/agent", made, CLASSES)
    refuse_against("different", "denver/clerk", "denver/agent", made, CLASSES)


_DECISIONS = st.lists(
    st.tuples(st.sampled_from(PAIR_ANSWERS), st.sampled_from(sorted(CLASSES)), st.sampled_from(sorted(CLASSES))),
    max_size=12,
)


@given(_DECISIONS)
def test_every_decision_is_in_force_agrees_or_is_said(made: list[tuple[DecisionKind, str, str]]) -> None:
    decisions = [decision(number, *each) for number, each in enumerate(made, start=1)]
    settled = settle_pairs(decisions, CLASSES)
    for each in decisions:
        held = settled.between(each.answer, each.left, each.right)
        set_aside = any(words.startswith(f"decision {each.sequence} (") for words in settled.contradictions)
        assert (held is not None) != set_aside
        assert not (
            settled.between("pin", each.left, each.right) and settled.between("suppress", each.left, each.right)
        )
