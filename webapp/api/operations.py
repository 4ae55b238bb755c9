"""Which addresses has the API, what does each take, and what does it answer with?"""

from __future__ import annotations

from typing import Any

import msgspec
from msgspec import Struct

from index import SearchResult
from index.related.relatedness import Related
from index.related.why_not import WhyNot
from taxonomy.analysis.pay_plan import PayPlan
from taxonomy.basics.findings import Finding
from taxonomy.model import Decision
from taxonomy.model.planned import PlannedChange
from taxonomy.paths.answers import Qualification
from taxonomy.paths.gap import ClassComparison, Gap
from taxonomy.paths.ladder import Ladder
from taxonomy.paths.mentioned import MentionedClass
from taxonomy.paths.profile import Profile
from taxonomy.paths.routes import ORDERS, Routes
from taxonomy.wording.compare import Comparison
from webapp.api.requests import (
    CorrectionRequest,
    DecisionRequest,
    NewChangeSet,
    PlanActRequest,
    RemovalRequest,
    UndoRequest,
)
from webapp.api.rows import (
    ChangeSetRows,
    ClassDecisionRows,
    ClassRows,
    CompetencyRows,
    CorrectionRows,
    DecisionRows,
    DocumentRows,
    DuplicateRows,
    Health,
    ProblemRows,
    QuestionRows,
    SuggestionRow,
)
from webapp.service.contract import ClassAnswer, CompetencyAnswer, DocumentAnswer
from webapp.service.corrected import RemovalAnswer
from webapp.service.find_answer import FindAnswer, SetAnswer
from webapp.service.harmonized import Harmonized
from webapp.service.history import HistoryAnswer
from webapp.service.planning import PlanSetAnswer
from webapp.service.workspace import IngestReport


class Parameter(Struct, frozen=True, kw_only=True):
    """One parameter of an operation."""

    name: str
    words: str
    place: str = "query"
    schema: dict[str, Any] = msgspec.field(default_factory=lambda: {"type": "string"})
    required: bool = False


class Operation(Struct, frozen=True, kw_only=True):
    """One address of the API. It answers with `answer`, or with `otherwise` where that is given."""

    path: str
    id: str
    words: str
    answer: Any
    parameters: tuple[Parameter, ...] = ()
    statuses: tuple[int, ...] = (503,)
    method: str = "get"
    body: Any = None
    otherwise: Any = None

    @property
    def with_token(self) -> bool:
        """Whether it changes something, so that a program needs a token for it."""
        return 403 in self.statuses


_WHOLE = {"type": "integer", "minimum": 0, "maximum": 999_999_999}
_ID = {"type": "string", "pattern": "^[a-z0-9][a-z0-9-]*$"}
_IDS = {"type": "array", "items": {"type": "string", "pattern": "^[a-z0-9-]+/[a-z0-9-]+$"}}
_LIMIT = Parameter(name="limit", words="Maximum number of rows.", schema=_WHOLE)
_OFFSET = Parameter(name="offset", words="Number of rows to skip.", schema=_WHOLE)
_CLASS = (
    Parameter(name="authority", words="First half of the id of a class.", place="path", schema=_ID, required=True),
    Parameter(name="slug", words="Second half of the id of a class.", place="path", schema=_ID, required=True),
)
_CLASS_ID = {"type": "string", "pattern": "^[a-z0-9-]+/[a-z0-9-]+$"}
_DAY = {"type": "string", "format": "date"}
_DATE = {"type": "string", "pattern": r"^\d{4}(-\d\d(-\d\d)?)?$"}
_AS_OF = Parameter(name="as_of", words="As the plan was on this day, month or year.", schema=_DATE)
_FROM_TO = tuple(
    Parameter(name=name, words="Id of a class.", schema=_CLASS_ID, required=True) for name in ("from", "to")
)
_SEARCH = (
    Parameter(name="q", words="What to look for; see the help page for the language.", required=True),
    Parameter(name="kind", words="Only hits of this kind.", schema={"enum": ["class", "competency", "passage"]}),
    Parameter(
        name="filter",
        words="NAME=VALUE of a facet; may be given several times.",
        schema={"type": "array", "items": {"type": "string", "pattern": "="}},
    ),
    Parameter(name="sort", words="The order of hits.", schema={"enum": ["relevance", "title", "pay"]}),
    Parameter(
        name="off",
        words="A word that the lexicon must not read; may be given several times.",
        schema={"type": "array", "items": {"type": "string"}},
    ),
    Parameter(name="exact", words="1: take unknown words as they are typed.", schema={"enum": ["1"]}),
    _AS_OF,
    _LIMIT,
    _OFFSET,
)


