"""How are two texts shown as one, with what was taken out and what was put in?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec import Struct

from taxonomy.wording.diff import DiffPart


class TrackedSpan(Struct, frozen=True):
    """A stretch of a comparison: `op` is equal, delete or insert; the space after it stands outside of its mark."""

    op: str
    text: str
    space: str


def stretches(parts: Iterable[DiffPart]) -> tuple[TrackedSpan, ...]:
    """The parts of a difference as a page shows them: an exchange is a deletion and an insertion."""
    return tuple(_stretches(parts))


def _stretches(parts: Iterable[DiffPart]) -> Iterator[TrackedSpan]:
    for part in parts:
        if part.op == "equal":
            yield _stretch("equal", part.b)
            continue
        if part.a:
            yield _stretch("delete", part.a, apart=bool(part.b))
        if part.b:
            yield _stretch("insert", part.b)


def _stretch(op: str, text: str, *, apart: bool = False) -> TrackedSpan:
    """The space behind the words stands outside of their mark; `apart` puts one there in any case."""
    words = text.rstrip()
    return TrackedSpan(op, words, " " if words != text or apart else "")
