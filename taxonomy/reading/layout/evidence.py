"""Is this document about a class at all, or a memo, an offer of places, a recipe?

A class specification has a name or a code, says what the class does, and says what it asks for. Signs are weighed:
each kind of section, a code and a founded title count, and `FOR_A_CLASS` points are needed.
"""

from __future__ import annotations

from collections.abc import Set

from taxonomy.reading.language.class_nouns import are_agents
from taxonomy.reading.language.spellings import fold_heading
from taxonomy.reading.layout.document_kinds import refused_kind
from taxonomy.reading.layout.outline import Region
from taxonomy.reading.layout.title_evidence import Heading

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
_CODE, _TITLE, _OFFER, _FEWEST_OFFERS = 2, 1, -4, 2
# Places are offered in a letter, and no code says of which class
_OFFERED = ("employment opportunity", "positions available", "position available", "vacancy announcement", "now hiring")


def is_class(region: Region, heading: Heading, unheaded: Set[str]) -> bool:
    """Do the signs in `region` say that it specifies a class? `unheaded` are the kinds of text above its headings."""
    printed = {section.kind for section in region.sections if not section.inferred}
    kinds = printed | {section.kind for section in region.sections} | unheaded
    if refused_kind(region.lines, printed) is not None:
        return False
    does, asks = kinds & _DOES, kinds & _ASKS
    sure = heading.founded and does and asks and any(map(are_agents, (heading.title or "").split()))
    named = heading.code is not None or (heading.title is not None and bool(printed))
    if not ((does and asks) or (named and len(does | asks) > 1) or (heading.code and heading.title and (does or asks))):
        return False
    if not (printed or heading.code or sure):
        return False
    points = sum(_POINTS.get(kind, 0) for kind in kinds)
    points += (_CODE if heading.code else 0) + (_TITLE if heading.founded else 0)
    points += _OFFER if not heading.code and _offers(region) >= _FEWEST_OFFERS else 0
    return points >= FOR_A_CLASS


def _offers(region: Region) -> int:
    folded = [fold_heading(line.text) for line in region.lines if 0 < len(line.text) < 60]
    return sum(any(words in text for text in folded if "equal" not in text) for words in _OFFERED)
