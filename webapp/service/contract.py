"""The answers of docs/api.md about one class, one competency and one document, for API and command."""

from __future__ import annotations

from typing import Any

import msgspec
from msgspec import Struct

from taxonomy.atlas import Atlas
from taxonomy.basics.contacts import mask_contacts
from taxonomy.model import (
    ClassReference,
    Competency,
    Edition,
    JobClass,
    ParsedDocument,
    Specification,
    Statement,
    Variant,
    Wording,
)
from taxonomy.model.specifications import Indicator, ProficiencyLevel
from taxonomy.model.wording import StatementKind
from taxonomy.plan.as_of import ClassState, edition_on, state_of
from taxonomy.reading.published import published
from taxonomy.wording.written_levels import scale_of


class StatedAnswer(Struct, frozen=True, kw_only=True):
    """A competency that the current edition states, or a knowledge, skill or ability without a name (`kind`);
    `variant` is null where only the name is given."""

    competency: str
    pref_label: str
    variant: str | None
    label: str
    definition: str | None
    document: str
    first_line: int
    last_line: int
    kind: StatementKind
    level: str | None
    levels: tuple[ProficiencyLevel, ...]
    indicators: tuple[Indicator, ...]


class ClassAnswer(JobClass, frozen=True, kw_only=True):
    """One class: what is known about it, what its current edition says and states, and where others name it."""

    specification: Specification | None
    status: str | None
    competencies: tuple[StatedAnswer, ...]
    named_by: tuple[ClassReference, ...]
    generation: int
    as_of: ClassState | None = None


class CompetencyClass(Struct, frozen=True, kw_only=True):
    """A class that states a competency, and in which variants."""

    id: str
    title: str
    variants: tuple[str, ...]


class VariantAnswer(Struct, frozen=True, kw_only=True):
    """One variant with its wordings (each with its statements), all its statements, and the ids of its classes."""

    id: str
    definition: str | None
    level: int | None
    wordings: tuple[Wording, ...]
    statements: tuple[Statement, ...]
    classes: tuple[str, ...]


class CompetencyAnswer(Struct, frozen=True, kw_only=True):
    """One competency: labels, variants, statements that give only the name, and the classes that state it."""

    id: str
    kind: StatementKind
    pref_label: str
    alt_labels: tuple[str, ...]
    definition: str | None
    scope_note: str | None
    former_ids: tuple[str, ...]
    variants: tuple[VariantAnswer, ...]
    bare: tuple[Statement, ...]
    levels: tuple[ProficiencyLevel, ...]
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


def class_answer(atlas: Atlas, class_id: str, as_of: str | None = None) -> ClassAnswer:
    """The class `class_id`, with the text in force on the day `as_of`. Raises KeyError for an unknown one."""
    job_class = atlas.classes[class_id]
    edition = job_class.current if as_of is None else edition_on(job_class, as_of)
    printed = atlas.everything_of(class_id) if edition is job_class.current else _printed_in(atlas, job_class, edition)
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
            kind=statement.kind,
            level=statement.level,
            levels=statement.levels,
            indicators=statement.indicators,
        )
        for statement, variant, competency in printed
    )
    return ClassAnswer(
        **msgspec.structs.asdict(job_class),
        specification=edition.specification if edition else None,
        status=edition.status if edition else None,
        competencies=tuple(stated),
        named_by=atlas.references_to(class_id),
        generation=atlas.generation,
        as_of=None if as_of is None else state_of(job_class, as_of),
    )


def _printed_in(
    atlas: Atlas, job_class: JobClass, edition: Edition | None
) -> list[tuple[Statement, Variant | None, Competency]]:
    """What an edition other than the current one states, in printed order."""
    if edition is None:
        return []
    found: list[tuple[Statement, Variant | None, Competency]] = []
    for competency in atlas.competencies.values():
        variant_of = {s.id: v for v in competency.variants for s in v.statements}
        of_edition = (s for s in competency.statements if (s.class_id, s.document) == (job_class.id, edition.document))
        found += [(each, variant_of.get(each.id), competency) for each in of_edition]
    return sorted(found, key=lambda row: (row[0].first_line, row[0].label))


def competency_answer(atlas: Atlas, competency_id: str) -> CompetencyAnswer:
    """The competency `competency_id`. Raises KeyError for an unknown one."""
    competency = atlas.stated(competency_id)
    variants: dict[str, list[str]] = {row.id: [] for row in atlas.classes_with(competency_id)}
    for variant in competency.variants:
        for row in atlas.classes_with(variant.id):
            variants[row.id].append(variant.id)
    classes = (
        CompetencyClass(id=key, title=atlas.summary(key).title, variants=tuple(found))
        for key, found in variants.items()
    )
    return CompetencyAnswer(
        id=competency.id,
        kind=competency.kind,
        pref_label=competency.pref_label,
        alt_labels=competency.alt_labels,
        definition=competency.definition,
        scope_note=competency.scope_note,
        former_ids=competency.former_ids,
        variants=tuple(_variant_answer(variant) for variant in competency.variants),
        bare=competency.bare,
        levels=scale_of(competency),
        classes=tuple(classes),
        generation=atlas.generation,
    )


def _variant_answer(variant: Variant) -> VariantAnswer:
    return VariantAnswer(
        id=variant.id,
        definition=variant.definition,
        level=variant.level,
        wordings=variant.wordings,
        statements=variant.statements,
        classes=tuple(sorted({s.class_id for s in variant.statements if s.current})),
    )


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
    return _masked(published(value))


def _masked(plain: Any) -> Any:
    if isinstance(plain, str):
        return mask_contacts(plain)
    if isinstance(plain, dict):
        return {key: _masked(each) for key, each in plain.items()}
    if isinstance(plain, list | tuple):
        return [_masked(each) for each in plain]
    return plain
