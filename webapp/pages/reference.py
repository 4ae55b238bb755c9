"""What does the reference vocabulary say beside our own wording? Identical, differing by so much, or missing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from flask import url_for
from msgspec import Struct

from taxonomy.atlas import Atlas
from taxonomy.exchange.reference import ReferenceVocabulary
from taxonomy.model import Competency
from taxonomy.revisions import choices
from taxonomy.wording.authority import Standing, Vocabulary
from webapp.addresses import competency_address
from webapp.decided import decided
from webapp.pages.bench import BenchPage, bench
from webapp.pages.parts import Link, Turned, in_words, plural, shown, turn
from webapp.pages.stretches import Stretch, stretches

STATES = {"differs": "Differs", "identical": "Identical", "missing": "Not in the vocabulary", "unused": "Not in use"}


class ReferenceRow(Struct, frozen=True, kw_only=True):
    """One competency beside the concept of its name, or one of the two alone."""

    label: str
    href: str | None
    concept: str | None
    concept_id: str | None
    alt_labels: tuple[str, ...]
    state: str
    kinds: tuple[str, ...]
    local: str | None
    text: str | None
    stretches: tuple[Stretch, ...]
    uses: str
    competency: str | None
    adopted: bool


class ReferencePage(BenchPage, frozen=True, kw_only=True):
    """A reference vocabulary beside the local one."""

    vocabulary: str
    vocabularies: tuple[Link, ...]
    states: tuple[Link, ...]
    found: Turned[ReferenceRow]
    source: str
    seen: int
    conflict: str | None


def reference_page(
    atlas: Atlas,
    vocabularies: dict[str, ReferenceVocabulary],
    source: str,
    state: str | None,
    *,
    page: int,
    size: int,
    conflict: str | None = None,
) -> ReferencePage:
    """The page of the vocabulary named `source` in `vocabularies`, filtered by `state`."""
    reference = vocabularies[source]
    rows = list(_rows(atlas, reference))
    counts = Counter(row.state for row in rows)
    wanted = [row for row in rows if state in (None, row.state)]

    def address(number: int) -> str:
        return url_for("vocabulary.reference", source=source, state=state, page=number)

    return ReferencePage(
        title="Reference vocabulary",
        crumbs=(
            Link("Home", url_for("site.home")),
            Link("Workbench", url_for("workbench.index")),
            Link("Reference vocabulary"),
        ),
        generation=atlas.generation,
        bench=bench(),
        vocabulary=reference.title,
        vocabularies=tuple(
            Link(each.title, None if key == source else url_for("vocabulary.reference", source=key))
            for key, each in vocabularies.items()
        ),
        states=(
            Link("All", url_for("vocabulary.reference", source=source) if state else None),
            *(
                Link(
                    f"{name} ({counts[key]:,})",
                    None if key == state else url_for("vocabulary.reference", source=source, state=key),
                )
                for key, name in STATES.items()
            ),
        ),
        found=turn(wanted, page, size, address),
        source=source,
        seen=decided().head,
        conflict=conflict,
    )


def _rows(atlas: Atlas, reference: ReferenceVocabulary) -> Iterator[ReferenceRow]:
    """Local competencies by label, then the concepts that nobody uses."""
    vocabulary = Vocabulary(reference.concepts)
    used: set[str] = set()
    for competency in sorted(atlas.competencies.values(), key=lambda c: c.pref_label.casefold()):
        standing = vocabulary.beside(competency)
        if standing.concept:
            used.add(standing.concept.id)
        yield _row(atlas, competency, standing)
    for concept in reference.concepts:
        if concept.id not in used:
            yield ReferenceRow(
                label=concept.pref_label,
                href=None,
                concept=concept.pref_label,
                concept_id=concept.id,
                alt_labels=concept.alt_labels,
                state="unused",
                kinds=(),
                local=None,
                text=concept.definition,
                stretches=(),
                uses="",
                competency=None,
                adopted=False,
            )


def _row(atlas: Atlas, competency: Competency, standing: Standing) -> ReferenceRow:
    concept, difference = standing.concept, standing.difference
    local = competency.definition or next((v.definition for v in competency.variants if v.definition), None)
    text = concept.definition if concept else None
    chosen = {c.text for c in choices(atlas, competency, decided().decisions) if c.variant is None}
    classes = len({s.class_id for s in competency.statements if s.current})
    return ReferenceRow(
        label=competency.pref_label,
        href=competency_address(competency.id),
        concept=concept.pref_label if concept else None,
        concept_id=concept.id if concept else None,
        alt_labels=concept.alt_labels if concept else (),
        state=standing.state,
        kinds=tuple(map(in_words, difference.kinds)) if difference else (),
        local=shown(local) if local else None,
        text=text,
        stretches=stretches(difference.diff) if difference and local and "different" not in difference.kinds else (),
        uses=plural(classes, "class", "classes"),
        competency=competency.id,
        adopted=text is not None and text in chosen,
    )
