"""Is this document about a class at all, or a memo, an offer of places, a recipe?

A class specification has a name or a code, says what the class does, and says what it asks for. Signs are weighed:
each kind of section and each line of a letter's head counts for or against, and `FOR_A_CLASS` points are needed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from taxonomy.model import Line
from taxonomy.reading.language.spellings import fold_heading
from taxonomy.reading.layout.outline import Region
from taxonomy.reading.layout.titles import Heading

FOR_A_CLASS = 3
_DOES = frozenset(("general_statement", "duties", "distinguishing_characteristics"))
_ASKS = frozenset(("minimum_qualifications", "education", "experience", "knowledge", "competencies", "licensure"))
_POINTS = {
    "general_statement": 1,
    "distinguishing_characteristics": 2,
    "duties": 1,
    "minimum_qualifications": 1,
    "education": 1,
    "experience": 1,
    "knowledge": 1,
    "competencies": 1,
    "class_detail": 1,
    "class_history": 1,
}
_CODE, _TITLE, _LETTER_HEAD, _OFFER = 2, 1, -2, -2
_FEWEST_MEMO_LINES = 2
# "TO: All Agency Heads", "DATE:\tMarch 10, 2015", "FROM:", "SUBJECT: Holiday hours", "RE:"
_MEMO_LINE = re.compile(r"(?:to|from|date|subject|re|via|attention)\s*:", re.IGNORECASE)
# "POSITIONS AVAILABLE:", "EXEMPT EMPLOYMENT OPPORTUNITY"
_OFFER_WORDS = (
    "positions available",
    "position available",
    "employment opportunity",
    "exempt employment",
    "vacancy announcement",
    "now hiring",
    "we are hiring",
    "join our team",
)


def is_class(region: Region, heading: Heading) -> bool:
    """Do the signs in `region` say that it specifies a class?"""
    kinds = {section.kind for section in region.sections}
    if not (kinds & _DOES and kinds & _ASKS) and not (heading.code and heading.title and kinds & (_DOES | _ASKS)):
        return False
    points = sum(_POINTS.get(kind, 0) for kind in kinds)
    points += (_CODE if heading.code else 0) + (_TITLE if heading.founded else 0)
    points += _LETTER_HEAD if _has_letter_head(region.block) else 0
    points += _OFFER * _offers(region.lines)
    return points >= FOR_A_CLASS


def _has_letter_head(block: Sequence[Line]) -> bool:
    return sum(_MEMO_LINE.match(line.text) is not None for line in block) >= _FEWEST_MEMO_LINES


def _offers(lines: Sequence[Line]) -> int:
    folded = [fold_heading(line.text) for line in lines if 0 < len(line.text) < 60]
    loud = [text for text in folded if "equal" not in text]  # "AN EQUAL EMPLOYMENT OPPORTUNITY EMPLOYER"
    return sum(any(words in text for text in loud) for words in _OFFER_WORDS)
