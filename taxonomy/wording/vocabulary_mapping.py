"""How do our competencies stand to the concepts of a reference vocabulary: exact, close, broader, narrower, or to none?

People decide, one competency and vocabulary at a time; a decision names the concept as ``reference:VOCABULARY/CONCEPT``
(nothing behind the slash: the vocabulary has no such concept). Candidates are proposed by name and by definition.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Literal, TypeAlias, get_args

from msgspec import Struct

from taxonomy.basics.naming import slug
from taxonomy.model import Competency, Decision
from taxonomy.wording.authority import Concept
from taxonomy.wording.candidates import Rarity
from taxonomy.wording.decisions import MAPPING_ANSWERS, standing
from taxonomy.wording.joins import name_key
from taxonomy.wording.lexicon import content_stems, name_stems
from taxonomy.wording.neighbours import WordSet

Match: TypeAlias = Literal["exact_match", "close_match", "broad_match", "narrow_match", "no_match"]
MATCHES: tuple[Match, ...] = get_args(Match)
assert frozenset(MATCHES) == MAPPING_ANSWERS
_PREFIX = "reference:"
_NAMES, _TEXTS, _ALIKE_TEXTS = 0.75, 0.6, 0.5
_LEAST, _MOST = 0.2, 5
_COMMON = 400


class Proposal(Struct, frozen=True, kw_only=True):
    """A concept that may be the competency, how it would stand to it, and why; the score decides nothing."""

    concept: Concept
    match: Match
    score: float
    why: str


class MappingCoverage(Struct, frozen=True, kw_only=True):
    """How many competencies are mapped in which way, and how many are open."""

    matches: dict[str, int]
    open: int

    @property
    def total(self) -> int:
        """How many competencies there are."""
        return sum(self.matches.values()) + self.open


def reference_key(vocabulary: str, concept_id: str = "") -> str:
    """How a decision names a concept of the vocabulary with this title, or its having none."""
    return f"{_PREFIX}{slug(vocabulary)}/{concept_id}"


def vocabulary_in(key: str) -> tuple[str, str] | None:
    """The slug of the vocabulary and the id of the concept that a decision names; None for any other id."""
    if not key.startswith(_PREFIX):
        return None
    vocabulary, _, concept = key.removeprefix(_PREFIX).partition("/")
    return vocabulary, concept


def mappings_to(
    vocabulary: str, decisions: Iterable[Decision], redirects: Mapping[str, str]
) -> dict[str, tuple[Decision, ...]]:
    """The mappings in force to the vocabulary with this title, by the competency's id of today, oldest first.

    A later "none", and everything said after an earlier "none", takes the earlier's place.
    """
    found: dict[str, list[Decision]] = defaultdict(list)
    for decision in standing(decisions):
        named = vocabulary_in(decision.right) if decision.answer in MAPPING_ANSWERS else None
        if named is None or named[0] != slug(vocabulary):
            continue
        mine = found[redirects.get(decision.left, decision.left)]
        ends = decision.answer == "no_match" or any(each.answer == "no_match" for each in mine)
        mine[:] = [] if ends else [each for each in mine if each.right != decision.right]
        mine.append(decision)
    return {key: tuple(mine) for key, mine in found.items()}


def coverage(competencies: Iterable[str], mapped: Mapping[str, Sequence[Decision]]) -> MappingCoverage:
    """How far the mapping has come; a competency with several mappings counts under its newest."""
    newest = [mapped[key][-1].answer if mapped.get(key) else None for key in competencies]
    return MappingCoverage(matches={each: newest.count(each) for each in MATCHES}, open=newest.count(None))


class MappingCandidates:
    """The concepts of one vocabulary, looked up by the words of their names and definitions."""

    def __init__(self, concepts: Iterable[Concept]) -> None:
        self.concepts = tuple(concept for concept in concepts if not concept.deprecated)
        self._names = [[name_stems(label) for label in (c.pref_label, *c.alt_labels)] for c in self.concepts]
        self._texts = [content_stems(c.definition or "") for c in self.concepts]
        self._name_rarity = Rarity([frozenset().union(*names) for names in self._names])
        self._text_rarity = Rarity(self._texts)
        self._by_name: dict[str, set[int]] = defaultdict(set)
        for place, concept in enumerate(self.concepts):
            for label in (concept.pref_label, *concept.alt_labels):
                self._by_name[name_key(label)].add(place)
        self._holders: dict[str, list[int]] = defaultdict(list)
        for place, names in enumerate(self._names):
            for stem in frozenset().union(*names, self._texts[place]):
                self._holders[stem].append(place)

    def propose(self, competency: Competency) -> tuple[Proposal, ...]:
        """The concepts nearest to `competency`, the nearest first."""
        labels = (competency.pref_label, *competency.alt_labels)
        texts = [content_stems(v.definition) for v in competency.variants[:_MOST] if v.definition]
        stems = frozenset().union(*map(name_stems, labels), *texts)
        places = {place for stem in stems for place in self._holders.get(stem, ()) if self._telling(stem)}
        places = places.union(*(self._by_name.get(name_key(label), ()) for label in labels))
        found = filter(None, (self._proposal(labels, texts, place) for place in sorted(places)))
        return tuple(sorted(found, key=lambda each: (-each.score, each.concept.pref_label, each.concept.id))[:_MOST])

    def _telling(self, stem: str) -> bool:
        return len(self._holders[stem]) <= _COMMON

    def _proposal(self, labels: Sequence[str], texts: Sequence[WordSet], place: int) -> Proposal | None:
        concept = self.concepts[place]
        keys = {name_key(label) for label in (concept.pref_label, *concept.alt_labels)}
        same = any(name_key(label) in keys for label in labels)
        pairs = [(name_stems(label), name) for label in labels for name in self._names[place]]
        name = max(self._name_rarity.likeness(one, other) for one, other in pairs)
        text = max((self._text_rarity.likeness(one, self._texts[place]) for one in texts), default=0.0)
        score = round(1 - (1 - (1.0 if same else _NAMES * name)) * (1 - _TEXTS * text), 2)
        if score < _LEAST:
            return None
        why = "the same name" if same else f"names {name:.0%} alike"
        words = f"{why}, definitions {text:.0%} alike" if texts and self._texts[place] else why
        return Proposal(concept=concept, match=_match(same, text, texts, pairs), score=score, why=words)


def _match(same: bool, text: float, texts: Sequence[WordSet], pairs: Iterable[tuple[WordSet, WordSet]]) -> Match:
    """The same name is exact where the definitions do not gainsay it; a name with more words says less."""
    if same:
        return "exact_match" if text >= _ALIKE_TEXTS or not texts else "close_match"
    if any(other and other < one for one, other in pairs):
        return "broad_match"
    return "narrow_match" if any(one and one < other for one, other in pairs) else "close_match"
