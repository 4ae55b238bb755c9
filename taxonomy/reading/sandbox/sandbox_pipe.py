"""What do the sandbox and its children say to each other, and how does it cross the pipe?"""

from __future__ import annotations

import struct
from typing import IO

import msgspec
from msgspec import Struct

from taxonomy.model import Document, ParsedDocument, ReadingCorrection

_LENGTH = struct.Struct(">I")


class Limits(Struct, frozen=True, kw_only=True):
    """What one document may cost. `memory_bytes` holds for the whole child, its imports included.

    Computing time decides, so that a busy machine refuses no good file; the wall clock is for what computes nothing.
    """

    wall_seconds: float = 60.0
    cpu_seconds: int = 8
    memory_bytes: int = 512 * 1024 * 1024


class Order(Struct, frozen=True, kw_only=True):
    """One document to read, and what people corrected that may hold for it."""

    name: str
    data: bytes
    corrections: tuple[ReadingCorrection, ...] = ()


class ReadAnswer(Struct, frozen=True, kw_only=True):
    """What reading gave; `peak_bytes` is the most memory the child has held so far.

    `pictured` says that the file is a scan, whose text stands only in pictures.
    """

    document: Document | None = None
    parsed: ParsedDocument | None = None
    error: str | None = None
    peak_bytes: int = 0
    pictured: bool = False


def send(pipe: IO[bytes], message: Struct) -> None:
    """Write one message behind its length."""
    payload = msgspec.msgpack.encode(message)
    pipe.write(_LENGTH.pack(len(payload)))
    pipe.write(payload)
    pipe.flush()


def receive(pipe: IO[bytes]) -> bytes | None:
    """The next message, or null where the other side has gone."""
    head = pipe.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        return None
    size: int = _LENGTH.unpack(head)[0]
    payload = pipe.read(size)
    return payload if len(payload) == size else None


# Made once, here: msgspec learns a recursive type when it first meets it, and two threads that make it learn the same
# type at the same time crash the process. A decoder that is made already may be used by any thread.
read_order = msgspec.msgpack.Decoder(Order).decode
read_answer = msgspec.msgpack.Decoder(ReadAnswer).decode
