"""Which telling words has each line? Tables of numbers, written with the index and mapped into memory.

Every line of every document has a row: how much it tells of its document (0 for what speaks of none), its section, and
its telling words in order, as numbers of the shard's vocabulary. Many lines are so held against a question at once,
and none is read as text before it is quoted.
"""

from __future__ import annotations

from array import array
from collections.abc import Mapping, Sequence
from itertools import accumulate, pairwise
from pathlib import Path
from typing import Literal

import numpy as np
import numpy.typing as npt
from msgspec import Struct

from index.content.informativeness import telling
from index.content.lines import LABEL_ENDS, IndexedLine
from index.content.text import stem, stems
from index.query.negation import denied
from index.settings import settings

WordNumbers = npt.NDArray[np.uint32]
Numbers = npt.NDArray[np.int64]
Facts = npt.NDArray[np.void]
LINE_WORD_FILES = ("line-words.npy", "line-starts.npy", "line-facts.npy")
# No word: stands in lines that have none, so that no line is empty. Words count from 1.
NO_WORD = 0
# Set in the number of a word that its line says no to: "does not supervise".
_DENIED = np.uint32(1 << 31)
# `label`: how many of the words stand before the end of a competency's name.
_FACTS = np.dtype([("tells", "f4"), ("section", "u1"), ("label", "u1")])
_NONE = np.zeros(0, dtype=np.int64)


def counts(line: IndexedLine) -> bool:
    """Does a line tell anything of its class? Not what many classes say word for word, nor how to apply."""
    return telling(line) > 0 and (line.weight > 0 or settings().weights.get(line.section) == 0)


