"""Which names may be meant by one that is written carelessly: short forms, initials, slips, another order of words?

Every word of what was typed is held against every word that names are made of; names then gather what their words gave,
each word weighing by how few names have it. A likeness only orders candidates: `certain` is said of a name only where
its words are the same words.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct
from rapidfuzz.distance import DamerauLevenshtein

from taxonomy.basics.datafiles import read_table
from taxonomy.basics.stems import stem

# How well a word as typed says a word of a name, by how it does.
_SAME, _SHORT_FORM, _BEGINNING, _INITIALS, _SKELETON, _SLIP = 1.0, 0.95, 0.9, 0.9, 0.85, 0.8
_OTHER_NUMBER = 0.5  # what is left where the names are of two levels of one series
_NUMBERS = {"i": "1", "ii": "2", "iii": "3", "iv": "4", "v": "5", "vi": "6", "vii": "7", "viii": "8"}
_JOINED_DIGITS = re.compile(r"(?<=\d)-(?=\d)")
_WORD = re.compile(r"[a-z]+|\d+")
_SMALL = frozenset({"of", "and", "the", "for", "a", "in", "to"})
_SHORTEST, _LONGEST_INITIALS = 2, 5


class NameMatch(Struct, frozen=True, kw_only=True):
    """A name that may be meant; `likeness` from 0 to 100, `certain` where the words are the same."""

    key: str
    name: str
    likeness: float
    certain: bool


class NameMatcher:
    """Finds names of things; a thing may have several (a title, former titles)."""

    def __init__(self, names: Iterable[tuple[str, str]]) -> None:
        self._names = [(key, name, _words(name)) for key, name in names]
        self._by_word: dict[str, set[int]] = defaultdict(set)
        for number, (_, _, words) in enumerate(self._names):
            for word in words:
                self._by_word[word].add(number)
        self._by_initials: dict[str, set[int]] = defaultdict(set)
        for number, (_, _, words) in enumerate(self._names):
            for letters, _ in _initials(words):
                self._by_initials[letters].add(number)

    def find(self, text: str, limit: int) -> list[NameMatch]:
        """The likeliest things, each by its best name, the likeliest first."""
        asked = _words(text)
        said = [self._said_by(word) for word in asked]
        places = set().union(*(self._places(word, words) for word, words in zip(asked, said, strict=True)), set())
        best: dict[str, NameMatch] = {}
        for place in places:
            key, name, words = self._names[place]
            found = NameMatch(
                key=key,
                name=name,
                likeness=round(100 * self._likeness(asked, said, words), 1),
                certain=sorted(map(stem, words)) == sorted(map(stem, asked)),
            )
            if key not in best or (found.certain, found.likeness) > (best[key].certain, best[key].likeness):
                best[key] = found
        return sorted(best.values(), key=lambda each: (-each.certain, -each.likeness, each.key))[:limit]

    def _said_by(self, word: str) -> Mapping[str, float]:
        """Words of names that `word` may stand for, and how well it does."""
        return {known: much for known in self._by_word if (much := _says(word, known))}

    def _places(self, word: str, said: Mapping[str, float]) -> set[int]:
        return set().union(*(self._by_word[each] for each in said), self._by_initials.get(word, set()))

    def _likeness(self, asked: Sequence[str], said: Sequence[Mapping[str, float]], words: Sequence[str]) -> float:
        """The share of both texts' weight that stands for each other."""
        open_words = dict.fromkeys(range(len(words)), 0.0)
        left = 0.0
        for word, meant in zip(asked, said, strict=True):
            run = next((run for letters, run in _initials(words) if letters == word), range(0))
            if run:
                open_words.update({place: max(open_words[place], _INITIALS) for place in run})
                continue
            place = max(open_words, key=lambda p: meant.get(words[p], 0.0) if not open_words[p] else 0.0, default=None)
            much = meant.get(words[place], 0.0) if place is not None and not open_words[place] else 0.0
            if place is not None and much:
                open_words[place] = much
            else:
                left += self._weight(word)
        whole = sum(map(self._weight, words)) + left
        found = sum(much * self._weight(words[place]) for place, much in open_words.items())
        return (found / whole if whole else 0.0) * (1.0 if _numbers(asked) == _numbers(words) else _OTHER_NUMBER)

    def _weight(self, word: str) -> float:
        """How much a word tells: the fewer names have it, the more."""
        if word in _SMALL:
            return 0.1
        return math.log(1 + len(self._names) / (1 + len(self._by_word.get(word, ()))))


def _words(text: str) -> list[str]:
    """Words in small letters without accents; ``3-1-1`` is 311, and II is 2 wherever it ends a name."""
    plain = unicodedata.normalize("NFKD", text.lower()).encode("ascii", "ignore").decode().replace("'", "")
    words = _WORD.findall(_JOINED_DIGITS.sub("", plain))
    return [*words[:-1], _NUMBERS.get(words[-1], words[-1])] if len(words) > 1 else words


def _numbers(words: Sequence[str]) -> list[str]:
    return [word for word in words[-1:] if word.isdigit()]


def _initials(words: Sequence[str]) -> Iterator[tuple[str, range]]:
    """The initials of every two to five words that stand side by side, small words left out, and where they stand."""
    telling = [place for place, word in enumerate(words) if word not in _SMALL and not word.isdigit()]
    for begin in range(len(telling)):
        for end in range(begin + _SHORTEST, min(begin + _LONGEST_INITIALS, len(telling)) + 1):
            run = telling[begin:end]
            yield "".join(words[place][0] for place in run), range(run[0], run[-1] + 1)


def _says(word: str, known: str) -> float:
    """How well `word` stands for the word `known` of a name."""
    if word == known:
        return _SAME
    if stem(word) == stem(known) or _long_form(word) == known:
        return _SHORT_FORM
    if word.isdigit() or known.isdigit() or len(word) < _SHORTEST or word[0] != known[0]:
        return 0.0
    if known.startswith(word.rstrip("s")) and len(word.rstrip("s")) >= _SHORTEST:
        return _BEGINNING
    if len(word) > _SHORTEST and _is_skeleton(word, known):
        return _SKELETON
    slips = DamerauLevenshtein.distance(word, known, score_cutoff=2)
    return _SLIP if slips <= (len(known) > 4) + (len(known) > 8) else 0.0


def _is_skeleton(word: str, known: str) -> bool:
    """Letters of `known` in order, its last sound among them: ``asst`` of assistant, ``ctr`` of center."""
    letters = iter(known)
    return len(word) < len(known) and word[-1] in known[-2:] and all(letter in letters for letter in word)


def _long_form(word: str) -> str | None:
    found = read_table("abbreviations.toml")["words"].get(word)
    return str(found) if found else None
