"""Which lines does a PDF hold? (with `pdf_glyphs` the only door to pypdfium2)"""

from __future__ import annotations

from collections.abc import Iterator

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from taxonomy.reading.formats.file_lines import FileLines
from taxonomy.reading.formats.marks import lay_out
from taxonomy.reading.formats.pdf_glyphs import DrawnPage, page_of
from taxonomy.reading.formats.pdf_pages import layout_of
from taxonomy.reading.formats.pdf_paragraphs import blocks_of
from taxonomy.reading.formats.pdf_split import in_columns
from taxonomy.reading.formats.unreadable import PicturesOnly, UnreadableDocument

MAX_PAGES = 200
_LOCKED = "The PDF is protected by a password; save it without one."


def read(data: bytes, columns: int | None = None) -> FileLines:
    """The lines of a PDF; raises `UnreadableDocument` for locked, scanned, over-long and damaged files.

    `columns` is how many there are on a page where a person said so.
    """
    pages = list(_pages(data))
    if columns is not None:
        pages = [part for page in pages for part in in_columns(page, columns)]
    if not any(page.glyphs for page in pages):
        raise PicturesOnly("The PDF holds no text, only pictures of pages")
    return lay_out(blocks_of(layout_of(pages)))


def _pages(data: bytes) -> Iterator[DrawnPage]:
    """The pages, if they are open to everyone and not too many."""
    document = _opened(data)
    count = len(document)
    if count > MAX_PAGES:
        raise UnreadableDocument(f"The PDF has {count:,} pages; over {MAX_PAGES} are not read.")
    for number in range(count):
        page = document[number]
        yield page_of(page, number + 1)
        page.close()


def _opened(data: bytes) -> pdfium.PdfDocument:
    """The document; many files are locked against changes only, and open without a password."""
    try:
        return pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        if raw.FPDF_GetLastError() in (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY):
            raise UnreadableDocument(_LOCKED) from error
        raise UnreadableDocument("The PDF is damaged or cut off; save it again.") from error
