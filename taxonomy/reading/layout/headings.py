"""Where does a heading stand, which words are the heading's own, and which kind of section does it open?

A line may hold no heading, one, two fused ones (``Qualifications:**Knowledge of:**``) or, in a run-on paragraph, many.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from taxonomy.model import Line
from taxonomy.reading.language.heading_marks import Mark
from taxonomy.reading.language.lettering import is_capitals, is_title_case
from taxonomy.reading.language.spellings import (
    INLINE,
    LINE,
    Spelling,
    find_misspelt,
    find_spellings,
    fold_heading,
    kind_by_words,
    opening_lead,
)
from taxonomy.reading.layout.class_detail import is_detail_line
from taxonomy.reading.layout.running_headings import running_marks

_LONGEST = 90
_LONGEST_WITH_NOTE = 400
_MOST_WORDS = 9
_FEWEST_HEADINGS = 3
_FEWEST_WORDS_OF_A_VALUE = 3
_LONG_HEADING = 20

# "I. DEFINITION", "A. Education", "2) Duties"
_ENUMERATED = re.compile(r"(?:[IVX]{1,5}|\d{1,2}|[A-Z])[.)]\s+(?=\S)")
# "Physical Demands (Physical Demands are a general guide …):" and "Knowledge, Skills and Abilities (KSAs)"
_NOTE = re.compile(r"\s*\([^()]{1,300}\)\s*:?\s*$")
# "**Physical Demands** (Physical …", "***FLSA CODE:*** Non-exempt": the bold words a line begins with
_BOLD_LEAD = re.compile(r"(?:#{1,6}\s+)?\*{2,3}([^*]{2,90})\*{2,3}(?=\s|$)")
# "Physical Demands (Physical Demands are a general guide and": the note goes on below
_OPEN_NOTE = re.compile(r"(?P<heading>[A-Z][A-Za-z,/& ]{3,60}?)\s*(?=\([^()]{3,200}$)")
# "Decision Making -- The decisions regularly made"
_DASHES = re.compile(r"(?P<heading>[A-Z][A-Za-z /&]{3,60}?)\s*(?:--|—)\s+(?=\S)")
# "CLASS HISTORY This is a new class.", "DEFINITION - Under direction, performs …"
_CAPS_LEAD = re.compile(r"(?P<caps>[A-Z][A-Z,/&'’()\- ]{2,80}?)\s*(?:[-–—:.]\s+|\s)(?=[A-Z0-9\"“(]?[a-z0-9 ]?[a-z])")
# "A Library Assistant typically -": the list of duties of a level begins
_TYPICALLY = re.compile(r"(?:An?|The|Employees?|Incumbents?|Positions?)\s.{2,80}\stypically\s*[-–—:]")
# "A 311 Director:", "The following:", "Duties include:" begin a list, they head no section
_LIST_INTRODUCTION = re.compile(
    r"(?:an?|the|this|these|those|any|all|some|such|one|two|three|under|in|for|by|to|and|or|may|must|is|are|examples?)\b",
    re.I,
)
_NO_HEADING = frozenset(
    ("or", "and", "none", "n a", "na", "tbd", "yes", "no", "exempt", "non exempt", "not applicable")
)
# "REVISED DATE:" without a value is a label still to be filled in.
_LABEL_LISTS = frozenset(("class_detail", "class_history"))
# "4. PHYSICAL ABILITIES TEST:" under SELECTION PROCESS is about a test; before the first heading stands the title.
_SPEAKING_OF_TESTS = frozenset((None, "selection_process", "how_to_apply", "notes"))
# Where labels of their own stand in bold or before colons: only capitals and # marks can be unknown headings there.
_LABELLED = frozenset(
    ("competencies", "knowledge", "physical_demands", "class_detail", "class_history", "working_environment")
)


def find_marks(lines: Sequence[Line], skipped: Callable[[int], bool]) -> tuple[Mark, ...]:
    """Every heading in reading order; `skipped` tells by line number what is furniture."""
    marks = _line_by_line(lines, skipped)
    if sum(mark.known or mark.kind != "other" for mark in marks) >= _FEWEST_HEADINGS:
        return marks
    running = tuple(mark for place, line in enumerate(lines) for mark in running_marks(place, line.text))
    return running if len(running) >= _FEWEST_HEADINGS else marks


def _line_by_line(lines: Sequence[Line], skipped: Callable[[int], bool]) -> tuple[Mark, ...]:
    marks: list[Mark] = []
    for place, line in enumerate(lines):
        if not line.text or skipped(line.number):
            continue
        current = marks[-1].kind if any(mark.known for mark in marks) else None
        found = [
            mark
            for mark in known_marks(place, line, current, _below(lines, place))
            if not _leads_over(mark, current) and not _goes_on_above(lines, mark, marks)
        ]
        if not found and _apart(lines, place) and is_unknown_heading(line, current):
            kind = (
                kind_by_words(_without_note(line.text)[0]) if current not in _SPEAKING_OF_TESTS else None
            ) or "other"
            found = [_own_line(place, line, kind, known=False)]
        marks += found
    return tuple(marks)


def _goes_on_above(lines: Sequence[Line], mark: Mark, marks: Sequence[Mark]) -> bool:
    """Is this quiet heading the rest of a sentence that a line's end broke ("…, including" / "knowledge of:")?"""
    above = lines[mark.place - 1].text if mark.place else ""
    if mark.rank > 1 or mark.kind in _LABEL_LISTS or not above or above[-1] in ".!?:" or is_capitals(above):
        return False
    if marks and marks[-1].place == mark.place - 1:
        return False
    if mark.heading is None or (marks and marks[-1].kind in _SPEAKING_OF_TESTS):
        return True
    return lines[mark.place].text[0].islower() and above[-1] != ";"


