"""How well does one line say what was asked, and by which of its words?

Every telling word of the question is held against the words of a line: the same word counts whole, one that means
about the same by its likeness, and a reading of the lexicon that stands in the line a little less than the word itself.
Words that the line denies ("does not supervise") say nothing, and a number of another size is not the number asked for.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from functools import lru_cache

import numpy as np
from msgspec import Struct, field
from msgspec.structs import replace

from index.content.informativeness import telling
from index.content.lines import LABEL_ENDS, IndexedLine
from index.content.text import stem, stems, words
from index.meaning.word_vectors import Vectors, word_vectors
from index.query.lexicon import Meaning, fillers, parts_of
from index.query.negation import denied
from index.query.quantities import Quantity, fits, quantities
from index.settings import LineSettings, settings

_OWNER = re.compile(
    r"\b([a-z-]{3,}?(?:['’]s|s['’]))\s+\w|\bfor (?:the|our|my|his|her|their|a) ([a-z]+)(?=\s*(?:[.?!,;]|$))"
)
_TEXTS_KEPT = 30_000


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
    """A question as lines are held against it: its telling words with their directions, and where all of it points."""

    text: str
    words: tuple[AskedWord, ...]
    vectors: Vectors
    point: Vectors
    quantities: tuple[Quantity, ...] = ()
    compared: dict[str, Vectors] = field(default_factory=dict)
    """Words of lines, and how alike each word asked is to them; filled while the question is answered."""

    @property
    def worth(self) -> float:
        """How much all words count together."""
        return sum(word.worth for word in self.words) or 1.0


class LineMatch(Struct, frozen=True):
    """A line, which share of the question its words cover, how near it comes in meaning, and each word's part in it."""

    line: IndexedLine
    place: int
    covers: float
    near: float
    says: tuple[float, ...]

    @property
    def worth(self) -> float:
        """Words and meaning together."""
        return self.covers + self.near


class Said(Struct, frozen=True):
    """The telling words of a text, each once, and their stems; `denied` are stems that the text says no to."""

    words: tuple[str, ...]
    stems: tuple[str, ...]
    denied: frozenset[str]


@lru_cache(maxsize=_TEXTS_KEPT)
def said(text: str) -> Said:
    """What a line says, word by word."""
    rooted = {word: root for word in words(text) if (root := stem(word))}
    return Said(tuple(rooted), tuple(rooted.values()), frozenset(denied(text)))


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
    vectors = word_vectors().each([word.text for word in read])
    return QuestionVectors(text, read, vectors, point, tuple(quantities(text)))


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


def match_lines(
    asked: QuestionVectors, lines: Sequence[IndexedLine], places: Sequence[int], near: Mapping[int, float]
) -> list[LineMatch]:
    """The `lines` at `places` held against what was `asked`; those that tell nothing of a class are left out."""
    rules = settings().lines
    kept = [place for place in places if _counts(lines[place])]
    texts = [said(lines[place].text) for place in kept]
    if not asked.words or not texts:
        return []
    known = list(dict.fromkeys(word for text in texts for word in text.words))
    column = {word: number for number, word in enumerate(known)}
    alike = _alike(asked, known, rules)
    found = []
    for place, text in zip(kept, texts, strict=True):
        columns = [column[word] for word in text.words]
        best = alike[:, columns].max(1).tolist() if columns else [0.0] * len(asked.words)
        says = tuple(_says(word, much, text, lines[place], rules) for word, much in zip(asked.words, best, strict=True))
        much = sum(word.worth * part for word, part in zip(asked.words, says, strict=True)) / asked.worth
        if not fits(asked.quantities, lines[place].text):
            much *= rules.other_size
        found.append(LineMatch(lines[place], place, much * telling(lines[place]), near.get(place, 0.0), says))
    return found


def _counts(line: IndexedLine) -> bool:
    """Does a line tell anything of its class? Not what many classes say word for word, nor how to apply."""
    return telling(line) > 0 and (line.weight > 0 or settings().weights.get(line.section) == 0)


def _alike(asked: QuestionVectors, known: Sequence[str], rules: LineSettings) -> Vectors:
    """How alike each word asked is to each of the `known` words: 1 on the same stem, 0 for words far apart.

    Lines of different classes share most of their words, so each word is compared once a question.
    """
    fresh = [word for word in known if word not in asked.compared]
    if fresh:
        found: Vectors = (asked.vectors @ word_vectors().each(fresh).T) * np.float32(rules.other_word)
        found[found < rules.least_alike] = 0.0
        roots = np.array([stem(word) for word in fresh])
        for row, word in enumerate(asked.words):
            found[row, roots == word.stem] = 1.0
        asked.compared.update(zip(fresh, found.T, strict=True))
    return np.array([asked.compared[word] for word in known]).T


def _says(word: AskedWord, much: float, text: Said, line: IndexedLine, rules: LineSettings) -> float:
    """How well a line says one word, its likest word being `much` alike; a phrase of the lexicon is one thing."""
    if word.stem in text.denied:
        return 0.0
    if word.phrase and not set(word.phrase) <= set(text.stems):
        much *= rules.part_of_phrase
    if much < rules.by_lexicon and any(stands(meaning, text.stems, line) for meaning in word.means):
        return rules.by_lexicon
    return much


def stands(meaning: Meaning, roots: Collection[str], line: IndexedLine) -> bool:
    """Does `line`, in which the stems `roots` stand, say what is meant, in the section where it is meant?"""
    if not meaning.stems or not set(meaning.stems) <= set(roots):
        return False
    if meaning.sections and line.section not in meaning.sections:
        return False
    if meaning.is_label:
        return stems(line.text.partition(LABEL_ENDS)[0]) == list(meaning.stems)
    return len(meaning.stems) < 2 or _together(meaning.stems, line.text)


def _together(roots: Sequence[str], text: str) -> bool:
    """Do all `roots` stand within a few words of one of them? A bulletin's sentence may name thirty things."""
    spoken, within = stems(text), settings().lines.together
    return any(set(roots) <= set(spoken[place : place + within]) for place, root in enumerate(spoken) if root in roots)
