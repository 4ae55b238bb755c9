"""Where do the lines above the first heading go: page header, class detail, pay, or text without a heading?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from msgspec.structs import replace

from taxonomy.model import Line
from taxonomy.reading.language.authorities import authority_of_line
from taxonomy.reading.language.sections import SectionLines
from taxonomy.reading.language.spellings import find_spellings, is_form_word
from taxonomy.reading.layout.furniture import PAGE_HEADER
from taxonomy.reading.layout.text_kinds import kind_of_statement

_LONG_TEXT = 90
_WORDS_OF_A_SENTENCE = 12
_DETAIL, _TITLE = "class_detail", "title"
# "Reports to: Ward Manager": label lines that are a section by themselves
_TEXT = frozenset(("general_statement", "notes"))
_STATED = frozenset(
    ("general_statement", "duties", "knowledge", "minimum_qualifications", "physical_demands", "supervision_received")
)
# "This is skilled archive work", "The Tool Keeper is responsible for …", "Under supervision, …"
_OF_A_CLASS = re.compile(
    r"(?:this (?:is|class|position|job)|under\s|an?\s|the\s(?:[A-Z]|employee|incumbent))", re.IGNORECASE
)
# "Tool Keeper | 4410", "Library Officer (Grade IV)"
_MORE_THAN_A_TITLE = re.compile(r" \| |\((?:grade|band|grid)\s", re.IGNORECASE)
# "This is skilled archive work. Work involves …": an opening, however short
_SAYS_THE_WORK = re.compile(r"this is (?:\S+ ){1,8}?(?:work|position|class)\b", re.IGNORECASE)
_SAID_BY_LABEL = frozenset(("supervision_received", "supervision_exercised", "interpersonal"))
# "$125,175 to $155,514", "Salary: 3,200 - 4,100", "Pay Grade 615-S"
_PAY = re.compile(
    r"[$£€]\s?\d|^\W*(?:salary|annual salary|monthly salary|hourly|pay (?:grade|range|rate)|step [a-z1-9]\b)", re.I
)


def read_block(block: Sequence[Line], title_numbers: Sequence[int]) -> tuple[tuple[SectionLines, ...], dict[int, str]]:
    """The sections a title block holds, and the page header's lines where it holds nothing but title and authority."""
    kinds = dict(_kinds(block, title_numbers))
    bare = not any(kind == _DETAIL for kind in kinds.values())
    if bare:
        headers = {number: PAGE_HEADER for number, kind in kinds.items() if kind == _TITLE}
    else:
        headers = {}
        kinds = {number: _DETAIL if kind == _TITLE else kind for number, kind in kinds.items()}
    return tuple(_sections([line for line in block if line.number not in headers], kinds)), headers


def _kinds(block: Sequence[Line], title_numbers: Sequence[int]) -> Iterator[tuple[int, str]]:
    below_title = not title_numbers
    above: str | None = None
    opened = False
    for line in block:
        if not line.text:
            above = None
            continue
        below_title = below_title or line.number in title_numbers
        kind = _kind(line, title_numbers, below_title=below_title)
        if opened and (kind in _TEXT or (kind == _DETAIL and (above in _STATED or line.text[-1] in ".;"))):
            kind = (above if above in _STATED and not line.bullet else None) or kind_of_statement(line.text) or kind
        opened = opened or kind == "general_statement"
        above = kind
        yield line.number, kind


def _kind(line: Line, title_numbers: Sequence[int], *, below_title: bool) -> str:
    crowded = len(line.text) > _LONG_TEXT and len(line.text.split()) >= _WORDS_OF_A_SENTENCE
    if line.number in title_numbers and (crowded or _MORE_THAN_A_TITLE.search(line.text)):
        return _DETAIL
    if line.number in title_numbers or authority_of_line(line.text) or is_form_word(line.text):
        return _TITLE
    if _PAY.search(line.text):
        return "pay"
    if label := _label(line.text):
        return find_spellings(label)[0].kind
    if below_title and line.text[-1] == "." and _SAYS_THE_WORK.match(line.text):
        return "general_statement"
    if len(line.text) > _LONG_TEXT or len(line.text.split()) >= _WORDS_OF_A_SENTENCE:
        return "general_statement" if below_title or not _is_remark(line.text) else "notes"
    return _DETAIL


def _is_remark(text: str) -> bool:
    """Above the title stands a remark of the site or of a letter, if it does not say what work is done."""
    return kind_of_statement(text) != "duties" and not _OF_A_CLASS.match(text)


def _label(text: str) -> str | None:
    """The words before the colon, where they name a section of ours."""
    label, colon, value = text.partition(":")
    found = find_spellings(label) if colon and value.strip() else ()
    return label if found and found[0].kind in _SAID_BY_LABEL else None


def _sections(lines: Sequence[Line], kinds: dict[int, str]) -> Iterator[SectionLines]:
    printed = [line for line in lines if line.text]
    for kind, run in groupby(printed, key=lambda line: kinds[line.number]):
        first, last = _ends(list(run))
        body = tuple(line for line in lines if first <= line.number <= last)
        heading = _label(body[0].text) if kind in _SAID_BY_LABEL else None
        if heading:
            body = (replace(body[0], text=body[0].text[len(heading) + 1 :].strip()), *body[1:])
        inferred = heading is None and kind in _STATED
        yield SectionLines(kind=kind, heading=heading, first_line=first, last_line=last, body=body, inferred=inferred)


def _ends(run: Sequence[Line]) -> tuple[int, int]:
    return run[0].number, run[-1].number
