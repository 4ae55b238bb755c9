"""How do two texts differ: which words, which kinds of difference, how alike, and may they be one wording?"""

from __future__ import annotations

from functools import lru_cache

from msgspec import Struct

from taxonomy.wording.diff import DiffPart, word_diff
from taxonomy.wording.joins import joins
from taxonomy.wording.kinds import KINDS, difference
from taxonomy.wording.lexicon import content_words, stem
from taxonomy.wording.likeness import likeness, unshared_stems

_MIRROR = {"clause_added": "clause_removed", "clause_removed": "clause_added"}


class Comparison(Struct, frozen=True, kw_only=True):
    """The answer of `atlas wording`: from the first text to the second.

    `mergeable` says that the two are one text in all that carries meaning, so that they are joined without a person.
    `editorial` says that no difference can change the sense: worth a "yes" from a person. `added_words` and
    `removed_words` are the words with a meaning of their own on one side only.
    """

    kinds: tuple[str, ...]
    diff: tuple[DiffPart, ...]
    similarity: float
    mergeable: bool
    editorial: bool
    added_words: tuple[str, ...]
    removed_words: tuple[str, ...]


def compare(a: str, b: str) -> Comparison:
    """Every difference from `a` to `b`, named; `compare(b, a)` is its mirror image."""
    kinds = kinds_between(a, b)
    only_a, only_b = unshared_stems(a, b)
    return Comparison(
        kinds=kinds,
        diff=word_diff(a, b),
        similarity=100.0 if a == b else likeness(a, b),
        mergeable=joins(a, b),
        editorial=is_editorial(a, b),
        added_words=words_with(b, only_b),
        removed_words=words_with(a, only_a),
    )


@lru_cache(maxsize=50_000)
def kinds_between(a: str, b: str) -> tuple[str, ...]:
    """The kinds of difference alone, for many pairs."""
    if a > b:
        mirrored = {_MIRROR.get(kind, kind) for kind in kinds_between(b, a)}
        return tuple(kind for kind in KINDS if kind in mirrored)
    return difference(a, b).kinds


def is_editorial(a: str, b: str) -> bool:
    """Can none of the differences change the sense? Only such pairs are proposed as the same wording."""
    return difference(min(a, b), max(a, b)).editorial


def redline(old: str, new: str) -> tuple[DiffPart, ...]:
    """What a redline shows: `old` turned into `new`, word by word."""
    return compare(old, new).diff


def words_with(text: str, stems: frozenset[str]) -> tuple[str, ...]:
    """The words of `text` that have one of `stems`, each once, in order."""
    return tuple(dict.fromkeys(word for word in content_words(text) if stem(word) in stems))
