"""What do single words mean for a comparison: stem, grammar word, authority, scope, known spelling?

The tables behind it are `data/authority_verbs.toml` and `data/scope_phrases.toml`.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache

from msgspec import Struct

from taxonomy.basics.datafiles import read_table
from taxonomy.basics.stems import stem as english_stem
from taxonomy.wording.words import keys_of

ARTICLES = frozenset({"a", "an", "the"})
CONJUNCTIONS = frozenset({"and", "or", "and/or", "nor", "but", "either", "neither", "both"})
NUMERALS = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
    *("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty"),
)
_TENS = {"thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90, "hundred": 100}
NUMBER_WORDS = {word: value for value, word in enumerate(NUMERALS)} | _TENS
# What turns a statement into its contrary, or takes something out of it.
NEGATIONS = frozenset(
    {
        "not",
        "no",
        "non",
        "never",
        "none",
        "without",
        "except",
        "excluding",
        "unless",
        "cannot",
        "neither",
        "nor",
        "barring",
    }
)
# May, should, must: how binding a sentence is.
MODALS = frozenset({"may", "might", "can", "could", "should", "would", "will", "shall", "must"})
# Words that carry grammar. "not", "without", "only", "may" and their like are not among them: they carry meaning.
_GRAMMAR_WORDS = """
a an the and or and/or nor but either neither both of to in on at by for from with as into onto upon about through via
per is are was were be been being has have had do does did that which who whom whose this these those it its their them
they he she his her our own there where when while how what such so than then also including includes include etc e.g
i.e s
"""
GRAMMAR = frozenset(_GRAMMAR_WORDS.split())
# "Written Communication Skills" is Written Communication; "ability to follow directions" is Following Directions.
_ONLY_A_COMPETENCY = ("skill", "skills", "skilled", "ability", "abilities", "able", "competency", "competencies")


class ScopeSpan(Struct, frozen=True):
    """A scope phrase found in a text: words `start` to `end`, its family, and how wide it reaches there."""

    start: int
    end: int
    family: str
    rank: int


def stem(word: str) -> str:
    """The stem of a folded word; "area(s)" has that of "area"."""
    return english_stem(word.removesuffix("(s)"))


@lru_cache(maxsize=50_000)
def content_words(text: str) -> tuple[str, ...]:
    """The folded words of `text` that carry meaning, in order."""
    return tuple(word for word in keys_of(text) if word not in GRAMMAR)


@lru_cache(maxsize=50_000)
def content_stems(text: str) -> frozenset[str]:
    """The stems of the words of `text` that carry meaning."""
    return frozenset(map(stem, content_words(text)))


@lru_cache(maxsize=50_000)
def name_stems(label: str) -> frozenset[str]:
    """The stems of a label without the words that only say "a competency": skills, ability."""
    return content_stems(label) - frozenset(map(stem, _ONLY_A_COMPETENCY)) or content_stems(label)


@cache
def _authority_ranks() -> dict[str, int]:
    return {
        form: entry["rank"]
        for entry in read_table("authority_verbs.toml")["rank"]
        for verb in entry["verbs"]
        for form in verb_forms(verb)
    }


def verb_forms(third_person: str) -> tuple[str, ...]:
    """ "plans" with its other forms: plan, planning, planned (and "planing", which is harmless)."""
    base = _base_form(third_person)
    short = base.removesuffix("e")
    doubled = base + base[-1]
    endings = (short + "ing", short + "ed", doubled + "ing", doubled + "ed")
    return third_person, base, *endings, third_person.removesuffix("es") + "ed"


def _base_form(third_person: str) -> str:
    if third_person.endswith("ies"):
        return third_person.removesuffix("ies") + "y"
    hissing = third_person.endswith(("sses", "shes", "ches", "xes", "zzes"))
    return third_person.removesuffix("es" if hissing else "s")


def authority_rank(word: str) -> int | None:
    """The rank of a verb of authority (higher: more authority), or None for any other word."""
    return _authority_ranks().get(word)


@cache
def _clause_verbs() -> frozenset[str]:
    table = read_table("authority_verbs.toml")
    return frozenset(table["plain"]["verbs"]).union(*(entry["verbs"] for entry in table["rank"]))


def is_finite_verb(word: str) -> bool:
    """May `word` begin a clause, as in "shows courtesy"? Third person only; nouns in the plural may pass too."""
    return word in _clause_verbs()


@cache
def _scope_phrases() -> dict[str, list[tuple[tuple[str, ...], str, int]]]:
    """The phrases of scope by their first word, the longest first."""
    phrases = {
        keys_of(words): (family["name"], phrase["rank"])
        for family in read_table("scope_phrases.toml")["family"]
        for phrase in family["phrases"]
        for words in phrase["words"]
    }
    by_first: dict[str, list[tuple[tuple[str, ...], str, int]]] = {}
    for keys in sorted(phrases, key=lambda keys: (-len(keys), keys)):
        by_first.setdefault(keys[0], []).append((keys, *phrases[keys]))
    return by_first


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
    for phrase, family, rank in _scope_phrases().get(keys[start], ()):
        end = start + len(phrase)
        if tuple(keys[start:end]) == phrase:
            return ScopeSpan(start, end, family, rank)
    return None


def is_negation(word: str) -> bool:
    """ "not", "without", "isn't"."""
    return word in NEGATIONS or word.endswith("n't")


def numeral_value(word: str) -> str | None:
    """The number that `word` writes, in digits (``two`` and ``2`` give ``2``), or None."""
    if word in NUMBER_WORDS:
        return str(NUMBER_WORDS[word])
    return word if word[:1].isdigit() else None
