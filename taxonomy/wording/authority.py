"""What does a reference vocabulary say about a label, and how does local wording stand to it?"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Literal

import msgspec
from msgspec import Struct

from taxonomy.basics.datafiles import read_table
from taxonomy.model import Competency
from taxonomy.wording.compare import Comparison, compare
from taxonomy.wording.joins import name_key


class Concept(Struct, frozen=True, kw_only=True):
    """One entry of a reference vocabulary, in the words of SKOS; all links are ids. A deprecated one has a successor in
    `replaced_by` where its issuer names one."""

    id: str
    pref_label: str
    alt_labels: tuple[str, ...] = ()
    definition: str | None = None
    scope_note: str | None = None
    broader: str | None = None
    also_broader: tuple[str, ...] = ()
    deprecated: bool = False
    replaced_by: str | None = None


class EntryRelation(Struct, frozen=True, kw_only=True):
    """How a local competency stands to the vocabulary: identical text, differing text (how), or missing from it;
    `named` where the local documents give only its name."""

    state: Literal["identical", "differs", "named", "missing"]
    concept: Concept | None = None
    difference: Comparison | None = None


class Testimony(Struct, frozen=True, kw_only=True):
    """What a vocabulary says about two names, and in words.

    `one`: one of them is the entry's own name and the other an alternative; `both`: they are alternatives of one entry,
    which may be wider than either; `two`: they stand in two entries.
    """

    says: Literal["one", "both", "two"]
    words: str


class Vocabulary:
    """A reference vocabulary that can be asked by label."""

    def __init__(self, concepts: Iterable[Concept], title: str = "The authority list") -> None:
        self.concepts = tuple(concepts)
        self.title = title
        self._by_label: dict[str, Concept] = {}
        living = [concept for concept in self.concepts if not concept.deprecated]
        gone = [concept for concept in self.concepts if concept.deprecated]
        for concept in living:
            self._by_label[name_key(concept.pref_label)] = concept
        for concept in living:
            for label in concept.alt_labels:
                self._by_label.setdefault(name_key(label), concept)
        by_id = {concept.id: concept for concept in self.concepts}
        for concept in gone:  # what its issuer no longer uses leads to what took its place
            for label in (concept.pref_label, *concept.alt_labels):
                self._by_label.setdefault(name_key(label), by_id.get(concept.replaced_by or "", concept))

    def find(self, labels: Iterable[str]) -> Concept | None:
        """The concept that the first known of `labels` is a name of."""
        keys = map(name_key, labels)
        return next((self._by_label[key] for key in keys if key in self._by_label), None)

    def testify(self, left: Iterable[str], right: Iterable[str]) -> Testimony | None:
        """What the vocabulary says about the names of two sides; None unless it knows both."""
        ours, theirs = tuple(left), tuple(right)
        one, other = self.find(ours), self.find(theirs)
        if one is None or other is None:
            return None
        if one is not other:
            words = f"{self.title} has them as two entries: “{one.pref_label}” and “{other.pref_label}”"
            return Testimony(says="two", words=words)
        own_name = name_key(one.pref_label)
        if own_name in map(name_key, (*ours, *theirs)):
            return Testimony(says="one", words=f"{self.title} has one as another name of “{one.pref_label}”")
        return Testimony(says="both", words=f"{self.title} has both as other names of “{one.pref_label}”")

    def beside(self, competency: Competency) -> EntryRelation:
        """The vocabulary's text beside the local one: identical to it, differing by so much, or missing."""
        concept = self.find((competency.pref_label, *competency.alt_labels))
        if concept is None or concept.definition is None:
            return EntryRelation(state="missing", concept=concept)
        local = competency.definition or next((v.definition for v in competency.variants if v.definition), None)
        if local is None:
            return EntryRelation(state="named", concept=concept)
        difference = compare(local, concept.definition)
        return EntryRelation(
            state="identical" if difference.mergeable else "differs", concept=concept, difference=difference
        )


@cache
def bundled_vocabulary() -> Vocabulary:
    """Our own small list, `data/competencies.toml`."""
    table = read_table("competencies.toml")
    return Vocabulary(msgspec.convert(table["competency"], list[Concept]), table["title"])
