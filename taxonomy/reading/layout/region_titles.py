"""Under which title and code does a region of the document stand, and how well is that founded?"""

from __future__ import annotations

import re

from msgspec.structs import replace

from taxonomy.model import Line, Problem
from taxonomy.reading.language.authorities import authority_of_line
from taxonomy.reading.language.spellings import fold_heading
from taxonomy.reading.layout.furniture import is_first_page
from taxonomy.reading.layout.outline import Region
from taxonomy.reading.layout.titles import Heading, find_code, find_code_alone, read_title, starts_with_code_label

_PAGE = re.compile(r"\bPage \d{1,4} of \d{1,4}\b", re.IGNORECASE)
_BAR = " | "  # "POSITION: Well Digger | CODE: 5511 | GRADE: 8"
_OPENING_KINDS = ("general_statement", "duties", "distinguishing_characteristics")
# "A 311 Director plans, directs …", "The Operations Coordinator is distinguished from …", "An Auditor: …"
_NAMED_IN_TEXT = re.compile(
    r"(?:An?|The|Both the)\s+(?P<title>(?:[A-Z0-9][\w/&'’.-]*)(?:\s(?:[A-Z0-9][\w/&'’.-]*|of|and|the|for)){0,6})"
    r"\s*(?::|(?:is|are|class|performs|provides|[a-z]{3,14}s)\b)"
)


def find_name(region: Region) -> Heading:
    """Title and code from the title block, as printed there."""
    body = f" {fold_heading(' '.join(line.text for line in region.lines[len(region.block) :]))} "
    heading = read_title([piece for line in region.block for piece in _pieces(line)], body)
    return heading if heading.code else replace(heading, code=_code_elsewhere(region, heading))


def best_title(region: Region, heading: Heading, name: str) -> tuple[str, Problem | None]:
    """The title; where none is printed, the best there is, with the problem that says so."""
    if heading.title:
        return heading.title, None
    line = region.lines[0].number
    for title, words in (
        (_in_text(region), "it was taken from the first sentence that names the class"),
        (heading.code, "its code stands in its place"),
        (name.rsplit("/", 1)[-1].rsplit(".", 1)[0], "the file's name stands in its place, which is a guess"),
    ):
        if title:
            return title, _missing(words, line)
    return "Untitled", _missing("nothing stands in its place", line)


def _code_elsewhere(region: Region, heading: Heading) -> str | None:
    """The code where a title should be, or behind a label under the text ("Class Code: 2111")."""
    if heading.title is None and (code := find_code_alone(region.block)):
        return code
    labelled = [line for line in region.lines if starts_with_code_label(line.text)]
    return find_code(labelled)


def _missing(words: str, line: int) -> Problem:
    message = f"The title of the class is not printed where it is expected; {words}."
    return Problem(code="missing_title", message=message, first_line=line, last_line=line)


def _in_text(region: Region) -> str | None:
    for section in region.sections:
        if section.kind in _OPENING_KINDS:
            match = _NAMED_IN_TEXT.match(section.text)
            if match and len(match["title"].split()) > 1:
                return match["title"]
    return None


def _pieces(line: Line) -> list[Line]:
    """A running line above the first heading may hold authority, title and page number at once."""
    text = line.text
    if _BAR in text:
        return [Line(number=line.number, raw=line.raw, text=cell.strip()) for cell in text.split(_BAR) if cell.strip()]
    if not _PAGE.search(text) or is_first_page(text):
        return [line]
    pieces = [part for chunk in _PAGE.split(text) for part in _without_authority(chunk.strip())]
    return [Line(number=line.number, raw=line.raw, text=piece) for piece in pieces if piece]


def _without_authority(text: str) -> list[str]:
    """ "Career Service Authority Operations Coordinator": the longest beginning that names an authority."""
    words = text.split()
    for count in range(len(words) - 1, 1, -1):
        if authority_of_line(" ".join(words[:count])):
            return [" ".join(words[:count]), " ".join(words[count:])]
    return [text]
