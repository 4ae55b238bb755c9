"""Which ranges of pay do these lines print, for which period, at which step, and for whom?

Every amount is kept: ranges, flat rates, the steps of a range one by one, the same range by the hour and by the year.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from msgspec import Struct
from msgspec.structs import replace

from taxonomy.basics.written_dates import find_partial_dates
from taxonomy.reading.language.money import AMOUNT, STRAY_BLANK, dollars

_SIGN = re.compile(r"[$£€]")
_MONEY = rf"(?:{STRAY_BLANK}|\\?[$£€]\s*(?:\d{{1,3}}(?:\.\d)?\s?[kK]\b|{AMOUNT}|\d+))"
_UNIT = r"(?:\s*/\s*(?:hr|hour|mo|month|yr|year|annum)\.?|\s+per\s+(?:hour|month|year|annum))?"
# "$20.15 - $27.33 hourly" · "$54,120 to $79,156" · "$101,163 (flat-rated)" · "between $18 and $22"
_STATED = re.compile(
    rf"(?:(?P<between>\bbetween\s+))?(?P<low>{_MONEY})"
    rf"(?:{_UNIT}\s*(?:to|through|thru|[-–—]|(?(between)and|to))\s*(?P<high>(?:{STRAY_BLANK}|\\?[$£€]?\s*(?:\d{{1,3}}(?:\.\d)?[kK]\b|{AMOUNT}|\d+))(?!\s*%)))?",
    re.IGNORECASE,
)
# "€51,210 - €52,468 - €53,958 - €56,756 (1st LSI)": the points of one scale, not pairs
_SCALE = re.compile(
    rf"{_MONEY}(?:\s*\([^()$£€]{{1,30}}\))?(?:\s*[-–—]\s*{_MONEY}(?:\s*\([^()$£€]{{1,30}}\))?){{2,}}", re.IGNORECASE
)
_BETWEEN_POINTS = re.compile(r"\([^()]*\)|[-–—]")
# "The salary in the Department of Water and Power is $97,906": pay of one employer among several
_OF_ONE_EMPLOYER = re.compile(
    r"\b(?:salary|salaries|pay|range)s?\b[^$]{0,60}?\b(?:in|for|at)\s+(?:positions\s+in\s+)?the\s+"
    r"(?P<body>[A-Z][^$]{0,60}?)\s+(?:is|are|was|ranges?|will\s+be)\b[^$]{0,40}\$"
)
# "plus a bonus of $100", "an application fee of $35"
_NO_PAY = re.compile(
    r"\b(?:bonus|stipend|allowance|differential|premium|fee|deposit|reimburse\w*|incentive|additional|extra|supplement)\b",
    re.I,
)
_PERIODS = (
    ("biweek", r"bi-?\s?weekly|per\s+pay\s+period|every\s+two\s+weeks"),
    ("semimonth", r"semi-?\s?monthly"),
    ("year", r"annual(?:ly)?|yearly|(?:per|a|each|/)\s*(?:year|yr|annum)|p\.\s?a\."),
    ("month", r"monthly|(?:per|a|each|/)\s*(?:month|mo)"),
    ("week", r"weekly|(?:per|a|each|/)\s*week"),
    ("day", r"daily|(?:per|a|each|/)\s*day"),
    ("hour", r"hourly|(?:per|an|each|/)\s*(?:hour|hr)"),
)
_ANY_PERIOD = re.compile("|".join(rf"(?P<{name}>(?<![a-z]){words}(?![a-z]))" for name, words in _PERIODS), re.I)
# "$19.81 - $25.26 HOUR": the bare noun counts only right behind the amount
_BARE_PERIOD = re.compile(r"\s*[/(]?\s*(?P<noun>hour|hr|year|yr|month|mo|week|day|annum)s?\b", re.IGNORECASE)
_NOUNS = {"hr": "hour", "yr": "year", "annum": "year", "mo": "month"}
_STEP = re.compile(r"\bstep\s+(?P<step>[A-Z]|\d{1,2})\s*[:=.–—-]?\s*$", re.IGNORECASE)
_STEP_HEAD = re.compile(r"(?:steps?\s+)?[A-Z1-9]\d?(?:\s+(?:steps?\s+)?[A-Z1-9]\d?){1,20}", re.IGNORECASE)
_LOWEST = re.compile(r"\b(?:min(?:imum)?|entry|low|start(?:ing)?|from)\b\W*$", re.IGNORECASE)
_LOWEST_LABEL = re.compile(r"\b(?:min(?:imum)?|entry|low)\b[^$]{0,12}$", re.IGNORECASE)
_HIGHEST_LABEL = re.compile(r"\b(?:max(?:imum)?|top|high)\b[^$]{0,12}$", re.IGNORECASE)
_MIDDLE_LABEL = re.compile(r"\bmid(?:dle|-?\s?point)?\b[^$]{0,12}$", re.IGNORECASE)
_AT_LEAST = re.compile(r"\b(?:starting|beginning|begins|starts)\s+(?:salary\s+)?(?:at|from)\s*$", re.IGNORECASE)
_AT_MOST = re.compile(r"\bup\s+to\s*$", re.IGNORECASE)
_ENDS = re.compile(r"min\w*(?:\s+mid\w*)?\s+max\w*", re.IGNORECASE)
# "Classification   Range   Minimum   Maximum" and, in the row below it, the grade before the first amount
_GRADE_HEAD = re.compile(
    r"(?:^|\s|\|)(?:(?:pay|salary)\s+)?(?:grade|range|band|level|group)\b(?!\s+of\b)", re.IGNORECASE
)
_GRADE_CELL = re.compile(r"(?:^|[\s|])(?P<grade>[A-Z]{0,4}-?\d{1,4}[A-Z]?)[\s|]*$")
_REMARK = re.compile(r"\s*\((?P<remark>[^()$]{2,60})\)|\s+(?P<flat>flat[- ]rated?)\b", re.IGNORECASE)
# What stands before an amount and says no more than that it is pay
_PLAIN = re.compile(
    r"\b(?:the|current|approximate|(?:annual|monthly)?salary|salaries|pay|wages?|compensation|ranges?|rates?|schedule|scale|grade|full|of|is|are|and|"
    r"or|from|between|to|starting|entry|minimum|maximum|min|max|midpoint|per|hour|month|year|flat|rated)\b",
    re.IGNORECASE,
)
_FEWEST_STEPS, _LONGEST_NOTE, _LONGEST_HEAD, _WORDS_BEFORE = 3, 60, 120, 40
_CODE = re.compile(r"[A-Z]{0,4}-?\d+[A-Z0-9-]*")


class Range(Struct, frozen=True, kw_only=True):
    """A range as printed; a flat rate is its own minimum and maximum. `words` are those of its line."""

    minimum: float | None
    maximum: float | None
    period: str | None
    line: int
    step: str | None = None
    note: str | None = None
    of_one_employer: bool = False
    words: tuple[str, ...] = ()
    behind: str = ""
    before: str = ""
    grade: str | None = None
    currency: str | None = None


class _Heads(Struct, kw_only=True):
    """What the head lines of a table above say of its columns."""

    periods: tuple[str, ...] = ()
    steps: tuple[str, ...] = ()
    ends: bool = False
    grades: bool = False
    dates: tuple[str, ...] = ()


def read_ranges(lines: Sequence[tuple[int, str]], heading: str) -> tuple[Range, ...]:
    """Every range that the numbered `lines` under `heading` print, in order."""
    heads = _Heads()
    found: list[Range] = []
    for number, text in _whole_lines(lines):
        if not _SIGN.search(text):
            _take_head(heads, text)
            continue
        found += _of_line(text, number, heading, heads)
    told = {period for _, text in lines if not _SIGN.search(text) and (period := period_in(text))}
    if len(told) == 1 and not any(one.period for one in found):  # "Rates are biweekly." below the table
        found = [replace(one, period=next(iter(told))) for one in found]
    return tuple(_with_steps_as_range(_ends_joined(found)))


def period_in(text: str) -> str | None:
    """The period that the first words for one in `text` name."""
    match = _ANY_PERIOD.search(text)
    return match.lastgroup if match else None


def _whole_lines(lines: Sequence[tuple[int, str]]) -> Iterator[tuple[int, str]]:
    """A range broken by the end of a line ("$61,200 to" / "$89,400") is one."""
    held: tuple[int, str] | None = None
    for number, text in lines:
        if held is not None:
            number, text = held[0], f"{held[1]} {text}"
        held = (number, text) if re.search(rf"{_MONEY}\s*(?:to|through|[-–—])\s*$", text) else None
        if held is None:
            yield number, text
    if held is not None:
        yield held


def _take_head(heads: _Heads, text: str) -> None:
    if len(text) > _LONGEST_HEAD or text.endswith("."):
        return
    periods = tuple(match.lastgroup or "" for match in _ANY_PERIOD.finditer(text))
    if periods:
        heads.periods = periods
    if _STEP_HEAD.fullmatch(text.strip()):
        heads.steps = tuple(word for word in text.split() if word.lower().rstrip("s") != "step")
    days = find_partial_dates(text)
    if len(days) > 1:
        heads.dates = tuple(text[day.start : day.end] for day in days)
    heads.ends = heads.ends or _ENDS.search(text) is not None
    heads.grades = heads.grades or _GRADE_HEAD.search(text) is not None


def _of_line(text: str, number: int, heading: str, heads: _Heads) -> Iterator[Range]:
    text = _SCALE.sub(lambda scale: _BETWEEN_POINTS.sub(lambda mark: " " * len(mark[0]), scale[0]), text)
    matches = [match for match in _STATED.finditer(text) if not _NO_PAY.search(_before(text, match))]
    raw = [_range(text, match, following, number) for match, following in _followed(matches)]
    alone = [one for one, match in zip(raw, matches, strict=True) if match["high"] is None]
    if len(alone) == len(raw) > 1 and not any(re.search(r"[A-Za-z;]", one.behind) for one in raw[:-1]):
        raw = _row(raw, heads)
    own = [one.period for one in raw]
    shared = next(iter(set(filter(None, own))), None) if len(set(filter(None, own))) == 1 else None
    told = period_in(text[: matches[0].start()]) if matches else None
    cell = _GRADE_CELL.search(text[: matches[0].start()]) if matches and heads.grades else None
    if cell:
        raw = [replace(one, grade=cell["grade"], note=_without(one.note, cell["grade"])) for one in raw]
    for place, one in enumerate(raw):
        column = heads.periods[place] if len(heads.periods) == len(raw) > 1 else None
        only = heads.periods[0] if len(heads.periods) == 1 else None
        yield replace(one, period=one.period or column or shared or told or only or period_in(heading))


def _followed(matches: Sequence[re.Match[str]]) -> Iterator[tuple[re.Match[str], re.Match[str] | None]]:
    yield from pairwise([*matches, None])


def _before(text: str, match: re.Match[str]) -> str:
    start = max(text.rfind(sign, 0, match.start()) for sign in "$£€") + 1
    cut = match.start() - _WORDS_BEFORE
    if cut > start:  # whole words only
        start = next((place + 1 for place in range(cut - 1, match.start()) if text[place].isspace()), cut)
    return text[start : match.start()]


def _without(note: str | None, grade: str) -> str | None:
    return (note or "").removesuffix(grade).strip(" |") or None


def _range(text: str, match: re.Match[str], following: re.Match[str] | None, number: int) -> Range:
    low = dollars(match["low"])
    high = dollars(match["high"]) if match["high"] else low
    before = _before(text, match)
    behind = text[match.end() : following.start() if following else len(text)]
    bare = _BARE_PERIOD.match(behind)
    period = period_in(match[0]) or (
        _NOUNS.get(bare["noun"].lower(), bare["noun"].lower()) if bare else period_in(behind)
    )
    step = _STEP.search(text[: match.start()])
    employer = _OF_ONE_EMPLOYER.search(text)
    return Range(
        minimum=None if _AT_MOST.search(text[: match.start()]) and not match["high"] else low,
        maximum=None if _AT_LEAST.search(text[: match.start()]) and not match["high"] else high,
        period=period,
        line=number,
        step=step["step"].upper() if step and not match["high"] else None,
        note=_note(text, match, behind, employer),
        of_one_employer=employer is not None,
        words=tuple(text.split()),
        behind=behind,
        before=before,
        currency=sign[0] if (sign := _SIGN.search(match[0])) and sign[0] != "$" else None,
    )


def _note(text: str, match: re.Match[str], behind: str, employer: re.Match[str] | None) -> str | None:
    """For whom or how it is paid: the department, a remark in brackets, a label before the amount."""
    remark = _REMARK.match(behind)
    told = (remark["remark"] or remark["flat"]) if remark else None
    if told and period_in(told) and len(told.split()) < 3:
        told = None
    whose = employer["body"] if employer else _label(text, match)
    return "; ".join(part for part in (whose, told) if part) or None


def _label(text: str, match: re.Match[str]) -> str | None:
    """ "Tier 2: $…", "Department of Airports – $…": words before the amount that say more than that it is pay."""
    words = _before(text, match).rpartition(")")[2].rpartition(";")[2]
    label = words.strip(" :;,–—-\t.")
    rest = _STEP.sub("", _ANY_PERIOD.sub("", _PLAIN.sub("", label)))
    told = re.sub(r"[\W\d_]+", "", _CODE.sub("", rest))
    return label if len(told) > 2 and len(label) <= _LONGEST_NOTE and not _SIGN.search(label) else None


def _row(row: Sequence[Range], heads: _Heads) -> list[Range]:
    """Amounts side by side: the ends of one range, the same rate for several periods, or the steps of one range."""
    if len(heads.periods) == len(row) and len(set(heads.periods)) > 1:
        return list(row)
    if len(heads.dates) == len(row):  # the same rate from several days on
        notes = (f"{row[0].note}; {day}" if row[0].note else day for day in heads.dates)
        return [replace(one, note=note) for one, note in zip(row, notes, strict=True)]
    whole = replace(row[0], maximum=row[-1].maximum, period=row[-1].period or row[0].period, step=None)
    if heads.ends or len(row) < _FEWEST_STEPS:
        return [whole] if (row[-1].maximum or 0) >= (row[0].minimum or 0) else list(row)
    names = heads.steps if len(heads.steps) == len(row) else tuple(str(n) for n in range(1, len(row) + 1))
    steps = [replace(one, step=name, period=one.period or whole.period) for one, name in zip(row, names, strict=True)]
    return [whole, *steps]


def _ends_joined(found: Sequence[Range]) -> Iterator[Range]:
    """ "Minimum: $4,100" and "Maximum: $5,012" are the ends of one range; a midpoint is neither."""
    held: Range | None = None
    for one in found:
        flat = one.minimum == one.maximum and one.step is None
        if flat and _MIDDLE_LABEL.search(one.before):
            continue
        if held is not None:
            if flat and _HIGHEST_LABEL.search(one.before):
                held = replace(held, maximum=one.maximum, period=held.period or one.period)
                one, held = held, None
                yield one
                continue
            yield held
            held = None
        if flat and _LOWEST_LABEL.search(one.before):
            held = one
        else:
            yield one
    if held is not None:
        yield held


def _with_steps_as_range(found: Iterator[Range]) -> Iterator[Range]:
    """Steps that stand each on a line of its own have, before them, the range that they make."""
    run: list[Range] = []
    for one in found:
        if one.step and run and (one.period, one.note) == (run[-1].period, run[-1].note):
            run.append(one)
            continue
        yield from _run(run)
        run = [one]
    yield from _run(run)


def _run(run: Sequence[Range]) -> Iterator[Range]:
    if len(run) > 1 and run[0].step:
        yield replace(run[0], maximum=run[-1].maximum, step=None)
    yield from run