class LineWordsWriter:
    """Gathers the words of a shard's lines; words are numbered as they come and renumbered in the end."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self._words, self._starts = array("I"), array("Q")
        self._facts: list[tuple[float, int, int]] = []
        self._sections = {name: number for number, name in enumerate(settings().sections)}

    def __len__(self) -> int:
        return len(self._facts)

    def add(self, line: IndexedLine, said: Sequence[str]) -> None:
        """Take in the next line; `said` are its words in order."""
        self._starts.append(len(self._words))
        if not counts(line):
            self._facts.append((0.0, self._sections[line.section], 0))
            self._words.append(NO_WORD)
            return
        telling_words = [word for word in said if stem(word)]
        no = frozenset(denied(line.text))
        label = stems(line.text.partition(LABEL_ENDS)[0])
        self._facts.append((telling(line), self._sections[line.section], min(len(label), 255)))
        self._words.extend(self._number(word, no) for word in telling_words)
        if not telling_words:
            self._words.append(NO_WORD)

    def _number(self, word: str, no: frozenset[str]) -> int:
        number = self._numbers.setdefault(word, len(self._numbers) + 1)
        return number | int(_DENIED) if stem(word) in no else number

    def save(self, directory: Path, vocabulary: Mapping[str, int]) -> None:
        """Write everything into `directory`; words get their numbers in the order of `vocabulary`."""
        place = {word: number for number, word in enumerate(vocabulary, start=1)}
        renumbered = np.array([NO_WORD, *(place[word] for word in self._numbers)], dtype=np.uint32)
        found = np.frombuffer(self._words, dtype=np.uint32) if self._words else np.zeros(0, dtype=np.uint32)
        flags, numbers = found & _DENIED, found & ~_DENIED
        for name, table in zip(
            LINE_WORD_FILES,
            (
                renumbered[numbers] | flags,
                np.array([*self._starts, len(found)], dtype=np.int64),
                np.array(self._facts, dtype=_FACTS),
            ),
            strict=True,
        ):
            np.save(directory / name, table)


class Lines(Struct, frozen=True, kw_only=True):
    """The lines of some documents one behind the other: what is known of each, and their words.

    `ends` says where the lines of each document end, `starts` where the words of each line begin; `denied` are places
    of words that their line says no to.
    """

    ends: Numbers
    facts: Facts
    words: Numbers
    starts: Numbers
    denied: Numbers

    def bounds(self) -> list[tuple[int, int]]:
        """Where the lines of each document begin and end."""
        return list(pairwise((0, *self.ends.tolist())))

    def said(self, line: int) -> Numbers:
        """The words of a line in order."""
        end = self.starts[line + 1] if line + 1 < len(self.starts) else len(self.words)
        return self.words[self.starts[line] : end]


class LineWords:
    """The words of the lines of all documents of a generation.

    `ends` says for each shard where the lines of each of its documents end, `numbers` which number each of its words
    has among all words of the generation.
    """

    def __init__(self, shards: Sequence[Path], ends: Sequence[Sequence[int]], numbers: Sequence[WordNumbers]) -> None:
        self._shards = [_ShardWords(*each) for each in zip(shards, ends, numbers, strict=True)]
        self._firsts = np.array([*accumulate((len(each) for each in ends), initial=0)], dtype=np.int64)

    def read(self, documents: Sequence[int]) -> Lines:
        """The lines of `documents` (numbers), in their order."""
        asked = np.array(documents, dtype=np.int64)
        shards = np.searchsorted(self._firsts, asked, side="right") - 1
        runs = np.split(np.arange(len(asked)), np.flatnonzero(np.diff(shards)) + 1) if len(asked) else []
        parts = [self._shards[shards[run[0]]].read(asked[run] - self._firsts[shards[run[0]]]) for run in runs]
        return _joined(parts)


def _joined(parts: Sequence[Lines]) -> Lines:
    """The lines of several shards as one run."""
    if len(parts) == 1:
        return parts[0]
    lines = [0, *accumulate(len(part.starts) for part in parts)]
    said = [0, *accumulate(len(part.words) for part in parts)]
    return Lines(
        ends=np.concatenate([_NONE, *(part.ends + first for part, first in zip(parts, lines, strict=False))]),
        facts=np.concatenate([np.zeros(0, dtype=_FACTS), *(part.facts for part in parts)]),
        words=np.concatenate([_NONE, *(part.words for part in parts)]),
        starts=np.concatenate([_NONE, *(part.starts + first for part, first in zip(parts, said, strict=False))]),
        denied=np.concatenate([_NONE, *(part.denied + first for part, first in zip(parts, said, strict=False))]),
    )


class _ShardWords:
    """The tables of one shard, mapped into memory."""

    def __init__(self, directory: Path, ends: Sequence[int], numbers: WordNumbers) -> None:
        mode: Literal["r"] | None = "r" if ends and ends[-1] else None  # an empty array cannot be mapped
        # As plain arrays: slicing a memmap costs three times as much.
        words, starts, facts = (np.asarray(np.load(directory / name, mmap_mode=mode)) for name in LINE_WORD_FILES)
        self._words: WordNumbers = words
        self._starts: Numbers = starts
        self._facts: Facts = facts
        self._bounds = np.array([0, *ends], dtype=np.int64)
        self._numbers = numbers

    def read(self, documents: Numbers) -> Lines:
        firsts, lasts = self._bounds[documents], self._bounds[documents + 1]
        lines = _ranges(firsts, lasts)
        begin, end = self._starts[lines], self._starts[lines + 1]
        printed = self._words[_ranges(begin, end)]
        return Lines(
            ends=np.cumsum(lasts - firsts),
            facts=self._facts[lines],
            words=self._numbers[printed & ~_DENIED].astype(np.int64),
            starts=np.cumsum(end - begin) - (end - begin),
            denied=np.flatnonzero(printed >= _DENIED),
        )


def _ranges(firsts: Numbers, lasts: Numbers) -> Numbers:
    """The numbers of several ranges one behind the other."""
    lengths = lasts - firsts
    skipped = firsts - (np.cumsum(lengths) - lengths)
    found: Numbers = np.arange(int(lengths.sum()), dtype=np.int64) + np.repeat(skipped, lengths)
    return found
