"""What must a sentence say to meet a need? One concept for each telling word or phrase, and how much each counts.

A concept is said by its own words, by what the lexicon takes them for, by the closest word where it is a slip, or by
words on the same root where no document has it. What is left unknown counts more than anything that is known, so that
no sentence makes up for it; a verb at the head of a need does not: "settles grievances" asks about grievances.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from index.content.text import stem, words
from index.engine import Engine
from index.query.lexicon import Meaning, Part, fillers, parts_of, verb_stems
from index.results import Understood
from index.settings import NeedSettings

# A word that stands in no document weighs more than any that does: no line can make up for it.
_UNKNOWN = 1.25
# Shorter words are one letter away from too many others; English words ("bread") are no slips of any length.
_SLIPS_FROM = 5
# "the director's calendar", "our drivers' money", not "it's": whose the thing is that follows
_OWNER = re.compile(r"\b([a-z-]{3,}?(?:['’]s|s['’]))\s+\w")
_SPELLING = "spelling: the closest word of the documents"
_FAMILY = "word family: built on the same root"


class Concept(Struct, frozen=True, kw_only=True):
    """Something a line must say: its own stems, what else says it, and how telling it is.

    `heads`: it is the verb before what else is asked, as typed; who cuts metal does not cut hair.
    """

    text: str
    own: tuple[str, ...]
    means: tuple[Meaning, ...]
    worth: float
    known: bool
    understood: Understood | None = None
    heads: bool = False

    @property
    def phrases(self) -> tuple[tuple[str, ...], ...]:
        """Stems of which any one set is enough."""
        return (self.own, *(meaning.stems for meaning in self.means))


class ConceptReader:
    """Reads needs by the words of one generation and the lexicon."""

    def __init__(self, engine: Engine, rules: NeedSettings) -> None:
        self.engine = engine
        self.rules = rules
        self._everywhere = engine.evaluator.sections((), everywhere=True)

    def read(self, text: str, off: Collection[str]) -> list[Concept]:
        """The concepts of a need; readings of the words in `off` are left out."""
        parts = [part for part in parts_of(text, off) if part.reading or set(part.stems) - fillers()]
        asked = [part for part in parts if part.stems or part.reading]
        read = [self._concept(part, heads=place == 0 and len(asked) > 1) for place, part in enumerate(asked)]
        whose = {word for owner in _OWNER.findall(text.lower()) for word in words(owner)} if len(read) > 1 else set()
        return [self._of_an_owner(each) if each.text in whose else each for each in read]

    def _of_an_owner(self, concept: Concept) -> Concept:
        """Whose thing it is counts less than the thing: "the director's calendar" is no director."""
        return replace(concept, worth=min(concept.worth, self.rules.head_verb))

    def holders(self, root: str) -> Collection[int]:
        """The documents that hold a stem, boilerplate included."""
        return self.engine.postings.scored(root, self._everywhere).impacts.keys()

    def _concept(self, part: Part, *, heads: bool) -> Concept:
        concept = self._as_said(part)
        if not concept.known and not part.reading:
            concept = self._corrected(part, concept) or self._on_the_same_root(part, concept) or concept
        if not concept.known and set(part.stems) <= verb_stems():
            return replace(concept, worth=self.rules.least_worth)
        if not heads or not _is_verb(part.text):
            return concept
        return replace(concept, heads=not part.reading, worth=concept.worth if concept.known else self.rules.head_verb)

    def _as_said(self, part: Part) -> Concept:
        """The concept of a stretch as it is typed and as the lexicon reads it."""
        means = part.reading.means if part.reading else ()
        own_said = bool(part.stems) and all(map(self.holders, part.stems))
        known = own_said or any(all(map(self.holders, meaning.stems)) for meaning in means)
        understood = None
        if part.reading:
            understood = Understood(text=part.text, as_=", ".join(part.reading.printed), source=part.reading.source)
        worth = self._worth(part.stems, means) if known else self.rules.most_worth * _UNKNOWN
        return Concept(text=part.text, own=part.stems, means=means, worth=worth, known=known, understood=understood)

    def _worth(self, roots: Sequence[str], means: Sequence[Meaning] = ()) -> float:
        """How telling a word is: by its own rarity, or, where no document has it, by its commonest reading's."""
        own = [self.engine.postings.scored(root).rarity for root in roots if self.holders(root)]
        read = [max(self.engine.postings.scored(root).rarity for root in meaning.stems) for meaning in means]
        return min(max(max(own, default=0.0) or min(read, default=0.0), self.rules.least_worth), self.rules.most_worth)

    def _corrected(self, part: Part, concept: Concept) -> Concept | None:
        """The concept with the closest word of the documents, where the word is a slip of it."""
        meant = self.engine.speller.closest(part.text) if len(part.text) >= _SLIPS_FROM else None
        if meant is None or not self.holders(stem(meant)):
            return None
        own = (stem(meant),)
        note = Understood(text=part.text, as_=meant, source=_SPELLING)
        return replace(concept, own=own, worth=self._worth(own), known=True, understood=note)

    def _on_the_same_root(self, part: Part, concept: Concept) -> Concept | None:
        kin = [root for root in self.engine.families.kin(part.text) if self.holders(root)]
        if not kin:
            return None
        note = Understood(text=part.text, as_=" or ".join(kin), source=_FAMILY)
        means = tuple(Meaning(stems=(root,)) for root in kin)
        return replace(concept, means=means, worth=self._worth(kin), known=True, understood=note)


def notes(concepts: Sequence[Concept]) -> Iterator[Understood]:
    """How the words of a need were read."""
    return (concept.understood for concept in concepts if concept.understood)


def _is_verb(word: str) -> bool:
    """Does this word, at the head of a need, say what is done? "prescribes", "tuning"; not "glass"."""
    return (word.endswith("s") and not word.endswith("ss")) or word.endswith("ing")
