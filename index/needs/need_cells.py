"""How does one class meet one need: which of its lines says it, or means it, and how strongly?

A line covers the share of the need's words, weighed by how telling they are, that stand in it as typed or as the
lexicon reads them. A line with most of them states the need, one with a good part implies it, and so does one that
means it in whatever words (`index.meaning.line_vectors`). Of several lines the one that does best by words and meaning
counts.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Literal

import numpy as np
from msgspec import Struct
from msgspec.structs import replace

from index.content.informativeness import telling
from index.content.lines import LABEL_ENDS, IndexedLine
from index.content.text import stems, words
from index.engine import Engine
from index.meaning.line_vectors import point_of
from index.meaning.near_words import alike
from index.meaning.word_vectors import Vectors
from index.needs.need_terms import Concept, ConceptReader
from index.query.lexicon import Meaning
from index.ranking.quotes import quoted
from index.results import Because
from index.settings import NeedSettings, settings
from index.storage.line_store import stem_bytes

Strength = Literal["stated", "implied", "nothing"]


class Cell(Struct, frozen=True, kw_only=True):
    """How one class meets one need: the strongest sentence, and how strong it is."""

    strength: Strength
    score: float
    because: Because | None = None


NOTHING = Cell(strength="nothing", score=0.0)


class _Asked(Struct, frozen=True):
    """A need as it is looked for: its text, its concepts, their stems, and where it points in meaning."""

    text: str
    concepts: Sequence[Concept]
    roots: Sequence[str]
    point: Vectors


class _Line(Struct, frozen=True):
    """A line held against a need: how well it says each concept, their share of the need, and how near it means it."""

    line: IndexedLine
    says: Sequence[float]
    share: float
    near: float


class CellFinder:
    """Finds the best line of each class for a need."""

    def __init__(self, engine: Engine, rules: NeedSettings) -> None:
        self.engine = engine
        self.rules = rules
        self.reader = ConceptReader(engine, rules)
        self._classes = len(engine.space)

    def cells(self, text: str, concepts: Sequence[Concept], off: Collection[str] = ()) -> Mapping[int, Cell]:
        """The cell of every class that states or implies the need, by the class's number."""
        roots = dict.fromkeys(root for concept in concepts for phrase in concept.phrases for root in phrase)
        asked = _Asked(text, concepts, list(roots), point_of(text, off))
        found = {number: self._cell(number, asked) for number in self._likely(asked)}
        return {number: cell for number, cell in found.items() if cell.strength != "nothing"}

    def _likely(self, asked: _Asked) -> Iterator[int]:
        """The classes that hold most of what is asked anywhere in their text, and those of which a line means it."""
        scores: dict[int, float] = {}
        for concept in asked.concepts:
            reached: set[int] = set()
            for phrase in concept.phrases:
                reached |= self._holding(phrase)
            for number in reached:
                scores[number] = scores.get(number, 0.0) + concept.worth
        best = sorted(scores, key=lambda number: (-scores[number], number))[: self.rules.classes_read]
        nearness = self.engine.closest.nearness(asked.point)[: self._classes]
        yield from dict.fromkeys((*best, *map(int, np.flatnonzero(nearness >= self.rules.means))))

    def _holding(self, phrase: Sequence[str]) -> set[int]:
        if not phrase:
            return set()
        holders = [self.reader.holders(root) for root in phrase]
        return {number for number in set(holders[0]).intersection(*holders[1:]) if number < self._classes}

    def _cell(self, number: int, asked: _Asked) -> Cell:
        lines = list(self._lines(number, asked))
        best = max((line for line in lines if self._strength(line) != "nothing"), key=self._worth, default=None)
        if best is None:
            return NOTHING
        because = quoted(best.line)
        if best.share < self.rules.implied:
            because = replace(because, alike=alike(asked.text, best.line.text), nearness=round(best.near, 2))
        breadth = _share(asked.concepts, self._said_at_all(number, asked.concepts, lines))
        # Of two classes with as good a line, the one that is more about it is ahead.
        whole = (1 - self.rules.breadth) * self._worth(best) + self.rules.breadth * breadth
        return Cell(strength=self._strength(best), score=round(whole, 4), because=because)

    def _lines(self, number: int, asked: _Asked) -> Iterator[_Line]:
        """The lines that have a word of what is asked or mean it."""
        store, local = self.engine.shards.at(number)
        matches = store.matches(local, [stem_bytes(root) for root in asked.roots])
        means = self.engine.closest.lines(number, asked.point)
        places = matches.keys() | {place for place, near in means.items() if near >= self.rules.means}
        lines = store.lines(local) if places else []
        for place in sorted(places):
            line, said = lines[place], {asked.roots[state] for state in matches.get(place, ())}
            says = [self._says(concept, said, line) * telling(line) for concept in asked.concepts]
            share = _share(asked.concepts, says) if _says_what(asked.concepts, says) else 0.0
            # A line without a vector is judged by its words alone.
            yield _Line(line, says, share, means.get(place, self.rules.apart))

    def _strength(self, line: _Line) -> Strength:
        if line.share >= self.rules.stated:
            return "stated"
        by_words = line.share >= self.rules.implied and line.near >= self.rules.apart * telling(line.line)
        return "implied" if by_words or line.near >= self.rules.means else "nothing"

    def _worth(self, line: _Line) -> float:
        """What the words of a line say and what it means, taken together."""
        return (1 - self.rules.meaning) * min(line.share, 1.0) + self.rules.meaning * max(line.near, 0.0)

    def _said_at_all(self, number: int, concepts: Sequence[Concept], lines: Sequence[_Line]) -> Sequence[float]:
        """How well each concept is said anywhere in the class, in its title above all."""
        said = self._in_title(number, concepts)
        for line in lines:
            section = line.line.section
            about = self.rules.about.get(section, self.rules.about_else) if section != "title" else 1.0
            said = [max(before, about * now) for before, now in zip(said, line.says, strict=True)]
        return said

    def _in_title(self, number: int, concepts: Sequence[Concept]) -> list[float]:
        """How well the title says each concept, where it says all: an inspector inspects."""
        title = self.engine.catalogue.titles[number]
        said = {*stems(title), *(root for word in words(title) for root in self.engine.families.kin(word))}
        line = IndexedLine("title", title, "", 0, 0)
        says = [self.rules.about["title"] * self._says(concept, said, line) for concept in concepts]
        return says if all(says) else [0.0] * len(concepts)

    def _says(self, concept: Concept, said: Collection[str], line: IndexedLine) -> float:
        if concept.own and all(root in said for root in concept.own):
            apart = len(concept.own) > 1 and concept.text not in line.text.lower()
            return self.rules.by_lexicon if apart else 1.0
        return self.rules.by_lexicon if _says_one(concept.means, said, line) else 0.0


