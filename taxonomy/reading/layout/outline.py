"""Which lines are the notice, which belong to which specification, and which section of it is each line in?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from itertools import pairwise

from msgspec import Struct
from msgspec.structs import replace

from taxonomy.model import Line
from taxonomy.reading.language.authorities import authority_of_line
from taxonomy.reading.language.heading_marks import Mark
from taxonomy.reading.language.lettering import is_capitals
from taxonomy.reading.language.sections import SectionLines
from taxonomy.reading.layout.furniture import is_first_page, without_page_breaks
from taxonomy.reading.layout.headings import find_marks
from taxonomy.reading.layout.series_titles import find_level_lines
from taxonomy.reading.layout.titles import is_title_block_line, is_title_like, starts_with_code_label
from taxonomy.reading.notices.notice import looks_like_notice

_OPENING = frozenset(("general_statement",))
_SUBSTANCE = frozenset(
    (
        "duties",
        "minimum_qualifications",
        "education",
        "experience",
        "knowledge",
        "competencies",
        "distinguishing_characteristics",
    )
)
_BEGINNING = _OPENING | {"duties", "distinguishing_characteristics"}
_QUALIFYING = _SUBSTANCE - {"distinguishing_characteristics", "duties"}


class Region(Struct, frozen=True, kw_only=True):
    """The lines of one specification: `block` is its title block, `marks` its headings, `lines` everything.

    The places of `marks` count in `document`, where the region's lines begin at `first_place`.
    """

    document: tuple[Line, ...]
    first_place: int
    lines: tuple[Line, ...]
    block: tuple[Line, ...]
    marks: tuple[Mark, ...]
    sections: tuple[SectionLines, ...]


class Outline(Struct, frozen=True, kw_only=True):
    """The lines before the first specification, and the specifications."""

    before: tuple[Line, ...]
    regions: tuple[Region, ...]


def find_outline(lines: Sequence[Line], furniture: Mapping[int, str]) -> Outline:
    """Part `lines` into what stands before the first class, and one region a class."""
    marks = find_marks(lines, furniture.__contains__)
    starts = _below_notice(lines, _starts(lines, marks, furniture), marks)
    bounds = [*starts, len(lines)]
    regions = tuple(_region(lines, first, stop, marks, furniture) for first, stop in pairwise(bounds))
    return Outline(before=tuple(lines[: bounds[0]]), regions=regions)


def whole_region(lines: Sequence[Line], furniture: Mapping[int, str]) -> Region:
    """All of `lines` as the text of one class: for a document whose first lines are its title block."""
    return _region(lines, 0, len(lines), find_marks(lines, furniture.__contains__), furniture)


def merged(outline: Outline, furniture: Mapping[int, str]) -> Outline:
    """The same outline where the lines before the first class are that class' own title block."""
    if not outline.before:
        return outline
    if not outline.regions:  # no heading at all: perhaps a class all the same, by its code and what its text says
        return Outline(before=(), regions=(whole_region(outline.before, furniture),))
    first = whole_region((*outline.before, *outline.regions[0].lines), furniture)
    return Outline(before=(), regions=(first, *outline.regions[1:]))


def cut_sections(
    lines: Sequence[Line], marks: Sequence[Mark], stop: int, furniture: Mapping[int, str]
) -> Iterator[SectionLines]:
    """One section for each mark: the words after its heading, up to the next mark."""
    ends = [*((mark.place, mark.start) for mark in marks), (stop, 0)][1:]
    for mark, (place, start) in zip(marks, ends, strict=True):
        body = _trimmed(list(_between(lines, mark, place, start, furniture)))
        heading, below = lines[mark.place].number, lines[mark.place + mark.height - 1].number
        yield SectionLines(
            kind=mark.kind,
            heading=mark.heading,
            first_line=heading,
            last_line=max((line.number for line in body if line.text), default=below),
            body=tuple(body),
            inferred=mark.inferred,
        )


def _starts(lines: Sequence[Line], marks: Sequence[Mark], furniture: Mapping[int, str]) -> list[int]:
    """The places where the title blocks of the classes begin."""
    starts: list[int] = []
    last = max((mark.place for mark in marks if mark.known and mark.kind in _OPENING | _SUBSTANCE), default=0)
    series = {level.place for level in find_level_lines(lines, furniture)}
    for anchor in _anchors(lines, marks, furniture):
        floor = starts[-1] + 1 if starts else 0
        start = _block_start(lines, anchor, floor, marks, furniture)
        if not starts or (
            anchor <= last and _is_read(marks, starts[-1], start) and _names_something(lines, start, anchor, series)
        ):
            starts.append(start)
    return starts


