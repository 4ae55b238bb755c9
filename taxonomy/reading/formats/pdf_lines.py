"""Which words and printed lines do the letters of a PDF page make?

Letters are put in order by their place, not by the order in which a program drew them. A space is where more room is
left than the font leaves between letters: "$84," and "075" drawn apart are one number.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from statistics import median

from msgspec import Struct

from taxonomy.reading.formats.marks import Run
from taxonomy.reading.formats.pdf_glyphs import Glyph
from taxonomy.reading.formats.symbols import BULLET

_SAME_LINE = 0.45  # of the letter size: a superscript is on the line, the next line is not
_SPACE = 0.16  # of the letter size, where no space was drawn
_SPACE_DRAWN = 0.07  # where one was, and was not taken back
_LETTERSPACED = 0.12  # the middle gap of a line whose letters are spaced
_TWICE = 0.15  # of the letter size: the same letter drawn again to make it bold
TAB = 1.9  # letter sizes: cells of a row lie further apart than words
# "1." and "•" are drawn apart from the text of their item
LABEL = re.compile(r"^(?:\(?\w{1,3}[.)]|[^\w\s$])$")


class PageWord(Struct, frozen=True):
    """Letters without room between them."""

    text: str
    left: float
    right: float
    y: float
    size: float
    bold: bool
    order: int


class PrintedLine(Struct, frozen=True, kw_only=True):
    """One line of a page or column: its place, its words, and where its cell ends on the right (0: not ruled).

    `lead` is how wide its first word is.
    """

    page: int
    y: float
    left: float
    right: float
    size: float
    runs: tuple[Run, ...]
    lead: float = 0.0
    column: int = 0
    edge: float = 0.0

    @property
    def text(self) -> str:
        """The words of the line without marks."""
        return "".join(run.text for run in self.runs).strip()

    @property
    def is_row(self) -> bool:
        """Whether the line holds cells of a table."""
        return "\t" in self.text

    @property
    def bold(self) -> bool:
        """Whether every word of the line is bold."""
        return all(run.bold for run in self.runs if run.text.strip())


def rows_of(glyphs: Sequence[Glyph]) -> list[list[PageWord]]:
    """The words of each height from top to bottom, each height from left to right."""
    return [words for height in _by_height(glyphs) if (words := list(_words(height)))]


def line_of(words: Sequence[PageWord], page: int, column: int = 0, edge: float = 0.0) -> PrintedLine:
    """The words of one line, cells parted by tabs, but a list label and its text by a space."""
    size = max(word.size for word in words)
    return PrintedLine(
        page=page,
        y=max(words, key=lambda word: (word.size, -word.left)).y,
        left=words[0].left,
        right=words[-1].right,
        size=size,
        runs=tuple(_runs(words)),
        lead=words[0].right - words[0].left,
        column=column,
        edge=edge,
    )


def is_label(words: Sequence[PageWord]) -> bool:
    """Whether the words are only the mark of a list item."""
    return len(words) == 1 and LABEL.match(words[0].text) is not None


def _by_height(glyphs: Iterable[Glyph]) -> list[list[Glyph]]:
    groups: list[list[Glyph]] = []
    for glyph in sorted(glyphs, key=lambda glyph: -glyph.y):
        if groups and groups[-1][0].y - glyph.y <= _SAME_LINE * max(glyph.size, groups[-1][0].size):
            groups[-1].append(glyph)
        else:
            groups.append([glyph])
    return groups


def _words(height: Sequence[Glyph]) -> Iterator[PageWord]:
    drawn = _once(sorted(height, key=lambda glyph: (round(glyph.left, 1), glyph.order)))
    letters = [glyph for glyph in drawn if not glyph.text.isspace()]
    spaces = [glyph.left for glyph in drawn if glyph.text.isspace()]
    usual = _usual_gap(letters, spaces)
    open_word: list[Glyph] = []
    for glyph in letters:
        if open_word and _apart(open_word[-1], glyph, usual, spaces):
            yield _word(open_word)
            open_word = []
        open_word.append(glyph)
    if open_word:
        yield _word(open_word)


def _once(drawn: Sequence[Glyph]) -> list[Glyph]:
    """Letters drawn twice at one place, to make them bold or give them a shadow, once."""
    kept: list[Glyph] = []
    for glyph in drawn:
        again = next((old for old in kept[-3:] if _is_same(old, glyph)), None)
        if again is None:
            kept.append(glyph)
    return kept


def _is_same(old: Glyph, glyph: Glyph) -> bool:
    return (
        old.text == glyph.text
        and old.drawn_by != glyph.drawn_by
        and abs(old.left - glyph.left) < _TWICE * glyph.size
        and abs(old.y - glyph.y) < _TWICE * glyph.size
    )


def _usual_gap(letters: Sequence[Glyph], spaces: Sequence[float]) -> float:
    """The room between letters of this line, in letter sizes: nearly none, unless the line is letterspaced."""
    pairs = [(left, right) for left, right in pairwise(letters) if left.text.isalnum() and right.text.isalnum()]
    gaps = [
        (right.left - left.right) / right.size for left, right in pairs if not _is_space_between(left, right, spaces)
    ]
    middle = median(gaps) if len(gaps) > 3 else 0.0
    return middle if _LETTERSPACED < middle < TAB / 2 else 0.0


def _is_space_between(before: Glyph, glyph: Glyph, spaces: Sequence[float]) -> bool:
    first = bisect_right(spaces, before.left)
    return first < len(spaces) and spaces[first] <= glyph.left + 0.01


def _apart(before: Glyph, glyph: Glyph, usual: float, spaces: Sequence[float]) -> bool:
    gap = (glyph.left - before.right) / max(before.size, glyph.size) - usual
    if gap >= _SPACE + usual:
        return True
    if gap < _SPACE_DRAWN and before.text != BULLET:
        return False
    return _is_space_between(before, glyph, spaces)


def _word(letters: Sequence[Glyph]) -> PageWord:
    return PageWord(
        text="".join(glyph.text for glyph in letters),
        left=letters[0].left,
        right=max(glyph.right for glyph in letters),
        y=max(letters, key=lambda glyph: glyph.size).y,
        size=max(glyph.size for glyph in letters),
        bold=sum(glyph.bold for glyph in letters) * 2 > len(letters),
        order=letters[0].order,
    )


def _runs(words: Sequence[PageWord]) -> Iterator[Run]:
    yield Run(words[0].text, words[0].bold)
    for number, (before, word) in enumerate(pairwise(words)):
        labelled = number == 0 and is_label([before])
        wide = word.left - before.right > TAB * max(before.size, word.size) and not labelled
        yield Run("\t" if wide else " ", before.bold and word.bold and not wide)
        yield Run(word.text, word.bold)
