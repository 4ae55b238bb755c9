"""Which sentences stand in these lines, and on which lines?"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from msgspec import Struct

from taxonomy.model import Line, TextLines
from taxonomy.reading.language.line_ends import joined_with_starts

# "… in writing. Please include …" · "… by the Board.” The …": a stop, perhaps a closing quote, white space, a new start
_STOP = re.compile(r"[.!?][\"”’')\]]*\s+(?=[\"“‘'(\[]?[A-Z0-9])")
# "No. 1341", "at 5:00 p.m. Thursday", "M.A. Lujan", "e.g. PeopleSoft": a full stop that ends no sentence
_ABBREVIATION = re.compile(
    r"(?:\b(?:No|Nos|Rm|St|Ave|Mr|Mrs|Ms|Dr|Jr|vs|Dept|Jan|Feb|Mar|Apr|Aug|Sept|Sep|Oct|Nov|Dec|[ap]\.m|e\.g|i\.e|[A-HJ-UW-Z]))\.$"
)
# "1. Two years …", "(a) Graduation …": an item of its own even without a blank line above
_ITEM = re.compile(r"^\s*(?:[-•·▪*–]\s|\(?(?:\d{1,2}|[a-z])[.)]\s)")
_MARKS = re.compile(r"(?<!\w)\*+|\*+(?!\w)|</?[ubi]>|\\(?=[$&#_*])")


class Passage(Struct, frozen=True, kw_only=True):
    """Lines joined by single spaces; `starts` holds where in `text` each line begins, `numbers` its number."""

    text: str
    starts: tuple[int, ...]
    numbers: tuple[int, ...]

    def line_at(self, place: int) -> int:
        """The number of the line on which the character at `place` stands."""
        return self.numbers[bisect_right(self.starts, place) - 1]


def without_marks(text: str) -> str:
    """`text` without the light marks for bold, italics and underlining and without escapes."""
    return _MARKS.sub("", text) if "*" in text or "<" in text or "\\" in text else text


def passages(body: Sequence[Line]) -> Iterator[Passage]:
    """Paragraphs and list items, one by one."""
    run: list[Line] = []
    for line in body:
        if run and (not line.text.strip() or line.bullet or _ITEM.match(line.text)):
            yield _joined(run)
            run = []
        if line.text.strip():
            run.append(line)
    if run:
        yield _joined(run)


def sentences(body: Sequence[Line]) -> Iterator[TextLines]:
    """The sentences of `body`, each with the lines it stands on."""
    for passage in passages(body):
        for start, end in sentence_bounds(passage.text):
            yield TextLines(
                text=passage.text[start:end],
                first_line=passage.line_at(start),
                last_line=passage.line_at(end - 1),
            )


def sentence_bounds(text: str) -> Iterator[tuple[int, int]]:
    """Where each sentence of `text` begins and ends."""
    start = 0
    for stop in _STOP.finditer(text):
        before = text[max(start, stop.start() - 7) : stop.start() + 1]
        if not _ABBREVIATION.search(before):
            yield start, stop.start() + len(stop.group().rstrip())
            start = stop.end()
    end = len(text.rstrip())
    if start < end:
        yield start, end


def _joined(run: Sequence[Line]) -> Passage:
    texts = [without_marks(line.text).strip() for line in run]
    text, starts = joined_with_starts(texts)
    return Passage(text=text, starts=starts, numbers=tuple(line.number for line in run))
