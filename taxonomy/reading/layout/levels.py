"""Does one text specify several classes of a series, and which of its sections are whose?

"Librarian I:" and "Librarian II:" under DISTINGUISHING CHARACTERISTICS are two classes in one text; a series narrative
with CHARACTER OF WORK under each title is as many classes as there are titles. What is under no title is everybody's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence, Set
from itertools import takewhile, zip_longest
from typing import TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from taxonomy.model import Line
from taxonomy.reading.language.heading_marks import Mark
from taxonomy.reading.language.sections import SectionLines
from taxonomy.reading.language.spellings import fold_heading
from taxonomy.reading.layout.codes import find_code, find_code_alone
from taxonomy.reading.layout.outline import Region, cut_sections
from taxonomy.reading.layout.series_titles import FAMILY, LevelLine, find_family_lines, find_level_lines
from taxonomy.reading.layout.titles import is_title_block_line

# A section, and the key of the title it stands under (none: everybody's)
_Owned: TypeAlias = tuple[str | None, SectionLines]
# "BREAD BAKER I     05671     1-1-2001"
_CELL = re.compile(r"\t|\s{2,}")
_OWN_NARRATIVE = frozenset(("general_statement", "duties", "distinguishing_characteristics"))


class SeriesLevel(Struct, frozen=True, kw_only=True):
    """One class of the series: its title, its code, and the sections that are its own or everybody's.

    `strange` are the lines of the title block that stand under the title of another class.
    """

    title: str | None
    code: str | None
    sections: tuple[SectionLines, ...]
    strange: frozenset[int] = frozenset()


def split_levels(region: Region, furniture: Mapping[int, str]) -> tuple[SeriesLevel, ...]:
    """The classes of a series in `region`; empty where it specifies only one class."""
    levels = find_level_lines(region.lines, furniture) or find_family_lines(region.lines, _headings(region))
    places = frozenset(level.place for level in levels)
    scopes = [level for level in levels if not _listed(region, level, places)]
    named: dict[str, LevelLine] = {}
    for level in levels:
        if level.listing or level.place < _block_end(region) or level in scopes:
            named.setdefault(level.key, level)
    if len(named) < 2 or not _plausible(region, scopes):
        return ()
    sections = _shared_at_the_end(list(_scoped_sections(region, scopes, furniture)))
    in_block = _lines_of_titles(region, [level for level in levels if level.place < _block_end(region)])
    return tuple(
        SeriesLevel(
            title=level.title,
            code=level.code or _code_of(level.title, region, [s for owner, s in sections if owner == key]),
            sections=tuple(section for owner, section in sections if owner in (None, key)),
            strange=frozenset(number for number, owner in in_block.items() if owner != key),
        )
        for key, level in named.items()
    )


def _headings(region: Region) -> dict[int, str]:
    """The known headings of the region by their places in it."""
    own = ((mark.place - region.first_place, mark) for mark in region.marks)
    return {place: fold_heading(mark.heading) for place, mark in own if mark.known and mark.heading}


def _lines_of_titles(region: Region, titles: Sequence[LevelLine]) -> dict[int, str]:
    """Each title in the title block with the label lines right below it ("Class Code: MBAF02  Pay Grade: 9").

    The lines below the last title are as many as below the one before; what follows is everybody's.
    """
    owned: dict[int, str] = {}
    longest = 0
    for title, following in zip_longest(titles, titles[1:]):
        own = _labels_below(region.lines[title.place + 1 : following.place if following else _block_end(region)])
        own = own if following else own[:longest]
        longest = len(own)
        owned.update((line.number, title.key) for line in (region.lines[title.place], *own))
    return owned


def _labels_below(lines: Sequence[Line]) -> list[Line]:
    return list(takewhile(_is_label, (line for line in lines if line.text)))


def _is_label(line: Line) -> bool:
    return is_title_block_line(line.text) or "$" in line.text


def _shared_at_the_end(sections: Sequence[_Owned]) -> list[_Owned]:
    """What stands last and under the last title only (ENTRANCE REQUIREMENTS, CLASS SERIES HISTORY) is everybody's."""
    last = next((owner for owner, _ in reversed(sections) if owner), None)
    others = {section.kind for owner, section in sections if owner not in (None, last)}
    shared = list(sections)
    for place in range(len(sections) - 1, -1, -1):
        owner, section = sections[place]
        if owner != last or section.kind in others or (section.kind == "class_detail" and section.heading):
            break
        shared[place] = (None, section)
    return shared


def _block_end(region: Region) -> int:
    """How many lines of the region stand before its first heading."""
    if not region.marks:
        return len(region.lines)
    return region.marks[0].place - region.first_place


