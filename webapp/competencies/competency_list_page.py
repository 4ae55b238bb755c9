"""What does the list of competencies hold? Rows filtered by words, sorted, page by page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

from flask import url_for
from msgspec import Struct

from taxonomy.atlas import Atlas
from webapp.service.overview import CompetencySummary, overview
from webapp.web.addresses import competency_address
from webapp.web.components import Link, Page, Pagination, paginate, shown, with_rows

KINDS = {
    "competency": "Competencies",
    "knowledge": "Knowledge",
    "skill": "Skills",
    "ability": "Abilities",
    "duty": "Duties",
}
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
    kinds: tuple[Link, ...]
    found: Pagination[CompetencyRow]


def competency_list(
    atlas: Atlas, *, words: str, sort: str, page: int, size: int, kind: str = "competency"
) -> CompetencyList:
    """Competencies, or what of another `kind` is stated without a name, whose labels hold all of `words`."""
    sort = sort if sort in SORTS else "label"
    every = (*overview(atlas).competencies, *overview(atlas).phrases)
    counts = Counter(c.kind for c in every)
    kind = kind if kind in KINDS else "competency"
    chosen: Mapping[str, Any] = {"filter": words or None, "sort": sort, "kind": None if kind == "competency" else kind}
    listed = (c for c in every if c.kind == kind and _wanted(c, words))
    rows = sorted(listed, key=_SORT_KEYS[sort])
    turned_page = paginate(rows, page, size, lambda number: url_for("competencies.index", **{**chosen, "page": number}))
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
        kinds=tuple(
            Link(
                f"{name} ({counts[key]:,})",
                None if key == kind else url_for("competencies.index", **{**chosen, "kind": key}),
            )
            for key, name in KINDS.items()
            if counts[key]
        ),
        found=with_rows(turned_page, [competency_row(c) for c in turned_page.rows]),
    )


_SORT_KEYS: dict[str, Any] = {
    "label": lambda row: row.label.casefold(),
    "classes": lambda row: (-row.classes, row.label.casefold()),
    "variants": lambda row: (-row.variants, row.label.casefold()),
}


def _wanted(competency: CompetencySummary, words: str) -> bool:
    labels = " ".join((competency.label, *competency.alt_labels)).casefold()
    return all(word in labels for word in words.casefold().split())


def competency_row(competency: CompetencySummary) -> CompetencyRow:
    """One row of a list."""
    return CompetencyRow(
        label=competency.label,
        href=competency_address(competency.id),
        alt_labels=competency.alt_labels,
        definition=shown(competency.definition) if competency.definition and competency.kind == "competency" else None,
        variants=competency.variants,
        classes=competency.classes,
    )
