"""Which kinds of difference do the words of two texts make?

Words that stand in both texts are lined up; every other word must be explained: as another form or spelling of a word
in the same place, as a word that only moved, or as something added, dropped or exchanged.
"""

from __future__ import annotations

from collections.abc import Iterator
from difflib import SequenceMatcher

from msgspec import Struct

from taxonomy.wording.lexicon import (
    ARTICLES,
    CONJUNCTIONS,
    GRAMMAR,
    MODALS,
    authority_rank,
    is_finite_verb,
    is_negation,
    numeral_value,
    stem,
)
from taxonomy.wording.small_words import small_words
from taxonomy.wording.spelling import (
    is_negated,
    is_slip,
    is_two_words,
    is_variant_spelling,
    word_relation,
    written_together,
)
from taxonomy.wording.text_side import TextSide

_MOVED = 0.8
_FEW = 3
_LIST_MARKS = frozenset(",;")
_APOSTROPHES = ("'", "\u2019")
_CLAUSE_ENDS = frozenset(".;:")


class WordChange(Struct):
    """Words of the first text (`removed`) and of the second (`added`), as places, that no rule has explained so far."""

    removed: list[int]
    added: list[int]


def word_kinds(one: TextSide, other: TextSide) -> Iterator[str]:
    """The kinds of difference between the words of two texts, and between the marks that stand inside equal runs."""
    matcher = SequenceMatcher(None, [w.key for w in one.words], [w.key for w in other.words], autojunk=False)
    changes: list[WordChange] = []
    for op, i1, i2, j1, j2 in matcher.get_opcodes():
        if op == "equal":
            yield from _surface_kinds(one, other, i1, i2, j1)
        else:
            changes.append(WordChange(list(range(i1, i2)), list(range(j1, j2))))
    for change in changes:
        yield from _pair_written_together(one, other, change)
        yield from _pair_words(one, other, change)
    yield from _pair_moved(one, other, changes)
    for change in changes:
        yield from _explain_rest(one, other, change)


def _surface_kinds(one: TextSide, other: TextSide, i1: int, i2: int, j1: int) -> Iterator[str]:
    """Case and marks of a stretch in which the words are the same."""
    for place in range(i1, i2):
        raw, other_raw = one.words[place].raw, other.words[place - i1 + j1].raw
        if raw != other_raw:
            yield "case" if raw.lower() == other_raw.lower() else "punctuation"
        if place > i1 and one.gap(place) != other.gap(place - i1 + j1):
            yield _kind_of_gap(one, other, place, place - i1 + j1)
    ends = i2 == len(one.words) and i2 - i1 + j1 == len(other.words)
    if ends and one.gap(i2) != other.gap(i2 - i1 + j1):
        yield "punctuation"


def _kind_of_gap(one: TextSide, other: TextSide, i: int, j: int) -> str:
    """A slash says "or"; a mark between two figures, or a minus, is part of the number; all else is punctuation."""
    if ("/" in one.gap(i)) != ("/" in other.gap(j)):
        return "conjunction"
    figures = numeral_value(one.key(i)) and (numeral_value(one.key(i - 1)) or one.minus(i) != other.minus(j))
    if figures:
        return "number"
    return "punctuation"


def _pair_words(one: TextSide, other: TextSide, change: WordChange) -> Iterator[str]:
    """Words exchanged for another form, spelling or rank of themselves; each pair explained leaves the change."""
    for place in list(change.removed):
        for candidate in list(change.added):
            kind = relation(one.key(place), other.key(candidate))
            if kind:
                tells = kind == "article" and (one.tells(place) or other.tells(candidate))
                kind = "number" if kind == "spelling" and _owners(one, place, other, candidate) else kind
                change.removed.remove(place)
                change.added.remove(candidate)
                yield "different" if tells else kind
                break


def _owners(one: TextSide, place: int, other: TextSide, candidate: int) -> bool:
    """ "customer's needs" / "customers' needs": one owner, several owners; "with officer's" at an end owns nothing."""
    (key, gap), (beside, other_gap) = (
        (one.key(place), one.gap(place + 1)),
        (other.key(candidate), other.gap(candidate + 1)),
    )
    ends = gap[:1] in _APOSTROPHES, other_gap[:1] in _APOSTROPHES
    at_end = ("'" in key) != ("'" in beside) and (one if "'" in key else other).ends_clause(
        place if "'" in key else candidate
    )
    return at_end or ("'" in key and ends[1]) or ("'" in beside and ends[0])


def relation(key: str, other: str) -> str | None:
    """The kind of difference between two words that stand in one place, or None where they are two words."""
    if key in ARTICLES and other in ARTICLES:
        return "article"
    if {key, other} == {"&", "and"}:
        return "spelling"
    if key in CONJUNCTIONS and other in CONJUNCTIONS:
        return "conjunction"
    if is_two_words(key, other):
        return "different"
    if key in GRAMMAR or other in GRAMMAR:
        swapped = len(key) > 2 and sorted(key) == sorted(other)
        return (
            "spelling" if is_slip(key, other) or is_variant_spelling(key, other) else "different" if swapped else None
        )
    return word_relation(key, other) or _authority_relation(key, other)


def _authority_relation(key: str, other: str) -> str | None:
    if key in MODALS and other in MODALS:
        return "authority_verb"
    both = authority_rank(key) and authority_rank(other) and stem(key) != stem(other)
    return "authority_verb" if both and is_finite_verb(key) == is_finite_verb(other) else None


