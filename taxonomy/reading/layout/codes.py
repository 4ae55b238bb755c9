"""Which number above a text is the class's code, which that of a role or post, and which only of one recruitment?"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import zip_longest

from msgspec import Struct
from msgspec.structs import replace

from taxonomy.basics.datafiles import read_table
from taxonomy.basics.written_dates import find_partial_dates
from taxonomy.model import Line
from taxonomy.reading.language.authorities import authority_of_line
from taxonomy.reading.language.spellings import fold_heading, in_languages
from taxonomy.reading.layout.titles import BARE_CODE_LABEL, CODE_ALONE, CODE_LABEL, DATE_LINE

# "Job Number: 202100455", "Posting Number\t2023-00417"; the label is looked up in data/titles.toml
_LABELLED = re.compile(
    r"(?P<label>[A-Za-zÀ-ÿ][A-Za-zÀ-ÿ /&#().'’|]{1,60}?)\s*(?:[:#\t]|\s{2,})\s*/?\s*(?P<value>\S[^\t]{0,60})"
)
_NUMBER = re.compile(r"[A-Z0-9][A-Z0-9./_-]{0,19}(?![\w])", re.IGNORECASE)
_AROUND_SLASH = re.compile(r"\s+/\s+")
_LONGEST_ROW = 120
_COLUMNS = re.compile(r"\t|\s{2,}|\s?\|\s?")
_CELLS = re.compile(r"\t|\s{2,}")
# "0503C 08 ST A3": the first word below "Job Code Pay Scale Group …"
_FIRST_WORD = re.compile(r"[A-Z]{0,4}\d[A-Z0-9./-]{2,10}(?=\s|$)")
# "COUNTY OF KAUAI 2.073", "WESTCHESTER COUNTY 0154", "PERSONNEL DEPARTMENT 6C15"
_BEHIND_AUTHORITY = re.compile(r"(?P<authority>.{6,60}?)\s+(?P<code>\d{1,2}\.\d{2,4}|\d{4,6}|\d{1,2}[A-Z]\d{1,4})$")
_OFFICE = re.compile(r"[A-Z][A-Z &'.]+ (?:DEPARTMENT|COMMISSION|BOARD|OFFICE|DIVISION|AGENCY)")
_OF_A_YEAR = re.compile(r"(?:19|20)\d\d-\d{2,6}")  # the number of one recruitment of that year
_TWO_PARTS = re.compile(r"\d{1,2}\.\d{2,4}")
_LABEL_KINDS = ("title", "code", "post", "posting", "dated_posting", "other")
_DATED = frozenset(("opening date", "closing date", "open date", "close date", "job open date", "job close date"))


class Numbers(Struct, frozen=True, kw_only=True):
    """The code of the class (or of its role or post), the number of a recruitment, and where they stand."""

    code: str | None = None
    posting: str | None = None


def read_numbers(lines: Sequence[Line]) -> Numbers:
    """The labelled numbers of a title block."""
    lines = [line for line in lines if line.text]
    labels = list(_labels(lines))
    dated = any(label in _DATED for label, _ in labels)
    postings = _names("posting") | (_names("dated_posting") if dated else frozenset())
    posting = next((value for label, value in labels if value and label in postings), None)
    post = next((value for label, value in labels if value and label in _names("post")), None)
    code = find_code(lines, frozenset(value for label, value in labels if label in postings))
    code = code or next((value for label, value in labels if value and label in _names("code")), None)
    return Numbers(code=code or post, posting=posting)


def find_code(lines: Sequence[Line], strange: frozenset[str] = frozenset()) -> str | None:
    """The job code behind a label, on the label's line, alone on the next one, or in the table cell below it."""
    for line, following in zip_longest(lines, lines[1:]):
        match = CODE_LABEL.search(line.text) or BARE_CODE_LABEL.match(line.text)
        if match is None:
            continue
        if match["code"]:
            labeled = _AROUND_SLASH.sub("/", match["code"].rstrip(".-/"))
            if labeled not in strange and not _is_date(labeled) and not _OF_A_YEAR.fullmatch(labeled):
                return labeled
        elif following and (code := _below(line, following, match)) and code not in strange:
            return code
    return None


def _is_date(labeled: str) -> bool:
    """Behind a code's label "10.240" is a code."""
    return DATE_LINE.fullmatch(labeled) is not None and _TWO_PARTS.fullmatch(labeled) is None


