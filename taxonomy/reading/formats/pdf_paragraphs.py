"""Which printed lines of a PDF make one paragraph, and which cells one row?

Lines are joined when they stand as close as most lines of their column do and the upper one is full. Lines of the page
itself are kept, each a block of its own, but behind the paragraph that they would cut in two.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from msgspec import Struct, structs

from taxonomy.reading.formats.marks import Block, Run, item, marked, row, trimmed
from taxonomy.reading.formats.pdf_lines import PrintedLine
from taxonomy.reading.formats.pdf_pages import Margin, PageTable, Text

_SAME_EDGE = 4.0  # points
_LABEL_AND_VALUE = 2  # columns
_INDENTED = 24.0  # points: a list on the next page may begin further in
_GAP_SLACK = 1.25
_SIZE_SLACK = 0.15
_FULL_SLACK = 1.8  # letter sizes
_USUAL_SPACING, _WIDEST_SPACING = 1.2, 2.2  # letter sizes from line to line
_NARROWEST_TEXT, _NARROWEST_CELL = 32, 7  # letter sizes
_RUNNING = 0.4  # of the text width: shorter lines are titles, addresses, fields
# "• Supervises staff", "▪ Plans", and the same bullets from symbol fonts
_BULLET = re.compile(r"^[•·▪◦●■‣➢✓\uf0b7\uf0a7\uf0d8]\s*")
# "1. One year of", "2) A degree", "(a) Reads", "a. Reads", "- Plans", "Note 1:"
_LIST_MARK = re.compile(r"^(?:[•·▪◦●■‣➢✓\uf0b7\uf0a7\uf0d8*–—-]\s|[•▪●■\uf0b7\uf0a7]|\(?\w{1,3}[.)]\s)")
_SENTENCE_END = (".", ":", ";", "!", "?")
# "super-" at a line's end, "visor" on the next
_CUT_WORD = re.compile(r"([A-Za-z]*[a-z])-$")
# "a half-" / "day session": first parts of compounds that this language writes with a hyphen
_COMBINING = {
    "all",
    "full",
    "half",
    "high",
    "long",
    "low",
    "mid",
    "multi",
    "non",
    "off",
    "on",
    "part",
    "post",
    "self",
} | {
    *("semi", "short", "well", "one", "two", "three", "four", "five"),
}
# "Pay Grade: B23"
_BOLD_LABEL = re.compile(r"[A-Z][\w /&-]{1,40}:")
# A web address is not broken where the cell ends.
_ADDRESS = re.compile(r"://|www\.")
# "DUTIES", "Writing – Uses", "Pay Grade: B23": no rest of a sentence
_STARTS_ANEW = re.compile(r"[^a-z]{3,}$|[A-Z][\w,/& -]{1,60}(?::|\s[–—-]\s)")
_LONGEST_WORD = 40
_FIRST_WORD = re.compile(r"[a-z]+")
_WORD = re.compile(r"[A-Za-z]+(?:-[A-Za-z]+)*")
# "Written Test . . . . . . . 100%"
_LEADER = re.compile(r"(?:\. ?){5}")


def blocks_of(pages: Sequence[Sequence[Text | PageTable | Margin]]) -> list[Block]:
    """The paragraphs, list items and table rows of a PDF in reading order, furniture among them."""
    metrics = Metrics([line for page in pages for part in page for line in _lines(part)])
    writer = _Writer(metrics)
    for page in pages:
        for part in page:
            if isinstance(part, Margin):
                writer.set_aside(part)
            elif isinstance(part, PageTable):
                writer.table(part)
            else:
                writer.text(part)
    return writer.finished()


def _lines(part: Text | PageTable | Margin) -> Iterator[PrintedLine]:
    if isinstance(part, Text):
        yield from part.lines
    elif isinstance(part, PageTable):
        yield from (line for row in part.rows for cell in row for line in cell)


class Metrics:
    """What the lines of each column have in common: spacing, left and right edge; and the words of the document."""

    def __init__(self, lines: Sequence[PrintedLine]) -> None:
        """All lines of the document but its furniture."""
        columns: dict[int, list[PrintedLine]] = {}
        for line in lines:
            columns.setdefault(line.column, []).append(line)
        self._spacing = _commonest_spacing(lines)
        self._spacings = {column: _commonest_spacing(each, self._spacing) for column, each in columns.items()}
        self._lefts = {column: min(line.left for line in each) for column, each in columns.items()}
        self._edges = {column: _right_edge(each) for column, each in columns.items()}
        self.words = _uncut_words(lines)

    def spacing(self, line: PrintedLine) -> float:
        """The usual distance from line to line, in letter sizes."""
        return self._spacings.get(line.column, self._spacing)

    def left(self, line: PrintedLine) -> float:
        """Where the column begins."""
        return self._lefts.get(line.column, line.left)

    def edge(self, line: PrintedLine) -> float:
        """Where the column ends."""
        return line.edge or self._edges.get(line.column, line.right)


class _Row(Struct):
    """A row of a table that the next page may go on with."""

    edges: tuple[float, ...]
    cells: list[list[PrintedLine]]
    doubt: str


class _Writer:
    """Puts texts, tables and furniture one after the other."""

    def __init__(self, metrics: Metrics) -> None:
        self._metrics = metrics
        self._paragraphs = _Paragraphs(metrics)
        self._row: _Row | None = None
        self._aside: list[Block] = []
        self._blocks: list[Block] = []

    def set_aside(self, margin: Margin) -> None:
        """Keep a line of the page until the paragraph around it is whole."""
        text = marked(trimmed(margin.line.runs))
        self._aside.append(Block(text, furniture=margin.kind))
        if self._row is None and not self._paragraphs.is_open:
            self._flush_aside()

    def text(self, text: Text) -> None:
        """Lines of the text; what stands below a table's last column on a new page goes on in its last cell."""
        lines = list(text.lines)
        if self._row is not None:
            goes_on = self._lines_of_row(self._row, lines)
            _extend(self._row.cells[-1], lines[:goes_on])
            lines = lines[goes_on:]
            if not lines:
                return
            self._close_row()
        for line in lines:
            self._take(self._paragraphs.add(line), text.doubt)

    def table(self, table: PageTable) -> None:
        """A table; a row without its first cell belongs to the row above it."""
        self._take(self._paragraphs.close(), "")
        for cells in table.rows:
            if self._row is not None and _goes_on_with(self._row, table, cells):
                for cell, more in zip(self._row.cells, cells, strict=True):
                    _extend(cell, more)
            else:
                self._close_row()
                self._row = _Row(table.edges, [list(cell) for cell in cells], table.doubt)

    def finished(self) -> list[Block]:
        """All blocks."""
        self._close_row()
        self._take(self._paragraphs.close(), "")
        return self._blocks + self._aside

    def _lines_of_row(self, row: _Row, lines: Sequence[PrintedLine]) -> int:
        last = next((cell[-1] for cell in reversed(row.cells) if cell), None)
        if last is None or not lines or len(row.edges) != _LABEL_AND_VALUE or lines[0].page == last.page:
            return 0
        return next((number for number, line in enumerate(lines) if line.left < row.edges[-1] - _SAME_EDGE), len(lines))

    def _take(self, blocks: Sequence[Block], doubt: str) -> None:
        """Finished blocks, and behind them the lines of the page that they ran around."""
        if blocks:
            self._blocks += [structs.replace(block, doubt=block.doubt or doubt) for block in blocks]
            self._flush_aside()

    def _flush_aside(self) -> None:
        self._blocks += self._aside
        self._aside = []

    def _close_row(self) -> None:
        if self._row is None:
            return
        cells = [_blocks_of_cell(cell, self._metrics) for cell in self._row.cells]
        self._take(row(cells), self._row.doubt)
        self._row = None