def _leads_over(mark: Mark, current: str | None) -> bool:
    """ "Duties may include but are not limited to the following:" under TYPICAL TASKS heads no second list."""
    return mark.kind == "duties" and current == "duties" and mark.rank == 1


def _below(lines: Sequence[Line], place: int) -> str:
    return lines[place + 1].text if place + 1 < len(lines) else ""


def known_marks(place: int, line: Line, current: str | None, below: str) -> Iterator[Mark]:
    """The headings of our table that `line`, which goes on `below`, begins with; usually none or one."""
    if kind := opening_lead(f"{line.text} {below}"):
        yield Mark(place=place, start=0, end=0, kind=kind, heading=None, rank=0)
        return
    if current is not None and _TYPICALLY.fullmatch(line.text):
        yield Mark(place=place, start=0, end=len(line.text), kind="duties", heading=_trim(line.text), rank=2)
        return
    if current not in _LABEL_LISTS and current is not None and is_detail_line(line.text):
        yield Mark(place=place, start=0, end=0, kind="class_detail", heading=None, rank=0)
        return
    whole = _whole_line(line, current)
    if whole:
        yield _own_line(place, line, whole.kind)
        return
    mark = _inline(place, line, current) or _inline_by_words(place, line, current)
    if mark is None:
        return
    yield mark
    yield from _fused(place, line, mark)


def is_unknown_heading(line: Line, current: str | None) -> bool:
    """Does `line` behave like a heading though no table knows it?"""
    text = _without_note(line.text)[0].rstrip()
    if not _heading_shaped(text) or line.bullet or _is_label(text, current):
        return False
    if is_capitals(text) or line.heading_level:
        return True
    if current in _LABELLED:
        return False
    if is_title_case(text) and len(text.split()) > 1 and kind_by_words(text) and current not in _SPEAKING_OF_TESTS:
        return True
    return line.bold or (text.endswith(":") and is_title_case(text) and not _LIST_INTRODUCTION.match(text))


def _is_label(text: str, current: str | None) -> bool:
    return current in _LABEL_LISTS and (text.endswith(":") or is_detail_line(text))


def _own_line(place: int, line: Line, kind: str, *, known: bool = True) -> Mark:
    heading, note = _without_note(line.text)
    end = len(line.text) - len(note)
    return Mark(place=place, start=0, end=end, kind=kind, heading=_trim(heading), rank=_rank(line), known=known)


def _whole_line(line: Line, current: str | None) -> Spelling | None:
    text = _without_note(line.text)[0]
    if len(text) > _LONGEST or (line.bullet and not is_capitals(text)):
        return None
    text = _ENUMERATED.sub("", text, count=1) if _ENUMERATED.match(text) else text
    loud = is_capitals(text) or bool(line.heading_level) or line.bold or text.rstrip().endswith(":")
    if not loud and (not is_title_case(text) or text.rstrip().endswith(".")):
        return None
    unlabelled = len(text) > _LONG_HEADING and current not in _LABELLED
    found = find_spellings(text) or (find_misspelt(text) if loud or unlabelled else ())
    return _first_allowed(found, LINE, current)


def _first_allowed(spellings: Sequence[Spelling], style: str, current: str | None) -> Spelling | None:
    return next((spelling for spelling in spellings if spelling.allowed(style, current)), None)


def _inline(place: int, line: Line, current: str | None) -> Mark | None:
    for heading, end in _leads(line, current):
        known = find_spellings(heading) or (find_misspelt(heading) if is_capitals(heading) else ())
        spelling = _first_allowed(known, INLINE, current)
        if spelling and (not line.bullet or is_capitals(heading)):
            rank = 3 if is_capitals(heading) else 1
            return Mark(place=place, start=0, end=end, kind=spelling.kind, heading=_trim(heading), rank=rank)
    return None


