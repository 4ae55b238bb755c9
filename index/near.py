"""Which classes come near to a question that no text answers word for word?

Near misses are ranked by the words they do have (BM25), by the nearness of their text to the question in the latent
space, and by the likeness of their title. They are always marked as near misses: they answer nothing.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property

import numpy as np

from index.meaning import LatentSpace
from index.postings import PostingsCache
from index.query import All, Node, Query, Word
from index.settings import NearWeights
from index.text import stems


class NearMisses:
    """Scores the classes of a generation; they are its first documents."""

    def __init__(
        self, postings: PostingsCache, space: LatentSpace, titles: Sequence[str], weights: NearWeights
    ) -> None:
        self._postings = postings
        self._space = space
        self._titles = titles
        self._weights = weights

    def scores(self, query: Query) -> Mapping[int, float]:
        """The classes near to a question in plain words; nothing for one that says exactly what it wants."""
        wanted = _plain_words(query)
        if not wanted or not self._titles:
            return {}
        total = np.zeros(len(self._titles), dtype=np.float64)
        for number, score in self._words(wanted):
            total[number] += score
        total += self._weights.meaning * np.clip(self._space.likeness(self._space.question(wanted)), 0, 1)
        for number, cosine in self._title_cosines(wanted).items():
            total[number] += self._weights.title * cosine
        return {int(number): float(total[number]) for number in np.flatnonzero(total >= self._weights.least)}

    def _words(self, wanted: Iterable[str]) -> Iterable[tuple[int, float]]:
        for root in wanted:
            for number, impact in self._postings.scored(root).impacts.items():
                if number < len(self._titles):
                    yield number, impact

    def _title_cosines(self, wanted: Sequence[str]) -> Mapping[int, float]:
        found: dict[int, float] = defaultdict(float)
        length = math.sqrt(sum(self._rarity(root) ** 2 for root in wanted)) or 1.0
        for root in wanted:
            for number, weight in self._in_titles.get(root, ()):
                found[number] += weight * self._rarity(root) / length
        return found

    @cached_property
    def _in_titles(self) -> Mapping[str, Sequence[tuple[int, float]]]:
        """Stem of a title -> the classes and its share of their title."""
        found: dict[str, list[tuple[int, float]]] = defaultdict(list)
        for number, title in enumerate(self._titles):
            weights = {root: self._rarity(root) for root in stems(title)}
            length = math.sqrt(sum(weight * weight for weight in weights.values())) or 1.0
            for root, weight in weights.items():
                found[root].append((number, weight / length))
        return found

    def _rarity(self, root: str) -> float:
        return self._postings.scored(root).rarity


def _plain_words(query: Query) -> list[str]:
    """The stems of a question without fields, phrases and operators; none where it has any of them."""
    found = list(_words_within(query.root)) if query.root is not None else []
    return [] if "" in found else list(dict.fromkeys(found))


def _words_within(node: Node) -> Iterator[str]:
    """The stems of plain words, and an empty one for whatever says more than a word."""
    match node:
        case Word(stem=root, sections=()):
            yield root
        case All(parts=parts, soft=True):
            for part in parts:
                yield from _words_within(part)
        case _:
            yield ""
