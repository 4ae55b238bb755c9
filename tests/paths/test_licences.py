"""Which license meets which? Kind, issuing state, class and endorsements."""

from __future__ import annotations

import pytest

from taxonomy.paths.licences import best, terms_of


@pytest.mark.parametrize(
    ("asked", "told", "likeness"),
    [
        ("a valid California driver's license", "California driver's license", "same"),
        ("a valid California driver's license", "valid California Driver License", "same"),
        ("a valid California driver's license", "Nevada driver's license", "perhaps"),
        ("a valid California driver's license", "driver's license", "perhaps"),
        ("a valid driver's license", "Ohio driver's license", "same"),
        ("a valid Class A commercial driver's license", "Class B commercial driver's license", "other"),
        ("a valid Class B commercial driver's license", "Class A commercial driver's license", "perhaps"),
        ("a valid Class B driver's license", "Class B driver's license", "same"),
        ("a valid Class A or B driver's license", "Class B driver's license", "same"),
        ("a valid Class B driver's license", "driver's license", "perhaps"),
        ("a Class B license with a passenger endorsement", "Class B license", "other"),
        ("Registration as a Professional Engineer in Texas", "professional engineer, Texas", "same"),
        ("Registration as a Professional Engineer in Texas", "professional engineer, Ohio", "perhaps"),
        ("a Registered Nurse license", "driver's license", "other"),
        ("a West Virginia nursing license", "Virginia nursing license", "perhaps"),
    ],
)
def test_likeness(asked: str, told: str, likeness: str) -> None:
    assert best(asked, (terms_of(told),))[0] == likeness


def test_nothing_told_is_no_license() -> None:
    assert best("a valid driver's license", ())[0] == "other"
