"""Which words of the documents are built on the same root as a word of a question?

A title names who does a thing, a duty says what is done: a "cementer" cements, an "electrician" works with what is
electric, a "leatherworker" works leather. The endings are a table in ``data/search.toml``; what is found is a neighbour
of the word asked for, never the word itself, and counts less.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache

from index.content.text import stem, stems_apart

_SHORTEST_ROOT = 3
_SHORTEST_PART = 3
_COMPOUND_FROM = 7
_KEPT = 8_192


class Families:
    """The kin of a word among the stems for which `known` says yes."""

    def __init__(self, known: Callable[[str], bool], endings: Mapping[str, Sequence[str]]) -> None:
        self._known = known
        self._endings = sorted(endings.items(), key=lambda item: (-len(item[0]), item[0]))
        self.kin = lru_cache(maxsize=_KEPT)(self._kin)

    def _kin(self, word: str) -> tuple[str, ...]:
        """Known stems of the words that `word` is built on; its own stem is none of them.

        Words that only look like it ("office" of "officer") are no kin: ``data/stems.toml``.
        """
        root = stem(word)
        if not root or not word.isalpha() or word in stems_apart():
            return ()
        found = dict.fromkeys([*self._derived(word), *self._derived(root)])
        if not found and not self._known(root):
            found = dict.fromkeys(self._parts(word))
        return tuple(each for each in found if each != root)

    def _derived(self, word: str) -> Iterator[str]:
        for ending, instead in self._endings:
            base = word.removesuffix(ending)
            if base != word and len(base) >= _SHORTEST_ROOT:
                for candidate in self._spellings(base, instead):
                    yield from (each for each in (stem(candidate), candidate) if each and self._known(each))

    @staticmethod
    def _spellings(base: str, instead: Sequence[str]) -> Iterator[str]:
        """ "trimm" is "trim", "fil" may be "file"."""
        yield from (base + end for end in instead)
        if len(base) > _SHORTEST_ROOT and base[-1] == base[-2]:
            yield base[:-1]

    def _parts(self, word: str) -> Iterator[str]:
        """Both halves of a word that no document has, where documents have each of them."""
        if len(word) < _COMPOUND_FROM:
            return
        for place in range(_SHORTEST_PART, len(word) - _SHORTEST_PART + 1):
            halves = self._half(word[:place]), self._half(word[place:])
            if all(halves):
                yield from halves

    def _half(self, word: str) -> str:
        """The known stem of half a word, or that which it is built on; empty where there is none."""
        root = stem(word)
        known = [root] if self._known(root) else list(self._derived(word))
        return next((each for each in known if len(each) >= _SHORTEST_PART), "")
