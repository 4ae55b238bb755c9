"""Which words of a quote are the ones that were asked for? Marks are made from offsets; the template escapes."""

from __future__ import annotations

import re

from msgspec import Struct

from index.query import Phrase, Prefix, Word, leaves, read_query
from index.text import plain, stem, words
from webapp.pages.parts import Segment

# A word or a code as it stands in a quote: "employee's", "3-1-1", "CS-2154"
_PRINTED = re.compile(r"\w+(?:['’-]\w+)*")


class Wanted(Struct, frozen=True):
    """The stems and the beginnings of words that a question asks for."""

    stems: frozenset[str]
    prefixes: tuple[str, ...]


def wanted(question: str) -> Wanted:
    """What `question` asks for; words after NOT are not asked for."""
    asked = list(leaves(read_query(question).root))
    stems = {leaf.stem for leaf in asked if isinstance(leaf, Word)}
    stems.update(root for leaf in asked if isinstance(leaf, Phrase) for root in leaf.stems)
    prefixes = tuple(plain(leaf.text).rstrip("*") for leaf in asked if isinstance(leaf, Prefix))
    return Wanted(frozenset(stems - {""}), tuple(prefix for prefix in prefixes if prefix))


def mark(quote: str, asked: Wanted) -> tuple[Segment, ...]:
    """`quote` in stretches, marked where it says what was asked for; all stretches joined are `quote`."""
    segments: list[Segment] = []
    end = 0
    for found in _PRINTED.finditer(quote):
        if _is_wanted(found[0], asked):
            if found.start() > end:
                segments.append(Segment(quote[end : found.start()]))
            segments.append(Segment(found[0], mark=True))
            end = found.end()
    if end < len(quote):
        segments.append(Segment(quote[end:]))
    return tuple(segments)


def _is_wanted(printed: str, asked: Wanted) -> bool:
    parts = list(words(printed))
    return any(stem(part) in asked.stems or part.startswith(asked.prefixes) for part in parts if stem(part))
