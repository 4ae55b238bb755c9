"""What does the reference vocabulary say beside our own wording? Identical, differing by so much, or missing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from flask import current_app, url_for
from msgspec import Struct

from taxonomy.analysis.impact import Impact, revision_impact
from taxonomy.analysis.revisions import choices, revisions
from taxonomy.atlas import Atlas
from taxonomy.exchange.reference import ReferenceVocabulary
from taxonomy.model import Competency
from taxonomy.wording.authority import Concept
from taxonomy.wording.compare import Comparison
from webapp.service.decision_log import decided
from webapp.web import request_context
from webapp.web.addresses import competency_address
from webapp.web.components import Fact, Link, Pagination, in_words, paginate, plural, shown
from webapp.web.tracked_text import TrackedSpan, stretches
from webapp.workbench.cluster_page import what_if
from webapp.workbench.workbench_state import BenchPage, bench, mapped

_KEY = "atlas-reference"
STATES = {
    "differs": "Differs",
    "identical": "Identical",
    "named": "Only the name here",
    "missing": "Not in the vocabulary",
    "unused": "Not in use",
}
ADOPTABLE = frozenset({"differs", "named"})


class ReferenceEntryRow(Struct, frozen=True, kw_only=True):
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
    stretches: tuple[TrackedSpan, ...]
    uses: str
    competency: str | None
    adopted: bool
    impact: Impact | None


class ReferenceNote(Struct, frozen=True, kw_only=True):
    """What one reference vocabulary says about a competency; `scope_note` null where it gives none."""

    vocabulary: Link
    concept: str
    definition: str | None
    scope_note: str | None
    state: str


class Compared(Struct, frozen=True, kw_only=True):
    """A competency (null where nobody uses the concept) beside the concept of its name."""

    competency: str | None
    state: str
    concept: Concept | None
    difference: Comparison | None


class ReferencePage(BenchPage, frozen=True, kw_only=True):
    """A reference vocabulary beside the local one."""

    vocabulary: str
    facts: tuple[Fact, ...]
    vocabularies: tuple[Link, ...]
    states: tuple[Link, ...]
    found: Pagination[ReferenceEntryRow]
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

    def address(number: int) -> str:
        return url_for("vocabulary.reference", source=source, state=state, page=number)

    listed = compared(atlas, reference)
    counts = Counter(each.state for each in listed)
    found = paginate([each for each in listed if state in (None, each.state)], page, size, address)

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
        facts=_facts(reference),
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
        found=mapped(found, lambda each: _row(atlas, each)),
        source=source,
        seen=decided().head,
        conflict=conflict,
    )


def _facts(reference: ReferenceVocabulary) -> tuple[Fact, ...]:
    """What is known of the list: version, language, license, source, and how much is in it."""
    known = (
        ("Concepts", f"{len(reference.concepts):,}"),
        ("Version", reference.version),
        ("Language", reference.language),
        ("License", reference.license),
        ("Source", reference.source),
        ("Collections", f"{len(reference.collections):,}" if reference.collections else None),
    )
    return tuple(Fact(name=name, value=shown(value)) for name, value in known if value)


def reference_notes(
    atlas: Atlas, competency: Competency, vocabularies: dict[str, ReferenceVocabulary]
) -> tuple[ReferenceNote, ...]:
    """What each vocabulary that knows `competency` by name says about it."""
    return tuple(
        ReferenceNote(
            vocabulary=Link(reference.title, url_for("vocabulary.reference", source=source, state=each.state)),
            concept=each.concept.pref_label,
            definition=each.concept.definition,
            scope_note=each.concept.scope_note,
            state=STATES[each.state].lower(),
        )
        for source, reference in vocabularies.items()
        for each in compared(atlas, reference)
        if each.competency == competency.id and each.concept
    )


def compared(atlas: Atlas, reference: ReferenceVocabulary) -> tuple[Compared, ...]:
    """Local competencies by label, then the concepts that nobody uses; compared once for each generation and list."""
    key = (request_context.opened().number, reference.digest)
    kept: dict[tuple[int, str], tuple[Compared, ...]] = current_app.extensions.setdefault(_KEY, {})
    if key not in kept:
        for old in [each for each in kept if each[0] != key[0]]:
            kept.pop(old, None)
        kept[key] = tuple(_compare(atlas, reference))
    return kept[key]


def _compare(atlas: Atlas, reference: ReferenceVocabulary) -> Iterator[Compared]:
    vocabulary = reference.witness()
    used: set[str] = set()
    for competency in sorted(atlas.competencies.values(), key=lambda c: c.pref_label.casefold()):
        standing = vocabulary.beside(competency)
        if standing.concept:
            used.add(standing.concept.id)
        yield Compared(
            competency=competency.id, state=standing.state, concept=standing.concept, difference=standing.difference
        )
    for concept in reference.concepts:
        if concept.id not in used:
            yield Compared(competency=None, state="unused", concept=concept, difference=None)


def _row(atlas: Atlas, each: Compared) -> ReferenceEntryRow:
    concept, difference = each.concept, each.difference
    text = concept.definition if concept else None
    competency = atlas.competencies[each.competency] if each.competency else None
    local = _local_text(competency) if competency else None
    return ReferenceEntryRow(
        label=competency.pref_label if competency else concept.pref_label if concept else "",
        href=competency_address(competency.id) if competency else None,
        concept=concept.pref_label if concept else None,
        concept_id=concept.id if concept else None,
        alt_labels=concept.alt_labels if concept else (),
        state=each.state,
        kinds=tuple(map(in_words, difference.kinds)) if difference else (),
        local=shown(local) if local else None,
        text=text,
        stretches=stretches(difference.diff) if difference and local and "different" not in difference.kinds else (),
        uses=_uses(competency) if competency else "",
        competency=competency.id if competency else None,
        adopted=text is not None and competency is not None and text in _chosen(atlas, competency),
        impact=_impact(competency, text) if competency and text and each.state in ADOPTABLE else None,
    )


def _impact(competency: Competency, text: str) -> Impact:
    return revision_impact(revisions(competency, what_if(competency, text)), competency.bare)


def _local_text(competency: Competency) -> str | None:
    return competency.definition or next((v.definition for v in competency.variants if v.definition), None)


def _uses(competency: Competency) -> str:
    return plural(len({s.class_id for s in competency.statements if s.current}), "class", "classes")


def _chosen(atlas: Atlas, competency: Competency) -> set[str]:
    return {choice.text for choice in choices(atlas, competency, decided().decisions) if choice.variant is None}
