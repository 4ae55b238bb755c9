"""Which lines does a plain or Markdown file hold? Exactly those it holds: nothing is taken off and nothing added."""

from __future__ import annotations

from taxonomy.reading.formats.decoding import decode_text, split_lines
from taxonomy.reading.formats.file_lines import FileLines


def read(data: bytes) -> FileLines:
    """The lines as they are; ``<br />`` and other marks in them are left to cleaning."""
    decoded = decode_text(data)
    return FileLines(lines=split_lines(decoded.text), encoding=decoded.encoding)
