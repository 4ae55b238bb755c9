"""Which lines does a picture of a page show? (the only door to rapidocr, which the extra `ocr` installs)

Every line is marked as read from a picture: its words are to be checked, and nothing in it is certain.
"""

from __future__ import annotations

from importlib import import_module, util

from taxonomy.reading.formats.file_lines import FileLines
from taxonomy.reading.formats.marks import Block, lay_out
from taxonomy.reading.formats.unreadable import UnreadableDocument

NOT_INSTALLED = (
    "This is a picture or a scan, which holds no text. Install the extra `ocr` to read it, "
    "or turn it into text (OCR) first."
)


def read(data: bytes) -> FileLines:
    """The lines of a picture; raises `UnreadableDocument` where text recognition is not installed."""
    return lay_out(blocks_of_picture(data))


def blocks_of_picture(picture: object) -> list[Block]:
    """The printed lines from top to bottom; `picture` is a file's bytes or an array of pixels."""
    if util.find_spec("rapidocr") is None:
        raise UnreadableDocument(NOT_INSTALLED)
    found = import_module("rapidocr").RapidOCR()(picture)
    if found.txts is None:
        raise UnreadableDocument("No words were recognized in the picture.")
    return [Block(text, doubt="read_from_picture") for text in _in_rows(found.boxes, found.txts)]


def _in_rows(boxes: object, texts: object) -> list[str]:
    """Boxes of one height on one line, from left to right."""
    rows: list[list[tuple[float, float, str]]] = []
    placed = sorted(
        (min(y for _, y in box), min(x for x, _ in box), max(y for _, y in box), text)
        for box, text in zip(boxes, texts, strict=True)  # type: ignore[call-overload]
    )
    for top, left, bottom, text in placed:
        if rows and top < rows[-1][0][1] - (bottom - top) * 0.5:
            rows[-1].append((left, rows[-1][0][1], text))
        else:
            rows.append([(left, bottom, text)])
    return [" ".join(text for _, _, text in sorted(line)) for line in rows]
