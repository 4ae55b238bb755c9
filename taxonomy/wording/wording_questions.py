"""Which variants of a competency may be one text, or levels of one, and which clauses moved between competencies?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set

from taxonomy.model import Question, Variant
from taxonomy.wording.candidates import Candidate, ask, printed_in, variant_classes
from taxonomy.wording.clauses import shared_clauses
from taxonomy.wording.compare import kinds_between
from taxonomy.wording.features import WordingFeatures, wording_features
from taxonomy.wording.levels import level_signs
from taxonomy.wording.lexicon import content_stems
from taxonomy.wording.neighbours import near_pairs

_LEAST_OVERLAP = 0.5
_PARTNERS = 3
_MOVED_CONFIDENCE = 0.35


def wording_questions(side: Candidate) -> Iterator[Question]:
    """A question for every two near variants of one competency, the lower level (where words show one) on the left.

    No question about two that one specification prints both: what stands twice in one list is meant as two.
    """
    variants = {variant.id: variant for variant in side.variants}
    stems = {name: content_stems(variant.definition or "") for name, variant in variants.items()}
    for one, other in sorted(near_pairs(stems, _LEAST_OVERLAP, _PARTNERS)):
        if not printed_in(variants[one]) & printed_in(variants[other]):
            yield _question(*lower_first(variants[one], variants[other]))


def lower_first(one: Variant, other: Variant) -> tuple[Variant, Variant]:
    """The two with the lower level on the left; where no word shows one, the more printed."""
    higher = level_signs(one.definition or "", other.definition or "").higher
    if higher:
        return (one, other) if higher > 0 else (other, one)
    ordered = sorted((one, other), key=lambda variant: (-len(variant_classes(variant)), variant.id))
    return ordered[0], ordered[1]


def _question(left: Variant, right: Variant, clause: tuple[str, str] | None = None) -> Question:
    kinds = kinds_between(left.definition or "", right.definition or "")
    features: WordingFeatures = wording_features(left, right, kinds)
    published = features.published()
    if clause:
        published |= {"suggests": "moved", "confidence": _MOVED_CONFIDENCE, "shared_clause": list(clause)}
    return ask("wording", left.id, right.id, kinds, published, variant_classes(left) | variant_classes(right))


def moved_clause_questions(sides: Mapping[str, Candidate], asked: Set[frozenset[str]]) -> Iterator[Question]:
    """A question for every two variants under different competencies that share a clause nearly word for word.

    Not where the two competencies are `asked` about: if they are one, nothing has moved.
    """
    variants = {variant.id: variant for side in sides.values() for variant in side.variants}
    texts = {name: variant.definition or "" for name, variant in variants.items()}
    homes = {name: variant.competency for name, variant in variants.items()}
    for (one, other), clause in sorted(shared_clauses(texts, homes).items()):
        if frozenset((homes[one], homes[other])) in asked:
            continue
        yield _question(variants[one], variants[other], clause)
