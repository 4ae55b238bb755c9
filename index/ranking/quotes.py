"""Which lines of a document answer the question? Quoted with section, document and line, they are a hit's reasons."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence

from msgspec import Struct

from index.content.informativeness import telling
from index.content.lines import IndexedLine
from index.content.text import key
from index.ranking.evaluation import Shards
from index.results import Because

# Names say what a thing is called; a line of the text says more, so names are quoted only where they add a word.
NAMES = frozenset({"title", "former_title", "job_code", "label", "pay"})
MOST_QUOTES = 3


class WantedWord(Struct, frozen=True):
    """A stem or phrase to look for: as typed, as bytes, the sections that count (empty: all) and its rarity."""

    text: str
    stems: bytes
    sections: tuple[str, ...]
    rarity: float


class QuotedLine(Struct, frozen=True):
    """A line of a document, which of the wanted words it states, and which share of their rarity that is."""

    place: int
    line: IndexedLine
    states: frozenset[str]
    worth: float
    share: float


class Quoter:
    """Finds the best lines of documents for one question."""

    def __init__(self, shards: Shards, wanted: Sequence[WantedWord], question: str, exact: Container[int]) -> None:
        self._shards = shards
        self._wanted = wanted
        self._question = key(question)
        self._exact = exact
        self._stems = [want.stems for want in wanted]
        self._whole = sum({want.text: want.rarity for want in wanted}.values()) or 1.0

    def because(self, number: int) -> tuple[Because, ...]:
        """The lines to quote for document `number`, the most telling first."""
        return tuple(quoted(line.line) for line in self._telling(number))

    def sentences(self, number: int) -> Iterator[QuotedLine]:
        """The lines of document `number` that state a wanted word, names left out."""
        return (line for line in self._lines(number) if line.line.section not in NAMES)

    def says_all(self, number: int) -> bool:
        """Has one line of document `number` all that is wanted? A line about the selection process says nothing."""
        whole = len({want.text for want in self._wanted})
        return any(len(line.states) == whole and telling(line.line) for line in self._lines(number))

    def _telling(self, number: int) -> list[QuotedLine]:
        lines = sorted(self._lines(number), key=lambda line: (-line.worth, line.place))
        named = [line for line in lines if line.line.section in NAMES]
        chosen = [line for line in named if number in self._exact and self._is_exact(line.line)][:1]
        covered: set[str] = set()
        for line in [line for line in lines if line.line.section not in NAMES] + named:
            if not line.states <= covered and len(chosen) < MOST_QUOTES and line not in chosen:
                chosen.append(line)
                covered |= line.states
        return chosen

    def _is_exact(self, line: IndexedLine) -> bool:
        # A notice states a pay grade within a line: `615-S (\\$35,124 to \\$51,268)`.
        printed = key(line.text)
        return self._question in printed if line.section == "pay" else printed == self._question

    def _lines(self, number: int) -> Iterator[QuotedLine]:
        store, local = self._shards.at(number)
        found = store.matches(local, self._stems)
        lines = store.lines(local) if found else []
        for place, states in found.items():
            line = lines[place]
            counted = [self._wanted[w] for w in states if self._counts(self._wanted[w], line)]
            if counted:
                rarity = sum({want.text: want.rarity for want in counted}.values())
                texts = frozenset(want.text for want in counted)
                yield QuotedLine(place, line, texts, rarity * (1 + line.weight), min(1.0, rarity / self._whole))

    def _counts(self, want: WantedWord, line: IndexedLine) -> bool:
        return not want.sections or line.section in want.sections


def quoted(line: IndexedLine) -> Because:
    """A line as a reason."""
    return Because(section=line.section, quote=line.text, first_line=line.first_line, document=line.document)
