"""Which line of which document comes closest in meaning to a question? Every telling line as a vector, read in place.

A line counts as much as it tells of its document (`telling`); boilerplate and names other than the title are left out.
A question is held against the mean of every document first and then against the single lines of those that come near,
so that ten thousand classes take no longer than a few hundred.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterator, Sequence
from itertools import accumulate
from pathlib import Path
from typing import Literal

import numpy as np
import numpy.typing as npt
from msgspec import Struct

from index.content.informativeness import telling
from index.content.lines import IndexedLine
from index.content.text import stem
from index.content.text import words as words_of
from index.meaning.word_vectors import STEPS, PackedVectors, Vectors, packed, word_vectors
from index.query.lexicon import fillers

# The lines of so many documents are read for one question.
_DOCUMENTS_READ = 400
_NAMES = frozenset({"former_title", "job_code", "label", "pay"})
VECTOR_FILES = ("vectors.npy", "vector-lines.npy", "vector-means.npy")
LineNumbers = npt.NDArray[np.uint32]
Numbers = npt.NDArray[np.int64]


def point_of(text: str, off: Collection[str] = ()) -> Vectors:
    """Where `text` points, words in `off` left out; those that ask for nothing are no reading and stay in."""
    left_out = {word for phrase in off for word in words_of(phrase) if stem(word) not in fillers()}
    return word_vectors().sentence(word for word in words_of(text) if word not in left_out)


class LineVectors(Struct, frozen=True):
    """The lines of one document that have a vector: their numbers among its lines, and the vectors."""

    lines: LineNumbers
    vectors: PackedVectors


def line_vectors(lines: Sequence[IndexedLine], words: Sequence[Sequence[str]]) -> LineVectors:
    """The vectors of a document's `lines`, `words` being theirs."""
    kept = [n for n, line in enumerate(lines) if line.weight and _says_something(line, words[n])]
    much = np.array([telling(lines[n]) for n in kept], dtype=np.float32)
    vectors = word_vectors().sentences([words[n] for n in kept])
    return LineVectors(np.array(kept, dtype=np.uint32), packed(vectors * much[:, None]))


def _says_something(line: IndexedLine, words: Sequence[str]) -> bool:
    """Is it the title, or a line with more than one telling word? "None." means nothing by itself."""
    if line.section in _NAMES:
        return False
    return bool(words) and (line.section == "title" or len({stem(word) for word in words} - {""}) > 1)


def save_vectors(directory: Path, documents: Sequence[LineVectors]) -> tuple[int, ...]:
    """Write the vectors of a shard's documents into `directory`; gives where those of each end."""
    width = word_vectors().dimensions
    none = LineVectors(np.zeros(0, dtype=np.uint32), np.zeros((0, width), dtype=np.int8))
    np.save(directory / VECTOR_FILES[0], np.concatenate([each.vectors for each in (*documents, none)]))
    np.save(directory / VECTOR_FILES[1], np.concatenate([each.lines for each in (*documents, none)]))
    np.save(directory / VECTOR_FILES[2], np.stack([_mean(each) for each in documents]) if documents else none.vectors)
    return tuple(accumulate(len(each.lines) for each in documents))


def _mean(each: LineVectors) -> PackedVectors:
    """The direction of all lines together."""
    whole = each.vectors.sum(axis=0, dtype=np.float32)
    length = float(np.linalg.norm(whole))
    return packed(whole / length if length else whole)


class ClosestLines:
    """Holds a question against the lines of all documents of a generation.

    `ends` says for each shard where the vectors of each of its documents end.
    """

    def __init__(self, shards: Sequence[Path], ends: Sequence[Sequence[int]]) -> None:
        self._shards = [_Shard(shard, each) for shard, each in zip(shards, ends, strict=True) if each]
        self._firsts = list(accumulate((len(shard) for shard in self._shards), initial=0))
        means = [np.load(shard.directory / VECTOR_FILES[2]) for shard in self._shards]
        self._means: PackedVectors = np.concatenate(means) if means else np.zeros((0, 1), dtype=np.int8)

    def nearness(self, point: Vectors) -> Vectors:
        """How near the closest line of every document comes, 1 at most; 0 for documents too far off to be read."""
        found = np.zeros(len(self._means), dtype=np.float32)
        if point.any():
            for shard, first, likely in self._likely(point):
                found[first + likely] = shard.nearness(likely, point)
        return found

    def of_lines(self, numbers: Sequence[int], point: Vectors, ends: Numbers) -> Vectors:
        """How near each line of the documents `numbers` comes, 0 without a vector; `ends`: where their lines end."""
        found = np.zeros(ends[-1] if len(ends) else 0, dtype=np.float32)
        parts, places = [], []
        for number, first in zip(numbers, (0, *ends.tolist()), strict=False):
            shard = bisect_right(self._firsts, number, hi=len(self._shards)) - 1
            vectors, lines = self._shards[shard].of_document(number - self._firsts[shard])
            parts.append(vectors)
            places.append(lines + np.uint32(first))
        if parts and point.any():
            found[np.concatenate(places)] = _times(np.concatenate(parts), point)
        return found

    def _likely(self, point: Vectors) -> Iterator[tuple[_Shard, int, Numbers]]:
        """The documents worth reading, shard by shard."""
        if len(self._means) <= _DOCUMENTS_READ:
            read = np.arange(len(self._means))
        else:
            read = np.sort(np.argpartition(-_times(self._means, point), _DOCUMENTS_READ)[:_DOCUMENTS_READ])
        for shard, first in zip(self._shards, self._firsts, strict=False):
            yield shard, first, read[(read >= first) & (read < first + len(shard))] - first


class _Shard:
    """The vectors of one shard, mapped into memory."""

    def __init__(self, directory: Path, ends: Sequence[int]) -> None:
        self.directory = directory
        self._bounds = np.array([0, *ends], dtype=np.int64)
        # An empty array cannot be mapped.
        mode: Literal["r"] | None = "r" if ends[-1] else None
        # As a plain array: slicing a memmap costs three times as much.
        self._vectors: PackedVectors = np.asarray(np.load(directory / VECTOR_FILES[0], mmap_mode=mode))
        self._lines: LineNumbers = np.asarray(np.load(directory / VECTOR_FILES[1], mmap_mode=mode))

    def __len__(self) -> int:
        return len(self._bounds) - 1

    def nearness(self, documents: Numbers, point: Vectors) -> Vectors:
        starts, counts = self._bounds[documents], np.diff(self._bounds)[documents]
        found = np.zeros(len(documents), dtype=np.float32)
        there = counts > 0
        if there.any():
            near = _times(self._of_all(starts[there], counts[there]), point)
            found[there] = np.maximum.reduceat(near, np.cumsum(counts[there]) - counts[there]).clip(0)
        return found

    def _of_all(self, starts: Numbers, counts: Numbers) -> PackedVectors:
        if counts.sum() == len(self._vectors):
            return self._vectors
        return np.concatenate([self._vectors[s : s + n] for s, n in zip(starts, counts, strict=True)])

    def of_document(self, number: int) -> tuple[PackedVectors, LineNumbers]:
        start, end = self._bounds[number : number + 2]
        return self._vectors[start:end], self._lines[start:end]


def _times(vectors: PackedVectors, point: Vectors) -> Vectors:
    # einsum, not matmul: it takes the bytes as they are, and one thread, which is all that a question is worth.
    found: Vectors = np.einsum("ij,j->i", vectors, point / np.float32(STEPS))
    return found
