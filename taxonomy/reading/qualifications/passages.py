"""Which lines ask for something, which only wish, and which sections are one passage cut by its own labels?

"Either I" / "Experience: …" / "Or II" stand in three sections by their headings and are one passage; "Preferred: …"
stands among what is required and is none of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from taxonomy.model import Line
from taxonomy.reading.language.sections import SectionLines
from taxonomy.reading.language.spellings import is_disclaimer
from taxonomy.reading.qualifications.criteria_table import CriteriaColumn, columns_of, statements
from taxonomy.reading.qualifications.items import is_way
from taxonomy.reading.qualifications.wishes import NEED_LABEL, WISH_LABEL

# "(These must be met by all employees prior to attaining permanent status in the class.)"
_IN_BRACKETS = re.compile(r"\((?:the\sfollowing|these|this|entry)\b[^()]{20,400}\)\s*:?", re.IGNORECASE)
ASKING = ("minimum_qualifications", "education", "experience", "licensure")
RULING = (*ASKING, "equivalency")
_KINDS_OF_LABEL = ("education", "experience", "licensure")


def needed(sections: Sequence[SectionLines]) -> Iterator[SectionLines]:
    """The asking and ruling sections without remarks and wishes, ways that were cut by labels put together again."""
    asked = [_without_remarks(section) for section, wishes in _by_headings(sections) if not wishes]
    if any(map(_is_way_in, asked)) or any(is_way(line.text) for section in asked for line in section.body):
        asked = list(_put_together(asked))
    for section in asked:
        yield replace(section, body=tuple(line for line, wished in _told_apart(section.body) if not wished))


def wished(sections: Sequence[SectionLines]) -> Iterator[Line]:
    """The lines that only wish, in sections of their own or below a label."""
    for section, wishes in _by_headings(sections):
        yield from (line for line, wish in _told_apart(_without_remarks(section).body) if wish or wishes)


def _by_headings(sections: Sequence[SectionLines]) -> Iterator[tuple[SectionLines, bool]]:
    """The asking and ruling sections, and whether their headings only wish.

    "DESIRABLE" above "Qualifications" and "Experience" holds for both, until "ESSENTIAL" or what asks nothing. Where
    nothing else is asked ("DESIRABLE REQUIREMENTS" is the only heading), what stands in the sections below is asked.
    """
    found: list[tuple[SectionLines, bool, bool]] = []
    lasting = False
    for section in sections:
        if section.kind not in RULING:
            lasting = False
            continue
        wishes = section.is_wish
        if wishes or (section.heading and NEED_LABEL.fullmatch(section.heading.rstrip(" :"))):
            lasting = wishes and not section.text
        found.append((section, wishes, lasting))
    asks = any(section.text and not (own or above) for section, own, above in found)
    yield from ((section, own or (above and asks)) for section, own, above in found)


def _without_remarks(section: SectionLines) -> SectionLines:
    return replace(section, body=tuple(line for line in section.body if not _is_remark(line.text)))


def _is_remark(text: str) -> bool:
    """ "(The following statement represents the minimum standards.)": words about the section."""
    return _IN_BRACKETS.fullmatch(text) is not None or is_disclaimer(text)


def _told_apart(body: Sequence[Line]) -> Iterator[tuple[Line, bool]]:
    """Each line without its label, and whether it is only wished for.

    A label on a line of its own holds until the next one, a label before words until the end of its paragraph, and the
    head of a table with columns for both until its last row."""
    lasting = wishes = False
    columns: tuple[CriteriaColumn, ...] = ()
    for line in body:
        if head := columns_of(line):
            columns = head
            continue
        row = statements(line, columns) if columns and line.text else None
        if row is not None:
            yield from row
            continue
        columns = columns if not line.text else ()
        wish = WISH_LABEL.match(line.text)
        label = wish or NEED_LABEL.match(line.text)
        if label is not None:
            wishes = wish is not None
            rest = line.text[label.end() :]
            lasting = not rest
            line = replace(line, text=rest)
        elif not line.text and not lasting:
            wishes = False
        yield line, wishes


def _is_way_in(section: SectionLines) -> bool:
    """Is its heading the name of a way in ("PROMOTIONAL", "OPEN COMPETITIVE")?"""
    return section.heading is not None and is_way(f"{section.heading.rstrip(' :')}:")


def _put_together(sections: Sequence[SectionLines]) -> Iterator[SectionLines]:
    """Sections that stand right behind each other as one, the headings that cut them as labels."""
    found: list[SectionLines] = []
    for section in sections:
        before = found[-1] if found else None
        labels = section.kind in _KINDS_OF_LABEL or _is_way_in(section)
        if before is not None and labels and section.first_line == before.last_line + 1:
            body = (*before.body, *_labelled(section))
            found[-1] = replace(before, body=body, last_line=section.last_line)
        else:
            found.append(section)
    return iter(found)


def _labelled(section: SectionLines) -> tuple[Line, ...]:
    label = f"{(section.heading or '').rstrip(' :')}: "
    first, *rest = section.body or (Line(number=section.first_line, raw="", text=""),)
    return (replace(first, text=label + first.text, bullet=""), *rest)
