"""Which lines does a picture of a page show? None that we read: recognizing text is left to other programs."""

from __future__ import annotations

from typing import NoReturn

from taxonomy.reading.formats.unreadable import UnreadableDocument


def read(data: bytes) -> NoReturn:
    """Raises `UnreadableDocument`: a picture holds no text."""
    raise UnreadableDocument("This is a picture; a scanned page must be turned into text (OCR) first.")
