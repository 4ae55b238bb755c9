"""Pictures: nothing overlaps, nothing is lost without being counted, long words are cut."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.drawing.pictures import MOST_BOXES, Box, Knot, tree_picture, wrapped


def knot(sizes: list[int]) -> Knot:
    """A competency with variants of so many classes."""
    variants = (
        Knot(kind="variant", title=f"V{n}", children=tuple(Knot(kind="class", title=f"C{n}.{i}") for i in range(size)))
        for n, size in enumerate(sizes)
    )
    return Knot(kind="competency", title="Reasoning", children=tuple(variants))


def overlap(one: Box, two: Box) -> bool:
    return abs(one.x - two.x) < min(one.width, two.width) and abs(one.y - two.y) < one.height


@given(st.lists(st.integers(0, 12), max_size=45))
def test_boxes_never_overlap_and_never_leave_the_picture(sizes: list[int]) -> None:
    picture = tree_picture(knot(sizes), "words")
    assert not any(overlap(one, two) for one, two in combinations(picture.boxes, 2))
    assert all(b.x >= 0 and b.y >= 0 for b in picture.boxes)
    assert all(b.x + b.width <= picture.width and b.y + b.height <= picture.height for b in picture.boxes)


@pytest.mark.parametrize("sizes", [[3, 2, 1], [200], [1] * 100, [30, 30, 30], []])
def test_a_picture_holds_so_many_boxes_and_counts_the_rest(sizes: list[int]) -> None:
    picture = tree_picture(knot(sizes), "words")
    more = [box for box in picture.boxes if box.kind == "more"]
    assert len(picture.boxes) - len(more) <= MOST_BOXES
    assert bool(more) == (sum(sizes) + len(sizes) + 1 > MOST_BOXES)
    assert len(picture.lines) == len(picture.boxes) - 1


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("Reasoning", ("Reasoning",)),
        ("Planning and Evaluating", ("Planning", "and…")),
        ("Antidisestablishmentarianism", ("Antidises…",)),
    ],
)
def test_words_are_wrapped_in_two_lines(text: str, lines: tuple[str, ...]) -> None:
    assert wrapped(text, 10) == lines
