"""Which words does a text have, and where do they stand in it?"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from taxonomy.wording.fold import plain

# "area(s)" and "and/or" are one word each; soft hyphens and zero-width marks do not part a word.
_INVISIBLE = "\u00ad\u200b-\u200d\u2060\ufeff"
WORD = re.compile(
    rf"and\s*/\s*or\b|\d+(?:[.,:]\d+)*|[^\W_\d][^\W_]*(?:['’{_INVISIBLE}]+[^\W_]+)*(?:\(s\))?|[$%+#&@=<>€£°]",
    re.IGNORECASE,
)
_SPACES = re.compile(r"\s+")


class Word(NamedTuple):
    """One word: folded (`key`), as printed (`raw`), and its place in the text."""

    key: str
    raw: str
    start: int
    end: int


@lru_cache(maxsize=20_000)
def words_of(text: str) -> tuple[Word, ...]:
    """The words of `text` in order; what lies between them is punctuation and space."""
    return tuple(Word(_key(match.group()), match.group(), *match.span()) for match in WORD.finditer(text))


@lru_cache(maxsize=50_000)
def keys_of(text: str) -> tuple[str, ...]:
    """The folded words of `text`."""
    return tuple(_key(match.group()) for match in WORD.finditer(text))


@lru_cache(maxsize=200_000)
def _key(raw: str) -> str:
    return _SPACES.sub("", plain(raw))
