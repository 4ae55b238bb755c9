"""A class specification as a Word document: the employer's own words, order and headings, with real heading styles.

Nothing is written anew: each line is a line of the document that the edition cites, so that reading the file gives the
same record again.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

import docx

from taxonomy.atlas import Atlas
from taxonomy.basics.contacts import mask_contacts
from taxonomy.model import Specification

_TITLE, _HEADING, _ITEM, _TEXT = "Heading 1", "Heading 2", "List Bullet", "Normal"
_MARKED = re.compile(r"\*\*(.+?)\*\*")
_HASHES = re.compile(r"^\s*#{1,6}\s+")
_BULLET = re.compile(r"^\s*[-•*]\s+")
_CELLS = "\t"


def class_docx(specification: Specification, lines: Sequence[str], *, mask: bool = True) -> bytes:
    """The edition `specification`, whose document has `lines`, as DOCX; with `mask` contact details are masked."""
    document = docx.Document()
    document.core_properties.title = specification.title or "Class specification"
    document.core_properties.created = document.core_properties.modified = datetime(2000, 1, 1)  # no clock: same bytes
    document.core_properties.language = "en-US"
    for style, block in _blocks(specification, lines[specification.first_line - 1 : specification.last_line]):
        texts = [mask_contacts(line) if mask else line for line in block]
        if style is None:
            _add_table(document, [text.split(_CELLS) for text in texts])
        else:
            _fill(document.add_paragraph(style=style), texts)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def zip_bytes(atlas: Atlas) -> bytes:
    """The plan: the current edition of every class as a Word document, by employer, in one ZIP."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for key, job_class in sorted(atlas.classes.items()):
            if job_class.current is not None:
                lines = atlas.documents[job_class.current.document].lines
                entry = zipfile.ZipInfo(f"{key}.docx", date_time=(2000, 1, 1, 0, 0, 0))
                archive.writestr(entry, class_docx(job_class.current.specification, lines), zipfile.ZIP_DEFLATED)
    return file.getvalue()


def _blocks(specification: Specification, lines: Sequence[str]) -> Iterator[tuple[str | None, list[str]]]:
    """Style and lines of each paragraph; no style: the rows of a table."""
    headings = {_bare(section.heading) for section in specification.sections if section.heading}
    block: list[str] = []
    kept: str | None = _TEXT
    for line in (*lines, ""):
        style = _style(line, headings, _bare(specification.title or ""))
        if block and (style != kept or style in (_TITLE, _HEADING, _ITEM) or not line.strip()):
            yield kept, block
            block = []
        kept = style
        if line.strip():
            block.append(_plain(line, style))


def _style(line: str, headings: set[str], title: str) -> str | None:
    bare = _bare(line)
    if _CELLS in line.strip():
        return None
    if bare and bare == title:
        return _TITLE
    if bare in headings or _HASHES.match(line):
        return _HEADING
    return _ITEM if _BULLET.match(line) else _TEXT


def _plain(line: str, style: str | None) -> str:
    if style in (_TITLE, _HEADING):
        return _MARKED.sub(r"\1", _HASHES.sub("", line)).strip()
    return _BULLET.sub("", line) if style == _ITEM else line.rstrip()


def _bare(text: str) -> str:
    """A heading as it is compared: without marks, colon and case."""
    return _MARKED.sub(r"\1", _HASHES.sub("", text)).strip().rstrip(":").casefold()


def _fill(paragraph: Any, texts: Sequence[str]) -> None:
    for number, text in enumerate(texts):
        if number:
            paragraph.add_run().add_break()
        for place, part in enumerate(_MARKED.split(_printable(text))):
            paragraph.add_run(part).bold = True if place % 2 else None


def _add_table(document: Any, rows: Sequence[Sequence[str]]) -> None:
    table = document.add_table(rows=0, cols=max(map(len, rows)))
    for row in rows:
        for cell, text in zip(table.add_row().cells, row, strict=False):
            _fill(cell.paragraphs[0], [text.strip()])


def _printable(text: str) -> str:
    return "".join(letter for letter in text if letter.isprintable())
