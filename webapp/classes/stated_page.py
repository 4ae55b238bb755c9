"""What does a class state, and who else states the same? One card for each competency that an edition prints."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from taxonomy.atlas import Atlas
from taxonomy.model import Competency, CompetencyStatement, Edition, JobClass, ProficiencyLevel, Section, Variant
from webapp.web.addresses import class_address, competency_address
from webapp.web.components import Cite, Link, cite, shown

SHARERS_SHOWN = 5


class StatedCompetency(Struct, frozen=True, kw_only=True):
    """A competency as an edition prints it; `shared_with` are classes that mean the same by it.

    `otherwise` counts the classes that state the competency in another variant.
    """

    label: str
    definition: str | None
    level: str | None
    levels: tuple[ProficiencyLevel, ...]
    indicators: tuple[str, ...]
    cite: Cite
    competency: Link
    variant: str | None
    variants: int
    shared_with: tuple[Link, ...]
    shared_more: int
    otherwise: int


def stated_competencies(
    atlas: Atlas, job_class: JobClass, edition: Edition, section: Section
) -> tuple[StatedCompetency, ...]:
    """The competencies printed in `section`, in printed order."""
    inside = range(section.first_line, section.last_line + 1)
    printed = [p for p in edition.specification.competencies if p.first_line in inside]
    return tuple(_stated(atlas, job_class, edition, statement) for statement in printed)


def find_storeys(
    atlas: Atlas, job_class: JobClass, edition: Edition, printed: CompetencyStatement
) -> tuple[Variant | None, Competency | None]:
    """The variant and the competency that one printing belongs to."""
    for variant, competency in _candidates(atlas, job_class, printed):
        statements = variant.statements if variant else competency.bare
        here = ((s.document, s.first_line, s.label) for s in statements)
        if (edition.document, printed.first_line, printed.label) in here:
            return variant, competency
    return None, atlas.find_competency(printed.label)


def _candidates(
    atlas: Atlas, job_class: JobClass, printed: CompetencyStatement
) -> Iterable[tuple[Variant | None, Competency]]:
    by_label = atlas.find_competency(printed.label)
    if by_label is not None:
        yield from ((variant, by_label) for variant in by_label.variants)
        yield None, by_label
    yield from ((variant, competency) for _, variant, competency in atlas.statements_of(job_class.id))


def _stated(atlas: Atlas, job_class: JobClass, edition: Edition, printed: CompetencyStatement) -> StatedCompetency:
    variant, competency = find_storeys(atlas, job_class, edition, printed)
    anyone = _others(atlas, job_class, competency.id if competency else None)
    alike = (
        _others(atlas, job_class, variant.id) if variant else anyone if competency and not competency.variants else {}
    )
    return StatedCompetency(
        label=printed.label,
        definition=shown(printed.definition) if printed.definition else None,
        level=printed.level,
        levels=printed.levels,
        indicators=tuple(shown(each.text) for each in printed.indicators),
        cite=cite(atlas, edition.document, printed.first_line, printed.last_line),
        competency=_link(printed, variant, competency),
        variant=variant.id if variant else None,
        variants=len(competency.variants) if competency else 0,
        shared_with=tuple(Link(title, class_address(key)) for key, title in list(alike.items())[:SHARERS_SHOWN]),
        shared_more=max(0, len(alike) - SHARERS_SHOWN),
        otherwise=len(anyone.keys() - alike.keys()),
    )


def _others(atlas: Atlas, job_class: JobClass, key: str | None) -> dict[str, str]:
    rows = atlas.classes_with(key) if key else ()
    return {row.id: row.title for row in rows if row.id != job_class.id}


def _link(printed: CompetencyStatement, variant: Variant | None, competency: Competency | None) -> Link:
    if competency is None:
        return Link(printed.label)
    return Link(competency.pref_label, competency_address(competency.id, variant=variant.id if variant else None))
