"""Which words of a quote are the ones that were asked for? Marks are made from offsets; the template escapes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from msgspec import Struct
from msgspec.structs import replace

from index.content.inclusions import said_by
from index.content.text import plain, stem, words
from index.meaning.near_words import in_other_words
from index.query.parser import Prefix, QueryPhrase, QueryWord, leaves, read_query
from index.results import Because
from taxonomy.atlas import Atlas
from webapp.web.addresses import document_address
from webapp.web.components import Link, Quote, Segment, cite, in_words, shown

# Of a longer sentence the stretch that says most of what was asked is shown, from so many letters before a mark.
_LONGEST = 480
_BEFORE = 60
# A word or a code as it stands in a quote: "employee's", "3-1-1", "CS-2154"
_PRINTED = re.compile(r"\w+(?:['’-]\w+)*")


class MarkedWords(Struct, frozen=True):
    """The stems and the beginnings of words that a question asks for."""

    stems: frozenset[str]
    prefixes: tuple[str, ...]


def wanted(question: str) -> MarkedWords:
    """What `question` asks for; words after NOT are not asked for."""
    asked = list(leaves(read_query(question).root))
    stems = {leaf.stem for leaf in asked if isinstance(leaf, QueryWord)}
    stems.update(root for leaf in asked if isinstance(leaf, QueryPhrase) for root in leaf.stems)
    prefixes = tuple(plain(leaf.text).rstrip("*") for leaf in asked if isinstance(leaf, Prefix))
    return MarkedWords(frozenset(stems - {""}), tuple(prefix for prefix in prefixes if prefix))


def wanted_words(texts: Iterable[str]) -> MarkedWords:
    """Every word of `texts` that carries a meaning."""
    return MarkedWords(frozenset(stem(word) for text in texts for word in words(text)) - {""}, ())


def mark(quote: str, asked: MarkedWords) -> tuple[Segment, ...]:
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


def _is_wanted(printed: str, asked: MarkedWords) -> bool:
    parts = list(words(printed))
    return any(stem(part) in asked.stems or part.startswith(asked.prefixes) for part in parts if stem(part))


def excerpt(segments: Sequence[Segment]) -> tuple[Segment, ...]:
    """`segments`, of a very long sentence only the stretch with most marks; an ellipsis stands for what is left out."""
    text = "".join(segment.text for segment in segments)
    if len(text) <= _LONGEST + _BEFORE:
        return tuple(segments)
    start = _densest(segments, len(text))
    start = text.find(" ", start) + 1 if start else 0
    end = min(start + _LONGEST, len(text))
    end = text.rfind(" ", start, end) if end < len(text) else end
    inner = tuple(_within(segments, start, end))
    before, after = (Segment("… "),) if start else (), (Segment(" …"),) if end < len(text) else ()
    return (*before, *inner, *after)


def _densest(segments: Sequence[Segment], length: int) -> int:
    """Where the stretch begins that holds most marked words, counted each once."""
    marks: list[tuple[int, str]] = []
    place = 0
    for segment in segments:
        if segment.mark:
            marks.append((place, stem(segment.text.lower())))
        place += len(segment.text)
    best, most = 0, 0
    for first, _ in marks:
        said = len({word for at, word in marks if first <= at < first + _LONGEST - _BEFORE})
        if said > most:
            best, most = first, said
    return max(0, min(best - _BEFORE, length - _LONGEST))


def _within(segments: Sequence[Segment], start: int, end: int) -> Iterable[Segment]:
    place = 0
    for segment in segments:
        text = segment.text[max(start - place, 0) : max(end - place, 0)]
        if text:
            yield Segment(text, segment.mark)
        place += len(segment.text)


def marked_quote(atlas: Atlas, class_id: str, because: Because, asked: MarkedWords) -> Quote:
    """The sentence that made `class_id` a hit; of a duty that it includes, also the line that includes it.

    Marked is what was asked for, and what comes near to it in meaning.
    """
    near = wanted_words(pair.said for pair in because.alike)
    return Quote(
        segments=excerpt(mark(shown(because.quote), replace(asked, stems=asked.stems | near.stems))),
        cite=cite(atlas, because.document, because.first_line),
        section=in_words(because.section),
        by=_including_line(said_by(atlas.classes, class_id, because)),
        alike=in_other_words(because),
    )


def _including_line(because: Because) -> Link | None:
    by = because.included_by
    if by is None:
        return None
    words = f"a duty of {shown(by.title)}, which line {by.first_line} of this class's specification includes"
    return Link(words, document_address(by.document, by.first_line))
