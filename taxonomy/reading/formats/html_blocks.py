"""How do the opening and closing elements of a web page become blocks of marked text?"""

from __future__ import annotations

import re
from collections.abc import Mapping

from msgspec import Struct, field, structs

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
_CELLS = {"td", "th", "dt", "dd"}
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_BOLD = {"b", "strong"}
# style="font-weight: bold", style="font-weight:700"
_BOLD_STYLE = re.compile(r"(?i)font-weight\s*:\s*(?:bold|[6-9]00)")
_SPACES = re.compile(r"[ \t\n\r\f]+")
_GAP = re.compile(r" {2,}")
_NUMBER_STYLES = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
_NAVIGATION = " | "
_BETWEEN_LINKS = " \t\n|·•>»›/,-"
_LONGEST_TAB = 60


class _List(Struct):
    """An open list: how it numbers (empty: bullets) and the next number."""

    style: str
    number: int


class _Table(Struct):
    """An open table or definition list: the cells of its open row, each a list of blocks."""

    cells: list[list[Block]] = field(default_factory=list)


class _Words(Struct):
    """What was collected for the next block: its runs, the links in it, and whether words stand outside of links."""

    runs: list[Run] = field(default_factory=list)
    links: list[tuple[str, str]] = field(default_factory=list)
    unlinked: bool = False


class HtmlBlocks:
    """Collects blocks while a page is walked: `start`, `text`, `end`, then `finished`."""

    def __init__(self) -> None:
        """Begin with an empty page."""
        self._outputs: list[list[Block]] = [[]]
        self._tables: list[_Table] = []
        self._lists: list[_List] = []
        self._words = _Words()
        self._bold: list[str] = []
        self._links: list[str] = []
        self._level = 0
        self._label = ""
        self._menu: list[str] = []
        self._furniture: list[str] = [""]
        self._preformatted = 0

    def paragraph(self, text: str) -> None:
        """A block of its own."""
        self._outputs[-1].append(Block(text))

    def text(self, text: str) -> None:
        """Text of the page; outside ``pre`` any white space is one space."""
        shown = text if self._preformatted else _SPACES.sub(" ", text)
        self._words.runs.append(Run(shown, bool(self._bold)))
        if self._links and shown.strip():
            self._words.links.append((self._links[-1], shown.strip()))
        elif shown.strip(_BETWEEN_LINKS):
            self._words.unlinked = True

    def start(self, tag: str, attributes: Mapping[str, str | None], furniture: str = "") -> None:
        """An element opens; `furniture` names the part of the site that it is."""
        around = self._furniture[-1]
        kind = around or ("" if self._level else furniture)
        if tag == "br":
            self._words.runs.append(Run("\n"))
        elif tag == "a":
            self._links.append((attributes.get("href") or "#").strip())
        if tag in _BREAKING or kind != around:
            self._flush()
        self._furniture.append(kind)
        if tag in _BREAKING:
            self._open(tag, attributes)
        elif tag in _BOLD or _BOLD_STYLE.search(attributes.get("style") or ""):
            self._bold.append(tag)

    def end(self, tag: str) -> None:
        """An element closes."""
        kind = self._furniture[-1]
        around = self._furniture[-2] if len(self._furniture) > 1 else ""
        if tag in _BREAKING or kind != around:
            self._flush()
        if kind == "menu" != around:
            self._close_menu()
        if len(self._furniture) > 1:
            self._furniture.pop()
        if tag in _BREAKING:
            self._close(tag)
        elif tag == "a" and self._links:
            self._links.pop()
        elif self._bold and self._bold[-1] == tag:
            self._bold.pop()

    def finished(self) -> list[Block]:
        """All blocks of the page."""
        self._flush()
        self._close_menu()
        return self._outputs[0]

    def _open(self, tag: str, attributes: Mapping[str, str | None]) -> None:
        if tag in ("ul", "ol"):
            self._lists.append(_opened_list(tag, attributes))
        elif tag == "li":
            self._label = self._next_label(attributes.get("value"))
        elif tag in ("table", "dl"):
            self._tables.append(_Table())
        elif tag in _CELLS and self._tables:
            if tag == "dt":
                self._close_row()
            self._outputs.append([])
        elif tag == "pre":
            self._preformatted += 1
        elif tag in _HEADINGS:
            self._level = _HEADINGS[tag]

    def _close(self, tag: str) -> None:
        if tag in ("ul", "ol") and self._lists:
            self._lists.pop()
        elif tag == "li":
            self._label = ""
        elif tag in _CELLS and self._tables and len(self._outputs) > 1:
            self._tables[-1].cells.append(self._outputs.pop())
            if tag == "dd":
                self._close_row()
        elif tag == "tr" and self._tables:
            self._close_row()
        elif tag in ("table", "dl") and self._tables:
            self._close_row()
            self._tables.pop()
        elif tag == "pre":
            self._preformatted -= 1
        elif tag in _HEADINGS:
            self._level = 0

    def _close_row(self) -> None:
        """The cells of a row, or a term and its description, become one line where they are short."""
        self._outputs[-1].extend(row(self._tables[-1].cells))
        self._tables[-1].cells = []

    def _next_label(self, value: str | None) -> str:
        if not self._lists or not self._lists[-1].style:
            return "-"
        current = self._lists[-1]
        number = int(value) if value and value.isdecimal() and len(value) < 10 else current.number
        current.number = number + 1
        return f"{numeral(number, current.style)}."

    def _close_menu(self) -> None:
        if self._menu:
            self._outputs[-1].append(Block(_NAVIGATION.join(self._menu), furniture="menu"))
            self._menu = []

    def _flush(self) -> None:
        """What was collected becomes a block."""
        words, self._words = self._words, _Words()
        text = plain(words.runs)
        if not text.strip():
            return
        furniture = self._furniture[-1]
        if furniture == "menu":
            self._menu.append(" ".join(text.split()))
        elif self._level:
            self._outputs[-1].append(structs.replace(heading(text, self._level), furniture=furniture))
        else:
            furniture = furniture or ("menu" if _only_leads_on(words, in_list=bool(self._label)) else "")
            block = self._block(self._trimmed(marked(words.runs)))
            self._outputs[-1].append(structs.replace(block, furniture=furniture))

    def _trimmed(self, text: str) -> str:
        if self._preformatted:
            return text
        return "\n".join(_GAP.sub(" ", line).strip(" ") for line in text.split("\n"))

    def _block(self, text: str) -> Block:
        label, self._label = self._label, ""
        return item(text, label, max(len(self._lists) - 1, 0)) if label else Block(text)


def _only_leads_on(words: _Words, *, in_list: bool) -> bool:
    """Whether a block only takes the visitor elsewhere: several links side by side, a tab, a "Print" button."""
    if words.unlinked or not words.links:
        return False
    if len({address for address, _ in words.links}) > 1 and not in_list:
        return True
    return all(address.startswith(("#", "javascript:")) and len(text) <= _LONGEST_TAB for address, text in words.links)


def _opened_list(tag: str, attributes: Mapping[str, str | None]) -> _List:
    if tag == "ul":
        return _List("", 0)
    start = attributes.get("start") or "1"
    return _List(
        _NUMBER_STYLES.get(attributes.get("type") or "1", "decimal"),
        int(start) if start.isdecimal() and len(start) < 10 else 1,
    )
