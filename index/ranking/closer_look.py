"""Which classes are worth a closer look for a question, and what does it show?

The likeliest classes by their words, and those of which a line comes nearest in meaning, are held against the question
line by line (`index.ranking.judging`). A question that names a class by its title or code needs no closer look.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

import numpy as np
from msgspec import Struct

from index.query.word_families import Families
from index.ranking.class_ranking import ClassRanking, PlainScores
from index.ranking.evaluation import Matches, best
from index.ranking.hit_order import HitOrder, is_word_found, standing
from index.ranking.judging import Evidence, Judge, Judged
from index.ranking.line_match import QuestionVectors, read_asked
from index.ranking.question import AnsweredQuestion
from index.results import AnswerKind
from index.settings import settings
from index.storage.postings import PostingsCache


class JudgedQuestion(Struct, frozen=True, kw_only=True):
    """A question with all that answers it: matches by words, the order of hits, the closer look, and the answer."""

    question: AnsweredQuestion
    matches: Matches
    plain: PlainScores | None
    stand: HitOrder
    judged: Judged | None
    answer: AnswerKind = "nothing"


class CloserLook:
    """Weighs questions within one generation."""

    def __init__(self, postings: PostingsCache, families: Families, classes: ClassRanking, judge: Judge) -> None:
        self._postings = postings
        self._families = families
        self._classes = classes
        self._judge = judge

    def weigh(self, question: AnsweredQuestion, matches: Matches, allowed: int, off: Collection[str]) -> JudgedQuestion:
        """The order of the documents in `matches` and of the classes `allowed` (bits) that come near."""
        plain = self._classes.scores(question.plain, off)
        stand = standing(question, matches, plain, allowed, settings().classes)
        judged = None
        if plain is not None and not any(number < len(plain.words) for number in question.exact):
            pool = _pool(question, plain, stand, allowed)
            judged = self._judge.judge(self._asked(plain, off), plain, pool, _whole(question, matches))
            if judged is not None:
                stand = stand.reordered(judged.order, plain.whole(settings().classes.closest))
        return JudgedQuestion(question=question, matches=matches, plain=plain, stand=stand, judged=judged)

    def evidence(
        self, question: AnsweredQuestion, matches: Matches, allowed: int
    ) -> tuple[QuestionVectors, Evidence] | None:
        """What speaks for the likeliest classes, for learning how much each figure counts."""
        plain = self._classes.scores(question.plain)
        if plain is None:
            return None
        asked = self._asked(plain, ())
        stand = standing(question, matches, plain, allowed, settings().classes)
        pool = _pool(question, plain, stand, allowed)
        return asked, self._judge.evidence(asked, plain, pool, _whole(question, matches))

    def _asked(self, plain: PlainScores, off: Collection[str]) -> QuestionVectors:
        rarity = {root: each.rarity for root in plain.roots if (each := self._postings.scored(root)).impacts}
        return read_asked(plain.text, rarity, plain.point, self._families.kin, off)


def _whole(question: AnsweredQuestion, matches: Matches) -> Collection[int]:
    """The documents that have all words, as typed or as the lexicon reads them."""
    return matches.scores.keys() if question.answer == "found" else ()


def _pool(question: AnsweredQuestion, plain: PlainScores, stand: HitOrder, allowed: int) -> Sequence[int]:
    """The classes worth a closer look; where a single word is found, only those that have it."""
    size, rules = len(plain.words), settings().lines
    likely = {number: score for number, score in {**stand.found, **stand.near}.items() if number < size}
    first = best(likely, rules.pool)
    if first and is_word_found(question, stand.found):
        return first
    nearest = np.argsort(-plain.nearness[:size], kind="stable")[: 2 * rules.nearest].tolist()
    near = [n for n in nearest if allowed >> n & 1 and plain.nearness[n] >= settings().classes.far]
    return list(dict.fromkeys([*first, *near[: rules.nearest]]))