def _pair_moved(one: TextSide, other: TextSide, changes: list[WordChange]) -> Iterator[str]:
    """Words dropped in one place that stand, nearly all the same, in another."""
    for change in changes:
        for place in changes:
            dropped, added = one.content(change.removed), other.content(place.added)
            if change is not place and dropped and added and _share(dropped, added) >= _MOVED:
                yield "order"
                yield from _leftovers_of_moved(one, other, change, place)


def _share(ones: list[str], others: list[str]) -> float:
    left, right = set(map(stem, ones)), set(map(stem, others))
    return 2 * len(left & right) / (len(left) + len(right))


def _leftovers_of_moved(one: TextSide, other: TextSide, source: WordChange, target: WordChange) -> Iterator[str]:
    """What differs inside words that moved stays to be explained; the rest is done."""
    here, there = {one.key(p) for p in source.removed}, {other.key(p) for p in target.added}
    source.removed = [p for p in source.removed if one.key(p) not in there | GRAMMAR]
    target.added = [p for p in target.added if other.key(p) not in here | GRAMMAR]
    yield from _pair_words(one, other, WordChange(source.removed, target.added))


def _explain_rest(one: TextSide, other: TextSide, change: WordChange) -> Iterator[str]:
    if any(is_negation(one.key(p)) for p in change.removed) or any(is_negation(other.key(p)) for p in change.added):
        yield "negation"
        change.removed = [p for p in change.removed if not _negates(one.key(p))]
        change.added = [p for p in change.added if not _negates(other.key(p))]
        if not change.removed and not change.added:
            return
    dropped, added = one.content(change.removed), other.content(change.added)
    yield from _conjunctions(one, other, change, dropped + added)
    if not dropped and not added:
        yield from small_words(one, change.removed)
        yield from small_words(other, change.added)
        return
    scope = [p for p in change.removed if p in one.in_scope] + [p for p in change.added if p in other.in_scope]
    beyond = one.content([p for p in change.removed if p not in one.in_scope])
    other_beyond = other.content([p for p in change.added if p not in other.in_scope])
    if scope and len(beyond) + len(other_beyond) < max(
        _FEW, len(dropped) + len(added) - len(beyond) - len(other_beyond)
    ):
        yield "scope"
        reaches = {place in one.in_scope for place in change.removed}, {p in other.in_scope for p in change.added}
        if not dropped or not added or all(True in side for side in reaches):
            dropped, added = beyond, other_beyond
    yield from _content_kinds(dropped, added)


def _negates(key: str) -> bool:
    """A negation, or the "does" and "with" that stand beside one: "does not involve" / "involves"."""
    return is_negation(key) or key in {"do", "does", "did", "with"}


def _pair_written_together(one: TextSide, other: TextSide, change: WordChange) -> Iterator[str]:
    """ "e-mail" / "email", "team work" / "teamwork"; "now here" / "nowhere" are the same letters and other words."""
    if not change.removed or not change.added or one.letters(change.removed) != other.letters(change.added):
        return
    keys, others = [one.key(p) for p in change.removed], [other.key(p) for p in change.added]
    pieces, whole = (keys, others) if len(keys) > len(others) else (others, keys)
    figures = any(map(numeral_value, keys))
    yield "number" if figures else "spelling"
    if figures or not written_together(pieces, whole):
        yield "different"
    change.removed, change.added = [], []


def _content_kinds(dropped: list[str], added: list[str]) -> Iterator[str]:
    numbers = [word for word in dropped + added if numeral_value(word)]
    if numbers and len(numbers) == len(dropped + added):
        yield "number"
    if dropped and added:
        yield "different"
        if any(is_negated(word, beside) for word in dropped for beside in added):
            yield "negation"
    elif dropped or added:
        few = len(dropped + added) < _FEW
        if few and any(word in MODALS or (authority_rank(word) and is_finite_verb(word)) for word in dropped + added):
            yield "authority_verb"
        yield "clause_removed" if dropped else "clause_added"


def _conjunctions(one: TextSide, other: TextSide, change: WordChange, content: list[str]) -> Iterator[str]:
    """Conjunctions that stand on one side only. An "and" for which the other side has a comma is punctuation."""
    for side, places, across, gap in (
        (one, change.removed, other, change.added[:1]),
        (other, change.added, one, change.removed[:1]),
    ):
        for place in places:
            key = side.key(place)
            if key not in CONJUNCTIONS or (content and (key == "and" or len(content) > _FEW)):
                continue
            yield "punctuation" if key == "and" and not gap and _is_list_and(side, place, across) else "conjunction"


def _is_list_and(side: TextSide, place: int, across: TextSide) -> bool:
    """Is the "and" at `place` only the last joint of a list that the other text joins with a comma or semicolon?"""
    following = side.words[place + 1].key if place + 1 < len(side.words) else ""
    before = side.words[place - 1].key if place else ""
    joints = [j for j in range(1, len(across.words)) if (across.key(j - 1), across.key(j)) == (before, following)]
    separated = _LIST_MARKS.intersection(side.gap(place)) and any(
        _LIST_MARKS.intersection(across.gap(j)) for j in joints
    )
    return bool(separated) and not any(side.key(p) in {"or", "and/or", "nor"} for p in _clause_around(side, place))


def _clause_around(side: TextSide, place: int) -> range:
    start = place
    while start > 0 and not _CLAUSE_ENDS.intersection(side.gap(start)):
        start -= 1
    end = place + 1
    while end < len(side.words) and not _CLAUSE_ENDS.intersection(side.gap(end)):
        end += 1
    return range(start, end)
