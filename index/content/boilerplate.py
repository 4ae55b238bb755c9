"""Which sentences say nothing about one class because many classes say them word for word?

Recognised by repetition, not by a list. Statements of competencies, and what a class requires, are never boilerplate:
that several classes share them is what people search for.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Collection, Iterable, Sequence

from index.content.lines import IndexedLine
from index.settings import Repetition

_SHARED_ON_PURPOSE = frozenset(
    {"title", "former_title", "job_code", "label", "pay", "competencies", "knowledge", "education", "experience"}
    | {"minimum_qualifications", "licensure", "supervision_exercised"}
)
# What a class only includes by naming another is said once, by that other.
_NOT_COUNTED = _SHARED_ON_PURPOSE | {"included"}


def find_boilerplate(texts: Iterable[Sequence[IndexedLine]], limits: Repetition) -> frozenset[int]:
    """Fingerprints of the sentences that at least so many of `texts` share."""
    counted: Counter[int] = Counter()
    total = 0
    for lines in texts:
        total += 1
        own = (line for line in lines if line.section not in _NOT_COUNTED)
        counted.update({fingerprint(line.text) for line in own})
    least = max(limits.classes, math.ceil(limits.share * total))
    return frozenset(text for text, count in counted.items() if count >= least)


def is_boilerplate(line: IndexedLine, boilerplate: Collection[int]) -> bool:
    """Does this line say what many classes say?"""
    return line.section not in _SHARED_ON_PURPOSE and fingerprint(line.text) in boilerplate


def fingerprint(text: str) -> int:
    """The same for texts that differ only in case, spaces and punctuation; compared within one process only."""
    return hash("".join(filter(str.isalnum, text.casefold())))
