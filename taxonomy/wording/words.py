"""Which words does a text have, and where do they stand in it?"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

from taxonomy.wording.fold import plain

# "area(s)" and "and/or" are one word each; soft hyphens and zero-width marks do not part a word.
_INVISIBLE = "\u00ad\u200b-\u200d\u2060\ufeff"
# Vowel signs of Devanagari, Thai or Arabic belong to their word, as combining accents do; \w leaves them out.
_SIGNS = "".join(c for c in map(chr, range(0x300, 0x1E00)) if unicodedata.category(c).startswith("M"))
_LETTER = rf"(?:[^\W_]|[{_SIGNS}])"
# Signs that say something: money, comparison, mathematics, pictures. Bullets and arrows do not.
_SYMBOL = "[$%+#&@=<>~^\u00a2-\u00a5\u00ac\u00b0\u00b1\u00d7\u00f7\u20a0-\u20cf\u2200-\u2218\u221a-\u22c4\u22c6-\u22ff"
_SYMBOL += "\u2600-\u26ff\u2705\u2713\u2714\u2717\u2718\u274c\U0001f000-\U0001faff]"
WORD = re.compile(
    rf"and\s*/\s*or\b|\d+(?:[.,:]\d+)*|[^\W_\d]{_LETTER}*(?:['’{_INVISIBLE}]+{_LETTER}+)*(?:\(s\))?|{_SYMBOL}",
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