def _listed(region: Region, level: LevelLine, places: Set[int]) -> bool:
    """In a list of titles, or one of several in the title block, a line names a class but heads no text."""
    end = _block_end(region)
    if level.listing:
        return True
    if level.place < end:
        return sum(place < end for place in places) > 1
    if level.end < len(region.lines[level.place].text.rstrip()):
        return False
    neighbours = {_next_printed(region.lines, level.place, step) for step in (1, -1)}
    return bool(neighbours & places)


def _next_printed(lines: Sequence[Line], place: int, step: int) -> int:
    place += step
    while 0 <= place < len(lines) and not lines[place].text:
        place += step
    return place


def _plausible(region: Region, scopes: Sequence[LevelLine]) -> bool:
    """A title block that names several titles, or at least two titles with text of their own."""
    return len({level.key for level in scopes}) > 1 or not scopes


def _scoped_sections(region: Region, scopes: Sequence[LevelLine], furniture: Mapping[int, str]) -> Iterator[_Owned]:
    marks = _with_level_marks(region, scopes)
    stop = region.first_place + len(region.lines)
    places = {level.place + region.first_place: level for level in scopes}
    repeated = _under_several(marks, places)
    outer: str | None = None
    inner: tuple[str, int] | None = None
    cut = cut_sections(region.document, marks, stop, furniture)
    for place, (mark, section) in enumerate(zip(marks, cut, strict=True)):
        level = places.get(mark.place) if not mark.known else None
        if level is not None and (level.stem == FAMILY or _opens_narrative(region, marks, place)):
            outer, inner = level.key, None
        elif level is not None:
            inner = (level.key, inner[1] if inner else marks[place - 1].rank if place else 0)
        elif inner is not None and mark.rank >= inner[1] and fold_heading(mark.heading or "") not in repeated:
            inner = None
        yield (inner[0] if inner else outer), section


def _under_several(marks: Sequence[Mark], places: Mapping[int, LevelLine]) -> set[str]:
    """Headings that stand under one title and again under another, however loud ("KNOWLEDGE, SKILLS AND ABILITIES")."""
    owners: dict[str, set[str]] = {}
    key = ""
    for mark in marks:
        if mark.place in places and not mark.known:
            key = places[mark.place].key
        elif key and mark.heading:
            owners.setdefault(fold_heading(mark.heading), set()).add(key)
    return {heading for heading, keys in owners.items() if len(keys) > 1}


def _with_level_marks(region: Region, scopes: Sequence[LevelLine]) -> list[Mark]:
    """The headings of the region and, among them, the titles that part it."""
    places = {level.place + region.first_place for level in scopes}
    marks = [mark for mark in region.marks if mark.place not in places]
    titles = [
        Mark(
            place=level.place + region.first_place,
            start=0,
            end=level.end,
            kind="general_statement" if level.stem == FAMILY else _kind_at(marks, level.place + region.first_place),
            heading=level.title,
            rank=0,
            known=False,
        )
        for level in scopes
    ]
    joined = sorted((*marks, *titles), key=lambda mark: (mark.place, mark.start))
    return [
        replace(mark, kind="class_detail") if mark in titles and _opens_narrative(region, joined, place) else mark
        for place, mark in enumerate(joined)
    ]


def _kind_at(marks: Sequence[Mark], place: int) -> str:
    """The kind of the loud heading above, which its quieter sub-headings do not change."""
    above = [mark for mark in marks if mark.place < place and mark.known]
    loud = [mark for mark in above if mark.rank > 1]
    return (loud or above)[-1].kind if above else "class_detail"


def _opens_narrative(region: Region, marks: Sequence[Mark], place: int) -> bool:
    """Under the title only label lines stand before a heading that begins a whole specification."""
    mark = marks[place]
    below = (other for other in marks[place + 1 :] if other.kind != "class_detail" or other.heading)
    following = next(below, None)
    if following is None or following.kind not in _OWN_NARRATIVE or not following.known:
        return False
    between = region.document[mark.place + 1 : following.place]
    behind = region.document[mark.place].text[mark.end :].strip(" :")
    return not behind and all(is_title_block_line(line.text) for line in between if line.text)


def _code_below(block: Sequence[Line]) -> str | None:
    """The code on the label line right below a title, before the next title."""
    following = next((line for line in block if line.text), None)
    return find_code([following]) if following else None


def _code_of(title: str, region: Region, own: Sequence[SectionLines]) -> str | None:
    """The code printed under the title, or beside it in a table above the text."""
    for section in own[:2]:
        if code := find_code(section.body[:6]):
            return code
    folded = f" {fold_heading(title)} "
    for place, line in enumerate(region.block):
        if f" {fold_heading(line.text)} " == folded and (code := _code_below(region.block[place + 1 :])):
            return code
        cells = _CELL.split(line.raw.strip())
        if len(cells) > 1 and f" {fold_heading(line.text)} ".find(folded) >= 0:
            return find_code_alone(Line(number=line.number, raw=cell, text=cell.strip()) for cell in cells)
    return None
