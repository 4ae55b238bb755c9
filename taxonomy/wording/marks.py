"""Where two texts have other marks between the same words: can that change the sense, or does only the style differ?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from taxonomy.wording.fold import fold
from taxonomy.wording.joins import capital_words, join_key
from taxonomy.wording.lexicon import CONJUNCTIONS, is_finite_verb
from taxonomy.wording.spelling import is_english
from taxonomy.wording.text_side import TextSide, text_side

_STRONG = re.compile("[;:.!?\u2014]|--")
_TELLING = re.compile("[^\\w\\s,;:()]")
_BEFORE_A_LIST = frozenset({"include", "includes", "including", "following", "of", "to", "are", "is", "as"})


def keeps_sense(a: str, b: str) -> bool:
    """May a person be asked whether two texts of the same words, which are not joined, are one?"""
    if _TELLING.findall(join_key(a)) != _TELLING.findall(join_key(b)) and not _only_small_initials(a, b):
        return False
    return marks_keep_sense(text_side(a), text_side(b))


def _only_small_initials(a: str, b: str) -> bool:
    """ "HIPAA" / "hipaa": initials that are no word in small letters."""
    capitals = capital_words(a) ^ capital_words(b)
    words = len(_TELLING.findall(join_key(a))) + len(_TELLING.findall(join_key(b)))
    return bool(capitals) and fold(a) == fold(b) and words <= len(capitals) and not any(map(is_english, capitals))


def marks_keep_sense(one: TextSide, other: TextSide) -> bool:
    """Is every mark that differs between words of both texts one of style?"""
    found = list(_differences(one, other))
    more_commas = {mark < other for mark, other, _ in found if "" in (mark, other)}
    return all(harmless for _, _, harmless in found) and len(more_commas) < 2


def _differences(one: TextSide, other: TextSide) -> Iterator[tuple[str, str, bool]]:
    """Every place between shared words with another mark: the mark in each text, and whether that is style."""
    matcher = SequenceMatcher(None, [w.key for w in one.words], [w.key for w in other.words], autojunk=False)
    for block in matcher.get_matching_blocks():
        for i, j in zip(range(block.a, block.a + block.size), range(block.b, block.b + block.size), strict=True):
            if i and j and one.key(i - 1) == other.key(j - 1) and _mark(one, i) != _mark(other, j):
                yield _mark(one, i), _mark(other, j), _is_style(one, i, _mark(one, i), _mark(other, j))


def _mark(side: TextSide, place: int) -> str:
    """The strongest mark before a word: ";" between clauses and sentences, "(" or ")", ",", or none."""
    gap = side.gap(place)
    if gap.startswith(".") and not side.words[place].raw[:1].isupper():
        gap = gap[1:]
    if _STRONG.search(gap):
        return ":" if ":" in gap else ";"
    return next((mark for mark in "(),[]" if mark in gap), "")


def _is_style(side: TextSide, place: int, mark: str, other: str) -> bool:
    """A comma before "and", a semicolon for a comma before the verb of a new clause, a colon before a list."""
    following = [side.key(p) for p in range(place, min(place + 3, len(side.words)))]
    if {mark, other} == {"", ","}:
        return following[0] in CONJUNCTIONS and not _mixed(side, place)
    if {mark, other} == {"", ":"}:
        return side.key(place - 1) in _BEFORE_A_LIST
    if "" in (mark, other):
        return False
    return _begins_clause(following) or {mark, other} <= {":", ";"}


def _begins_clause(following: Sequence[str]) -> bool:
    """Is a verb next, after "and" or "then" and after an adverb: "effectively consults", "and identify"?"""
    word = next((w for w in following if w not in CONJUNCTIONS and w != "then" and not w.endswith("ly")), "")
    third_person = f"{word.removesuffix('y')}ies" if word.endswith("y") else f"{word}es"
    return any(map(is_finite_verb, (word, f"{word}s", third_person)))


def _mixed(side: TextSide, place: int) -> bool:
    """Do "and" and "or" stand together in the sentence, so that a comma groups them?"""
    start, end = place, place
    while start and not _STRONG.search(side.gap(start)):
        start -= 1
    while end < len(side.words) and (end == place or not _STRONG.search(side.gap(end))):
        end += 1
    keys = {side.key(p) for p in range(start, end)}
    return "and" in keys and bool(keys & {"or", "nor", "and/or"})
