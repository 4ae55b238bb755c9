"""What do single words mean for a comparison: stem, grammar word, authority, scope, known spelling?

The only door to snowballstemmer. The tables behind it are in ``data/``: `authority_verbs.toml`, `scope_phrases.toml` and
`spelling.toml`.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache

import snowballstemmer
from msgspec import Struct

from taxonomy.datafiles import read_table
from taxonomy.wording.words import keys_of

ARTICLES = frozenset({"a", "an", "the"})
CONJUNCTIONS = frozenset({"and", "or", "and/or", "nor", "but", "either", "neither", "both"})
NUMERALS = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
    *("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty"),
)
# Words that carry grammar. "not", "without", "only", "may" and their like are missing on purpose: they carry meaning.
_GRAMMAR_WORDS = """
a an the and or and/or nor but either neither both of to in on at by for from with as into onto upon about through via per
is are was were be been being has have had do does did that which who whom whose this these those it its their them they
he she his her our own there where when while how what such so than then also including includes include etc e.g i.e s
"""
GRAMMAR = frozenset(_GRAMMAR_WORDS.split())


_VERB_ENDINGS = frozenset({"", "e", "s", "es", "d", "ed", "ing"})


class ScopeSpan(Struct, frozen=True):
    """A scope phrase found in a text: words `start` to `end`, its family, and how wide it reaches there."""

    start: int
    end: int
    family: str
    rank: int


_stemmer = snowballstemmer.stemmer("english")


@lru_cache(maxsize=200_000)
def stem(word: str) -> str:
    """The stem of a folded word."""
    return str(_stemmer.stemWord(word))


@lru_cache(maxsize=50_000)
def content_words(text: str) -> tuple[str, ...]:
    """The folded words of `text` that carry meaning, in order."""
    return tuple(word for word in keys_of(text) if word not in GRAMMAR)


@lru_cache(maxsize=50_000)
def content_stems(text: str) -> frozenset[str]:
    """The stems of the words of `text` that carry meaning."""
    return frozenset(map(stem, content_words(text)))


@cache
def _authority_ranks() -> dict[str, int]:
    return {
        stem(verb): entry["rank"] for entry in read_table("authority_verbs.toml")["rank"] for verb in entry["verbs"]
    }


def authority_rank(word: str) -> int | None:
    """The rank of a verb of authority (higher: more authority), or None for any other word."""
    return _authority_ranks().get(stem(word)) if _is_verb_form(word) else None


def _is_verb_form(word: str) -> bool:
    """ "manages", "managing", but not "manager": what follows the stem is an ending that verbs have."""
    root = stem(word)
    ending = word[len(root) :]
    return ending in _VERB_ENDINGS or (ending[:1] == root[-1:] and ending[1:] in _VERB_ENDINGS)


@cache
def _verb_stems() -> frozenset[str]:
    return frozenset(_authority_ranks()) | {stem(verb) for verb in read_table("authority_verbs.toml")["plain"]["verbs"]}


def is_finite_verb(word: str) -> bool:
    """May `word` begin a clause, as in "shows courtesy"? Third person only; nouns in the plural may pass too."""
    third_person = word.endswith("s") and not word.endswith("ss") and _is_verb_form(word)
    return word in {"is", "has"} or (third_person and stem(word) in _verb_stems())


@cache
def _scope_phrases() -> dict[tuple[str, ...], tuple[str, int]]:
    return {
        keys_of(words): (family["name"], phrase["rank"])
        for family in read_table("scope_phrases.toml")["family"]
        for phrase in family["phrases"]
        for words in phrase["words"]
    }


@cache
def _longest_scope_phrase() -> int:
    return max(map(len, _scope_phrases()))


def scope_spans(keys: Sequence[str]) -> tuple[ScopeSpan, ...]:
    """The scope phrases among the folded words `keys`, from left to right, the longest at each place."""
    spans: list[ScopeSpan] = []
    start = 0
    while start < len(keys):
        span = _scope_at(keys, start)
        spans += [span] if span else []
        start = span.end if span else start + 1
    return tuple(spans)


def _scope_at(keys: Sequence[str], start: int) -> ScopeSpan | None:
    phrases = _scope_phrases()
    for end in range(min(len(keys), start + _longest_scope_phrase()), start, -1):
        found = phrases.get(tuple(keys[start:end]))
        if found:
            return ScopeSpan(start, end, *found)
    return None


def numeral_value(word: str) -> str | None:
    """The number that `word` writes, in digits (``two`` and ``2`` give ``2``), or None."""
    if word in NUMERALS:
        return str(NUMERALS.index(word))
    return word if word[:1].isdigit() else None
