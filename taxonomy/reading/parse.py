"""What does this document say?  The whole answer of `atlas parse` in one call, without input or output."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from msgspec import structs

from taxonomy.model import (
    Document,
    Furniture,
    Line,
    Notice,
    ParsedDocument,
    Problem,
    ReadingCorrection,
    Specification,
)
from taxonomy.reading.class_tables import class_table, read_classes
from taxonomy.reading.doubtful_lines import with_line_doubts
from taxonomy.reading.facts.framework import read_framework
from taxonomy.reading.language.class_nouns import are_agents
from taxonomy.reading.language.languages import ENGLISH, language_of, name_of
from taxonomy.reading.layout.class_detail import unknown_order
from taxonomy.reading.layout.clean import clean, with_breaks
from taxonomy.reading.layout.document_kinds import EMPTY, FRAMEWORK, NOTICE, OTHER, SCAN, kind_with_class, refused_kind
from taxonomy.reading.layout.file_names import name_disagreement
from taxonomy.reading.layout.furniture import PAGE_HEADER, as_furniture, find_furniture, without_page_breaks
from taxonomy.reading.layout.inner_pages import without_inner_pages
from taxonomy.reading.layout.outline import Outline, find_outline, merged, whole_region
from taxonomy.reading.layout.rulings import NONE, Rulings, of_this_form, rulings_of, with_rulings
from taxonomy.reading.notices.notice import looks_like_notice, read_notice
from taxonomy.reading.regions import RegionRecords, read_region

_NOT_A_CLASS, _BARE_MARK = "not_a_class", "mark"
_PDF = "application/pdf"


def parse(document: Document, corrections: Sequence[ReadingCorrection] = ()) -> ParsedDocument:
    """Read `document`: its notice, its specifications, its furniture, and what a person should look at.

    What the format names as furniture is no text, unless only there a title or code is printed (in a page header).
    `corrections` that people made replace what reading would decide: its own, and those of the document's form.
    """
    table = class_table(document)
    if table is not None:
        return read_classes(document, table, _parse)
    rulings = _rulings(document, corrections) if corrections else NONE
    parsed = _parse(document, rulings)
    others = tuple(part for part in document.furniture if part.kind != PAGE_HEADER)
    if len(others) == len(document.furniture) or not _lacks(parsed):
        return parsed
    again = _parse(structs.replace(document, furniture=others), rulings)
    return again if _lacks(again) < _lacks(parsed) else parsed


def _lacks(parsed: ParsedDocument) -> int:
    """How many titles of somebody and codes are missing; a document without a class lacks more."""
    named = parsed.specifications
    return sum((not _names_somebody(each)) + (each.job_code is None) for each in named) if named else 3


def _names_somebody(specification: Specification) -> bool:
    """Whether the title is a class' ("Fire Captain") or sure; page headers print employers and mottos, too."""
    if specification.title is None:
        return False
    doubtful = any(doubt.field == "title" for doubt in specification.doubts)
    return not doubtful or any(map(are_agents, specification.title.split()))


def find_held(document: Document, corrections: Sequence[ReadingCorrection]) -> tuple[ReadingCorrection, ...]:
    """Those of `corrections` that hold for `document`: its own, and those of its form."""
    return of_this_form(corrections, document.source.sha256, clean(document)) if corrections else ()


def _rulings(document: Document, corrections: Sequence[ReadingCorrection]) -> Rulings:
    return rulings_of(find_held(document, corrections), document.source.sha256, clean(document))


def _parse(document: Document, rulings: Rulings = NONE) -> ParsedDocument:
    lines = with_rulings(with_breaks(clean(document)), rulings)
    furniture = find_furniture(lines) | {
        number: part.kind for part in document.furniture for number in range(part.first_line, part.last_line + 1)
    }
    furniture = {number: kind for number, kind in furniture.items() if number not in rulings.text_lines}
    furniture |= dict.fromkeys(rulings.furniture, PAGE_HEADER)
    lines = without_inner_pages(lines, furniture)
    outline = find_outline(lines, furniture)
    notice, told = (None, ()) if rulings.is_class else _notice(outline, furniture)
    if notice is None:
        outline = merged(outline, furniture)
    proposed = notice is not None
    readings = [read_region(region, document, furniture, rulings, proposed=proposed) for region in outline.regions]
    if rulings.is_class and not any(reading.specifications for reading in readings):
        # A person said that it is a class: all of it is one, whatever its headings are.
        outline = Outline(before=(), regions=(whole_region(lines, furniture),))
        readings = [read_region(outline.regions[0], document, furniture, rulings, proposed=False)]
    found = notice is not None or any(map(_says_what_a_class_does, readings))
    if rulings.is_class is None and not found and looks_like_notice(lines):
        # Headings such as "Description" part a board item into regions; none of them specifies a class.
        outline, readings = structs.replace(outline, before=tuple(lines), regions=()), []
        notice, told = read_notice(tuple(without_page_breaks(lines, furniture)))
    specifications = tuple(
        with_line_doubts(one, document.problems) for reading in readings for one in reading.specifications
    )
    framework = None if specifications or notice else read_framework(lines, furniture.keys())
    return ParsedDocument(
        source=document.source,
        specifications=specifications,
        notice=notice,
        furniture=_furniture(lines, furniture, readings, notice),
        framework=framework,
        problems=(
            *document.problems,
            *told,
            *_problems(document, outline, readings, notice, rulings),
            *_missing(rulings),
        ),
        document_kind=FRAMEWORK if framework else _document_kind(document, lines, readings, notice),
        language=language_of(lines),
        corrections=rulings.uses,
    )


