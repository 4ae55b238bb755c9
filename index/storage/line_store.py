"""Where do these words stand in this document, and what does the line say? Lines as stems and as text, read in place.

Two files per shard, mapped into memory and never read as a whole: ``lines.bin`` holds the stems of every line as
32-bit numbers (0 between lines), so that phrases and best lines are found by searching bytes; ``texts.bin`` holds what
is quoted. A stem's number is its CRC-32: no table of numbers has to be agreed between processes.
"""

from __future__ import annotations

import mmap
from array import array
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import accumulate
from pathlib import Path
from zlib import crc32

import msgspec

from index.content.lines import IndexedLine

_SIZE = 4
# A question reads the lines of a hit several times.
_DOCUMENTS_KEPT = 128
_NO_STEM = (0).to_bytes(_SIZE, "little")
_LINES = msgspec.msgpack.Decoder(list[IndexedLine])


@lru_cache(maxsize=65_536)
def stem_bytes(stem: str) -> bytes:
    """The number of a stem as four bytes, never zero."""
    return (crc32(stem.encode()) or 1).to_bytes(_SIZE, "little")


def pack_lines(lines: Iterable[Sequence[str]]) -> bytes:
    """The stems of a document's lines: how many lines, where each ends (counted in stems), then the stems."""
    packed = [b"".join(map(stem_bytes, stems)) + _NO_STEM for stems in lines]
    ends = accumulate(len(line) // _SIZE for line in packed)
    head = array("I", [len(packed), *ends])
    return head.tobytes() + b"".join(packed)


class LineStore:
    """Reads the lines of one shard by document number."""

    def __init__(self, directory: Path, stem_ends: Sequence[int], text_ends: Sequence[int]) -> None:
        self._stems = _mapped(directory / "lines.bin")
        self._texts = _mapped(directory / "texts.bin")
        self._stem_bounds = (0, *stem_ends)
        self._text_bounds = (0, *text_ends)
        self.lines = lru_cache(maxsize=_DOCUMENTS_KEPT)(self._lines)

    def _lines(self, number: int) -> Sequence[IndexedLine]:
        """The lines of a document as they are quoted."""
        start, end = self._text_bounds[number : number + 2]
        return _LINES.decode(self._texts[start:end])

    def has_phrase(self, number: int, phrase: bytes) -> bool:
        """Do these stems stand side by side in one line of the document?"""
        _, stems = self._parts(number)
        return next(_places(stems, phrase), None) is not None

    def matches(self, number: int, wanted: Sequence[bytes]) -> dict[int, set[int]]:
        """Which of the `wanted` stems or phrases (by their place) stand in which line of the document."""
        ends, stems = self._parts(number)
        found: dict[int, set[int]] = {}
        for place, phrase in enumerate(wanted):
            for position in _places(stems, phrase):
                found.setdefault(bisect_right(ends, position), set()).add(place)
        return found

    def _parts(self, number: int) -> tuple[memoryview[int], bytes]:
        start, end = self._stem_bounds[number : number + 2]
        packed = self._stems[start:end]
        head = memoryview(packed).cast("I")
        body = 1 + head[0]
        return head[1:body], packed[body * _SIZE :]


def _places(stems: bytes, phrase: bytes) -> Iterator[int]:
    """Where `phrase` begins in `stems`, counted in stems; finds that straddle two numbers are passed over."""
    position = stems.find(phrase)
    while position >= 0:
        if position % _SIZE == 0:
            yield position // _SIZE
        position = stems.find(phrase, position + 1)


def _mapped(path: Path) -> bytes | mmap.mmap:
    if path.stat().st_size == 0:
        return b""  # an empty file cannot be mapped
    with path.open("rb") as file:
        return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
