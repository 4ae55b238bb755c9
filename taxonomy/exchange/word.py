"""A redline as a Word document with real tracked changes, which Word and LibreOffice can accept or reject."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import datetime
from itertools import count
from typing import Any

import docx
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from taxonomy.analysis.redlines import Redline, RedlineParagraph

_STYLES = {"heading": "Heading 2", "item": "List Bullet", "text": "Normal"}
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def redline_docx(redline: Redline, *, author: str, when: str) -> bytes:
    """`redline` as DOCX: its changes tracked as made by `author` at `when` (ISO, UTC)."""
    document = docx.Document()
    document.core_properties.title = redline.title
    document.core_properties.author = author
    # The same redline gives the same properties: no clock.
    document.core_properties.created = document.core_properties.modified = datetime(2000, 1, 1)
    document.add_heading(redline.title, level=1)
    numbers = count(1)
    for paragraph in redline.paragraphs:
        added = document.add_paragraph(style=_STYLES[paragraph.kind])
        for element in _elements(paragraph, author, when, numbers):
            added._p.append(element)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def _elements(paragraph: RedlineParagraph, author: str, when: str, numbers: Iterator[int]) -> Iterator[Any]:
    for part in paragraph.parts:
        if part.op == "equal":
            yield _run(part.b, "w:t")
            continue
        if part.a:
            yield _tracked("w:del", _run(part.a, "w:delText"), author, when, next(numbers))
        if part.b:
            yield _tracked("w:ins", _run(part.b, "w:t"), author, when, next(numbers))


def _tracked(tag: str, run: Any, author: str, when: str, number: int) -> Any:
    change = OxmlElement(tag)
    change.set(qn("w:id"), str(number))
    change.set(qn("w:author"), author)
    change.set(qn("w:date"), when)
    change.append(run)
    return change


def _run(text: str, tag: str) -> Any:
    run, words = OxmlElement("w:r"), OxmlElement(tag)
    words.set(_SPACE, "preserve")
    words.text = "".join(letter for letter in text if letter.isprintable() or letter in "\t\n")
    run.append(words)
    return run
