"""What did a person correct in the reading of a document, and for which other documents does it hold?

A correction is kept in the ledger as a decision: `answer` is "correct", `left` the document's id, `right` the record
below as JSON. Reading takes those that are in force (`parse`), so every later reading of the bytes gives the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from taxonomy.model.wording import Decision, DecisionKind

CorrectedField = Literal[
    "class", "title", "code", "authority", "date", "heading", "section", "lines", "columns", "furniture"
]
CORRECT: DecisionKind = "correct"
ONE, SEPARATE = "one", "separate"
NO_HEADING = "text"


class Form(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What documents of one form have in common: their headings, labels and page lines, in order, and the employer."""

    marks: tuple[str, ...]
    authority: str | None = None


class Anchor(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """How a line is found in another document of the form.

    By its own words (`text`), by the `label` it begins with, so many printed lines below (`steps`, or above where
    negative) a line that all documents of the form have (`beside`), or as printed line number `top`. `before` and
    `after` are the signs between which the value stands in that line.
    """

    text: str = ""
    label: str = ""
    beside: str = ""
    steps: int = 0
    top: int = 0
    cell: int = 0
    before: str = ""
    after: str = ""
    words: str = ""
    shape: str = ""


class ReadingCorrection(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One decision about the reading of a document (`sha256` of its bytes), or of every document of its `form`.

    `printed` is the first line as it was printed, so that the line is found again where another reader counts anew.
    `value` is "yes" or "no" (class), a title, a code, an employer, a date, a kind of section ("text": no heading),
    "one" or "separate" (lines), or a number of columns.
    """

    field: CorrectedField
    sha256: str
    value: str | None = None
    first_line: int | None = None
    last_line: int | None = None
    printed: str | None = None
    form: Form | None = None
    anchor: Anchor | None = None
    decision: str = ""


class CorrectionUse(Struct, frozen=True, kw_only=True):
    """A correction that was applied to a document, or why it could not be: what it speaks of is not there."""

    decision: str
    field: CorrectedField
    missing: str | None = None


class Corrections(Struct, frozen=True, kw_only=True):
    """The corrections in force: those of single documents, by the SHA-256 of their bytes, and those of forms."""

    own: dict[str, tuple[ReadingCorrection, ...]] = {}
    forms: tuple[ReadingCorrection, ...] = ()

    def for_bytes(self, sha256: str) -> tuple[ReadingCorrection, ...]:
        """What may hold for a document: the corrections of forms first, so that its own come last and win."""
        return (*self.forms, *self.own.get(sha256, ()))


NOTHING_CORRECTED = Corrections()


def correction_text(correction: ReadingCorrection) -> str:
    """`correction` as the ledger keeps it."""
    return msgspec.json.encode(replace(correction, decision="")).decode()


def correction_of(decision: Decision) -> ReadingCorrection | None:
    """The correction that a decision makes; None for every other decision, and for one that nobody can read."""
    if decision.answer != CORRECT:
        return None
    try:
        return replace(_CORRECTION.decode(decision.right), decision=decision.id)
    except msgspec.DecodeError:
        return None


def corrections_in(decisions: Iterable[Decision]) -> Corrections:
    """The corrections among `decisions`, which are those in force, oldest first."""
    made = list(_made(decisions))
    own: dict[str, tuple[ReadingCorrection, ...]] = {}
    for each in made:
        if each.form is None:
            own[each.sha256] = (*own.get(each.sha256, ()), each)
    return Corrections(own=own, forms=tuple(each for each in made if each.form is not None))


def _made(decisions: Iterable[Decision]) -> Iterator[ReadingCorrection]:
    for decision in decisions:
        if (made := correction_of(decision)) is not None:
            yield made


def columns_wanted(corrections: Sequence[ReadingCorrection]) -> int | None:
    """The number of columns that the newest of `corrections` gives the pages."""
    said = [each.value for each in corrections if each.field == "columns" and each.value]
    return int(said[-1]) if said and said[-1].isdigit() else None


_CORRECTION = msgspec.json.Decoder(ReadingCorrection)