_TEXTS = {"type": "array", "items": {"type": "string", "minLength": 1}}
_COMPETENCIES = Parameter(
    name="competency",
    words="Id or label of a competency, id of a variant, or id@level; may be given several times.",
    schema=_TEXTS,
    required=True,
)
_FIND = (
    Parameter(
        name="need",
        words="A need in plain words; may be given several times. A single one may be a paragraph, which is split.",
        schema=_TEXTS,
        required=True,
    ),
    Parameter(
        name="weight",
        words="How much each need counts, in their order: 3 (must have), 1 or 0.5; 1 where it is not given.",
        schema={"type": "array", "items": {"enum": ["3", "1", "0.5"]}},
    ),
    Parameter(
        name="off",
        words="A word that the lexicon must not read; may be given several times.",
        schema={"type": "array", "items": {"type": "string"}},
    ),
    _LIMIT,
)


def _one(name: str, words: str) -> Parameter:
    return Parameter(name=name, words=words, place="path", schema=_ID, required=True)


OPERATIONS = (
    Operation(path="/openapi.json", id="openapi", words="This description.", answer=dict[str, Any], statuses=()),
    Operation(path="/health", id="health", words="Is there something to read?", answer=Health),
    Operation(
        path="/search",
        id="search",
        words="Classes, competencies and passages, each with the sentence that made it a hit.",
        answer=SearchResult,
        parameters=_SEARCH,
        statuses=(400, 503),
    ),
    Operation(
        path="/find",
        id="find",
        words="Needs in plain words × classes: each cell with its sentence, the finalists, and what no class states.",
        answer=FindAnswer,
        parameters=_FIND,
        statuses=(400, 503),
    ),
    Operation(
        path="/find/competencies",
        id="find_by_competencies",
        words="Classes by how many of a set of competencies they state, each with its statement, and what is missing.",
        answer=SetAnswer,
        parameters=(_COMPETENCIES, _LIMIT),
        statuses=(400, 503),
    ),
    Operation(
        path="/suggest",
        id="suggest",
        words="Titles, former titles, codes and labels that go on from what is typed.",
        answer=list[SuggestionRow],
        parameters=(Parameter(name="q", words="What is typed so far.", required=True), _LIMIT),
        statuses=(400, 503),
    ),
    Operation(
        path="/classes",
        id="list_classes",
        words="Every class, by id.",
        answer=ClassRows,
        parameters=(_AS_OF, _LIMIT, _OFFSET),
        statuses=(400, 503),
    ),
    Operation(
        path="/classes/{authority}/{slug}",
        id="show_class",
        words="One class: editions, pay, former titles, references, competencies.",
        answer=ClassAnswer,
        otherwise=MentionedClass,
        parameters=(*_CLASS, _AS_OF),
        statuses=(301, 400, 404, 503),
    ),
    Operation(
        path="/history/{authority}/{slug}",
        id="show_history",
        words="What happened to a class and when, its facts with dates, and what changed between two of them.",
        answer=HistoryAnswer,
        parameters=(
            *_CLASS,
            Parameter(name="from", words="The earlier day, or the document of the earlier edition."),
            Parameter(name="to", words="The later day, or the document of the later edition."),
        ),
        statuses=(301, 400, 404, 503),
    ),
    Operation(
        path="/pay-plan",
        id="show_pay_plan",
        words="Schedules, grades, ranges and classes as of a day, and how ranges fit the ladder.",
        answer=PayPlan,
        parameters=(_AS_OF, Parameter(name="authority", words="Only this employer.", schema=_ID)),
        statuses=(400, 503),
    ),
    Operation(
        path="/change-sets",
        id="list_change_sets",
        words="Sets of planned changes: those that are posted or adopted; with an account also drafts.",
        answer=ChangeSetRows,
        parameters=(_LIMIT, _OFFSET),
        statuses=(400, 503),
    ),
    Operation(
        path="/change-sets/{set_id}",
        id="show_change_set",
        words="One set of planned changes: what it touches, conflicts, comments.",
        answer=PlanSetAnswer,
        parameters=(_one("set_id", "Id of a change set."),),
        statuses=(404, 409, 503),
    ),
    Operation(
        path="/change-sets",
        id="make_change_set",
        words="A new set without changes (token for “decide”).",
        answer=PlanSetAnswer,
        statuses=(400, 403, 409, 503),
        method="post",
        body=NewChangeSet,
    ),
    Operation(
        path="/change-sets/{set_id}/changes",
        id="put_change",
        words="Add a change to a draft, or replace the one with its id (token for “decide”).",
        answer=PlanSetAnswer,
        parameters=(_one("set_id", "Id of a change set."),),
        statuses=(400, 403, 404, 409, 503),
        method="post",
        body=PlannedChange,
    ),
    Operation(
        path="/change-sets/{set_id}/acts",
        id="act_on_change_set",
        words="Submit, return, post, adopt, reject, drop, comment or dispose (token for “decide”).",
        answer=PlanSetAnswer,
        parameters=(_one("set_id", "Id of a change set."),),
        statuses=(400, 403, 404, 409, 503),
        method="post",
        body=PlanActRequest,
    ),
    Operation(
        path="/competencies",
        id="list_competencies",
        words="Every competency, by id.",
        answer=CompetencyRows,
        parameters=(_LIMIT, _OFFSET),
        statuses=(400, 503),
    ),
    Operation(
        path="/competencies/{competency_id}",
        id="show_competency",
        words="One competency: variants, wordings, statements, classes.",
        answer=CompetencyAnswer,
        parameters=(_one("competency_id", "Id of a competency."),),
        statuses=(301, 404, 503),
    ),
    Operation(
        path="/related/{authority}/{slug}",
        id="show_related",
        words="Classes related to one, with reasons, weights and quotes.",
        answer=list[Related],
        parameters=(*_CLASS, _LIMIT),
        statuses=(400, 404, 503),
    ),
    Operation(
        path="/why-not/{authority}/{slug}",
        id="show_why_not",
        words="Where another class stands among the related classes of one, part by part, and what it lacks.",
        answer=WhyNot,
        parameters=(*_CLASS, Parameter(name="other", words="Id of a class.", schema=_CLASS_ID, required=True), _LIMIT),
        statuses=(400, 404, 503),
    ),
    Operation(
        path="/duplicates",
        id="list_duplicates",
        words="Pairs of classes whose duties and competencies are almost the same: what is shared, what differs.",
        answer=DuplicateRows,
        parameters=(
            Parameter(name="least", words="Alike by so many per cent; never less than 50.", schema=_WHOLE),
            _LIMIT,
            _OFFSET,
        ),
        statuses=(400, 503),
    ),
    Operation(
        path="/class-decisions",
        id="list_class_decisions",
        words="What people decided about two classes: pin, suppress, different (looked at, kept apart); in force.",
        answer=ClassDecisionRows,
        parameters=(Parameter(name="class", words="Only those about this class.", schema=_CLASS_ID), _LIMIT, _OFFSET),
        statuses=(400, 404, 503),
    ),
    Operation(
        path="/questions",
        id="list_questions",
        words="Open questions about wording: may these two be one?",
        answer=QuestionRows,
        parameters=(_LIMIT, _OFFSET),
        statuses=(400, 503),
    ),
    Operation(
        path="/decisions",
        id="list_decisions",
        words="Every decision of the ledger that is in force or was taken back, with who, when and why.",
        answer=DecisionRows,
        parameters=(_LIMIT, _OFFSET),
        statuses=(400, 503),
    ),
    Operation(
        path="/decisions",
        id="decide",
        words="Answer an open question (token for “decide”).",
        answer=Decision,
        statuses=(400, 403, 404, 409, 503),
        method="post",
        body=DecisionRequest,
    ),
    Operation(
        path="/decisions/{decision_id}/undo",
        id="undo",
        words="Take a decision back (token for “decide”).",
        answer=Decision,
        parameters=(_one("decision_id", "Id of a decision."),),
        statuses=(400, 403, 404, 409, 503),
        method="post",
        body=UndoRequest,
    ),
    Operation(
        path="/documents",
        id="ingest",
        words="Take the document in the body in (token for “documents”).",
        answer=IngestReport,
        parameters=(
            Parameter(name="name", words="The name of the file with its ending.", required=True),
            Parameter(name="authority", words="Who issued it (a slug), where its text does not say."),
        ),
        statuses=(400, 403, 413, 503),
        method="post",
        body=bytes,
    ),
    Operation(
        path="/documents",
        id="list_documents",
        words="Every document, by id: its kind, what it gave, how much was read.",
        answer=DocumentRows,
        parameters=(_LIMIT, _OFFSET),
        statuses=(400, 503),
    ),
    Operation(
        path="/documents/{document_id}",
        id="show_document",
        words="One document: its lines and everything read from it.",
        answer=DocumentAnswer,
        parameters=(_one("document_id", "Id of a document."),),
        statuses=(404, 503),
    ),
    Operation(
        path="/ladder",
        id="ladder",
        words="Which class leads to which, each step with its sentence; of one class, or of all.",
        answer=Ladder,
        parameters=(
            Parameter(name="class", words="Id of a class.", schema=_CLASS_ID),
            Parameter(name="similar", words="1: add classes only similar to this one.", schema={"enum": ["1"]}),
            _AS_OF,
        ),
        statuses=(400, 404, 503),
    ),
    Operation(
        path="/routes",
        id="routes",
        words="The best few routes from one class to another, by stated years, preparation, what is to add, or steps.",
        answer=Routes,
        parameters=(
            *_FROM_TO,
            Parameter(name="order", words="Which come first; else the best of each order.", schema={"enum": ORDERS}),
            Parameter(name="similar", words="1: add routes that begin with a similar class.", schema={"enum": ["1"]}),
        ),
        statuses=(400, 404, 503),
    ),
    Operation(
        path="/gap",
        id="show_gap",
        words="What is the same, reworded, renamed, moved, new and dropped on the way from one class to another.",
        answer=Gap,
        parameters=_FROM_TO,
        statuses=(400, 404, 503),
    ),
    Operation(
        path="/qualify",
        id="qualify_profile",
        words="A profile compared with the requirements of one class or all. The profile is not stored.",
        answer=list[Qualification],
        parameters=(
            Parameter(name="class", words="Id of a class.", schema=_CLASS_ID),
            Parameter(
                name="on", words="The day to count from; else today.", schema={"type": "string", "format": "date"}
            ),
        ),
        statuses=(400, 404, 503),
        method="post",
        body=Profile,
    ),
    Operation(
        path="/lint",
        id="show_lint",
        words="Possible problems in class specifications and career ladders, each with its line.",
        answer=list[Finding],
        statuses=(503,),
    ),
    Operation(
        path="/compare",
        id="compare",
        words="What classes state alike, in other words, under another name, or alone.",
        answer=ClassComparison,
        parameters=(Parameter(name="class", words="Id of a class; two to six times.", schema=_IDS, required=True),),
        statuses=(400, 404, 503),
    ),
    Operation(
        path="/wording",
        id="wording",
        words="How two texts differ: every kind of difference, and the words.",
        answer=Comparison,
        parameters=(
            Parameter(name="a", words="The one text.", required=True),
            Parameter(name="b", words="The other text.", required=True),
        ),
        statuses=(400,),
    ),
    Operation(
        path="/harmonize",
        id="harmonize",
        words="Open questions about wording, and the competencies as they stand.",
        answer=Harmonized,
        statuses=(503,),
    ),
    Operation(
        path="/corrections",
        id="list_corrections",
        words="Corrections of readings, oldest first, and the documents they hold for.",
        answer=CorrectionRows,
        parameters=(_LIMIT, _OFFSET),
        statuses=(400, 503),
    ),
    Operation(
        path="/documents/{document_id}/corrections",
        id="correct",
        words="Correct what was read from a document, or from every one of its form (token for “documents”).",
        answer=tuple[Decision, ...],
        parameters=(_one("document_id", "Id of a document."),),
        statuses=(400, 403, 404, 503),
        method="post",
        body=CorrectionRequest,
    ),
    Operation(
        path="/documents/{document_id}/removal",
        id="remove",
        words="Take a document out (token for “documents”).",
        answer=RemovalAnswer,
        parameters=(_one("document_id", "Id of a document."),),
        statuses=(400, 403, 404, 503),
        method="post",
        body=RemovalRequest,
    ),
    Operation(
        path="/problems",
        id="list_problems",
        words="Reading problems.",
        answer=ProblemRows,
        parameters=(_LIMIT, _OFFSET),
        statuses=(400, 503),
    ),
)
