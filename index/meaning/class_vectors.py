"""How alike are two classes: in what they do, in the meanings of the competencies they state, and in level?

Text likeness is the cosine of two TF-IDF vectors over title, general statement, duties and knowledge, boilerplate left
out; likeness of meaning is their nearness in a latent space (`index.meaning.latent_space`); likeness of direction says
whether the words of title, statement and duties mean alike (`index.meaning.word_vectors`), what all classes have in
common taken off. Shared competencies count by meaning (variant), never by name, and the more the rarer they are; what
is asked for counts by its grade (`index.content.grades`).
"""

from __future__ import annotations

import heapq
import math
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain

import numpy as np
import numpy.typing as npt
from msgspec import Struct

from index.content.documents import IndexedDocument
from index.content.grades import graded, grades_of
from index.content.text import words
from index.meaning.latent_space import LatentSpace
from index.meaning.word_vectors import packed, word_vectors
from index.settings import settings

Scores = npt.NDArray[np.float32]
# A class asks with its most telling stems: the rest adds little and costs most.
_STEMS_ASKED = 120
# What is asked for to a lower grade than this on the average is nobody's usual.
_USUAL = 0.05
_NO_EVIDENCE = frozenset({"not stated"})


class ClassVectors(Struct, frozen=True, array_like=True):
    """What is compared of a class: its stems by weight, its variants, and the facets that say its level.

    `summary` are the stems of title and general statement, `grades` what it asks for and to which grade, `direction`
    is where its title, general statement and duties point in meaning, packed.
    """

    id: str
    stems: dict[str, float]
    variants: tuple[str, ...]
    level: tuple[str, ...]
    summary: dict[str, float] = {}
    grades: dict[str, float] = {}
    direction: bytes = b""


class Likeness(Struct, frozen=True, kw_only=True):
    """How alike another class is, between 0 and 1 in each respect; `score` weighs them together."""

    id: str
    score: float
    text: float
    meaning: float
    direction: float
    summary: float
    grades: float
    variants: float
    level: float


_SUMMARY = frozenset({"title", "general_statement"})
_DONE = frozenset({"title", "general_statement", "duties"})
_PARTS = ("text", "meaning", "direction", "summary", "grades", "variants")


def make_profile(document: IndexedDocument, lines: Sequence[Sequence[str]]) -> ClassVectors:
    """The profile of a class from its lines, given as stems."""
    level = tuple(f"{name}: {value}" for name in ("supervision", "education") for value in _stated(document, name))
    weights = settings().related.text
    return ClassVectors(
        document.id,
        _counted(document, lines, weights),
        document.variants,
        level,
        _counted(document, lines, dict.fromkeys(_SUMMARY, 1.0)),
        dict(grades_of(line.text for line in document.lines if line.section in ("knowledge", "competencies"))),
        _direction(line.text for line in document.lines if line.section in _DONE and line.weight),
    )


def _direction(texts: Iterable[str]) -> bytes:
    return packed(word_vectors().sentence(chain.from_iterable(map(words, texts)))).tobytes()


def _counted(
    document: IndexedDocument, lines: Sequence[Sequence[str]], weights: Mapping[str, float]
) -> dict[str, float]:
    """Stems with the weight of the parts that they stand in; lines that grade what they ask for are compared apart."""
    counted: dict[str, float] = defaultdict(float)
    for line, stems in zip(document.lines, lines, strict=True):
        weight = weights.get(line.section, 0.0) if line.weight else 0.0
        if weight and not (line.section == "knowledge" and graded(line.text)):
            for stem in stems:
                counted[stem] += weight
    return dict(counted)


def _stated(document: IndexedDocument, facet: str) -> Iterable[str]:
    return (value for value in document.facets.get(facet, ()) if value not in _NO_EVIDENCE)


