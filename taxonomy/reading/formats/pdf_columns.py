"""In which order is a PDF page read: where do its columns stand, and are they newspaper columns or a table?

A column ends at a strip that no word crosses over several lines. Newspaper columns are read one after the other, the
rows of a table one by one; the order in which the program drew the words tells which. Where drawing and look of the
page disagree, the order is doubtful.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from math import inf

from msgspec import Struct

from taxonomy.reading.formats.pdf_lines import TAB, PageWord, is_label

_STRIP = 0.75  # letter sizes: words of a text stand closer
_LABEL_GAP = 3.0  # letter sizes between a list mark and its text, at most
_FAR = 3.2  # letter sizes between two lines: what follows is another part of the page
_SAME_CELL = 1.75  # letter sizes between two lines of one cell, at most
_MOST_ROWS = 400
_FULL = 0.8  # of the column's width
_FULL_SHARE = 0.35
_NEWSPAPER_WIDTH = 0.27  # of the width of all columns

Row = Sequence[PageWord]
Strip = tuple[float, float]


class TextPart(Struct, frozen=True, kw_only=True):
    """Lines one below the other, in one column."""

    rows: tuple[tuple[PageWord, ...], ...]
    column: bool = False
    doubtful: bool = False


class TablePart(Struct, frozen=True, kw_only=True):
    """Rows of cells, each cell with its lines; `edges` is where the columns begin."""

    edges: tuple[float, ...]
    rows: tuple[tuple[tuple[tuple[PageWord, ...], ...], ...], ...]
    doubtful: bool = False


def parts_of(rows: Sequence[Row]) -> list[TextPart | TablePart]:
    """The parts of a page, or of a stretch of it, in reading order."""
    parts: list[TextPart | TablePart] = []
    single: list[tuple[PageWord, ...]] = []
    place = 0
    while place < len(rows):
        stop, strips = _columned(rows, place)
        if stop == place:
            single.append(tuple(rows[place]))
            place += 1
            continue
        if single:
            parts.append(TextPart(rows=tuple(single)))
            single = []
        parts += _read(rows[place:stop], strips)
        place = stop
    if single:
        parts.append(TextPart(rows=tuple(single)))
    return parts


def _columned(rows: Sequence[Row], first: int) -> tuple[int, list[Strip]]:
    """Up to where the lines from `first` on stand in columns, and the strips between these; none: `first` itself."""
    best, kept = first, list[Strip]()
    free = _free(rows[first])
    left, right = rows[first][0].left, rows[first][-1].right
    for stop in range(first + 1, min(len(rows), first + _MOST_ROWS) + 1):
        inner = [strip for strip in free if left < strip[0] and strip[1] < right]
        if inner and _is_columned(rows[first:stop], inner):
            best, kept = stop, inner
        if stop == len(rows) or _gap(rows[stop - 1], rows[stop]) > _FAR:
            break
        free = _common(free, _free(rows[stop]))
        left, right = min(left, rows[stop][0].left), max(right, rows[stop][-1].right)
        if not any(-inf < strip[0] and strip[1] < inf for strip in free):
            break
    return best, kept


def _gap(above: Row, below: Row) -> float:
    size = max(above[0].size, below[0].size)
    return (max(word.y for word in above) - max(word.y for word in below)) / size


def _free(row: Row) -> list[Strip]:
    """The strips of a line without words, its margins among them; a list mark belongs to the text behind it."""
    strips: list[Strip] = [(-inf, row[0].left)]
    for number, (before, word) in enumerate(pairwise(row)):
        gap = (word.left - before.right) / max(before.size, word.size)
        labelled = number == 0 and gap < _LABEL_GAP and is_label([before])
        if gap >= _STRIP and not labelled:
            strips.append((before.right, word.left))
    return [*strips, (max(word.right for word in row), inf)]


def _common(some: Sequence[Strip], others: Sequence[Strip]) -> list[Strip]:
    common = ((max(a[0], b[0]), min(a[1], b[1])) for a in some for b in others)
    return [strip for strip in common if strip[1] - strip[0] > 4]


def _is_columned(rows: Sequence[Row], strips: Sequence[Strip]) -> bool:
    """Whether at least two lines stand left and right of a strip, side by side and not one below the other."""
    size = rows[0][0].size
    for strip in strips:
        both = sum(row[0].left < strip[0] and row[-1].right > strip[1] for row in rows)
        left = [number for number, row in enumerate(rows) if row[0].left < strip[0]]
        right = [number for number, row in enumerate(rows) if row[-1].right > strip[1]]
        if min(len(left), len(right)) < 1 or len({*left, *right}) < 2:
            continue
        beside = min(left[-1], right[-1]) > max(left[0], right[0]) or both >= 2
        wide = strip[1] - strip[0] >= (_STRIP if len(rows) > 3 else TAB) * size
        if beside and wide and (both >= 2 or len(rows) > 3) and not _are_labels(rows, strip):
            return True
    return False


def _are_labels(rows: Sequence[Row], strip: Strip) -> bool:
    """Whether only list marks stand left of the strip."""
    lefts = [[word for word in row if word.right <= strip[0] + 0.1] for row in rows]
    return all(not left or is_label(left) for left in lefts)


def _read(rows: Sequence[Row], strips: Sequence[Strip]) -> list[TextPart | TablePart]:
    columns = _cut(rows, strips)
    spread, dense = _drawn_by_column(columns), _looks_like_newspaper(columns)
    if spread and (dense or not _has_short_first_column(columns)):
        return _one_after_the_other(columns, doubtful=False)
    if dense and not spread and _drawn_by_line(columns):
        return _one_after_the_other(columns, doubtful=not _nearly_all_full(columns))
    head = next((number for number, row in enumerate(columns[0]) if row), 0)
    above = [TextPart(rows=tuple(tuple(row) for row in rows[:head]))] if head else []
    return [*above, _table([column[head:] for column in columns], doubtful=dense or spread)]


def _one_after_the_other(columns: Sequence[Sequence[Row]], *, doubtful: bool) -> list[TextPart | TablePart]:
    return [
        TextPart(rows=tuple(tuple(line) for line in column if line), column=True, doubtful=doubtful)
        for column in columns
    ]


def _cut(rows: Sequence[Row], strips: Sequence[Strip]) -> list[list[list[PageWord]]]:
    """For each column the words of each line, often none."""
    bounds = [-inf, *((left + right) / 2 for left, right in strips), inf]
    return [
        [[word for word in row if low <= (word.left + word.right) / 2 < high] for row in rows]
        for low, high in pairwise(bounds)
    ]


def _switches(columns: Sequence[Sequence[Row]]) -> int:
    """How often the drawing went from one column to another."""
    drawn = sorted((word.order, number) for number, column in enumerate(columns) for row in column for word in row)
    return sum(before[1] != after[1] for before, after in pairwise(drawn))


def _drawn_by_column(columns: Sequence[Sequence[Row]]) -> bool:
    """Whether each column was drawn whole before the next; of two lines that tells nothing."""
    return _switches(columns) <= len(columns) - 1 and sum(map(bool, columns[0])) > 1


def _drawn_by_line(columns: Sequence[Sequence[Row]]) -> bool:
    both = sum(all(cells) for cells in zip(*columns, strict=True))
    return both > 2 and _switches(columns) >= both * 2 * (len(columns) - 1) - 2


def _looks_like_newspaper(columns: Sequence[Sequence[Row]]) -> bool:
    """Whether every column is wide and many of its lines reach its right edge, as running text does."""
    whole = max(r[-1].right for c in columns for r in c if r) - min(r[0].left for c in columns for r in c if r)
    return all(_is_running_text(column, whole) for column in columns if sum(map(bool, column)) > 2)


def _is_running_text(column: Sequence[Row], whole: float) -> bool:
    lines = [row for row in column if row]
    left, right = min(row[0].left for row in lines), max(row[-1].right for row in lines)
    full = sum(row[-1].right >= left + _FULL * (right - left) for row in lines)
    spaced = lines[0][0].y - lines[-1][0].y
    tight = spaced / max(len(lines) - 1, 1) <= 2.4 * lines[0][0].size
    return right - left >= _NEWSPAPER_WIDTH * whole and full >= _FULL_SHARE * len(lines) and tight


def _nearly_all_full(columns: Sequence[Sequence[Row]]) -> bool:
    """Whether lines run on in every column: the next word had no room."""
    for column in columns:
        lines = [row for row in column if row]
        right = max(row[-1].right for row in lines)
        full = sum(
            above[-1].right + (below[0].right - below[0].left) >= right - above[0].size
            for above, below in pairwise(lines)
        )
        if full * 2 < len(lines) - 1:
            return False
    return True


def _has_short_first_column(columns: Sequence[Sequence[Row]]) -> bool:
    """Whether the first column holds labels: much narrower, or with far fewer lines than the text beside it."""
    first, last = ([row for row in column if row] for column in (columns[0], columns[-1]))
    widths = [max(row[-1].right for row in rows) - min(row[0].left for row in rows) for rows in (first, last)]
    return widths[0] < 0.6 * widths[1] and len(first) * 2 < len(last) * 1.6


def _table(columns: Sequence[Sequence[Row]], *, doubtful: bool) -> TablePart:
    """The rows of a table without rulings: one begins with each text in the column that has the fewest lines."""
    key = min(range(len(columns)), key=lambda number: (sum(map(bool, columns[number])) or inf, number))
    starts = _row_starts(columns, key)
    bounds = [0, *starts[1:], len(columns[0])]
    rows = tuple(
        tuple(tuple(tuple(line) for line in column[first:stop] if line) for column in columns)
        for first, stop in pairwise(bounds)
    )
    edges = tuple(min(row[0].left for row in column if row) for column in columns)
    return TablePart(edges=edges, rows=rows, doubtful=doubtful)


def _row_starts(columns: Sequence[Sequence[Row]], key: int) -> list[int]:
    keyed = [number for number, row in enumerate(columns[key]) if row]
    right = max(columns[key][number][-1].right for number in keyed)
    starts = keyed[:1]
    for before, number in pairwise(keyed):
        if not _goes_on(columns, key, before, number, right):
            starts.append(number)
    return starts


def _goes_on(columns: Sequence[Sequence[Row]], key: int, before: int, number: int, right: float) -> bool:
    """Whether a line of the key column is in the cell of the line above it."""
    above, below = columns[key][before], columns[key][number]
    if (above[0].y - below[0].y) / max(above[0].size, below[0].size) > _SAME_CELL:
        return False
    first, last = max(word.order for word in above), min(word.order for word in below)
    others = (word.order for other, column in enumerate(columns) if other != key for row in column for word in row)
    drawn_together = first < last and not any(first < order < last for order in others)
    full = above[-1].right + (below[0].right - below[0].left) + 0.3 * below[0].size >= right
    return drawn_together and (full or not all(columns[other][number] for other in range(len(columns))))
