"""Which KINDS of difference stand between two texts, and may people be asked whether they are the same?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import lru_cache

from msgspec import Struct

from taxonomy.wording.expansions import expanded
from taxonomy.wording.fold import fold, telling_words
from taxonomy.wording.joins import capital_words, joins
from taxonomy.wording.lexicon import MODALS, is_negation
from taxonomy.wording.likeness import overlap
from taxonomy.wording.marks import keeps_sense, marks_keep_sense
from taxonomy.wording.spelling import is_negated
from taxonomy.wording.text_side import TextSide, text_side
from taxonomy.wording.word_kinds import relation, word_kinds
from taxonomy.wording.words import words_of

KIND_HELP = {
    "punctuation": "Marks, dashes, quotes, spaces, or a comma in place of “and” in a list; every word is the same.",
    "case": "The same word with other capitals.",
    "spelling": "The same word spelt or formed in another way, or a slip of the pen beside the right word.",
    "number": "One instead of several (area / areas), or another number: a requirement may have changed.",
    "article": "Only small grammar words differ: a, an, the, that is.",
    "order": "The same words in another order.",
    "conjunction": "“and”, “or”, “and/or” or a slash was exchanged: things required together may have become a choice.",
    "authority_verb": "A verb of authority or duty was exchanged, added or dropped (recommends, plans; may, must).",
    "scope": "A phrase of scope differs (functional area / department, supervisor / manager): another reach.",
    "negation": "“not”, “no”, “non-”, “without” or “except” stands on one side only: the contrary, or an exception.",
    "clause_added": "The second text says something that the first does not.",
    "clause_removed": "The first text says something that the second does not.",
    "different": "Words were exchanged for others, or the texts have too little in common to line up.",
}
KINDS = tuple(KIND_HELP)
EDITORIAL = frozenset({"punctuation", "case", "spelling", "article"})

_TOO_LITTLE_IN_COMMON = 0.3
# Not a kind that is shown: punctuation that may change which words belong together.
_GROUPING = "grouping"


class Difference(Struct, frozen=True):
    """The kinds of difference between two texts; `editorial` where none of them can change the sense."""

    kinds: tuple[str, ...]
    editorial: bool


@lru_cache(maxsize=50_000)
def difference(a: str, b: str) -> Difference:
    """How `b` differs from `a`: kinds in the order of `KINDS`, none for identical texts."""
    if a == b:
        return Difference((), True)
    if fold(a) == fold(b):
        return Difference(
            _ordered(set(_surface_of_same_words(a, b))) or ("punctuation",), joins(a, b) or keeps_sense(a, b)
        )
    kinds = _kinds_of_expanded(a, b)
    found = _ordered(kinds - {_GROUPING} | ({"punctuation"} if _GROUPING in kinds else set()))
    return Difference(found, EDITORIAL.issuperset(kinds))


def _kinds_of_expanded(a: str, b: str) -> set[str]:
    """ "Dept." for "Department" is a spelling of it; what differs beside is named as ever."""
    (long_a, shorts), (long_b, other_shorts) = expanded(a), expanded(b)
    if shorts == other_shorts:
        return _kinds_of_other_words(a, b)
    only = (shorts - other_shorts) + (other_shorts - shorts)
    kinds = {"punctuation" if short.endswith(")") else "spelling" for short in only}  # "two (2)" says "two" again
    if long_a == long_b or joins(long_a, long_b):
        return kinds
    return kinds | (_kinds_of_other_words(long_a, long_b) if fold(long_a) != fold(long_b) else {_GROUPING})


def _kinds_of_other_words(a: str, b: str) -> set[str]:
    one, other = text_side(a), text_side(b)
    if not one.words or not other.words:
        return {"clause_added" if other.words else "clause_removed" if one.words else "punctuation"}
    if overlap(a, b) < _TOO_LITTLE_IN_COMMON and one.all_letters != other.all_letters:
        return {"different", *_contrary(one, other)}
    kinds = set(word_kinds(one, other)) or {"punctuation"}
    kinds |= set() if marks_keep_sense(one, other) else {_GROUPING}
    return kinds | set(_overlooked(a, b) if EDITORIAL.issuperset(kinds) else ())


def _contrary(one: TextSide, other: TextSide) -> Iterator[str]:
    """In texts that have little in common: a word beside its negation still stands out."""
    keys, others = [w.key for w in one.words], [w.key for w in other.words]
    only, only_other = set(keys) - set(others), set(others) - set(keys)
    if any(is_negation(word) for word in only | only_other):
        yield "negation"
    if any(is_negated(word, beside) for word in only for beside in only_other):
        yield "negation"
    if only & MODALS and only_other & MODALS:
        yield "authority_verb"
    if any(relation(word, beside) == "spelling" for word in only for beside in only_other):
        yield "spelling"


def _overlooked(a: str, b: str) -> Iterator[str]:
    """What word beside word does not show: "SNAP" / "snap", and marks beside a word spelt in another way.

    A text all in capitals does not tell which of its words are initials.
    """
    if not a.isupper() and not b.isupper():
        words, others = set(fold(a).split()), set(fold(b).split())
        capitals, other_capitals = capital_words(a), capital_words(b)
        small = (capitals - other_capitals) & others | (other_capitals - capitals) & words
        if small or telling_words(a) != telling_words(b):
            yield "different"
    marks, other_marks = Counter(fold(a).split()), Counter(fold(b).split())
    if marks["/"] != other_marks["/"]:
        yield "conjunction"
    if marks["minus"] != other_marks["minus"]:
        yield "number"


def _ordered(kinds: set[str]) -> tuple[str, ...]:
    return tuple(kind for kind in KINDS if kind in kinds)


def _surface_of_same_words(a: str, b: str) -> Iterator[str]:
    pairs = zip(words_of(a), words_of(b), strict=False)
    if any(one.raw != other.raw and one.raw.lower() == other.raw.lower() for one, other in pairs):
        yield "case"
    if a.casefold() != b.casefold():
        yield "punctuation"
    elif not any(one.raw != other.raw for one, other in zip(words_of(a), words_of(b), strict=False)):
        yield "case"
