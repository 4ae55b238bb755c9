"""Gaps are counts of words and say nothing about who asked."""

from __future__ import annotations

import datetime

import pytest

from taxonomy.store.gaps import gap_words

TYPED = {
    "case and marks": ("Speaks  SPANISH!", "speaks spanish"),
    "accents": ("Peña", "pena"),
    "a telephone number": ("call 303-555-0100 now", "call now"),
    "an address": ("write ana.example@denver.example please", "write please"),
    "only numbers": ("3-1-1", ""),
    "nothing": ("  ", ""),
    "too many words": ("a b c d e f g h i j", "a b c d e f g h"),
    "an endless word": ("x" * 100, ""),
}


@pytest.mark.parametrize(("typed", "kept"), TYPED.values(), ids=TYPED.keys())
def test_words_that_are_kept(typed, kept):
    assert gap_words(typed) == kept


def test_counts_by_day(store, clock):
    store.count_gap("Spanish speaking")
    store.count_gap("spanish, speaking")
    store.count_gap("juggling")
    clock.advance(24 * 3600)
    store.count_gap("Spanish speaking")
    store.count_gap("")
    first, second = store.gaps()
    assert (first.words, first.count, first.first_day, first.last_day) == (
        "spanish speaking",
        3,
        "2026-11-22",
        "2026-11-23",
    )
    assert (second.words, second.count) == ("juggling", 1)
    assert [gap.words for gap in store.gaps(at_least=2)] == ["spanish speaking"]
    assert [gap.count for gap in store.gaps(since=datetime.date(2026, 11, 23))] == [1]


def test_a_robot_fills_no_disk(store, monkeypatch):
    monkeypatch.setattr("taxonomy.store.gaps._MAX_A_DAY", 3)
    for word in ("one", "two", "three", "four", "five", "one"):
        store.count_gap(word)
    assert {gap.words: gap.count for gap in store.gaps()} == {"one": 2, "two": 1, "three": 1}
