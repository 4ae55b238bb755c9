"""How well does each class answer a question in plain words, whether it has all of them or not?

To BM25 over all parts (`index.storage.postings`) are added: how rare the question's words are among titles that hold
them, the same for general statements, the nearness of text and question in the latent space, and words built on the
same root; `index.ranking.hit_order` adds how near in meaning the class's closest line comes. Which classes *state* what
was asked is not decided here: a class without all words stays a near miss wherever it ranks.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from functools import lru_cache

import numpy as np
import numpy.typing as npt
from msgspec import Struct

from index.meaning.latent_space import LatentSpace
from index.meaning.line_vectors import ClosestLines, point_of
from index.meaning.word_vectors import Vectors
from index.query.parser import All, Node, Query, QueryWord
from index.query.word_families import Families
from index.settings import ClassWeights
from index.storage.postings import PostingsCache

Scores = npt.NDArray[np.float64]
Places = npt.NDArray[np.int64]
_WORDS_KEPT = 512


class PlainScores(Struct, frozen=True, kw_only=True):
    """What speaks for every class: BM25 by the question's own words, and what else these words say.

    `kin` is BM25 by words on the same roots, `titles` and `statements` how rare the words are that they hold, `latent`
    the nearness in the latent space, and `beside` these four weighed together.
    `nearness` is how near in meaning the closest line of every document comes; `asked` are the question's telling
    words, and `point` is where its `text` points.
    """

    words: Scores
    kin: Scores
    titles: Scores
    statements: Scores
    latent: Scores
    beside: Scores
    nearness: Vectors
    asked: tuple[str, ...]
    roots: tuple[str, ...]
    text: str
    point: Vectors

    def whole(self, closest: float) -> Mapping[int, float]:
        """The score of every class: words, what is beside them, and `closest` times how near its closest line is."""
        scores = self.words + self.beside + closest * self.nearness[: len(self.words)]
        return dict(enumerate(scores.tolist()))


class _Held(Struct, frozen=True):
    """The classes that hold a stem with its impact, and those with it in title and statement with what that adds."""

    places: Places
    impacts: Scores
    parts: tuple[tuple[Places, float], ...]


class ClassRanking:
    """Scores the classes of a generation; they are its first documents.

    `names` and `statements` are the sections that hold titles and general statements, as bits.
    """

    def __init__(
        self,
        postings: PostingsCache,
        space: LatentSpace,
        families: Families,
        closest: ClosestLines,
        weights: ClassWeights,
        *,
        names: int,
        statements: int,
    ) -> None:
        self.weights = weights
        self._postings = postings
        self._space = space
        self._families = families
        self._closest = closest
        self._names, self._statements = names, statements
        self._holders = lru_cache(maxsize=_WORDS_KEPT)(self._decoded)

    def scores(self, query: Query, off: Collection[str] = ()) -> PlainScores | None:
        """The classes' scores for a question in plain words; nothing for one that says exactly what it wants.

        What the words in `off` mean does not count, only where they stand.
        """
        wanted = _plain_words(query)
        if not wanted or not len(self._space):
            return None
        asked = self.asked(wanted)
        likeness = self._space.likeness(self._space.question(asked)).astype(np.float64).clip(0, 1)
        words, kin, titles, statements = (np.zeros(len(self._space)) for _ in range(4))
        own = set(wanted.values())
        for root, share in asked.items():
            held = self._holders(root)
            (words if root in own else kin)[held.places] += share * held.impacts
            for (places, worth), into in zip(held.parts, (titles, statements), strict=True):
                into[places] += share * worth
        weighed = self.weights
        beside = weighed.meaning * likeness + kin + weighed.title * titles + weighed.statement * statements
        point = point_of(query.text, off)
        return PlainScores(
            words=words,
            kin=kin,
            titles=titles,
            statements=statements,
            latent=likeness,
            beside=beside,
            nearness=self._closest.nearness(point),
            asked=tuple(wanted),
            roots=tuple(wanted.values()),
            text=query.text,
            point=point,
        )

    def asked(self, wanted: Mapping[str, str]) -> Mapping[str, float]:
        """The stems of a question, and those of words built on the same roots with a lesser share."""
        shares = dict.fromkeys(wanted.values(), 1.0)
        for word in wanted:
            for root in self._families.kin(word):
                shares.setdefault(root, self.weights.family)
        return shares

    def _decoded(self, root: str) -> _Held:
        """Where a stem stands among the classes, and what that is worth."""
        scored = self._postings.scored(root)
        count = len(scored.impacts)
        places = np.fromiter(scored.impacts.keys(), np.int64, count)
        impacts = np.fromiter(scored.impacts.values(), np.float64, count)
        classes = places < len(self._space)
        documents, sections = map(np.asarray, self._postings.places(root))
        parts = []
        for section in (self._names, self._statements):
            there = documents[(sections & section) > 0] if len(documents) else documents
            parts.append((there[there < len(self._space)].astype(np.int64), self._postings.rarity(len(there))))
        return _Held(places[classes], impacts[classes], tuple(parts))


def _plain_words(query: Query) -> Mapping[str, str]:
    """The words of a plain question with their stems; none where it has fields, phrases or operators."""
    found = list(_words_within(query.root)) if query.root is not None else []
    return {} if None in found else {word.text: word.stem for word in found if word is not None}


def _words_within(node: Node) -> Iterator[QueryWord | None]:
    """Plain words, and None for whatever says more than a word."""
    match node:
        case QueryWord(sections=()):
            yield node
        case All(parts=parts, soft=True):
            for part in parts:
                yield from _words_within(part)
        case _:
            yield None