def number_of_year(lines: Iterable[Line]) -> str | None:
    """The number of a recruitment that begins with its year, behind a code's label ("Position #2023-217")."""
    codes = (match["code"] for line in lines if (match := CODE_LABEL.match(line.text)) and match["code"])
    return next((code for code in codes if _OF_A_YEAR.fullmatch(code)), None)


def find_code_alone(lines: Iterable[Line]) -> str | None:
    """A code that stands by itself where a title should be."""
    codes = (line.text for line in lines if CODE_ALONE.fullmatch(line.text) and not DATE_LINE.fullmatch(line.text))
    return next(codes, None)


def label_kind(text: str) -> str | None:
    """Which kind of label `text` is ("title", "code", "post", "posting", "other"), where it is one."""
    folded = {fold_heading(part) for part in (text.strip(" :"), *in_languages(text))}
    return next((kind for kind in _LABEL_KINDS if folded & _names(kind)), None)


def is_row_of_labels(line: Line) -> bool:
    """ "CLASS TITLE      CLASS NUMBER      EFFECTIVE DATE" over the row of their values."""
    cells = _CELLS.split(line.raw.strip()) if len(line.text) <= _LONGEST_ROW else []
    return len(cells) > 1 and all(map(label_kind, cells))


def rows_as_labels(lines: Sequence[Line]) -> list[Line]:
    """The printed lines; "TITLE  GRADE  CODE" over "Seal Keeper  37  10.240" became "TITLE: Seal Keeper" and so on."""
    printed = [line for line in lines if line.text]
    found: list[Line] = []
    done = -1
    for place, line in enumerate(printed):
        labels = _cells(line)
        values = _cells(printed[place + 1]) if place + 1 < len(printed) else []
        named = len(labels) > 1 and len(labels) == len(values) and "title" in map(label_kind, labels)
        if named and not any(map(label_kind, values)):
            below = printed[place + 1]
            found += [replace(below, text=f"{a}: {b}", raw=f"{a}: {b}") for a, b in zip(labels, values, strict=True)]
            done = place + 1
        elif place != done:
            found.append(line)
    return found


def _cells(line: Line) -> list[str]:
    return [cell.strip() for cell in _COLUMNS.split(line.raw.strip(" |")) if cell.strip()]


def _below(line: Line, following: Line, match: re.Match[str]) -> str | None:
    """The code on the line below its label: alone, in the same cell of a row, or first below the first label."""
    if CODE_ALONE.fullmatch(following.text) and not DATE_LINE.fullmatch(following.text):
        return following.text
    labels = [cell.strip() for cell in _CELLS.split(line.raw.strip()) if cell.strip()]
    values = [cell.strip() for cell in _CELLS.split(following.raw.strip()) if cell.strip()]
    if len(labels) > 1 and len(labels) == len(values):
        place = next((n for n, cell in enumerate(labels) if CODE_LABEL.search(cell)), None)
        return values[place] if place is not None and _NUMBER.fullmatch(values[place]) else None
    first = _FIRST_WORD.match(following.text) if match.start() == 0 and len(line.text.split()) > 2 else None
    return first[0] if first and not DATE_LINE.fullmatch(first[0]) else None


def code_behind_authority(lines: Sequence[Line]) -> str | None:
    """The number at the end of the line that names the employer ("WESTCHESTER COUNTY 0154")."""
    for line in lines:
        for text in (line.text, " ".join(_CELLS.split(line.raw.strip())[-2:])):  # alone, or behind other cells
            match = _BEHIND_AUTHORITY.fullmatch(text)
            if match and (_OFFICE.fullmatch(match["authority"]) or authority_of_line(match["authority"])):
                return match["code"]
    return None


def _labels(lines: Sequence[Line]) -> Iterator[tuple[str, str]]:
    """Each label with the number behind it or on the line below."""
    for line, following in zip_longest(lines, lines[1:]):
        match = _LABELLED.match(line.text)
        if match and label_kind(match["label"]):
            value = _NUMBER.match(match["value"])
            yield fold_heading(match["label"]), value[0] if value and _is_number(value[0]) else ""
        elif following and label_kind(line.text):
            value = _NUMBER.fullmatch(following.text)
            yield fold_heading(line.text.strip(" :")), value[0] if value and _is_number(value[0]) else ""


def _is_number(text: str) -> bool:
    dated = DATE_LINE.fullmatch(text) is not None and bool(find_partial_dates(text))  # "00-4415" is of no month
    return any(letter.isdigit() for letter in text) and not dated


@cache
def _names(kind: str) -> frozenset[str]:
    labels = read_table("titles.toml")["labels"]
    return frozenset(map(fold_heading, (*labels[kind], *labels.get(f"foreign_{kind}", ()))))
