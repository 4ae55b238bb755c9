"""Is what stands on the list an answer, something near, or nothing?

A class that has all words of a question somewhere has not said it. Whether the first class answers a question in plain
words is told by how sure the judge is of it (`index.ranking.judging`); one to three words alone are a look-up, answered
by any sentence that has them all. Without a class to judge, what was found by its words answers for itself.
"""

from __future__ import annotations

from index.ranking.closer_look import JudgedQuestion
from index.ranking.evaluation import best
from index.ranking.judging import Judged, is_name
from index.ranking.quotes import Quoter
from index.results import AnswerKind
from index.settings import Verdicts

# So many of the best are looked through for a sentence that has all words.
_LOOKED_AT = 10


def answer_kind(weighed: JudgedQuestion, quoter: Quoter, rules: Verdicts) -> AnswerKind:
    """The answer that all that was weighed is to its question."""
    question, matches, judged = weighed.question, weighed.matches, weighed.judged
    if question.exact or judged is None:
        return question.answer if matches.bits or (question.answer == "near" and weighed.stand.near) else "nothing"
    few = is_name(judged.asked)
    if judged.certainty >= rules.found and not few:
        return "found"
    if question.answer == "found" and matches.bits and (few or judged.certainty >= rules.doubt):
        as_typed = question.query is question.plain
        in_one = as_typed and any(quoter.says_all(number) for number in best(matches.scores, _LOOKED_AT))
        if in_one or (few and _says_each(judged, rules)):
            return "found"
    if few:
        is_near = (matches.bits and not question.unmatched) or _says_what_tells(judged, rules.partly)
        return "near" if is_near else "nothing"
    return "near" if judged.presence >= rules.near else "nothing"


def _says_each(judged: Judged, rules: Verdicts) -> bool:
    """Does the best line of a class say every word of a look-up, in whatever words? A power plant has no flowers."""
    least = rules.meant if len(judged.asked.words) > 1 else 0.0
    return any(min(match.says) >= rules.said and match.near >= least for match in judged.lines.values())


def _says_what_tells(judged: Judged, least: float) -> bool:
    """Is each word that no document holds, and the rarest other, said by half or more? "Spanish" is not "English"."""
    words = judged.asked.words
    rarest = max(word.worth for word in words)
    telling = [place for place, word in enumerate(words) if not word.known or word.worth >= rarest]
    return all(max(match.says[place] for match in judged.lines.values()) >= least for place in telling)
