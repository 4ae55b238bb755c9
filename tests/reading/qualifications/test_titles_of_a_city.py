"""Every class title of a whole city is found in the sentences that requirements use for naming classes."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from taxonomy.reading.qualifications.titles import find_classes

pytestmark = pytest.mark.shared

# A title that reads as two ("Painter" and "Poster" may both end one), and one that the list itself cuts short.
BEYOND_US = {"Traffic Painter and Sign Poster", "Supervising Occupational Health"}
SENTENCES = [
    "Two years of full-time paid experience as a {0} with the City of Los Angeles",
    "Two years of full-time paid experience with the City of Los Angeles as a {0}, {1}, or {2} which provides work",
    "One year of full-time paid experience in a class at the level of {0} performing analysis",
    "Two years with the City of Los Angeles as a {0} or {1} interpreting and applying State law",
    "Two years as a {0} or in a class at that level, supervising employees engaged in Port work",
    "Four years as an {0}, a {1}, or as a {2} or in a position at the level of {3} in the Los Angeles Fire Department",
    "Two years at least at the level of a {0} in the Harbor Department",
    "Five years of experience, two years of which must have been as a {0}, {1} or {2}",
]


def as_in_running_text(title: str) -> str:
    """``CHIEF OF OPERATIONS`` as ``Chief of Operations``."""
    words = re.sub(r"[A-Za-z']+", lambda word: word[0].capitalize(), title.strip().strip('"'))
    small = re.sub(r"\b(And|Of|The|To|For)\b", lambda word: word[0].lower(), words)
    return " ".join(re.sub(r"\bI+\b", lambda word: word[0].upper(), small).split())


@pytest.fixture(scope="module")
def titles(shared_data: Path) -> list[str]:
    """The city's titles, without headings that a comma or a dash parts."""
    lines = (shared_data / "la_schema" / "job_titles.csv").read_text("utf-8").splitlines()
    return sorted({as_in_running_text(line) for line in lines if line.strip() and " - " not in line} - BEYOND_US)


@pytest.mark.parametrize("sentence", SENTENCES)
def test_all_titles_are_found_and_nothing_else(titles: list[str], sentence: str) -> None:
    named = len(set(re.findall(r"\{\d\}", sentence)))
    wrong = []
    for place in range(len(titles)):
        wanted = [titles[(place + step * 97) % len(titles)] for step in range(named)]
        found = [title for naming in find_classes(sentence.format(*wanted)) for title in naming.titles]
        if found != wanted:
            wrong.append((wanted, found))
    assert wrong == []
