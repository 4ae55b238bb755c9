"""Which lines does a web page hold? (the only door to selectolax)

Everything a visitor can read is kept, navigation too (a menu becomes one line, its entries parted by ``|``); scripts,
styles and templates are not text. The tree is walked without recursion, for a hostile page may nest without end.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from selectolax.lexbor import LexborHTMLParser, LexborNode

from taxonomy.reading.formats.decoding import decode_text
from taxonomy.reading.formats.file_lines import FileLines
from taxonomy.reading.formats.html_blocks import HtmlBlocks
from taxonomy.reading.formats.marks import lay_out

_UNREAD = {"script", "style", "template", "head", "svg", "math", "iframe", "object", "audio", "video"}


def read(data: bytes) -> FileLines:
    """The lines of a web page. Where no first-level heading names the page, its window title is the first line."""
    decoded = decode_text(data)
    tree = LexborHTMLParser(decoded.text.replace("\x00", ""))
    blocks = HtmlBlocks()
    if tree.css_first("h1") is None:
        blocks.paragraph(_window_title(tree))
    for event, node in _walk(tree.body):
        if event == "text":
            blocks.text(node.text_content or "")
        elif event == "start":
            blocks.start(node.tag or "", node.attributes)
        else:
            blocks.end(node.tag or "")
    return FileLines(lines=lay_out(blocks.finished()), encoding=decoded.encoding)


def _window_title(tree: LexborHTMLParser) -> str:
    title = tree.css_first("head title")
    return " ".join(title.text().split()) if title is not None else ""


def _walk(root: LexborNode | None) -> Iterator[tuple[Literal["start", "text", "end"], LexborNode]]:
    """The readable nodes below `root` in document order, each element when it opens and when it closes."""
    node, open_elements = (None if root is None else root.child), [root]
    while len(open_elements) > 1 or node is not None:
        if node is None:
            closed = open_elements.pop()
            assert closed is not None
            yield "end", closed
            node = closed.next
        elif node.is_element_node and node.tag not in _UNREAD:
            yield "start", node
            open_elements.append(node)
            node = node.child
        else:
            if node.is_text_node:
                yield "text", node
            node = node.next
