"""Which words inside a running line are a page's number and its running title, and not of the text?"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from taxonomy.model import Line

_HEAD = 240
_LONGEST_TITLE, _MOST_WORDS = 100, 10
_SHORTEST_TITLE = 4
# "… Trims wicks. Page 2 of 3 Lamp Lighter Performs other …"
_INNER = re.compile(r"\s?\bPage (?:[2-9]|\d{2,3}) of \d{1,3}\b\s?")


def without_inner_pages(lines: Sequence[Line], furniture: Mapping[int, str]) -> tuple[Line, ...]:
    """`lines` where no text goes on over a page's number; the running title beside it goes, too."""
    if not any("Page " in line.text and line.number not in furniture for line in lines):
        return tuple(lines)
    head = f" {' '.join(line.text for line in lines[:_HEAD] if line.text)[:_HEAD]} "
    return tuple(line if line.number in furniture else replace(line, text=_cut(line.text, head)) for line in lines)


def _cut(text: str, head: str) -> str:
    kept, place = [], 0
    for mark in _INNER.finditer(text):
        before, behind = text[place : mark.start()], text[mark.end() : mark.end() + _LONGEST_TITLE]
        left, right = _title(before[-_LONGEST_TITLE:].split(" ")[::-1], head, -1), _title(behind.split(" "), head, 1)
        kept.append(before[: len(before) - left] if left > right else before)
        place = mark.end() + (right if right >= left else 0)
    kept.append(text[place:])
    return " ".join(piece.strip() for piece in kept).strip()


def _title(words: Sequence[str], head: str, step: int) -> int:
    """How many letters of `words` next to a page's number are a title that stands at the head of the document, too."""
    for count in range(min(_MOST_WORDS, len(words)), 0, -1):
        title = " ".join(words[:count][::step])
        if len(title) >= _SHORTEST_TITLE and title[0].isupper() and f" {title} " in head:
            return len(title)
    return 0