class Neighbours:
    """The profiles of a generation, indexed by what they are compared by."""

    def __init__(self, profiles: Sequence[ClassVectors], space: LatentSpace | None = None) -> None:
        self._profiles = profiles
        self._places = {profile.id: place for place, profile in enumerate(profiles)}
        self._stems = _text_vectors(profiles)
        self._summaries = _Vectors([_damped(profile.summary) for profile in profiles], softness=0.5)
        self._grades = _Vectors([profile.grades for profile in profiles], softness=0.0, centred=True)
        self._directions = _directions(profiles)
        self._variants = _Vectors([dict.fromkeys(profile.variants, 1.0) for profile in profiles])
        self.space = space if space is not None else LatentSpace.learn(self._stems.vectors, self._stems.rarity)

    def __contains__(self, class_id: str) -> bool:
        return class_id in self._places

    def nearest(self, class_id: str, limit: int, also: Iterable[str] = ()) -> list[Likeness]:
        """The `limit` classes most like `class_id`, best first; those in `also` are given even if unlike."""
        place = self._places[class_id]
        parts = self._parts(place)
        weights = settings().related.score
        rough = np.zeros(len(self._profiles), dtype=np.float32)
        for name, scores in parts.items():
            rough += np.float32(weights[name]) * scores
        rough[place] = -1
        # The level adds at most its own weight: this many of the best cannot miss one that it would lift.
        most = min(limit * 4 + 20, len(rough))
        likely = {int(n) for n in np.argpartition(-rough, most - 1)[:most] if rough[n] > 0}
        asked = {self._places[other] for other in also if other in self._places} - {place}
        found = [self._likeness(place, other, parts) for other in likely | asked]
        ranked = sorted(found, key=lambda likeness: (-likeness.score, likeness.id))
        named = [likeness for likeness in ranked[limit:] if self._places[likeness.id] in asked]
        return ranked[:limit] + named

    def shared_stems(self, class_id: str, other: str, limit: int) -> list[str]:
        """The stems that make the two texts alike, the weightiest first."""
        return self._stems.shared(self._places[class_id], self._places[other])[:limit]

    def kindred_stems(self, class_id: str, other: str, limit: int) -> list[str]:
        """Stems that only the other text has and that lie closest to what this class is about."""
        place, its = self._places[class_id], self._stems.vectors[self._places[other]]
        own = self._stems.vectors[place]
        return self.space.nearest_words({s: w for s, w in its.items() if s not in own}, self.space.at(place), limit)

    def shared_variants(self, class_id: str, other: str) -> list[str]:
        """The variants that both classes state, the rarest first."""
        return self._variants.shared(self._places[class_id], self._places[other])

    def shared_grades(self, class_id: str, other: str) -> list[str]:
        """What both ask for to a like grade that is not everybody's, the most telling first."""
        return self._grades.shared(self._places[class_id], self._places[other])

    def _parts(self, place: int) -> dict[str, Scores]:
        """How alike every class is in each respect."""
        return {
            "text": self._stems.cosines(place, _STEMS_ASKED),
            "meaning": self.space.likeness(self.space.at(place)).clip(0),
            "direction": (self._directions @ self._directions[place]).clip(0),
            "summary": self._summaries.cosines(place),
            "grades": self._grades.cosines(place),
            "variants": self._variants.cosines(place),
        }

    def _likeness(self, place: int, other: int, parts: Mapping[str, Scores]) -> Likeness:
        weights = settings().related.score
        alike = {name: float(parts[name][other]) for name in _PARTS}
        level = _overlap(self._profiles[place].level, self._profiles[other].level)
        score = sum(weights[name] * value for name, value in alike.items()) + weights["level"] * level
        return Likeness(id=self._profiles[other].id, score=max(score, 0.0), level=level, **alike)


def learn_space(profiles: Sequence[ClassVectors]) -> LatentSpace:
    """The latent space of the texts of these classes."""
    vectors = _text_vectors(profiles)
    return LatentSpace.learn(vectors.vectors, vectors.rarity)


