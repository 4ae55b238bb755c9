"""How alike is a word of a question to each word of the documents? Worked out once a word and kept."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Iterable, Mapping, Sequence

import numpy as np
import numpy.typing as npt
from msgspec import Struct

from index.content.text import stem
from index.meaning.near_words import paired
from index.meaning.word_vectors import Vectors, word_vectors
from index.results import Alike
from index.settings import LineSettings

Numbers = npt.NDArray[np.int64]
# A few hundred numbers for each word of a question.
_WORDS_KEPT = 4_096


class _Alike(Struct, frozen=True):
    """The words of the documents that are alike to one word, and how much."""

    numbers: Numbers
    much: Vectors


class KnownWords:
    """The words of a generation, numbered from 1 in the order of `vocabulary`."""

    def __init__(self, vocabulary: Sequence[str], rules: LineSettings) -> None:
        self.size = len(vocabulary) + 1
        self.numbers: Mapping[str, int] = {word: number for number, word in enumerate(vocabulary, start=1)}
        self._words = ("", *vocabulary)
        self.stems: Sequence[str] = ("", *map(stem, vocabulary))
        self._of_stem: dict[str, list[int]] = {}
        for number, root in enumerate(self.stems):
            self._of_stem.setdefault(root, []).append(number)
        held = [number for word, number in self.numbers.items() if word_vectors().knows([word])]
        self._held: Numbers = np.array(held, dtype=np.int64)
        self._vectors = word_vectors().each([vocabulary[number - 1] for number in held])
        self._rules = rules
        self._kept: OrderedDict[str, _Alike] = OrderedDict()
        self._lock = threading.Lock()

    def numbered(self, vocabulary: Iterable[str]) -> npt.NDArray[np.uint32]:
        """The numbers of the words of a shard, which counts its own from 1, too."""
        return np.array([0, *(self.numbers[word] for word in vocabulary)], dtype=np.uint32)

    def with_stem(self, root: str) -> Sequence[int]:
        """The words on a stem."""
        return self._of_stem.get(root, ())

    def alike(self, asked: Sequence[str]) -> Vectors:
        """How alike each word of `asked` is to every known word: 1 on the same stem, 0 for words far apart."""
        found = np.zeros((len(asked), self.size), dtype=np.float32)
        with self._lock:
            kept = {word: self._kept[word] for word in asked if word in self._kept}
        fresh = [word for word in dict.fromkeys(asked) if word not in kept]
        kept.update(zip(fresh, self._compared(fresh), strict=True))
        for row, word in zip(found, asked, strict=True):
            row[kept[word].numbers] = kept[word].much
        with self._lock:
            self._kept.update(kept)
            while len(self._kept) > _WORDS_KEPT:
                self._kept.popitem(last=False)
        return found

    def pairs(self, asked: Sequence[str], alike: Vectors, said: Numbers) -> tuple[Alike, ...]:
        """Words of `asked` with known words, by number, that come near to them; `alike` is what `alike` gave."""
        once = list(dict.fromkeys(said.tolist()))
        near = alike[:, once] / np.float32(self._rules.other_word)
        return paired(asked, [self._words[number] for number in once], near)

    def _compared(self, fresh: Sequence[str]) -> list[_Alike]:
        if not fresh:
            return []
        rows = (word_vectors().each(fresh) @ self._vectors.T) * np.float32(self._rules.other_word)
        return [self._one(word, row) for word, row in zip(fresh, rows, strict=True)]

    def _one(self, word: str, row: Vectors) -> _Alike:
        """One word's row with what is too little left out, and its own stem in."""
        near = np.flatnonzero(row >= self._rules.least_alike)
        own = np.array(self._of_stem.get(stem(word), ()), dtype=np.int64)
        much = np.concatenate([row[near], np.ones(len(own), dtype=np.float32)])
        return _Alike(np.concatenate([self._held[near], own]), much)
