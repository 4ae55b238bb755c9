"""A title, an employer or a degree that nothing here is called is answered with what may be meant, nearest first."""

from __future__ import annotations

import pytest

from taxonomy.paths.did_you_mean import employers_like, levels_like, titles_like
from taxonomy.paths.employers import find_employer
from taxonomy.paths.schooling import find_level, level_names

TITLES = ("Electrical Inspector", "Senior Electrical Inspector", "Police Sergeant", "Accountant II", "Accountant III")


@pytest.mark.parametrize(
    ("told", "first"),
    [
        ("Electical Inspecter", "Electrical Inspector"),
        ("Sr. Electrical Inspector", "Senior Electrical Inspector"),
        ("Inspector, Electrical", "Electrical Inspector"),
        ("Sergeant, Police", "Police Sergeant"),
        ("Accountant 2", "Accountant II"),
        ("Acountant 3", "Accountant III"),
        ("Zookeeper", None),
    ],
)
def test_titles(told: str, first: str | None) -> None:
    assert next(iter(titles_like(told, TITLES)), None) == first


@pytest.mark.parametrize(
    ("told", "first"),
    [("bachelor degre", "bachelor"), ("high scool diploma", "high school"), ("asociate's degree", "associate")],
)
def test_schooling(told: str, first: str) -> None:
    assert find_level(told) is None
    assert levels_like(told)[0] == first


def test_schooling_like_none_names_all() -> None:
    assert levels_like("xyz") == level_names()


@pytest.mark.parametrize(("told", "level"), [("BA", "bachelor"), ("MSc", "master"), ("urban planning", None)])
def test_degrees_by_letters(told: str, level: str | None) -> None:
    found = find_level(told)
    assert (found.name if found else None) == level


def test_employers() -> None:
    known = ("los-angeles", "denver")
    assert find_employer("L.A.", known) == find_employer("City of Los Angeles", known) == "los-angeles"
    assert employers_like("Los Angelos", known) == ("los-angeles",)
    assert employers_like("Denvor", known) == ("denver",)
