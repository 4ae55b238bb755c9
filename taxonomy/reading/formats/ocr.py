"""Which lines does a scanned page show? (the only door to rapidocr, which the extra `ocr` brings)

Each line that was recognized becomes letters at their places on the page, so that columns, tables and page furniture
are found as in any PDF. All of it is marked as read from a picture: no fact of it is certain.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from importlib import import_module
from statistics import median
from typing import Any, TypeAlias

import pypdfium2 as pdfium
from msgspec.structs import replace

from taxonomy.reading.formats.file_lines import FileLines
from taxonomy.reading.formats.marks import lay_out
from taxonomy.reading.formats.pdf_glyphs import DrawnPage, Glyph
from taxonomy.reading.formats.pdf_pages import layout_of
from taxonomy.reading.formats.pdf_paragraphs import blocks_of
from taxonomy.reading.formats.unreadable import UnreadableDocument

MAX_PAGES = 20
_DPI, _POINTS = 250, 72
_LEAST_SURE = 0.5  # below that a line is noise
_LETTER = 0.72  # of the height of its line
_ALIKE = 0.25  # of the usual height
_Box: TypeAlias = Sequence[tuple[float, float]]


def read(data: bytes) -> FileLines:
    """The lines of a scanned PDF or of a picture; raises `UnreadableDocument` where nothing is recognized."""
    engine = import_module("rapidocr").RapidOCR(params={"Global.log_level": "error"})
    pages = list(_pages(data, engine))
    if not any(page.glyphs for page in pages):
        raise UnreadableDocument("No words were recognized in this picture.")
    return lay_out(replace(block, doubt="read_from_picture") for block in blocks_of(layout_of(pages)))


def _pages(data: bytes, engine: Any) -> Iterator[DrawnPage]:
    if b"%PDF-" not in data[:1024]:
        yield _page(engine(data), 1, _DPI / _POINTS)
        return
    document = pdfium.PdfDocument(data)
    if len(document) > MAX_PAGES:
        raise UnreadableDocument(f"The scan has {len(document):,} pages; over {MAX_PAGES} are not read from pictures.")
    for number in range(len(document)):
        picture = document[number].render(scale=_DPI / _POINTS).to_numpy()
        yield _page(engine(picture), number + 1, _DPI / _POINTS)


def _page(recognized: Any, number: int, scale: float) -> DrawnPage:
    """A page whose letters stand, evenly spaced, where the lines were recognized."""
    found = [] if recognized.boxes is None else zip(recognized.boxes, recognized.txts, recognized.scores, strict=True)
    lines = [
        ([(float(x) / scale, float(y) / scale) for x, y in box], str(text))
        for box, text, score in found
        if score >= _LEAST_SURE and str(text).strip()
    ]
    height = max((y for box, _ in lines for _, y in box), default=0.0) + _POINTS
    width = max((x for box, _ in lines for x, _ in box), default=0.0) + _POINTS
    usual = median([_height(box) for box, _ in lines] or [0.0])
    glyphs = [glyph for order, (box, text) in enumerate(lines) for glyph in _glyphs(box, text, order, (height, usual))]
    return DrawnPage(number=number, width=width, height=height, glyphs=tuple(glyphs), pictured=True)


def _height(box: _Box) -> float:
    return max(y for _, y in box) - min(y for _, y in box)


def _glyphs(box: _Box, text: str, order: int, page: tuple[float, float]) -> Iterator[Glyph]:
    """The letters of one line; lines that are nearly of the page's usual height are of one size."""
    height, usual = page
    left, right, bottom = min(x for x, _ in box), max(x for x, _ in box), max(y for _, y in box)
    own = _height(box)
    step, size = (right - left) / len(text), (usual if abs(own - usual) < _ALIKE * usual else own) * _LETTER
    for place, letter in enumerate(text):
        if not letter.isspace():
            start = left + place * step
            yield Glyph(
                text=letter,
                left=start,
                right=start + step,
                y=height - bottom + size * 0.25,
                size=size,
                bold=False,
                order=order * 1000 + place,
                drawn_by=order,
            )
