"""What takes a walk through the whole Atlas to know? Worked out once for each generation, not once for each page."""

from __future__ import annotations

from weakref import WeakKeyDictionary

from msgspec import Struct

from taxonomy.atlas import Atlas
from taxonomy.model import Competency, Problem


class CompetencySummary(Struct, frozen=True, kw_only=True):
    """One competency in short; `definition` is that of the variant that is printed most."""

    id: str
    label: str
    alt_labels: tuple[str, ...]
    definition: str | None
    variants: int
    classes: int
    kind: str = "competency"


class Overview(Struct, frozen=True, kw_only=True):
    """Counts, every problem with its document, and every competency and every phrase without a name in short."""

    counts: dict[str, int]
    problems: tuple[tuple[str, Problem], ...]
    competencies: tuple[CompetencySummary, ...]
    phrases: tuple[CompetencySummary, ...]


_MADE: WeakKeyDictionary[Atlas, Overview] = WeakKeyDictionary()


def overview(atlas: Atlas) -> Overview:
    """The overview of `atlas`, kept for as long as the Atlas is."""
    made = _MADE.get(atlas)
    if made is None:
        made = Overview(
            counts=atlas.counts(),
            problems=tuple((key, p) for key, document in atlas.documents.items() for p in document.parsed.problems),
            competencies=tuple(map(_summary, atlas.competencies.values())),
            phrases=tuple(map(_summary, atlas.phrases.values())),
        )
        _MADE[atlas] = made
    return made


def _summary(competency: Competency) -> CompetencySummary:
    commonest = max(competency.variants, key=lambda variant: len(variant.statements), default=None)
    return CompetencySummary(
        id=competency.id,
        label=competency.pref_label,
        alt_labels=competency.alt_labels,
        definition=commonest.definition if commonest else None,
        variants=len(competency.variants),
        classes=len({s.class_id for s in competency.statements if s.current}),
        kind=competency.kind,
    )
