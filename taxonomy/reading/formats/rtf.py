"""Which lines does an RTF document hold?

A small reader of the format's own words: paragraphs, bold, tabs, table cells, bullets of lists, headers and footers.
Groups that are not text (fonts, styles, pictures, fields' orders) and hidden and deleted text are passed over.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct, structs

from taxonomy.reading.formats.file_lines import FileLines
from taxonomy.reading.formats.marks import Block, Run, item, lay_out, marked, plain, row, trimmed
from taxonomy.reading.formats.symbols import BULLET, as_printed
from taxonomy.reading.formats.unreadable import UnreadableDocument

_TOKEN = re.compile(
    rb"\\(?:'([0-9a-fA-F]{2})|([a-zA-Z]{1,32})(-?\d{1,10})? ?|([^a-zA-Z']))|([{}])|([^\\{}\r\n]{1,4000})|[\r\n]"
)
_MOST_TOKENS = 2_000_000
_DEEPEST = 500
_UNREAD = frozenset(
    b"fonttbl colortbl stylesheet info pict object themedata colorschememapping latentstyles datastore listtable "
    b"listoverridetable rsidtbl xmlnstbl generator fldinst bkmkstart bkmkend atnid atnauthor annotation "
    b"nonshppict revtbl mmathPr wgrffmtfilter filetbl template".split()
)
_READ_THOUGH_STARRED = frozenset((b"shptxt", b"shpinst"))
_MARGINS = {
    **dict.fromkeys((b"header", b"headerl", b"headerr", b"headerf"), "page_header"),
    **dict.fromkeys((b"footer", b"footerl", b"footerr", b"footerf"), "page_footer"),
}
_SIGNS = {
    b"tab": "\t",
    b"line": "\n",
    b"bullet": BULLET,
    b"emdash": "—",
    b"endash": "–",
    b"lquote": "‘",
    b"rquote": "’",
    b"ldblquote": "“",
    b"rdblquote": "”",
    b"emspace": " ",
    b"enspace": " ",
}
_SYMBOLS = {b"~": "\u00a0", b"_": "-", b"-": "", b"\\": "\\", b"{": "{", b"}": "}"}
_CODE_PAGES = {b"mac": "mac_roman", b"pc": "cp437", b"pca": "cp850", b"ansi": "cp1252"}
# "•\tPlans", and the same marks from symbol fonts; "1.\tPlans"
_LIST_MARK = re.compile(r"^(?:[•·▪◦●■–-]\s+|[§oüØ]\t)")
_NUMBER_MARK = re.compile(r"^(\(?\w{1,4}[.)])\s*\t\s*")


class _Group(Struct):
    """What holds inside the open braces."""

    bold: bool = False
    hidden: bool = False
    skipped: bool = False
    margin: str = ""
    unicode_skip: int = 1
    in_table: bool = False


class _State(Struct):
    """What was read so far."""

    blocks: list[Block]
    runs: list[Run]
    cell: list[Block]
    cells: list[list[Block]]
    encoding: str = "cp1252"
    to_skip: int = 0


def read(data: bytes) -> FileLines:
    """The lines of an RTF document."""
    state = _State([], [], [], [])
    groups = [_Group()]
    starred = False
    for count, token in enumerate(_TOKEN.finditer(data)):
        if count > _MOST_TOKENS or len(groups) > _DEEPEST:
            raise UnreadableDocument("The RTF document holds more marks than a person could have written.")
        brace, word = token[5], token[2]
        if brace == b"{":
            groups.append(structs.replace(groups[-1]))
        elif brace == b"}":
            if len(groups) > 1:
                closed = groups.pop()
                if closed.margin != groups[-1].margin:
                    _end_paragraph(state, closed)
        elif token[4] == b"*":
            starred = True
            continue
        elif starred and word not in _READ_THOUGH_STARRED:
            groups[-1].skipped = True
        else:
            _take(token, state, groups[-1])
        starred = False
    _end_paragraph(state, groups[0])
    return lay_out(_in_order(state.blocks), encoding=state.encoding)


def _in_order(blocks: list[Block]) -> Iterator[Block]:
    """Headers, then the text, then footers; a margin printed for several kinds of page once."""
    for place in ("page_header", "", "page_footer"):
        chosen = [block for block in blocks if block.furniture == place]
        yield from dict.fromkeys(chosen) if place else chosen


def _take(token: re.Match[bytes], state: _State, group: _Group) -> None:
    code, word, number, symbol, text = token[1], token[2], token[3], token[4], token[6]
    if word:
        _word(word, None if number is None else int(number), state, group)
    elif code:
        _bytes(bytes.fromhex(code.decode()), state, group)
    elif symbol:
        _text(_SYMBOLS.get(symbol, ""), state, group)
        if symbol in b"\r\n":
            _end_paragraph(state, group)
    elif text:
        _bytes(text, state, group)


def _word(word: bytes, number: int | None, state: _State, group: _Group) -> None:
    if word in _UNREAD:
        group.skipped = True
    elif word in _MARGINS:
        _end_paragraph(state, group)
        group.margin = _MARGINS[word]
    elif word in (b"b", b"v", b"deleted"):
        on = number != 0
        group.bold, group.hidden = (on, group.hidden) if word == b"b" else (group.bold, on)
    elif word == b"plain":
        group.bold = group.hidden = False
    elif word == b"u" and number is not None:
        _text(chr(number % 0x10000), state, group)
        state.to_skip = group.unicode_skip
    elif word == b"uc":
        group.unicode_skip = min(max(number or 0, 0), 8)
    elif word in _SIGNS:
        _text(_SIGNS[word], state, group)
    elif word in _CODE_PAGES:
        state.encoding = _CODE_PAGES[word]
    else:
        _layout(word, state, group)


def _layout(word: bytes, state: _State, group: _Group) -> None:
    """Ends of paragraphs, cells and rows."""
    if group.skipped:
        return
    if word == b"pard":
        group.in_table = False
    elif word == b"intbl":
        group.in_table = True
    elif word in (b"par", b"sect", b"page"):
        _end_paragraph(state, group)
    elif word in (b"cell", b"nestcell"):
        _end_paragraph(state, structs.replace(group, in_table=True))
        state.cells.append(state.cell)
        state.cell = []
    elif word in (b"row", b"nestrow"):
        state.blocks += row(state.cells)
        state.cells, state.cell = [], []


def _bytes(data: bytes, state: _State, group: _Group) -> None:
    skipped, state.to_skip = min(state.to_skip, len(data)), max(state.to_skip - len(data), 0)
    _text(data[skipped:].decode(state.encoding, "replace"), state, group)


def _text(text: str, state: _State, group: _Group) -> None:
    if text and not (group.skipped or group.hidden):
        state.runs.append(Run(as_printed(text), group.bold))


def _end_paragraph(state: _State, group: _Group) -> None:
    runs, state.runs = trimmed(state.runs), []
    if not plain(runs).strip():
        return
    text = marked(runs)
    mark, numbered = _LIST_MARK.match(text), _NUMBER_MARK.match(text)
    if mark:
        block = item(text[mark.end() :], "-")
    else:
        block = item(text[numbered.end() :], numbered[1]) if numbered else Block(text)
    block = structs.replace(block, furniture=group.margin)
    (state.cell if group.in_table and not group.margin else state.blocks).append(block)
