"""How much of a knowledge, skill or ability does a line ask for: "Thorough knowledge of Geography." asks for much.

Class specifications grade what they ask for by a word. Two classes that ask for the same things to the same degree are
alike even where their duties are told in other words; which words stand for which grade is in ``data/search.toml``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from index.content.text import stems
from index.settings import settings

# "Thorough knowledge of Geography.", "Considerable skill in Active Listening.", "Some ability to lift."
_GRADED = re.compile(r"\W*(?P<grade>[A-Za-z]+)\s+(?P<what>knowledge of|skills? in|ability to)\s+(?P<rest>\S.*)", re.I)
_LONGEST = 160


def graded(text: str) -> tuple[str, float] | None:
    """What a line asks for, as its stems, and to which grade; None for a line that grades nothing."""
    match = _GRADED.match(text[:_LONGEST])
    grade = settings().grades.get(match["grade"].lower()) if match else None
    if match is None or grade is None:
        return None
    asked = " ".join(stems(f"{match['what']} {match['rest']}"))
    return (asked, grade) if asked else None


def grades_of(texts: Iterable[str]) -> Mapping[str, float]:
    """What the lines ask for with the highest grade of each."""
    found: dict[str, float] = {}
    for text in texts:
        asked = graded(text)
        if asked is not None:
            found[asked[0]] = max(asked[1], found.get(asked[0], 0.0))
    return found
