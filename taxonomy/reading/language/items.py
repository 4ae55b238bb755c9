"""Which separate items (duties, knowledge lines, demands) stand in a section, whatever way its list is printed?

Items may be parted by blank lines, by line ends, by bullets or numbers, or by several of these in one list; an item may
be broken over lines, and a page break may cut it in mid-sentence.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence, Set

from msgspec import Struct

from taxonomy.model import Line, TextLines
from taxonomy.reading.language.line_ends import full_lines, joined

# "1. Answers telephones", "a) Typing", "(2) Filing", "I. Plans"
_NUMBER = re.compile(r"\(?(?:\d{1,2}|[a-zA-Z]|[ivxIVX]{1,4})[.)]\s+(?=\S)")
_CLAUSE_END = (";", "; and", "; or", ";and", ";or")
_SENTENCE_END = (".", "!", "?", ":", *_CLAUSE_END)
_LONGEST_PLAIN_ITEM = 70
_FEWEST_STOPS = 3
# "Tutors students in small groups. E": essential or marginal, marked behind the duty
_MARK_BEHIND = re.compile(r"(?<=[.;])\s+\(?[EMN]\)?$")
# "… at fires. Directs …": a sentence that ends inside a line
_INNER_STOP = re.compile(r"[a-z)]{2}[.;]\s+[A-Z]")
# "Sitting: Frequent" / "Standing: Occasional"
_LABELLED = re.compile(r"[A-Z][A-Za-z/ ]{2,30}:\s+\S")
# "seeks alternative …" goes on with a sentence; "xx/2011: the …" does not
_GERUND = re.compile(r"(?:to\s[a-z]{3,}|[a-z]{3,}ing)\s")
_SMALL_WORD = re.compile(r"[a-z]+(?:['’-][a-z]+)*[,;.]?(?:\s|$)")


class Item(Struct, frozen=True, kw_only=True):
    """One item: its lines, and whether it stands in a list."""

    lines: tuple[Line, ...]
    listed: bool = False

    @property
    def text(self) -> str:
        """The item in one line, without its number."""
        words = joined(line.text.strip() for line in self.lines if line.text)
        return _NUMBER.sub("", words, count=1) if self.listed and _NUMBER.match(words) else words

    def as_lines(self) -> TextLines:
        """The item with the lines it stands on."""
        return TextLines(text=self.text, first_line=self.lines[0].number, last_line=self.lines[-1].number)


def read_items(body: Sequence[Line], begins: Callable[[str], bool] | None = None) -> tuple[Item, ...]:
    """The items of a section in order; `begins` tells of a line's text that no item above can go on with it."""
    width = max((len(line.text) for line in body), default=0)
    full = full_lines(body)
    pieces = [item for block in _blocks(body) for item in _items_of_block(block, width, full, begins)]
    small = sum(_SMALL_WORD.match(piece.text) is not None for piece in pieces)
    if small * 2 > len(pieces):  # a list whose items begin small: none of them is the rest of another
        return tuple(pieces)
    items: list[Item] = []
    for piece in pieces:
        if items and _is_cut_off(items[-1], piece):
            items[-1] = Item(lines=items[-1].lines + piece.lines, listed=items[-1].listed)
        else:
            items.append(piece)
    return tuple(items)


def is_introduction(items: Sequence[Item], place: int) -> bool:
    """Does the item at `place` only lead over to the list below it ("… the following duties:")?"""
    text = items[place].text.rstrip()
    return text.endswith(":") and not items[place].listed and place + 1 < len(items)


def _blocks(body: Sequence[Line]) -> Iterator[list[Line]]:
    block: list[Line] = []
    for line in body:
        if line.text.strip():
            block.append(line)
        elif block and not _goes_on(line):
            yield block
            block = []
    if block:
        yield block


def _items_of_block(
    block: Sequence[Line], width: int, full: Set[int], begins: Callable[[str], bool] | None
) -> Iterator[Item]:
    each_line, each_stop = _is_list_of_lines(block, full), _stops_at_line_ends(block)
    run: list[Line] = []
    for line in block:
        above = run[-1] if run else line
        if (
            run
            and not _goes_on(line)
            and (
                each_line
                or _begins_item(line)
                or _is_row(line)
                or _is_broken_on_purpose(above, line, width)
                or (each_stop and above.text.rstrip().endswith(".") and not line.text[0].islower())
                or (begins is not None and begins(line.text))
            )
        ):
            yield _item(run)
            run = []
        run.append(line)
    yield _item(run)


def _is_broken_on_purpose(above: Line, below: Line, width: int) -> bool:
    """The line above had room for the next word, so its end is the end of an item and no wrapping."""
    if above.bullet or not above.text.rstrip().endswith(_SENTENCE_END) or below.text[0].islower():
        return False
    return len(above.text) + 1 + len(below.text.split()[0]) <= width


def _stops_at_line_ends(block: Sequence[Line]) -> bool:
    """Where sentences end only at the ends of lines, lines were broken on purpose, and each sentence is an item."""
    stops = sum(line.text.rstrip().endswith(".") for line in block[:-1])
    return stops >= _FEWEST_STOPS and not any(_INNER_STOP.search(line.text) for line in block)


def _is_row(line: Line) -> bool:
    """Cells side by side are a row of a table."""
    return "\t" in line.text.strip()


def _item(run: Sequence[Line]) -> Item:
    return Item(lines=tuple(run), listed=_begins_item(run[0]))


def _goes_on(line: Line) -> bool:
    """Did a person say that this line is the rest of the item above?"""
    return line.ruling is not None and line.ruling.act == "rest"


def _begins_item(line: Line) -> bool:
    if line.ruling is not None and line.ruling.act in ("item", "rest"):
        return line.ruling.act == "item"
    return bool(line.bullet) or _NUMBER.match(line.text) is not None


def _is_list_of_lines(block: Sequence[Line], full: Set[int]) -> bool:
    """Lines without bullets are items of their own when each begins and ends like one."""
    if len(block) < 2 or any(_begins_item(line) for line in block):
        return False
    if all(line.number in full for line in block[:-1]):
        return False
    if all(line.text.rstrip().endswith(_CLAUSE_END) for line in block[:-1]):
        return True
    if (
        block[0].text.rstrip().endswith(":") and len(block) > 3
    ):  # the words that lead over to the list are no item of it
        return _is_list_of_lines(block[1:], full)
    small = [line.text[0].islower() for line in block]
    if all(small) and len(block) > 2:  # "managing the branch" / "supervising staff": each begins with the same form
        return all(_GERUND.match(line.text) for line in block)
    if any(small):
        return False
    if all(_LABELLED.match(line.text) for line in block):
        return True
    if all(_MARK_BEHIND.sub("", line.text.rstrip()).endswith(_SENTENCE_END) for line in block[:-1]):
        return True
    return len(block) > 2 and all(len(line.text) <= _LONGEST_PLAIN_ITEM for line in block)


def _is_cut_off(above: Item, below: Item) -> bool:
    """ "… secures resource allocations or" / "seeks alternative resource solutions": a sentence over a page break."""
    if below.listed or not _SMALL_WORD.match(below.text):
        return False
    return not above.text.rstrip().endswith(_SENTENCE_END)
