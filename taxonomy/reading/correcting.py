"""What correction does a person make who points at a line and says what it is?  Refused, in words, where it cannot be.

The lines are those of the reading that the person looked at. For every document of the form, the correction carries the
form's marks, and an anchor by which the same place is found in another document.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from taxonomy.basics.failures import Failure
from taxonomy.basics.naming import slug
from taxonomy.model import SECTION_KINDS, Line
from taxonomy.model.corrections import NO_HEADING, ONE, SEPARATE, Anchor, CorrectedField, Form, ReadingCorrection
from taxonomy.reading.language.authorities import authority_of_line
from taxonomy.reading.layout.anchors import anchor_of, text_anchor
from taxonomy.reading.layout.clean import clean_line
from taxonomy.reading.layout.codes import read_numbers
from taxonomy.reading.layout.forms import FEWEST_MARKS, employer_of, form_of, marks_of_line
from taxonomy.reading.layout.titles import TITLE_LABEL, title_and_code

_LONGEST_VALUE = 200
_MOST_COLUMNS = 4
_VALUES = ("title", "code", "authority", "date")
_LISTS = (ONE, SEPARATE)


class CorrectionRefused(Failure):
    """A correction that says nothing that reading could obey; the message tells what to give."""


class Act(Struct, frozen=True, kw_only=True):
    """What a person says of a document: a field, its value, and the lines it is about."""

    field: CorrectedField
    value: str | None = None
    first_line: int | None = None
    last_line: int | None = None


def make_corrections(
    acts: Sequence[Act], printed: Sequence[str], sha256: str, *, of_form: bool
) -> tuple[ReadingCorrection, ...]:
    """The corrections that `acts` come to for the document with these lines, or for every document of its form."""
    lines = [clean_line(number, raw) for number, raw in enumerate(printed, start=1)]
    checked = [_checked(act, lines) for act in acts]
    form = _form(checked, lines) if of_form else None
    made = [each for act in checked for each in _made(act, lines, sha256, form)]
    if not made:
        raise CorrectionRefused("Nothing was corrected: say what the document or one of its lines is.")
    return tuple(made)


def _form(acts: Sequence[Act], lines: Sequence[Line]) -> Form:
    headings = [act.first_line for act in acts if act.field == "heading" and act.first_line and act.value != NO_HEADING]
    wrong = {act.first_line for act in acts if act.field in ("title", "code") or act.value == NO_HEADING}
    form = form_of([line for line in lines if line.number not in wrong], headings, employer_of(lines))
    if len(form.marks) < FEWEST_MARKS:
        raise CorrectionRefused(
            "This document has too few headings and labels to know others of its form by. Say first which lines are "
            "headings, or correct this document alone."
        )
    return form


def _checked(act: Act, lines: Sequence[Line]) -> Act:
    """`act` with the line of its value, where that is printed. Raises CorrectionRefused."""
    for number in (act.first_line, act.last_line):
        if number is not None and not 1 <= number <= len(lines):
            raise CorrectionRefused(f"There is no line {number}: the document has {len(lines)} lines.")
    if act.first_line and act.last_line and act.last_line < act.first_line:
        raise CorrectionRefused("The last line comes before the first one.")
    if act.value is not None and len(act.value) > _LONGEST_VALUE:
        raise CorrectionRefused(f"A value has at most {_LONGEST_VALUE} characters.")
    if act.field in ("heading", "section") and act.value not in (*SECTION_KINDS, NO_HEADING):
        raise CorrectionRefused(f"“{act.value}” is no kind of section. There are: {', '.join(SECTION_KINDS)}; text.")
    if act.field == "lines" and act.value not in _LISTS:
        raise CorrectionRefused("Lines are one item (one) or each an item (separate).")
    if (act.field == "columns" and not (act.value or "").isdigit()) or (act.field == "columns" and not _few(act.value)):
        raise CorrectionRefused(f"A page has 1 to {_MOST_COLUMNS} columns.")
    if act.field in _VALUES:
        return _with_value(act, lines)
    if act.field in ("heading", "section", "lines", "furniture"):
        _refuse_blank(act, lines)
    return act


def _few(value: str | None) -> bool:
    return 1 <= int(value or 0) <= _MOST_COLUMNS


def _refuse_blank(act: Act, lines: Sequence[Line]) -> None:
    if act.first_line is None:
        raise CorrectionRefused("Say which line is meant.")
    if not lines[act.first_line - 1].text:
        raise CorrectionRefused(f"Line {act.first_line} is blank.")


def _with_value(act: Act, lines: Sequence[Line]) -> Act:
    if act.first_line is not None:
        _refuse_blank(act, lines)
        value = act.value or _value_of(act, lines)
        if not value:
            raise CorrectionRefused(f"No {act.field} was found in line {act.first_line}: give its text, too.")
        return replace(act, value=value)
    value = " ".join((act.value or "").split())
    if not value:
        raise CorrectionRefused(f"Give the {act.field}, or the line that prints it.")
    places = [line.number for line in lines if _holds(line.text, value)]
    return replace(act, value=value, first_line=places[0] if places else None)


def _holds(text: str, value: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(value)}(?!\w)", text, re.IGNORECASE) is not None


def _value_of(act: Act, lines: Sequence[Line]) -> str | None:
    """What the pointed-at lines say, without the label before it."""
    first = act.first_line or 1
    pointed = lines[first - 1 : act.last_line or first]
    text = " ".join(line.text for line in pointed if line.text)
    if act.field == "code":
        return read_numbers(list(pointed)).code or title_and_code(text)[1] or _bare(text)
    if act.field == "title":
        label = TITLE_LABEL.match(text)
        title = title_and_code((label["title"] or label["other"]) if label else text)[0]
        return _bare(title) if title and ":" in title else title
    return authority_of_line(text) if act.field == "authority" else _bare(text)


def _bare(text: str) -> str:
    return text.rpartition(":")[2].strip()


def _made(act: Act, lines: Sequence[Line], sha256: str, form: Form | None) -> Iterator[ReadingCorrection]:
    first = lines[act.first_line - 1] if act.first_line else None
    value = _slug(act.value) if act.field == "authority" else act.value
    correction = ReadingCorrection(
        field=act.field,
        sha256=sha256,
        value=value,
        first_line=act.first_line,
        last_line=act.last_line if act.last_line != act.first_line else None,
        printed=first.text if first else None,
        form=form,
    )
    if form is None or act.field in ("class", "columns", "authority"):
        yield correction
    elif act.field == "furniture" and first is not None:
        for line in lines[first.number - 1 : act.last_line or first.number]:
            if line.text:
                yield replace(
                    correction, first_line=line.number, last_line=None, printed=line.text, anchor=text_anchor(line)
                )
    else:
        yield replace(correction, anchor=_anchor(act, lines, form))


def _anchor(act: Act, lines: Sequence[Line], form: Form) -> Anchor:
    if act.first_line is None or act.value is None:
        raise CorrectionRefused(
            f"The {act.field} is printed in no line of this document, so its place in others is not known. "
            "Name the line, or correct this document alone."
        )
    line = lines[act.first_line - 1]
    if act.field in ("heading", "section") and marks_of_line(line):
        return text_anchor(line)
    if act.field == "lines":
        return _list_anchor(act.first_line, lines, form)
    return anchor_of(lines, act.first_line, act.value if act.field in _VALUES else line.text, form)


def _list_anchor(number: int, lines: Sequence[Line], form: Form) -> Anchor:
    """The line below the nearest mark above the list: there the list begins in every document of the form."""
    above = _marks_above(number, lines, frozenset(form.marks))
    mark, steps = next(above, ("", 0))
    if not mark:
        raise CorrectionRefused("No heading leads to these lines: correct this document alone.")
    return Anchor(beside=mark, steps=steps)


def _marks_above(number: int, lines: Sequence[Line], marks: frozenset[str]) -> Iterator[tuple[str, int]]:
    above: Iterable[Line] = (line for line in reversed(lines[: number - 1]) if line.text)
    for steps, line in enumerate(above, start=1):
        for mark in marks_of_line(line):
            if mark in marks:
                yield mark, steps


def _slug(value: str | None) -> str | None:
    return authority_of_line(value) or slug(value) if value else None
