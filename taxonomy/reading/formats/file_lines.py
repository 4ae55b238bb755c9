"""What does each format hand to the door: lines, the text encoding if there is one, and what went wrong?"""

from __future__ import annotations

from msgspec import Struct

from taxonomy.model import Furniture, Problem


class FileLines(Struct, frozen=True, kw_only=True):
    """The lines of one file in light marks."""

    lines: tuple[str, ...]
    encoding: str | None = None
    furniture: tuple[Furniture, ...] = ()
    problems: tuple[Problem, ...] = ()