def _share(concepts: Sequence[Concept], says: Sequence[float]) -> float:
    """Which share of the need is covered, `says` telling how well each concept is said."""
    whole = sum(concept.worth for concept in concepts) or 1.0
    return sum(concept.worth * much for concept, much in zip(concepts, says, strict=True)) / whole


def _says_what(concepts: Sequence[Concept], says: Sequence[float]) -> bool:
    """Does a line say anything but the verb at the head of the need?"""
    return any(much and not concept.heads for concept, much in zip(concepts, says, strict=True))


def _says_one(means: Sequence[Meaning], said: Collection[str], line: IndexedLine) -> bool:
    """Is one of `means` said in `line`, in which the stems `said` stand?"""
    return any(_stands(meaning, line) for meaning in means if all(root in said for root in meaning.stems))


def _stands(meaning: Meaning, line: IndexedLine) -> bool:
    """Does the line stand where the meaning wants it, with its words near each other or headed by the name meant?"""
    if meaning.sections and line.section not in meaning.sections:
        return False
    if meaning.is_label:
        return stems(line.text.partition(LABEL_ENDS)[0]) == list(meaning.stems)
    return len(meaning.stems) < 2 or _together(meaning.stems, line.text)


def _together(roots: Sequence[str], text: str) -> bool:
    """Do all `roots` stand within a few words of one of them? A bulletin's sentence may name thirty things."""
    said, within = stems(text), settings().needs.together
    return any(set(roots) <= set(said[place : place + within]) for place, root in enumerate(said) if root in roots)