_OF_A_CLASS = frozenset({"duties", "minimum_qualifications", "experience", "education", "competencies", "knowledge"})


def _says_what_a_class_does(reading: RegionRecords) -> bool:
    """Whether a heading of the region names duties or requirements; a board item has neither."""
    return any(
        section.kind in _OF_A_CLASS and section.heading and not section.inferred
        for specification in reading.specifications
        for section in specification.sections
    )


def _document_kind(
    document: Document, lines: Sequence[Line], readings: Sequence[RegionRecords], notice: Notice | None
) -> str:
    """What the document is by its content (docs/api.md)."""
    if notice is not None:
        return NOTICE
    if any(reading.specifications for reading in readings):
        return kind_with_class(lines)
    printed = [line for line in lines if line.text]
    if not printed:
        return SCAN if document.source.media_type == _PDF else EMPTY
    refused = refused_kind(printed, frozenset())
    return refused[0] if refused else OTHER


def _notice(outline: Outline, furniture: Mapping[int, str]) -> tuple[Notice | None, tuple[Problem, ...]]:
    if not outline.before or not looks_like_notice(outline.before):
        return None, ()
    return read_notice(tuple(without_page_breaks(outline.before, furniture)))


def _problems(
    document: Document,
    outline: Outline,
    readings: Sequence[RegionRecords],
    notice: Notice | None,
    rulings: Rulings,
) -> Iterator[Problem]:
    no_class = rulings.is_class is False  # then a person knows it
    specifications = [specification for reading in readings for specification in reading.specifications]
    for region, reading in zip(outline.regions, readings, strict=True):
        yield from reading.problems
        if not (reading.specifications or no_class):
            yield _not_a_specification(region.lines)
    if not (outline.regions or notice or no_class):
        yield _not_a_specification(outline.before)
    yield from filter(None, map(unknown_order, specifications))
    if len(specifications) == 1 and notice is None and rulings.title is None:
        yield from filter(None, [name_disagreement(document.source.name, specifications[0])])


def _missing(rulings: Rulings) -> Iterator[Problem]:
    """Corrections that hold for this document and could not be applied."""
    for use in rulings.uses:
        if use.missing:
            message = f"A correction of the {use.field} could not be applied. {use.missing}"
            yield Problem(code="correction_not_applied", message=message)


def _not_a_specification(lines: Sequence[Line]) -> Problem:
    printed = [line.number for line in lines if line.text]
    refused = refused_kind(lines, frozenset())
    language = language_of(lines)
    if refused is None and language not in (None, ENGLISH):
        lacks = f"it is in {name_of(language)}, and too few of its headings are known in that language"
    else:
        lacks = "it lacks its title or code, what the class does, or what it asks for"
    return Problem(
        code="not_a_specification",
        message=f"This text specifies no class: {refused[1] if refused else lacks}.",
        first_line=printed[0] if printed else None,
        last_line=printed[-1] if printed else None,
    )


def _furniture(
    lines: Sequence[Line], found: Mapping[int, str], readings: Sequence[RegionRecords], notice: Notice | None
) -> tuple[Furniture, ...]:
    """Page furniture, and a name for every other line that is in no section and no part of the notice."""
    kinds = dict(found)
    for reading in readings:
        kinds.update(reading.headers)
    specifications = [specification for reading in readings for specification in reading.specifications]
    covered = _covered(specifications, notice)
    for line in lines:
        if line.raw.strip() and line.number not in covered and line.number not in kinds:
            kinds[line.number] = _NOT_A_CLASS if line.text else _BARE_MARK
    return as_furniture(kinds, lines)


def _covered(specifications: Sequence[Specification], notice: Notice | None) -> set[int]:
    runs = [(section.first_line, section.last_line) for record in specifications for section in record.sections]
    if notice:
        runs += [(part.first_line, part.last_line) for part in notice.parts]
    return {number for first, last in runs for number in range(first, last + 1)}
