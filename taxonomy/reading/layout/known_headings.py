"""Which headings of our table does one line begin with, which words are theirs, and which kind do they open?

A line may hold no heading, one, two fused ones (``Qualifications:**Knowledge of:**``), or one glued to its end.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct

from taxonomy.model import Line
from taxonomy.reading.language.class_nouns import are_agents
from taxonomy.reading.language.heading_marks import Mark
from taxonomy.reading.language.heading_names import kind_by_core, kind_by_words
from taxonomy.reading.language.lettering import is_capitals, is_title_case
from taxonomy.reading.language.money import GRADE_LINE
from taxonomy.reading.language.numbering import without_number
from taxonomy.reading.language.spellings import (
    INLINE,
    LINE,
    Spelling,
    find_misspelt,
    find_spellings,
    fold_heading,
    is_form_word,
    is_name_of_form,
    opening_lead,
)
from taxonomy.reading.layout.class_detail import is_detail_line
from taxonomy.reading.layout.codes import is_row_of_labels
from taxonomy.reading.layout.heading_shapes import NO_HEADING, bare_heading
from taxonomy.reading.layout.titles import LABEL_LINE, is_advertised

_LONGEST = 90
_LONGEST_WITH_NOTE = 400
_LONG_HEADING = 20
_LONGEST_VALUE = 8
_FEWEST_WORDS_OF_A_VALUE = 3
_WORDS_OF_A_SENTENCE = 9
_OPEN = (" of", " to", " in")  # "Thorough knowledge of" over its list

# "Physical Demands (Physical Demands are a general guide …):" and "Knowledge, Skills and Abilities (KSAs)"
_NOTE = re.compile(r"\s*\([^()]{1,300}\)\s*:?\s*$")
# "**Physical Demands** (Physical …", "***FLSA CODE:*** Non-exempt": the bold words a line begins with
_BOLD_LEAD = re.compile(r"(?:#{1,6}\s+)?\*{2,3}([^*]{2,90})\*{2,3}(?=\s|$)")
# "Physical Demands (Physical Demands are a general guide and": the note goes on below
_OPEN_NOTE = re.compile(r"(?P<heading>[A-Z][A-Za-z,/& ]{3,60}?)\s*:?\s*(?=\([^()]{3,200}$)")
# "Decision Making -- The decisions regularly made"
_DASHES = re.compile(r"(?P<heading>[A-Z][A-Za-z /&]{3,60}?)\s*(?:--|—)\s+(?=\S)")
# "Supervision Received - LEVEL B: …", "Difficulty - LEVEL C: …" in a list of rated factors
_RATED = re.compile(r"(?P<heading>[A-Z][A-Za-z /&]{3,60}?)\s+[-–]\s+LEVEL [A-Z0-9]\s*:\s*(?=\S)")
# "CLASS HISTORY This is a new class.", "DEFINITION - Under direction, performs …"
_CAPS_LEAD = re.compile(r"(?P<caps>[A-Z][A-Z,/&'’()\- ]{2,80}?)\s*(?:[-–—:.]\s+|\s)(?=[A-Z0-9\"“(]?[a-z0-9 ]?[a-z])")
# "… in accordance with county rules. ESSENTIAL FUNCTIONS:", "LEVEL OF WORK:SUPERVISION RECEIVED:From a …"
_GLUED = re.compile(r"(?<=[.;:)])\s*(?P<caps>[A-Z][A-Z,/&'’\- ]{5,70}[A-Z])(?::|\s*$)")
# "A Library Assistant typically -": the list of duties of a level begins
_TYPICALLY = re.compile(r"(?:An?|The|Employees?|Incumbents?|Positions?)\s.{2,80}\stypically\s*[-–—:]")
# "REVISED DATE:" without a value is a label still to be filled in.
LABEL_LISTS = frozenset(("class_detail", "class_history"))
# "4. PHYSICAL ABILITIES TEST:" under SELECTION PROCESS is about a test; before the first heading stands the title.
SPEAKING_OF_TESTS = frozenset((None, "selection_process", "how_to_apply", "notes"))
# Where labels of their own stand in bold or before colons: only capitals and # marks can be unknown headings there.
LABELLED = frozenset(
    ("competencies", "knowledge", "physical_demands", "class_detail", "class_history", "working_environment")
)
# "Reports to: Fleet Services Manager" above the first heading is a label line of the title block.
_LABELS_OF_A_BLOCK = frozenset(
    ("supervision_received", "supervision_exercised", "interpersonal", "pay", "class_detail", "notes", "how_to_apply")
)


class Around(Struct, frozen=True, kw_only=True):
    """What stands around a line: the kind being read, the line below, is it apart, do known headings look like it?

    `by_shape` tells that too few headings of the document have known names, and that their shape must tell.
    """

    current: str | None
    below: str
    apart: bool
    alike: bool
    by_shape: bool = False


def known_marks(place: int, line: Line, around: Around) -> Iterator[Mark]:
    """The headings of our table that `line` holds; usually none or one."""
    current = around.current
    if kind := opening_lead(f"{line.text} {around.below}"):
        yield Mark(place=place, start=0, end=0, kind=kind, heading=None, rank=0)
        return
    if current is not None and _TYPICALLY.fullmatch(line.text):
        yield Mark(place=place, start=0, end=len(line.text), kind="duties", heading=trim(line.text), rank=2)
        return
    if current not in LABEL_LISTS and current is not None and (is_detail_line(line.text) or is_row_of_labels(line)):
        yield Mark(place=place, start=0, end=0, kind="class_detail", heading=None, rank=0)
        return
    if whole := _whole_line(line, around) or _form_over_text(line, around):
        yield own_line(place, line, whole)
        return
    mark = _inline(place, line, current) or _inline_by_words(place, line, current)
    if mark is not None and not _labels_block(mark, line, current):
        yield mark
        yield from _fused(place, line, mark)
        return
    yield from _glued(place, line)


def _labels_block(mark: Mark, line: Line, current: str | None) -> bool:
    """Is this a label with a short value, above the first heading?"""
    value = line.text[mark.end :].strip()
    return (
        current is None
        and mark.kind in _LABELS_OF_A_BLOCK
        and 0 < len(value.split()) <= _LONGEST_VALUE
        and value[-1] != "."
    )


def own_line(place: int, line: Line, kind: str, *, known: bool = True) -> Mark:
    """A heading that is a line of its own, with the note in brackets behind it as the first words of its text."""
    heading, note = without_note(line.text)
    end = len(line.text) - len(note)
    return Mark(place=place, start=0, end=end, kind=kind, heading=trim(heading), rank=rank_of(line), known=known)


def _whole_line(line: Line, around: Around) -> str | None:
    text = without_note(line.text)[0]
    if len(text) > _LONGEST or (line.bullet and not is_capitals(text)) or is_name_of_form(text):
        return None
    text, current = bare_heading(text), around.current
    loud = is_capitals(text) or bool(line.heading_level) or line.bold or text.rstrip().endswith(":")
    titled = is_title_case(text)
    if not loud and (text.removesuffix("etc.").endswith((".", ",")) or not (titled or _may_be_quiet(text, around))):
        return None
    unlabelled = len(text) > _LONG_HEADING and current not in LABELLED
    if not loud and not titled:
        unlabelled = False
    found = _first_allowed(find_spellings(text), LINE, current)
    if found:
        return found.kind
    if current is not None and GRADE_LINE.fullmatch(text):
        return "pay"
    if core := _core_kind(text, around, loud=loud):
        return core
    found = _first_allowed(find_misspelt(text) if loud or unlabelled else (), LINE, current)
    return found.kind if found else None


def _form_over_text(line: Line, around: Around) -> str | None:
    """ "JOB DESCRIPTION" right over a sentence heads what the class is; over a title it only names the form."""
    text = around.current is None and is_form_word(line.text) and around.below[:1].isupper()
    below = around.below
    told = text and len(below.split()) >= _WORDS_OF_A_SENTENCE and not (is_advertised(below) or LABEL_LINE.match(below))
    return "general_statement" if told else None


def _may_be_quiet(text: str, around: Around) -> bool:
    """ "Key accountabilities": in sentence case a heading stands apart, has two words or looks like others."""
    if around.alike and text[:1].isupper() and text.endswith(_OPEN) and around.below[:1].isupper():
        return True
    if not around.apart or not (text[:1].isupper() or around.alike):
        return False
    return around.alike or (len(text.split()) > 1 and around.current not in LABELLED)


def _core_kind(text: str, around: Around, *, loud: bool) -> str | None:
    """The kind that core words name, where a strange list cannot hold such a line by chance."""
    if around.current in LABEL_LISTS and not (around.alike or is_capitals(text)):
        return None
    if around.current in LABELLED and not (around.alike or (loud and is_capitals(text))):
        return None
    heading = text.rstrip(" :")
    if around.current is None and any(map(are_agents, heading.split())):  # "Probation Officer II" is a title
        return None
    if ":" in heading or not (loud or around.apart):
        return None
    return kind_by_core(heading)


def _first_allowed(spellings: Sequence[Spelling], style: str, current: str | None) -> Spelling | None:
    return next((spelling for spelling in spellings if spelling.allowed(style, current)), None)


def _inline(place: int, line: Line, current: str | None) -> Mark | None:
    for heading, end in _leads(line, current):
        capitals = is_capitals(heading)
        known = find_spellings(heading) or (find_misspelt(heading) if capitals else ())
        spelling = _first_allowed(known, INLINE, current)
        kind = spelling.kind if spelling else None
        if kind is None and capitals and current not in LABEL_LISTS:
            kind = kind_by_core(heading)
        if kind and (not line.bullet or capitals):
            rank = 3 if capitals else 1
            return Mark(place=place, start=0, end=end, kind=kind, heading=trim(heading), rank=rank)
    return None


def _inline_by_words(place: int, line: Line, current: str | None) -> Mark | None:
    """ "FULL PERFORMANCE KNOWLEDGES, SKILLS, ABILITIES AND ATTRIBUTES:  Good knowledge of …"."""
    colon = line.text.find(":", 0, _LONGEST)
    heading = line.text[: max(colon, 0)]
    if current in SPEAKING_OF_TESTS or not is_capitals(heading):
        return None
    kind = kind_by_words(heading)
    if kind is None:
        return None
    return Mark(place=place, start=0, end=colon + 1, kind=kind, heading=heading.strip(), rank=3, known=False)


def _glued(place: int, line: Line) -> Iterator[Mark]:
    for match in _GLUED.finditer(line.text[:4_000]):
        heading = match["caps"]
        spelling = _first_allowed(find_spellings(heading), INLINE, None)
        kind = spelling.kind if spelling else kind_by_core(heading)
        if kind and match.start("caps"):
            start, end = match.start("caps"), match.end()
            yield Mark(place=place, start=start, end=end, kind=kind, heading=heading, rank=3)


def _leads(line: Line, current: str | None) -> Iterator[tuple[str, int]]:
    """The words `line` may begin with as a heading, and where the text after them begins."""
    colon = line.text.find(":", 0, _LONGEST)
    if colon > 0:
        heading = line.text[:colon]
        yield heading, colon + 1
        if (bare := without_number(heading)) != heading:
            yield bare, colon + 1
    if label := _label_cell(line.text):
        yield label.rstrip(" :"), len(label) + 1
    if rated := _RATED.match(line.text):
        yield rated["heading"], rated.end()
    if (dashes := _DASHES.match(line.text)) and current not in LABELLED:
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
    says = len(value.split()) > _FEWEST_WORDS_OF_A_VALUE or value.endswith(".") or fold_heading(value) in NO_HEADING
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
        heading = trim(rest[:colon])
        yield Mark(place=place, start=start, end=end, kind=spelling.kind, heading=heading, rank=first.rank)


def without_note(text: str) -> tuple[str, str]:
    """A heading and the note in brackets behind it: "Physical Demands", "(Physical Demands are a general guide …):"."""
    if len(text) > _LONGEST_WITH_NOTE or "(" not in text or find_spellings(text):
        return text, ""
    match = _NOTE.search(text)
    if not match or match.start() < 3 or len(match[0]) < 12:
        return text, ""
    return text[: match.start()], text[match.start() :]


def trim(heading: str) -> str:
    """The heading without the colon behind it."""
    return heading.strip().rstrip(":").rstrip()


def rank_of(line: Line) -> int:
    """How loud the line is: capitals, then bold or marked, then plain."""
    if is_capitals(without_note(line.text)[0]):
        return 3
    return 2 if line.heading_level or line.bold else 1
