"""Which class covers which of several needs, by which sentence, and what does no class cover?

Each need is held against single lines: a line covers the share of the need's words, weighed by how telling they are,
that stand in it as typed or as the lexicon reads them. A line with most of them states the need, one with a good part
implies it. A word that no document holds counts against every line: that is how "speaks Spanish" finds nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from index.concepts import Concept, ConceptReader, notes
from index.engine import Engine
from index.lexicon import Meaning
from index.line_store import stem_bytes
from index.lines import LABEL_ENDS, IndexedLine
from index.nearest_class import NearClass, nearest_classes
from index.need_text import split_needs
from index.results import Answer, Because, Understood
from index.settings import NeedSettings, settings
from index.text import stems, words

Strength = Literal["stated", "implied", "nothing"]


class Need(Struct, frozen=True, kw_only=True):
    """One thing that is needed, and how much it counts beside the others."""

    text: str
    weight: float = 1.0


class Cell(Struct, frozen=True, kw_only=True):
    """How one class meets one need: the strongest sentence, and how strong it is."""

    strength: Strength
    score: float
    because: Because | None = None


class NeedRow(Struct, frozen=True, kw_only=True):
    """One need: how it was read, the words that stand in no document, and how well the best class meets it.

    `nearest`: where no class states or implies it, classes that come near, with the line by which they do.
    """

    need: Need
    answer: Answer
    understood: tuple[Understood, ...]
    unmatched: tuple[str, ...]
    nearest: tuple[NearClass, ...] = ()


class Candidate(Struct, frozen=True, kw_only=True):
    """One class with a cell for each need, in the order of the needs."""

    id: str
    title: str
    score: float
    stated: int
    implied: int
    cells: tuple[Cell, ...]


class Coverage(Struct, frozen=True, kw_only=True):
    """Needs × classes. `uncovered` are the needs that no class states or implies."""

    answer: Answer
    needs: tuple[NeedRow, ...]
    candidates: tuple[Candidate, ...]
    uncovered: tuple[str, ...]
    generation: int


def read_needs(text: str) -> tuple[Need, ...]:
    """The needs that a paragraph names, all of equal weight."""
    return tuple(Need(text=need) for need in split_needs(text))


def cover(engine: Engine, needs: Sequence[Need], limit: int = 8, off: Collection[str] = ()) -> Coverage:
    """The classes that meet `needs` best, with the sentence for each; readings of the words in `off` are left out."""
    finder = _Finder(engine, settings().needs)
    concepts = [finder.reader.read(need.text, off) for need in needs]
    columns = [finder.cells(each) for each in concepts]
    ranked = _ranked(engine, needs, columns)[:limit]
    rows = [_row(need, each, column) for need, each, column in zip(needs, concepts, columns, strict=True)]
    rows = [_with_nearest(engine, row, off) if row.answer == "nothing" else row for row in rows]
    return Coverage(
        answer=_best([row.answer for row in rows]),
        needs=tuple(rows),
        candidates=tuple(_candidate(engine, number, needs, columns) for number in ranked),
        uncovered=tuple(row.need.text for row in rows if row.answer == "nothing"),
        generation=engine.generation,
    )


class _Finder:
    """Finds the best line of each class for a need."""

    def __init__(self, engine: Engine, rules: NeedSettings) -> None:
        self.engine = engine
        self.rules = rules
        self.reader = ConceptReader(engine, rules)
        self._classes = len(engine.space)

    def cells(self, concepts: Sequence[Concept]) -> Mapping[int, Cell]:
        """The cell of every class that states or implies the need, by the class's number."""
        found = {}
        for number in self._likely(concepts):
            cell = self._cell(number, concepts)
            if cell.strength != "nothing":
                found[number] = cell
        return found

    def _likely(self, concepts: Sequence[Concept]) -> list[int]:
        """The classes that hold most of what is asked anywhere in their text."""
        scores: dict[int, float] = {}
        for concept in concepts:
            reached: set[int] = set()
            for phrase in concept.phrases:
                reached |= self._holding(phrase)
            for number in reached:
                scores[number] = scores.get(number, 0.0) + concept.worth
        return sorted(scores, key=lambda number: (-scores[number], number))[: self.rules.classes_read]

    def _holding(self, phrase: Sequence[str]) -> set[int]:
        if not phrase:
            return set()
        holders = [self.reader.holders(root) for root in phrase]
        return {number for number in set(holders[0]).intersection(*holders[1:]) if number < self._classes}

    def _cell(self, number: int, concepts: Sequence[Concept]) -> Cell:
        store, local = self.engine.shards.at(number)
        roots = list(dict.fromkeys(root for concept in concepts for phrase in concept.phrases for root in phrase))
        matches = store.matches(local, [stem_bytes(root) for root in roots])
        lines = store.lines(local) if matches else []
        best, score = None, 0.0
        said_at_all = self._in_title(number, concepts)
        for place, states in sorted(matches.items()):
            line, said = lines[place], {roots[state] for state in states}
            counts = self._counts(line)
            says = [self._says(concept, said, line) * counts for concept in concepts]
            about = self.rules.about.get(line.section, self.rules.about_else) if line.section != "title" else 1.0
            said_at_all = [max(before, about * now) for before, now in zip(said_at_all, says, strict=True)]
            worth = _share(concepts, says) if _says_what(concepts, says) else 0.0
            if worth > score:
                best, score = line, worth
        return self._graded(best, score, _share(concepts, said_at_all))

    def _in_title(self, number: int, concepts: Sequence[Concept]) -> list[float]:
        """How well the title says each concept, where it says all: an inspector inspects."""
        title = self.engine.catalogue.titles[number]
        said = {*stems(title), *(root for word in words(title) for root in self.engine.families.kin(word))}
        line = IndexedLine("title", title, "", 0, 0)
        says = [self.rules.about["title"] * self._says(concept, said, line) for concept in concepts]
        return says if all(says) else [0.0] * len(concepts)

    def _counts(self, line: IndexedLine) -> float:
        """How much a sentence tells of its class; one that tells it from another says what the other does."""
        if line.section == "distinguishing_characteristics" and "istinguished from" in line.text:
            return self.rules.of_another
        return self.rules.sections.get(line.section, 1.0)

    def _says(self, concept: Concept, said: Collection[str], line: IndexedLine) -> float:
        if concept.own and all(root in said for root in concept.own):
            apart = len(concept.own) > 1 and concept.text not in line.text.lower()
            return self.rules.by_lexicon if apart else 1.0
        return self.rules.by_lexicon if _says_one(concept.means, said, line) else 0.0

    def _graded(self, line: IndexedLine | None, score: float, breadth: float) -> Cell:
        """The cell for the best line; of two classes with as good a line, the one that is more about it is ahead."""
        if line is None or score < self.rules.implied:
            return Cell(strength="nothing", score=0.0)
        because = Because(section=line.section, quote=line.text, first_line=line.first_line, document=line.document)
        strength: Strength = "stated" if score >= self.rules.stated else "implied"
        whole = (1 - self.rules.breadth) * min(score, 1.0) + self.rules.breadth * breadth
        return Cell(strength=strength, score=round(whole, 4), because=because)


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


