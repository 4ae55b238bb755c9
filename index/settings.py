"""Which weights, fields and bounds does search use? One typed record read from ``data/search.toml``."""

from __future__ import annotations

from functools import cache
from typing import Any

import msgspec
from msgspec import Struct

from taxonomy.basics.datafiles import read_table


class Ranking(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """BM25's two numbers, and what is added or asked beyond it."""

    k1: float
    b: float
    exact: float
    title_words: float
    near_share: float


class ClassWeights(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is added to the BM25 of a class asked for in plain words, and which near misses are ranked."""

    meaning: float
    closest: float
    title: float
    statement: float
    family: float
    complete: float
    least: float
    far: float
    most: int


class Series(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a title ends with to name a level of a series."""

    levels: tuple[str, ...]


class NeedSettings(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """When a class states or implies a need, and how much one of several needs counts."""

    stated: float
    implied: float
    as_good: float
    spread: float
    whole_worth: float
    as_a_whole: float
    of_another: float
    classes_read: int
    sections: dict[str, float]


class LineSettings(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How a line is held against what was asked, word by word."""

    other_word: float
    least_alike: float
    by_lexicon: float
    most_worth: float
    unknown_worth: float
    other_size: float
    owner: float
    part_of_phrase: float
    each: float
    together: int
    pool: int
    nearest: int


class Verdicts(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """From which certainty on an answer is found, and from which presence on it is near."""

    found: float
    near: float
    doubt: float
    few: int
    said: float
    partly: float
    meant: float


class Levels(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The words by which needs and titles name a grade, from trainee to boss; `ordinary` where none is named."""

    ordinary: int
    needs: dict[str, frozenset[str]]
    titles: dict[str, frozenset[str]]


class Guard(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How much one question may ask."""

    characters: int
    plain_characters: int
    parentheses: int
    words: int
    wildcards: int
    prefix_letters: int
    expansions: int


class Phrases(Struct, frozen=True, kw_only=True):
    """A facet value and the words in a text that stand for it; `in_duties`: in statement and duties, too."""

    value: str
    words: tuple[str, ...]
    in_duties: tuple[str, ...] = ()


class Barred(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What "no …" bars: words for it, and the facet value and the grade of title by which classes are known."""

    value: str
    words: tuple[str, ...]
    facet: str
    has: str
    grade: str = ""


class PayScale(Struct, frozen=True, kw_only=True):
    """Where the pay ranges of the facet begin, in dollars a year, and how many of each period make a year."""

    steps: tuple[int, ...]
    per_year: dict[str, float]


class Repetition(Struct, frozen=True, kw_only=True):
    """From how many classes, and which share of all, a repeated paragraph is boilerplate."""

    classes: int
    share: float


class RelatedWeights(Struct, frozen=True, kw_only=True):
    """What makes two classes alike."""

    text: dict[str, float]
    score: dict[str, float]


class SearchSettings(Struct, frozen=True, kw_only=True):
    """Everything in ``data/search.toml``."""

    weights: dict[str, float]
    boilerplate: Repetition
    ranking: Ranking
    classes: ClassWeights
    endings: dict[str, tuple[str, ...]]
    series: Series
    needs: NeedSettings
    lines: LineSettings
    levels: Levels
    verdicts: Verdicts
    units: dict[str, tuple[str, ...]]
    kinds: dict[str, float]
    fields: dict[str, tuple[str, ...]]
    guard: Guard
    related: RelatedWeights
    grades: dict[str, float]
    supervision: tuple[Phrases, ...]
    education: tuple[Phrases, ...]
    pay: PayScale
    barred: tuple[Barred, ...]
    stop_words: tuple[str, ...]

    @property
    def sections(self) -> tuple[str, ...]:
        """Every part of a document that has a weight, in the order in which the index numbers them."""
        return tuple(self.weights)


@cache
def settings() -> SearchSettings:
    """The settings, read once."""
    table: dict[str, Any] = dict(read_table("search.toml"))
    table["stop_words"] = table.pop("stop")["words"].split()
    levels = table["levels"]
    table["levels"] = {
        name: {level: said.split() for level, said in found.items()} if isinstance(found, dict) else found
        for name, found in levels.items()
    }
    return msgspec.convert(table, SearchSettings)
