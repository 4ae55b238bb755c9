"""What kind of document is this by its content: one that specifies a class, and which, or one that does not?

Each kind has signs in ``data/document_kinds.toml``; a résumé, a policy, a memo, a table and a list of competencies give
no class, a posting and a position description give one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from functools import cache

from taxonomy.basics.datafiles import read_table
from taxonomy.model import Line
from taxonomy.reading.language.spellings import fold_heading

SPECIFICATION, POSTING, POSITION = "class_specification", "job_posting", "position_description"
NOTICE = "classification_notice"
RESUME, POLICY, MEMO, TABLE, FRAMEWORK, OTHER, EMPTY, SCAN = (
    "resume",
    "policy",
    "memo",
    "table",
    "competency_framework",
    "other",
    "empty",
    "scan",
)
_HEAD, _LETTER_HEAD, _SHORT = 8, 15, 70
_FEWEST_SIGNS, _FEWEST_ROWS, _FEWEST_LEVELS, _SHARE_OF_ROWS = 2, 4, 4, 0.6
_ASKED = frozenset(("minimum_qualifications", "knowledge", "education", "experience", "licensure"))
# "2015-2024", "June 2018 - Present"
_YEARS = re.compile(
    r"\b(?:19|20)\d\d\s*(?:-|–|—|to)\s*(?:[A-Z][a-z]+\s)?(?:(?:19|20)\d\d|[Pp]resent|[Cc]urrent|[Nn]ow)\b"
)
_CONTACT = re.compile(r"\S@\S+\.\w|\(?\d{3}\)?[ .-]\d{3}[ .-]\d{4}|\b\d{3}-\d{4}\b|\b[A-Z]{2}\s+\d{5}\b")
# "TO: All Agency Heads", "FROM:", "SUBJECT: Holiday hours"
_LETTER = re.compile(r"(?:to|from|subject|re|via|cc)\s*:", re.IGNORECASE)
_RULE = re.compile(
    r"\b(?:this|the) (?:policy|procedure|ordinance|directive|regulation|rule|administrative order)\b", re.I
)
# "TELEWORK POLICY" is its own title
_RULE_NAME = re.compile(r"\b(?:policy|policies|procedures?|ordinance|directive)$", re.I)
_FIRST_LINES = 3
_SHALL = re.compile(r"\bshall\b")
_FEWEST_ORDERS = 3
_RULE_HEAD = re.compile(
    r"\b(?:policy|policies|procedures?|ordinance|directive|regulations?|administrative order|rule \d+|by-?laws?"
    r"|code of conduct)\b",
    re.I,
)
_FRAMEWORK = re.compile(
    r"\b(?:competenc(?:y|ies)|capabilit(?:y|ies)|behaviou?rs?|skills?)\b.{0,30}\b(?:dictionary|framework|model|library|catalogu?e|directory)\b",
    re.I,
)
_LEVEL = re.compile(
    r"(?:level\s+(?:\d|[IVX]+)\b|behaviou?ral indicators?\b|indicators?\s*:|proficiency levels?\b)", re.I
)
_CELLS = re.compile(r"\t|\s{3,}|\s\|\s")


def refused_kind(lines: Sequence[Line], kinds: Set[str]) -> tuple[str, str] | None:
    """The kind of a text that specifies no class whatever its headings are, and why; `kinds` are its sections'."""
    printed = [line for line in lines if line.text]
    folded = {fold_heading(line.text) for line in printed if len(line.text) < _SHORT}
    asks_and_does = "duties" in kinds and bool(kinds & {"minimum_qualifications", "knowledge"})
    if _is_framework(printed, kinds):
        return FRAMEWORK, "it is a list of competencies with their levels. Import it with: atlas import table FILE"
    if not asks_and_does and _is_resume(printed, folded):
        return RESUME, "it is a résumé: a person's contact details, jobs with years, and schools"
    named = any(_RULE_NAME.search(line.text) for line in printed[:_FIRST_LINES] if len(line.text) < _SHORT)
    if (named or not kinds & _ASKED) and _is_policy(printed, folded):
        return POLICY, "it is a policy or procedure: it sets rules and describes no class"
    if (
        not asks_and_does
        and sum(_LETTER.match(line.text) is not None for line in printed[:_LETTER_HEAD]) >= _FEWEST_SIGNS
    ):
        return MEMO, "it is a memo: it is addressed to somebody and describes no class"
    if not kinds and _is_table(printed):
        return TABLE, "it is a table. Save it as CSV or XLSX with one class a row"
    return None


def kind_with_class(lines: Sequence[Line]) -> str:
    """Which kind of document with a class: a posting, a description of one position, or a class specification."""
    text = [fold_heading(line.text[:_SHORT]) for line in lines if line.text]
    if _signs(text, "posting") >= _FEWEST_SIGNS:
        return POSTING
    return POSITION if _signs(text, "position") else SPECIFICATION


def _signs(folded: Sequence[str], kind: str) -> int:
    """How many different signs of `kind` begin a line."""
    signs = _table()[kind]
    return len({sign for text in folded if text.startswith(signs) for sign in signs if text.startswith(sign)})


def _is_resume(printed: Sequence[Line], folded: Set[str]) -> bool:
    headings = len(folded & set(_table()["resume"]))
    years = any(_YEARS.search(line.text) for line in printed)
    contact = any(_CONTACT.search(line.text) for line in printed[:_HEAD])
    named = bool(folded & {"resume", "curriculum vitae", "cv"})
    return headings >= _FEWEST_SIGNS and (contact or named) and years


def _is_policy(printed: Sequence[Line], folded: Set[str]) -> bool:
    head = any(_RULE_HEAD.search(line.text) for line in printed[:_HEAD])
    if not head:
        return False
    headings = len({text.lstrip("0123456789 ") for text in folded} & set(_table()["policy"]))
    orders = sum(_SHALL.search(line.text) is not None for line in printed)
    ruled = headings >= _FEWEST_SIGNS or (headings > 0 and orders >= _FEWEST_ORDERS)
    return ruled and any(_RULE.search(line.text) for line in printed)


def _is_framework(printed: Sequence[Line], kinds: Set[str]) -> bool:
    levels = sum(_LEVEL.match(line.text) is not None for line in printed)
    named = any(_FRAMEWORK.search(line.text) for line in printed[:_HEAD])
    return not kinds & (_ASKED - {"knowledge"}) and (levels >= _FEWEST_LEVELS or (named and levels > 0))


def _is_table(printed: Sequence[Line]) -> bool:
    rows = sum(len(_CELLS.split(line.raw.strip())) > _FEWEST_SIGNS for line in printed)
    return rows >= _FEWEST_ROWS and rows >= _SHARE_OF_ROWS * len(printed)


@cache
def _table() -> dict[str, tuple[str, ...]]:
    return {kind: tuple(map(fold_heading, entry["signs"])) for kind, entry in read_table("document_kinds.toml").items()}
