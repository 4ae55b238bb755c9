"""The stems of English words (Porter 2): the only door to snowballstemmer."""

from __future__ import annotations

import re
import threading
import unicodedata
from functools import lru_cache

import snowballstemmer

_WORD = re.compile(r"[a-z0-9]+")
_stemmer = snowballstemmer.stemmer("english")
_stemming = threading.Lock()  # the stemmer keeps a word in hand between its calls


@lru_cache(maxsize=200_000)
def stem(word: str) -> str:
    """The stem of one word in small letters."""
    with _stemming:
        return str(_stemmer.stemWord(word))


def stems(text: str) -> tuple[str, ...]:
    """The stems of all words of `text` in order, accents and apostrophes off, nothing left out."""
    plain = unicodedata.normalize("NFKD", text.lower()).encode("ascii", "ignore").decode().replace("'", "")
    return tuple(stem(word) for word in _WORD.findall(plain))
