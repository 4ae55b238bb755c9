"""Where does a heading stand, which words are the heading's own, and which kind of section does it open?

A heading is found by its form, named from the table by its words, and where they name nothing, by the text below it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence, Set
from itertools import chain

from msgspec.structs import replace

from taxonomy.model import Line
from taxonomy.reading.language.heading_marks import Mark
from taxonomy.reading.language.heading_names import kind_by_core, kind_by_words
from taxonomy.reading.language.lettering import is_capitals, is_title_case
from taxonomy.reading.language.numbering import number_form
from taxonomy.reading.language.spellings import find_spellings
from taxonomy.reading.layout.class_detail import is_detail_line
from taxonomy.reading.layout.heading_shapes import (
    Form,
    bare_heading,
    form_of,
    forms_by_shape,
    forms_of_known,
    has_text_below,
    heading_shaped,
    stands_apart,
)
from taxonomy.reading.layout.known_headings import (
    LABEL_LISTS,
    LABELLED,
    SPEAKING_OF_TESTS,
    Around,
    known_marks,
    own_line,
    trim,
    without_note,
)
from taxonomy.reading.layout.running_headings import running_marks
from taxonomy.reading.layout.text_kinds import kind_of_text

_FEWEST_HEADINGS = 3
_LONGEST = 90
# "A 311 Director:", "The following:", "Duties include:" begin a list, they head no section
_LIST_INTRODUCTION = re.compile(
    r"(?:an?|the|this|these|those|any|all|some|such|one|two|three|under|in|for|by|to|and|or|may|must|is|are|examples?)\b",
    re.I,
)
# "SUPERVISION - Assigns work fairly.", "COMMUNICATION: Speaks plainly." in a list of competencies
_CAPS_LABEL = re.compile(r"(?P<caps>[A-Z][A-Z,/&'’()\- ]{2,60}?)\s*(?P<mark>[-–—:])\s+(?=[A-Z][a-z])")
_NEAR, _FEWEST_LABELS = 4, 2
_NEVER_LABELS = frozenset(("minimum_qualifications", "duties", "education", "experience", "general_statement"))


def find_marks(lines: Sequence[Line], skipped: Callable[[int], bool]) -> tuple[Mark, ...]:
    """Every heading in reading order; `skipped` tells by line number what is furniture."""
    marks = _crowded_lines_whole(lines, _line_by_line(lines, skipped, forms_of_known(lines, skipped)))
    if any(line.ruling for line in lines) or _named(marks) >= _FEWEST_HEADINGS:
        return marks
    running = tuple(mark for place, line in enumerate(lines) for mark in running_marks(place, line.text))
    if len(running) >= _FEWEST_HEADINGS:
        return running
    shapes = forms_by_shape(lines, skipped)
    shaped = _line_by_line(lines, skipped, shapes, by_shape=True) if shapes else ()
    return shaped if _named(shaped) > max(_named(marks), 1) else marks


def _crowded_lines_whole(lines: Sequence[Line], marks: Sequence[Mark]) -> tuple[Mark, ...]:
    """A line with several headings is a running one: there all headings count that a running line shows."""
    counts = Counter(mark.place for mark in marks)
    whole = {
        place: running
        for place, count in counts.items()
        if count >= _FEWEST_HEADINGS
        and not lines[place].ruling
        and len(running := list(running_marks(place, lines[place].text))) > count
    }
    kept = [mark for mark in marks if mark.place not in whole]
    return tuple(sorted([*kept, *chain.from_iterable(whole.values())], key=lambda mark: (mark.place, mark.start)))


def _named(marks: Sequence[Mark]) -> int:
    return sum(mark.known or mark.kind != "other" for mark in marks)


def _line_by_line(
    lines: Sequence[Line], skipped: Callable[[int], bool], forms: Set[Form], *, by_shape: bool = False
) -> tuple[Mark, ...]:
    marks: list[Mark] = []
    known, done = False, 0
    for place, line in enumerate(lines):
        if place < done or not line.text or skipped(line.number):
            continue
        current = marks[-1].kind if known else None
        ruled = ruled_marks(place, line)
        if ruled is None:
            found = _marks_of(lines, place, marks, _around(lines, place, current, forms, by_shape=by_shape))
        else:
            found = ruled
        done = max((mark.place + mark.height for mark in found), default=0)
        known = known or any(mark.known for mark in found)
        marks += found
    named = _named_by_content(lines, marks, by_shape=by_shape)
    return tuple(replace(mark, known=mark.kind != "other") for mark in named) if by_shape else tuple(named)


def ruled_marks(place: int, line: Line) -> list[Mark] | None:
    """What a person said of a line: it is this heading, a section begins here, or it is none; None: nothing."""
    if line.ruling is None:
        return None
    if line.ruling.kind is None:
        return []
    if line.ruling.act == "section":
        return [Mark(place=place, start=0, end=0, kind=line.ruling.kind, heading=None, rank=3)]
    colon = line.text.find(":") + 1
    end = colon if 0 < colon <= _LONGEST else len(line.text)
    heading = trim(line.text[:end]) or line.text[:end]
    return [Mark(place=place, start=0, end=end, kind=line.ruling.kind, heading=heading, rank=3)]


def _around(lines: Sequence[Line], place: int, current: str | None, forms: Set[Form], *, by_shape: bool) -> Around:
    short = len(lines[place].text) <= _LONGEST
    return Around(
        current=current,
        below=_below(lines, place),
        apart=short and stands_apart(lines, place),
        alike=short and form_of(lines, place) in forms,
        by_shape=by_shape,
    )


def _marks_of(lines: Sequence[Line], place: int, marks: Sequence[Mark], around: Around) -> list[Mark]:
    current = around.current
    if two := _over_two_lines(lines, place):
        return [two]
    if current == "competencies" and _labels_competency(lines, place):
        return []
    found = [
        mark
        for mark in known_marks(place, lines[place], around)
        if not _leads_over(mark, current) and not _goes_on_above(lines, mark, marks)
    ]
    return found or [*_unknown(lines, place, around)]


def _labels_competency(lines: Sequence[Line], place: int) -> bool:
    """ "SUPERVISION - Assigns work …" beside "TEAMWORK - Helps …": a label of the list, a heading elsewhere."""
    own = _CAPS_LABEL.match(lines[place].text)
    if own is None:
        return False
    above = [_CAPS_LABEL.match(line.text) for line in lines[max(place - _NEAR, 0) : place] if line.text]
    dashed = own["mark"] != ":" and sum(bool(one and one["mark"] == own["mark"]) for one in above) >= _FEWEST_LABELS
    if not dashed and any(spelling.kind in _NEVER_LABELS for spelling in find_spellings(own["caps"])):
        return False
    near = [line for line in (*lines[max(place - _NEAR, 0) : place], *lines[place + 1 : place + _NEAR]) if line.text]
    beside = (_CAPS_LABEL.match(line.text) for line in near)
    heading = bool(find_spellings(own["caps"]))
    return any(
        other and other["mark"] == own["mark"] and not (heading and find_spellings(other["caps"])) for other in beside
    )


def _over_two_lines(lines: Sequence[Line], place: int) -> Mark | None:
    """ "DISTINGUISHING" / "FEATURES OF THE CLASS": capitals that only together name a heading."""
    first, second = lines[place], lines[place + 1] if place + 1 < len(lines) else lines[place]
    if first is second or not (is_capitals(first.text) and is_capitals(second.text)) or first.bullet or second.bullet:
        return None
    if len(first.text) + len(second.text) > _LONGEST or (_names(first.text) and _names(second.text)):
        return None
    heading = f"{first.text} {second.text}"
    kind = None if _names(second.text) and not kind_by_core(heading) else _names(heading)
    if kind is None:
        return None
    return Mark(place=place, start=0, end=len(first.text), kind=kind, heading=trim(heading), rank=3, height=2)


def _names(text: str) -> str | None:
    bare = bare_heading(text)
    spellings = find_spellings(bare)
    return spellings[0].kind if spellings else kind_by_core(bare)


def _unknown(lines: Sequence[Line], place: int, around: Around) -> Iterator[Mark]:
    """A line that behaves like a heading though no table knows it."""
    line, current = lines[place], around.current
    loud = _apart(lines, place) and is_unknown_heading(line, current)
    if not loud and not _looks_like_headings(lines, place, around):
        return
    speaking = current in SPEAKING_OF_TESTS and not (around.by_shape or (current and around.alike))
    words = None if speaking else kind_by_words(without_note(line.text)[0])
    yield own_line(place, line, words or "other", known=False)


def _looks_like_headings(lines: Sequence[Line], place: int, around: Around) -> bool:
    """A line apart in the form of this document's known headings, with text below it."""
    line = lines[place]
    if not (around.alike and around.apart) or line.bullet:
        return False
    words = kind_by_words(line.text)
    if around.current in SPEAKING_OF_TESTS and not (around.by_shape or (around.current and words)):
        return False
    if around.current in LABELLED and not (number_form(line.text) or line.bold or line.heading_level):
        return False
    blank = not place or not lines[place - 1].text
    return (
        (blank or line.bold or bool(line.heading_level))
        and heading_shaped(bare_heading(line.text))
        and (words is not None or not (line.text.endswith(":") and _LIST_INTRODUCTION.match(line.text)))
        and has_text_below(lines, place)
    )


