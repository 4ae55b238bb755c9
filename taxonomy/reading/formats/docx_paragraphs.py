"""What does one Word paragraph say: its runs in order, what is tracked, and the text boxes anchored in it?

Links, fields, content controls and tracked insertions wrap runs; python-docx's ``paragraph.runs`` passes over them, so
the XML is walked here. Deleted text is left out; the cached result of a field (a page number) is kept.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import Any

from docx.oxml.ns import qn

from taxonomy.reading.formats.docx_numbering import Numbering
from taxonomy.reading.formats.docx_styles import Style, Styles, list_depth, outline_level, switch, value_of
from taxonomy.reading.formats.marks import Block, Run, heading, item, marked, plain
from taxonomy.reading.formats.symbols import as_printed

_SKIPPED = {qn(tag) for tag in ("w:del", "w:moveFrom", "w:pPr", "w:rPr", "w:instrText", "w:delText", "w:txbxContent")}
# The same text box stands twice, for new and for old programs; the first is the choice.
_ALTERNATIVES = "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"
_BREAKS = {qn("w:br"), qn("w:cr")}
_TABS = {qn("w:tab"), qn("w:ptab")}


class Paragraphs:
    """Turns paragraphs of one document into blocks; it counts list numbers, so ask in document order."""

    def __init__(self, styles: Styles, numbering: Numbering) -> None:
        """The styles and lists of the document."""
        self._styles = styles
        self._numbering = numbering

    def block(self, paragraph: Any) -> Block | None:
        """The paragraph as heading, list item or plain block; null where it has no text."""
        style = self._styles.get(value_of(paragraph, "w:pPr/w:pStyle"))
        runs = list(self._runs(paragraph, style))
        if not plain(runs).strip():
            return None
        label = self._label(paragraph, style)
        level = outline_level(paragraph) or style.heading
        if level is not None:
            return heading(f"{label[0]} {plain(runs)}" if label and label[0] != "-" else plain(runs), level)
        return item(marked(runs), *label) if label else Block(marked(runs))

    def _label(self, paragraph: Any, style: Style) -> tuple[str, int] | None:
        number_id = value_of(paragraph, "w:pPr/w:numPr/w:numId") or style.number_id
        by_style = list_depth(style.list_name)
        if number_id is not None:
            label = self._numbering.label(number_id, value_of(paragraph, "w:pPr/w:numPr/w:ilvl") or style.level)
            return label and (label[0], label[1] or by_style)
        return ("-", by_style) if style.list_name.lower().startswith("list bullet") else None

    def _runs(self, paragraph: Any, style: Style) -> Iterator[Run]:
        for run in _readable(paragraph, qn("w:r")):
            text = "".join(_characters(run))
            if text and not self._is_hidden(run, style):
                yield Run(text, self._is_bold(run, style))

    def _is_bold(self, run: Any, paragraph_style: Style) -> bool:
        own = switch(run, "w:rPr/w:b")
        if own is None:
            own = self._styles.get(value_of(run, "w:rPr/w:rStyle")).bold
        return bool(paragraph_style.bold if own is None else own)

    def _is_hidden(self, run: Any, paragraph_style: Style) -> bool:
        """Hidden text: in the file, but neither on the screen nor on paper."""
        own = switch(run, "w:rPr/w:vanish")
        if own is None:
            own = self._styles.get(value_of(run, "w:rPr/w:rStyle")).hidden
        return bool(paragraph_style.hidden if own is None else own)


def text_boxes(paragraph: Any) -> Iterator[Any]:
    """The text boxes anchored in a paragraph, each once."""
    yield from _readable(paragraph, qn("w:txbxContent"))


def _readable(element: Any, wanted: str) -> Iterator[Any]:
    """The elements `wanted` under `element`, in order, without deleted text and without the second of alternatives."""
    for child in element:
        if child.tag == wanted:
            yield child
        if child.tag == _ALTERNATIVES:
            yield from _readable(child[0], wanted) if len(child) else ()
        elif child.tag not in _SKIPPED:
            yield from _readable(child, wanted)


def _characters(run: Any) -> Iterator[str]:
    for child in run:
        if child.tag == qn("w:t"):
            yield as_printed(child.text or "")
        elif child.tag in _BREAKS:
            yield "\n"
        elif child.tag in _TABS:
            yield "\t"
        elif child.tag == qn("w:noBreakHyphen"):
            yield "-"
        elif child.tag == qn("w:sym"):
            yield _symbol(child.get(qn("w:char"), ""))


def _symbol(code: str) -> str:
    try:
        number = int(code, 16)
    except ValueError:
        return ""
    return as_printed(chr(number)) if number <= sys.maxunicode else ""