def _inline_by_words(place: int, line: Line, current: str | None) -> Mark | None:
    """ "FULL PERFORMANCE KNOWLEDGES, SKILLS, ABILITIES AND ATTRIBUTES:  Good knowledge of …"."""
    colon = line.text.find(":", 0, _LONGEST)
    heading = line.text[: max(colon, 0)]
    if current in _SPEAKING_OF_TESTS or not is_capitals(heading):
        return None
    kind = kind_by_words(heading)
    if kind is None:
        return None
    return Mark(place=place, start=0, end=colon + 1, kind=kind, heading=heading.strip(), rank=3, known=False)


def _leads(line: Line, current: str | None) -> Iterator[tuple[str, int]]:
    """The words `line` may begin with as a heading, and where the text after them begins."""
    colon = line.text.find(":", 0, _LONGEST)
    if colon > 0:
        heading = line.text[:colon]
        yield heading, colon + 1
        yield _ENUMERATED.sub("", heading, count=1), colon + 1
    if label := _label_cell(line.text):
        yield label.rstrip(" :"), len(label) + 1
    if (dashes := _DASHES.match(line.text)) and current not in _LABELLED:
        yield dashes["heading"], dashes.end()
    if note := _OPEN_NOTE.match(line.text):
        yield note["heading"], note.end()
    if caps := _CAPS_LEAD.match(line.text):
        yield from _shorter_and_shorter(caps["caps"], line.text)
    bold = _BOLD_LEAD.match(line.raw.strip())
    if bold and line.text.startswith(bold[1]) and not _goes_on(line.text[len(bold[1]) :]):
        yield bold[1], len(bold[1])


def _label_cell(text: str) -> str:
    """The first of two cells, "Supervision Given" before its text; above a column stands another column's name."""
    label, tab, value = text.partition("\t")
    says = len(value.split()) > _FEWEST_WORDS_OF_A_VALUE or value.endswith(".") or fold_heading(value) in _NO_HEADING
    return label if tab and says and "\t" not in value and len(label) <= _LONGEST else ""


def _goes_on(rest: str) -> bool:
    """ "**Knowledge** of construction terms": a sentence that begins in bold."""
    return rest.lstrip()[:1].islower()


def _shorter_and_shorter(caps: str, text: str) -> Iterator[tuple[str, int]]:
    """ "CLASS HISTORY A" before " new class": the capital that begins the sentence is not the heading's."""
    words = caps.rstrip().split(" ")
    for count in (len(words), len(words) - 1):
        heading = " ".join(words[:count]).rstrip(" -:.")
        if heading:
            rest = text[len(heading) :]
            yield heading, len(text) - len(rest.lstrip(" -–—:."))


def _fused(place: int, line: Line, first: Mark) -> Iterator[Mark]:
    rest = line.text[first.end :]
    colon = rest.find(":", 0, _LONGEST)
    if colon <= 0:
        return
    spelling = _first_allowed(find_spellings(rest[:colon]), INLINE, first.kind)
    if spelling:
        start = first.end + len(rest) - len(rest.lstrip())
        end = first.end + colon + 1
        heading = _trim(rest[:colon])
        yield Mark(place=place, start=start, end=end, kind=spelling.kind, heading=heading, rank=first.rank)


def _without_note(text: str) -> tuple[str, str]:
    """A heading and the note in brackets behind it: "Physical Demands", "(Physical Demands are a general guide …):"."""
    if len(text) > _LONGEST_WITH_NOTE or "(" not in text or find_spellings(text):
        return text, ""
    match = _NOTE.search(text)
    if not match or match.start() < 3 or len(match[0]) < 12:
        return text, ""
    return text[: match.start()], text[match.start() :]


def _trim(heading: str) -> str:
    return heading.strip().rstrip(":").rstrip()


def _rank(line: Line) -> int:
    if is_capitals(_without_note(line.text)[0]):
        return 3
    return 2 if line.heading_level or line.bold else 1


def _apart(lines: Sequence[Line], place: int) -> bool:
    """A heading has a blank line above it, and is not one of several loud lines in a row."""
    above = lines[place - 1].text if place else ""
    below = lines[place + 1].text if place + 1 < len(lines) else ""
    return not above and not (is_capitals(below) and is_capitals(lines[place].text))


def _heading_shaped(text: str) -> bool:
    return (
        3 < len(text) <= 70
        and len(text.split()) <= _MOST_WORDS
        and text[-1] not in ".,;"
        and not text.startswith("(")
        and sum(character.isalpha() for character in text) * 3 >= len(text) * 2
        and fold_heading(text) not in _NO_HEADING
        and not _ENUMERATED.match(text)
    )
