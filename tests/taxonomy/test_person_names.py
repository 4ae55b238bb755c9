"""Names of people are masked in searches, and ordinary words are not."""

from __future__ import annotations

import pytest

from taxonomy.basics.person_names import mask_names

KNOWN = frozenset(["complaint", "about", "of", "for", "a", "the", "in", "period", "baker", "customer", "is", "and"])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("complaint about Jane Doe", "complaint about [name]"),
        ("jane xyzzyski complaint", "[name] complaint"),
        ("johnson complaint", "[name] complaint"),
        ("Maria's complaint", "[name] complaint"),
        ("Mark Baker", "[name]"),
        ("grace period", "grace period"),
        ("mark the baker", "mark the baker"),
        ("carpenter", "carpenter"),
        ("plumber in the field", "plumber in the field"),
        ("kubernetes", "kubernetes"),
        ("", ""),
    ],
)
def test_names_are_masked(text: str, expected: str) -> None:
    assert mask_names(text, lambda word: word.lower() in KNOWN) == expected
