"""What do the titles of classes say for a question: its words, and the grade that it names?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from msgspec import Struct

from index.content.text import stem, words
from index.meaning.known_words import KnownWords
from index.meaning.word_vectors import Vectors
from index.query.word_families import Families
from index.ranking.line_match import QuestionVectors
from index.settings import settings
from index.storage.line_words import NO_WORD


class _Facts(Struct, frozen=True):
    """A title's telling words by number, the stems that each stands for, and the grade that it names."""

    words: list[int]
    roots: tuple[frozenset[str], ...]
    grade: int


class Titles:
    """The titles of a generation, read once each."""

    def __init__(self, titles: Sequence[str], known: KnownWords, families: Families) -> None:
        self._titles, self._known, self._families = titles, known, families
        self._read: dict[int, _Facts] = {}

    def figures(
        self, asked: QuestionVectors, numbers: Sequence[int], alike: Vectors
    ) -> list[tuple[float, float, float]]:
        """Which share of each title the question says, how near its grade comes, and whether it is a boss unasked.

        `alike` says how alike each word asked is to each known word.
        """
        levels = settings().levels
        own = [row for row, word in enumerate(asked.words) if not word.owns]
        best = alike[own].max(0) if own else np.zeros(self._known.size, dtype=np.float32)
        stems = {asked.words[row].stem for row in own}
        wanted = grade((asked.words[row].text for row in own), levels.needs)
        found = []
        for number in numbers:
            facts = self._facts(number)
            much = best[facts.words].tolist()
            likest = (1.0 if roots & stems else each for roots, each in zip(facts.roots, much, strict=True))
            share = sum(likest) / len(much) if much else 0.0
            apart = -abs(wanted - facts.grade) if wanted != levels.ordinary else 0.0
            unasked = -max(0, facts.grade - levels.ordinary) if wanted == levels.ordinary else 0.0
            found.append((share, apart, unasked))
        return found

    def _facts(self, number: int) -> _Facts:
        found = self._read.get(number)
        if found is None:
            spoken = list(words(self._titles[number]))
            telling = [word for word in dict.fromkeys(spoken) if stem(word)]
            roots = tuple(frozenset((stem(word), *self._families.kin(word))) for word in telling)
            numbers = [self._known.numbers.get(word, NO_WORD) for word in telling]
            found = self._read[number] = _Facts(numbers, roots, grade(spoken, settings().levels.titles))
        return found


def grade(typed: Iterable[str], named: Mapping[str, frozenset[str]]) -> int:
    """The highest grade that words of a need or a title name: "boss", "trainee", "Senior"; else the ordinary one."""
    spoken = set(typed)
    return max((int(level) for level, those in named.items() if spoken & those), default=settings().levels.ordinary)
