"""How alike are two texts or labels, as numbers? Likeness only orders questions; it never joins anything.

rapidfuzz's ratios come in here, its distances in `spelling`.
"""

from __future__ import annotations

from functools import lru_cache

from rapidfuzz import fuzz

from taxonomy.wording.fold import fold
from taxonomy.wording.lexicon import content_stems
from taxonomy.wording.spelling import is_slip, is_variant_spelling


def likeness(a: str, b: str) -> float:
    """Likeness of two texts after folding, letter by letter, 0 to 100."""
    return round(fuzz.ratio(fold(a), fold(b)), 1)


def label_likeness(a: str, b: str) -> float:
    """Likeness of two labels, whatever the order of their words, 0 to 100."""
    return round(fuzz.token_sort_ratio(fold(a), fold(b)), 1)


def overlap(a: str, b: str) -> float:
    """Share of the content stems that two texts have in common (Dice), 0 to 1; slips of the pen count as common."""
    one, other = content_stems(a), content_stems(b)
    if not one and not other:
        return 1.0
    only_one, only_other = unshared_stems(a, b)
    return 1 - (len(only_one) + len(only_other)) / (len(one) + len(other))


@lru_cache(maxsize=100_000)
def _is_one_word(one: str, other: str) -> bool:
    return is_slip(one, other) or is_variant_spelling(one, other)


@lru_cache(maxsize=50_000)
def unshared_stems(a: str, b: str) -> tuple[frozenset[str], frozenset[str]]:
    """The content stems that stand only in `a`, and only in `b`, without pairs that are one word misspelt."""
    one, other = content_stems(a), content_stems(b)
    only_one, only_other = one - other, other - one
    slips = [(x, y) for x in only_one for y in only_other if x[0] == y[0] and _is_one_word(x, y)]
    return only_one - {x for x, _ in slips}, only_other - {y for _, y in slips}
