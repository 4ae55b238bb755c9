"""What may a person mean by a title, an employer or a degree that nothing here is called? Proposals only."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache

from rapidfuzz import fuzz, process

from taxonomy.basics.datafiles import read_table
from taxonomy.basics.naming import slug
from taxonomy.paths.schooling import level_names, spellings

_MOST = 3
_LONG_ENOUGH = 8  # a short spelling is like a part of many words
_NEAR_ENOUGH = 80  # percent of the letters, the words in one order
_ROMAN = {"1": "i", "2": "ii", "3": "iii", "4": "iv", "5": "v"}


def titles_like(told: str, titles: Iterable[str]) -> tuple[str, ...]:
    """The titles nearest to `told`: other spellings, short forms, words in another order, a word left out."""
    return _nearest(_unfolded(told), {_unfolded(title): title for title in titles})


def levels_like(told: str) -> tuple[str, ...]:
    """The levels of schooling that a part of `told` may spell; all of them where it is like none."""
    long = [each for each in spellings() if len(each) >= _LONG_ENOUGH]
    found = process.extract(told.lower(), long, scorer=fuzz.partial_ratio, limit=_MOST, score_cutoff=_NEAR_ENOUGH)
    return tuple(dict.fromkeys(spellings()[name] for name, _, _ in found)) or level_names()


def employers_like(told: str, known: Iterable[str]) -> tuple[str, ...]:
    """Employers whose names share a word with `told`, or are written nearly like it."""
    words, names = set(slug(told).split("-")), tuple(known)
    shared = tuple(each for each in names if words & set(each.split("-")))
    return shared or _nearest(_unfolded(told), {_unfolded(each): each for each in names})


def _nearest(told: str, known: dict[str, str]) -> tuple[str, ...]:
    found = process.extract(told, list(known), scorer=_likeness, limit=_MOST, score_cutoff=_NEAR_ENOUGH)
    return tuple(known[name] for name, _, _ in found)


def _likeness(told: str, name: str, *, processor: object = None, score_cutoff: float | None = None) -> float:
    """By letters, the words sorted; a title that holds all the words told is near, the fewer others the nearer."""
    by_letters = fuzz.token_sort_ratio(told, name)
    one, other = set(told.split()), set(name.split())
    held = len(one) > 1 and (one < other or other < one)
    return max(by_letters, _NEAR_ENOUGH + len(one & other) / len(one | other) if held else 0.0)


@lru_cache(maxsize=8192)
def _unfolded(title: str) -> str:
    """In small letters, short forms written out, numbers of a series as letters."""
    words = (_short_forms().get(word, word) for word in re.sub(r"[^\w]+", " ", title.lower()).split())
    return " ".join(_ROMAN.get(word, word) for word in words)


@cache
def _short_forms() -> dict[str, str]:
    return {**read_table("abbreviations.toml")["words"], "snr": "senior"}