def _named_by_content(lines: Sequence[Line], marks: Sequence[Mark], *, by_shape: bool) -> Iterator[Mark]:
    """A heading without a name gets the kind of the text below it, where most of that speaks for one.

    Else it gets that of the heading above it, where nothing else stands below that one: "Key tasks" / "Clinical".
    """
    known: str | None = None
    parent: Mark | None = None
    for place, mark in enumerate(marks):
        end = marks[place + 1].place if place + 1 < len(marks) else len(lines)
        below = lines[mark.place + mark.height : end]
        if mark.known:
            known = mark.kind
            empty = not lines[mark.place].text[mark.end :].strip() and not any(line.text for line in below)
            parent = mark if empty and mark.kind not in SPEAKING_OF_TESTS else None
        elif mark.kind == "other" and (by_shape or known not in SPEAKING_OF_TESTS):
            kind = kind_of_text(below) or (parent.kind if parent and parent.rank >= mark.rank else None)
            if kind:
                yield replace(mark, kind=kind, inferred=True)
                continue
        yield mark


def _goes_on_above(lines: Sequence[Line], mark: Mark, marks: Sequence[Mark]) -> bool:
    """Is this quiet heading the rest of a sentence that a line's end broke ("…, including" / "knowledge of:")?"""
    above = lines[mark.place - 1].text if mark.place else ""
    if mark.rank > 1 or mark.kind in LABEL_LISTS or not above or above[-1] in ".!?:" or is_capitals(above):
        return False
    if marks and marks[-1].place == mark.place - 1:
        return False
    if mark.heading is None or (marks and marks[-1].kind in SPEAKING_OF_TESTS):
        return True
    return lines[mark.place].text[0].islower() and above[-1] != ";"


