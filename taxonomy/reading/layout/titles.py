"""What is this class called, and under which job code, by the lines that stand above its first heading?"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise, zip_longest

from msgspec import Struct

from taxonomy.model import Line
from taxonomy.reading.language.authorities import authority_of_line
from taxonomy.reading.language.lettering import is_capitals
from taxonomy.reading.language.spellings import fold_heading, is_form_word

_LONGEST = 110
_MOST_WORDS = 12
_FOUNDED = 0.5

_CODE = r"(?=[A-Z0-9./-]{0,12}\d)[A-Z0-9][A-Z0-9./-]{1,12}"
# "Class Code:       9206", "CLASSIFICATION NO. 475", "Class No. 2127", "Class Code: VE6/4", "Job Code\tH1O1XX"
# "Job Class Code: C0123"
CODE_LABEL = re.compile(
    r"\b(?:(?:job\s)?class(?:ification)?|job|title|position|spec(?:ification)?|occupation(?:al)?)\s+"
    rf"(?:title\s+|spec\s+)?(?:codes?|no\.?|number|num\.?|id|\#)(?![a-z])\s*[:#.]?\s*(?P<code>{_CODE}(?:\s/\s{_CODE})?)?(?![\w])",
    re.IGNORECASE,
)
# "Code: 1234" alone
_BARE_CODE_LABEL = re.compile(rf"code(?:\s+(?:no\.?|number)\s*:?|\s*:)\s*(?P<code>{_CODE})\s*", re.IGNORECASE)
# "Class Title: Librarian I", "TITLE: Librarian I", "Job Title\tLibrarian I"
_TITLE_LABEL = re.compile(
    r"(?:(?:class|job|position|classification|official|occupational)(?:\s+specification)?\s+)?"
    r"(?:title|name)\s*[:\t]\s*(?P<title>[^\t:]{3,120})"
    r"|(?:class|classification|class specification|class specification for|job description|position)\s*:\s*"
    r"(?P<other>[^\t:]{3,90})",
    re.IGNORECASE,
)
# "311 DIRECTOR, 9206", "Program Assistant - 4206", "Librarian I (2127)"
_TITLE_THEN_CODE = re.compile(
    rf"(?P<title>[^\t]{{0,90}}[A-Za-z)])\s*(?:[,–—(#\t]|\s-|-\s)\s*(?i:(?:(?:job\s|class\s)?code|class)\s*)?(?P<code>(?=[A-Z]{{0,4}}\d){_CODE})\)?"
)
# "ACCOUNTANT I H8A1XX", "SENIOR CLERK 0154": no mark between, so only codes that are no numeral and no year
_TITLE_SPACE_CODE = re.compile(
    r"(?P<title>[^\t]{2,90}[A-Za-z)])\s+(?P<code>[A-Z]\d[A-Z0-9]{3,8}|[A-Z]{2,3}\d{3,5}|\d{4}[A-Z]\d{0,2}|(?!19|20)\d{4,5})"
)
# "4206 - Program Assistant", "H1O1XX ACCOUNTANT I", "4206\tProgram Assistant"
_CODE_THEN_TITLE = re.compile(
    r"(?P<code>(?=[A-Z]{0,4}\d)[A-Z0-9][A-Z0-9./-]{2,12})(?:\s*[–—:\t]\s*|\s+-\s+)(?P<title>[A-Z(][^\t]{2,90})"
    r"|(?P<mixed>[A-Z]{1,3}\d[A-Z0-9]{1,8})\s+(?P<rest>[A-Z][^\t]{2,90})"
)
# "9206", "CC2158" alone on a line
_CODE_ALONE = re.compile(r"(?:[A-Z]{0,4}\d[A-Z0-9./-]{2,10})")
# "Librarian I Class Specification", "CLASS SPECIFICATION - Librarian I", "… Analyst (Series Specification)"
_FORM_BEHIND = re.compile(
    r"\s*[-–—(]?\s*(?:class|job|position|series|classification|job class)\s+(?:specifications?|descriptions?)\)?$", re.I
)
_FORM_BEFORE = re.compile(
    r"^(?:class|job|position|series|classification|job class)\s+(?:specifications?|descriptions?|title)\s*"
    r"(?:[-–—:]|for\b)?\s*(?=\S)",
    re.I,
)
# "Open Date: 04-18-14", "Bargaining Unit: 12", "FLSA: Exempt"
_LABEL_LINE = re.compile(r"[A-Za-z][A-Za-z /&.'’()-]{1,40}\s*:")
# "3-22-07", "March 2011", "07/2011", "Revised 10/12"
_DATE_LINE = re.compile(
    r"(?:rev(?:ised|\.)?|est(?:ablished|\.)?|effective|adopted|date|updated)?\s*[:.]?\s*"
    r"(?:[\dx]{1,2}[-/.][\dx]{1,4}(?:[-/.]\d{2,4})?|[A-Z][a-z]{2,8}\.?\s+(?:\d{1,2},?\s+)?\d{4})",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"@|https?:|www\.|\(\d{3}\)\s?\d|\d{3}-\d{4}|\b[A-Z]{2}\s+\d{5}\b")
_MONEY = re.compile(r"\$\s?\d|\b(?:hourly|monthly|annually|per hour|per month|biweekly|bi-weekly)\b", re.IGNORECASE)
_UNIT = re.compile(r"\b(?:department|division|bureau|commission|agency|office|district|board|council|branch)\b", re.I)


class Candidate(Struct, frozen=True, kw_only=True):
    """Words that may be the title, the code beside them, the lines they stand on, and how well they are founded."""

    title: str
    code: str | None
    numbers: tuple[int, ...]
    score: float


class Heading(Struct, frozen=True, kw_only=True):
    """The title and the code of a class; either may be missing from the page.

    `founded` tells that the title is more than some line: it is loud, labelled, has a code or occurs in the text.
    """

    title: str | None
    code: str | None
    numbers: tuple[int, ...] = ()
    founded: bool = False


def read_title(lines: Sequence[Line], body: str) -> Heading:
    """Title and code by the lines of a title block; `body` is the folded text under it, where a title recurs."""
    lines = [line for line in lines if line.text]
    code = find_code(lines)
    candidates = [*_candidates(lines, body), *_over_two_lines(lines, body)]
    if not candidates:
        return Heading(title=None, code=code)
    best = max(candidates, key=lambda candidate: candidate.score)
    code = code or best.code or find_code_alone(lines)
    return Heading(title=best.title, code=code, numbers=best.numbers, founded=best.score >= _FOUNDED)


def find_code(lines: Sequence[Line]) -> str | None:
    """The job code behind a label, on the label's line or alone on the next one."""
    for line, following in zip_longest(lines, lines[1:]):
        match = CODE_LABEL.search(line.text) or _BARE_CODE_LABEL.match(line.text)
        if match is None:
            continue
        if match["code"]:
            return match["code"].rstrip(".-/").replace(" ", "")
        if following and _CODE_ALONE.fullmatch(following.text):
            return following.text
    return None


