"""Which lines does a CSV hold? Each row is one line, its cells parted by tabs, whatever parts them in the file."""

from __future__ import annotations

import csv
from collections import Counter

from taxonomy.reading.formats.decoding import decode_text
from taxonomy.reading.formats.file_lines import FileLines
from taxonomy.reading.formats.spreadsheet import MAX_COLUMNS, MAX_ROWS, as_line
from taxonomy.reading.formats.unreadable import UnreadableDocument

_SAMPLE = 20_000
_DELIMITERS = "\t;|,"


def read(data: bytes) -> FileLines:
    """The rows; a line end inside a quoted cell opens no row."""
    decoded = decode_text(data)
    rows: list[str] = []
    try:
        for cells in csv.reader(decoded.text.splitlines(keepends=True), delimiter=_delimiter(decoded.text)):
            rows.append(as_line(cells[:MAX_COLUMNS]))
            if len(rows) > MAX_ROWS:
                raise UnreadableDocument(f"The table has over {MAX_ROWS:,} rows, which is not read.")
    except csv.Error as error:
        raise UnreadableDocument(f"The table is damaged ({error}).") from error
    return FileLines(lines=tuple(rows), encoding=decoded.encoding)


def _delimiter(text: str) -> str:
    """The sign that parts the cells of the first row outside of its quotes."""
    outside = "".join(text[:_SAMPLE].split('"')[::2]).lstrip().splitlines() or [""]
    counts = Counter(sign for sign in outside[0] if sign in _DELIMITERS)
    return counts.most_common(1)[0][0] if counts else ","
