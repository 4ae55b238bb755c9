"""Which texts, and which names, may be joined without a person: where not even a comma can change the sense?

The key of a text is its fold with every mark kept that may say something: a comma that groups, a word in capitals among
small letters, a sign that shows nothing on the page. Only a comma before the last "and" or "or" of a plain list goes.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache

from taxonomy.basics.datafiles import read_table
from taxonomy.wording.fold import fold, plain, without_quotes
from taxonomy.wording.lexicon import GRAMMAR, NUMERALS, is_finite_verb
from taxonomy.wording.spelling import is_english

_STRONG, _COLON, _DASH, _OPEN, _CLOSE, _WEAK = ";", ":", "|", "(", ")", ","
_STRENGTH = (_STRONG, _COLON, _DASH, _OPEN, _CLOSE, _WEAK)
_MARKS = frozenset(_STRENGTH)
_JOINING = {"and": "and", "&": "and", "or": "or", "nor": "or", "and/or": "and/or"}
_ITEM_OPENERS = frozenset(
    (
        "a",
        "an",
        "the",
        "its",
        "their",
        "his",
        "her",
        "our",
        "own",
        "is",
        "are",
        "was",
        "were",
        "be",
        "has",
        "have",
        "do",
    )
)
_KEPT = "\ue000"
_PIECE = re.compile(rf"and ?/ ?or\b|\d+(?:[.,:\-]\d+)*|[^\W_]+(?:'[^\W_]+)*'?|[^\w\s.!?\"'*_«»„“”‟-]|{_KEPT}")

_DASHES = re.compile("\\s*(?:[\u2014\u2015]|--+)\\s*|(?<=\\S)(?<!\\d)\\s+[\u2010-\u2013\u2212-]\\s+")
_STOP = re.compile(r"(\S+?)([.!?]+)(?=[\"'\u201d\u2019)\]]*\s+[\"'\u201c\u2018(\[]*[^\W\d_])")
_BULLETS = re.compile("(?:^|\\s+)[•·▪●◦‣■□○►|]+\\s+")
_COLONS = re.compile(r"(?<!\d):|:(?!\d)")
_LEADING_POINT = re.compile(r"(?<![\w.])\.(?=[^\W\d_])")
_CAPITALS = re.compile(r"\b(?=[A-Z\d]*[A-Z][A-Z\d]*[A-Z])([A-Z\d]+)(s?)\b(?!['\u2019](?!s\b))")
_LETTER_A = re.compile(r"(?<=[^\W\d_] )A(?= [a-z\d]|-)")
_SHOUTED = re.compile(r"\b[A-Z]{2,}(?:[ -]+[A-Z]{2,}){2,}\b")
_LOUD = re.compile(r"[A-Z]{6,}")
_SHORT_NAME = re.compile(r"[^\W\d_]{2,5}s?\W*")
_EMPHASIS = frozenset({"AND", "NOT"})
# A zero-width space may part two words or none; overriding the direction shows figures in another order.
_HIDDEN_SPACE = re.compile("([^\\W_]+)\u200b([^\\W_]+)")
_OVERRIDE = re.compile("[\u202d\u202e]")
_TRADE_MARKS = re.compile("[®™℠©]")


def joins(a: str, b: str) -> bool:
    """May the two texts, or names, be joined without a person?"""
    return a == b or (fold(a) == fold(b) and join_key(a) == join_key(b))


@lru_cache(maxsize=100_000)
def join_key(text: str) -> str:
    """`text` with all that may carry meaning: equal keys (of texts with equal folds) are one text."""
    marked = _with_figures(without_quotes(plain(_with_marks(_with_capitals(_with_hidden(_TRADE_MARKS.sub("", text)))))))
    return " ".join(_without_last_list_marks(_levelled(_trimmed(_pieces(marked)))))


@lru_cache(maxsize=100_000)
def name_key(label: str) -> str:
    """The key of a name: its letters and marks, where a hyphen is a space and a space is not nothing."""
    return f"{fold(label)}\n{join_key(label)}" if fold(label) else plain(label).strip()


# What is marked before small letters and single spaces hide it.


def _with_hidden(text: str) -> str:
    if text.isascii():
        return text
    return _OVERRIDE.sub(_KEPT, _HIDDEN_SPACE.sub(_hidden_space, text))


def _hidden_space(found: re.Match[str]) -> str:
    """Two words of the language may be two words; pieces of a word were cut by a printer."""
    two_words = is_english(found[1].lower()) and is_english(found[2].lower())
    return f"{found[1]} {_KEPT} {found[2]}" if two_words else found[1] + found[2]


def _with_capitals(text: str) -> str:
    """A word all in capitals among small letters is a name of its own: SNAP is no snap."""
    if text.isupper():
        return f"{text} {_KEPT}" if _SHORT_NAME.fullmatch(text.strip()) else text
    loud = {place for run in _SHOUTED.finditer(text) if len(_LOUD.findall(run[0])) >= 2 for place in range(*run.span())}
    marked = _CAPITALS.sub(lambda m: m[0] if m[1] in _EMPHASIS or m.start() in loud else f"{m[0]} {_KEPT}", text)
    return _LETTER_A.sub(f"A {_KEPT}", marked)


def capital_words(text: str) -> frozenset[str]:
    """The words in capitals among small letters, in small letters; none in a text all in capitals."""
    if text.isupper():
        return frozenset()
    return frozenset(m[1].lower() for m in _CAPITALS.finditer(text) if m[1] not in _EMPHASIS)


def _with_marks(text: str) -> str:
    """Every mark that parts clauses or sentences as one of three: strong, weak, bracket."""
    spaced = re.sub(r"\(s\)", "~s", " ".join(text.split()))
    dashed = _DASHES.sub(f" {_DASH} ", _BULLETS.sub(f" {_STRONG} ", spaced))
    stopped = _LEADING_POINT.sub(_KEPT, _STOP.sub(_stop, dashed))
    return _COLONS.sub(f" {_COLON} ", stopped.replace("[", _OPEN).replace("]", _CLOSE))


def _stop(found: re.Match[str]) -> str:
    """A full stop before a capital letter ends a sentence, unless the word is a short form; before others none does."""
    word = found[1].strip("\"'()[]").rstrip(".").lower()
    following = found.string[found.end() :].lstrip(" \"'()[]\u201c\u2018\u201d\u2019")
    ends = following[:1].isupper() or set(found[2]) & {"!", "?"}
    short = word in _short_forms() or len(word) == 1 or "." in word
    return f"{found[1]}{_STRONG}" if ends and not short else found[1]


@cache
def _short_forms() -> frozenset[str]:
    table = read_table("abbreviations.toml")
    return frozenset((*table["words"], *table["no_stop"]["words"], "etc", "e.g", "i.e", "a.m", "p.m", "u.s"))


@cache
def _figures() -> re.Pattern[str]:
    tens = ("thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety", "hundred")
    number = rf"\b(?:\d+|{'|'.join((*NUMERALS, *tens))})"
    return re.compile(rf"({number})([ -])({number})(-)(?=[^\W\d_])")


def _with_figures(text: str) -> str:
    """ "Twenty five-gallon drums" are not "twenty-five gallon drums"; other hyphens are spaces."""
    told = {" ": " ^ ", "-": " ~ "}
    return _figures().sub(lambda m: f"{m[1]}{told[m[2]]}{m[3]} ", re.sub(r"(?<=\d)\s*-\s*(?=\d)", "-", text))


# The marks themselves.


def _pieces(marked: str) -> list[str]:
    return ["and/or" if "/" in piece and piece[0] == "a" else piece for piece in _PIECE.findall(marked)]


def _trimmed(pieces: Sequence[str]) -> list[str]:
    """Marks at both ends go, and of several marks together the strongest stays."""
    kept: list[str] = []
    for piece in pieces:
        if piece in _MARKS and kept and kept[-1] in _MARKS:
            kept[-1] = min(kept[-1], piece, key=_strength)
        elif piece not in _MARKS or kept:
            kept.append(piece)
    while kept and kept[-1] in _MARKS:
        kept.pop()
    return kept


def _strength(mark: str) -> int:
    return _STRENGTH.index(mark)


def _levelled(pieces: Sequence[str]) -> list[str]:
    """Where a text has marks of one kind only, brackets and dashes are commas, and so are semicolons between verbs."""
    kinds = {"(" if piece == _CLOSE else piece for piece in pieces if piece in _MARKS}
    verbs = [_before_verb(pieces, place) for place, piece in enumerate(pieces) if piece == _STRONG]
    level = len(kinds) == 1 and _COLON not in kinds and 2 * sum(verbs) >= len(verbs)
    return [_WEAK if piece in _MARKS and level else piece for piece in pieces]


def _before_verb(pieces: Sequence[str], place: int) -> bool:
    following = next((piece for piece in pieces[place + 1 :] if piece not in _JOINING and piece != "then"), "")
    return is_finite_verb(following)


def _without_last_list_marks(pieces: Sequence[str]) -> Iterator[str]:
    start = 0
    for place, piece in enumerate(pieces):
        if piece in _MARKS - {_WEAK}:
            start = place + 1
        if piece != _WEAK or not _ends_list(pieces, start, place):
            yield piece


def _ends_list(pieces: Sequence[str], start: int, place: int) -> bool:
    """Is the comma at `place` the one before the last "and" or "or" of a list that began at `start`?"""
    before = pieces[start:place]
    if pieces[place + 1 : place + 2] == [] or pieces[place + 1] not in _JOINING or _WEAK not in before:
        return False
    end = next((p for p in range(place, len(pieces)) if pieces[p] in _MARKS - {_WEAK}), len(pieces))
    after = pieces[place + 2 : end]
    words = {_JOINING[p] for p in pieces[start:end] if p in _JOINING}
    last = before[len(before) - before[::-1].index(_WEAK) :]
    return len(words) == 1 and not _JOINING.keys() & set(last) and _are_items(before) and _is_one_item(after)


def _are_items(before: Sequence[str]) -> bool:
    """No part begins as an insertion does: "who hire staff", "including …", "in emergencies"."""
    openers = [before[0], *(word for mark, word in itertools.pairwise(before) if mark == _WEAK)]
    return not any(word in GRAMMAR - _ITEM_OPENERS or word in _insertions() for word in openers)


@cache
def _insertions() -> frozenset[str]:
    return frozenset(read_table("spelling.toml")["insertions"])


def _is_one_item(after: Sequence[str]) -> bool:
    """A second "and" must stand deeper than the list: "and reviews the work of clerks and typists"."""
    second = next((p for p, word in enumerate(after) if word in _JOINING), None)
    return second is None or any(word in GRAMMAR for word in after[:second])
