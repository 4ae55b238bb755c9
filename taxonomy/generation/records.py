"""Many records in one file, each decoded only when somebody asks for it.

A generation holds thousands of classes and documents, and most answers need two or three of them. The file is the
records' MessagePack one behind the other, then a table of their places, then the table's length (8 bytes).
"""

from __future__ import annotations

import mmap
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Generic, TypeVar

import msgspec

Record = TypeVar("Record")
_LENGTH = 8
_KEPT = 2048


def write_records(path: Path, records: Mapping[str, object]) -> None:
    """Write `records` to `path` in order of their keys, so that the same records give the same bytes."""
    encoder = msgspec.msgpack.Encoder()
    places: dict[str, tuple[int, int]] = {}
    with path.open("wb") as file:
        for key in sorted(records):
            data = encoder.encode(records[key])
            places[key] = (file.tell(), len(data))
            file.write(data)
        table = encoder.encode(places)
        file.write(table)
        file.write(len(table).to_bytes(_LENGTH, "big"))


class RecordFile(Mapping[str, Record], Generic[Record]):
    """A read-only mapping over a file that `write_records` wrote. Safe to read from several threads."""

    def __init__(self, path: Path, record_type: type[Record]) -> None:
        with path.open("rb") as file:
            self._bytes = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        size = len(self._bytes)
        table = int.from_bytes(self._bytes[size - _LENGTH :], "big")
        places = self._bytes[size - _LENGTH - table : size - _LENGTH]
        self._places = msgspec.msgpack.decode(places, type=dict[str, tuple[int, int]])
        decoder = msgspec.msgpack.Decoder(record_type)

        @lru_cache(maxsize=_KEPT)
        def decode(key: str) -> Record:
            start, length = self._places[key]
            return decoder.decode(self._bytes[start : start + length])

        self._decode = decode

    def __getitem__(self, key: str) -> Record:
        return self._decode(key)

    def __iter__(self) -> Iterator[str]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)

    def __contains__(self, key: object) -> bool:
        return key in self._places
