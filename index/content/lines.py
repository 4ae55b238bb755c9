"""Which quotable lines has a text: one sentence or list item each, with its section, document and line numbers?

Everything shown from the index comes from here, so contact details are masked here, once, for index and quotes alike.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from taxonomy.basics.contacts import mask_contacts
from taxonomy.model import CompetencyStatement, Line, NoticePart, Section, Specification
from taxonomy.reading.language.sentences import sentences, without_marks

# Between the name of a competency and its definition.
LABEL_ENDS = " – "
# Of the letters on its lines, a competency's statement has at least this share where nothing else is said there.
_MOSTLY = 0.7


class IndexedLine(Struct, frozen=True, array_like=True):
    """One sentence, list item or statement. `weight` is how much a word in it counts; 0 for boilerplate."""

    section: str
    text: str
    document: str
    first_line: int
    last_line: int
    weight: float = 1.0


_ENDS_AN_ITEM = (".", ";", ":", "; or", "; and", ", or", ", and")


def specification_lines(specification: Specification, document: str, printed: Sequence[str]) -> Iterator[IndexedLine]:
    """Every line of `specification`; `printed` are the lines of its document, by which lines are numbered."""
    statements = specification.competencies
    for statement in statements:
        yield _line("competencies", _stated(statement), document, statement.first_line, statement.last_line)
    covered = _covered(statements, printed)
    for section in specification.sections:
        body = [line for line in numbered(section, printed) if line.number not in covered]
        for sentence in sentences(list(_parted(body))):
            yield _line(section.kind, sentence.text, document, sentence.first_line, sentence.last_line)


def _stated(statement: CompetencyStatement) -> str:
    return LABEL_ENDS.join(part for part in (statement.label, statement.definition) if part)


def _covered(statements: Iterable[CompetencyStatement], printed: Sequence[str]) -> frozenset[int]:
    """The lines that say no more than the competencies stated on them; a paragraph that names some says more."""
    said: dict[tuple[int, int], int] = {}
    for each in statements:
        lines = (each.first_line, each.last_line)
        said[lines] = said.get(lines, 0) + len(_letters(_stated(each)))
    return frozenset(
        number
        for (first, last), letters in said.items()
        if letters >= _MOSTLY * len(_letters("".join(printed[first - 1 : last])))
        for number in range(first, last + 1)
    )


def notice_lines(part: NoticePart, document: str, printed: Sequence[str]) -> Iterator[IndexedLine]:
    """The sentences of one part of a notice."""
    return _run_lines("notice", part.first_line, part.last_line, document, printed)


def loose_lines(first_line: int, last_line: int, document: str, printed: Sequence[str]) -> Iterator[IndexedLine]:
    """The sentences of a run of lines that belong to no class and no notice."""
    return _run_lines("other", first_line, last_line, document, printed)


def _run_lines(
    section: str, first_line: int, last_line: int, document: str, printed: Sequence[str]
) -> Iterator[IndexedLine]:
    body = [
        Line(number=number, raw=raw, text=without_marks(raw.lstrip("#")))
        for number, raw in enumerate(printed[first_line - 1 : last_line], start=first_line)
    ]
    for sentence in sentences(list(_parted(body))):
        yield _line(section, sentence.text, document, sentence.first_line, sentence.last_line)


def numbered(section: Section, printed: Sequence[str]) -> list[Line]:
    """The lines of a section's text with their numbers: its furniture is out, so each is looked for in the document."""
    found = []
    number = section.first_line
    for text in section.text.split("\n"):
        letters = _letters(text)
        while letters and number < section.last_line and not _prints(printed[number - 1], text, letters):
            number += 1
        found.append(Line(number=number, raw=text, text=text))
        # The next line of the text may stand on the same printed line only where nothing of it was found there.
        number = min(number + bool(letters), section.last_line)
    return found


def _prints(printed: str, text: str, letters: str) -> bool:
    """Does the printed line hold this text, as it stands or with marks in between?"""
    return text in printed or letters in _letters(printed)


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text.lower()))


def _parted(body: Sequence[Line]) -> Iterator[Line]:
    """`body` with a blank line after list items and table rows, so that they are not run together."""
    for line in body:
        yield line
        if "\t" in line.text or line.text.rstrip().endswith(_ENDS_AN_ITEM):
            yield Line(number=line.number, raw="", text="")


def _line(section: str, text: str, document: str, first_line: int, last_line: int) -> IndexedLine:
    return IndexedLine(section, mask_contacts(text), document, first_line, last_line)


def cited_line(section: str, text: str, document: str, first_line: int, last_line: int) -> IndexedLine:
    """A fact that is no sentence of a section (a title, a code, a former title), with the lines that state it."""
    return _line(section, text, document, first_line, last_line)