def find_code_alone(lines: Iterable[Line]) -> str | None:
    """A code that stands by itself where a title should be."""
    codes = (line.text for line in lines if _CODE_ALONE.fullmatch(line.text) and not _DATE_LINE.fullmatch(line.text))
    return next(codes, None)


def starts_with_code_label(text: str) -> bool:
    """True for "Class Code:       9206"."""
    match = CODE_LABEL.match(text)
    return match is not None and match["code"] is not None and len(text) < _LONGEST


def is_title_block_line(text: str) -> bool:
    """May this line stand in a title block beside the title: a label, a code, a date, the form's own name?"""
    if _labels_title(text):
        return True
    if not text or len(text) > _LONGEST:
        return False
    return bool(
        is_form_word(text)
        or _DATE_LINE.fullmatch(text)
        or _CODE_ALONE.fullmatch(text)
        or CODE_LABEL.match(text)
        or (_LABEL_LINE.match(text) and len(text.split()) <= _MOST_WORDS)
    )


def _labels_title(text: str) -> bool:
    """Is this a title behind its label? Then it may be as long as it likes."""
    labelled = _TITLE_LABEL.fullmatch(text)
    return labelled is not None and labelled["title"] is not None


def is_title_like(text: str) -> bool:
    """May these words be a title?"""
    words = text.split()
    return bool(
        2 < len(text) <= _LONGEST
        and len(words) <= _MOST_WORDS
        and (text[0].isupper() or text[0].isdigit())
        and text[-1] not in ".;,"
        and any(len(word) > 2 and word[0].isalpha() for word in words)
        and not (_ADDRESS.search(text) or _MONEY.search(text) or _DATE_LINE.fullmatch(text))
        and not (is_form_word(text) or authority_of_line(text) or _BARE_CODE_LABEL.fullmatch(text))
    )


