"""Which specifications does one region of a document hold: none, one, or a class for every title of a series?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from taxonomy.model import Document, Doubt, Line, Problem, Specification
from taxonomy.reading.language.authorities import find_authority
from taxonomy.reading.language.sections import SectionLines
from taxonomy.reading.layout.coverage import coverage
from taxonomy.reading.layout.evidence import is_class
from taxonomy.reading.layout.levels import SeriesLevel, split_levels
from taxonomy.reading.layout.outline import Region
from taxonomy.reading.layout.region_titles import best_title, find_name
from taxonomy.reading.layout.title_block import read_block
from taxonomy.reading.layout.title_evidence import Heading
from taxonomy.reading.specification import RegionName, read_specification

_SHORT_CODE = 2
_COLUMNS = re.compile(r"\s{3,}|\t")


class RegionRecords(Struct, frozen=True, kw_only=True):
    """What one region gave: its specifications, what to look at, and the lines that are page header."""

    specifications: tuple[Specification, ...] = ()
    problems: tuple[Problem, ...] = ()
    headers: Mapping[int, str] = {}


def read_region(region: Region, document: Document, furniture: Mapping[int, str], *, proposed: bool) -> RegionRecords:
    """Read the classes of `region`; an empty reading where it specifies none."""
    heading = find_name(region)
    unheaded = {section.kind for section in read_block(region.block, heading.numbers)[0] if section.inferred}
    if not is_class(region, heading, unheaded):
        return RegionRecords()
    levels = split_levels(region, furniture)
    above = _above_levels(region, levels)
    numbers = _title_numbers(above, levels) if levels else heading.numbers
    if levels:
        classes, problem, doubt = _with_region_code(levels, heading), None, None
    else:
        title, problem, doubt = best_title(region, heading)
        classes = (SeriesLevel(title=title, code=heading.code, sections=region.sections),)
    blocks = [read_block([line for line in above if line.number not in one.strange], numbers) for one in classes]
    headers = {number: kind for _, headers in blocks for number, kind in headers.items()}
    cells = [cell for line in region.block for cell in (line.text, *_COLUMNS.split(line.raw.strip()))]
    employer = find_authority(cells, _text_of(region))
    doubts = [each for each in (doubt, employer.doubt) if each is not None]
    return RegionRecords(
        specifications=tuple(
            _with_evidence(specification, region, furniture, headers, heading, doubts)
            for specification in _specifications(
                region, classes, [sections for sections, _ in blocks], authority=employer.id, proposed=proposed
            )
        ),
        problems=(*([problem] if problem else []), *_unknown_headings(region, levels)),
        headers=headers,
    )


def _specifications(
    region: Region,
    classes: Sequence[SeriesLevel],
    blocks: Sequence[Sequence[SectionLines]],
    *,
    authority: str | None,
    proposed: bool,
) -> Iterator[Specification]:
    printed = [line.number for line in region.lines if line.text]
    for level, block in zip(classes, blocks, strict=True):
        sections = (*block, *level.sections)
        name = RegionName(
            title=level.title,
            job_code=level.code,
            authority=authority,
            first_line=printed[0],
            last_line=max((section.last_line for section in sections), default=printed[-1]),
        )
        yield read_specification(name, sections, proposed=proposed)


def _with_evidence(
    specification: Specification,
    region: Region,
    furniture: Mapping[int, str],
    headers: Mapping[int, str],
    heading: Heading,
    doubts: Sequence[Doubt],
) -> Specification:
    """How much of the text was placed, which recruitment it is of, and what is doubtful."""
    skipped = {*furniture, *headers}
    return replace(
        specification,
        posting_number=heading.posting,
        doubts=(*doubts, *specification.doubts),
        coverage=coverage([line.number for line in region.lines if line.text], specification.sections, skipped),
    )


def _text_of(region: Region) -> str:
    return "\n".join(line.text for line in region.document)


def _above_levels(region: Region, levels: Sequence[SeriesLevel]) -> tuple[Line, ...]:
    """The title block without the first title of a series that heads its own text."""
    first = min((s.first_line for level in levels for s in level.sections), default=len(region.document) + 1)
    return tuple(line for line in region.block if line.number < first)


def _with_region_code(levels: Sequence[SeriesLevel], heading: Heading) -> tuple[SeriesLevel, ...]:
    """One code printed for the whole series is the code of each class that has none of its own."""
    codes = _codes_in_order(heading.code, len(levels))
    shared = len(set(codes)) == len(levels) and all(level.code in (None, heading.code) for level in levels)
    if not shared and any(level.code for level in levels):
        return tuple(levels)
    return tuple(replace(level, code=code) for level, code in zip(levels, codes, strict=True))


def _codes_in_order(code: str | None, count: int) -> Sequence[str | None]:
    """ "Class Code: 4120/4121" over Librarian I and II: as many whole codes as classes, in their order."""
    parts = (code or "").split("/")
    alike = len(parts) == count and len({len(part) for part in parts}) == 1 and len(parts[0]) > _SHORT_CODE
    return parts if alike else [code] * count


def _title_numbers(block: Sequence[Line], levels: Sequence[SeriesLevel]) -> tuple[int, ...]:
    titles = {level.title for level in levels if level.title}
    return tuple(line.number for line in block if any(title in line.text for title in titles))


def _unknown_headings(region: Region, levels: Sequence[SeriesLevel]) -> Iterator[Problem]:
    titles = tuple(level.title for level in levels if level.title)
    for mark in region.marks:
        if mark.known or mark.kind != "other" or (titles and (mark.heading or "").startswith(titles)):
            continue
        number = region.document[mark.place].number
        message = f"The heading “{mark.heading}” is in no table; its text is kept as a section of kind “other”."
        yield Problem(code="unknown_heading", message=message, first_line=number, last_line=number)
