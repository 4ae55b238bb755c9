"""What does an answer about qualifying hold? Met, not met or ask HR, leaf by leaf, each with its sentence.

The records hold no circle and come by the hundred thousand, so the garbage collector need not look at them.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Literal, TypeAlias, get_args

from msgspec import Struct, field

QualificationAnswer: TypeAlias = Literal["met", "not_met", "ask_hr"]
Verdict: TypeAlias = Literal["counts", "ask_hr", "does_not_count"]
# How sure an answer is, the surest first: `certain` is met, `no` is not met, all between are for HR.
Strength: TypeAlias = Literal["certain", "kind_to_confirm", "level_to_confirm", "field_unknown", "unread", "no"]
STRENGTHS: tuple[Strength, ...] = get_args(Strength)


class Precedent(Struct, frozen=True, kw_only=True, gc=False):
    """A sentence of the same authority that counts years in a class as a kind of experience."""

    title: str
    document: str
    first_line: int
    quote: str


class ExperienceVerdict(Struct, frozen=True, kw_only=True, gc=False):
    """What one experience of the person comes to under one requirement; `precedent` where another text decides it."""

    experience: str
    years: float
    verdict: Verdict
    why: str
    strength: Strength = "no"
    precedent: Precedent | None = None


class LeafAnswer(Struct, frozen=True, kw_only=True, gc=False):
    """One requirement with its sentence, the answer, and why.

    `short_by_years` where years of work are what lacks, `college_years_short` where schooling is. `reasons` takes what
    the person named one by one; `parts` are the parts of an experience ("one year of which must have been …").
    """

    quote: str
    first_line: int
    answer: QualificationAnswer
    why: str
    type: str
    strength: Strength
    least_short: float | None = None
    short_by_years: float | None = None
    college_years_short: float | None = None
    reasons: tuple[ExperienceVerdict, ...] = ()
    parts: tuple[LeafAnswer, ...] = ()


class Substitution(Struct, frozen=True, kw_only=True, gc=False):
    """A rule of the specification that bears on a requirement that is not met; `years` is what it still leaves."""

    quote: str
    first_line: int
    substitute: str
    for_: str = field(name="for")
    answer: Literal["stated", "ask_hr", "not_available"]
    why: str
    years: float | None = None


class TreeAnswer(Struct, frozen=True, kw_only=True, gc=False):
    """The answers in the shape of the requirement: a group has `op` and `of`, a leaf its place in `leaves`."""

    answer: QualificationAnswer
    op: Literal["and", "or"] | None = None
    of: tuple[TreeAnswer, ...] = ()
    leaf: int | None = None


class ShortBy(Struct, frozen=True, kw_only=True, gc=False):
    """Years that lack at least (if HR counts all that may count) and at most."""

    least: float
    most: float


class Unknown(Struct, frozen=True, kw_only=True, gc=False):
    """A word of the profile that names nothing known here, with the nearest names."""

    field: Literal["class", "authority", "education"]
    value: str
    did_you_mean: tuple[str, ...] = ()


class ConditionAnswer(Struct, frozen=True, kw_only=True, gc=False):
    """A condition beside the requirement and whether the person told that it is there.

    `needed`: filing, appointment, within (so many `months` of appointment), or null where the text does not say.
    """

    type: str
    of: str
    needed: str | None
    months: float | None
    answer: Literal["met", "ask_hr"]
    why: str
    quote: str
    first_line: int


class Qualification(Struct, frozen=True, kw_only=True, gc=False):
    """One entry of `atlas qualify`. `assumed`: the and/or structure was a reading, not stated plainly.

    `earliest` is the first day on which the years that lack can be there, for who goes on with such work full time
    from today, and only where nothing else lacks. `notes` say what no single leaf can say. `unknown` is what in the
    profile was not recognized. `conditions` stand beside the requirement; `may_file_now` is null where only HR can say.
    """

    class_: str = field(name="class")
    title: str
    answer: QualificationAnswer
    short_by_years: float | None
    earliest: str | None
    leaves: tuple[LeafAnswer, ...]
    substitutions: tuple[Substitution, ...]
    document: str | None
    strength: Strength
    short_by: ShortBy | None = None
    unknown: tuple[Unknown, ...] = ()
    conditions: tuple[ConditionAnswer, ...] = ()
    may_file_now: bool | None = None
    assumed: bool = False
    notes: tuple[str, ...] = ()
    tree: TreeAnswer | None = None


def weakest(strengths: Iterable[Strength]) -> Strength:
    """What is sure of all of them together."""
    return max(strengths, key=STRENGTHS.index, default="certain")


def strongest(strengths: Iterable[Strength]) -> Strength:
    """What is sure of the best of them."""
    return min(strengths, key=STRENGTHS.index, default="no")


@lru_cache(maxsize=1024)
def years_in_words(years: float) -> str:
    """``half a year``, ``1 year``, ``2.5 years``."""
    if years == 0.5:
        return "half a year"
    rounded = round(years, 2)
    return f"{rounded:g} year" + ("" if rounded == 1 else "s")
