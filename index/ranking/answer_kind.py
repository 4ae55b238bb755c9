"""Is what stands on the list an answer, something near, or nothing? What a line means has a say beside its words.

A class that has all words of a question somewhere has not said it: one sentence must, or its meaning. And a class that
has a good share of them ("cuts open bodies": cuts, open) is not near where no line of it means anything like it.
"""

from __future__ import annotations

from collections.abc import Collection

from index.meaning.word_vectors import word_vectors
from index.ranking.class_ranking import PlainScores
from index.ranking.evaluation import Matches, best
from index.ranking.question import Question
from index.ranking.quotes import Quoter
from index.results import Answer
from index.settings import ClassWeights

# So many of the best are looked through for a sentence that has all words.
_LOOKED_AT = 10


def verdict(
    question: Question,
    matches: Matches,
    near: Collection[int],
    plain: PlainScores | None,
    quoter: Quoter,
    rules: ClassWeights,
) -> Answer:
    """The answer that the `matches` and the `near` misses together are to `question`."""
    if plain is None or question.exact or not word_vectors().knows(plain.asked):
        return question.answer if matches.bits or (question.answer == "near" and near) else "nothing"
    nearness = float(plain.nearness[[*matches.scores, *near]].max(initial=0.0))
    if matches.bits and question.answer == "found":
        # What the lexicon reads stands in other words, so that no line has all that was typed.
        enough = rules.together if question.query is question.plain else rules.near
        stated = len(plain.asked) == 1 or nearness >= enough or _in_one_line(matches, quoter)
        return "found" if stated else "near"
    return "near" if nearness >= (rules.near if question.answer == "near" else rules.means) else "nothing"


def _in_one_line(matches: Matches, quoter: Quoter) -> bool:
    """Has one line of one of the best all that was asked?"""
    return any(quoter.says_all(number) for number in best(matches.scores, _LOOKED_AT))
