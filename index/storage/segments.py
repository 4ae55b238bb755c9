"""Writing a part of the index: the words of some documents with their weights, their lines, and what these mean.

A shard knows nothing of the others, so shards are written by several processes at once. How documents fall into shards
depends on their number only, never on the machine: the same Atlas gives the same shards.
"""

from __future__ import annotations

import multiprocessing
import os
from array import array
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import IO

import msgspec
from msgspec import Struct

from index.content.documents import IndexedDocument
from index.content.text import stem, words
from index.meaning.class_vectors import ClassVectors, make_profile
from index.meaning.line_vectors import LineVectors, line_vectors, save_vectors
from index.settings import settings
from index.storage.line_store import pack_lines
from index.storage.line_words import LineWordsWriter
from index.storage.whoosh_engine import WeightedWords, write_postings

_DOCUMENTS_PER_SHARD = 2_500
# Starting a process costs about as much as writing this many documents.
_WORTH_A_PROCESS = 500


class ShardTable(Struct, frozen=True, kw_only=True):
    """What is known of a shard beside its postings: ends of each document in its files, lengths, words as printed."""

    stem_ends: tuple[int, ...]
    text_ends: tuple[int, ...]
    vector_ends: tuple[int, ...]
    line_ends: tuple[int, ...]
    lengths: tuple[float, ...]
    vocabulary: dict[str, int]


def write_shards(directory: Path, documents: Sequence[IndexedDocument], processes: int | None = None) -> list[str]:
    """Write `documents` as shards below `directory`; gives their names in order."""
    parts = [documents[i : i + _DOCUMENTS_PER_SHARD] for i in range(0, len(documents), _DOCUMENTS_PER_SHARD)] or [[]]
    names = [f"shard-{number:03}" for number in range(len(parts))]
    if processes is None:
        processes = os.cpu_count() or 1
    if processes == 1 or len(parts) == 1 or len(documents) < _WORTH_A_PROCESS:
        for name, part in zip(names, parts, strict=True):
            write_shard(directory / name, part)
    else:
        _in_processes(directory, names, parts, processes)
    return names


def _in_processes(
    directory: Path, names: Sequence[str], parts: Sequence[Sequence[IndexedDocument]], processes: int
) -> None:
    # Spawned, not forked: the caller may be a server with threads, and a fork copies their locks as they stand.
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(min(processes, len(parts)), mp_context=context) as pool:
        packed = (msgspec.msgpack.encode(part) for part in parts)
        for done in [pool.submit(_write_packed, directory / name, p) for name, p in zip(names, packed, strict=True)]:
            done.result()


def _write_packed(directory: Path, packed: bytes) -> None:
    write_shard(directory, msgspec.msgpack.decode(packed, type=list[IndexedDocument]))


def write_shard(directory: Path, documents: Sequence[IndexedDocument]) -> None:
    """Write the postings, lines and table of these documents into the new `directory`."""
    directory.mkdir(mode=0o700)
    with (directory / "lines.bin").open("wb") as lines, (directory / "texts.bin").open("wb") as texts:
        analysis = _Analysis(lines, texts)
        write_postings(directory / "postings", analysis.run(documents))
    table = analysis.table(save_vectors(directory, analysis.vectors))
    analysis.words.save(directory, table.vocabulary)
    (directory / "shard.msgpack").write_bytes(msgspec.msgpack.encode(table))
    (directory / "profiles.msgpack").write_bytes(msgspec.msgpack.encode(analysis.profiles))


def read_table(directory: Path) -> ShardTable:
    """The table that `write_shard` wrote."""
    return msgspec.msgpack.decode((directory / "shard.msgpack").read_bytes(), type=ShardTable)


def read_profiles(directory: Path) -> list[ClassVectors]:
    """The profiles of the classes in this shard."""
    return msgspec.msgpack.decode((directory / "profiles.msgpack").read_bytes(), type=list[ClassVectors])


class _Analysis:
    """One pass over the words of each document: its lines go to the files, its weighted words to the postings."""

    def __init__(self, lines: IO[bytes], texts: IO[bytes]) -> None:
        self.lines, self.texts = lines, texts
        self.stem_ends, self.text_ends, self.lengths = array("Q"), array("Q"), array("d")
        self.vocabulary: Counter[str] = Counter()
        self.profiles: list[ClassVectors] = []
        self.vectors: list[LineVectors] = []
        self.words = LineWordsWriter()
        self.line_ends = array("Q")
        self.bits = {name: 1 << number for number, name in enumerate(settings().sections)}

    def run(self, documents: Sequence[IndexedDocument]) -> Iterator[tuple[str, WeightedWords]]:
        for document in documents:
            yield document.id, self._document(document)

    def _document(self, document: IndexedDocument) -> WeightedWords:
        seen: set[str] = set()
        weighted: dict[str, tuple[float, int]] = {}
        lines, printed = [], []
        for line in document.lines:
            found = list(words(line.text))
            seen.update(found)
            printed.append(found)
            roots = [root for word in found if (root := stem(word))]
            lines.append(roots)
            self.words.add(line, found)
            bit, weight = self.bits[line.section], line.weight
            for root in roots:
                before, sections = weighted.get(root, (0.0, 0))
                weighted[root] = (before + weight, sections | bit)
        self.vocabulary.update(seen)
        if document.kind == "class":
            self.profiles.append(make_profile(document, lines))
        self.vectors.append(line_vectors(document.lines, printed))
        self._keep(document, lines, weighted)
        return weighted

    def _keep(self, document: IndexedDocument, lines: Sequence[Sequence[str]], weighted: WeightedWords) -> None:
        self.lines.write(pack_lines(lines))
        self.texts.write(msgspec.msgpack.encode(document.lines))
        self.stem_ends.append(self.lines.tell())
        self.text_ends.append(self.texts.tell())
        self.line_ends.append(len(self.words))
        self.lengths.append(sum(weight for weight, _ in weighted.values()))

    def table(self, vector_ends: tuple[int, ...]) -> ShardTable:
        known = {word: count for word, count in sorted(self.vocabulary.items()) if stem(word)}
        return ShardTable(
            stem_ends=tuple(self.stem_ends),
            text_ends=tuple(self.text_ends),
            vector_ends=vector_ends,
            line_ends=tuple(self.line_ends),
            lengths=tuple(self.lengths),
            vocabulary=known,
        )
