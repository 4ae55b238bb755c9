"""Which day, month or year does this text name? Dates as people write them, as ISO dates of the precision printed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date

from msgspec import Struct

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = r"(?P<month>(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6})"
# "March 23, 2011" · "Thursday April 7, 2011" · "April 7th 2011"
_MONTH_FIRST = re.compile(rf"\b{_MONTH}\.?\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>\d{{4}})\b", re.IGNORECASE)
# "23 March 2011" · "4th day of March, 2003"
_DAY_FIRST = re.compile(
    rf"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:(?:day\s+)?of\s+)?{_MONTH}\.?,?\s+(?P<year>\d{{4}})\b", re.IGNORECASE
)
# "1962-09-06" · "2011/03/23"
_ISO = re.compile(r"(?<![\d/-])(?P<year>\d{4})(?P<mark>[/-])(?P<month>\d{1,2})(?P=mark)(?P<day>\d{1,2})(?![\d/-])")
# "3/23/2011" · "3-23-07" · "23.3.2011"
_DIGITS = re.compile(
    r"(?<![\d/.-])(?P<one>\d{1,2})(?P<mark>[/.-])(?P<two>\d{1,2})(?P=mark)(?P<year>\d{4}|\d{2})(?![\d/-]|\.\d)"
)
# "March 1994" · "Sept. 1999"
_MONTH_ONLY = re.compile(rf"\b{_MONTH}\.?,?\s+(?P<year>\d{{4}})\b", re.IGNORECASE)
# "05/2012" · "8/78" · "2012-05"
_MONTH_DIGITS = re.compile(r"(?<![\w/.-])(?P<month>1[0-2]|0?[1-9])[/-](?P<year>\d{4}|\d{2})(?![\w/-])")
_ISO_MONTH = re.compile(r"(?<![\w/.-])(?P<year>(?:19|20)\d\d)-(?P<month>1[0-2]|0[1-9])(?![\w/-])")
# "2012"; the year of "x/2011" is still to come
_YEAR_ONLY = re.compile(r"(?<![\w/.-])(?P<year>(?:19|20)\d\d)(?![\w/-])")
_CENTURY_TURNS = 50
_MOST_MONTHS = 12


class WrittenDate(Struct, frozen=True, kw_only=True):
    """A real day, month or year, and where in the text it is written.

    `ordered` is false where the digits leave open which of them is the day: "06/09/1962".
    """

    iso: str
    start: int
    end: int
    ordered: bool = True


def find_dates(text: str, *, day_first: bool = False) -> tuple[WrittenDate, ...]:
    """Every real day in `text`, in order; ``4/31/2011`` is none."""
    return tuple(sorted(_days(text, day_first=day_first), key=lambda item: item.start))


def first_date(text: str) -> str | None:
    """The first day in `text` as ISO."""
    dates = find_dates(text)
    return dates[0].iso if dates else None


def find_partial_dates(text: str, *, day_first: bool = False) -> tuple[WrittenDate, ...]:
    """Every day, month and year in `text`, in order, each as precise as it is printed."""
    found = list(find_dates(text, day_first=day_first))
    for pattern in (_MONTH_ONLY, _ISO_MONTH, _MONTH_DIGITS, _YEAR_ONLY):
        for match in pattern.finditer(text):
            if not any(one.start < match.end() and match.start() < one.end for one in found):
                found.append(WrittenDate(iso=_partial(match), start=match.start(), end=match.end()))
    return tuple(sorted(found, key=lambda item: item.start))


def writes_day_first(texts: Iterable[str]) -> bool | None:
    """Do unambiguous dates in `texts` put the day first ("16/09/1962")? None where none tells, or they disagree."""
    told = set()
    for text in texts:
        for match in _DIGITS.finditer(text):
            one, two = int(match["one"]), int(match["two"])
            if max(one, two) <= 31 and (one > _MOST_MONTHS) != (two > _MOST_MONTHS):
                told.add(one > _MOST_MONTHS)
    return told.pop() if len(told) == 1 else None


def _days(text: str, *, day_first: bool) -> Iterator[WrittenDate]:
    for pattern in (_MONTH_FIRST, _DAY_FIRST, _ISO):
        for match in pattern.finditer(text):
            if iso := _iso(match["year"], match["month"], match["day"]):
                yield WrittenDate(iso=iso, start=match.start(), end=match.end())
    for match in _DIGITS.finditer(text):
        one, two = match["one"], match["two"]
        ordered = one == two or max(int(one), int(two)) > _MOST_MONTHS
        day_leads = int(one) > _MOST_MONTHS or (day_first and int(two) <= _MOST_MONTHS)
        if iso := _iso(match["year"], *((two, one) if day_leads else (one, two))):
            yield WrittenDate(iso=iso, start=match.start(), end=match.end(), ordered=ordered)


def _iso(year: str, month: str, day: str) -> str | None:
    try:
        return date(_full_year(int(year)), _month(month), int(day)).isoformat()
    except ValueError:  # printed, but no day of any calendar
        return None


def _partial(match: re.Match[str]) -> str:
    month = match.groupdict().get("month")
    year = _full_year(int(match["year"]))
    return f"{year:04d}-{_month(month):02d}" if month else f"{year:04d}"


def _month(month: str) -> int:
    return int(month) if month.isdigit() else _MONTHS.index(month[:3].lower()) + 1


def _full_year(year: int) -> int:
    if year > 99:
        return year
    return year + (1900 if year >= _CENTURY_TURNS else 2000)
