"""What does a reference vocabulary say about a label, and how does local wording stand to it?"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Literal

import msgspec
from msgspec import Struct

from taxonomy.datafiles import read_table
from taxonomy.model import Competency
from taxonomy.wording.compare import Comparison, compare
from taxonomy.wording.fold import fold_label


class Concept(Struct, frozen=True, kw_only=True):
    """One entry of a reference vocabulary, in the words of SKOS."""

    id: str
    pref_label: str
    alt_labels: tuple[str, ...] = ()
    definition: str | None = None
    scope_note: str | None = None
    broader: str | None = None


class Standing(Struct, frozen=True, kw_only=True):
    """How a local competency stands to the vocabulary: identical text, differing text (how), or missing from it."""

    state: Literal["identical", "differs", "missing"]
    concept: Concept | None = None
    difference: Comparison | None = None


class Vocabulary:
    """A reference vocabulary that can be asked by label."""

    def __init__(self, concepts: Iterable[Concept]) -> None:
        self.concepts = tuple(concepts)
        self._by_label: dict[str, Concept] = {}
        for concept in self.concepts:
            self._by_label[fold_label(concept.pref_label)] = concept
        for concept in self.concepts:
            for label in concept.alt_labels:
                self._by_label.setdefault(fold_label(label), concept)

    def find(self, labels: Iterable[str]) -> Concept | None:
        """The concept that the first known of `labels` is a name of."""
        keys = map(fold_label, labels)
        return next((self._by_label[key] for key in keys if key in self._by_label), None)

    def beside(self, competency: Competency) -> Standing:
        """The vocabulary's text beside the local one: identical to it, differing by so much, or missing."""
        concept = self.find((competency.pref_label, *competency.alt_labels))
        if concept is None or concept.definition is None:
            return Standing(state="missing", concept=concept)
        local = competency.definition or next((v.definition for v in competency.variants if v.definition), None)
        difference = compare(local or "", concept.definition)
        same = difference.mergeable and not set(difference.kinds) - {"punctuation", "case"}
        return Standing(state="identical" if same else "differs", concept=concept, difference=difference)


@cache
def bundled_vocabulary() -> Vocabulary:
    """Our own small list, `data/competencies.toml`."""
    return Vocabulary(msgspec.convert(read_table("competencies.toml")["competency"], list[Concept]))
