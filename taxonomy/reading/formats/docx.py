"""Which lines does a Word document hold? (the only door to python-docx, with its three neighbours)

Headers come first (they often hold the title), then the body in document order with its tables and text boxes, then
footnotes, then footers.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from io import BytesIO
from typing import Any

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from msgspec import structs

from taxonomy.model import Problem
from taxonomy.reading.formats.docx_numbering import Numbering
from taxonomy.reading.formats.docx_paragraphs import Paragraphs, text_boxes
from taxonomy.reading.formats.docx_styles import Styles
from taxonomy.reading.formats.file_lines import FileLines
from taxonomy.reading.formats.marks import Block, lay_out, row
from taxonomy.reading.formats.zip_guard import check_office_archive

# What only wraps blocks: content controls, tracked insertions and moves, custom markup.
_WRAPPERS = {qn(tag) for tag in ("w:sdt", "w:sdtContent", "w:ins", "w:moveTo", "w:customXml", "w:smartTag")}
_TRACKED = tuple(qn(tag) for tag in ("w:ins", "w:del", "w:moveFrom", "w:moveTo"))
_SEPARATORS = ("separator", "continuationSeparator", "continuationNotice")


def read(data: bytes) -> FileLines:
    """The lines of a Word document; raises `UnreadableDocument` where it breaks a limit."""
    check_office_archive(data)
    document = docx.Document(BytesIO(data))
    reader = _Reader(document)
    blocks = [*reader.margins("header"), *reader.body(), *reader.notes(), *reader.margins("footer")]
    return lay_out(blocks, problems=tuple(_problems(document)))


class _Reader:
    """One pass over one document, in the order in which it is read."""

    def __init__(self, document: Any) -> None:
        self._document = document
        self._related = {
            rel.reltype.rsplit("/", 1)[-1]: rel for rel in document.part.rels.values() if not rel.is_external
        }
        self._paragraphs = Paragraphs(Styles(document.styles.element), Numbering(self._xml("numbering")))

    def body(self) -> list[Block]:
        """The blocks of the main text."""
        return list(self._blocks(self._document.element.body))

    def margins(self, place: str) -> list[Block]:
        """The blocks of every header (or footer) in use, each text once."""
        seen: dict[str, Block] = {}
        for reference in self._document.element.body.iter(qn(f"w:{place}Reference")):
            part = self._document.part.related_parts.get(reference.get(qn("r:id")))
            if part is not None and _is_printed(reference):
                seen.update((block.text, block) for block in self._blocks(part.element))
        return [structs.replace(block, furniture=f"page_{place}") for block in seen.values()]

    def notes(self) -> list[Block]:
        """Footnotes and endnotes, in their own order."""
        blocks: list[Block] = []
        for name, tag in (("footnotes", "w:footnote"), ("endnotes", "w:endnote")):
            notes = self._xml(name)
            for note in () if notes is None else notes.iter(qn(tag)):
                if note.get(qn("w:type")) not in _SEPARATORS:
                    blocks.extend(self._blocks(note))
        return blocks

    def _xml(self, name: str) -> Any | None:
        """The XML of a part by the kind of its relation; python-docx parses only some parts itself."""
        relation = self._related.get(name)
        if relation is None:
            return None
        part = relation.target_part
        return part.element if hasattr(part, "element") else parse_xml(part.blob)

    def _blocks(self, container: Iterable[Any]) -> Iterator[Block]:
        for child in container:
            if child.tag == qn("w:p"):
                yield from self._paragraph(child)
            elif child.tag == qn("w:tbl"):
                yield from self._table(child)
            elif child.tag in _WRAPPERS:
                yield from self._blocks(child)

    def _paragraph(self, paragraph: Any) -> Iterator[Block]:
        block = self._paragraphs.block(paragraph)
        if block is not None:
            yield block
        for box in text_boxes(paragraph):
            yield from self._blocks(box)

    def _table(self, table: Any) -> Iterator[Block]:
        for line in _children(table, qn("w:tr")):
            if line.find(qn("w:trPr") + "/" + qn("w:del")) is None:  # a row that tracked changes take out
                yield from row([list(self._blocks(cell)) for cell in _children(line, qn("w:tc"))])


def _children(element: Any, wanted: str) -> Iterator[Any]:
    """The rows of a table or the cells of a row, through content controls and tracked insertions."""
    for child in element:
        if child.tag == wanted:
            yield child
        elif child.tag in _WRAPPERS:
            yield from _children(child, wanted)


def _is_printed(reference: Any) -> bool:
    """A first-page header stands in the file, but on the page only where the section asks for it."""
    first_page = reference.get(qn("w:type")) == "first"
    return not first_page or reference.getparent().find(qn("w:titlePg")) is not None


def _problems(document: Any) -> Iterator[Problem]:
    if next(document.element.iter(*_TRACKED), None) is not None:
        yield Problem(
            code="tracked_changes",
            message="The document has tracked changes: inserted text was read, deleted text was left out.",
        )
    if next(document.element.iter(qn("w:commentReference")), None) is not None:
        yield Problem(code="comments", message="The document has comments in its margin; they were not read.")
