"""Which printed lines does a PDF page hold, from top to bottom?

A PDF holds no lines, only fragments of text with a place on the page, in the order in which a program drew them.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from msgspec import Struct

from taxonomy.reading.formats.marks import Run, trimmed

_SAME_LINE = 0.45  # of the letter size: a superscript is on the line, the next line is not
_COLUMN_GAP = 2.5  # letter sizes: cells of a table lie further apart than words
_STRETCHED = 2.0  # letter sizes: the widest space in a line stretched to the margin
_OTHER_TYPEFACE = 1.1  # our letter widths are those of one typeface
_COLUMN_JUMP = 6.0  # letter sizes upwards: the drawing goes on in another column
_LEAST_COLUMN = 8  # fragments
# "1." and "•" are drawn apart from the text of their item
_LABEL = re.compile(r"^(?:\(?\w{1,3}[.)]|\W)$")
# Widths of Helvetica's letters, in letter sizes; enough to know whether one more word would have fitted on a line.
_NARROW = dict.fromkeys("iljtfrI.,;:'|!()[]/ -\"‘’“”·", 0.3)
_WIDE = dict.fromkeys("mwMW@%", 0.86)
_CAPITAL, _LETTER = 0.69, 0.54


class Fragment(Struct, frozen=True, kw_only=True):
    """Text as drawn: where it begins, how large it is, and whether it directly follows the fragment drawn before."""

    text: str
    x: float
    y: float
    size: float
    bold: bool
    follows: bool
    order: int


class PrintedLine(Struct, frozen=True, kw_only=True):
    """One line of a page, with the place it takes; blank lines are kept, they part paragraphs."""

    page: int
    y: float
    left: float
    right: float
    size: float
    runs: tuple[Run, ...]

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


def lines_of(fragments: Sequence[Fragment], page: int) -> list[PrintedLine]:
    """The lines of one page; where text stands in columns, one column after the other."""
    return [_line(group, page) for column in _columns(fragments) for group in _by_height(column)]


def width(text: str, size: float) -> float:
    """About how wide a text is printed."""
    return size * sum(_letter_width(letter) for letter in text)


def _letter_width(letter: str) -> float:
    known = _NARROW.get(letter) or _WIDE.get(letter)
    return known or (_CAPITAL if letter.isupper() else _LETTER)


def _columns(fragments: Sequence[Fragment]) -> list[list[Fragment]]:
    """The fragments, parted where the drawing jumps up to text that stands wholly right of all drawn so far."""
    columns: list[list[Fragment]] = [[]]
    for stretch in _stretches([fragment for fragment in fragments if fragment.text.strip()]):
        if _is_next_column(columns[-1], stretch):
            columns.append([])
        columns[-1].extend(stretch)
    if len(columns) == 1:
        return [list(fragments)]
    return columns


def _stretches(fragments: Sequence[Fragment]) -> list[list[Fragment]]:
    """The fragments, parted wherever the drawing jumps up."""
    stretches: list[list[Fragment]] = [[]]
    for fragment in fragments:
        before = stretches[-1][-1] if stretches[-1] else fragment
        if fragment.y > before.y + _COLUMN_JUMP * fragment.size:
            stretches.append([])
        stretches[-1].append(fragment)
    return stretches


def _is_next_column(column: Sequence[Fragment], stretch: Sequence[Fragment]) -> bool:
    if len(column) < _LEAST_COLUMN or len(stretch) < _LEAST_COLUMN:
        return False
    return min(fragment.x for fragment in stretch) > max(f.x + width(f.text, f.size) for f in column)


def _by_height(fragments: Iterable[Fragment]) -> list[list[Fragment]]:
    """Fragments of one height together, from top to bottom."""
    groups: list[list[Fragment]] = []
    for fragment in sorted(fragments, key=lambda fragment: -fragment.y):
        if groups and groups[-1][0].y - fragment.y <= _SAME_LINE * max(fragment.size, groups[-1][0].size):
            groups[-1].append(fragment)
        else:
            groups.append([fragment])
    return groups


def _line(group: list[Fragment], page: int) -> PrintedLine:
    drawn = sorted(group, key=lambda fragment: (round(fragment.x, 1), fragment.order))
    shown = [fragment for fragment in drawn if fragment.text.strip()] or drawn
    last = shown[-1]
    return PrintedLine(
        page=page,
        y=max(shown, key=lambda fragment: fragment.size).y,
        left=shown[0].x,
        right=last.x + width(last.text.rstrip(), last.size),
        size=max(fragment.size for fragment in shown),
        runs=tuple(_runs(drawn)),
    )


def _runs(drawn: Sequence[Fragment]) -> Iterator[Run]:
    """The runs of a line: its cells parted by tabs, but a list label and its text by a space."""
    between = ""
    for cell in _cells(drawn):
        runs = trimmed(_cell_runs(cell))
        if runs:
            yield from ([Run(between), *runs] if between else runs)
            between = " " if not between and _LABEL.match("".join(run.text for run in runs)) else "\t"


def _cells(drawn: Sequence[Fragment]) -> list[list[Fragment]]:
    """The fragments of a line, parted where more room is left than even a justified line leaves between words."""
    cells: list[list[Fragment]] = []
    reach = 0.0
    for fragment in drawn:
        near = cells and fragment.x <= reach + _COLUMN_GAP * fragment.size
        if cells and (near or _is_drawn_on(cells[-1][-1], fragment)):
            cells[-1].append(fragment)
        else:
            cells.append([fragment])
            reach = fragment.x
        reach += _widest(fragment)
    return cells


def _widest(fragment: Fragment) -> float:
    """How wide the text may be where the line is stretched to the margin."""
    return width(fragment.text, fragment.size) * _OTHER_TYPEFACE + fragment.text.count(" ") * _STRETCHED * fragment.size


def _is_drawn_on(before: Fragment, fragment: Fragment) -> bool:
    """Whether the drawing went on in the middle of a word; pypdf knows, and has put in no space."""
    touching = before.text[-1:].isspace() or fragment.text[:1].isspace()
    return fragment.follows and fragment.order == before.order + 1 and not touching


def _cell_runs(cell: Sequence[Fragment]) -> Iterator[Run]:
    yield Run(cell[0].text, cell[0].bold)
    for before, fragment in pairwise(cell):
        touching = before.text[-1:].isspace() or fragment.text[:1].isspace() or math.isclose(before.x, fragment.x)
        parted = not touching and not _is_drawn_on(before, fragment)
        yield Run(f" {fragment.text}" if parted else fragment.text, fragment.bold)
