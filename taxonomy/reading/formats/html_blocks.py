"""How do the opening and closing elements of a web page become blocks of marked text?"""

from __future__ import annotations

import re
from collections.abc import Mapping

from msgspec import Struct, field

from taxonomy.reading.formats.marks import Block, Run, heading, item, marked, plain, row
from taxonomy.reading.formats.numerals import numeral

_BREAKING = (
    {
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "center",
        "details",
        "dialog",
        "div",
        "fieldset",
        "figcaption",
    }
    | {"figure", "footer", "form", "header", "hr", "legend", "main", "nav", "p", "pre", "search", "section", "summary"}
    | {"h1", "h2", "h3", "h4", "h5", "h6", "dd", "dl", "dt", "li", "ol", "ul", "button", "optgroup", "option", "select"}
    | {"caption", "table", "tbody", "td", "tfoot", "th", "thead", "tr"}
)
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_BOLD = {"b", "strong"}
# style="font-weight: bold", style="font-weight:700"
_BOLD_STYLE = re.compile(r"(?i)font-weight\s*:\s*(?:bold|[6-9]00)")
_SPACES = re.compile(r"[ \t\n\r\f]+")
_GAP = re.compile(r" {2,}")
_NUMBER_STYLES = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
_NAVIGATION = " | "


class _List(Struct):
    """An open list: how it numbers (empty: bullets) and the next number."""

    style: str
    number: int


class _Table(Struct):
    """An open table: the cells of its open row, each a list of blocks."""

    cells: list[list[Block]] = field(default_factory=list)


class HtmlBlocks:
    """Collects blocks while a page is walked: `start`, `text`, `end`, then `finished`."""

    def __init__(self) -> None:
        """Begin with an empty page."""
        self._outputs: list[list[Block]] = [[]]
        self._tables: list[_Table] = []
        self._lists: list[_List] = []
        self._runs: list[Run] = []
        self._bold: list[str] = []
        self._level = 0
        self._label = ""
        self._menu: list[str] = []
        self._menus = 0
        self._preformatted = 0

    def paragraph(self, text: str) -> None:
        """A block of its own."""
        self._outputs[-1].append(Block(text))

    def text(self, text: str) -> None:
        """Text of the page; outside ``pre`` any white space is one space."""
        shown = text if self._preformatted else _SPACES.sub(" ", text)
        self._runs.append(Run(shown, bool(self._bold)))

    def start(self, tag: str, attributes: Mapping[str, str | None]) -> None:
        """An element opens."""
        if tag == "br":
            self._runs.append(Run("\n"))
        if tag in _BREAKING:
            self._flush()
            self._open(tag, attributes)
        elif tag in _BOLD or _BOLD_STYLE.search(attributes.get("style") or ""):
            self._bold.append(tag)

    def end(self, tag: str) -> None:
        """An element closes."""
        if tag in _BREAKING:
            self._flush()
            self._close(tag)
        elif self._bold and self._bold[-1] == tag:
            self._bold.pop()

    def finished(self) -> list[Block]:
        """All blocks of the page."""
        self._flush()
        return self._outputs[0]

    def _open(self, tag: str, attributes: Mapping[str, str | None]) -> None:
        if tag in ("ul", "ol"):
            self._lists.append(_opened_list(tag, attributes))
        elif tag == "li":
            self._label = self._next_label(attributes.get("value"))
        elif tag == "table":
            self._tables.append(_Table())
        elif tag in ("td", "th") and self._tables:
            self._outputs.append([])
        elif tag == "nav":
            self._menus += 1
        elif tag == "pre":
            self._preformatted += 1
        elif tag in _HEADINGS:
            self._level = _HEADINGS[tag]

    def _close(self, tag: str) -> None:
        if tag in ("ul", "ol") and self._lists:
            self._lists.pop()
        elif tag == "li":
            self._label = ""
        elif tag in ("td", "th") and self._tables:
            self._tables[-1].cells.append(self._outputs.pop())
        elif tag == "tr" and self._tables:
            self._outputs[-1].extend(row(self._tables[-1].cells))
            self._tables[-1].cells = []
        elif tag == "table":
            self._tables.pop()
        elif tag == "nav":
            self._close_menu()
        elif tag == "pre":
            self._preformatted -= 1
        elif tag in _HEADINGS:
            self._level = 0

    def _next_label(self, value: str | None) -> str:
        if not self._lists or not self._lists[-1].style:
            return "-"
        current = self._lists[-1]
        number = int(value) if value and value.isdecimal() and len(value) < 10 else current.number
        current.number = number + 1
        return f"{numeral(number, current.style)}."

    def _close_menu(self) -> None:
        self._menus -= 1
        if not self._menus and self._menu:
            self.paragraph(_NAVIGATION.join(self._menu))
            self._menu = []

    def _flush(self) -> None:
        """What was collected becomes a block."""
        runs, self._runs = self._runs, []
        if not plain(runs).strip():
            return
        if self._menus:
            self._menu.append(" ".join(plain(runs).split()))
        elif self._level:
            self._outputs[-1].append(heading(plain(runs), self._level))
        else:
            self._outputs[-1].append(self._block(self._trimmed(marked(runs))))

    def _trimmed(self, text: str) -> str:
        if self._preformatted:
            return text
        return "\n".join(_GAP.sub(" ", line).strip(" ") for line in text.split("\n"))

    def _block(self, text: str) -> Block:
        label, self._label = self._label, ""
        return item(text, label, max(len(self._lists) - 1, 0)) if label else Block(text)


def _opened_list(tag: str, attributes: Mapping[str, str | None]) -> _List:
    if tag == "ul":
        return _List("", 0)
    start = attributes.get("start") or "1"
    return _List(
        _NUMBER_STYLES.get(attributes.get("type") or "1", "decimal"),
        int(start) if start.isdecimal() and len(start) < 10 else 1,
    )
