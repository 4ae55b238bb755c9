"""Which lines does an OpenDocument text hold?

Headers come first, then the text with its lists, tables and frames, then footers. Deleted and hidden text is not read.
"""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import Any
from zipfile import ZipFile

from docx.oxml import parse_xml
from msgspec import Struct, structs

from taxonomy.model import Problem
from taxonomy.reading.formats.file_lines import FileLines
from taxonomy.reading.formats.marks import Block, Run, heading, item, lay_out, marked, plain, row
from taxonomy.reading.formats.numerals import numeral
from taxonomy.reading.formats.symbols import as_printed
from taxonomy.reading.formats.zip_guard import check_office_archive

_NAMESPACES = {
    "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
    "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
    "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
    "style": "urn:oasis:names:tc:opendocument:xmlns:style:1.0",
    "draw": "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0",
    "fo": "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0",
}
_NUMBERS = {"1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
_MOST_SPACES = 40


def _tag(name: str) -> str:
    prefix, _, local = name.partition(":")
    return f"{{{_NAMESPACES[prefix]}}}{local}"


_UNREAD = {
    _tag(name) for name in ("text:tracked-changes", "office:annotation", "text:note-citation", "text:hidden-text")
}
_INSIDE_OF = {_tag(name) for name in ("text:section", "text:index-body", "text:table-of-content", "draw:text-box")}
_FRAMES = {_tag(name) for name in ("draw:frame", "draw:text-box", "draw:custom-shape", "text:note", "text:note-body")}


def read(data: bytes) -> FileLines:
    """The lines of an OpenDocument text; raises `UnreadableDocument` where it breaks a limit."""
    check_office_archive(data)
    with ZipFile(BytesIO(data)) as archive:
        content = parse_xml(archive.read("content.xml"))
        styles = parse_xml(archive.read("styles.xml")) if "styles.xml" in archive.namelist() else None
    reader = _Reader([part for part in (styles, content) if part is not None])
    body = next(content.iter(_tag("office:text")))
    blocks = [*reader.margins(styles, "header"), *reader.blocks(body), *reader.margins(styles, "footer")]
    return lay_out(blocks, problems=_problems(body))


def _problems(body: Any) -> tuple[Problem, ...]:
    if next(body.iter(_tag("text:changed-region")), None) is None:
        return ()
    message = "The document has tracked changes: inserted text was read, deleted text was left out."
    return (Problem(code="tracked_changes", message=message),)


class _Style(Struct, frozen=True):
    """What a style says of its text."""

    parent: str | None
    bold: bool | None
    hidden: bool


class _Reader:
    """Reads the parts of one document."""

    def __init__(self, parts: list[Any]) -> None:
        self._styles = {
            each.get(_tag("style:name")): _style(each) for part in parts for each in part.iter(_tag("style:style"))
        }
        self._lists = {
            each.get(_tag("style:name")): _levels(each) for part in parts for each in part.iter(_tag("text:list-style"))
        }

    def margins(self, styles: Any | None, place: str) -> list[Block]:
        """The headers (or footers) of the pages, each text once."""
        found = () if styles is None else styles.iter(_tag(f"style:{place}"))
        texts = {block.text: block for part in found for block in self.blocks(part)}
        return [structs.replace(block, furniture=f"page_{place}") for block in texts.values()]

    def blocks(self, container: Any) -> Iterator[Block]:
        """The blocks of a stretch of text, in order."""
        for child in container:
            if child.tag in (_tag("text:p"), _tag("text:h")):
                yield from self._paragraph(child)
            elif child.tag == _tag("text:list"):
                yield from self._list(child, None, 0)
            elif child.tag == _tag("table:table"):
                yield from self._table(child)
            elif child.tag in _INSIDE_OF:
                yield from self.blocks(child)

    def _paragraph(self, element: Any, label: tuple[str, int] | None = None) -> Iterator[Block]:
        style = element.get(_tag("text:style-name"))
        runs = list(self._runs(element, self._is_bold(style)))
        if plain(runs).strip() and not self._is_hidden(style):
            if element.tag == _tag("text:h"):
                yield heading(plain(runs), int(element.get(_tag("text:outline-level")) or 1))
            else:
                yield item(marked(runs), *label) if label else Block(marked(runs))
        for frame in element.iter(_tag("draw:text-box"), _tag("text:note-body")):
            yield from self.blocks(frame)

    def _runs(self, element: Any, bold: bool) -> Iterator[Run]:
        if element.text:
            yield Run(as_printed(element.text), bold)
        for child in element:
            if child.tag == _tag("text:s"):
                yield Run(" " * min(int(child.get(_tag("text:c")) or 1), _MOST_SPACES))
            elif child.tag == _tag("text:tab"):
                yield Run("\t")
            elif child.tag == _tag("text:line-break"):
                yield Run("\n")
            elif child.tag not in _UNREAD | _FRAMES:
                style = child.get(_tag("text:style-name")) if child.tag == _tag("text:span") else None
                if not self._is_hidden(style):
                    yield from self._runs(child, self._is_bold(style, otherwise=bold))
            if child.tail:
                yield Run(as_printed(child.tail), bold)

    def _list(self, element: Any, style: str | None, depth: int) -> Iterator[Block]:
        style = element.get(_tag("text:style-name")) or style
        kind, number = self._lists.get(style, {}).get(depth, ("", 1))
        for entry in element:
            label = f"{numeral(number, kind)}." if kind else "-"
            number += 1
            for child in entry:
                if child.tag == _tag("text:list"):
                    yield from self._list(child, style, depth + 1)
                elif child.tag in (_tag("text:p"), _tag("text:h")):
                    yield from self._paragraph(child, (label, depth))

    def _table(self, table: Any) -> Iterator[Block]:
        for line in table.iter(_tag("table:table-row")):
            if next(line.iterancestors(_tag("table:table"))) is table:
                cells = [cell for cell in line if cell.tag == _tag("table:table-cell")]
                yield from row([list(self.blocks(cell)) for cell in cells])

    def _is_bold(self, name: str | None, *, otherwise: bool = False) -> bool:
        for _ in range(20):  # a hostile file may base a style on itself
            style = self._styles.get(name)
            if style is None:
                break
            if style.bold is not None:
                return style.bold
            name = style.parent
        return otherwise

    def _is_hidden(self, name: str | None) -> bool:
        style = self._styles.get(name)
        return style is not None and style.hidden


def _style(element: Any) -> _Style:
    text = element.find(_tag("style:text-properties"))
    weight = None if text is None else text.get(_tag("fo:font-weight"))
    return _Style(
        parent=element.get(_tag("style:parent-style-name")),
        bold=None if weight is None else weight in ("bold", "600", "700", "800", "900"),
        hidden=text is not None and text.get(_tag("text:display")) == "none",
    )


def _levels(element: Any) -> dict[int, tuple[str, int]]:
    """The numbered levels of a list by their depth: how they number, and from which number on."""
    levels = {}
    for level in element.iter(_tag("text:list-level-style-number")):
        kind = _NUMBERS.get(level.get(_tag("style:num-format")) or "")
        if kind:
            depth = int(level.get(_tag("text:level")) or 1) - 1
            levels[depth] = (kind, int(level.get(_tag("text:start-value")) or 1))
    return levels
