"""Minimum qualifications as a tree of and/or over leaves, and the rules by which one thing replaces another.

Every leaf has `alternative`: the number printed before the alternative it stands in ("2. Four years …"), null where
the text does not number.
"""

from __future__ import annotations

from typing import Literal, TypeAlias

from msgspec import Struct


class Education(Struct, frozen=True, kw_only=True, tag="education"):
    """A level of schooling. `level` is one of the names in data/education.toml, or null when only a field is named.

    `years` is how many years of study the text itself states, in years or in units (60 semester units = 2), else null.
    `includes` holds units that must lie within it ("a degree with 24 units in accounting").
    """

    level: str | None
    field: str | None
    quote: str
    first_line: int
    years: float | None = None
    alternative: int | None = None
    includes: tuple[Leaf, ...] = ()


class Experience(Struct, frozen=True, kw_only=True, tag="experience"):
    """Years of work (18 months = 1.5; null when the text gives no length) of a kind, perhaps in named classes."""

    years: float | None
    of: str | None
    at_class: tuple[str, ...] = ()
    or_equivalent_level: bool = False
    includes: tuple[Leaf, ...] = ()
    quote: str
    first_line: int
    alternative: int | None = None


class Licence(Struct, frozen=True, kw_only=True, tag="licence"):
    """A licence, registration or certificate."""

    of: str
    quote: str
    first_line: int
    alternative: int | None = None


class Other(Struct, frozen=True, kw_only=True, tag="other"):
    """What was not understood, kept in its own words."""

    of: str
    quote: str
    first_line: int
    alternative: int | None = None


class Group(Struct, frozen=True, kw_only=True, tag="group"):
    """`op` over the parts; `assumed` is true where the reading of mixed and/or is an assumption."""

    op: Literal["and", "or"]
    of: tuple[Requirement, ...]
    assumed: bool = False


Leaf: TypeAlias = Education | Experience | Licence | Other
Requirement: TypeAlias = Group | Education | Experience | Licence | Other


class Rate(Struct, frozen=True, kw_only=True):
    """So many years of experience stand for so many years of education."""

    experience_years: float
    education_years: float


class Equivalency(Struct, frozen=True, kw_only=True, rename={"for_": "for"}):
    """An equivalency (RULE): `substitute` may replace `for_`, up to `max_years`, at `rate`, within `scope`.

    `by` is what stands in, read like a requirement: other experience, so much experience for the schooling as a whole,
    or a license or certificate (which no schooling is, though `substitute` says "education").
    """

    substitute: Literal["education", "experience"]
    for_: Literal["education", "experience"]
    max_years: float | None = None
    rate: Rate | None = None
    scope: str | None = None
    by: Experience | Licence | None = None
    quote: str
    first_line: int


ConditionKind: TypeAlias = Literal[
    "licence", "registration", "age", "citizenship", "residence", "background", "training", "other"
]
Needed: TypeAlias = Literal["filing", "appointment", "within"]
Examination: TypeAlias = Literal["open", "promotional", "both"]


class Condition(Struct, frozen=True, kw_only=True):
    """What must be true beside the tree; `needed` says when, `months` how many months after appointment."""

    type: ConditionKind
    of: str
    needed: Needed | None = None
    months: float | None = None
    quote: str
    first_line: int


class Advancement(Struct, frozen=True, kw_only=True):
    """A sentence that says people go up (or over) from one class to another; a title that is null is this class."""

    from_title: str | None
    to_title: str | None
    kind: Literal["promotion", "transfer"]
    years: float | None = None
    quote: str
    first_line: int


class Residue(Struct, frozen=True, kw_only=True):
    """Words of a requirement that no leaf, rule, condition or preference carries, and why that matters."""

    text: str
    first_line: int
    why: str
