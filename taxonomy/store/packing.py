"""How bytes and readings are kept small, and proved whole when they come back."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Sequence

import msgspec
from msgspec import Struct

from taxonomy.model import ParsedDocument
from taxonomy.store.errors import StoreUnavailable

_LEVEL = 1  # a third of the size for a third of the time that the default level takes


class StoredReading(Struct, frozen=True):
    """What one version of the reader made of a document."""

    parsed: ParsedDocument
    lines: tuple[str, ...]


_READING = msgspec.json.Decoder(StoredReading)


def fingerprint(data: bytes) -> str:
    """The SHA-256 of `data` in hex."""
    return hashlib.sha256(data).hexdigest()


def pack_bytes(data: bytes) -> bytes:
    """`data`, compressed."""
    return zlib.compress(data, _LEVEL)


def unpack_bytes(id: str, packed: bytes, sha256: str) -> bytes:
    """The bytes of document `id` as they came; raises `StoreUnavailable` where they are not those of `sha256`."""
    try:
        data = zlib.decompress(packed)
    except zlib.error:
        data = b""
    if fingerprint(data) != sha256:
        raise StoreUnavailable(f"The stored bytes of {id} are damaged: restore the workspace from a backup.")
    return data


def pack_reading(parsed: ParsedDocument, lines: Sequence[str]) -> bytes:
    """A reading as compressed JSON."""
    return zlib.compress(msgspec.json.encode(StoredReading(parsed, tuple(lines))), _LEVEL)


def unpack_reading(id: str, record: bytes) -> StoredReading:
    """The reading of document `id`."""
    try:
        return _READING.decode(zlib.decompress(record))
    except (msgspec.DecodeError, zlib.error) as error:
        raise StoreUnavailable(f"The reading of {id} is damaged or of an older form: read it again.") from error
