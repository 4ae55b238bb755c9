"""In which order do the documents found and the near misses stand?

Found documents have what speaks for them beside their words added to their score, the meaning of their closest line
above all. Near misses stand among them where they
are far ahead (a title that says it, without one of the words), each marked; where no class is found, after all else.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

import numpy as np
from msgspec import Struct

from index.query.parser import QueryWord
from index.ranking.class_ranking import PlainScores
from index.ranking.evaluation import Matches, best
from index.ranking.question import AnsweredQuestion
from index.settings import ClassWeights


class HitOrder(Struct, frozen=True, kw_only=True):
    """The scores of what was found and of the near misses; `mixed` where near misses may stand among the found."""

    found: Mapping[int, float]
    near: Mapping[int, float]
    mixed: bool

    def order(self, count: int) -> list[int]:
        """The first `count` documents."""
        if self.mixed:
            return best({**self.found, **self.near}, count)
        return [*best(self.found, count), *best(self.near, count - len(self.found))]

    def reordered(self, order: Sequence[int], scores: Mapping[int, float]) -> HitOrder:
        """The same documents, those in `order` standing in it at the places that they hold together.

        `scores` are theirs where they stood nowhere yet: such a class is a near miss.
        """
        before = {**{number: scores[number] for number in order}, **self.near, **self.found}
        kept = sorted((before[number] for number in order), reverse=True)
        now = dict(zip(order, kept, strict=True))
        found = {number: now.get(number, score) for number, score in self.found.items()}
        near = {number: now.get(number, score) for number, score in self.near.items()}
        near |= {number: now[number] for number in order if number not in found}
        return HitOrder(found=found, near=near, mixed=self.mixed)


def standing(
    question: AnsweredQuestion, matches: Matches, plain: PlainScores | None, allowed: int, rules: ClassWeights
) -> HitOrder:
    """How the documents in `matches` stand, and the near misses among the classes `allowed` (bits)."""
    if plain is None:
        return HitOrder(found=matches.scores, near={}, mixed=False)
    found = _found(question, matches, plain, rules)
    near = _near_misses(question, matches, plain, allowed, rules)
    return HitOrder(found=found, near=near, mixed=any(number < len(plain.words) for number in found))


def _found(
    question: AnsweredQuestion, matches: Matches, plain: PlainScores, rules: ClassWeights
) -> Mapping[int, float]:
    """The scores of the matches with what speaks for them beside their words."""
    more = rules.closest * plain.nearness
    more[: len(plain.beside)] += plain.beside
    if question.answer == "found" or question.exact:
        more += rules.complete / len(plain.asked)
    added = more.tolist()
    return {number: score + added[number] for number, score in matches.scores.items()}


def _near_misses(
    question: AnsweredQuestion, found: Matches, plain: PlainScores, allowed: int, rules: ClassWeights
) -> Mapping[int, float]:
    """The classes that come near to the question and do not answer it, with their scores."""
    if question.exact or is_word_found(question, found.scores):
        return {}
    allowed &= ~found.bits
    by_words, nearness = plain.words + plain.beside, plain.nearness[: len(plain.words)]
    whole = (by_words + rules.closest * nearness).tolist()
    good = np.flatnonzero((by_words >= rules.least) | (nearness >= rules.far)).tolist()
    near = {number: whole[number] for number in good if allowed >> number & 1}
    return {number: near[number] for number in best(near, rules.most)}


def is_word_found(question: AnsweredQuestion, found: Collection[int]) -> bool:
    """Was a single word asked for, and is it found? Then nothing near is wanted."""
    return bool(found) and isinstance(question.plain.root, QueryWord)
