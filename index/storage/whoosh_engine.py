"""The embedded full-text engine: postings of weighted words, written once and then only read.

The only door to Whoosh, and a narrow one: create_in, writer, add_document, commit; open_dir, reader, postings,
term tests, doc_count, close. One text field holds every word; beside its weight a posting says in which sections of
the document the word stands, so that ``field:word`` needs no second index. Whoosh-Reloaded's successor ``whoosh3``
installs under the same name and reads the same files: put it in an environment of its own and run these tests there.
"""

from __future__ import annotations

import struct
import threading
from array import array
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from msgspec import Struct
from whoosh.codec.whoosh3 import W3Codec
from whoosh.fields import STORED, FieldType, Schema
from whoosh.formats import Format
from whoosh.index import create_in, open_dir

_FIELD = "text"
_SECTIONS = struct.Struct("<I")
# Bigger blocks decode faster and compress better than Whoosh's 128; we always read a list to its end.
_BLOCK = 1024
_UNCOMPRESSED = 0
_MEMORY_MB = 256

# word -> (weight, sections as bits)
WeightedWords = Mapping[str, tuple[float, int]]


class _WeightAndSections(Format):  # type: ignore[misc]  # Whoosh has no type hints
    """Postings made elsewhere: a weight, and four bytes that say which sections."""

    posting_size = _SECTIONS.size

    def __init__(self, **options: Any) -> None:
        self.field_boost = 1.0
        self.options = options

    def word_values(self, value: WeightedWords, analyzer: None, **kwargs: Any) -> Iterator[tuple[Any, ...]]:
        pack = _SECTIONS.pack
        for word, (weight, sections) in value.items():
            yield word, 1, weight, pack(sections)


class _WordsField(FieldType):  # type: ignore[misc]
    """A field that is given its words and weights, so that no analyser runs inside Whoosh."""

    indexed = True
    stored = False
    scorable = False
    vector = None
    column_type = None
    multitoken_query = "default"
    spelling = False
    analyzer = None

    def __init__(self) -> None:
        self.format = _WeightAndSections()

    def index(self, value: WeightedWords, **kwargs: Any) -> Iterator[tuple[Any, ...]]:
        for word, frequency, weight, sections in self.format.word_values(value, None):
            yield word.encode(), frequency, weight, sections

    def supports(self, name: str) -> bool:
        return False


class _Codec(W3Codec):  # type: ignore[misc]
    """Whoosh's own codec, without looking up the length of a document for every posting: the lengths are ours."""

    length_stats = False


class RawPostings(Struct, frozen=True):
    """One word: the documents it stands in, rising, with its weight there and the sections as bits."""

    documents: array[int]
    weights: array[float]
    sections: array[int]


def write_postings(directory: Path, documents: Iterable[tuple[str, WeightedWords]]) -> None:
    """Write (id, words) pairs into the empty `directory`; their numbers count from 0."""
    directory.mkdir(mode=0o700, parents=True, exist_ok=True)
    index = create_in(str(directory), Schema(text=_WordsField(), id=STORED))
    codec = _Codec(blocklimit=_BLOCK, compression=_UNCOMPRESSED)
    writer = index.writer(limitmb=_MEMORY_MB, codec=codec)
    for key, words in documents:
        writer.add_document(text=words, id=key)
    writer.commit(merge=False)
    index.close()


class PostingsReader:
    """Reads the postings of one directory. Safe for threads: Whoosh is entered by one at a time."""

    def __init__(self, directory: Path) -> None:
        self._index = open_dir(str(directory), readonly=True)
        self._reader = self._index.reader()
        self._lock = threading.Lock()

    def __len__(self) -> int:
        return int(self._reader.doc_count())

    def postings(self, word: str) -> RawPostings:
        """Every posting of `word`; three empty arrays for a word that stands nowhere."""
        documents, weights, sections = array("I"), array("d"), array("I")
        unpack = _SECTIONS.unpack
        with self._lock:
            if (_FIELD, word.encode()) not in self._reader:
                return RawPostings(documents, weights, sections)
            matcher = self._reader.postings(_FIELD, word)
            while matcher.is_active():
                documents.append(matcher.id())
                weights.append(matcher.weight())
                sections.append(unpack(matcher.value())[0])
                matcher.next()
        return RawPostings(documents, weights, sections)

    def words(self) -> list[str]:
        """Every word that stands anywhere, in order."""
        with self._lock:
            return [word.decode() for word in self._reader.lexicon(_FIELD)]

    def ids(self) -> list[str]:
        """The id that was stored with each document, by number."""
        with self._lock:
            return [str(self._reader.stored_fields(number)["id"]) for number in range(len(self))]

    def close(self) -> None:
        """Give back the files."""
        self._reader.close()
        self._index.close()