def _directions(profiles: Sequence[ClassVectors]) -> Scores:
    """Where the classes point, of length 1, what all have in common taken off; of length 0 for those without words."""
    width = max((len(profile.direction) for profile in profiles), default=0)
    rows = b"".join(profile.direction or bytes(width) for profile in profiles)
    found = np.frombuffer(rows, dtype=np.int8).reshape(len(profiles), width).astype(np.float32)
    there = found.any(axis=1)
    found[there] -= found[there].mean(axis=0) if there.any() else 0
    lengths: Scores = np.linalg.norm(found, axis=1, keepdims=True)
    lengths[lengths == 0] = 1
    return found / lengths


def _text_vectors(profiles: Sequence[ClassVectors]) -> _Vectors:
    return _Vectors([_damped(profile.stems) for profile in profiles], softness=0.5)


class _Vectors:
    """Unit vectors weighted by rarity, kept as they are and by their dimensions.

    `centred`: what all have in common is taken off first, so that only the differences from the usual count.
    """

    def __init__(self, counts: Sequence[Mapping[str, float]], softness: float = 1.0, *, centred: bool = False) -> None:
        frequency = Counter(name for vector in counts for name in vector)
        # Softened, a rare word does not drown what two texts otherwise share (O*NET's related occupations,
        # nDCG@10 .750 beside .727 unsoftened); for competencies it must: generic ones mislead.
        self.rarity = {n: math.log((len(counts) + 1) / (df + 0.5)) ** softness for n, df in frequency.items()}
        usual = _means(counts) if centred else {}
        self.vectors = [self._unit(_less(vector, usual)) for vector in counts]
        members: dict[str, tuple[array[int], array[float]]] = defaultdict(lambda: (array("I"), array("f")))
        for place, vector in enumerate(self.vectors):
            for name, weight in vector.items():
                places, weights = members[name]
                places.append(place)
                weights.append(weight)
        self._members = {
            name: (np.frombuffer(places, dtype=np.uint32), np.frombuffer(weights, dtype=np.float32))
            for name, (places, weights) in members.items()
        }

    def cosines(self, place: int, most: int | None = None) -> Scores:
        """The cosine with every vector, by the `most` weightiest dimensions."""
        vector = self.vectors[place]
        asked = heapq.nlargest(most, vector, key=lambda name: (vector[name], name)) if most else list(vector)
        found = np.zeros(len(self.vectors), dtype=np.float32)
        for name in asked:
            places, weights = self._members[name]
            found[places] += np.float32(vector[name]) * weights
        return found

    def shared(self, place: int, other: int) -> list[str]:
        """The dimensions both have, those first that add most to the cosine."""
        one, two = self.vectors[place], self.vectors[other]
        both = (name for name in one.keys() & two.keys() if one[name] > 0 and two[name] > 0)
        # Rounded, so that the order in which floats were added decides nothing.
        return sorted(both, key=lambda name: (-round(one[name] * two[name], 9), name))

    def _unit(self, counts: Mapping[str, float]) -> dict[str, float]:
        weighted = {name: count * self.rarity[name] for name, count in counts.items()}
        length = math.sqrt(sum(weight * weight for weight in weighted.values())) or 1.0
        return {name: weight / length for name, weight in weighted.items()}


def _means(counts: Sequence[Mapping[str, float]]) -> Mapping[str, float]:
    """The usual value of each dimension asked for by a good share of the vectors that are not empty."""
    total: dict[str, float] = defaultdict(float)
    for vector in counts:
        for name, value in vector.items():
            total[name] += value
    there = sum(1 for vector in counts if vector) or 1
    return {name: value / there for name, value in total.items() if value / there >= _USUAL}


def _less(vector: Mapping[str, float], usual: Mapping[str, float]) -> Mapping[str, float]:
    if not vector:
        return vector
    return {name: vector.get(name, 0.0) - usual.get(name, 0.0) for name in vector.keys() | usual.keys()}


def _damped(counts: Mapping[str, float]) -> dict[str, float]:
    """A stem that stands ten times says more than one that stands once, but not ten times as much."""
    return {stem: 1 + math.log(count) if count > 1 else count for stem, count in counts.items()}


def _overlap(one: Sequence[str], two: Sequence[str]) -> float:
    both = set(one) | set(two)
    return len(set(one) & set(two)) / len(both) if both else 0.0
