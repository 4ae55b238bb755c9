"""CONTRACT's answers about one class, one competency and one document, for the API and the command line alike."""

from __future__ import annotations

from typing import Any

import msgspec
from msgspec import Struct

from taxonomy.atlas import Atlas
from taxonomy.contacts import mask_contacts
from taxonomy.model import ClassReference, Competency, JobClass, ParsedDocument


class StatedAnswer(Struct, frozen=True, kw_only=True):
    """A competency that the current edition states; `variant` is null where only the name is given."""

    competency: str
    pref_label: str
    variant: str | None
    label: str
    definition: str | None
    document: str
    first_line: int
    last_line: int


class ClassAnswer(Struct, frozen=True, kw_only=True):
    """One class: everything known about it, what it states, and where other classes name it."""

    job_class: JobClass = msgspec.field(name="class")
    competencies: tuple[StatedAnswer, ...]
    named_by: tuple[ClassReference, ...]
    generation: int


class CompetencyClass(Struct, frozen=True, kw_only=True):
    """A class that states a competency, and in which variants."""

    id: str
    title: str
    variants: tuple[str, ...]


class CompetencyAnswer(Struct, frozen=True, kw_only=True):
    """One competency with its variants, wordings and statements, and the classes that state it."""

    competency: Competency
    classes: tuple[CompetencyClass, ...]
    generation: int


class DocumentAnswer(Struct, frozen=True, kw_only=True):
    """One document: its lines, and what reading gave."""

    id: str
    name: str
    authority: str | None
    status: str | None
    superseded: bool
    lines: tuple[str, ...]
    parsed: ParsedDocument
    generation: int


def class_answer(atlas: Atlas, class_id: str) -> ClassAnswer:
    """The class `class_id`. Raises KeyError for an unknown one."""
    stated = (
        StatedAnswer(
            competency=competency.id,
            pref_label=competency.pref_label,
            variant=variant.id if variant else None,
            label=statement.label,
            definition=statement.definition,
            document=statement.document,
            first_line=statement.first_line,
            last_line=statement.last_line,
        )
        for statement, variant, competency in atlas.statements_of(class_id)
    )
    return ClassAnswer(
        job_class=atlas.classes[class_id],
        competencies=tuple(stated),
        named_by=atlas.references_to(class_id),
        generation=atlas.generation,
    )


def competency_answer(atlas: Atlas, competency_id: str) -> CompetencyAnswer:
    """The competency `competency_id`. Raises KeyError for an unknown one."""
    competency = atlas.competencies[competency_id]
    variants: dict[str, list[str]] = {row.id: [] for row in atlas.classes_with(competency_id)}
    for variant in competency.variants:
        for row in atlas.classes_with(variant.id):
            variants[row.id].append(variant.id)
    classes = (
        CompetencyClass(id=key, title=atlas.summary(key).title, variants=tuple(found))
        for key, found in variants.items()
    )
    return CompetencyAnswer(competency=competency, classes=tuple(classes), generation=atlas.generation)


def document_answer(atlas: Atlas, document_id: str) -> DocumentAnswer:
    """The document `document_id`. Raises KeyError for an unknown one."""
    document = atlas.documents[document_id]
    return DocumentAnswer(
        id=document.id,
        name=document.name,
        authority=document.authority,
        status=document.status,
        superseded=document.superseded,
        lines=document.lines,
        parsed=document.parsed,
        generation=atlas.generation,
    )


def masked(value: Any) -> Any:
    """`value` as plain data with contact details masked in every text."""
    return _masked(msgspec.to_builtins(value))


def _masked(plain: Any) -> Any:
    if isinstance(plain, str):
        return mask_contacts(plain)
    if isinstance(plain, dict):
        return {key: _masked(each) for key, each in plain.items()}
    if isinstance(plain, list | tuple):
        return [_masked(each) for each in plain]
    return plain
