"""Which lines does a spreadsheet hold? Each row is one line, its cells parted by tabs; row 7 of sheet 1 is line 7."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import python_calamine

from taxonomy.reading.formats.file_lines import FileLines
from taxonomy.reading.formats.unreadable import UnreadableDocument
from taxonomy.reading.formats.zip_guard import check_office_archive

MAX_ROWS, MAX_COLUMNS = 20_000, 300
_TOO_LARGE = f"A sheet has over {MAX_ROWS:,} rows or {MAX_COLUMNS} columns, which is not read."
# <c r="B7" …>, <row r="7" …>
_CELL = re.compile(rb"\br=[\"']([A-Z]{0,3})(\d{1,9})[\"']")


def read(data: bytes) -> FileLines:
    """The rows of all sheets, one after the other."""
    check_office_archive(data)
    _check_extent(data)
    try:
        book = python_calamine.CalamineWorkbook.from_filelike(BytesIO(data))
        lines = tuple(row for name in book.sheet_names for row in _rows(book.get_sheet_by_name(name)))
    except (python_calamine.CalamineError, ValueError) as error:
        raise UnreadableDocument("The spreadsheet is damaged; save it again.") from error
    return FileLines(lines=lines)


def _check_extent(data: bytes) -> None:
    """Raise for a cell far out: the library would make room for all cells before it."""
    with ZipFile(BytesIO(data)) as archive:
        for name in archive.namelist():
            if name.startswith("xl/worksheets/"):
                for cell in _CELL.finditer(archive.read(name)):
                    if int(cell[2]) > MAX_ROWS or _column(cell[1]) > MAX_COLUMNS:
                        raise UnreadableDocument(_TOO_LARGE)


def _column(letters: bytes) -> int:
    """A is 1, Z is 26, AA is 27."""
    return functools.reduce(lambda number, letter: number * 26 + letter - 64, letters, 0)


def as_line(cells: Sequence[str]) -> str:
    """The cells of a row on one line; line ends inside a cell become spaces, or list items their own marks."""
    return "\t".join(" ".join(cell.replace("\t", " ").split()) for cell in cells).rstrip("\t")


def _rows(sheet: Any) -> Iterator[str]:
    if sheet.total_height > MAX_ROWS or sheet.total_width > MAX_COLUMNS:
        raise UnreadableDocument(_TOO_LARGE)
    for cells in sheet.to_python(skip_empty_area=False):
        yield as_line([_text(cell) for cell in cells])


def _text(cell: object) -> str:
    """A cell as a person reads it: 4417.0 is 4417, a day is a day."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    return cell.isoformat() if isinstance(cell, date) else str(cell)
