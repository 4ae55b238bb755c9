"""What does the mapping page hold? Our competencies with the likest concepts of one vocabulary, and how far we are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from flask import current_app, request, url_for
from msgspec import Struct

from taxonomy.atlas import Atlas
from taxonomy.exchange.reference import ReferenceVocabulary
from taxonomy.model import Competency, Decision
from taxonomy.wording.authority import Concept
from taxonomy.wording.vocabulary_mapping import (
    MATCHES,
    MappingCandidates,
    Match,
    Proposal,
    coverage,
    mappings_to,
    vocabulary_in,
)
from webapp.service.decision_log import decided
from webapp.web.addresses import competency_address
from webapp.web.components import Fact, Link, ListOption, Pagination, paginate, plural, shown
from webapp.workbench.workbench_state import BenchPage, DecisionRow, bench, brief, decision_row, mapped

MATCH_WORDS = {
    "exact_match": "exact: the same",
    "close_match": "close: nearly the same",
    "broad_match": "broad: theirs is wider",
    "narrow_match": "narrow: theirs is narrower",
    "no_match": "none: they have no such concept",
}
SHOWN = {"open": "Open", "mapped": "Mapped", "all": "All"}
_KEY = "atlas-mapping"
_ROWS, _KEPT = 20, 4


class MappingCandidate(Struct, frozen=True, kw_only=True):
    """A concept that may be chosen."""

    id: str
    label: str
    definition: str | None
    why: str


class MappingRow(Struct, frozen=True, kw_only=True):
    """One competency: what may be chosen, what is chosen before anybody does, and the decisions there are."""

    id: str
    label: str
    href: str
    definition: str | None
    concepts: tuple[ListOption, ...]
    matches: tuple[ListOption, ...]
    candidates: tuple[MappingCandidate, ...]
    decisions: tuple[DecisionRow, ...]


class MappingPage(BenchPage, frozen=True, kw_only=True):
    """Our competencies against one reference vocabulary."""

    vocabulary: str
    vocabularies: tuple[Link, ...]
    shows: tuple[Link, ...]
    source: str
    show: str
    coverage: tuple[Fact, ...]
    found: Pagination[MappingRow]
    seen: int
    saved: str | None
    conflict: str | None


def mapping_page(
    atlas: Atlas,
    vocabularies: Mapping[str, ReferenceVocabulary],
    source: str,
    show: str,
    *,
    page: int,
    saved: str | None = None,
    conflict: str | None = None,
) -> MappingPage:
    """The page of the vocabulary named `source`, with the competencies that `show` asks for."""
    reference = vocabularies[source]
    made = mappings_to(reference.title, decided().decisions, atlas.redirects)
    ours = sorted(atlas.competencies.values(), key=lambda c: (c.pref_label.casefold(), c.id))
    listed = [c for c in ours if show == "all" or (show == "mapped") == (c.id in made)]

    def address(number: int) -> str:
        return url_for("vocabulary.mapping", source=source, show=show, page=number)

    proposed = candidates_of(reference)
    return MappingPage(
        title="Mapping",
        crumbs=(Link("Home", url_for("site.home")), Link("Workbench", url_for("workbench.index")), Link("Mapping")),
        generation=atlas.generation,
        bench=bench(),
        vocabulary=reference.title,
        vocabularies=tuple(
            Link(each.title, None if key == source else url_for("vocabulary.mapping", source=key))
            for key, each in vocabularies.items()
        ),
        shows=tuple(
            Link(words, None if key == show else url_for("vocabulary.mapping", source=source, show=key))
            for key, words in SHOWN.items()
        ),
        source=source,
        show=show,
        coverage=_coverage(ours, made),
        found=mapped(paginate(listed, page, _ROWS, address), lambda c: _row(atlas, c, proposed, made.get(c.id, ()))),
        seen=decided().head,
        saved=saved,
        conflict=conflict,
    )


def candidates_of(reference: ReferenceVocabulary) -> MappingCandidates:
    """The vocabulary ready to be looked things up in; kept, for it is worked out from thousands of concepts."""
    kept: dict[str, MappingCandidates] = current_app.extensions.setdefault(_KEY, {})
    if reference.digest not in kept:
        while len(kept) >= _KEPT:
            kept.pop(next(iter(kept)), None)
        kept[reference.digest] = MappingCandidates(reference.concepts)
    return kept[reference.digest]


def _coverage(ours: Sequence[Competency], made: Mapping[str, Sequence[Decision]]) -> tuple[Fact, ...]:
    counted = coverage((competency.id for competency in ours), made)
    done = counted.total - counted.open
    share = f" ({done / counted.total:.0%})" if counted.total else ""
    return (
        Fact(name="Mapped", value=f"{done:,} of {plural(counted.total, 'competency', 'competencies')}{share}"),
        Fact(name="Relations", value=", ".join(f"{_short(each)} {counted.matches[each]:,}" for each in MATCHES)),
        Fact(name="Open", value=f"{counted.open:,}"),
    )


def _short(match: Match) -> str:
    return MATCH_WORDS[match].partition(":")[0]


def _row(atlas: Atlas, competency: Competency, proposed: MappingCandidates, made: Sequence[Decision]) -> MappingRow:
    found = proposed.propose(competency)
    by_id = {concept.id: concept for concept in proposed.concepts}
    chosen = [by_id[named[1]] for d in made if (named := vocabulary_in(d.right)) and named[1] in by_id]
    sure = bool(found) and found[0].match == "exact_match" and not made
    text = competency.definition or next((v.definition for v in competency.variants if v.definition), None)
    return MappingRow(
        id=competency.id,
        label=competency.pref_label,
        href=competency_address(competency.id),
        definition=brief(text, 240) if text else None,
        concepts=tuple(_concepts(found, chosen)),
        matches=(
            ListOption("", "leave as it is", not sure),
            *(ListOption(each, MATCH_WORDS[each], sure and each == "exact_match") for each in MATCHES),
        ),
        candidates=tuple(_candidate(each) for each in found),
        decisions=tuple(decision_row(atlas, each) for each in made),
    )


def _concepts(found: Sequence[Proposal], chosen: Sequence[Concept]) -> list[ListOption]:
    concepts = {each.id: each for each in (*(p.concept for p in found), *chosen)}
    return [
        ListOption(id, shown(concept.pref_label), place == 0) for place, (id, concept) in enumerate(concepts.items())
    ]


def _candidate(proposal: Proposal) -> MappingCandidate:
    return MappingCandidate(
        id=proposal.concept.id,
        label=proposal.concept.pref_label,
        definition=brief(proposal.concept.definition, 240) if proposal.concept.definition else None,
        why=f"{proposal.why}; looks {proposal.match.removesuffix('_match')}",
    )


def chosen_mappings(atlas: Atlas, reference: ReferenceVocabulary) -> dict[Match, list[tuple[str, str]]]:
    """What the form says: by match, the competencies and concept ids. Whoever typed a concept's id or name is heard."""
    by_id = {concept.id for concept in reference.concepts}
    by_name = {concept.pref_label.casefold(): concept.id for concept in reference.concepts}
    found: dict[Match, list[tuple[str, str]]] = {}
    for competency_id in request.form.getlist("competency"):
        said = request.form.get(f"match:{competency_id}", "")
        match = next((each for each in MATCHES if each == said), None)
        typed = request.form.get(f"other:{competency_id}", "").strip()
        concept = by_name.get(typed.casefold(), typed) if typed else request.form.get(f"concept:{competency_id}", "")
        if competency_id in atlas.competencies and match and (match == "no_match" or concept in by_id):
            found.setdefault(match, []).append((competency_id, "" if match == "no_match" else concept))
    return found
