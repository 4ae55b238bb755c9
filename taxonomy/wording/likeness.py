"""How alike are two texts or labels, as numbers? Likeness only orders questions; it never joins anything.

The only door to rapidfuzz's ratios.
"""

from __future__ import annotations

from functools import lru_cache

from rapidfuzz import fuzz

from taxonomy.wording.fold import fold
from taxonomy.wording.lexicon import content_stems
from taxonomy.wording.spelling import is_slip, is_variant_spelling


def likeness(a: str, b: str) -> float:
    """Likeness of two texts after folding, letter by letter, 0 to 100."""
    return round(fuzz.ratio(_folded(a), _folded(b)), 1)


def label_likeness(a: str, b: str) -> float:
    """Likeness of two labels, whatever the order of their words, 0 to 100."""
    return round(fuzz.token_sort_ratio(_folded(a), _folded(b)), 1)


@lru_cache(maxsize=50_000)
def _folded(text: str) -> str:
    return fold(text)


def overlap(a: str, b: str) -> float:
    """Share of the content stems that two texts have in common (Dice), 0 to 1; slips of the pen count as common."""
    one, other = content_stems(a), content_stems(b)
    if not one and not other:
        return 1.0
    only_one, only_other = unshared_stems(a, b)
    return 1 - (len(only_one) + len(only_other)) / (len(one) + len(other))


def unshared_stems(a: str, b: str) -> tuple[frozenset[str], frozenset[str]]:
    """The content stems that stand only in `a`, and only in `b`, without pairs that are one word misspelt."""
    one, other = content_stems(a), content_stems(b)
    only_one, only_other = one - other, other - one
    slips = {(x, y) for x in sorted(only_one) for y in sorted(only_other) if is_slip(x, y) or is_variant_spelling(x, y)}
    return only_one - {x for x, _ in slips}, only_other - {y for _, y in slips}
