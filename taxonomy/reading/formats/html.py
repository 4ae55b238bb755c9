"""Which lines does a web page hold? (the only door to selectolax)

Everything a visitor can read is kept; what belongs to the site and not to the text (menus, tabs, cookie bars, header
and footer) is named as furniture. Scripts, styles, templates and what the page hides are not text. The tree is walked
without recursion, for a hostile page may nest without end.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from selectolax.lexbor import LexborHTMLParser, LexborNode

from taxonomy.reading.formats.decoding import decode_text
from taxonomy.reading.formats.file_lines import FileLines
from taxonomy.reading.formats.html_blocks import HtmlBlocks
from taxonomy.reading.formats.html_site import SiteParts
from taxonomy.reading.formats.marks import lay_out

_FAR_UP = 30  # elements
_UNREAD = {"script", "style", "template", "head", "svg", "math", "iframe", "object", "audio", "video"}


def read(data: bytes) -> FileLines:
    """The lines of a web page. Where no first-level heading names the page, its window title is the first line."""
    decoded = decode_text(data)
    tree = LexborHTMLParser(decoded.text.replace("\x00", ""))
    blocks = HtmlBlocks()
    if tree.css_first("h1") is None:
        blocks.paragraph(_window_title(tree))
    site = SiteParts(_style_sheets(tree))
    for event, node in _walk(tree.body, site):
        if event == "text":
            blocks.text(node.text_content or "")
        elif event == "start":
            blocks.start(node.tag or "", node.attributes, _furniture(node, site))
        else:
            blocks.end(node.tag or "")
    return lay_out(blocks.finished(), encoding=decoded.encoding)


def _window_title(tree: LexborHTMLParser) -> str:
    title = tree.css_first("head title")
    return " ".join(title.text().split()) if title is not None else ""


def _style_sheets(tree: LexborHTMLParser) -> str:
    return "\n".join(sheet.text() for sheet in tree.css("style"))


def _furniture(node: LexborNode, site: SiteParts) -> str:
    """Which part of the site the element is; what holds the page's own heading is none."""
    kind = site.kind(node.tag or "", node.attributes)
    if node.tag in ("header", "footer") and _stands_in_text(node):
        return ""
    return "" if kind not in ("", "menu") and node.css_first("h1") is not None else kind


def _stands_in_text(node: LexborNode) -> bool:
    """An article has its own header and footer."""
    for _ in range(_FAR_UP):
        if node.parent is None or node.tag in ("main", "article"):
            break
        node = node.parent
    return node.tag in ("main", "article")


def _walk(root: LexborNode | None, site: SiteParts) -> Iterator[tuple[Literal["start", "text", "end"], LexborNode]]:
    """The readable nodes below `root` in document order, each element when it opens and when it closes."""
    node, open_elements = (None if root is None else root.child), [root]
    while len(open_elements) > 1 or node is not None:
        if node is None:
            closed = open_elements.pop()
            assert closed is not None
            yield "end", closed
            node = closed.next
        elif node.is_element_node and node.tag not in _UNREAD and not site.hides(node.attributes):
            yield "start", node
            open_elements.append(node)
            node = node.child
        else:
            if node.is_text_node:
                yield "text", node
            node = node.next
