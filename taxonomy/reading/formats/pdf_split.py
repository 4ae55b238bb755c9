"""How is a PDF page read where a person said how many columns it has?

A line whose words leave the strips between the columns free belongs to the columns, any other runs over the page and
parts it: what is above is read column by column before what is below.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from msgspec.structs import replace

from taxonomy.reading.formats.pdf_glyphs import DrawnPage, Glyph

_SLACK = 0.25  # of a column's width: so far from even columns a strip may lie
_HALF_STRIP, _STEP = 3.0, 2.0  # points
_SAME_LINE = 0.45  # of the letter size


def in_columns(page: DrawnPage, columns: int) -> Iterator[DrawnPage]:
    """`page` as one page after the other, each without columns of its own."""
    plain = replace(page, columns=1)
    if columns < 2 or not page.glyphs:
        yield plain
        return
    cuts = _cuts(page.glyphs, columns)
    bands = groupby(_rows(page.glyphs), key=lambda row: _is_free(row, cuts))
    for number, (free, rows) in enumerate(bands):
        glyphs = [glyph for row in rows for glyph in row]
        for part in _parted(glyphs, cuts) if free else [glyphs]:
            if part:
                yield replace(plain, glyphs=tuple(part), aslant=page.aslant if number == 0 else ())


def _rows(glyphs: Sequence[Glyph]) -> list[list[Glyph]]:
    """The letters of each height, from top to bottom."""
    rows: list[list[Glyph]] = []
    for glyph in sorted(glyphs, key=lambda one: -one.y):
        if rows and rows[-1][0].y - glyph.y <= _SAME_LINE * rows[-1][0].size:
            rows[-1].append(glyph)
        else:
            rows.append([glyph])
    return rows


def _cuts(glyphs: Sequence[Glyph], columns: int) -> list[float]:
    """Where the strips between the columns lie: where the fewest letters stand, near even columns."""
    left, right = min(glyph.left for glyph in glyphs), max(glyph.right for glyph in glyphs)
    width = (right - left) / columns
    return [_emptiest(glyphs, left + width * number, width * _SLACK) for number in range(1, columns)]


def _emptiest(glyphs: Sequence[Glyph], middle: float, slack: float) -> float:
    steps = int(slack / _STEP)
    places = sorted((middle + step * _STEP for step in range(-steps, steps + 1)), key=lambda at: abs(at - middle))
    return min(places, key=lambda at: sum(_touches(glyph, at) for glyph in glyphs))


def _touches(glyph: Glyph, at: float) -> bool:
    return bool(glyph.text.strip()) and glyph.left < at + _HALF_STRIP and glyph.right > at - _HALF_STRIP


def _is_free(row: Sequence[Glyph], cuts: Sequence[float]) -> bool:
    return not any(_touches(glyph, at) for at in cuts for glyph in row)


def _parted(glyphs: Sequence[Glyph], cuts: Sequence[float]) -> list[list[Glyph]]:
    columns: list[list[Glyph]] = [[] for _ in range(len(cuts) + 1)]
    for glyph in glyphs:
        columns[sum(glyph.left > at - _HALF_STRIP for at in cuts)].append(glyph)
    return columns
