"""Which classes a phrase names: lists, pay grades, halves of titles, and what only sounds like a class."""

from __future__ import annotations

import pytest

from taxonomy.reading.qualifications.titles import find_classes, find_equivalents
from tests.reading.qualifications.labelled import cases


@pytest.mark.parametrize(("text", "titles"), cases("named"))
def test_classes_named(text: str, titles: list[str]) -> None:
    assert [title for naming in find_classes(text) for title in naming.titles] == titles


@pytest.mark.parametrize(
    ("text", "accepted"),
    [
        ("as a Photographer or in a class at that level which provides", True),
        ("as a Meter Reader or in a class which is at least at the level which provides", True),
        ("as a Chief Clerk or in a clerical class at least at that level", True),
        ("as a Recreation Director or in a position at that level providing", True),
        ("as a Senior Park Ranger or in a position at least at that level which", True),
        ("as a Parking Attendant or in a position directing or parking cars", False),
        ("as a Captain or Lieutenant", False),
    ],
)
def test_other_classes_at_the_same_level(text: str, accepted: bool) -> None:
    assert bool(find_equivalents(text)) is accepted
