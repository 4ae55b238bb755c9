"""What a search answers: the records behind the page, the command line and the JSON API."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

Answer = Literal["found", "near", "nothing"]


class Because(Struct, frozen=True, kw_only=True):
    """A line that made a hit a hit: its section, its words, and where it stands."""

    section: str
    quote: str
    first_line: int
    document: str


class Hit(Struct, frozen=True, kw_only=True):
    """A class, competency or passage that answers the question; `near` where it only comes near to it."""

    kind: str
    id: str
    title: str
    score: float
    because: tuple[Because, ...] = ()
    near: bool = False


class Understood(Struct, frozen=True, kw_only=True, rename={"as_": "as"}):
    """How a part of the question was read, and by whose word."""

    text: str
    as_: str
    source: str


class FacetCount(Struct, frozen=True, kw_only=True):
    """A facet value and how many of the hits have it."""

    value: str
    count: int


class SearchResult(Struct, frozen=True, kw_only=True):
    """CONTRACT ``atlas search``.

    `totals` counts the hits of each kind, near misses left out; `refused` says in a sentence why a question was not
    answered.
    """

    query: str
    answer: Answer
    corrected: str | None = None
    understood: tuple[Understood, ...] = ()
    unmatched: tuple[str, ...] = ()
    total: int = 0
    totals: dict[str, int] = {}
    facets: dict[str, tuple[FacetCount, ...]] = {}
    hits: tuple[Hit, ...] = ()
    refused: str | None = None
    generation: int
    took_ms: float = 0.0


class Suggestion(Struct, frozen=True, kw_only=True):
    """CONTRACT ``atlas suggest``, one row; `detail` says what the row is."""

    text: str
    kind: str
    id: str
    detail: str