def _leads_over(mark: Mark, current: str | None) -> bool:
    """ "Duties may include but are not limited to the following:" under TYPICAL TASKS heads no second list."""
    return mark.kind == "duties" and current == "duties" and mark.rank == 1


def _below(lines: Sequence[Line], place: int) -> str:
    return lines[place + 1].text if place + 1 < len(lines) else ""


def is_unknown_heading(line: Line, current: str | None) -> bool:
    """Does `line` behave like a loud heading though no table knows it?"""
    text = without_note(line.text)[0].rstrip()
    if not heading_shaped(text) or line.bullet or number_form(text) or _is_label(text, current):
        return False
    if is_capitals(text) or line.heading_level:
        return True
    if current in LABELLED:
        return False
    if is_title_case(text) and len(text.split()) > 1 and kind_by_words(text) and current not in SPEAKING_OF_TESTS:
        return True
    return line.bold or (text.endswith(":") and is_title_case(text) and not _LIST_INTRODUCTION.match(text))


def _is_label(text: str, current: str | None) -> bool:
    return current in LABEL_LISTS and (text.endswith(":") or is_detail_line(text))


def _apart(lines: Sequence[Line], place: int) -> bool:
    """A heading has a blank line above it, and is not one of several loud lines in a row."""
    above = lines[place - 1].text if place else ""
    below = lines[place + 1].text if place + 1 < len(lines) else ""
    return not above and not (is_capitals(below) and is_capitals(lines[place].text))
