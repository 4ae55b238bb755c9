"""Which lines does a file hold, whatever its format? The one door: `decode`.

Word, PDF and web documents come out in the light marks of the plain documents (see `marks`). Each format lives in a
module of its own, imported only when a file of that kind comes: python-docx and pdfium cost a third of a second each.
"""

from __future__ import annotations

import hashlib
from importlib import import_module

from taxonomy.model import Document, Problem, Source
from taxonomy.reading.formats.file_lines import FileLines
from taxonomy.reading.formats.sniffing import MEDIA_TYPES, agreed_kind, kind_of_name
from taxonomy.reading.formats.suspicious import damage
from taxonomy.reading.formats.unreadable import PicturesOnly, UnreadableDocument

__all__ = ["MAX_BYTES", "MAX_LINES", "PicturesOnly", "UnreadableDocument", "decode", "refuse_large"]

MAX_LINES = 100_000
MAX_BYTES = 32 * 1024 * 1024
_MODULES = {"markdown": "text", "xlsx": "spreadsheet"}  # the others by their own names
_NAMES = {
    "text": "plain text",
    "markdown": "Markdown",
    "html": "a web page",
    "docx": "a Word document",
    "pdf": "a PDF",
    "odt": "an OpenDocument text",
    "rtf": "an RTF document",
    "xlsx": "an Excel workbook",
    "csv": "a table of values (CSV)",
    "picture": "a picture",
    "ocr": "a picture of a page",
}


def decode(data: bytes, name: str, columns: int | None = None, *, pictured: bool = False) -> Document:
    """Read any supported file to lines; raises `UnreadableDocument` with one plain sentence where that fails.

    The content decides what the file is; where the ending of `name` says something else, that is a problem record.
    `columns` is how many a page of a PDF has, where a person said so; `pictured` reads a scan from its pictures, which
    needs the extra `ocr`.
    """
    refuse_large(len(data))
    kind, agreed = agreed_kind(data, name)
    reading = _read("ocr" if pictured else kind, data, columns if kind == "pdf" and not pictured else None)
    _refuse_endless(reading.lines)
    problems = () if agreed else (_mismatch(kind, name),)
    source = Source(
        name=name,
        media_type=MEDIA_TYPES[kind],
        encoding=reading.encoding,
        sha256=hashlib.sha256(data).hexdigest(),
        lines=len(reading.lines),
    )
    return Document(
        source=source,
        lines=reading.lines,
        furniture=reading.furniture,
        problems=problems + reading.problems + damage(reading.lines),
    )


def refuse_large(size: int) -> None:
    """Raise for a file over the size that is read at all."""
    if size > MAX_BYTES:
        raise UnreadableDocument(
            f"The file has {size / 1_000_000:,.0f} MB; files over {MAX_BYTES / 1_000_000:,.0f} MB are not read."
        )


def _read(kind: str, data: bytes, columns: int | None) -> FileLines:
    module = import_module(f"{__name__}.{_MODULES.get(kind, kind)}")
    try:
        reading: FileLines = module.read(data) if columns is None else module.read(data, columns)
    except (UnreadableDocument, MemoryError):
        raise
    except Exception as error:
        # The libraries under the formats raise nearly anything on a damaged file (KeyError, AttributeError,
        # RecursionError, their own); to the person who brought it, it is one thing: this file is damaged.
        raise UnreadableDocument(
            f"The file is damaged and cannot be read as {_NAMES[kind]} ({error!r:.120})."
        ) from error
    return reading


def _refuse_endless(lines: tuple[str, ...]) -> None:
    """Raise for files without a word, and for those no person could have written."""
    if len(lines) > MAX_LINES:
        raise UnreadableDocument(f"The file has {len(lines):,} lines; over {MAX_LINES:,} are not read.")
    if not any(line.strip() for line in lines):
        raise UnreadableDocument("The file holds no text.")


def _mismatch(kind: str, name: str) -> Problem:
    promised = kind_of_name(name)
    says = _NAMES[promised] if promised else "something else"
    return Problem(
        code="format_mismatch", message=f"The name says {says}, but the content is {_NAMES[kind]}; it was read as such."
    )
