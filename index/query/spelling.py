"""What did the person probably mean by a word that no document holds? Only unknown words are ever changed."""

from __future__ import annotations

import importlib
import re
from collections.abc import Callable, Mapping
from functools import cache, lru_cache

from msgspec import Struct
from rapidfuzz import process
from rapidfuzz.distance import OSA

from index.query.parser import Query, QueryWord, leaves

# A short word is one letter away from too many others: "boss" is not "loss".
_SHORTEST = 5
_TWO_SLIPS_FROM = 9
_LONGEST = 30
# An English word that no document holds is no slip: "drone" is not "done". Rarer words ("calender") are more often
# slips than meant.
_USUAL_FROM = 200


class Correction(Struct, frozen=True):
    """A word as typed, and the word of the documents that is closest to it."""

    typed: str
    meant: str


class Speller:
    """Corrects words towards the documents' own words."""

    def __init__(self, vocabulary: Mapping[str, int]) -> None:
        self._vocabulary = {word: count for word, count in vocabulary.items() if word.isalpha()}
        self._by_length: dict[int, list[str]] = {}
        for word in self._vocabulary:
            self._by_length.setdefault(len(word), []).append(word)
        self.closest = lru_cache(maxsize=4096)(self._closest)

    def corrections(self, query: Query, known: Callable[[QueryWord], bool]) -> tuple[Correction, ...]:
        """A correction for every plain word of `query` that is not `known` and is close to exactly one good word."""
        unknown = dict.fromkeys(
            leaf.text for leaf in leaves(query.root) if isinstance(leaf, QueryWord) and not known(leaf)
        )
        return tuple(Correction(word, meant) for word in unknown if (meant := self.closest(word)))

    def _closest(self, word: str) -> str | None:
        if not word.isalpha() or not _SHORTEST <= len(word) <= _LONGEST or is_english(word):
            return None
        slips = 2 if len(word) >= _TWO_SLIPS_FROM else 1
        lengths = range(len(word) - slips, len(word) + slips + 1)
        near = [candidate for length in lengths for candidate in self._by_length.get(length, ())]
        found = process.extract(word, near, scorer=OSA.distance, score_cutoff=slips, limit=50)
        good = [(distance, candidate) for candidate, distance, _ in found if candidate[0] == word[0] or distance < 2]
        if not good:
            return None
        return min(good, key=lambda row: (row[0], row[1][0] != word[0], -self._vocabulary[row[1]], row[1]))[1]


def is_english(word: str) -> bool:
    """Whether `word` is one that people usually write in English, by the word counts of pyspellchecker."""
    return _english()[word.lower()] >= _USUAL_FROM


@cache
def _english() -> Mapping[str, int]:
    # Half a second that only a question with an unknown word needs.
    spellchecker = importlib.import_module("spellchecker")
    counts: Mapping[str, int] = spellchecker.SpellChecker(distance=1).word_frequency.dictionary
    return counts


def apply(corrections: tuple[Correction, ...], text: str) -> str:
    """`text` with the corrected words in place, everything else as typed."""
    for correction in corrections:
        text = re.sub(rf"(?<!\w){re.escape(correction.typed)}(?!\w)", correction.meant, text, flags=re.IGNORECASE)
    return text
