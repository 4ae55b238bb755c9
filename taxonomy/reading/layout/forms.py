"""Are two documents of one form? Known by the form's own marks: headings, labels and page lines, and their order.

A mark is written with its shape ("caps:duties" is not "title:duties"), since one employer's form prints DUTIES where
another prints Duties. Titles, codes and sentences are no marks: these differ within a form.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence

from taxonomy.model import Line
from taxonomy.model.corrections import Form
from taxonomy.reading.language.authorities import authority_of_line, find_authority
from taxonomy.reading.language.lettering import is_capitals, is_title_case
from taxonomy.reading.language.spellings import fold_heading, is_form_word
from taxonomy.reading.layout.furniture import find_furniture
from taxonomy.reading.layout.headings import find_marks

FEWEST_MARKS = 3
_LONGEST, _LONGEST_LABEL = 80, 40
_SHARED, _OWN_SHARED, _IN_ORDER = 0.6, 0.6, 0.7
_DIGITS = re.compile(r"\d+")
_LABEL = re.compile(rf"(?P<label>[A-Z][\w/&#.()'’ -]{{1,{_LONGEST_LABEL}}}?)\s*:(?=\s|$)")


def form_of(lines: Sequence[Line], also: Iterable[int] = (), authority: str | None = None) -> Form:
    """The form of a document; the lines `also` are marks because a person said that they are headings."""
    return Form(marks=tuple(dict.fromkeys(_own_marks(lines, frozenset(also)))), authority=authority)


def is_of_form(form: Form, lines: Sequence[Line]) -> bool:
    """Whether a document has most of the form's marks, in the form's order, and few marks of another form."""
    printed = [mark for line in lines for mark in marks_of_line(line)]
    places = {mark: place for place, mark in reversed(list(enumerate(printed)))}
    shared = [places[mark] for mark in form.marks if mark in places]
    if len(shared) < FEWEST_MARKS or len(shared) < _SHARED * len(form.marks):
        return False
    if _longest_rise(shared) < _IN_ORDER * len(shared):
        return False
    own = set(_own_marks(lines, frozenset()))
    if own and len(own & set(form.marks)) < _OWN_SHARED * len(own):
        return False
    return form.authority is None or employer_of(lines) in (None, form.authority)


def employer_of(lines: Sequence[Line]) -> str | None:
    """The employer that a text names without doubt."""
    found = find_authority([line.text for line in lines[:12]], "\n".join(line.text for line in lines))
    return found.id if found.doubt is None else None


def marks_of_line(line: Line) -> tuple[str, ...]:
    """The marks that a line may be, the whole line first: none for a sentence."""
    if not line.text:
        return ()
    label = _LABEL.match(line.text)
    marks = [f"label:{masked(label['label'])}"] if label else []
    if len(line.text) <= _LONGEST and line.text[-1] not in ".;,":
        marks.insert(0, f"{shape_of(line)}:{masked(line.text)}")
    return tuple(marks)


def masked(text: str) -> str:
    """The folded words of `text`, any number as one sign: page 2 is like page 3."""
    return _DIGITS.sub("#", fold_heading(text))


def label_of(text: str) -> str | None:
    """The words before the first colon of a label line ("Job Title: Clerk")."""
    match = _LABEL.match(text)
    return match["label"] if match else None


def _own_marks(lines: Sequence[Line], also: frozenset[int]) -> Iterator[str]:
    furniture = find_furniture(lines)
    headings = _heading_numbers(lines, furniture.__contains__)
    for line in lines:
        marks = marks_of_line(line)
        if not marks:
            continue
        whole = line.number in headings or line.number in also or line.number in furniture
        if whole or is_form_word(line.text) or authority_of_line(line.text):
            yield marks[-1] if marks[-1].startswith("label:") and line.number in headings else marks[0]
        elif marks[-1].startswith("label:"):
            yield marks[-1]


def _heading_numbers(lines: Sequence[Line], skipped: Callable[[int], bool]) -> frozenset[int]:
    """The lines of headings that a table knows: an unknown one may be a title."""
    return frozenset(lines[mark.place].number for mark in find_marks(lines, skipped) if mark.known and mark.heading)


def shape_of(line: Line) -> str:
    """How a line is lettered, and whether it ends in a colon or is loud."""
    shape = "caps" if is_capitals(line.text) else "title" if is_title_case(line.text) else "plain"
    return shape + (":" if line.text.endswith(":") else "") + ("*" if line.bold or line.heading_level else "")


def _longest_rise(places: Sequence[int]) -> int:
    """The length of the longest rising run, gaps allowed: how many marks keep their order."""
    ends: list[int] = []
    for place in places:
        at = bisect_left(ends, place)
        ends[at : at + 1] = [place]
    return len(ends)
