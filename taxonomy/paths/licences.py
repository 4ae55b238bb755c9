"""Is the license that a person holds the one that is asked for? Kind, issuing state, class and endorsements compared.

The same license of another state, or of a state not told, is for HR; another class is not it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import Literal

from msgspec import Struct

from taxonomy.basics.datafiles import read_table
from taxonomy.basics.stems import stems

Likeness = Literal["same", "perhaps", "other"]
# "Class A", "Class “B” or “C”", "class A, B or C": the letters of a driver's license
_CLASSES = re.compile(
    r"\bclass(?:es)?\s((?:[\"“”'’]{0,2}[A-M]\d?[\"“”'’]{0,2})(?:(?:,\s?|\sor\s|/|,\sor\s|\sand\s)(?:class\s)?[\"“”'’]{0,2}[A-M]\d?[\"“”'’]{0,2}(?![\w]))*)(?!\w)",
    re.IGNORECASE,
)
_LETTER = re.compile(r"\b[A-Ma-m]\d?\b")


class LicenceTerms(Struct, frozen=True, kw_only=True):
    """What tells a license from another: its words, the places that issue it, its classes."""

    text: str
    words: frozenset[str]
    places: frozenset[str]
    classes: frozenset[str]


@cache
def _tables() -> tuple[frozenset[str], tuple[re.Pattern[str], ...]]:
    table = read_table("licences.toml")
    places = sorted(table["places"], key=len, reverse=True)
    return frozenset(stems(table["empty"])), tuple(re.compile(rf"\b{re.escape(place)}\b") for place in places)


@lru_cache(maxsize=8192)
def terms_of(text: str) -> LicenceTerms:
    """A license as printed or told, made ready to be compared."""
    empty, places = _tables()
    found: set[str] = set()
    rest = text.lower()
    for place in places:
        match = place.search(rest)
        if match is not None:
            found.add(match.group())
            rest = place.sub(" ", rest)
    letters = {each.upper() for run in _CLASSES.findall(text) for each in _LETTER.findall(run)}
    rest = _CLASSES.sub(" ", rest)
    return LicenceTerms(
        text=text, words=frozenset(stems(rest)) - empty, places=frozenset(found), classes=frozenset(letters)
    )


def compare(asked: LicenceTerms, told: LicenceTerms) -> tuple[Likeness, str]:
    """Whether `told` is the license that is asked for, and why."""
    shared = asked.words & told.words
    if not told.words or not (shared and (told.words <= asked.words or asked.words <= told.words)):
        return "other", "You named no such license or certificate."
    if asked.classes and told.classes and not asked.classes & told.classes:
        if min(told.classes) < min(asked.classes):
            return (
                "perhaps",
                f"This asks for Class {_listed(asked.classes)}; HR must say whether {told.text} covers it.",
            )
        return "other", f"This asks for Class {_listed(asked.classes)}; you have {told.text}."
    if asked.classes and not told.classes:
        return (
            "perhaps",
            f"This asks for Class {_listed(asked.classes)}; HR must say whether {told.text} is that class.",
        )
    if asked.places and not asked.places & told.places:
        return "perhaps", f"This asks for one of {_places(asked.places)}; HR must say whether {told.text} is accepted."
    if asked.words <= told.words:
        return "same", f"You have {told.text}."
    return "perhaps", f"HR must say whether {told.text} is the one that is meant."


def best(asked: str, told: Sequence[LicenceTerms]) -> tuple[Likeness, str]:
    """The nearest of the licenses told."""
    answers = [compare(terms_of(asked), each) for each in told]
    for likeness in ("same", "perhaps"):
        found = next((answer for answer in answers if answer[0] == likeness), None)
        if found is not None:
            return found
    refused = next((answer for answer in answers if answer[1].startswith("This asks")), None)
    return refused or ("other", "You named no such license or certificate.")


def _listed(letters: frozenset[str]) -> str:
    return " or ".join(sorted(letters))


def _places(places: frozenset[str]) -> str:
    return " or ".join(sorted(place.title() for place in places))
