"""Do the dates of a notice agree with each other, with its rule and with the employer's?"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta

from taxonomy.basics.datafiles import read_table
from taxonomy.basics.findings import Finding
from taxonomy.basics.naming import slug
from taxonomy.model import Notice
from taxonomy.plan.as_of import first_day, last_day
from taxonomy.plan.effective_dates import effective_by_rule, stated_effective_date

# "Thursday April 7, 2011" · "Tuesday, April 5, 2011"
_DAY = re.compile(
    r"\b(?P<weekday>(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day),? "
    r"(?P<month>[A-Z][a-z]{2,8})\.? (?P<day>\d{1,2}), (?P<year>\d{4})"
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def notice_finding(rule: str, message: str, document: str, first_line: int | None, quote: str | None = None) -> Finding:
    """A finding about one line of a notice."""
    return Finding(rule=rule, message=message, document=document, first_line=first_line, quote=quote)


def _line_of(notice: Notice, kind: str) -> int:
    return next((part.first_line for part in notice.parts if part.kind == kind), notice.first_line)


def _dates(notice: Notice, name: str) -> Iterator[Finding]:
    line = _line_of(notice, "hearing")
    hearing = _day(notice.hearing.date if notice.hearing else None)
    posted, comments = _day(notice.date), _day(notice.comment_deadline)
    if hearing and posted and notice.posting_days is not None:
        ends = posted + timedelta(days=notice.posting_days)
        if hearing < ends:
            message = f"The hearing is on {hearing}; {notice.posting_days} days of posting from {posted} end on {ends}."
            yield notice_finding("hearing_too_early", message, name, line)
    if hearing and comments and comments > hearing:
        message = f"Comments are taken until {comments}, after the hearing on {hearing}."
        yield notice_finding("comments_after_hearing", message, name, _line_of(notice, "comments"))


def _effective(notice: Notice, name: str) -> Iterator[Finding]:
    stated, hearing = stated_effective_date(notice), notice.hearing.date if notice.hearing else None
    line = _line_of(notice, "rule")
    if stated and hearing and last_day(stated) < hearing:
        message = f"The change takes effect on {stated}, before the hearing on {hearing}."
        yield notice_finding("effective_too_early", message, name, line)
    by_rule = effective_by_rule(notice, slug(notice.authority or ""))
    if stated and by_rule and not first_day(stated) <= by_rule <= last_day(stated):
        message = f"By the rule the change takes effect on {by_rule}, not on {stated}."
        yield notice_finding("effective_by_rule", message, name, line)


def _posting(notice: Notice, name: str) -> Iterator[Finding]:
    least = read_table("notices.toml")["calendar"]["posting"].get(slug(notice.authority or ""))
    if least and notice.posting_days is not None and notice.posting_days < least:
        message = f"The notice is posted for {notice.posting_days} days; this employer posts for at least {least}."
        yield notice_finding("posting_short", message, name, _line_of(notice, "posting"))
    named = (("hearing", notice.hearing.date if notice.hearing else None), ("comments", notice.comment_deadline))
    for kind, day in named:
        if day and notice.date and day < notice.date:
            message = f"The date for {kind} is {day}, before the notice of {notice.date}."
            yield notice_finding("date_order", message, name, _line_of(notice, kind))


def _weekdays(notice: Notice, name: str) -> Iterator[Finding]:
    for part in notice.parts:
        for number, text in enumerate(part.text.split("\n"), part.first_line):
            for printed in _DAY.finditer(text):
                day = _printed_day(printed)
                if day is not None and _WEEKDAYS[day.weekday()] != printed["weekday"]:
                    message = f"{day} is a {_WEEKDAYS[day.weekday()]}, not a {printed['weekday']}."
                    yield notice_finding("weekday", message, name, number, printed[0])


def _day(iso: str | None) -> date | None:
    return date.fromisoformat(iso) if iso else None


def _printed_day(printed: re.Match[str]) -> date | None:
    month = printed["month"][:3].lower()
    if month not in _MONTHS:
        return None
    try:
        return date(int(printed["year"]), _MONTHS.index(month) + 1, int(printed["day"]))
    except ValueError:  # "April 31, 2011"
        return None


DATE_CHECKS: tuple[Callable[[Notice, str], Iterable[Finding]], ...] = (_dates, _effective, _posting, _weekdays)
