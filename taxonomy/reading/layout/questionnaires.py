"""Which lines are the questions that applicants answer ("Supplemental Questionnaire"), and not of the class?"""

from __future__ import annotations

import re
from collections.abc import Sequence

from taxonomy.model import Line
from taxonomy.reading.language.spellings import find_spellings, fold_heading

QUESTIONNAIRE = "questionnaire"
_LONGEST, _NEAR, _FEWEST_QUESTIONS = 90, 14, 2
_NAMES = (
    "questionnaire",
    "supplemental questions",
    "agency wide questions",
    "application questions",
    "prescreen questions",
)
# "01" alone over a question
_NUMBER_ALONE = re.compile(r"\*?\s?0?1\.?")
# "* 1. How many years …?", "Describe your experience with …", "Do you have a degree?"
_QUESTION = re.compile(
    r"(?:\W*\d{1,2}[.)]?\s*)?(?:.{10,}\?\W*$"
    r"|(?:please\s)?(?:describe|explain|list|indicate|select|choose|tell us)\b.{8,})",
    re.I,
)
_CLASS = frozenset(("duties", "minimum_qualifications", "general_statement", "distinguishing_characteristics"))


def questionnaire(lines: Sequence[Line]) -> dict[int, str]:
    """The lines from the name of a questionnaire, or from its first number, up to where a class goes on."""
    printed = [line for line in lines if line.text]
    start = next((place for place in range(1, len(printed)) if _begins(printed, place)), None)
    if start is None:
        return {}
    end = next((place for place in range(start + 1, len(printed)) if _is_of_class(printed[place])), len(printed))
    return {line.number: QUESTIONNAIRE for line in printed[start:end]}


def _begins(printed: Sequence[Line], place: int) -> bool:
    text = printed[place].text
    named = len(text) <= _LONGEST and fold_heading(text).endswith(_NAMES)
    numbered = not named and _NUMBER_ALONE.fullmatch(text) is not None
    if not (named or numbered):
        return False
    below = [line.text for line in printed[place + 1 : place + _NEAR]]
    questions = sum(_QUESTION.match(text) is not None for text in below)
    return questions >= _FEWEST_QUESTIONS and (named or _QUESTION.match(below[0]) is not None)


def _is_of_class(line: Line) -> bool:
    return any(spelling.kind in _CLASS for spelling in find_spellings(line.text.rstrip(" :")))
