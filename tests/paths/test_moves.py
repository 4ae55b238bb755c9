"""What a move needs beside the ladder: families by title, and what pay differs by."""

from __future__ import annotations

import pytest

from taxonomy.model import Citation, PayFact
from taxonomy.paths.families import families, family_of
from taxonomy.paths.pay_difference import pay_difference


@pytest.mark.parametrize(
    ("title", "family"),
    [
        ("Senior Accounting Clerk II", "accounting-clerk"),
        ("Accounting Clerk", "accounting-clerk"),
        ("Chief Deputy", "chief-deputy"),
        ("Plumber 3", "plumber"),
    ],
)
def test_a_family_is_the_title_without_rank_and_number(title: str, family: str) -> None:
    assert family_of(title) == family


def test_families_keep_their_employer_apart() -> None:
    named = [("a/clerk", "Clerk"), ("a/senior-clerk", "Senior Clerk"), ("b/clerk", "Clerk"), ("a/cook", "Cook")]
    assert families(named) == {("a", "clerk"): ("a/clerk", "a/senior-clerk")}


def paid(minimum: float, maximum: float, period: str = "year") -> PayFact:
    source = Citation(document="d", first_line=1, last_line=1, quote="$")
    return PayFact(grade=None, minimum=minimum, maximum=maximum, period=period, source=source)


@pytest.mark.parametrize(
    ("here", "there", "words"),
    [
        pytest.param([paid(50_000, 60_000)], [paid(54_000, 69_200)], "$4,000 to $9,200 a year more", id="more"),
        pytest.param(
            [paid(50_000, 60_000), paid(52_000, 70_000)],
            [paid(55_000, 69_000)],
            "between $1,000 less and $5,000 more a year",
            id="of several ranges the lowest and the highest",
        ),
        pytest.param([paid(20, 25, "hour")], [paid(18, 20, "hour")], "$2 to $5 an hour less", id="less"),
        pytest.param([paid(1, 2)], [paid(1, 2)], "the same pay", id="same"),
        pytest.param([paid(20, 25, "hour")], [paid(50_000, 60_000)], None, id="two periods are not compared"),
        pytest.param([], [paid(50_000, 60_000)], None, id="nothing stated"),
    ],
)
def test_pay_differs_by_what_is_stated(here: list[PayFact], there: list[PayFact], words: str | None) -> None:
    found = pay_difference(here, there)
    assert (found.words if found else None) == words
