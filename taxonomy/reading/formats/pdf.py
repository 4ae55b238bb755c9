"""Which lines does a PDF hold? (the only door to pypdf)"""

from __future__ import annotations

import logging
import math
from collections.abc import Sequence
from io import BytesIO
from typing import Any

from pypdf import PageObject, PdfReader
from pypdf.errors import DependencyError, EmptyFileError, FileNotDecryptedError, PdfReadError

from taxonomy.reading.formats.file_lines import FileLines
from taxonomy.reading.formats.marks import lay_out
from taxonomy.reading.formats.pdf_lines import Fragment, PrintedLine, lines_of
from taxonomy.reading.formats.pdf_paragraphs import blocks_of
from taxonomy.reading.formats.unreadable import UnreadableDocument

MAX_PAGES = 200
_BOLD_NAMES = ("bold", "black", "heavy", "demi")
_LOCKED = "The PDF is protected by a password; save it without one."

logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # its warnings about damaged files are told as problems


def read(data: bytes) -> FileLines:
    """The lines of a PDF; raises `UnreadableDocument` for locked, scanned, over-long and damaged files."""
    try:
        pages = _pages(PdfReader(BytesIO(data)))
        lines = [_lines(page, number) for number, page in enumerate(pages, 1)]
    except (FileNotDecryptedError, DependencyError) as error:
        raise UnreadableDocument(_LOCKED) from error
    except (EmptyFileError, PdfReadError) as error:
        raise UnreadableDocument("The PDF is damaged or cut off; save it again.") from error
    if not any(line.text for page in lines for line in page):
        raise UnreadableDocument("The PDF holds no text, only pictures: a scan must be turned into text (OCR) first.")
    return lay_out(blocks_of(lines))


def _pages(reader: PdfReader) -> Sequence[PageObject]:
    """The pages, if they are open to everyone and not too many."""
    if reader.is_encrypted and not reader.decrypt(""):  # many files are locked against changes only
        raise UnreadableDocument(_LOCKED)
    count = len(reader.pages)
    if count > MAX_PAGES:
        raise UnreadableDocument(f"The PDF has {count:,} pages; over {MAX_PAGES} are not read.")
    return list(reader.pages)


def _lines(page: PageObject, number: int) -> list[PrintedLine]:
    if page.rotation:
        page.transfer_rotation_to_content()
    drawn = _Drawn()
    page.extract_text(visitor_text=drawn.visit)
    return lines_of(drawn.fragments, number)


class _Drawn:
    """Listens while pypdf draws a page."""

    def __init__(self) -> None:
        self.fragments: list[Fragment] = []
        self._follows = False

    def visit(self, text: str, page: list[float], line: list[float], font: dict[str, Any] | None, size: float) -> None:
        """One stretch of text, with the matrices of page and text, the font and its size.

        pypdf puts a line feed before or after text that it takes for a new line; spaces it puts in itself.
        """
        words = text.strip("\n")
        if words:
            scale = math.hypot(line[2] * page[0] + line[3] * page[2], line[2] * page[1] + line[3] * page[3])
            self.fragments.append(
                Fragment(
                    text=words,
                    x=line[4] * page[0] + line[5] * page[2] + page[4],
                    y=line[4] * page[1] + line[5] * page[3] + page[5],
                    size=max(abs(size) * scale, 1.0),
                    bold=_is_bold(font),
                    follows=self._follows and not text.startswith("\n"),
                    order=len(self.fragments),
                )
            )
        if text:
            self._follows = not text.endswith("\n")


def _is_bold(font: dict[str, Any] | None) -> bool:
    name = str(font.get("/BaseFont", "")).lower() if font else ""
    return any(sign in name for sign in _BOLD_NAMES)
