"""Which specifications does one region of a document hold: none, one, or a class for every title of a series?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence, Set

from msgspec import Struct
from msgspec.structs import replace

from taxonomy.model import DatedBy, Document, Doubt, Line, Problem, Specification
from taxonomy.reading.language.authorities import find_authority
from taxonomy.reading.language.sections import SectionLines
from taxonomy.reading.language.spellings import fold_heading
from taxonomy.reading.layout.class_detail import date_of
from taxonomy.reading.layout.coverage import coverage
from taxonomy.reading.layout.evidence import is_class
from taxonomy.reading.layout.levels import SeriesLevel, split_levels
from taxonomy.reading.layout.outline import Region
from taxonomy.reading.layout.region_titles import best_title, find_name
from taxonomy.reading.layout.rulings import NONE, Rulings
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


def read_region(
    region: Region,
    document: Document,
    furniture: Mapping[int, str],
    rulings: Rulings = NONE,
    *,
    proposed: bool,
) -> RegionRecords:
    """Read the classes of `region`; an empty reading where it specifies none. What people ruled comes first."""
    rulings = _of_region(rulings, region)
    heading = _ruled_name(find_name(region), rulings)
    unheaded = {section.kind for section in read_block(region.block, heading.numbers)[0] if section.inferred}
    wanted = rulings.is_class and len(region.lines) == len(region.document)
    if rulings.is_class is False or not (wanted or is_class(region, heading, unheaded)):
        return RegionRecords()
    levels = () if rulings.title else split_levels(region, furniture)
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
    own = [sections for sections, _ in blocks]
    read = tuple(_specifications(region, classes, own, authority=employer.id, proposed=proposed))
    read = tuple(_with_own_pay(one, read, region) for one in read) if len(read) > 1 else read
    skipped = {*furniture, *headers}
    return RegionRecords(
        specifications=tuple(
            with_ruled_values(_with_evidence(one, region, skipped | _of_others(one, read), heading, doubts), rulings)
            for one in read
        ),
        problems=(*([problem] if problem else []), *_unknown_headings(region, levels)),
        headers=headers,
    )


def _of_region(rulings: Rulings, region: Region) -> Rulings:
    """Without the title and code that stand in the lines of another class of the document."""
    own = {line.number for line in region.lines}
    elsewhere = {
        name: None
        for name in ("title", "code", "date")
        if (ruled := getattr(rulings, name)) is not None and ruled.line is not None and ruled.line not in own
    }
    return replace(rulings, **elsewhere) if elsewhere else rulings


def _ruled_name(heading: Heading, rulings: Rulings) -> Heading:
    title, code = rulings.title, rulings.code
    if title is not None:
        numbers = (title.line,) if title.line is not None else heading.numbers
        heading = replace(heading, title=title.value, numbers=numbers, founded=True, doubt=None)
    return heading if code is None else replace(heading, code=code.value)


def with_ruled_values(specification: Specification, rulings: Rulings) -> Specification:
    """`specification` with the employer and date that a person gave, and without doubts about what a person settled."""
    doubts = tuple(doubt for doubt in specification.doubts if doubt.field not in rulings.fields)
    specification = replace(specification, doubts=doubts)
    if rulings.authority is not None:
        specification = replace(specification, authority=rulings.authority.value)
    if rulings.date is None:
        return specification
    by = specification.revised.by if specification.revised else None
    iso = date_of(rulings.date.value, latest=True, day_first=False)
    return replace(specification, revised=DatedBy(raw=rulings.date.value, date=iso, by=by))


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


def _with_own_pay(one: Specification, read: Sequence[Specification], region: Region) -> Specification:
    """Of a series' pay the rows that begin with no class of it, or with this one's title or code."""
    owners = {pay.first_line: _owner(pay.first_line, read, region) for pay in one.pays}
    pays = tuple(pay for pay in one.pays if owners[pay.first_line] in (None, one.title))
    if len(pays) == len(one.pays):
        return one
    named = [pay for pay in pays if owners[pay.first_line]]
    return replace(one, pays=pays, pay=next(iter(named or pays), None))


def _owner(number: int | None, read: Sequence[Specification], region: Region) -> str | None:
    """The title of the class of a series that the line begins with, the longest title first."""
    text = next((f"{fold_heading(line.text)} " for line in region.document if line.number == number), "")
    for one in sorted(read, key=lambda each: -len(each.title or "")):
        names = [fold_heading(name) for name in (one.title, one.job_code) if name]
        if any(text.startswith(f"{name} ") for name in names):
            return one.title
    return None


def _with_evidence(
    specification: Specification,
    region: Region,
    skipped: Set[int],
    heading: Heading,
    doubts: Sequence[Doubt],
) -> Specification:
    """How much of the text was placed, which recruitment it is of, and what is doubtful."""
    return replace(
        specification,
        posting_number=heading.posting,
        doubts=(*doubts, *specification.doubts),
        coverage=coverage([line.number for line in region.lines if line.text], specification.sections, skipped),
    )


def _of_others(specification: Specification, read: Sequence[Specification]) -> set[int]:
    """The lines that are only other classes' of the same text."""
    others = {number for other in read if other is not specification for number in _lines_of(other)}
    return others - set(_lines_of(specification))


def _lines_of(specification: Specification) -> Iterator[int]:
    for section in specification.sections:
        yield from range(section.first_line, section.last_line + 1)


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