def _row(need: Need, concepts: Sequence[Concept], column: Mapping[int, Cell]) -> NeedRow:
    strengths = {cell.strength for cell in column.values()}
    answer: Answer = "found" if "stated" in strengths else "near" if strengths else "nothing"
    unmatched = tuple(concept.text for concept in concepts if not concept.known)
    return NeedRow(need=need, answer=answer, understood=tuple(notes(concepts)), unmatched=unmatched)


def _with_nearest(engine: Engine, row: NeedRow, off: Collection[str]) -> NeedRow:
    return replace(row, nearest=nearest_classes(engine, row.need.text, off))


def _best(answers: Sequence[Answer]) -> Answer:
    order: tuple[Answer, ...] = ("found", "near", "nothing")
    return min(answers, key=order.index, default="nothing")


def _ranked(engine: Engine, needs: Sequence[Need], columns: Sequence[Mapping[int, Cell]]) -> list[int]:
    totals: dict[int, float] = {}
    for need, column in zip(needs, columns, strict=True):
        for number, cell in column.items():
            totals[number] = totals.get(number, 0.0) + need.weight * cell.score
    return sorted(totals, key=lambda number: (-totals[number], engine.catalogue.ids[number]))


def _candidate(engine: Engine, number: int, needs: Sequence[Need], columns: Sequence[Mapping[int, Cell]]) -> Candidate:
    nothing = Cell(strength="nothing", score=0.0)
    cells = tuple(column.get(number, nothing) for column in columns)
    whole = sum(need.weight for need in needs) or 1.0
    score = sum(need.weight * cell.score for need, cell in zip(needs, cells, strict=True)) / whole
    return Candidate(
        id=engine.catalogue.ids[number],
        title=engine.catalogue.titles[number],
        score=round(score, 4),
        stated=sum(cell.strength == "stated" for cell in cells),
        implied=sum(cell.strength == "implied" for cell in cells),
        cells=cells,
    )
