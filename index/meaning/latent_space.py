"""Which texts mean alike though they use other words? A latent semantic space, made from the corpus itself.

Words that stand in the same texts get like directions (a truncated singular value decomposition of the weighted
words, the method of Deerwester and others, 1990). It runs offline on numpy alone, is the same for the same texts but
for rounding, and can be explained: a likeness is led back to the words of one text that lie close to the other.
"""

from __future__ import annotations

import heapq
from collections.abc import Mapping, Sequence
from pathlib import Path

import msgspec
import numpy as np
import numpy.typing as npt

Vectors = npt.NDArray[np.float32]

DIMENSIONS = 130
# The space is learned from so many texts, spread evenly over all; the others are laid into it.
_LEARNED_FROM = 2_000
# Fewer texts span no space worth having: every likeness would be that of a handful of words.
_FEWEST = 20
_LEAST_SINGULAR = 1e-3


class LatentSpace:
    """Texts, given as weighted stems of unit length, as points whose nearness is likeness of meaning."""

    def __init__(self, rarity: Mapping[str, float], words: Vectors, texts: Vectors) -> None:
        self._rarity = rarity
        self._column = {stem: number for number, stem in enumerate(rarity)}
        self._words = words
        self._texts = texts

    def __len__(self) -> int:
        return len(self._texts)

    @classmethod
    def learn(
        cls, texts: Sequence[Mapping[str, float]], rarity: Mapping[str, float], dimensions: int = DIMENSIONS
    ) -> LatentSpace:
        """The space of `texts`; `rarity` says how much each stem tells, for texts that come later."""
        learned = texts[:: max(1, -(-len(texts) // _LEARNED_FROM))] if len(texts) >= _FEWEST else ()
        known = {stem: rarity[stem] for stem in sorted({stem for text in learned for stem in text})}
        empty = cls(known, _directions(learned, list(known), dimensions), np.zeros((0, 1), dtype=np.float32))
        places = [empty.place(text) for text in texts]
        return cls(known, empty._words, np.stack(places) if places else empty._texts)

    def save(self, directory: Path) -> None:
        """Write the space into `directory`: two arrays and the stems with their rarity."""
        np.save(directory / "meaning-words.npy", self._words)
        np.save(directory / "meaning-texts.npy", self._texts)
        (directory / "meaning.msgpack").write_bytes(msgspec.msgpack.encode(self._rarity))

    @classmethod
    def load(cls, directory: Path) -> LatentSpace:
        """The space that `save` wrote, mapped into memory."""
        rarity = msgspec.msgpack.decode((directory / "meaning.msgpack").read_bytes(), type=dict[str, float])
        words = np.load(directory / "meaning-words.npy", mmap_mode="r")
        return cls(rarity, words, np.load(directory / "meaning-texts.npy", mmap_mode="r"))

    def question(self, stems: Mapping[str, float]) -> Vectors:
        """The point of a question from its stems and how much each counts, rare words counting more."""
        return self.place({stem: share * self._rarity[stem] for stem, share in stems.items() if stem in self._rarity})

    def likeness(self, place: Vectors) -> Vectors:
        """The cosine of every text with a point."""
        found: Vectors = self._texts @ place
        return found

    def at(self, number: int) -> Vectors:
        """The point of text `number`."""
        point: Vectors = self._texts[number]
        return point

    def place(self, text: Mapping[str, float]) -> Vectors:
        """The point of any text, of unit length; zero where it has no word of the space."""
        known = [(self._column[stem], weight) for stem, weight in text.items() if stem in self._column]
        point = np.zeros(self._words.shape[1], dtype=np.float32)
        if known:
            columns, weights = zip(*known, strict=True)
            point = np.asarray(weights, dtype=np.float32) @ self._words[list(columns)]
        return _unit(point)

    def nearest_words(self, stems: Mapping[str, float], point: Vectors, most: int) -> list[str]:
        """Of `stems` those that say most why their text lies near `point`."""
        worth = {
            stem: weight * float(self._words[self._column[stem]] @ point)
            for stem, weight in stems.items()
            if stem in self._column
        }
        best = heapq.nlargest(most, worth, key=lambda stem: (worth[stem], stem))
        return [stem for stem in best if worth[stem] > 0]


def _directions(learned: Sequence[Mapping[str, float]], stems: Sequence[str], dimensions: int) -> Vectors:
    """The direction of every word: the right singular vectors, found through the texts' products."""
    if not learned:
        return np.zeros((0, 1), dtype=np.float32)
    column = {stem: number for number, stem in enumerate(stems)}
    matrix = np.zeros((len(learned), len(stems)), dtype=np.float32)
    for row, text in enumerate(learned):
        for stem, weight in text.items():
            matrix[row, column[stem]] = weight
    values, vectors = np.linalg.eigh(matrix @ matrix.T)
    kept = np.flatnonzero(values > _LEAST_SINGULAR)[::-1][:dimensions]
    directions: Vectors = (matrix.T @ vectors[:, kept]) / np.sqrt(values[kept])
    return directions.astype(np.float32)


def _unit(point: Vectors) -> Vectors:
    length = float(np.linalg.norm(point))
    shortened: Vectors = (point / length).astype(np.float32) if length else point
    return shortened
