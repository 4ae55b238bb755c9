"""Words as decoded, scored postings: read once from the engine, then kept within bounds and shared by all threads."""

from __future__ import annotations

import math
import threading
from array import array
from collections import OrderedDict
from collections.abc import Callable, Sequence
from functools import lru_cache
from pathlib import Path

from msgspec import Struct

from index.settings import SearchSettings
from index.storage.document_table import Catalogue, bitmap
from index.storage.segments import ShardTable
from index.storage.whoosh_engine import PostingsReader, RawPostings

# About 60 bytes a posting: the words kept take some 150 MB at most.
_POSTINGS_KEPT = 2_500_000
# The words of one question and their kin, as the engine holds them: 16 bytes a posting.
_WORDS_READ = 64


class Scored(Struct, frozen=True):
    """A word within some sections: its BM25 impact in every document, the documents as a bitmap, and its rarity."""

    impacts: dict[int, float]
    bits: int
    rarity: float


class PostingsCache:
    """Decodes and scores the postings of a generation over all its shards, each at most once while it is kept."""

    def __init__(
        self, directory: Path, catalogue: Catalogue, tables: Sequence[ShardTable], settings: SearchSettings
    ) -> None:
        self._readers = [PostingsReader(directory / name / "postings") for name in catalogue.shards]
        self._kept: OrderedDict[tuple[str, int], Scored] = OrderedDict()
        self._size = 0
        self._lock = threading.Lock()
        self._k1 = settings.ranking.k1
        self._factors = [settings.kinds[kind] * (self._k1 + 1) for kind in catalogue.kinds]
        lengths = [length for table in tables for length in table.lengths]
        self._norms = _length_norms(lengths, catalogue.kinds, self._k1, settings.ranking.b)
        self.size = len(lengths)
        # One question asks for a word wherever it stands, in titles, and by its places: read it once for all of them.
        self._read = lru_cache(maxsize=_WORDS_READ)(self._read_anew)

    def scored(self, word: str, sections: int = 0) -> Scored:
        """`word` where it stands in one of `sections` (bits); 0: wherever it has a weight."""
        with self._lock:
            found = self._kept.get((word, sections))
            if found is not None:
                self._kept.move_to_end((word, sections))
                return found
        found = self._decode(word, sections)
        with self._lock:
            self._keep((word, sections), found)
        return found

    def places(self, word: str) -> tuple[list[int], list[int]]:
        """The documents that hold `word`, and in which sections (bits)."""
        documents: list[int] = []
        sections: list[int] = []
        first = 0
        for reader, raw in zip(self._readers, self._read(word), strict=True):
            documents += [first + number for number in raw.documents]
            sections += raw.sections
            first += len(reader)
        return documents, sections

    def rarity(self, documents: int) -> float:
        """How much it says that a word stands in only so many documents (BM25's inverse document frequency)."""
        return math.log(1 + (self.size - documents + 0.5) / (documents + 0.5))

    def words(self) -> list[str]:
        """Every indexed stem, in order."""
        return sorted({word for reader in self._readers for word in reader.words()})

    def ids(self) -> list[str]:
        """The ids that the engine itself stored, in order of the documents' numbers."""
        return [key for reader in self._readers for key in reader.ids()]

    def close(self) -> None:
        """Give back the engine's files."""
        for reader in self._readers:
            reader.close()

    def _read_anew(self, word: str) -> tuple[RawPostings, ...]:
        return tuple(reader.postings(word) for reader in self._readers)

    def _keep(self, name: tuple[str, int], found: Scored) -> None:
        if name not in self._kept:
            self._kept[name] = found
            self._size += len(found.impacts)
        while self._size > _POSTINGS_KEPT and len(self._kept) > 1:
            _, dropped = self._kept.popitem(last=False)
            self._size -= len(dropped.impacts)

    def _decode(self, word: str, sections: int) -> Scored:
        documents: list[int] = []
        weights: list[float] = []
        first = 0
        for reader, raw in zip(self._readers, self._read(word), strict=True):
            for number, weight, where in zip(raw.documents, raw.weights, raw.sections, strict=True):
                if where & sections if sections else weight:
                    documents.append(first + number)
                    weights.append(weight or 1.0)
            first += len(reader)
        rarity = self.rarity(len(documents))
        impact = _impact(self._norms, self._factors, rarity)
        impacts = {number: impact(number, weight) for number, weight in zip(documents, weights, strict=True)}
        return Scored(impacts, bitmap(documents, self.size), rarity)


def _impact(norms: Sequence[float], factors: Sequence[float], rarity: float) -> Callable[[int, float], float]:
    def score(number: int, weight: float) -> float:
        return rarity * factors[number] * weight / (weight + norms[number])

    return score


def _length_norms(lengths: Sequence[float], kinds: Sequence[str], k1: float, b: float) -> array[float]:
    """The part of BM25 that depends on a document only; lengths are compared within a kind."""
    totals: dict[str, tuple[float, int]] = {}
    for length, kind in zip(lengths, kinds, strict=True):
        total, count = totals.get(kind, (0.0, 0))
        totals[kind] = (total + length, count + 1)
    average = {kind: (total / count) or 1.0 for kind, (total, count) in totals.items()}
    return array("d", (k1 * (1 - b + b * n / average[kind]) for n, kind in zip(lengths, kinds, strict=True)))
