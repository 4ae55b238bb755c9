"""Are two words one word spelt in two ways, one word in two forms, or two words?"""

from __future__ import annotations

import unicodedata
from functools import cache, lru_cache
from typing import Literal

from rapidfuzz.distance import DamerauLevenshtein

from taxonomy.datafiles import read_table
from taxonomy.wording.lexicon import numeral_value, stem

WordRelation = Literal["spelling", "number"]
_SHORTEST_SLIP = 5
_LONG = 8
_SHORTEST_STEM = 3
_IRREGULAR = {"man": "men", "person": "people", "child": "children", "criterion": "criteria", "datum": "data"}


@lru_cache(maxsize=100_000)
def word_relation(one: str, other: str) -> WordRelation | None:
    """How two different folded words belong together, or None where they are two words.

    ``spelling``: a slip of the pen, a British and an American spelling, a form of the verb ("establishes" /
    "established"), "two" / "2". ``number``: singular and plural, or two different numbers.
    """
    if numeral_value(one) or numeral_value(other):
        return _numeral_relation(one, other)
    if is_number_change(one, other):
        return "number"
    if _without_accents(one) == _without_accents(other):
        return "spelling"
    return "spelling" if _is_verb_form(one, other) or is_variant_spelling(one, other) or is_slip(one, other) else None


def _numeral_relation(one: str, other: str) -> WordRelation | None:
    values = numeral_value(one), numeral_value(other)
    if None in values:
        return None
    return "spelling" if values[0] == values[1] else "number"


def is_number_change(one: str, other: str) -> bool:
    """Singular against plural: "area" / "areas", "policy" / "policies", "program" / "program(s)"."""
    bare_one, bare_other = one.removesuffix("(s)"), other.removesuffix("(s)")
    if bare_one == bare_other:
        return True
    short, long = sorted((bare_one, bare_other), key=len)
    endings = {short + "s", short + "es", short + "'s", short.removesuffix("y") + "ies", _IRREGULAR.get(short, "")}
    return long in endings or (long.replace("'", "") == short and "'" in long) or _swapped_plural(one, other)


def _swapped_plural(one: str, other: str) -> bool:
    """ "person" / "people", "analysis" / "analyses"."""
    return any(
        _IRREGULAR.get(a) == b or (a.endswith("is") and a[:-2] + "es" == b) for a, b in ((one, other), (other, one))
    )


def _is_verb_form(one: str, other: str) -> bool:
    """ "establishes" / "established": third person and past only, for "director" / "directed" are two words."""
    if stem(one) != stem(other):
        return False
    return any(
        a.endswith("s") and b.endswith("ed") and a[:-2] in (b[:-2], b[:-1]) for a, b in ((one, other), (other, one))
    )


def _without_accents(word: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFD", word) if not unicodedata.combining(c))


@cache
def _pairs() -> frozenset[frozenset[str]]:
    return frozenset(frozenset(pair) for pair in read_table("spelling.toml")["pairs"])


@cache
def _endings() -> tuple[tuple[str, str], ...]:
    pairs = [(one, other) for one, other in read_table("spelling.toml")["endings"]]
    return tuple(pairs + [(other, one) for one, other in pairs])


def is_variant_spelling(one: str, other: str) -> bool:
    """ "organisation" / "organization", "advisor" / "adviser"."""
    if frozenset((one, other)) in _pairs():
        return True
    if one[:_SHORTEST_STEM] != other[:_SHORTEST_STEM]:
        return False
    alike = any(
        one.endswith(a)
        and other.endswith(b)
        and one[: -len(a)] == other[: -len(b)]
        and len(one) - len(a) >= _SHORTEST_STEM
        for a, b in _endings()
    )
    return alike and not (is_known(one) and is_known(other) and stem(one) != stem(other))


@cache
def _known_stems() -> frozenset[str]:
    return frozenset(map(stem, read_table("spelling.toml")["known"].split()))


def is_known(word: str) -> bool:
    """Is `word`, or another form of it, in our list of known words?"""
    return stem(word) in _known_stems()


def is_slip(one: str, other: str) -> bool:
    """A misspelt word beside the right one: exactly one is known, and one or two letters (two in long words) differ."""
    shorter = min(len(one), len(other))
    if shorter < _SHORTEST_SLIP or one[0] != other[0]:
        return False
    one_ending = stem(one) == stem(other) and one[-2:] == other[-2:]  # "occured" / "occurred"
    if is_known(one) == is_known(other) and not one_ending:
        return False
    allowed = 2 if shorter >= _LONG and not one_ending else 1
    return DamerauLevenshtein.distance(one, other, score_cutoff=allowed) <= allowed
