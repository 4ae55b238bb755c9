"""What is known about a heading that was found: where it stands, what it says, and how loud it is."""

from __future__ import annotations

from msgspec import Struct


class Mark(Struct, frozen=True, kw_only=True):
    """A heading: the place of its line, where its words begin and where the text after them begins, and how loud it is.

    `heading` is null where words of the text itself open the section; `known` is false for a heading in no table,
    `inferred` true where its kind is that of the text below it. `height` is how many lines the heading takes.
    """

    place: int
    start: int
    end: int
    kind: str
    heading: str | None
    rank: int
    known: bool = True
    inferred: bool = False
    height: int = 1
