"""When does a notice take effect? On the day that it names, or on the day that its own rule gives."""

from __future__ import annotations

import re
from datetime import date, timedelta

from taxonomy.basics.datafiles import read_table
from taxonomy.basics.written_dates import find_partial_dates
from taxonomy.model import Announcement

# "the beginning of the first work week following approval by the Board"
_FIRST_WEEK = re.compile(
    r"\b(?:first|beginning of the)\b[^.]{0,40}\b(?:work|pay)?\s*week\b[^.]{0,30}\b(?:follow|after)", re.IGNORECASE
)
# "considered on July 13, 2020 and take effect on July 25, 2020"
_EFFECT = re.compile(r"\beffect(?:ive)?\b|\bretroactive\b|\bin force\b", re.IGNORECASE)
_WEEK = 7


def stated_effective_date(notice: Announcement) -> str | None:
    """The date that the sentence about taking effect names, as precise as it is printed."""
    text = notice.effective_rule or ""
    # "Career Service Rule 7-37" is no month of 2037: the year must be printed in full.
    dates = [each for each in find_partial_dates(text) if each.iso[:4] in text[each.start : each.end]]
    effect = _EFFECT.search(text)
    behind = [each.iso for each in dates if effect and each.start >= effect.start()]
    return next(iter([*behind, *(each.iso for each in dates)]), None)


def effective_by_rule(notice: Announcement, authority: str | None = None) -> str | None:
    """The first day of the work week after the hearing, where the notice has that rule and a day of hearing."""
    hearing = notice.hearing.date if notice.hearing else None
    if hearing is None or not _FIRST_WEEK.search(" ".join((notice.effective_rule or "").split())):
        return None
    return week_after(date.fromisoformat(hearing), authority).isoformat()


def week_after(day: date, authority: str | None = None) -> date:
    """The day on which the next work week of this employer begins: 7 April 2011, a Thursday, gives 10 April."""
    calendar = read_table("notices.toml")["calendar"]
    begins = int(calendar["weeks"].get(authority, calendar["week_begins"]))
    return day + timedelta(days=(begins - day.weekday() - 1) % _WEEK + 1)
