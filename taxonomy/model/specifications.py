"""One class specification as printed: sections, and the facts read out of them, each with its lines."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from taxonomy.model.requirements import Advancement, Condition, Equivalency, Examination, Leaf, Requirement, Residue

SECTION_KINDS = (
    "general_statement",
    "distinguishing_characteristics",
    "guidelines",
    "supervision_received",
    "interpersonal",
    "supervision_exercised",
    "duties",
    "competencies",
    "knowledge",
    "minimum_qualifications",
    "physical_demands",
    "working_environment",
    "education",
    "experience",
    "equivalency",
    "licensure",
    "class_detail",
    "class_history",
    "pay",
    "selection_process",
    "how_to_apply",
    "notes",
    "other",
)

RelationKind = Literal["distinguished_from", "experience_as", "supervises", "includes", "mentions"]


class Section(Struct, frozen=True, kw_only=True):
    """A heading and the lines under it. `heading` is null for text that stands before any heading.

    `inferred` is true where the kind was concluded from the text, since no heading names it. `doubt` is the code of
    what is doubtful about its lines (reading_order_doubtful, read_from_picture): nothing in it is certain.
    """

    kind: str
    heading: str | None
    first_line: int
    last_line: int
    text: str
    inferred: bool = False
    doubt: str | None = None


class TextLines(Struct, frozen=True, kw_only=True):
    """A passage (a duty, a knowledge line, an education requirement) and the lines it stands on."""

    text: str
    first_line: int
    last_line: int


class Duty(TextLines, frozen=True, kw_only=True, omit_defaults=True):
    """A duty, with its share of the time in percent and its number in a table where these are printed.

    `parent` is the first line of the duty that it is a sub-point of.
    """

    percent: float | None = None
    order: str | None = None
    parent: int | None = None


class ProficiencyLevel(Struct, frozen=True, kw_only=True):
    """One level of a competency as printed below it: "Level 1 - Basic" and what it takes."""

    name: str
    text: str
    first_line: int


class Indicator(Struct, frozen=True, kw_only=True):
    """What is seen of a person who has the competency."""

    text: str
    first_line: int


class CompetencyStatement(Struct, frozen=True, kw_only=True):
    """One printing of a competency; `definition` is null where only the name is given.

    `level` is the level this class asks for; `levels` are all that are described.
    """

    label: str
    definition: str | None
    first_line: int
    last_line: int
    level: str | None = None
    levels: tuple[ProficiencyLevel, ...] = ()
    indicators: tuple[Indicator, ...] = ()


class Framework(Struct, frozen=True, kw_only=True):
    """A dictionary of competencies: the document that defines them for several classes."""

    title: str | None
    competencies: tuple[CompetencyStatement, ...]
    first_line: int
    last_line: int


class Reference(Struct, frozen=True, kw_only=True):
    """Another class named in the text, in which relation, and the sentence that names it."""

    title: str
    relation: RelationKind
    quote: str
    first_line: int


class Pay(Struct, frozen=True, kw_only=True):
    """Pay as this document states it, per `period` (year, month, biweek, hour), in dollars where `currency` is null.

    `step` names one step of a range; `note` says for whom or how it is paid (a department, "flat-rated").
    """

    grade: str | None
    minimum: float | None
    maximum: float | None
    period: str | None
    step: str | None = None
    note: str | None = None
    first_line: int | None = None
    currency: str | None = None


class DatedBy(Struct, frozen=True, kw_only=True):
    """A date as printed (`raw`), the ISO date as precise as it is printed ("2012-05", "2012"), and who signed."""

    raw: str | None
    date: str | None
    by: str | None


class Supervision(Struct, frozen=True, kw_only=True):
    """Supervision exercised: the text, and the class titles it names."""

    text: str
    supervises: tuple[str, ...] = ()


class HistoryEntry(Struct, frozen=True, kw_only=True):
    """One entry of the class history."""

    raw_date: str | None
    text: str


class DoubtCandidate(Struct, frozen=True, kw_only=True):
    """One value that a doubtful field may have, and the line that prints it (null: no line does)."""

    value: str
    first_line: int | None = None


class Doubt(Struct, frozen=True, kw_only=True):
    """A field whose value is weakly founded, why, and what else it may be. A person decides."""

    field: str
    why: str
    candidates: tuple[DoubtCandidate, ...] = ()


class Coverage(Struct, frozen=True, kw_only=True):
    """Non-blank lines of a text without page furniture: in sections of a known kind, of an inferred one, in others."""

    lines: int
    known: int
    inferred: int
    other: int


class Specification(Struct, frozen=True, kw_only=True):
    """One entry of `specifications` in `atlas parse` (docs/api.md). `title` is null where none is printed."""

    title: str | None
    job_code: str | None = None
    authority: str | None = None
    status: Literal["proposed", "adopted", "unknown"] = "unknown"
    first_line: int
    last_line: int
    sections: tuple[Section, ...] = ()
    duties: tuple[Duty, ...] = ()
    competencies: tuple[CompetencyStatement, ...] = ()
    knowledge: tuple[TextLines, ...] = ()
    requirement: Requirement | None = None
    equivalencies: tuple[Equivalency, ...] = ()
    preferences: tuple[Leaf, ...] = ()
    conditions: tuple[Condition, ...] = ()
    filing_grace_months: float | None = None
    examination: Examination | None = None
    residue: tuple[Residue, ...] = ()
    advancements: tuple[Advancement, ...] = ()
    references: tuple[Reference, ...] = ()
    pay: Pay | None = None
    pays: tuple[Pay, ...] = ()
    flsa: str | None = None
    established: DatedBy | None = None
    revised: DatedBy | None = None
    open_date: DatedBy | None = None
    supervision_received: str | None = None
    supervision_exercised: Supervision | None = None
    education: TextLines | None = None
    experience: TextLines | None = None
    licensure: str | None = None
    physical_demands: tuple[str, ...] = ()
    working_environment: tuple[str, ...] = ()
    history: tuple[HistoryEntry, ...] = ()
    posting_number: str | None = None
    doubts: tuple[Doubt, ...] = ()
    coverage: Coverage | None = None

    @property
    def name(self) -> str:
        """The title, else the code in its place: what a list of classes shows."""
        return self.title or (f"Class {self.job_code}" if self.job_code else "Untitled class")
