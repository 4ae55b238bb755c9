"""Employers as people write them."""

from __future__ import annotations

import pytest

from taxonomy.paths.employers import find_employer

KNOWN = ("denver", "los-angeles", "new-york", "santa-clara")


@pytest.mark.parametrize(
    ("told", "found"),
    [
        ("City of Los Angeles", "los-angeles"),
        ("the city of los angeles", "los-angeles"),
        ("Los Angeles", "los-angeles"),
        ("LA", "los-angeles"),
        ("City and County of Denver", "denver"),
        ("denver", "denver"),
        ("County of Santa Clara", "santa-clara"),
        ("Los Altos", None),
        ("Acme Corp", None),
    ],
)
def test_employer(told: str, found: str | None) -> None:
    assert find_employer(told, KNOWN) == found
