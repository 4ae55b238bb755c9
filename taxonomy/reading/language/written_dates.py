"""Which day does this text name? Dates as people write them in notices, as ISO dates."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from msgspec import Struct

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = r"(?P<month>(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6})"
# "March 23, 2011" · "Thursday April 7, 2011" · "April 7th 2011"
_MONTH_FIRST = re.compile(rf"\b{_MONTH}\.?\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>\d{{4}})\b", re.IGNORECASE)
# "23 March 2011"
_DAY_FIRST = re.compile(rf"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+{_MONTH}\.?,?\s+(?P<year>\d{{4}})\b", re.IGNORECASE)
# "3/23/2011" · "3-23-07"
_DIGITS = re.compile(
    r"(?<![\d/-])(?P<month>\d{1,2})(?P<mark>[/-])(?P<day>\d{1,2})(?P=mark)(?P<year>\d{4}|\d{2})(?![\d/-])"
)
_CENTURY_TURNS = 50


class WrittenDate(Struct, frozen=True, kw_only=True):
    """A real day, and where in the text it is written."""

    iso: str
    start: int
    end: int


def find_dates(text: str) -> tuple[WrittenDate, ...]:
    """Every real date in `text`, in order; ``4/31/2011`` is none."""
    return tuple(sorted(_found(text), key=lambda item: item.start))


def first_date(text: str) -> str | None:
    """The first date in `text` as ISO."""
    dates = find_dates(text)
    return dates[0].iso if dates else None


def _found(text: str) -> Iterator[WrittenDate]:
    for pattern in (_MONTH_FIRST, _DAY_FIRST, _DIGITS):
        for match in pattern.finditer(text):
            iso = _iso(match["year"], match["month"], match["day"])
            if iso:
                yield WrittenDate(iso=iso, start=match.start(), end=match.end())


def _iso(year: str, month: str, day: str) -> str | None:
    number = int(month) if month.isdigit() else _MONTHS.index(month[:3].lower()) + 1
    try:
        return date(_full_year(int(year)), number, int(day)).isoformat()
    except ValueError:  # printed, but no day of any calendar
        return None


def _full_year(year: int) -> int:
    if year > 99:
        return year
    return year + (1900 if year >= _CENTURY_TURNS else 2000)
