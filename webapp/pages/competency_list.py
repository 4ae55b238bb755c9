"""What does the list of competencies hold? Rows filtered by words, sorted, page by page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import url_for
from msgspec import Struct

from taxonomy.atlas import Atlas
from taxonomy.model import Competency
from webapp.addresses import competency_address
from webapp.pages.parts import Link, Page, Turned, shown, turn

SORTS = {"label": "Label", "classes": "Most classes", "variants": "Most divided"}


class CompetencyRow(Struct, frozen=True, kw_only=True):
    """One row of the list of competencies; `definition` is that of the variant most classes use."""

    label: str
    href: str
    alt_labels: tuple[str, ...]
    definition: str | None
    variants: int
    classes: int


class CompetencyList(Page, frozen=True, kw_only=True):
    """The list of competencies."""

    filter: str
    sort: str
    sorts: tuple[Link, ...]
    found: Turned[CompetencyRow]


def competency_list(atlas: Atlas, *, words: str, sort: str, page: int, size: int) -> CompetencyList:
    """Competencies whose labels hold all of `words`."""
    sort = sort if sort in SORTS else "label"
    chosen: Mapping[str, Any] = {"filter": words or None, "sort": sort}
    rows = [competency_row(c) for c in atlas.competencies.values() if _wanted(c, words)]
    rows.sort(key=_SORT_KEYS[sort])
    return CompetencyList(
        title="Competencies",
        crumbs=(Link("Home", url_for("site.home")), Link("Competencies")),
        generation=atlas.generation,
        filter=words,
        sort=sort,
        sorts=tuple(
            Link(name, None if key == sort else url_for("competencies.index", **{**chosen, "sort": key}))
            for key, name in SORTS.items()
        ),
        found=turn(rows, page, size, lambda number: url_for("competencies.index", **{**chosen, "page": number})),
    )


_SORT_KEYS: dict[str, Any] = {
    "label": lambda row: row.label.casefold(),
    "classes": lambda row: (-row.classes, row.label.casefold()),
    "variants": lambda row: (-row.variants, row.label.casefold()),
}


def _wanted(competency: Competency, words: str) -> bool:
    labels = " ".join((competency.pref_label, *competency.alt_labels)).casefold()
    return all(word in labels for word in words.casefold().split())


def competency_row(competency: Competency) -> CompetencyRow:
    """One row of a list."""
    commonest = max(competency.variants, key=lambda v: len(v.statements), default=None)
    return CompetencyRow(
        label=competency.pref_label,
        href=competency_address(competency.id),
        alt_labels=competency.alt_labels,
        definition=shown(commonest.definition) if commonest and commonest.definition else None,
        variants=len(competency.variants),
        classes=len({s.class_id for s in competency.statements if s.current}),
    )
