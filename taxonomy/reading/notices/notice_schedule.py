"""When is a notice heard, until when may people comment, how long is it posted, when does it take effect?"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from taxonomy.basics.datafiles import read_table
from taxonomy.basics.written_dates import WrittenDate, find_dates
from taxonomy.model import Hearing, Problem, TextLines

# "5:00 p.m." · "5 PM" · "noon"
_TIME = re.compile(r"\b(?:\d{1,2}(?::\d\d)?\s*[ap]\.?\s?m\b\.?|noon)", re.IGNORECASE)
_WEEKDAY = re.compile(r"\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,?\s*$", re.IGNORECASE)
# "Location: Room 4.F.6"
_PLACE_LABEL = re.compile(r"\b(?:Place|Location|Where):\s*(?P<place>.+?)(?=\s+(?:Date|Time|When):|$)", re.IGNORECASE)
# "… 5:00 p.m. in the CSA Board Room, Room 4.F.6"
_PLACE_AFTER = re.compile(r"^[\s,]*(?:to be held\s+)?(?:in|at)\s+(?P<place>.+)$", re.IGNORECASE)
# "will be held in the CSA Board Room on Thursday"
_PLACE_BEFORE = re.compile(
    r"\b(?:held|heard|scheduled|hearing)\s+(?:in|at)\s+(?P<place>.+?),?\s*(?:\b(?:on|at)\b\s*)*$", re.IGNORECASE
)
# "at least thirteen calendar days" · "for a period of 13 days" · "thirteen (13) calendar days"
_DAYS = re.compile(
    r"\b(?P<number>[a-z]+(?:-[a-z]+)?|\d{1,3})\s+(?:\(\d+\)\s+)?(?:calendar\s+|business\s+|working\s+)?days\b",
    re.IGNORECASE,
)
# "the effective date of any resulting re-allocations shall be …" · "will become effective on …"
_EFFECTIVE = re.compile(
    r"\bretroactive\s+to\b|\beffective\s+date\b|\b(?:be|become|becomes|is|are)\s+effective\b|\btakes?\s+effect\b"
    r"|\beffective:?\s+(?:on\s+)?(?:(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?\s+\d"
    r"|\d{1,2}[/-]\d)",
    re.IGNORECASE,
)
_LONGEST_PLACE = 300
_COMMENT = re.compile(r"\bcomments?\b", re.IGNORECASE)
_DEADLINE = re.compile(r"\b(?:by|before|until|no later than|not later than|on or before|deadline)\b", re.IGNORECASE)


def read_hearing(passages: Iterable[TextLines]) -> tuple[Hearing | None, tuple[Problem, ...]]:
    """The first hearing that has a date; a second date is a problem, because somebody must choose."""
    hearing: Hearing | None = None
    problems: list[Problem] = []
    for passage in passages:
        dates = find_dates(passage.text)
        if not dates or not is_about_hearing(passage.text):
            continue
        if hearing is None:
            hearing = _hearing(passage.text, dates[0])
            dates = dates[1:]
        others = [date.iso for date in dates if date.iso != hearing.date]
        if others:
            problems.append(_further(others, passage))
    return hearing, tuple(problems)


def is_about_hearing(text: str) -> bool:
    """Whether the sentence sets a public hearing; when people must ask to be heard is another matter."""
    return "hearing" in text.lower() and not _COMMENT.search(text)


def read_comment_deadline(sentences: Iterable[TextLines]) -> str | None:
    """The day until which comments are taken."""
    for sentence in sentences:
        if not _COMMENT.search(sentence.text):
            continue
        dates = find_dates(sentence.text)
        for date in dates:
            if _DEADLINE.search(sentence.text[: date.start]):
                return date.iso
    return None


def read_posting_days(sentences: Iterable[TextLines]) -> int | None:
    """``at least thirteen calendar days``, where the sentence speaks of posting, as 13."""
    numbers = read_table("notices.toml")["numbers"]
    for sentence in sentences:
        found = _DAYS.search(sentence.text)
        if found and "post" in sentence.text.lower():
            word = found["number"].lower()
            return int(word) if word.isdigit() else numbers.get(word)
    return None


def read_effective_rule(sentences: Sequence[TextLines]) -> TextLines | None:
    """The sentence that says when the change takes effect, as printed."""
    return next((sentence for sentence in sentences if _EFFECTIVE.search(sentence.text)), None)


def _hearing(text: str, date: WrittenDate) -> Hearing:
    time = _nearest_time(text, date)
    start = min([date.start, *([time.start()] if time else [])])
    end = max([date.end, *([time.end()] if time else [])])
    return Hearing(date=date.iso, time=time.group() if time else None, place=_place(text, start, end))


def _nearest_time(text: str, date: WrittenDate) -> re.Match[str] | None:
    times = list(_TIME.finditer(text))
    return min(times, key=lambda time: min(abs(time.start() - date.end), abs(date.start - time.end())), default=None)


def _place(text: str, start: int, end: int) -> str | None:
    before = _WEEKDAY.sub("", text[max(0, start - _LONGEST_PLACE) : start])
    before = re.sub(r"(?:\b(?:on|at)\b|,)\s*$", "", before.rstrip())
    found = _PLACE_LABEL.search(text) or _PLACE_AFTER.match(text[end:]) or _PLACE_BEFORE.search(before)
    return found["place"].strip().rstrip(".,;") or None if found else None


def _further(others: Sequence[str], passage: TextLines) -> Problem:
    return Problem(
        code="notice_further_hearing",
        message=f"The notice names further dates for the hearing ({', '.join(others)}); the first one was taken.",
        first_line=passage.first_line,
        last_line=passage.last_line,
    )
