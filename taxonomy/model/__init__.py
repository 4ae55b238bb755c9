"""Every noun of the domain, as frozen typed records that do no input or output.

Import the nouns from here (``from taxonomy.model import Specification``); the modules behind this door only
keep each family on one page: what is read (`documents`, `specifications`, `requirements`, `notices`), what
people decide about wording (`wording`), and what is derived for every class (`classes`).
"""

from taxonomy.model.classes import (
    Citation,
    ClassReference,
    Edition,
    FormerTitle,
    JobClass,
    PayFact,
)
from taxonomy.model.documents import (
    Document,
    Furniture,
    Line,
    ParsedDocument,
    Problem,
    Source,
    StoredDocument,
)
from taxonomy.model.notices import Announcement, Change, ClassEntry, Hearing, Notice, NoticePart
from taxonomy.model.requirements import (
    Education,
    Equivalency,
    Experience,
    Group,
    Leaf,
    Licence,
    Other,
    Rate,
    Requirement,
)
from taxonomy.model.specifications import (
    SECTION_KINDS,
    CompetencyStatement,
    DatedBy,
    HistoryEntry,
    Pay,
    Reference,
    Section,
    Specification,
    Supervision,
    TextLines,
)
from taxonomy.model.wording import (
    Competency,
    Decision,
    Question,
    Statement,
    Variant,
    Wording,
)

__all__ = [
    "SECTION_KINDS",
    "Announcement",
    "Change",
    "Citation",
    "ClassEntry",
    "ClassReference",
    "Competency",
    "CompetencyStatement",
    "DatedBy",
    "Decision",
    "Document",
    "Edition",
    "Education",
    "Equivalency",
    "Experience",
    "FormerTitle",
    "Furniture",
    "Group",
    "Hearing",
    "HistoryEntry",
    "JobClass",
    "Leaf",
    "Licence",
    "Line",
    "Notice",
    "NoticePart",
    "Other",
    "ParsedDocument",
    "Pay",
    "PayFact",
    "Problem",
    "Question",
    "Rate",
    "Reference",
    "Requirement",
    "Section",
    "Source",
    "Specification",
    "Statement",
    "StoredDocument",
    "Supervision",
    "TextLines",
    "Variant",
    "Wording",
]
