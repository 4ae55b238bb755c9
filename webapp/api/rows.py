"""What are the rows of the API's lists?"""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from index.related.duplicate_evidence import DuplicatePair
from taxonomy.atlas import ClassSummary
from taxonomy.model import Decision, Question
from taxonomy.model.planned import PlannedSet
from webapp.competencies.competency_list_page import CompetencyRow
from webapp.documents.document_page import ProblemRow
from webapp.service.corrected import CorrectionRow


class SuggestionRow(Struct, frozen=True, kw_only=True):
    """What may be meant by what is typed so far; `href` is its page."""

    text: str
    kind: str
    id: str
    detail: str
    href: str


class Health(Struct, frozen=True, kw_only=True):
    """Whether there is something to read."""

    status: Literal["ready", "repairing"]
    generation: int
    made: str | None
    problem: str | None = None


class ClassRows(Struct, frozen=True, kw_only=True):
    """A stretch of the list of classes, by id."""

    total: int
    rows: tuple[ClassSummary, ...]
    generation: int


class CompetencyRows(Struct, frozen=True, kw_only=True):
    """A stretch of the list of competencies, by id."""

    total: int
    rows: tuple[CompetencyRow, ...]
    generation: int


class ProblemRows(Struct, frozen=True, kw_only=True):
    """A stretch of the list of problems, by document."""

    total: int
    rows: tuple[ProblemRow, ...]
    generation: int


class ClassDecisionRows(Struct, frozen=True, kw_only=True):
    """A stretch of the decisions about two classes, the oldest first."""

    total: int
    rows: tuple[Decision, ...]
    generation: int


class ListedDocument(Struct, frozen=True, kw_only=True):
    """One document: what kind it is, which classes it gave, and how much of it was read."""

    id: str
    name: str
    authority: str | None
    status: str | None
    superseded: bool
    document_kind: str
    language: str | None
    lines: int
    specifications: int
    problems: int


class DocumentRows(Struct, frozen=True, kw_only=True):
    """A stretch of the list of documents, by id."""

    total: int
    rows: tuple[ListedDocument, ...]
    generation: int


class QuestionRows(Struct, frozen=True, kw_only=True):
    """A stretch of the open questions about wording, those that affect most first."""

    total: int
    rows: tuple[Question, ...]
    generation: int


class DecisionRows(Struct, frozen=True, kw_only=True):
    """A stretch of all decisions, the oldest first; one that was taken back is there, and so is what took it back."""

    total: int
    rows: tuple[Decision, ...]
    generation: int


class DuplicateRows(Struct, frozen=True, kw_only=True):
    """A stretch of the pairs of classes that read almost alike, the most alike first."""

    total: int
    rows: tuple[DuplicatePair, ...]
    generation: int


class ChangeSetRows(Struct, frozen=True, kw_only=True):
    """A stretch of the sets of planned changes that the reader may see."""

    total: int
    rows: tuple[PlannedSet, ...]


class CorrectionRows(Struct, frozen=True, kw_only=True):
    """A stretch of the corrections of readings, the oldest first; those taken back are there."""

    total: int
    rows: tuple[CorrectionRow, ...]
    generation: int
