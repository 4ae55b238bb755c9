"""Which tables stand in a notice: their caption, their columns, their rows, each with its line?

Cells are parted by tabs, by Markdown pipes, or by two or more spaces. What the columns may be called is data
(``data/notices.toml``); a table is only read where its header is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import combinations

from msgspec import Struct

from taxonomy.datafiles import read_table
from taxonomy.model import Line, Problem
from taxonomy.reading.money import AMOUNT, read_pay_cell
from taxonomy.reading.sentences import without_marks

_PIPE_RULE = re.compile(r"^\s*\|?[\s:|+-]*-[\s:|+-]*\|?\s*$")
_GAP = re.compile(r"\s{2,}")
_NOT_WORD = re.compile(r"[^a-z0-9]+")
# "CS2154" · "9206" · "1-0230"
_CODE = re.compile(r"(?=[A-Z-]*\d)[A-Z0-9]{1,8}(?:[-/][A-Z0-9]{1,6})?")
_AMOUNT = re.compile(AMOUNT)
_EMPTY = frozenset({"", "-", "–", "—", "n/a", "na", "none", "tbd"})
_LONGEST_CAPTION = 100
_LONGEST_TITLE = 90


class Column(Struct, frozen=True):
    """What a column holds (`code`, `title`, `pay`, `minimum`, `maximum`, `other`), of when (`from`, `to`, empty)."""

    field: str
    time: str


class Row(Struct, frozen=True):
    """The cells of one line, one for each column; a cell the row leaves out is empty."""

    line: int
    cells: tuple[str, ...]


class Table(Struct, frozen=True, kw_only=True):
    """A table under its caption. `operation` is what the caption says is done to the classes, if it says so."""

    caption_line: int
    operation: str | None
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    first_line: int
    last_line: int

    def has(self, field: str, time: str | None = None) -> bool:
        """Whether a column holds `field` (of `time`)."""
        return any(column.field == field and time in (None, column.time) for column in self.columns)


class TableReading(Struct, frozen=True, kw_only=True):
    """All tables, the lines that captions stand on, and what could not be read."""

    tables: tuple[Table, ...]
    captions: tuple[int, ...]
    problems: tuple[Problem, ...]


def read_tables(lines: Sequence[Line]) -> TableReading:
    """Walk down the lines once: captions name what follows, headers open tables, other lines close them."""
    printed = [line for line in lines if line.text.strip() and not _PIPE_RULE.match(line.raw)]
    tables: list[Table] = []
    captions: list[int] = []
    problems: list[Problem] = []
    caption, operation, place = 0, None, 0
    while place < len(printed):
        columns = _header(printed, place)
        if columns:
            rows, wrong, after = _rows(printed, place + 1, columns)
            tables.append(_table(caption, operation, columns, rows, printed[place:after]))
            problems.extend(wrong)
            place = after
            continue
        found = _operation(printed[place])
        if found:
            caption, operation = printed[place].number, found
            captions.append(caption)
        place += 1
    return TableReading(tables=tuple(tables), captions=tuple(captions), problems=tuple(problems))


def is_empty(cell: str) -> bool:
    """Whether a cell says that there is nothing (``N/A``, a dash)."""
    return cell.strip().lower() in _EMPTY


def fits(field: str, cell: str) -> bool:
    """Whether `cell` can stand in a column of `field`."""
    if is_empty(cell) or field == "other":
        return True
    if field == "code":
        return bool(_CODE.fullmatch(cell))
    if field == "pay":
        return read_pay_cell(cell) is not None
    if field in ("minimum", "maximum"):
        return bool(_AMOUNT.fullmatch(cell))
    return _looks_like_title(cell)


def _looks_like_title(cell: str) -> bool:
    if len(cell) > _LONGEST_TITLE or cell.endswith((".", ";")) or read_pay_cell(cell):
        return False
    return any(letter.isalpha() for letter in cell) and not (
        _CODE.fullmatch(cell) and " " not in cell and cell[-1].isdigit()
    )


def _table(
    caption: int, operation: str | None, columns: tuple[Column, ...], rows: Sequence[Row], lines: Sequence[Line]
) -> Table:
    return Table(
        caption_line=caption,
        operation=operation,
        columns=columns,
        rows=tuple(rows),
        first_line=lines[0].number,
        last_line=lines[-1].number,
    )


def _cells(line: Line) -> list[str]:
    """The cells as printed. `raw` is split, because cleaning may have closed the gaps."""
    if "\t" in line.raw:
        cells = line.raw.strip("\n").split("\t")
    elif line.raw.count("|") > 1:
        cells = line.raw.strip().strip("|").split("|")
    else:
        cells = _GAP.split(line.raw.strip())
    return [" ".join(without_marks(cell).split()) for cell in cells]


def _column(cell: str) -> Column | None:
    """``Proposed Pay Grade& Range`` as pay of ``to``; None for words that name no column."""
    words = [word for word in _NOT_WORD.split(cell.lower().replace("&", " and ")) if word]
    tables = read_table("notices.toml")
    for time, marks in (("", ()), *tables["times"].items()):
        for rest in _without_mark(words, marks):
            for field, names in tables["columns"].items():
                if " ".join(rest) in names:
                    return Column(field, time)
    return None


def _without_mark(words: list[str], marks: Sequence[str]) -> Iterator[list[str]]:
    if not marks:
        yield words
    elif words and words[0] in marks:
        yield words[1:]
    elif words and words[-1] in marks:
        yield words[:-1]


def _header(printed: Sequence[Line], place: int) -> tuple[Column, ...] | None:
    cells = [cell for cell in _cells(printed[place]) if cell]
    columns = [_column(cell) for cell in cells]
    known = [column for column in columns if column]
    if len(cells) == 1 and known:
        return tuple(known) if _opens_list(printed, place, known[0]) else None
    if len(known) < 2 or len(known) * 2 < len(cells):
        return None
    return tuple(column or Column("other", "") for column in columns)


def _opens_list(printed: Sequence[Line], place: int, column: Column) -> bool:
    """A header of one cell counts only where what stands under it fits: ``Pay Grade`` alone may be a caption."""
    if place + 1 >= len(printed):
        return False
    below = _cells(printed[place + 1])
    return len(below) == 1 and fits(column.field, below[0]) and not _operation(printed[place + 1])


def _rows(printed: Sequence[Line], place: int, columns: tuple[Column, ...]) -> tuple[list[Row], list[Problem], int]:
    """The rows from `place` on, what is wrong with them, and where the table ends."""
    rows: list[Row] = []
    problems: list[Problem] = []
    while place < len(printed):
        line = printed[place]
        cells = _cells(line)
        if _header(printed, place) or _operation(line) or not _is_row(line, cells, columns):
            break
        aligned = _aligned(cells, columns)
        if aligned:
            rows.append(Row(line.number, aligned))
        else:
            problems.append(_strange_row(line, columns))
        place += 1
    return rows, problems, place


def _is_row(line: Line, cells: list[str], columns: tuple[Column, ...]) -> bool:
    if len(columns) == 1:
        return len(cells) == 1 and fits(columns[0].field, cells[0])
    if "\t" in line.raw or line.raw.count("|") > 1:
        return True
    return len(cells) > 1 and all(len(cell) <= _LONGEST_TITLE for cell in cells)


def _aligned(cells: list[str], columns: tuple[Column, ...]) -> tuple[str, ...] | None:
    """One cell a column. Where cells are missing, only if exactly one way of laying them out makes sense."""
    if len(cells) == len(columns):
        return tuple(cells)
    filled = [cell for cell in cells if cell]
    ways = [
        places
        for places in combinations(range(len(columns)), len(filled))
        if all(fits(columns[at].field, cell) for at, cell in zip(places, filled, strict=True))
    ]
    if len(ways) != 1:
        return None
    laid = dict(zip(ways[0], filled, strict=True))
    return tuple(laid.get(at, "") for at in range(len(columns)))


def _strange_row(line: Line, columns: tuple[Column, ...]) -> Problem:
    return Problem(
        code="notice_row_not_understood",
        message=f"This row of the table does not fit its {len(columns)} columns, so nothing was read from it.",
        first_line=line.number,
        last_line=line.number,
    )


def _operation(line: Line) -> str | None:
    """What a caption such as ``NEW CLASSES`` says is done; None where the line is no caption."""
    text = without_marks(line.text).strip(" :#").lower()
    if len(text) > _LONGEST_CAPTION or text.endswith((".", ";", ",")) or "\t" in line.raw or "|" in line.raw:
        return None
    if any(letter.isdigit() for letter in text) or _column(text):
        return None
    for entry in read_table("notices.toml")["captions"]:
        if all(word in text for word in entry.get("all", ())) and any(word in text for word in entry["any"]):
            return str(entry["operation"])
    return None
