"""What does reading one document give, from its bytes to its records?"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from taxonomy.model import Document, ReadingCorrection
from taxonomy.model.corrections import columns_wanted
from taxonomy.reading.formats import PicturesOnly, UnreadableDocument, decode
from taxonomy.reading.parse import find_held, parse
from taxonomy.reading.sandbox.sandbox_pipe import ReadAnswer


def read_document(data: bytes, name: str, *corrections: ReadingCorrection) -> ReadAnswer:
    """Decode and parse one document. What was decoded is kept even where parsing fails."""
    try:
        document = decode(data, name)
        wanted = [each for each in find_held(document, corrections) if each.field == "columns"]
        if columns := columns_wanted(wanted):
            document = decode(data, name, columns)
            # Its lines are others now: what was known of its form before holds.
            own = (replace(each, sha256=document.source.sha256, form=None) for each in wanted)
            corrections = (*(each for each in corrections if each not in wanted), *own)
    except UnreadableDocument as error:
        return ReadAnswer(error=str(error), pictured=isinstance(error, PicturesOnly))
    return _parsed(document, corrections)


def read_pictured(data: bytes, name: str, *corrections: ReadingCorrection) -> ReadAnswer:
    """Read a scan from its pictures (OCR) and parse what was recognized."""
    try:
        return _parsed(decode(data, name, pictured=True), corrections)
    except UnreadableDocument as error:
        return ReadAnswer(error=str(error))


def _parsed(document: Document, corrections: Sequence[ReadingCorrection]) -> ReadAnswer:
    try:
        return ReadAnswer(document=document, parsed=parse(document, corrections))
    except MemoryError:
        raise
    except Exception as error:
        # The door of the child: whatever a reader trips over, the other documents go on.
        return ReadAnswer(document=document, error=f"The text was decoded, but reading it failed ({error!r:.200}).")
