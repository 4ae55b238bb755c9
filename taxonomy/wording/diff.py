"""Which words were kept, added, dropped or exchanged between two texts, for people to read?"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from typing import Literal

from msgspec import Struct

from taxonomy.wording.words import WORD

Op = Literal["equal", "insert", "delete", "replace"]
_PIECE = re.compile(rf"({WORD.pattern}|\S)(\s*)|(\s+)", re.IGNORECASE)
_LONGEST = 2_500
_SHORT_EQUAL_RUN = 2


class DiffPart(Struct, frozen=True):
    """A stretch of both texts: `a` stands in the first, `b` in the second; all parts joined give each text whole."""

    op: Op
    a: str
    b: str


def word_diff(a: str, b: str) -> tuple[DiffPart, ...]:
    """`a` turned into `b`, word by word; the same stretches for (b, a) with the sides exchanged."""
    if a > b:
        return tuple(DiffPart(_swapped(part.op), part.b, part.a) for part in word_diff(b, a))
    return tuple(_joined(_without_short_runs(list(_joined(_raw_parts(a, b))))))


def _swapped(op: Op) -> Op:
    swaps: dict[Op, Op] = {"insert": "delete", "delete": "insert"}
    return swaps.get(op, op)


def _pieces(text: str) -> list[tuple[str, str]]:
    """Words and marks, each with the space after it; leading space is a piece without a word."""
    return [(match[1] or "", match[2] or match[3] or "") for match in _PIECE.finditer(text)]


def _raw_parts(a: str, b: str) -> Iterator[tuple[str, str]]:
    ones, others = _pieces(a), _pieces(b)
    if max(len(ones), len(others)) > _LONGEST:  # nobody reads a redline of a book; keep the cost bounded
        yield (a, b)
        return
    matcher = SequenceMatcher(None, [text for text, _ in ones], [text for text, _ in others], autojunk=False)
    for op, i1, i2, j1, j2 in matcher.get_opcodes():
        if op != "equal":
            yield "".join(map("".join, ones[i1:i2])), "".join(map("".join, others[j1:j2]))
            continue
        for (text, space), (_, other_space) in zip(ones[i1:i2], others[j1:j2], strict=True):
            yield from ((text, text), (space, other_space))


def _joined(pairs: Iterable[tuple[str, str]]) -> Iterator[DiffPart]:
    """Neighbouring equal stretches made one, and neighbouring changes made one."""
    a = b = ""
    was_equal = True
    for one, other in pairs:
        if (one == other) != was_equal and one + other:
            yield from _part(a, b)
            a = b = ""
            was_equal = one == other
        a, b = a + one, b + other
    yield from _part(a, b)


def _part(a: str, b: str) -> Iterator[DiffPart]:
    if a or b:
        op: Op = "equal" if a == b else "insert" if not a else "delete" if not b else "replace"
        yield DiffPart(op, a, b)


def _without_short_runs(parts: list[DiffPart]) -> Iterator[tuple[str, str]]:
    """An equal run shorter than two words between two changes becomes part of the change: fewer fragments to read."""
    for place, part in enumerate(parts):
        around = parts[max(place - 1, 0) : place] + parts[place + 1 : place + 2]
        inner = len(around) == 2 and all(_shows(neighbour) for neighbour in around)
        if part.op == "equal" and inner and len(WORD.findall(part.a)) < _SHORT_EQUAL_RUN:
            yield from _as_change(part.a)
        else:
            yield part.a, part.b


def _shows(part: DiffPart) -> bool:
    """Does the change differ in more than space?"""
    return part.a.split() != part.b.split()


def _as_change(text: str) -> Iterator[tuple[str, str]]:
    """`text` on both sides, handed on in two steps so that it is counted among the changes around it."""
    yield text, ""
    yield "", text
