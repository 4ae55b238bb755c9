"""A length that no rule turns into years is never lost: the tree says that it is incomplete."""

from __future__ import annotations

import pytest

from taxonomy.model import Education, Experience, Group, Specification
from taxonomy.reading.qualifications.residue import leaves_of
from tests.conftest import stored_document

TEXT = "Class Title: Map Keeper\nClass Code: 12\n\nDUTIES\nKeeps maps and lends them.\n\nMINIMUM QUALIFICATIONS\n{}\n"


def read(sentence: str) -> Specification:
    [found] = stored_document("map-keeper.txt", TEXT.format(sentence).encode()).parsed.specifications
    return found


@pytest.mark.parametrize(
    "sentence",
    [
        "High school diploma and 90 days of sea service.",
        "High school diploma and two seasons of ski patrol.",
        "A bachelor's degree and 500 flight hours as pilot in command.",
    ],
)
def test_a_length_of_another_kind_is_residue(sentence: str) -> None:
    assert [each.text for each in read(sentence).residue] == [sentence]


@pytest.mark.parametrize("amount", ["1200 hours", "1,200 hours"])
def test_thousands_are_read_with_and_without_a_comma(amount: str) -> None:
    found = read(f"High school diploma and {amount} of direct care work.")
    assert isinstance(found.requirement, Group)
    assert [leaf.years for leaf in leaves_of(found.requirement) if isinstance(leaf, Experience)] == [0.577]
    assert not found.residue


@pytest.mark.parametrize(
    "sentence",
    [
        "High school diploma and one year of work. Apply within 30 days of the notice.",
        "One year of experience. Works 40 hours per week.",
        "Two years of experience; a license must be obtained 90 days from hire.",
    ],
)
def test_days_and_hours_that_ask_for_no_experience_are_no_residue(sentence: str) -> None:
    assert not read(sentence).residue


@pytest.mark.parametrize(
    ("sentence", "field"),
    [
        ("12 semester hours in chemistry.", "chemistry"),
        ("15 credits of accounting.", "accounting"),
        ("30 semester hours of college coursework.", None),
    ],
)
def test_units_keep_their_field(sentence: str, field: str | None) -> None:
    leaf = read(sentence).requirement
    assert isinstance(leaf, Education)
    assert leaf.field == field


def test_a_class_behind_a_length_alone_is_a_class_and_exp_is_experience() -> None:
    leaf = read("Two years as a Ferry Deckhand.").requirement
    assert isinstance(leaf, Experience)
    assert leaf.at_class == ("Ferry Deckhand",)
    short = read("8+ yrs. of policy exp.").requirement
    assert isinstance(short, Experience)
    assert short.of == "policy experience"
