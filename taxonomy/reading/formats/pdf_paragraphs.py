"""Which printed lines of a PDF make one paragraph, and which belong to the page?

Lines are joined when they stand as close as most lines do and the upper one is full. Margin lines that repeat from page
to page are kept, each a block of its own, but behind the paragraph that they would cut in two.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from taxonomy.reading.formats.marks import Block, Run, item, marked, trimmed
from taxonomy.reading.formats.pdf_lines import PrintedLine, width

_MARGIN_LINES = 3
_REPEATS = 0.6
_GAP_SLACK = 1.25
_SIZE_SLACK = 0.15
_FULL_SLACK = 1.5  # letter sizes
_USUAL_SPACING, _WIDEST_SPACING = 1.2, 2.2  # letter sizes from line to line
_NARROWEST_TEXT = 25  # letter sizes
_RUNNING = 0.4  # of the text width: shorter lines are titles, addresses, fields
_DIGITS = re.compile(r"\d+")
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
_LONGEST_WORD = 40
_FIRST_WORD = re.compile(r"[a-z]+")
_WORD = re.compile(r"[A-Za-z]+(?:-[A-Za-z]+)*")
# "Written Test . . . . . . . 100%"
_LEADER = re.compile(r"(?:\. ?){5}")


def blocks_of(pages: Sequence[Sequence[PrintedLine]]) -> list[Block]:
    """The paragraphs and list items of a PDF in reading order, furniture among them."""
    lines = [line for page in pages for line in page]
    repeated = _repeated(pages)
    paragraphs = _Paragraphs(lines)
    for page in pages:
        margins = {id(line) for line in _margins(page) if _masked(line) in repeated}
        for line in page:
            if id(line) in margins:
                paragraphs.set_aside(line)
            else:
                paragraphs.add(line)
    return paragraphs.finished()


def _margins(page: Sequence[PrintedLine]) -> list[PrintedLine]:
    shown = sorted((line for line in page if line.text), key=lambda line: -line.y)
    return shown[:_MARGIN_LINES] + shown[_MARGIN_LINES:][-_MARGIN_LINES:]


def _masked(line: PrintedLine) -> str:
    return _DIGITS.sub("#", " ".join(line.text.split()))


def _repeated(pages: Sequence[Sequence[PrintedLine]]) -> set[str]:
    """Margin lines that stand on most pages, their digits (page numbers) aside."""
    seen = Counter(text for page in pages for text in {_masked(line) for line in _margins(page)})
    return {text for text, count in seen.items() if count >= max(2, _REPEATS * len(pages))}


class _Paragraphs:
    """Gathers lines into paragraphs, one after the other."""

    def __init__(self, lines: Sequence[PrintedLine]) -> None:
        self._spacing = _commonest_spacing(lines)
        self._left = min((line.left for line in lines if line.text), default=0.0)
        self._edge = _right_edge(lines)
        self._words = _uncut_words(lines)
        self._blocks: list[Block] = []
        self._open: list[PrintedLine] = []
        self._aside: list[PrintedLine] = []
        self._blank = False

    def set_aside(self, line: PrintedLine) -> None:
        """Keep a line of the page until the paragraph around it is whole."""
        self._aside.append(line)

    def add(self, line: PrintedLine) -> None:
        """The next line of the text."""
        if not line.text:
            self._blank = True
            return
        if not (self._open and self._belongs(self._open[-1], line)):
            self._close()
        self._open.append(line)
        self._blank = False

    def finished(self) -> list[Block]:
        """All blocks."""
        self._close()
        return self._blocks

    def _close(self) -> None:
        if self._open:
            self._blocks.append(self._block(self._open))
        self._blocks.extend(Block(marked(trimmed(line.runs))) for line in self._aside)
        self._open, self._aside = [], []

    def _belongs(self, above: PrintedLine, line: PrintedLine) -> bool:
        """Whether `line` is in the block of `above`: its text goes on, or it is a line of its own close below."""
        if (
            line.is_row
            or above.is_row
            or _LIST_MARK.match(line.text)
            or abs(above.size - line.size) > _SIZE_SLACK * above.size
        ):
            return False
        if above.page != line.page or line.y > above.y:
            return self._is_full(above, line) and _goes_on(above, line)
        return not self._blank and (above.y - line.y) <= self._spacing * above.size * _GAP_SLACK

    def _is_full(self, above: PrintedLine, line: PrintedLine) -> bool:
        """Whether `above` is running text, and the first word of `line` had no room any more at its end."""
        if above.right - above.left < _RUNNING * (self._edge - self._left) or _LEADER.search(above.text):
            return False
        word = line.text.split()[0]
        return above.right + width(f" {word}", above.size) + _FULL_SLACK * above.size >= self._edge

    def _block(self, lines: Sequence[PrintedLine]) -> Block:
        text = marked(self._joined(lines))
        bullet = _BULLET.match(text)
        if bullet:
            return item(text[bullet.end() :], "-")
        if lines[0].is_row:
            return Block(text, "row")
        return Block(text, "item" if _LIST_MARK.match(lines[0].text) else "paragraph")

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


def _goes_on(above: PrintedLine, line: PrintedLine) -> bool:
    """Whether a sentence runs over the end of a page or column."""
    return above.bold == line.bold and not above.text.endswith(_SENTENCE_END) and not line.text[0].isupper()


def _commonest_spacing(lines: Sequence[PrintedLine]) -> float:
    """The distance from line to line that most lines have, in letter sizes."""
    steps = Counter(
        round((above.y - line.y) / above.size, 1)
        for above, line in pairwise(lines)
        if above.text and line.text and above.page == line.page and 0 < above.y - line.y <= _WIDEST_SPACING * above.size
    )
    return steps.most_common(1)[0][0] if steps else _USUAL_SPACING


def _right_edge(lines: Sequence[PrintedLine]) -> float:
    """Where the text ends on the right: nearly the furthest that any line reaches, in a text, not a list of words."""
    shown = [line for line in lines if line.text]
    rights = sorted(line.right for line in shown)
    narrowest = min((line.left + _NARROWEST_TEXT * line.size for line in shown), default=0.0)
    return max(rights[int(len(rights) * 0.9)], narrowest) if rights else 0.0


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
