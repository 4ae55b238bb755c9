"""What stands on each page of a PDF, in reading order: text, tables, and the lines that belong to the page itself?

Lines that repeat on most pages, and a small line at the foot, are furniture.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from statistics import median

from msgspec import Struct

from taxonomy.reading.formats.pdf_columns import TablePart, TextPart, parts_of
from taxonomy.reading.formats.pdf_glyphs import DrawnPage, Glyph
from taxonomy.reading.formats.pdf_lines import PageWord, PrintedLine, line_of, rows_of
from taxonomy.reading.formats.pdf_tables import RuledTable, ruled_tables

_MARGIN_LINES = 3
_REPEATS = 0.6
_FOOT = 0.1  # of the page's height
_APART = 2.2  # letter sizes above a foot
_SMALL = 0.93  # of the letters of the text
_DIGITS = re.compile(r"\d+")
# "Records Clerk   Page 2", "2 of 5", "Rev. 3/14"
_PAGED = re.compile(r"(?i)\bpage\b|^\W*\d{1,3}(?:\s*(?:of|/)\s*\d{1,3})?\W*$")
_WIDEST_PADDING = 12.0  # points
_FIRST_TABLE = 10  # the columns of tables count from here on, so that no table shares them with the text
_COLUMNS_OF_A_TABLE = 50

Row = Sequence[PageWord]


class Text(Struct, frozen=True, kw_only=True):
    """Lines in reading order."""

    lines: tuple[PrintedLine, ...]
    doubt: str = ""


class PageTable(Struct, frozen=True, kw_only=True):
    """Rows of cells of lines; `edges` is where the columns begin."""

    edges: tuple[float, ...]
    rows: tuple[tuple[tuple[PrintedLine, ...], ...], ...]
    doubt: str = ""


class Margin(Struct, frozen=True, kw_only=True):
    """A line that belongs to the page: page_header or page_footer."""

    line: PrintedLine
    kind: str


class _Drawn(Struct):
    """The rows and tables of one page."""

    page: DrawnPage
    rows: list[list[PageWord]]
    tables: list[RuledTable]


def layout_of(pages: Sequence[DrawnPage]) -> list[list[Text | PageTable | Margin]]:
    """The parts of every page in reading order."""
    drawn = [_drawn(page) for page in pages]
    repeated = _repeated(drawn)
    counter = iter(range(_FIRST_TABLE, 10**9, _COLUMNS_OF_A_TABLE))
    return [list(_parts(each, repeated, counter)) for each in drawn]


def _drawn(page: DrawnPage) -> _Drawn:
    tables, rest = ruled_tables(page)
    return _Drawn(page, rows_of(rest), tables)


def _repeated(drawn: Sequence[_Drawn]) -> set[str]:
    """Margin lines that stand on most pages, their digits (page numbers) aside."""
    seen = Counter(text for each in drawn for text in {_masked(row) for row in _margins(each.rows)})
    return {text for text, count in seen.items() if count >= max(2, _REPEATS * len(drawn))}


def _margins(rows: Sequence[Row]) -> list[Row]:
    return [*rows[:_MARGIN_LINES], *rows[_MARGIN_LINES:][-_MARGIN_LINES:]]


def _masked(row: Row) -> str:
    return _DIGITS.sub("#", " ".join(word.text for word in row))


def _parts(drawn: _Drawn, repeated: set[str], counter: Iterator[int]) -> Iterator[Text | PageTable | Margin]:
    rows, heads, feet = _without_margins(drawn, repeated)
    yield from (Margin(line=line_of(row, drawn.page.number), kind="page_header") for row in heads)
    for table in sorted(drawn.tables, key=lambda table: -table.top):
        above = [row for row in rows if row[0].y > table.top]
        rows = rows[len(above) :]
        yield from _texts(above, drawn.page, counter)
        yield _ruled(table, drawn.page.number, next(counter))
    yield from _texts(rows, drawn.page, counter)
    aslant = rows_of(drawn.page.aslant)
    yield from (Margin(line=line_of(row, drawn.page.number), kind="page_footer") for row in [*feet, *aslant])


def _without_margins(drawn: _Drawn, repeated: set[str]) -> tuple[list[list[PageWord]], list[Row], list[Row]]:
    heads, feet, kept = list[Row](), list[Row](), list[list[PageWord]]()
    margins = {id(row) for row in _margins(drawn.rows) if _masked(row) in repeated}
    usual = median([word.size for row in drawn.rows for word in row] or [0.0])
    for number, row in enumerate(drawn.rows):
        if id(row) in margins:
            (heads if row[0].y > drawn.page.height / 2 else feet).append(row)
        elif _is_foot(drawn, number, usual):
            feet.append(row)
        else:
            kept.append(row)
    return kept, heads, feet


def _is_foot(drawn: _Drawn, number: int, usual: float) -> bool:
    """Whether a line stands alone at the foot of the page and is small or tells the page."""
    row = drawn.rows[number]
    if number == 0 or row[0].y > _FOOT * drawn.page.height or number < len(drawn.rows) - 2:
        return False
    apart = all(above[0].y - row[0].y > _APART * row[0].size for above in drawn.rows[max(number - 1, 0) : number])
    small = max(word.size for word in row) < _SMALL * usual
    return apart and (small or _PAGED.search(" ".join(word.text for word in row)) is not None)


def _texts(rows: Sequence[Row], page: DrawnPage, counter: Iterator[int]) -> Iterator[Text | PageTable]:
    parts = [TextPart(rows=tuple(map(tuple, rows)))] if page.columns and rows else parts_of(rows)
    column = 0
    for part in parts:
        if isinstance(part, TablePart):
            yield _unruled(part, page.number, next(counter))
            column = 0
            continue
        column = column + 1 if part.column else 0
        yield _text(part, page, column)


def _text(part: TextPart, page: DrawnPage, column: int) -> Text:
    doubt = "read_from_picture" if page.pictured else "reading_order_doubtful" if part.doubtful else ""
    return Text(lines=tuple(line_of(row, page.number, column) for row in part.rows), doubt=doubt)


def _unruled(part: TablePart, number: int, first: int) -> PageTable:
    rows = tuple(
        tuple(tuple(line_of(line, number, first + column) for line in cell) for column, cell in enumerate(row))
        for row in part.rows
    )
    return PageTable(edges=part.edges, rows=rows, doubt="reading_order_doubtful" if part.doubtful else "")


def _ruled(table: RuledTable, number: int, first: int) -> PageTable:
    rows = tuple(
        tuple(_cell(cell, number, first + column, table.edges[column : column + 2]) for column, cell in enumerate(row))
        for row in table.rows
    )
    return PageTable(edges=table.edges[:-1], rows=rows)


def _cell(glyphs: Sequence[Glyph], number: int, column: int, bounds: Sequence[float]) -> tuple[PrintedLine, ...]:
    """The lines of a ruled cell; the text ends as far from its right ruling as it begins from the left one."""
    rows = rows_of(glyphs)
    padding = max(min((row[0].left for row in rows), default=0.0) - bounds[0], 0.0)
    return tuple(line_of(row, number, column, bounds[1] - min(padding, _WIDEST_PADDING)) for row in rows)
