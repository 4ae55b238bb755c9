"""Which cells do the rulings of a PDF page enclose, and which letters stand in which cell?

Rulings that cross or touch make a grid; where a ruling is missing between two fields of the grid, they are one cell. A
box around a text is no table.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from taxonomy.reading.formats.pdf_glyphs import DrawnPage, Glyph, Ruling

_TOUCH = 3.0  # points
_MOST_RULINGS = 400
_LARGEST_GRID = 4_000  # fields


class RuledTable(Struct, frozen=True, kw_only=True):
    """A table: the columns' left edges, its top, and its rows, each with the letters of its cells."""

    edges: tuple[float, ...]
    top: float
    bottom: float
    rows: tuple[tuple[tuple[Glyph, ...], ...], ...]


class _Grid(Struct, frozen=True):
    """Where the rulings of one table stand."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]  # from the top down
    across: tuple[Ruling, ...]
    down: tuple[Ruling, ...]


def ruled_tables(page: DrawnPage) -> tuple[list[RuledTable], list[Glyph]]:
    """The tables of the page from top to bottom, and the letters outside of them."""
    rest = list(page.glyphs)
    tables: list[RuledTable] = []
    for grid in sorted(_grids(page), key=lambda grid: -grid.ys[0]):
        table, rest = _table(grid, rest)
        if table is not None:
            tables.append(table)
    return tables, rest


def _grids(page: DrawnPage) -> Iterator[_Grid]:
    across, down = _joined(page.across), _joined(page.down)
    if not across or not down or len(across) + len(down) > _MOST_RULINGS:
        return
    for lines_across, lines_down in _connected(across, down):
        xs = _places(ruling.at for ruling in lines_down)
        ys = _places(ruling.at for ruling in lines_across)[::-1]
        fields = (len(xs) - 1) * (len(ys) - 1)
        if len(xs) > 2 and len(ys) > 1 and fields <= _LARGEST_GRID:
            yield _Grid(xs, ys, tuple(lines_across), tuple(lines_down))


def _joined(rulings: Iterable[Ruling]) -> list[Ruling]:
    """Rulings drawn in pieces, cell by cell, as one."""
    joined: list[Ruling] = []
    for ruling in sorted(rulings, key=lambda ruling: (round(ruling.at / _TOUCH), ruling.start)):
        last = joined[-1] if joined else None
        if last and abs(last.at - ruling.at) <= _TOUCH and ruling.start <= last.stop + _TOUCH:
            joined[-1] = Ruling(last.at, last.start, max(last.stop, ruling.stop))
        else:
            joined.append(ruling)
    return joined


def _connected(across: Sequence[Ruling], down: Sequence[Ruling]) -> Iterator[tuple[list[Ruling], list[Ruling]]]:
    """The groups of rulings that cross or touch each other."""
    left_across, left_down = set(range(len(across))), set(range(len(down)))
    while left_across:
        rows, columns, waiting = set(), set(), [("row", left_across.pop())]
        rows.add(waiting[0][1])
        while waiting:
            kind, number = waiting.pop()
            if kind == "row":
                met = {column for column in left_down if _meet(across[number], down[column])}
                left_down -= met
                columns |= met
                waiting += [("column", column) for column in met]
            else:
                met = {row for row in left_across if _meet(across[row], down[number])}
                left_across -= met
                rows |= met
                waiting += [("row", row) for row in met]
        yield [across[row] for row in rows], [down[column] for column in columns]


def _meet(across: Ruling, down: Ruling) -> bool:
    return (
        across.start - _TOUCH <= down.at <= across.stop + _TOUCH
        and down.start - _TOUCH <= across.at <= down.stop + _TOUCH
    )


def _places(values: Iterable[float]) -> tuple[float, ...]:
    places: list[float] = []
    for value in sorted(values):
        if not places or value - places[-1] > _TOUCH:
            places.append(value)
    return tuple(places)


def _table(grid: _Grid, glyphs: Sequence[Glyph]) -> tuple[RuledTable | None, list[Glyph]]:
    """The letters of a grid by cell; where fewer than two cells of a row are filled anywhere, it is only a frame."""
    inside: dict[tuple[int, int], list[Glyph]] = {}
    rest: list[Glyph] = []
    downwards = [-y for y in grid.ys]
    for glyph in glyphs:
        x, y = (glyph.left + glyph.right) / 2, glyph.y + glyph.size * 0.3
        column, row = bisect_right(grid.xs, x) - 1, bisect_right(downwards, -y) - 1
        if 0 <= column < len(grid.xs) - 1 and 0 <= row < len(grid.ys) - 1:
            inside.setdefault(_first_field(grid, row, column), []).append(glyph)
        else:
            rest.append(glyph)
    rows = _rows(grid, inside)
    if not any(sum(_is_filled(cell) for cell in row) > 1 for row in rows):
        return None, list(glyphs)
    return RuledTable(edges=grid.xs, top=grid.ys[0], bottom=grid.ys[-1], rows=tuple(rows)), rest


def _is_filled(cell: Sequence[Glyph]) -> bool:
    return any(not glyph.text.isspace() for glyph in cell)


def _first_field(grid: _Grid, row: int, column: int) -> tuple[int, int]:
    """The field at the upper left of the cell: up and to the left while no ruling stands between."""
    middle_y = (grid.ys[row] + grid.ys[row + 1]) / 2
    while column and not _covers(grid.down, grid.xs[column], middle_y):
        column -= 1
    middle_x = (grid.xs[column] + grid.xs[column + 1]) / 2
    while row and not _covers(grid.across, grid.ys[row], middle_x):
        row -= 1
    return row, column


def _covers(rulings: Iterable[Ruling], at: float, place: float) -> bool:
    return any(
        abs(ruling.at - at) <= _TOUCH and ruling.start - _TOUCH <= place <= ruling.stop + _TOUCH for ruling in rulings
    )


def _rows(grid: _Grid, inside: dict[tuple[int, int], list[Glyph]]) -> list[tuple[tuple[Glyph, ...], ...]]:
    rows = []
    for row in range(len(grid.ys) - 1):
        cells = tuple(tuple(inside.get((row, column), ())) for column in range(len(grid.xs) - 1))
        if any(cells):
            rows.append(cells)
    return rows
