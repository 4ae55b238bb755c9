"""Under which title and code does a region of the document stand, and how well is that founded?"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from msgspec.structs import replace

from taxonomy.model import Doubt, DoubtCandidate, Line, Problem
from taxonomy.reading.language.authorities import authority_of_line
from taxonomy.reading.language.spellings import fold_heading, is_form_word
from taxonomy.reading.layout.codes import (
    code_behind_authority,
    find_code,
    find_code_alone,
    label_kind,
    number_of_year,
    read_numbers,
    rows_as_labels,
)
from taxonomy.reading.layout.furniture import is_first_page
from taxonomy.reading.layout.outline import Region
from taxonomy.reading.layout.title_evidence import Heading, read_title
from taxonomy.reading.layout.titles import CODE_LABEL, is_title_like, starts_with_code_label, title_and_code
from taxonomy.reading.layout.titles_in_text import is_class_like

_PAGE = re.compile(r"\bPage \d{1,4} of \d{1,4}\b", re.IGNORECASE)
_BAR = " | "  # "POSITION: Well Digger | CODE: 5511 | GRADE: 8"
_WIDE = re.compile(r"\s{3,}")
# "Job Title: Roads Inspector  Grade: 7": a blank before words with a colon, which may be a label
_LABEL_INSIDE = re.compile(r"\s+(?=(?P<label>[A-Z][\w/.-]*(?:\s[A-Za-z/&]+){0,3})\s*[:#])")
_LONGEST_LABELS = 300
_NAMES_A_NUMBER = re.compile(r"(?:code|number|no\.?|id)\s*$", re.IGNORECASE)  # "ANZSCO Code    511112"
_HEAD_LINES, _FOOT_LINES, _BODY_LETTERS = 40, 6, 60_000
_LONGEST_RUN_ON = 400
_OPENING_KINDS = ("general_statement", "duties", "distinguishing_characteristics")
# "A 311 Director plans, directs …", "The Operations Coordinator is distinguished from …", "An Auditor: …"
_NAMED_IN_TEXT = re.compile(
    r"(?:An?|The|Both the)\s+(?P<title>(?:[A-Z0-9][\w/&'’.-]*)(?:\s(?:[A-Z0-9][\w/&'’.-]*|of|and|the|for)){0,6})"
    r"\s*(?::|(?:is|are|class|performs|provides|[a-z]{3,14}s)\b)"
)
# "… Class Specifications for the Class: ACCOUNTANT III SR-22, BU-13" in a run-on line
_RUN_ON_LABEL = re.compile(
    r"(?:Class Specifications? for the Class|Class Title|Job Title|Position Title)\s*:\s*"
    r"(?P<title>[A-Z][A-Z/&,'’ -]{2,60}?(?:\s[IVX]{1,4})?)(?=\s[A-Z]{2}-\d|\s[A-Z][a-z]|\s*$|\s\d)"
)


def find_name(region: Region) -> Heading:
    """Title and code from the title block, as printed there; else from the foot of the text."""
    body = f" {fold_heading(' '.join(line.text for line in region.lines[len(region.block) :])[:_BODY_LETTERS])} "
    pieces = [piece for line in rows_as_labels(region.block) for piece in _pieces(line)]
    heading = read_title(pieces, body)
    if heading.title is None:
        heading = _from_run_on(region, heading) or _from_foot(region, heading) or heading
    posting = heading.posting or read_numbers(region.lines[:_HEAD_LINES]).posting or number_of_year(region.lines)
    if heading.posting is None and posting:
        heading = replace(heading, posting=posting, code=heading.code if heading.code != posting else None)
    return heading if heading.code else replace(heading, code=_code_elsewhere(region, heading, pieces))


def best_title(region: Region, heading: Heading) -> tuple[str | None, Problem | None, Doubt | None]:
    """The title, else the one that the first sentence names; with the problem and the doubt that say so."""
    if heading.title:
        return heading.title, None, heading.doubt
    line = region.lines[0].number
    if found := _in_text(region):
        title, number = found
        why = "The title is not printed above the text; it was taken from the first sentence that names the class."
        doubt = Doubt(field="title", why=why, candidates=(DoubtCandidate(value=title, first_line=number),))
        return title, _missing("it was taken from the first sentence that names the class", line), doubt
    return None, _missing("nothing stands in its place", line), None


def _code_elsewhere(region: Region, heading: Heading, pieces: Sequence[Line]) -> str | None:
    """The code where a title should be, behind a label under the text ("Class Code: 2111"), or alone above it."""
    if heading.title is None and (code := find_code_alone(region.block)):
        return code if code != heading.posting else None
    labelled = [line for line in region.lines if starts_with_code_label(line.text)]
    code = find_code(labelled) or find_code_alone(pieces) or code_behind_authority(region.block)
    return code if code != heading.posting else None


def _from_foot(region: Region, heading: Heading) -> Heading | None:
    """ "Keeper of Seals (Class No. 002163)" in the last lines of the text, on one line or on two."""
    printed = [line for line in region.lines if line.text][-_FOOT_LINES:]
    for line in reversed(printed):
        for piece in _WIDE.split(line.raw.strip()):
            match = CODE_LABEL.search(piece)
            title, code = title_and_code(piece) if match else ("", None)
            if match and match.start() > 3 and code and is_title_like(title):
                return replace(heading, title=title, code=heading.code or code, numbers=(line.number,), founded=True)
    for title_line, line in pairwise(printed):
        match = CODE_LABEL.match(line.text)
        if match and match["code"] and is_title_like(title_line.text) and is_class_like(title_line.text):
            numbers = (title_line.number, line.number)
            return replace(heading, title=title_line.text, code=match["code"], numbers=numbers, founded=True)
    return None


def _from_run_on(region: Region, heading: Heading) -> Heading | None:
    """The labelled title at the beginning of a text that is one long line."""
    for line in region.lines[:3]:
        if len(line.text) > _LONGEST_RUN_ON and (match := _RUN_ON_LABEL.search(line.text[:_LONGEST_RUN_ON])):
            code = heading.code or code_behind_authority([_cut(line, match.start())])
            return replace(heading, title=match["title"].strip(), code=code, numbers=(line.number,), founded=True)
    return None


def _cut(line: Line, end: int) -> Line:
    """The words of a run-on line from its authority on."""
    text = line.text[:end].strip()
    start = max(text.rfind(word) for word in ("COUNTY OF", "CITY OF", "TOWN OF", "STATE OF"))
    return replace(line, text=text[max(start, 0) :])


def _missing(words: str, line: int) -> Problem:
    message = f"The title of the class is not printed where it is expected; {words}."
    return Problem(code="missing_title", message=message, first_line=line, last_line=line)


def _in_text(region: Region) -> tuple[str, int] | None:
    texts: Sequence[tuple[str, int]] = [
        *((line.text, line.number) for line in region.block if len(line.text.split()) > 8),
        *((section.text, section.first_line) for section in region.sections if section.kind in _OPENING_KINDS),
    ]
    for text, number in texts:
        match = _NAMED_IN_TEXT.match(text)
        if match and len(match["title"].split()) > 1:
            return match["title"], number
    return None


def _pieces(line: Line) -> list[Line]:
    """A running line above the first heading may hold authority, title and page number at once."""
    text = line.text
    if _BAR in text:
        return [Line(number=line.number, raw=line.raw, text=cell.strip()) for cell in text.split(_BAR) if cell.strip()]
    if len(labelled := _at_labels(text)) > 1 and not line.bullet:
        return [Line(number=line.number, raw=line.raw, text=part) for part in labelled]
    wide = [cell for cell in _WIDE.split(line.raw.strip()) if cell.strip()]
    if len(wide) == 2 and not (line.bullet or _NAMES_A_NUMBER.search(wide[0])):
        return [replace(line, raw=cell, text=" ".join(cell.strip(" *#").split())) for cell in wide]
    if not _PAGE.search(text) or is_first_page(text):
        return [line]
    pieces = [part for chunk in _PAGE.split(text) for part in _without_authority(chunk.strip())]
    return [Line(number=line.number, raw=line.raw, text=piece) for piece in pieces if piece]


def _at_labels(text: str) -> list[str]:
    """ "Job Title: Roads Inspector  Grade: 7": a part for each label that the table of labels knows."""
    starts, done = [0], 0
    for match in _LABEL_INSIDE.finditer(text[:_LONGEST_LABELS]):
        before = text[starts[-1] : match.start()].strip()
        told = ":" in before[:-1] or is_form_word(before) or authority_of_line(before) is not None
        if match.start() >= done and told and label_kind(match["label"]):
            starts.append(match.end())
            done = match.end("label")
    return [text[start:end].strip() for start, end in pairwise((*starts, len(text)))]


def _without_authority(text: str) -> list[str]:
    """ "Career Service Authority Operations Coordinator": the longest beginning that names an authority."""
    words = text.split()
    for count in range(len(words) - 1, 1, -1):
        if authority_of_line(" ".join(words[:count])):
            return [" ".join(words[:count]), " ".join(words[count:])]
    return [text]
