"""Which words of the document is this? A stretch of a passage that still knows its lines, and its sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

from taxonomy.reading.language.sentences import Passage

# No sentence of a requirement is longer; what is longer is kept unread.
LONGEST_SENTENCE = 5000
# "… or costs. Experience must include the operation …": a stop, white space, a capital or a figure
_STOP = re.compile(r"[.!?][\"”’')\]]*\s+(?=[\"“‘']?[A-Z0-9])")
# "Requirement No. 2", "U.S. Army", "G.E.D. Certificate", "e.g. PeopleSoft", "an A.A. degree": no end of a sentence; but
# "a Storekeeper I. College units …" is one
_ABBREVIATION = re.compile(
    r"(?:\b(?:No|Nos|Dept|Div|Inc|St|Mt|Reg|Sec|Art|Ch|vs|etc|approx|e\.g|i\.e|Ph\.D)|(?<![A-Za-z])(?!(?<=[a-z]{2}\s)[IVX]\.$)(?:[A-Z]\.)*[A-Z])\.$"
)


class RequirementPlace(Struct, frozen=True, kw_only=True):
    """Where a requirement stands: its sentence, the sentence's line, and the number of its alternative."""

    quote: str
    first_line: int
    alternative: int | None = None


class PassageSpan(Struct, frozen=True, kw_only=True):
    """Characters `start` to `end` of a passage."""

    passage: Passage
    start: int
    end: int

    @property
    def text(self) -> str:
        """The words as printed."""
        return self.passage.text[self.start : self.end]

    @property
    def first_line(self) -> int:
        """The document's line on which the stretch begins."""
        return self.passage.line_at(self.start)

    def place(self, alternative: int | None) -> RequirementPlace:
        """Where a requirement stands whose sentence this is."""
        return RequirementPlace(quote=self.text, first_line=self.first_line, alternative=alternative)

    def part(self, start: int, end: int) -> PassageSpan:
        """A part by places in `text`, without white space at its ends."""
        words = self.text[start:end]
        left = start + len(words) - len(words.lstrip())
        right = start + len(words.rstrip())
        return PassageSpan(passage=self.passage, start=self.start + left, end=self.start + max(left, right))

    def sentences(self) -> Iterator[PassageSpan]:
        """Its sentences; a remark in brackets stays with the sentence before it."""
        start = 0
        for stop in _STOP.finditer(self.text):
            if not _ABBREVIATION.search(self.text[max(0, stop.start() - 8) : stop.start() + 1]):
                yield self.part(start, stop.end())
                start = stop.end()
        if self.text[start:].strip():
            yield self.part(start, len(self.text))


def whole(passage: Passage) -> PassageSpan:
    """All of `passage`."""
    return PassageSpan(passage=passage, start=0, end=len(passage.text))
