"""Are two words one word spelt in two ways, one word in two forms, or two words?"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import Literal

from rapidfuzz.distance import DamerauLevenshtein

from taxonomy.basics.datafiles import data_folder, read_table
from taxonomy.wording.lexicon import GRAMMAR, numeral_value, stem

WordRelation = Literal["spelling", "number"]
_SHORTEST_SLIP = 5
_SHORTEST_SWAP = 3
_LONG = 8
_SHORTEST_STEM = 3
_THOUSANDS = re.compile(r"\d{1,3}(?:,\d{3})+")
_IRREGULAR = {
    "man": "men",
    "woman": "women",
    "foot": "feet",
    "tooth": "teeth",
    "mouse": "mice",
    "goose": "geese",
    "phenomenon": "phenomena",
    "medium": "media",
    "person": "people",
    "child": "children",
    "criterion": "criteria",
    "datum": "data",
}


@lru_cache(maxsize=100_000)
def word_relation(one: str, other: str) -> WordRelation | None:
    """How two different folded words belong together, or None where they are two words.

    ``spelling``: a slip of the pen, a British and an American spelling, a form of the verb ("establishes" /
    "established"), "two" / "2". ``number``: singular and plural, or two different numbers.
    """
    if numeral_value(one) or numeral_value(other):
        return _numeral_relation(one, other)
    if _is_known_pair(one, other):
        return "spelling"
    if one.endswith("'s") and other.endswith("'s"):
        return word_relation(one[:-2], other[:-2])
    if is_two_words(one, other) or _differ_by_affix(one, other):
        return None
    if _differ_by_apostrophe(one, other):
        return "spelling"
    if is_number_change(one, other):
        return "number"
    if _without_accents(one) == _without_accents(other):
        return "spelling" if {one, other} & _accented() else None
    return "spelling" if _is_verb_form(one, other) or is_variant_spelling(one, other) or is_slip(one, other) else None


def is_two_words(one: str, other: str) -> bool:
    """Two words, however much they look like two spellings of one: "its" / "it's", "filing" / "filling"."""
    return frozenset((one, other)) in _word_pairs("apart")


def is_negated(one: str, other: str) -> bool:
    """ "able" / "unable", "exempt" / "nonexempt": one is the other behind a prefix that says "not"."""
    short, long = sorted((one, other), key=len)
    return len(short) >= _SHORTEST_STEM and any(
        long == prefix + short for prefix in read_table("spelling.toml")["negating"]
    )


def written_together(pieces: Sequence[str], whole: Sequence[str]) -> bool:
    """May `pieces` be written as `whole` without becoming another word: "e-mail" / "email"; not "may be" / "maybe"?"""
    table = read_table("spelling.toml")
    if len(whole) != 1 or len(pieces) != 2:
        return False
    return is_compound(whole[0]) or (pieces[0] in table["prefixes"] and (is_english(pieces[1]) or is_english(whole[0])))


def is_compound(word: str) -> bool:
    """Is `word` one that is written apart as well: "email", "recordkeeping"?"""
    return word in _compounds() or word.removesuffix("s") in _compounds()


@cache
def _compounds() -> frozenset[str]:
    return frozenset(read_table("spelling.toml")["compounds"].split())


def _numeral_relation(one: str, other: str) -> WordRelation | None:
    values = _without_thousands(numeral_value(one)), _without_thousands(numeral_value(other))
    if None in values:
        return None
    return "spelling" if values[0] == values[1] else "number"


def _without_thousands(number: str | None) -> str | None:
    """ "1,000" is 1000; "1,50" and "1.000" are left as they are."""
    return number.replace(",", "") if number and _THOUSANDS.fullmatch(number) else number


def is_number_change(one: str, other: str) -> bool:
    """Singular against plural: "area" / "areas", "policy" / "policies", "program" / "program(s)"."""
    bare_one, bare_other = one.removesuffix("(s)"), other.removesuffix("(s)")
    if bare_one == bare_other:
        return True
    short, long = sorted((bare_one, bare_other), key=len)
    endings = {short + "s", short + "es", short + "'s", short.removesuffix("y") + "ies", _IRREGULAR.get(short, "")}
    return long in endings or (long.replace("'", "") == short and "'" in long) or _swapped_plural(one, other)


def _differ_by_apostrophe(one: str, other: str) -> bool:
    """ "drivers license" / "driver's license"; but "customer's" and "customers'" are one and several."""
    return ("'" in one) != ("'" in other) and one.replace("'", "") == other.replace("'", "")


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


def _differ_by_affix(one: str, other: str) -> bool:
    """ "examiner" / "examinee", "interstate" / "intrastate": one stem, two words."""
    table = read_table("spelling.toml")
    both_ways = (one, other), (other, one)
    ended = (
        a.endswith(x) and b.endswith(y) and a.removesuffix(x) == b.removesuffix(y)
        for x, y in table["apart_endings"]
        for a, b in both_ways
    )
    begun = (
        a.startswith(x) and b.startswith(y) and a.removeprefix(x) == b.removeprefix(y)
        for x, y in table["apart_beginnings"]
        for a, b in both_ways
    )
    return any(ended) or any(begun)


def _without_digraphs(word: str) -> str:
    """ "paediatric" / "pediatric"; short words keep theirs."""
    return word.replace("ae", "e").replace("oe", "e") if len(word) > _LONG - 2 else word


@cache
def _word_pairs(name: str) -> frozenset[frozenset[str]]:
    return frozenset(frozenset(pair) for pair in read_table("spelling.toml")[name])


def _is_known_pair(one: str, other: str) -> bool:
    """ "cheque" / "check", and the plurals of such a pair."""
    singular = frozenset((one[:-1], other[:-1])) if one.endswith("s") and other.endswith("s") else None
    return frozenset((one, other)) in _word_pairs("pairs") or singular in _word_pairs("pairs")


@cache
def _accented() -> frozenset[str]:
    return frozenset(read_table("spelling.toml")["accented"])


@cache
def _endings() -> tuple[tuple[str, str], ...]:
    pairs = [(one, other) for one, other in read_table("spelling.toml")["endings"]]
    return tuple(pairs + [(other, one) for one, other in pairs])


def is_variant_spelling(one: str, other: str) -> bool:
    """ "organisation" / "organization", "advisor" / "adviser"."""
    if _is_known_pair(one, other):
        return True
    if _without_digraphs(one) == _without_digraphs(other):
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
    """A misspelt word beside the right one: exactly one is a word, and one or two letters (two in long words) differ.

    The other must not be a word of its own: a trainee is no misspelt trainer. Letters that changed places are a slip in
    short words too.
    """
    shorter = min(len(one), len(other))
    if shorter < _SHORTEST_SWAP or one[0] != other[0] or not (one + other).isalpha():
        return False
    one_ending = stem(one) == stem(other) and one[-2:] == other[-2:]  # "occured" / "occurred"
    if is_english(one) == is_english(other) and not one_ending:
        return False
    if shorter < _SHORTEST_SLIP:
        return sorted(one) == sorted(other) and DamerauLevenshtein.distance(one, other) == 1
    allowed = 2 if shorter >= _LONG and not one_ending else 1
    return DamerauLevenshtein.distance(one, other, score_cutoff=allowed) <= allowed


@lru_cache(maxsize=100_000)
def is_english(word: str) -> bool:
    """Is `word` printed in general or official English, in this form or in a regular form of it?"""
    return word in _english() or bool(_plain_forms(word) & _listed_forms())


@cache
def _english() -> frozenset[str]:
    return frozenset((data_folder() / "meanings" / "words.txt").read_text(encoding="ascii").split()) | GRAMMAR


@cache
def _listed_forms() -> frozenset[str]:
    words = f"{read_table('neighbour_words.toml')['words']} {read_table('spelling.toml')['known']}".split()
    return frozenset(form for word in words for form in _plain_forms(word))


def _plain_forms(word: str) -> frozenset[str]:
    """`word` and what is left without a regular ending."""
    endings = ("s", "es", "ed", "d", "ing", "ly", "er", "ers")
    cut = [word.removesuffix(ending) for ending in endings if word.endswith(ending) and len(word) > len(ending) + 3]
    cut += [word.removesuffix(ending) + "y" for ending in ("ies", "ied", "ier") if word.endswith(ending)]
    return frozenset((word, *cut, *(f"{form}e" for form in cut)))
