"""How well does one line say what was asked, and by which of its words?

Every telling word of the question is held against the words of a line: the same word counts whole, one that means
about the same by its likeness, and a reading of the lexicon that stands in the line a little less than the word itself.
Words that the line denies ("does not supervise") say nothing, and a number of another size is not the number asked for.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

import numpy as np
import numpy.typing as npt
from msgspec import Struct
from msgspec.structs import replace

from index.content.text import stem, words
from index.meaning.known_words import KnownWords
from index.meaning.word_vectors import Vectors, word_vectors
from index.query.lexicon import Meaning, fillers, parts_of
from index.query.quantities import Quantity, quantities
from index.settings import LineSettings, settings
from index.storage.line_words import Lines

_OWNER = re.compile(
    r"\b([a-z-]{3,}?(?:['’]s|s['’]))\s+\w|\bfor (?:the|our|my|his|her|their|a) ([a-z]+)(?=\s*(?:[.?!,;]|$))"
)
# So many stems are looked for in one pass over the lines.
_STEMS_AT_ONCE = 64

Bits = npt.NDArray[np.uint64]


class AskedWord(Struct, frozen=True):
    """A telling word of a question, how much it counts, and what the lexicon takes it for."""

    text: str
    stem: str
    worth: float
    means: tuple[Meaning, ...] = ()
    known: bool = True
    owns: bool = False
    phrase: tuple[str, ...] = ()


class QuestionVectors(Struct, frozen=True):
    """A question as lines are held against it: its telling words, and where all of it points."""

    text: str
    words: tuple[AskedWord, ...]
    point: Vectors
    quantities: tuple[Quantity, ...] = ()

    @property
    def worth(self) -> float:
        """How much all words count together."""
        return sum(word.worth for word in self.words) or 1.0


class LineMatch(Struct, frozen=True):
    """A line by its place, how much of the question it covers, how near in meaning it comes, and each word's share.

    `words` are the telling words of the line by number.
    """

    place: int
    covers: float
    near: float
    says: tuple[float, ...]
    words: npt.NDArray[np.int64]


def read_asked(
    text: str,
    rarity: Mapping[str, float],
    point: Vectors,
    kin: Callable[[str], Sequence[str]],
    off: Collection[str] = (),
) -> QuestionVectors:
    """The question `text`; `rarity` says for the stems that documents hold how telling they are.

    A word that no document holds may be said by its `kin`, words on the same root.
    """
    read = tuple(
        replace(
            word,
            worth=_worth(word.text, word.stem, rarity),
            means=(*word.means, *_of_kin(word.text, word.stem, rarity, kin)),
            known=word.stem in rarity,
        )
        for word in _telling_words(text, off)
    )
    whose = _owners(text) if len(read) > 1 else frozenset()
    read = tuple(
        replace(w, worth=min(w.worth, settings().lines.owner), owns=True) if w.text in whose else w for w in read
    )
    if not any(word.worth for word in read):
        read = tuple(replace(word, worth=1.0) for word in read)
    return QuestionVectors(text, read, point, tuple(quantities(text)))


def _telling_words(text: str, off: Collection[str]) -> Iterator[AskedWord]:
    """Each word once with its stem and readings, fillers left out where anything else is asked."""
    found: dict[str, AskedWord] = {}
    for part in parts_of(text, off):
        for word in part.text.split():
            if (root := stem(word)) and word not in found:
                phrase = part.stems if part.reading and len(part.stems) > 1 else ()
                means = part.reading.means if part.reading else ()
                found[word] = AskedWord(word, root, 0.0, means, phrase=phrase)
    named = [each for each in found.values() if each.stem not in fillers() or each.means]
    return iter(named or found.values())


def _owners(text: str) -> frozenset[str]:
    """Whose thing it is, or for whom it is done: "the director's calendar", "a secretary for the director"."""
    return frozenset(word for match in _OWNER.finditer(text.lower()) for word in words(match[1] or match[2]))


def _of_kin(
    word: str, root: str, rarity: Mapping[str, float], kin: Callable[[str], Sequence[str]]
) -> Iterator[Meaning]:
    return (Meaning(stems=(each,)) for each in (() if root in rarity else kin(word)))


def _worth(word: str, root: str, rarity: Mapping[str, float]) -> float:
    rules = settings().lines
    if root in rarity:
        return min(rarity[root], rules.most_worth)
    return rules.unknown_worth if word_vectors().knows([word]) else 0.0


class Said(Struct, frozen=True):
    """How well each line (a column) says each word asked (a row), and which share of the question it covers."""

    says: Vectors
    covers: Vectors


def match_lines(asked: QuestionVectors, lines: Lines, known: KnownWords, alike: Vectors) -> Said:
    """All `lines` held against what was `asked`; `alike` says how alike its words are to each of the `known`."""
    said: Vectors = np.maximum.reduceat(alike[:, lines.words], lines.starts, axis=1)
    _read(said, asked, lines, known)
    # Only words on the same stem are wholly alike.
    rows, places = np.nonzero(alike[:, lines.words[lines.denied]] == 1)
    said[rows, np.searchsorted(lines.starts, lines.denied[places], side="right") - 1] = 0.0
    worth = np.array([word.worth for word in asked.words], dtype=np.float32)
    covers: Vectors = (worth @ said) / np.float32(asked.worth) * lines.facts["tells"]
    return Said(said, covers)


def _read(said: Vectors, asked: QuestionVectors, lines: Lines, known: KnownWords) -> None:
    """What the lexicon takes words for: one word of a phrase says little, another reading almost as much as a word."""
    rules = settings().lines
    roots = {root for word in asked.words for each in (word.phrase, *_stems_of(word.means)) for root in each}
    if not roots:
        return
    holding = _Holding(sorted(roots), lines, known)
    for row, word in enumerate(asked.words):
        if word.phrase:
            said[row, ~holding.all_of(word.phrase)] *= np.float32(rules.part_of_phrase)
        for meaning in word.means:
            for line in np.flatnonzero(holding.all_of(meaning.stems) & (said[row] < rules.by_lexicon)).tolist():
                if holding.stands(meaning, line, rules):
                    said[row, line] = rules.by_lexicon


def _stems_of(means: Iterable[Meaning]) -> Iterator[tuple[str, ...]]:
    return (meaning.stems for meaning in means)


class _Holding:
    """Which of some stems stand in which lines."""

    def __init__(self, roots: Sequence[str], lines: Lines, known: KnownWords) -> None:
        self._lines = lines
        self._known = known
        self._places = {root: place for place, root in enumerate(roots)}
        self._sections = settings().sections
        self._bits = [self._marked(roots[first : first + _STEMS_AT_ONCE]) for first in _firsts(roots)]

    def _marked(self, roots: Sequence[str]) -> Bits:
        marks = np.zeros(self._known.size, dtype=np.uint64)
        for bit, root in enumerate(roots):
            marks[list(self._known.with_stem(root))] |= np.uint64(1 << bit)
        found: Bits = np.bitwise_or.reduceat(marks[self._lines.words], self._lines.starts)
        return found

    def all_of(self, roots: Collection[str]) -> npt.NDArray[np.bool_]:
        """The lines in which all `roots` stand; none for no roots."""
        found = np.full(len(self._lines.starts), bool(roots))
        for root in roots:
            part, bit = divmod(self._places[root], _STEMS_AT_ONCE)
            found &= (self._bits[part] & np.uint64(1 << bit)) != 0
        return found

    def stands(self, meaning: Meaning, line: int, rules: LineSettings) -> bool:
        """Does a line in which the stems of `meaning` stand say it, in the section where it is meant?"""
        if meaning.sections and self._sections[self._lines.facts["section"][line]] not in meaning.sections:
            return False
        said = [self._known.stems[number] for number in self._lines.said(line)]
        if meaning.is_label:
            return said[: self._lines.facts["label"][line]] == list(meaning.stems)
        return len(meaning.stems) < 2 or _together(meaning.stems, said, rules.together)


def _firsts(roots: Sequence[str]) -> range:
    return range(0, len(roots), _STEMS_AT_ONCE)


def _together(roots: Sequence[str], said: Sequence[str], within: int) -> bool:
    """Do all `roots` stand within a few words of one of them? A bulletin's sentence may name thirty things."""
    return any(set(roots) <= set(said[place : place + within]) for place, root in enumerate(said) if root in roots)
