"""Which competencies may be one under two names?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

from taxonomy.model import Question
from taxonomy.wording.authority import Vocabulary
from taxonomy.wording.candidates import Candidate, Rarity, ask, likest
from taxonomy.wording.compare import kinds_between
from taxonomy.wording.features import Witnesses, label_features
from taxonomy.wording.lexicon import content_stems
from taxonomy.wording.neighbours import Pair, near_pairs

_LEAST_CONFIDENCE = 0.2
_PARTNERS = 10
_NEAR_NAMES = 0.55
_MANY_NAMES = 12


def label_questions(sides: Mapping[str, Candidate], vocabularies: Sequence[Vocabulary]) -> Iterator[Question]:
    """A question for every two competencies with enough evidence in common, the one in more classes on the left.

    Two names that stand as separate items in one specification are never asked about: its author meant two things.
    """
    witnesses = Witnesses(
        texts=Rarity([content_stems(text) for side in sides.values() for text in side.texts]),
        labels=Rarity([side.label_stems for side in sides.values()]),
        vocabularies=tuple(vocabularies),
    )
    for one, other in sorted(_candidates(sides, witnesses)):
        left, right = sorted((sides[one], sides[other]), key=lambda side: (-len(side.classes), side.id))
        if left.printed_in & right.printed_in:
            continue
        features = label_features(left, right, witnesses)
        if features.confidence >= _LEAST_CONFIDENCE:
            kinds = kinds_between(left.pref_label, right.pref_label)
            yield ask("label", left.id, right.id, kinds, features.published(), left.classes | right.classes)


def _candidates(sides: Mapping[str, Candidate], witnesses: Witnesses) -> set[Pair]:
    """Pairs with a telling word of text or name in common, with names spelt alike, or one in the vocabulary."""
    pairs = likest({name: side.text_stems for name, side in sides.items()}, witnesses.texts, _PARTNERS)
    pairs |= likest({name: side.label_stems for name, side in sides.items()}, witnesses.labels, _PARTNERS)
    pairs |= near_pairs({name: _letter_triples(side.pref_label) for name, side in sides.items()}, _NEAR_NAMES).keys()
    return pairs.union(*(_known_as_one(sides, vocabulary) for vocabulary in witnesses.vocabularies))


def _letter_triples(label: str) -> frozenset[str]:
    letters = f"  {label.casefold()} "
    return frozenset(letters[place : place + 3] for place in range(len(letters) - 2))


def _known_as_one(sides: Mapping[str, Candidate], vocabulary: Vocabulary) -> Iterator[Pair]:
    by_concept: dict[str, list[str]] = defaultdict(list)
    for name in sorted(sides):
        concept = vocabulary.find((sides[name].pref_label, *sides[name].labels))
        if concept:
            by_concept[concept.id].append(name)
    for names in by_concept.values():
        yield from combinations(names[:_MANY_NAMES], 2)
