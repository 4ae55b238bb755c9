"""Which texts mean alike though they use other words? A latent semantic space, made from the corpus itself.

Words that stand in the same texts get like directions (a truncated singular value decomposition of the weighted
words, the method of Deerwester and others, 1990). It runs offline on numpy alone, is the same for the same texts but
for rounding, and can be explained: a likeness is led back to the words of one text that lie close to the other.
"""

from __future__ import annotations

import heapq
from collections.abc import Mapping, Sequence

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

    def __init__(self, texts: Sequence[Mapping[str, float]], dimensions: int = DIMENSIONS) -> None:
        learned = texts[:: max(1, -(-len(texts) // _LEARNED_FROM))] if len(texts) >= _FEWEST else ()
        self._column = {stem: n for n, stem in enumerate(sorted({stem for text in learned for stem in text}))}
        self._words = self._directions(learned, dimensions)
        self._texts = np.stack([self.place(text) for text in texts]) if texts else self._words[:0]

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

    def _directions(self, learned: Sequence[Mapping[str, float]], dimensions: int) -> Vectors:
        """The direction of every word: the right singular vectors, found through the texts' products."""
        matrix = np.zeros((len(learned), len(self._column)), dtype=np.float32)
        for row, text in enumerate(learned):
            for stem, weight in text.items():
                matrix[row, self._column[stem]] = weight
        if not len(learned):
            return np.zeros((0, 1), dtype=np.float32)
        values, vectors = np.linalg.eigh(matrix @ matrix.T)
        kept = np.flatnonzero(values > _LEAST_SINGULAR)[::-1][:dimensions]
        directions: Vectors = (matrix.T @ vectors[:, kept]) / np.sqrt(values[kept])
        return directions.astype(np.float32)


def _unit(point: Vectors) -> Vectors:
    length = float(np.linalg.norm(point))
    shortened: Vectors = (point / length).astype(np.float32) if length else point
    return shortened