def _extend(cell: list[PrintedLine], more: Sequence[PrintedLine]) -> None:
    """Lines of the next page stand in the same column as those of the cell."""
    column, edge = (cell[-1].column, cell[-1].edge) if cell else (more[0].column, more[0].edge) if more else (0, 0.0)
    cell.extend(structs.replace(line, column=column, edge=edge) for line in more)


def _goes_on_with(above: _Row, table: PageTable, cells: Sequence[Sequence[PrintedLine]]) -> bool:
    """Whether a row has no label of its own, or begins, on a new page, in the middle of a sentence."""
    same = len(above.edges) == len(table.edges) and all(
        abs(left - right) <= _INDENTED for left, right in zip(above.edges, table.edges, strict=True)
    )
    if not same or not any(cells):
        return False
    pages = {line.page for cell in above.cells for line in cell}
    new_page = not pages & {line.page for cell in cells for line in cell}
    if cells[0]:
        begun = above.cells[-1] and cells[-1] and cells[-1][0].text[0].islower()
        return new_page and bool(begun) and _goes_on(above.cells[-1][-1], cells[-1][0])
    return len(table.edges) == _LABEL_AND_VALUE or new_page


def _blocks_of_cell(lines: Sequence[PrintedLine], metrics: Metrics) -> list[Block]:
    paragraphs = _Paragraphs(metrics)
    return [block for line in lines for block in paragraphs.add(line)] + paragraphs.close()


