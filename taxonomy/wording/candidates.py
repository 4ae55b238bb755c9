"""What is known of each of two sides that may be one: its labels, texts, classes, and which of its words are rare?"""

from __future__ import annotations

import hashlib
import heapq
import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import TypeAlias

from taxonomy.model import Competency, Question, Statement, Variant
from taxonomy.model.wording import QuestionKind
from taxonomy.wording.lexicon import content_stems
from taxonomy.wording.neighbours import Pair, WordSet

Features: TypeAlias = dict[str, float | str | list[str]]

_TEXTS = 12
_COMMON = 200


class Candidate:
    """A competency as far as the current documents go."""

    def __init__(self, competency: Competency) -> None:
        self.id = competency.id
        statements = competency.statements
        self.statements: tuple[Statement, ...] = tuple(s for s in statements if s.current)
        self.labels = tuple(dict.fromkeys(s.label for s in self.statements))
        self.pref_label = competency.pref_label
        self.kind = competency.kind
        self.classes = frozenset(s.class_id for s in self.statements)
        self.printed_in = frozenset((s.class_id, s.document) for s in statements)
        self.variants = tuple(v for v in competency.variants if any(s.current for s in v.statements))

    @cached_property
    def label_stems(self) -> WordSet:
        """The stems of all its labels."""
        return frozenset().union(*(content_stems(label) for label in (self.pref_label, *self.labels)))

    @cached_property
    def texts(self) -> tuple[str, ...]:
        """Its definitions, the most used first; a label with dozens of them is known well enough by the first."""
        return tuple(v.definition for v in self.variants if v.definition)[:_TEXTS]

    @cached_property
    def text_stems(self) -> WordSet:
        """The stems of all its definitions."""
        return frozenset().union(*map(content_stems, self.texts))


def current_sides(competencies: Iterable[Competency]) -> dict[str, Candidate]:
    """The sides of every competency that a current document prints, by id."""
    sides = (Candidate(competency) for competency in competencies)
    return {side.id: side for side in sides if side.statements}


def variant_classes(variant: Variant) -> frozenset[str]:
    """The classes whose current specification prints this variant."""
    return frozenset(s.class_id for s in variant.statements if s.current)


def printed_in(variant: Variant) -> frozenset[tuple[str, str]]:
    """The specifications, of whatever age, that print this variant."""
    return frozenset((s.class_id, s.document) for s in variant.statements)


def ask(
    kind: QuestionKind, left: str, right: str, kinds: tuple[str, ...], features: Features, affects: frozenset[str]
) -> Question:
    """The question about two sides, under an id that depends on the two alone."""
    first, second = sorted((left, right))
    digest = hashlib.sha256(f"{kind}|{first}|{second}".encode()).hexdigest()
    return Question(
        id=f"q-{digest[:12]}",
        kind=kind,
        left=left,
        right=right,
        kinds=kinds,
        features=features,
        affects=tuple(sorted(affects)),
    )


class Rarity:
    """How telling each stem is: the rarer among the sides, the more weight."""

    def __init__(self, sets: Sequence[WordSet]) -> None:
        total = len(sets) + 1
        counted = Counter(stem for stems in sets for stem in stems)
        self._weights = {stem: math.log(total / (count + 0.5)) ** 2 for stem, count in counted.items()}
        self._unseen = math.log(total / 0.5) ** 2
        self._weighed: dict[WordSet, float] = {}

    def weight(self, stem: str) -> float:
        """Inverse document frequency, squared for use in a cosine."""
        return self._weights.get(stem, self._unseen)

    def likeness(self, one: WordSet, other: WordSet) -> float:
        """Cosine of two sets under these weights, 0 to 1."""
        both = math.sqrt(self._sum(one) * self._sum(other))
        return math.fsum(map(self.weight, one & other)) / both if both else 0.0

    def _sum(self, stems: WordSet) -> float:
        """The weight of a whole set, added up once however often it is compared."""
        found = self._weighed.get(stems)
        if found is None:
            found = self._weighed[stems] = math.fsum(map(self.weight, stems))
        return found


def likest(sets: Mapping[str, WordSet], rarity: Rarity, partners: int) -> set[Pair]:
    """For each name its most alike partners, found through the stems that not too many share."""
    holders: dict[str, list[str]] = defaultdict(list)
    for name in sorted(sets):
        for stem in sorted(sets[name]):
            holders[stem].append(name)
    pairs: set[Pair] = set()
    for name in sorted(sets):
        scores: dict[str, float] = defaultdict(float)
        for stem in sorted(sets[name]):
            if len(holders[stem]) <= _COMMON:
                weight = rarity.weight(stem)
                for other in holders[stem]:
                    scores[other] += weight
        scores.pop(name, None)
        best = heapq.nsmallest(partners, scores, key=lambda other: (-scores[other], other))
        pairs.update((min(name, other), max(name, other)) for other in best)
    return pairs
