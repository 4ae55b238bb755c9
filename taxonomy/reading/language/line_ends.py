"""What do two lines say together: with a space between them, or with one word that the line's end cut in two?"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import accumulate, pairwise, zip_longest

from taxonomy.basics.datafiles import read_table
from taxonomy.model import Line

# "specifica-" / "tions": a small letter before the hyphen and behind the line's end
_CUT = re.compile(r"(?:^|[\s(/\"“])(?P<left>(?:[A-Za-z]{1,30}-){0,3}[A-Za-z]{0,30}[a-z])-$")
_REST = re.compile(r"[a-z]{2,30}(?:-[a-z]{1,30}){0,3}")
_NEAR = 100
_NARROWEST, _WIDEST = 50, 140


def joined(lines: Iterable[str]) -> str:
    """The texts of `lines` as one line."""
    return joined_with_starts(tuple(lines))[0]


def joined_with_starts(lines: Sequence[str]) -> tuple[str, tuple[int, ...]]:
    """The texts of `lines` as one line, and where in it each of them begins."""
    pieces = [_up_to(line, following) for line, following in zip_longest(lines, lines[1:])]
    starts = accumulate((len(piece) for piece in pieces), initial=0)
    return "".join(pieces), tuple(starts)[: len(lines)]


def full_lines(body: Sequence[Line]) -> frozenset[int]:
    """In a column of ordinary width, the lines that ended because the next word, which begins small, found no room."""
    width = max((len(line.text) for line in body), default=0)
    if not _NARROWEST <= width <= _WIDEST:
        return frozenset()
    return frozenset(
        above.number
        for above, below in pairwise(body)
        if below.text[:1].islower() and len(above.text) + 1 + len(below.text.split()[0]) > width
    )


def _up_to(line: str, following: str | None) -> str:
    """`line` with what parts it from the one below it: a space, nothing, or nothing and no hyphen either."""
    if following is None:
        return line
    if _keeps_together(line, following):
        return line
    return line[:-1] if _is_cut(line, following) else f"{line} "


def _is_cut(above: str, below: str) -> bool:
    """Is the hyphen at the end of `above` only there because the line ended?"""
    return _parts(above, below) is not None and not _is_joint(below)


def _keeps_together(above: str, below: str) -> bool:
    """Do the parts make a compound that has a hyphen wherever it stands?"""
    parts = _parts(above, below)
    if parts is None or _is_joint(below):
        return False
    left, right = parts
    return left.lower() in _table("kept_behind") or right in _table("kept_before")


def _is_joint(below: str) -> bool:
    rest = _REST.match(below)
    return rest is not None and rest[0] in _table("joints")


def _parts(above: str, below: str) -> tuple[str, str] | None:
    if not above.endswith("-"):
        return None
    cut, rest = _CUT.search(above[-_NEAR:]), _REST.match(below)
    return (cut["left"], rest[0]) if cut and rest else None


@cache
def _table(name: str) -> frozenset[str]:
    return frozenset(read_table("line_ends.toml")[name])
