"""What a search answers: the records behind the page, the command line and the JSON API."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

AnswerKind = Literal["found", "near", "nothing"]


class Inclusion(Struct, frozen=True, kw_only=True):
    """Whose duties a class takes over by naming them, and the sentence that does."""

    class_id: str
    title: str
    quote: str
    first_line: int
    document: str


class Alike(Struct, frozen=True, array_like=True):
    """A word of a question and the word of a line that comes nearest to it in meaning."""

    asked: str
    said: str


class Because(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A line that made a hit a hit: its section, its words, and where it stands.

    `included_by` is given for a duty of another class that the hit's own specification includes by naming that class,
    `nearness` where the line was found by its meaning, and `alike` by which of its words.
    """

    section: str
    quote: str
    first_line: int
    document: str
    included_by: Inclusion | None = None
    alike: tuple[Alike, ...] = ()
    nearness: float = 0.0


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
    """The answer of ``atlas search``.

    `totals` counts the hits of each kind, near misses left out; `near` counts these: ranked among or after
    the hits. `refused` says in a sentence why a question was not answered.
    """

    query: str
    answer: AnswerKind
    corrected: str | None = None
    understood: tuple[Understood, ...] = ()
    unmatched: tuple[str, ...] = ()
    total: int = 0
    totals: dict[str, int] = {}
    near: int = 0
    facets: dict[str, tuple[FacetCount, ...]] = {}
    hits: tuple[Hit, ...] = ()
    refused: str | None = None
    generation: int
    took_ms: float = 0.0


class Suggestion(Struct, frozen=True, kw_only=True):
    """One row of ``atlas suggest``; `detail` says what the row is."""

    text: str
    kind: str
    id: str
    detail: str
