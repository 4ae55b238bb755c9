"""How alike are two classes: in what they do, in the meanings of the competencies they state, and in level?

Text likeness is the cosine of two TF-IDF vectors over title, general statement, duties and knowledge, boilerplate left
out. Shared competencies count by meaning (variant), never by name, and the more the rarer they are. All pairs are never
compared: classes are reached through the stems and variants that they share.
"""

from __future__ import annotations

import heapq
import math
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

from index.documents import IndexedDocument
from index.settings import settings

# A class asks with its most telling stems: the rest adds little and costs most.
_STEMS_ASKED = 120
_NO_EVIDENCE = frozenset({"not stated"})


class Profile(Struct, frozen=True, array_like=True):
    """What is compared of a class: its stems by weight, its variants, and the facets that say its level."""

    id: str
    stems: dict[str, float]
    variants: tuple[str, ...]
    level: tuple[str, ...]


class Likeness(Struct, frozen=True, kw_only=True):
    """How alike another class is, between 0 and 1 in each respect; `score` weighs them together."""

    id: str
    score: float
    text: float
    variants: float
    level: float


def make_profile(document: IndexedDocument, lines: Sequence[Sequence[str]]) -> Profile:
    """The profile of a class from its lines, given as stems."""
    weights = settings().related.text
    counted: Counter[str] = Counter()
    for line, stems in zip(document.lines, lines, strict=True):
        weight = weights.get(line.section, 0.0) if line.weight else 0.0
        if weight:
            for stem in stems:
                counted[stem] += weight  # type: ignore[assignment]  # a weight may be a fraction
    level = tuple(f"{name}: {value}" for name in ("supervision", "education") for value in _stated(document, name))
    return Profile(document.id, dict(counted), document.variants, level)


def _stated(document: IndexedDocument, facet: str) -> Iterable[str]:
    return (value for value in document.facets.get(facet, ()) if value not in _NO_EVIDENCE)


class Neighbours:
    """The profiles of a generation, indexed by stem and by variant."""

    def __init__(self, profiles: Sequence[Profile]) -> None:
        self._profiles = profiles
        self._places = {profile.id: place for place, profile in enumerate(profiles)}
        self._stems = _Vectors([_damped(profile.stems) for profile in profiles], softness=0.5)
        self._variants = _Vectors([dict.fromkeys(profile.variants, 1.0) for profile in profiles])

    def __contains__(self, class_id: str) -> bool:
        return class_id in self._places

    def nearest(self, class_id: str, limit: int, also: Iterable[str] = ()) -> list[Likeness]:
        """The `limit` classes most like `class_id`, best first; those in `also` are given even if unlike."""
        place = self._places[class_id]
        texts, variants = self._stems.cosines(place, _STEMS_ASKED), self._variants.cosines(place)
        weights = settings().related.score
        rough = {other: weights["text"] * score for other, score in texts.items()}
        for other, score in variants.items():
            rough[other] = rough.get(other, 0.0) + weights["variants"] * score
        # The level adds at most its own weight: this many of the best cannot miss one that it would lift.
        likely = heapq.nlargest(limit * 4 + 20, rough, key=lambda other: (rough[other], -other))
        asked = {self._places[other] for other in also if other in self._places}
        found = [
            self._likeness(place, other, texts.get(other, 0.0), variants.get(other, 0.0))
            for other in {*likely, *asked} - {place}
        ]
        ranked = sorted(found, key=lambda likeness: (-likeness.score, likeness.id))
        named = [likeness for likeness in ranked[limit:] if self._places[likeness.id] in asked]
        return ranked[:limit] + named

    def shared_stems(self, class_id: str, other: str, limit: int) -> list[str]:
        """The stems that make the two texts alike, the weightiest first."""
        return self._stems.shared(self._places[class_id], self._places[other])[:limit]

    def shared_variants(self, class_id: str, other: str) -> list[str]:
        """The variants that both classes state, the rarest first."""
        return self._variants.shared(self._places[class_id], self._places[other])

    def _likeness(self, place: int, other: int, text: float, variants: float) -> Likeness:
        weights = settings().related.score
        level = _overlap(self._profiles[place].level, self._profiles[other].level)
        score = weights["text"] * text + weights["variants"] * variants + weights["level"] * level
        return Likeness(id=self._profiles[other].id, score=score, text=text, variants=variants, level=level)


class _Vectors:
    """Unit vectors weighted by rarity, kept as they are and by their dimensions."""

    def __init__(self, counts: Sequence[Mapping[str, float]], softness: float = 1.0) -> None:
        frequency = Counter(name for vector in counts for name in vector)
        # Softened, a rare word does not drown what two texts otherwise share (O*NET's related occupations,
        # nDCG@10 .750 beside .727 unsoftened); for competencies it must: generic ones mislead.
        self._rarity = {n: math.log((len(counts) + 1) / (df + 0.5)) ** softness for n, df in frequency.items()}
        self._vectors = [self._unit(vector) for vector in counts]
        self._members: dict[str, tuple[array[int], array[float]]] = defaultdict(lambda: (array("I"), array("f")))
        for place, vector in enumerate(self._vectors):
            for name, weight in vector.items():
                places, weights = self._members[name]
                places.append(place)
                weights.append(weight)

    def cosines(self, place: int, most: int | None = None) -> dict[int, float]:
        """The cosine with every vector that shares one of the `most` weightiest dimensions."""
        vector = self._vectors[place]
        asked = heapq.nlargest(most, vector, key=lambda name: (vector[name], name)) if most else list(vector)
        found: dict[int, float] = defaultdict(float)
        for name in asked:
            weight = vector[name]
            places, weights = self._members[name]
            for other, its in zip(places, weights, strict=True):
                found[other] += weight * its
        found.pop(place, None)
        return found

    def shared(self, place: int, other: int) -> list[str]:
        """The dimensions both have, those first that add most to the cosine."""
        one, two = self._vectors[place], self._vectors[other]
        return sorted(one.keys() & two.keys(), key=lambda name: (-one[name] * two[name], name))

    def _unit(self, counts: Mapping[str, float]) -> dict[str, float]:
        weighted = {name: count * self._rarity[name] for name, count in counts.items()}
        length = math.sqrt(sum(weight * weight for weight in weighted.values())) or 1.0
        return {name: weight / length for name, weight in weighted.items()}


def _damped(counts: Mapping[str, float]) -> dict[str, float]:
    """A stem that stands ten times says more than one that stands once, but not ten times as much."""
    return {stem: 1 + math.log(count) if count > 1 else count for stem, count in counts.items()}


def _overlap(one: Sequence[str], two: Sequence[str]) -> float:
    both = set(one) | set(two)
    return len(set(one) & set(two)) / len(both) if both else 0.0
