"""What does this document say the class is paid: grade, range, and for which period?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from msgspec import Struct

from taxonomy.model import Pay
from taxonomy.reading.language.money import AMOUNT, dollars
from taxonomy.reading.language.sections import SectionLines
from taxonomy.reading.language.sentences import without_marks

# "Pay Grade: 615-S" · "Salary Group B17" · "Pay Level 12" · "Salary Range 34"
_GRADE = re.compile(
    r"\b(?:pay|salary|wage)\s+(?:grade|group|level|band|range|schedule)(?:\s+(?:no\.?|number|code))?\s*[:#\t ]\s*"
    r"(?P<grade>(?=[A-Z-]{0,5}\d)[A-Z0-9]{1,6}(?:[-/][A-Z0-9]{1,4})?)(?![\d,.]*\d)\b",
    re.IGNORECASE,
)
# "Grade: 9" as a label
_GRADE_LABEL = re.compile(r"(?:^|[|\t]\s?)grade\s*:\s*(?P<grade>[A-Z]{0,3}-?\d{1,3}[A-Z]?)\b", re.IGNORECASE)
_AMOUNTS = re.compile(AMOUNT)
# "EU 15" alone under SALARY INFORMATION
_GRADE_ALONE = re.compile(r"(?:\D{0,40}:\s*)?(?P<grade>[A-Z]{1,3}[ -]?\d{1,3}[A-Z]?)")
# "$20.15 - $27.33 hourly" · "$54,120 to $79,156" · "$101,163 (flat-rated)"
_MONEY = rf"\\?\$\s*(?:{AMOUNT}|\d+)"
_STATED = re.compile(
    rf"(?P<low>{_MONEY})(?:\s*(?:/\s*(?:hr|hour|mo|month|yr|year)\.?\s*)?(?:to|through|[-–—])\s*(?P<high>\\?\$?\s*(?:{AMOUNT}|\d+)))?",
    re.IGNORECASE,
)
# "The salary in the Department of Water and Power is $97,906": pay of one employer among several
_OF_ONE_EMPLOYER = re.compile(
    r"\b(?:salary|salaries|pay|range)s?\b[^$]{0,60}\b(?:in|for|at)\s+(?:positions\s+in\s+)?the\s+[A-Z][^$]{0,60}\$"
)
# "Salary: $20.15 - $27.33 Hourly" outside a section about pay
_LABELLED = re.compile(
    r"^\s*(?:(?:annual|monthly|hourly|starting)\s+)?(?:salary|pay|wage|compensation)(?:\s+range)?\s*[:\t]",
    re.IGNORECASE,
)
_PERIODS = (
    ("biweek", re.compile(r"\bbi-?\s?weekly\b|\bper\s+pay\s+period\b", re.IGNORECASE)),
    (
        "year",
        re.compile(
            r"\bannual(?:ly)?\b|\b(?:per|a|each)\s+(?:year|annum)\b|\byearly\b|/\s*(?:yr|year)\b", re.IGNORECASE
        ),
    ),
    ("month", re.compile(r"\bmonthly\b|\b(?:per|a|each)\s+month\b|/\s*(?:mo|month)\b", re.IGNORECASE)),
    ("hour", re.compile(r"\bhourly\b|\b(?:per|an|each)\s+hour\b|/\s*(?:hr|hour)\b", re.IGNORECASE)),
)


_LONGEST_STEPS, _FEWEST_STEPS = 300, 3


class _Stated(Struct, frozen=True, kw_only=True):
    """A range as printed; a flat rate is its own minimum and maximum."""

    minimum: float
    maximum: float
    period: str | None
    line: int
    words: tuple[str, ...]


def read_pay(sections: Sequence[SectionLines]) -> Pay | None:
    """The grade and its range (in a table too), else the first general range; None where neither is stated."""
    grade, grade_line = next(_grades(sections), (None, None))
    general, of_one_employer = _ranges(sections)
    ranges = general or of_one_employer
    of_grade = (one for one in ranges if grade and grade in one.words)
    stated = next(of_grade, None) or next(iter(ranges), None)
    if stated is None and grade is None:
        return None
    return Pay(
        grade=grade,
        minimum=stated.minimum if stated else None,
        maximum=stated.maximum if stated else None,
        period=stated.period if stated else None,
        first_line=stated.line if stated else grade_line,
    )


def _grades(sections: Sequence[SectionLines]) -> Iterator[tuple[str, int]]:
    for section in sections:
        for number, text in _lines(section):
            found = (
                _GRADE.search(text)
                or _GRADE_LABEL.search(text)
                or (_GRADE_ALONE.fullmatch(text) if section.kind == "pay" else None)
            )
            if found and "$" not in text[found.start() : found.end() + 1]:
                yield found["grade"], number


def _lines(section: SectionLines) -> Iterator[tuple[int, str]]:
    """The lines of the section; an inline heading (``Pay Grade:``) is put back before its value."""
    label = f"{section.heading} " if section.heading and section.kind == "pay" else ""
    for line in section.body:
        if line.text.strip():
            yield line.number, label + without_marks(line.text)
            label = ""


def _ranges(sections: Sequence[SectionLines]) -> tuple[list[_Stated], list[_Stated]]:
    """Ranges for everybody, and ranges of one employer only."""
    general: list[_Stated] = []
    of_one_employer: list[_Stated] = []
    for section in sections:
        for number, text in _lines(section):
            if section.kind == "pay" or _LABELLED.match(text):
                target = of_one_employer if _OF_ONE_EMPLOYER.search(text) else general
                target.extend(_stated(text, number, section.heading or ""))
    return general, of_one_employer


def _stated(text: str, number: int, heading: str) -> Iterator[_Stated]:
    """The first range of a line; only the words up to the next range can name its period."""
    if steps := _steps(text):
        yield _Stated(minimum=steps[0], maximum=steps[-1], period=_period(heading), line=number, words=())
        return
    match, following = (*islice(_STATED.finditer(text), 2), None, None)[:2]
    if match is None:
        return
    low = dollars(match["low"])
    behind = text[match.end() : following.start() if following else len(text)]
    yield _Stated(
        minimum=low,
        maximum=dollars(match["high"]) if match["high"] else low,
        period=_period(behind) or _period(text[: match.start()]) or _period(heading),
        line=number,
        words=tuple(text.split()),
    )


def _steps(text: str) -> list[float]:
    """ "$18.20   $19.11   $20.07": the steps of one range, where a line holds nothing else."""
    if len(text) > _LONGEST_STEPS or text.count("$") < _FEWEST_STEPS or _AMOUNTS.sub("", text).strip():
        return []
    return [dollars(amount) for amount in _AMOUNTS.findall(text)]


def _period(text: str) -> str | None:
    return next((period for period, words in _PERIODS if words.search(text)), None)
