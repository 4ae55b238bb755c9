"""What do two classes that read almost alike share, and what sets them apart? Every point with its lines.

Pay and grade stand as each document states them; they are put side by side for a person and never compared.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec import Struct

from index.content.facet_values import NOT_STATED, facet_values
from index.content.pay_quotes import pay_quotes
from index.content.work_units import WorkUnit
from index.related.near_duplicates import Duplicate
from index.related.related_list import DecidedSource
from index.related.relatedness import Reason, facts_about
from index.results import Because
from taxonomy.basics.contacts import mask_contacts
from taxonomy.model import Decision, JobClass, Statement

COLUMNS = (
    "left_id", "left_title", "right_id", "right_title", "likeness", "duties_alike", "competencies_alike",
    "left_pay", "right_pay", "point", "left_text", "left_document", "left_line", "right_text", "right_document",
    "right_line", "kept_apart_by", "kept_apart_on", "kept_apart_why",
)  # fmt: skip
_FACETS = (("education", "Schooling"), ("supervision", "Supervision exercised"), ("flsa", "FLSA"))


class ClassSide(Struct, frozen=True, kw_only=True):
    """One class of the pair with what only it says; `pay` as its documents state it."""

    id: str
    title: str
    pay: tuple[Because, ...]
    only_duties: tuple[Because, ...]
    only_competencies: tuple[Because, ...]


class SharedPoint(Struct, frozen=True, kw_only=True):
    """A duty or a competency of both. `likeness` 1: the same words."""

    kind: str
    likeness: float
    left: Because
    right: Because


class DuplicatePair(Struct, frozen=True, kw_only=True):
    """One pair in the answer of ``atlas duplicates``. `differs` says in words what else is not the same;
    `named` are sentences in which one names the other."""

    left: ClassSide
    right: ClassSide
    likeness: float
    duties: float
    competencies: float | None
    shared: tuple[SharedPoint, ...]
    differs: tuple[str, ...]
    named: tuple[Reason, ...]
    kept_apart: Decision | None


def evidence(atlas: DecidedSource, found: Duplicate) -> DuplicatePair:
    """The pair with everything that speaks for it and against it."""
    left, right = atlas.classes[found.left], atlas.classes[found.right]
    mine, theirs = _stated(atlas, left), _stated(atlas, right)
    both = [key for key in mine if key in theirs]
    shared = [
        SharedPoint(kind="duty", likeness=each.likeness, left=_unit(each.left), right=_unit(each.right))
        for each in found.shared
    ]
    shared += [SharedPoint(kind="competency", likeness=1.0, left=mine[key], right=theirs[key]) for key in both]
    return DuplicatePair(
        left=_side(atlas, left, found.only_left, (quote for key, quote in mine.items() if key not in theirs)),
        right=_side(atlas, right, found.only_right, (quote for key, quote in theirs.items() if key not in mine)),
        likeness=found.likeness,
        duties=found.duties,
        competencies=found.competencies,
        shared=tuple(shared),
        differs=tuple(_differs(left, right)),
        named=tuple(facts_about(atlas, left).get(right.id, ())),
        kept_apart=found.kept_apart,
    )


def table_rows(pairs: Iterable[DuplicatePair]) -> Iterator[tuple[str | int | float, ...]]:
    """One row for each point of each pair: what both say, and what only one of them says."""
    for pair in pairs:
        made = pair.kept_apart
        head = (
            pair.left.id, pair.left.title, pair.right.id, pair.right.title, pair.likeness, pair.duties,
            "" if pair.competencies is None else pair.competencies, _words(pair.left.pay), _words(pair.right.pay),
        )  # fmt: skip
        tail = (made.who, made.when[:10], mask_contacts(made.why)) if made else ("", "", "")
        for point, left, right in _points(pair):
            yield (*head, point, *_cells(left), *_cells(right), *tail)


def _points(pair: DuplicatePair) -> Iterator[tuple[str, Because | None, Because | None]]:
    for each in pair.shared:
        way = "same words" if each.likeness == 1 else "reworded"
        yield f"{each.kind} of both, {way}", each.left, each.right
    for quote in (*pair.left.only_duties, *pair.left.only_competencies):
        yield f"{quote.section} of the left only", quote, None
    for quote in (*pair.right.only_duties, *pair.right.only_competencies):
        yield f"{quote.section} of the right only", None, quote


def _cells(quote: Because | None) -> tuple[str, str, str | int]:
    return (quote.quote, quote.document, quote.first_line) if quote else ("", "", "")


def _words(quotes: Iterable[Because]) -> str:
    return " · ".join(quote.quote for quote in quotes)


def _side(
    atlas: DecidedSource, job_class: JobClass, duties: Iterable[WorkUnit], competencies: Iterable[Because]
) -> ClassSide:
    return ClassSide(
        id=job_class.id,
        title=job_class.title,
        pay=tuple(pay_quotes(atlas, job_class)),
        only_duties=tuple(map(_unit, duties)),
        only_competencies=tuple(competencies),
    )


def _unit(unit: WorkUnit) -> Because:
    return Because(
        section=unit.kind, quote=mask_contacts(unit.text), first_line=unit.first_line, document=unit.document
    )


def _stated(atlas: DecidedSource, job_class: JobClass) -> dict[str, Because]:
    """The meanings that a class states, by variant, with their lines."""
    found = atlas.statements_of(job_class.id)
    return {variant.id: _statement(statement) for statement, variant, _ in found if variant is not None}


def _statement(statement: Statement) -> Because:
    text = mask_contacts(f"{statement.label} – {statement.definition}" if statement.definition else statement.label)
    return Because(section="competencies", quote=text, first_line=statement.first_line, document=statement.document)


def _differs(left: JobClass, right: JobClass) -> Iterator[str]:
    """What the documents state differently beside duties and competencies."""
    mine, theirs = facet_values(left, ()), facet_values(right, ())
    for facet, name in _FACETS:
        one, two = mine[facet], theirs[facet]
        if one != two and (NOT_STATED,) not in (one, two):
            yield f"{name}: {left.title}: {', '.join(one)}; {right.title}: {', '.join(two)}"
    if left.authority != right.authority:
        yield "Two authorities: their grades and pay schedules are not the same"