def _below_notice(lines: Sequence[Line], starts: list[int], marks: Sequence[Mark]) -> list[int]:
    """Label lines of a notice ("Job Code: CJ2901") above the sheet of the first class are the notice's."""
    if not starts or not looks_like_notice(lines[: starts[0]]):
        return starts
    first = next((mark.place for mark in marks if mark.known and mark.place >= starts[0]), starts[0])
    sheet = next((place for place in range(starts[0], first) if authority_of_line(lines[place].text)), starts[0])
    return [sheet, *starts[1:]]


def _anchors(lines: Sequence[Line], marks: Sequence[Mark], furniture: Mapping[int, str]) -> list[int]:
    """Lines that stand near the beginning of a class: its first heading, its first page, its code."""
    first = next((mark.place for mark in marks if mark.known and mark.kind in _OPENING | _SUBSTANCE), None)
    if first is None:
        return []
    opening = {mark.place for mark in marks if mark.kind in _OPENING and mark.heading}
    labels = {
        place
        for place, line in enumerate(lines)
        if is_first_page(line.text) or (line.number not in furniture and starts_with_code_label(line.text))
    }
    return sorted({first} | opening | {place for place in labels if not _is_footer(lines, place, marks)})


def _is_footer(lines: Sequence[Line], place: int, marks: Sequence[Mark]) -> bool:
    """ "Page 1 of 3" at the foot of the first page: what comes next is no heading that a class begins with."""
    following = next((mark.kind for mark in marks if mark.known and mark.place > place), None)
    return is_first_page(lines[place].text) and following not in _BEGINNING


def _block_start(
    lines: Sequence[Line], anchor: int, floor: int, marks: Sequence[Mark], furniture: Mapping[int, str]
) -> int:
    """Upwards from `anchor` over the lines of its title block: one title, labels, page lines, up to the authority."""
    headings = {mark.place for mark in marks if mark.known}
    start, titles = anchor, 0
    for place in range(anchor - 1, floor - 1, -1):
        line = lines[place]
        if not line.text:
            continue
        if place in headings:
            break
        if authority_of_line(line.text):
            return place
        if line.number not in furniture and not is_title_block_line(line.text):
            titles += 1
            if titles > 1 or not is_title_like(line.text):
                break
        start = place
    return start


def _is_read(marks: Sequence[Mark], start: int, stop: int) -> bool:
    """Did the class that began at `start` already say what it asks for?"""
    return any(start <= mark.place < stop and mark.kind in _QUALIFYING for mark in marks)


def _names_something(lines: Sequence[Line], start: int, anchor: int, series: Set[int]) -> bool:
    """A first page, an authority or a title; but the next title of a series begins no document of its own."""
    block = lines[start : anchor + 1]
    if any(is_first_page(line.text) or authority_of_line(line.text) for line in block):
        return True
    return not series & set(range(start, anchor + 1)) and any(is_title_like(line.text) for line in block[:-1])


def _region(
    lines: Sequence[Line], first: int, stop: int, marks: Sequence[Mark], furniture: Mapping[int, str]
) -> Region:
    own = [mark for mark in marks if first <= mark.place < stop]
    opening = next((index for index, mark in enumerate(own) if mark.known), len(own))
    own = own[opening:]
    block = _block(lines, first, own[0] if own else None, stop, furniture)
    own = [mark for mark in own if mark.known or not _continues_title(lines, mark, block)]
    return Region(
        document=tuple(lines),
        first_place=first,
        lines=tuple(lines[first:stop]),
        block=block,
        marks=tuple(own),
        sections=tuple(cut_sections(lines, own, stop, furniture)),
    )


def _continues_title(lines: Sequence[Line], mark: Mark, block: Sequence[Line]) -> bool:
    """A title printed again further down is no unknown heading."""
    return is_capitals(lines[mark.place].text) and any(lines[mark.place].text == line.text for line in block)


def _block(
    lines: Sequence[Line], first: int, mark: Mark | None, stop: int, furniture: Mapping[int, str]
) -> tuple[Line, ...]:
    end = mark.place if mark else stop
    block = [line for line in lines[first:end] if line.number not in furniture]
    if mark and mark.start:
        opening = lines[mark.place]
        block.append(replace(opening, text=opening.text[: mark.start].strip()))
    return tuple(block)


def _between(lines: Sequence[Line], mark: Mark, place: int, start: int, furniture: Mapping[int, str]) -> Iterator[Line]:
    opening = lines[mark.place]
    rest = opening.text[mark.end : start if place == mark.place else None].strip()
    if rest:
        yield replace(opening, text=rest, bullet="" if mark.end else opening.bullet)
    if place == mark.place:
        return
    yield from without_page_breaks(lines[mark.place + mark.height : place], furniture)
    if start:
        yield replace(lines[place], text=lines[place].text[:start].strip())


def _trimmed(body: list[Line]) -> list[Line]:
    while body and not body[-1].text:
        body.pop()
    while body and not body[0].text:
        body.pop(0)
    return body
