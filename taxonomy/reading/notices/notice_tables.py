"""Which tables stand in a notice: their caption, their columns, their rows, each with its line?"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import combinations

from msgspec import Struct

from taxonomy.basics.datafiles import read_table
from taxonomy.model import Line, Problem
from taxonomy.reading.notices.notice_captions import NUMBERED, caption_operation
from taxonomy.reading.notices.notice_columns import (
    LONGEST_TITLE,
    Header,
    NoticeColumn,
    cells_of,
    column_of,
    fits,
    read_header,
    separated,
)
from taxonomy.reading.notices.notice_phrases import LABELLED_CODE

_PIPE_RULE = re.compile(r"^\s*\|?[\s:|+-]*-[\s:|+-]*\|?\s*$")
# "Salary Grade: 17"
_LABEL_LINE = re.compile(r"^\s*(?P<label>[A-Za-z][A-Za-z /&.]{1,40}?)\s*:\s*(?P<value>\S.*)$")
# A cell that says itself what it holds is read as the item of a list: "From: Clerk", "from 18 to 20", "Schem Code 7811"
_SAYS = re.compile(rf"^(?:from|to)\b|\b(?:from|to)\s*:|^(?:\S+\s+)?{LABELLED_CODE.pattern}", re.IGNORECASE)
_SHORTEST_TEXT = 45
_MOST_COLUMNS = 12
_BARE_FIELDS = ("code", "pay", "title")


class Row(Struct, frozen=True):
    """The cells of one class, one for each column, and the line of each; a cell the row leaves out is empty."""

    line: int
    cells: tuple[str, ...]
    lines: tuple[int, ...]


class NoticeTable(Struct, frozen=True, kw_only=True):
    """A table under its caption. `operation` is what the caption says is done to the classes, if it says so."""

    caption_line: int
    operation: str | None
    columns: tuple[NoticeColumn, ...]
    rows: tuple[Row, ...]
    first_line: int
    last_line: int

    def has(self, field: str, time: str | None = None) -> bool:
        """Whether a column holds `field` (of `time`)."""
        return any(column.field == field and time in (None, column.time) for column in self.columns)

    @property
    def says_what_is_done(self) -> bool:
        """Whether the caption, a column of actions, or two sides of titles or pay tell what happens to the classes."""
        both = any(self.has(field, "from") and self.has(field, "to") for field in ("title", "pay"))
        return bool(self.operation) or self.has("action") or both


class TableReading(Struct, frozen=True, kw_only=True):
    """All tables, the lines that captions stand on, and what could not be read."""

    tables: tuple[NoticeTable, ...]
    captions: tuple[int, ...]
    problems: tuple[Problem, ...]
    operations: dict[int, str]


def read_tables(lines: Sequence[Line]) -> TableReading:
    """Walk down the lines once: captions name what follows, headers open tables, other lines close them."""
    printed = [line for line in lines if line.text.strip() and not _PIPE_RULE.match(line.raw)]
    tables: list[NoticeTable] = []
    captions: list[int] = []
    problems: list[Problem] = []
    said: dict[int, str] = {}
    caption, operation, place = 0, None, 0
    while place < len(printed):
        block = _block(printed, place) if operation else None
        if block:
            tables.append(_table(caption, operation, *block))
            place += len(block[2])
            continue
        two_sides = _transposed(printed, place)
        if two_sides:
            tables.append(_table(caption, operation, *two_sides))
            place += len(two_sides[2]) + 1
            continue
        header = None if _captions_block(printed, place) else read_header(printed, place)
        if header:
            rows, wrong, after = _rows(printed, place + header.height, header)
            tables.append(_table(caption, operation, header, rows, printed[place:after]))
            problems.extend(wrong)
            place = after
            continue
        found = None if _goes_on(printed, place) else caption_operation(printed[place])
        if found:
            caption, operation = printed[place].number, found
            captions.append(caption)
            said[caption] = found
        elif operation and (bare := _without_header(printed, place)):
            tables.append(_table(caption, operation, bare, *_bare_rows(printed, place, bare)))
            place += len(tables[-1].rows)
            continue
        place += 1
    return TableReading(tables=tuple(tables), captions=tuple(captions), problems=tuple(problems), operations=said)


def _captions_block(printed: Sequence[Line], place: int) -> bool:
    """Whether "NEW CLASS", which could name a column, stands above labelled lines."""
    return caption_operation(printed[place]) is not None and _block(printed, place + 1) is not None


def _block(printed: Sequence[Line], place: int) -> tuple[Header, list[Row], list[Line]] | None:
    """One class as labelled lines ("Title: …", "Code: …" or "From: …", "To: …"), where a title is among them."""
    columns: list[NoticeColumn] = []
    lines: list[Line] = []
    values: list[str] = []
    for line in printed[place : place + _MOST_COLUMNS]:
        labelled = [_LABEL_LINE.match(cell) for cell in _pairs(line)] if "\t" not in line.raw else []
        of_line = [column for found in labelled if found and (column := _labelled(found["label"]))]
        again = any(column in columns and column.field != "pay" for column in of_line)
        if not of_line or len(of_line) < len(labelled) or again:
            break
        columns += of_line
        lines += [line] * len(of_line)
        values += [found["value"].strip() for found in labelled if found]
    if not any(column.field == "title" for column in columns):
        return None
    row = Row(lines[0].number, tuple(values), tuple(line.number for line in lines))
    return Header(columns=tuple(columns)), [row], list({line.number: line for line in lines}.values())


def _pairs(line: Line) -> list[str]:
    """The cells of a line of labels, each label with its value: "From: Clerk", "To: Aide"."""
    found: list[str] = []
    for cell in separated(line):
        if found and found[-1].endswith(":"):
            found[-1] = f"{found[-1]} {cell}"
        else:
            found.append(cell)
    return found


def _transposed(printed: Sequence[Line], place: int) -> tuple[Header, list[Row], list[Line]] | None:
    """One class as labelled lines with two sides: "FROM" and "TO" above, "Grade:", "11", "13" below."""
    times = [_labelled(cell) for cell in separated(printed[place]) if cell]
    if len(times) != 2 or [time.time if time else "" for time in times] != ["from", "to"]:
        return None
    columns: list[NoticeColumn] = []
    cells: list[str] = []
    lines: list[Line] = []
    for line in printed[place + 1 : place + 1 + _MOST_COLUMNS]:
        label, *sides = separated(line)
        column = column_of(label.rstrip(" :"))
        if column is None or len(sides) != 2:
            break
        columns += [NoticeColumn(column.field, "from"), NoticeColumn(column.field, "to")]
        cells += sides
        lines.append(line)
    if not any(column.field == "title" for column in columns):
        return None
    numbers = tuple(line.number for line in lines for _ in range(2))
    return Header(columns=tuple(columns)), [Row(lines[0].number, tuple(cells), numbers)], lines


def _labelled(label: str) -> NoticeColumn | None:
    """The column of a label; "From" and "To" alone speak of titles."""
    times = read_table("notices.toml")["times"]
    alone = next((time for time, marks in times.items() if label.strip().casefold() in marks), None)
    return NoticeColumn("title", alone) if alone else column_of(label)


def _without_header(printed: Sequence[Line], place: int) -> Header | None:
    """The columns of a row that stands under a caption without a header, told by what its cells look like."""
    cells = separated(printed[place])
    if not 1 < len(cells) <= _MOST_COLUMNS or any(len(cell) > LONGEST_TITLE or _SAYS.search(cell) for cell in cells):
        return None
    fields = [next((field for field in _BARE_FIELDS if cell and fits(field, cell)), "other") for cell in cells]
    if not 1 <= fields.count("title") <= 2 or "other" in fields:
        return None
    seen: Counter[str] = Counter()
    columns = []
    for field in fields:
        time = ("from", "to")[min(seen[field], 1)] if fields.count(field) == 2 else ""
        columns.append(NoticeColumn(field, time))
        seen[field] += 1
    return Header(columns=tuple(columns))


def _bare_rows(printed: Sequence[Line], place: int, header: Header) -> tuple[list[Row], list[Line]]:
    """The rows of the same columns that follow one another from `place` on, and their lines."""
    lines = [printed[place]]
    for line in printed[place + 1 :]:
        if caption_operation(line) or _without_header([line], 0) != header:
            break
        lines.append(line)
    rows = [Row(line.number, tuple(separated(line)), (line.number,) * len(header.columns)) for line in lines]
    return rows, lines


def _table(
    caption: int, operation: str | None, header: Header, rows: Sequence[Row], lines: Sequence[Line]
) -> NoticeTable:
    return NoticeTable(
        caption_line=caption,
        operation=operation,
        columns=_resolved(header.columns, operation, rows),
        rows=tuple(rows),
        first_line=lines[0].number,
        last_line=lines[-1].number,
    )


def _resolved(columns: Sequence[NoticeColumn], operation: str | None, rows: Sequence[Row]) -> tuple[NoticeColumn, ...]:
    """ "From" and "To" alone are grades under a caption of grades, else titles; a "Class" of numbers is a code."""
    side = "pay" if operation == "regraded" else "title"
    found = [NoticeColumn(side, column.time) if column.field == "side" else column for column in columns]
    titles = [at for at, column in enumerate(found) if column == NoticeColumn("title", "")]
    for at in titles[:1] if len(titles) > 1 else ():
        if rows and all(fits("code", row.cells[at]) and row.cells[at] for row in rows):
            found[at] = NoticeColumn("code", "")
    return tuple(found)


def _rows(printed: Sequence[Line], place: int, header: Header) -> tuple[list[Row], list[Problem], int]:
    """The rows from `place` on, what is wrong with them, and where the table ends."""
    rows: list[Row] = []
    problems: list[Problem] = []
    while place < len(printed):
        line = printed[place]
        cells = cells_of(line, header)
        if read_header(printed, place) or caption_operation(line) or not cells or not _is_row(line, cells, header):
            break
        if rows and _is_apart(line, rows[-1], header):
            break
        aligned = _aligned(cells, header.columns)
        if aligned is None and "\t" in line.raw:  # tabs keep the place of each cell: only the last ones can be missing
            aligned = _aligned([*cells, *[""] * (len(header.columns) - len(cells))], header.columns)
        if aligned:
            rows.append(Row(line.number, aligned, (line.number,) * len(aligned)))
        else:
            problems.append(_strange_row(line, header))
        place += 1
    return rows, problems, place


def _is_row(line: Line, cells: list[str], header: Header) -> bool:
    columns = header.columns
    if len(columns) == 1:
        return len(cells) == 1 and fits(columns[0].field, cells[0])
    if "\t" in line.raw or line.raw.count("|") > 1:
        return True
    return len(cells) > 1 and all(len(cell) <= LONGEST_TITLE for cell in cells)


def _is_apart(line: Line, above: Row, header: Header) -> bool:
    """A list of titles alone has no shape that tells its rows from other short lines: a blank line ends it."""
    return len(header.columns) == 1 and header.columns[0].field == "title" and line.number > above.line + 1


def _aligned(cells: list[str], columns: tuple[NoticeColumn, ...]) -> tuple[str, ...] | None:
    """One cell a column. Where cells are missing, only if exactly one way of laying them out makes sense."""
    if len(cells) == len(columns):
        return tuple(cells)
    filled = [cell for cell in cells if cell]
    if len(filled) > len(columns):
        return _joined(filled, columns)
    if len(columns) > _MOST_COLUMNS:  # the ways grow without bound
        return None
    ways = [
        places
        for places in combinations(range(len(columns)), len(filled))
        if all(fits(columns[at].field, cell) for at, cell in zip(places, filled, strict=True))
    ]
    if len(ways) != 1:
        return None
    laid = dict(zip(ways[0], filled, strict=True))
    return tuple(laid.get(at, "") for at in range(len(columns)))


def _joined(cells: list[str], columns: tuple[NoticeColumn, ...]) -> tuple[str, ...] | None:
    """Two spaces between a grade and its range parted one cell: "A-611  $21.14 - $30.87"."""
    left, found = list(cells), []
    for column in columns:
        if not left:
            return None
        cell = left.pop(0)
        if column.field == "pay" and left and fits("pay", f"{cell} {left[0]}") and not fits("title", left[0]):
            cell = f"{cell} {left.pop(0)}"
        found.append(cell)
    ok = not left and all(fits(column.field, cell) for column, cell in zip(columns, found, strict=True))
    return tuple(found) if ok else None


def _strange_row(line: Line, header: Header) -> Problem:
    return Problem(
        code="notice_row_not_understood",
        message=f"This row of the table does not fit its {len(header.columns)} columns, so nothing was read from it.",
        first_line=line.number,
        last_line=line.number,
    )


def _goes_on(printed: Sequence[Line], place: int) -> bool:
    """Is this line the rest of a sentence in running text, and so no caption?"""
    if not place:
        return False
    above, line = printed[place - 1], printed[place]
    if NUMBERED.match(line.text) and line.text.rstrip().endswith(":"):
        return False
    if above.number + 1 < line.number and not line.text[0].islower():
        return False
    return (
        len(above.text) > _SHORTEST_TEXT
        and "\t" not in above.raw
        and "|" not in above.raw
        and above.text[-1] not in ".:!?"
    )
