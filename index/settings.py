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
    near: float
    together: float
    means: float
    most: int


class Series(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a title ends with to name a level of a series."""

    levels: tuple[str, ...]


class NeedSettings(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """From which share a line states or implies a need, and what counts how much."""

    stated: float
    implied: float
    by_lexicon: float
    least_worth: float
    most_worth: float
    head_verb: float
    breadth: float
    apart: float
    means: float
    meaning: float
    of_another: float
    about_else: float
    classes_read: int
    together: int
    sections: dict[str, float]
    about: dict[str, float]


class Guard(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How much one question may ask."""

    characters: int
    parentheses: int
    words: int
    wildcards: int
    prefix_letters: int
    expansions: int


class Phrases(Struct, frozen=True, kw_only=True):
    """A facet value and the words in a text that stand for it."""

    value: str
    words: tuple[str, ...]


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
    kinds: dict[str, float]
    fields: dict[str, tuple[str, ...]]
    guard: Guard
    related: RelatedWeights
    grades: dict[str, float]
    supervision: tuple[Phrases, ...]
    education: tuple[Phrases, ...]
    pay: PayScale
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
    return msgspec.convert(table, SearchSettings)