class _Paragraphs:
    """Gathers lines into paragraphs, one after the other."""

    def __init__(self, metrics: Metrics) -> None:
        self._metrics = metrics
        self._words = metrics.words
        self._open: list[PrintedLine] = []
        self._bullets: list[float] = []

    @property
    def is_open(self) -> bool:
        """Whether the last paragraph may go on."""
        return bool(self._open)

    def add(self, line: PrintedLine) -> list[Block]:
        """The next line of the text; gives the paragraph above where that is over."""
        done = [] if self._open and self._belongs(self._open[-1], line) else self.close()
        self._open.append(line)
        return done

    def close(self) -> list[Block]:
        """The open paragraph."""
        lines, self._open = self._open, []
        return [self._block(lines)] if lines else []

    def _belongs(self, above: PrintedLine, line: PrintedLine) -> bool:
        """Whether `line` is in the block of `above`: its text goes on, or it is a line of its own close below."""
        if (
            line.is_row
            or above.is_row
            or _LIST_MARK.match(line.text)
            or abs(above.size - line.size) > _SIZE_SLACK * above.size
        ):
            return False
        if _is_heading_above(above, line) or _is_heading_below(above, line):
            return False
        if above.page != line.page or above.column != line.column or line.y > above.y:
            return self._is_full(above, line) and _goes_on(above, line)
        return (above.y - line.y) <= self._metrics.spacing(line) * above.size * _GAP_SLACK

    def _is_full(self, above: PrintedLine, line: PrintedLine) -> bool:
        """Whether `above` is running text, and the first word of `line` had no room any more at its end."""
        edge = self._metrics.edge(above)
        if above.right - above.left < _RUNNING * (edge - self._metrics.left(above)) or _LEADER.search(above.text):
            return False
        return above.right + line.lead + _FULL_SLACK * above.size >= edge

    def _block(self, lines: Sequence[PrintedLine]) -> Block:
        text = marked(self._joined(lines))
        bullet = _BULLET.match(text)
        if lines[0].is_row and not bullet:
            return Block(text, "row")
        if not (bullet or _LIST_MARK.match(lines[0].text)):
            self._bullets = []
            return Block(text)
        depth = self._depth(lines[0].left)
        return item(text[bullet.end() :], "-", depth) if bullet else Block(f"{'  ' * depth}{text}", "item")

    def _depth(self, left: float) -> int:
        """How deep a list item lies, by where its mark stands below the marks above it."""
        while self._bullets and left < self._bullets[-1] - _SAME_EDGE:
            self._bullets.pop()
        if not self._bullets or left > self._bullets[-1] + _SAME_EDGE:
            self._bullets.append(left)
        return len(self._bullets) - 1

    def _joined(self, lines: Sequence[PrintedLine]) -> list[Run]:
        """The runs of the lines: a space where text goes on, nothing where a word was cut, else a soft line break."""
        runs = trimmed(lines[0].runs)
        for above, line in pairwise(lines):
            if not self._is_full(above, line):
                runs.append(Run("\n"))
            elif not (_cut_word(above) and line.text[0].islower()):
                runs.append(Run(" "))
            elif not self._keeps_hyphen(above, line):
                runs[-1] = Run(runs[-1].text.removesuffix("-"), runs[-1].bold)
            runs.extend(trimmed(line.runs))
        return runs

    def _keeps_hyphen(self, above: PrintedLine, line: PrintedLine) -> bool:
        """Whether the hyphen at the end of `above` belongs to the word, as this document writes its words elsewhere."""
        cut, rest = _cut_word(above), _FIRST_WORD.match(line.text)
        if cut is None or rest is None:
            return True
        first, second = cut[1].lower(), rest[0].lower()
        if first + second in self._words:
            return False
        return first in _COMBINING or f"{first}-{second}" in self._words or {first, second} <= self._words


