"""How near in meaning are sentences that share no word? Vectors of words, learned outside and shipped as a table.

``data/meanings`` holds a direction for each word of everyday and official English; a sentence points where its words
point together. Looking a sentence up takes no model and no network, only these numbers and numpy. How the table was
learned, from what and under which licences, stands in ``data/meanings/README.md``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache

import numpy as np
import numpy.typing as npt

from taxonomy.basics.datafiles import data_folder

Vectors = npt.NDArray[np.float32]
PackedVectors = npt.NDArray[np.int8]
# A vector of length 1 is packed with so many steps to each side.
STEPS = 127


class WordVectors:
    """The direction of every known word; the rarer the word, the longer its vector."""

    def __init__(self, words: Sequence[str], vectors: PackedVectors) -> None:
        self._rows: Mapping[str, int] = {word: row for row, word in enumerate(words)}
        self._vectors = vectors

    @property
    def dimensions(self) -> int:
        """How many numbers a vector has."""
        return int(self._vectors.shape[1])

    def knows(self, words: Iterable[str]) -> bool:
        """Does it hold every one of `words`?"""
        return all(word in self._rows for word in words)

    def sentence(self, words: Iterable[str]) -> Vectors:
        """Where `words` point together, of length 1; of length 0 where none of them is known."""
        return _unit(self._sum(words))

    def sentences(self, sentences: Sequence[Iterable[str]]) -> Vectors:
        """The same for several sentences, a row each."""
        return np.stack([self.sentence(words) for words in sentences]) if sentences else self._none(0)

    def likeness(self, some: Sequence[str], others: Sequence[str]) -> Vectors:
        """The cosine of each word of `some` with each of `others`; 0 for words that are not known."""
        found: Vectors = self.each(some) @ self.each(others).T
        return found

    def each(self, words: Sequence[str]) -> Vectors:
        """The vector of every word, of length 1, or 0 for a word that is not known."""
        known = [place for place, word in enumerate(words) if word in self._rows]
        found = self._none(len(words))
        found[known] = self._vectors[[self._rows[words[place]] for place in known]]
        lengths: Vectors = np.linalg.norm(found, axis=1, keepdims=True)
        lengths[lengths == 0] = 1
        return found / lengths

    def _sum(self, words: Iterable[str]) -> Vectors:
        rows = [row for word in words if (row := self._rows.get(word)) is not None]
        found: Vectors = self._vectors[rows].sum(axis=0, dtype=np.float32) if rows else self._none(1)[0]
        return found

    def _none(self, count: int) -> Vectors:
        return np.zeros((count, self.dimensions), dtype=np.float32)


def packed(vectors: Vectors) -> PackedVectors:
    """`vectors` of length 1 or less in a quarter of the space."""
    return np.rint(vectors * STEPS).clip(-STEPS, STEPS).astype(np.int8)


@cache
def word_vectors() -> WordVectors:
    """The table that comes with the product; raises `FileNotFoundError` where an installation lost it."""
    folder = data_folder() / "meanings"
    words = (folder / "words.txt").read_text(encoding="ascii").split()
    # As a plain array, mapped all the same: picking rows of a memmap costs three times as much.
    return WordVectors(words, np.asarray(np.load(folder / "vectors.npy", mmap_mode="r")))


def _unit(vector: Vectors) -> Vectors:
    length = float(np.linalg.norm(vector))
    return vector / np.float32(length) if length else vector