def title_and_code(text: str) -> tuple[str, str | None]:
    """The title in `text` without the code and the form's name that may stand beside it."""
    text = text.strip(" \t:")
    if match := CODE_LABEL.search(text):
        before, after = text[: match.start()].strip(" \t,(-–—:"), text[match.end() :].strip(" \t,)-–—:")
        return _without_form(before or after), match["code"]
    if match := _TITLE_THEN_CODE.fullmatch(text) or _TITLE_SPACE_CODE.fullmatch(text):
        return _without_form(match["title"].rstrip(" (")), match["code"]
    if match := _CODE_THEN_TITLE.fullmatch(text):
        return _without_form(match["title"] or match["rest"]), match["code"] or match["mixed"]
    return _without_form(text), None


def _without_form(text: str) -> str:
    shorter = _FORM_BEFORE.sub("", _FORM_BEHIND.sub("", text)).strip(" :-–—\t")
    return shorter or text


def _candidates(lines: Sequence[Line], body: str) -> Iterator[Candidate]:
    for place, line in enumerate(lines):
        labelled = _TITLE_LABEL.match(line.text)
        if labelled and not CODE_LABEL.match(line.text):
            title, code = title_and_code(labelled["title"] or labelled["other"])
            yield Candidate(title=title, code=code, numbers=(line.number,), score=10 - place / 10)
            continue
        for cell in line.text.split("\t"):
            title, code = title_and_code(cell)
            if (
                title
                and is_title_like(title)
                and not _ADDRESS.search(cell)
                and not (_LABEL_LINE.match(title) and title.count(":"))
            ):
                score = _score(title, line, body) + (3 if code else 0) - place / 10
                yield Candidate(title=title, code=code, numbers=(line.number,), score=score)


def _over_two_lines(lines: Sequence[Line], body: str) -> Iterator[Candidate]:
    """A long title is broken: "SENIOR UNDERGROUND DISTRIBUTION" / "CONSTRUCTION SUPERVISOR"."""
    for place, (first, second) in enumerate(pairwise(lines)):
        title = f"{first.text} {second.text}"
        if second.number != first.number + 1 or not is_title_like(first.text) or not is_title_like(second.text):
            continue
        if is_title_like(title) and _occurs(title, body):
            score = _score(title, first, body) + 1 - place / 10
            yield Candidate(title=title, code=None, numbers=(first.number, second.number), score=score)


def _score(title: str, line: Line, body: str) -> float:
    score = 3.0 if _occurs(title, body) else 0.0
    score += 2 if line.heading_level or line.bold else 0
    score += 1 if is_capitals(title) else 0
    return score - (2 if _UNIT.search(title) else 0)


def _occurs(title: str, body: str) -> bool:
    return f" {fold_heading(title)} " in body
