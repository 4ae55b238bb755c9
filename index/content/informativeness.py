"""How much does a sentence tell of the class in whose specification it stands?"""

from __future__ import annotations

from index.content.lines import IndexedLine
from index.settings import settings


def telling(line: IndexedLine) -> float:
    """By its section; a sentence that tells the class from another says what the other does."""
    rules = settings().needs
    if line.section == "distinguishing_characteristics" and "istinguished from" in line.text:
        return rules.of_another
    return rules.sections.get(line.section, 1.0)
