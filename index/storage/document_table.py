"""The small table beside the postings that is always in memory: ids, titles, facets as bitmaps, names, suggestions.

A bitmap is a number whose bit n says whether document n has the value: counting a facet value among the hits is one
AND and one bit count.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import msgspec
from msgspec import Struct

from index.content.documents import KINDS, IndexedDocument
from index.content.text import key, words

_FILE = "catalogue.msgpack"
_FORMAT = 3


class SuggestionEntry(Struct, frozen=True, array_like=True):
    """A row of the autocomplete table: `start` is how the text goes on from one of its words."""

    start: str
    first_word: bool
    text: str
    kind: str
    id: str
    detail: str


class Catalogue(Struct, frozen=True, kw_only=True):
    """Everything about the documents of one generation that is not text. Facets are bitmaps as bytes."""

    format: int
    generation: int
    shards: tuple[str, ...]
    ids: tuple[str, ...]
    kinds: tuple[str, ...]
    titles: tuple[str, ...]
    pay: tuple[float | None, ...]
    most_pay: tuple[float | None, ...] = ()
    facets: dict[str, dict[str, bytes]]
    names: dict[str, tuple[tuple[int, str], ...]]
    suggestions: tuple[SuggestionEntry, ...]


def make_catalogue(generation: int, shards: Sequence[str], documents: Sequence[IndexedDocument]) -> Catalogue:
    """The catalogue of `documents`, which are numbered in their order."""
    return Catalogue(
        format=_FORMAT,
        generation=generation,
        shards=tuple(shards),
        ids=tuple(document.id for document in documents),
        kinds=tuple(document.kind for document in documents),
        titles=tuple(document.title for document in documents),
        pay=tuple(document.pay for document in documents),
        most_pay=tuple(document.most_pay for document in documents),
        facets=_facets(documents),
        names=_names(documents),
        suggestions=tuple(sorted(_suggestions(documents), key=lambda s: (s.start, not s.first_word, s.text, s.id))),
    )


def save(catalogue: Catalogue, directory: Path) -> None:
    """Write the catalogue into `directory`."""
    (directory / _FILE).write_bytes(msgspec.msgpack.encode(catalogue))


def load(directory: Path) -> Catalogue:
    """The catalogue that `save` wrote; raises `FileNotFoundError` or, for another form, `ValueError`."""
    catalogue = msgspec.msgpack.decode((directory / _FILE).read_bytes(), type=Catalogue)
    if catalogue.format != _FORMAT:
        raise ValueError("This index was written by another version of Competency Atlas; run `atlas reindex`.")
    return catalogue


def bitmap(numbers: Iterable[int], size: int) -> int:
    """The number whose bits are `numbers`, all below `size`."""
    buffer = bytearray(size // 8 + 1)
    for number in numbers:
        buffer[number >> 3] |= 1 << (number & 7)
    return int.from_bytes(buffer, "little")


def _facets(documents: Sequence[IndexedDocument]) -> dict[str, dict[str, bytes]]:
    members: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    for number, document in enumerate(documents):
        for name, values in document.facets.items():
            for value in values:
                members[name][value].append(number)
    length = len(documents) // 8 + 1
    return {
        name: {value: bitmap(found, len(documents)).to_bytes(length, "little") for value, found in sorted(by.items())}
        for name, by in sorted(members.items())
    }


def _names(documents: Sequence[IndexedDocument]) -> dict[str, tuple[tuple[int, str], ...]]:
    found: dict[str, dict[tuple[int, str], None]] = defaultdict(dict)
    for number, document in enumerate(documents):
        for name in document.names:
            found[key(name.text)][number, name.section] = None
    return {name: tuple(places) for name, places in sorted(found.items())}


def _suggestions(documents: Sequence[IndexedDocument]) -> Iterator[SuggestionEntry]:
    for document in sorted(documents, key=lambda d: KINDS.index(d.kind)):
        for name in document.names:
            spelled = list(words(name.text))
            starts = dict.fromkeys(" ".join(spelled[place:]) for place in range(len(spelled)))
            for place, start in enumerate(starts):
                yield SuggestionEntry(start, place == 0, name.text, document.kind, document.id, name.detail)
