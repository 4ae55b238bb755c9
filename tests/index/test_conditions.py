"""What a question says must not be so, or must be paid: conditions beside the words to look for."""

from __future__ import annotations

import pytest

from index import Engine
from index.query.conditions import conditions


@pytest.mark.parametrize(
    ("text", "rest", "kinds"),
    [
        ("not the supervisor, just the machinist", ", just the machinist", ["supervision"]),
        ("no college degree needed", "", ["degree"]),
        ("works without a license", "works", ["license"]),
        ("does not supervise anyone", "", ["supervision"]),
        ("painter but not a roofer", "painter but", ["title"]),
        ("jobs over $90,000", "", ["pay"]),
        ("painter under $25 an hour", "painter", ["pay"]),
        ("keeps an eye on plants so they don't blow up", None, []),
        ("no fewer than two years", None, []),
        ("handles angry callers", None, []),
    ],
)
def test_conditions_are_taken_out_of_the_question(text: str, rest: str | None, kinds: list[str]) -> None:
    left, found = conditions(text)
    assert [each.kind for each in found] == kinds
    assert left == (text if rest is None else rest)


def test_amounts_are_in_dollars_a_year() -> None:
    (hourly,) = conditions("under $25 an hour")[1]
    assert (hourly.least, hourly.most) == (0, 52_000)
    (thousands,) = conditions("over $90k")[1]
    assert thousands.least == 90_000


def test_a_condition_bars_classes_and_is_said(engine: Engine) -> None:
    every = engine.search("customer service", kind="class").total
    result = engine.search("customer service, not a supervisor", kind="class")
    assert 0 < result.total < every
    assert any(note.source == "a condition, not words to look for" for note in result.understood)
    assert not any("Director" in hit.title or "Supervisor" in hit.title for hit in result.hits)


@pytest.mark.parametrize("asked", ["customer service -supervisor", "customer service NOT supervisor"])
def test_a_minus_before_a_grade_bars_those_who_hold_it_not_those_who_name_it(engine: Engine, asked: str) -> None:
    titles = [hit.title for hit in engine.search(asked, kind="class").hits]
    assert "Lead Customer Service Agent" in titles  # its text names a supervisor
    assert not any("Director" in title or "Supervisor" in title for title in titles)


def test_a_dash_between_blanks_bars_nothing(engine: Engine) -> None:
    assert engine.search("angry caller, wants supervisor - next level?", kind="class").hits


def test_pay_alone_lists_the_classes_that_reach_it(engine: Engine) -> None:
    over, under = engine.search("jobs over $90,000"), engine.search("jobs under $60,000")
    assert over.answer == under.answer == "found"
    assert "denver/contact-center-director" in {hit.id for hit in over.hits}
    assert "denver/contact-center-director" not in {hit.id for hit in under.hits}
