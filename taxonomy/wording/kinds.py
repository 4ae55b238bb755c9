"""Which KINDS of difference stand between two texts, and may people be asked whether they are the same?

Words that stand in both texts are lined up; every other word must be explained: as another form or spelling of a word
in the same place, as a word that only moved, or as something added, dropped or exchanged.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from difflib import SequenceMatcher

from msgspec import Struct

from taxonomy.basics.datafiles import read_table
from taxonomy.wording.fold import fold, telling_words
from taxonomy.wording.lexicon import (
    ARTICLES,
    CONJUNCTIONS,
    GRAMMAR,
    authority_rank,
    is_finite_verb,
    numeral_value,
    stem,
)
from taxonomy.wording.likeness import overlap
from taxonomy.wording.small_words import small_words
from taxonomy.wording.spelling import word_relation
from taxonomy.wording.text_side import TextSide, text_side
from taxonomy.wording.words import words_of

KIND_HELP = {
    "punctuation": "Marks, dashes, quotes, spaces, or a comma in place of “and” in a list; every word is the same.",
    "case": "The same word with other capitals.",
    "spelling": "The same word spelt or formed in another way, or a slip of the pen beside the right word.",
    "number": "One instead of several (area / areas), or another number: a requirement may have changed.",
    "article": "Only small grammar words differ: a, an, the, that is.",
    "order": "The same words in another order.",
    "conjunction": "“and”, “or”, “and/or” or a slash was exchanged: things required together may have become a choice.",
    "authority_verb": "A verb of authority was exchanged, added or dropped (recommends, plans): another level.",
    "scope": "A phrase of scope differs (functional area / department, supervisor / manager): another reach.",
    "clause_added": "The second text says something that the first does not.",
    "clause_removed": "The first text says something that the second does not.",
    "different": "Words were exchanged for others, or the texts have too little in common to line up.",
}
KINDS = tuple(KIND_HELP)
EDITORIAL = frozenset({"punctuation", "case", "spelling", "article"})

_TOO_LITTLE_IN_COMMON = 0.3
_MOVED = 0.8
_FEW = 3
_LIST_MARKS = frozenset(",;")
_CLAUSE_ENDS = frozenset(".;:")


class Change(Struct):
    """Words of the first text (`removed`) and of the second (`added`), as places, that no rule has explained so far."""

    removed: list[int]
    added: list[int]


def name_kinds(a: str, b: str) -> tuple[str, ...]:
    """The kinds of difference from `a` to `b`, in the order of `KINDS`; none for identical texts."""
    if a == b:
        return ()
    if fold(a) == fold(b):
        return _ordered(set(_surface_of_same_words(a, b)))
    one, other = text_side(a), text_side(b)
    if not one.words or not other.words:
        return ("clause_added",) if other.words else ("clause_removed",) if one.words else ("punctuation",)
    if overlap(a, b) < _TOO_LITTLE_IN_COMMON and one.all_letters != other.all_letters:
        return ("different",)
    kinds = set(_kinds_between(one, other)) or {"punctuation"}
    return _ordered(kinds | set(_overlooked(a, b) if EDITORIAL.issuperset(kinds) else ()))


def _overlooked(a: str, b: str) -> Iterator[str]:
    """What word beside word does not show: "IT staff" / "it staff", and marks beside a word spelt in another way.

    A text all in capitals does not tell which of its words are initials.
    """
    if telling_words(a) != telling_words(b) and not a.isupper() and not b.isupper():
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
    if any(one.raw != other.raw and one.raw.casefold() == other.raw.casefold() for one, other in pairs):
        yield "case"
    if a.casefold() != b.casefold():
        yield "punctuation"
    elif not any(one.raw != other.raw for one, other in zip(words_of(a), words_of(b), strict=False)):
        yield "case"


def _kinds_between(one: TextSide, other: TextSide) -> Iterator[str]:
    matcher = SequenceMatcher(None, [w.key for w in one.words], [w.key for w in other.words], autojunk=False)
    changes: list[Change] = []
    for op, i1, i2, j1, j2 in matcher.get_opcodes():
        if op == "equal":
            yield from _surface_kinds(one, other, i1, i2, j1)
        else:
            changes.append(Change(list(range(i1, i2)), list(range(j1, j2))))
    for change in changes:
        yield from _pair_words(one, other, change)
    yield from _pair_moved(one, other, changes)
    for change in changes:
        yield from _explain_rest(one, other, change)


def _surface_kinds(one: TextSide, other: TextSide, i1: int, i2: int, j1: int) -> Iterator[str]:
    """Case and marks of a stretch in which the words are the same."""
    for place in range(i1, i2):
        raw, other_raw = one.words[place].raw, other.words[place - i1 + j1].raw
        if raw != other_raw:
            yield "case" if raw.casefold() == other_raw.casefold() else "punctuation"
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
    return "number" if figures else "punctuation"


def _pair_words(one: TextSide, other: TextSide, change: Change) -> Iterator[str]:
    """Words exchanged for another form, spelling or rank of themselves; each pair explained leaves the change."""
    for place in list(change.removed):
        for candidate in list(change.added):
            kind = _relation(one.key(place), other.key(candidate))
            if kind:
                tells = kind == "article" and (one.tells(place) or other.tells(candidate))
                change.removed.remove(place)
                change.added.remove(candidate)
                yield "different" if tells else kind
                break


def _relation(key: str, other: str) -> str | None:
    if key in ARTICLES and other in ARTICLES:
        return "article"
    if {key, other} == {"&", "and"}:
        return "spelling"
    if key in CONJUNCTIONS and other in CONJUNCTIONS:
        return "conjunction"
    if key in GRAMMAR or other in GRAMMAR:
        return None
    return word_relation(key, other) or _authority_relation(key, other)


def _authority_relation(key: str, other: str) -> str | None:
    both = authority_rank(key) and authority_rank(other) and stem(key) != stem(other)
    return "authority_verb" if both and is_finite_verb(key) == is_finite_verb(other) else None


def _pair_moved(one: TextSide, other: TextSide, changes: list[Change]) -> Iterator[str]:
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


def _leftovers_of_moved(one: TextSide, other: TextSide, source: Change, target: Change) -> Iterator[str]:
    """What differs inside words that moved stays to be explained; the rest is done."""
    here, there = {one.key(p) for p in source.removed}, {other.key(p) for p in target.added}
    source.removed = [p for p in source.removed if one.key(p) not in there | GRAMMAR]
    target.added = [p for p in target.added if other.key(p) not in here | GRAMMAR]
    yield from _pair_words(one, other, Change(source.removed, target.added))


def _explain_rest(one: TextSide, other: TextSide, change: Change) -> Iterator[str]:
    dropped, added = one.content(change.removed), other.content(change.added)
    if _is_written_together(one, other, change):
        yield "spelling"
        return
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


def _is_written_together(one: TextSide, other: TextSide, change: Change) -> bool:
    """ "e-mail" / "email", "on line" / "online"; but not "now here" / "nowhere"."""
    pieces = min(
        ([one.key(p) for p in change.removed], [other.key(p) for p in change.added]), key=lambda keys: -len(keys)
    )
    same = change.removed and one.letters(change.removed) == other.letters(change.added)
    return bool(same) and pieces[0] not in read_table("spelling.toml")["telling_pieces"]


def _content_kinds(dropped: list[str], added: list[str]) -> Iterator[str]:
    if dropped and added:
        yield "different"
    elif dropped or added:
        if len(dropped + added) < _FEW and any(authority_rank(w) and is_finite_verb(w) for w in dropped + added):
            yield "authority_verb"
        yield "clause_removed" if dropped else "clause_added"


def _conjunctions(one: TextSide, other: TextSide, change: Change, content: list[str]) -> Iterator[str]:
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
