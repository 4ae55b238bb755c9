"""From text to the stems that are indexed and searched: one pass of words, small letters, stop words and stems.

Numbers and codes are joined as people write them in any way: ``3-1-1`` is ``311``, ``CS-2154`` is ``cs2154``,
``615-S`` is ``615s``. All other hyphens and slashes part words. Stems are remembered, since stemming costs the most.
"""

from __future__ import annotations

import re
import threading
import unicodedata
from collections.abc import Iterator, Mapping
from functools import cache

from index.settings import settings
from taxonomy.basics.datafiles import read_table
from taxonomy.basics.stems import stem as root_of

_WORD = re.compile(r"[a-z0-9]+(?:['-][a-z0-9]+)*")
# "3-1-1 Customer Service Agent" | "CS-2154" | "615-S (\$35,124 to \$51,268)"
_CODE = re.compile(r"\d(?:-\d){1,3}|[a-z]{1,3}-\d{3,5}|\d{3,5}-[a-z]")
# Most texts that are not ASCII are so only by their quotes and dashes; the hyphens that join words become "-".
_TYPOGRAPHY = str.maketrans(
    {"‘": "'", "’": "'", "“": '"', "”": '"', "–": " ", "—": " ", "•": " ", "\u2010": "-", "\u2011": "-"}
)
_NOT_KEY = re.compile(r"[^a-z0-9]+")
_LONGEST_WORD = 40
_STEMS_KEPT = 200_000


def plain(text: str) -> str:
    """`text` in small letters without accents."""
    lower = text.lower()
    if not lower.isascii():
        lower = lower.translate(_TYPOGRAPHY)
    if lower.isascii():
        return lower
    return "".join(c for c in unicodedata.normalize("NFKD", lower) if not unicodedata.combining(c))


def words(text: str) -> Iterator[str]:
    """Every word of `text` in order, codes joined, possessive endings off, stop words still in."""
    for word in _WORD.findall(plain(text)):
        if word.isalnum():
            yield word[:_LONGEST_WORD]
        elif _CODE.fullmatch(word):
            yield word.replace("-", "")
        else:
            yield from _parts(word)


def _parts(word: str) -> Iterator[str]:
    for part in word.split("-"):
        bare = part.removesuffix("'s").replace("'", "")
        if bare:
            yield bare[:_LONGEST_WORD]


def stems(text: str) -> list[str]:
    """The stems of `text` in order, stop words left out."""
    found = []
    for word in words(text):
        root = _STEMS.get(word)
        if root is None:
            root = stem(word)
        if root:
            found.append(root)
    return found


_STEMS: dict[str, str] = {}
_STEMMER = threading.Lock()


def stem(word: str) -> str:
    """The stem of one word as `words` gives it; empty for a stop word."""
    root = _STEMS.get(word)
    if root is None:
        if len(_STEMS) > _STEMS_KEPT:
            _STEMS.clear()
        root = "" if word in stop_words() else _stem_anew(word)
        _STEMS[word] = root
    return root


def _stem_anew(word: str) -> str:
    if not word.isalpha():
        return word
    if word in stems_apart():
        return stems_apart()[word]
    # The stemmer keeps its state between calls: two threads at once would mix their words.
    with _STEMMER:
        return root_of(word)


@cache
def stems_apart() -> Mapping[str, str]:
    """The words of ``data/stems.toml`` that the stemmer takes for forms of another word, and their own stems."""
    return {word: root for root, forms in read_table("stems.toml")["apart"].items() for word in forms}


@cache
def stop_words() -> frozenset[str]:
    """Words that are neither indexed nor searched."""
    return frozenset(settings().stop_words)


def key(text: str) -> str:
    """`text` as one run of small letters and digits: equal for ``CS-2154``, ``CS 2154`` and ``cs2154``."""
    return _NOT_KEY.sub("", plain(text))