def _cut_word(line: PrintedLine) -> re.Match[str] | None:
    """The word that a line's end may have cut; only the end is searched, for a line may be one endless word."""
    return _CUT_WORD.search(line.text[-_LONGEST_WORD:])


def _is_heading_above(above: PrintedLine, line: PrintedLine) -> bool:
    """Whether a whole line in bold stands over a sentence that is not."""
    return above.bold and not line.runs[0].bold and line.text[0].isupper()


def _is_heading_below(above: PrintedLine, line: PrintedLine) -> bool:
    """Whether a line in bold, or one that begins with a label in bold, follows text that is not."""
    lead = line.runs[0]
    return (line.bold and not above.bold and above.text.endswith(_SENTENCE_END)) or (
        lead.bold and not above.runs[-1].bold and _BOLD_LABEL.match(line.text) is not None
    )


def _goes_on(above: PrintedLine, line: PrintedLine) -> bool:
    """Whether a sentence runs over the end of a page or column; a name or "(CRM)" may open the next one."""
    if above.bold != line.bold or above.text.endswith(_SENTENCE_END):
        return False
    return not line.text[0].isupper() or not (above.bold or _STARTS_ANEW.match(line.text))


def _commonest_spacing(lines: Sequence[PrintedLine], otherwise: float = _USUAL_SPACING) -> float:
    """The distance from line to line that most lines have, in letter sizes."""
    steps = Counter(
        round((above.y - line.y) / above.size, 1)
        for above, line in pairwise(lines)
        if above.page == line.page
        and above.column == line.column
        and 0 < above.y - line.y <= _WIDEST_SPACING * above.size
    )
    return steps.most_common(1)[0][0] if steps else otherwise


def _right_edge(lines: Sequence[PrintedLine]) -> float:
    """Where the text ends on the right: nearly the furthest that any line reaches, in a text, not a list of words."""
    rights = sorted(line.right for line in lines if not _ADDRESS.search(line.text)) or [lines[0].right]
    in_column = lines[0].column > 0
    narrowest = min(line.left + (_NARROWEST_CELL if in_column else _NARROWEST_TEXT) * line.size for line in lines)
    return max(rights[-1 if in_column else int(len(rights) * 0.9)], narrowest)


def _uncut_words(lines: Sequence[PrintedLine]) -> set[str]:
    """The words of the document and the parts of its compounds, without those that a line's end may have cut."""
    words: set[str] = set()
    after_cut = False
    for line in lines:
        found = [word.lower() for word in _WORD.findall(line.text)]
        cut = _cut_word(line) is not None
        whole = found[1 if after_cut else 0 : -1 if cut else None]
        words.update(whole, (part for word in whole for part in word.split("-")))
        after_cut = cut
    return words
