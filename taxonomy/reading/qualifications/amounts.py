"""How long is it? Years, months, weeks and hours, in words or figures, and college units, all in years."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

from taxonomy.basics.datafiles import read_table

_TABLE = read_table("number_words.toml")
_WORDS: dict[str, float] = _TABLE["numbers"]
_LENGTHS: dict[str, float] = _TABLE["in_a_year"]
_UNITS: dict[str, float] = _TABLE["units_in_a_year"]
_WORD = "|".join(sorted(_WORDS, key=len, reverse=True))
_LENGTH = "|".join(sorted(_LENGTHS, key=len, reverse=True))
# "Two", "2,080", "1200", "1 1/2", "3.5", "1/2", "½", "one and one-half"
NUMBER = (
    r"(?:(?:\d{1,3},\d{3}|\d{1,5})(?:\.\d{1,2})?(?:\s?½|\s\d/\d|/\d)?|½"
    rf"|(?:{_WORD})(?:\s(?:and\s)?(?:a|one)[\s-]half)?)"
)
_BRACKETED = r"(?:\s?\(\s?\d{0,3}[\s-]?[\d./½]{1,5}\s?\))?"
_RECENT = r"(?:immediate(?:ly)?\s)?(?:past|last|preceding|previous|most\srecent|prior)"
# "Two years", "2,080 hours", "18-month", "two (2) years", "Two-years", "one-half (1/2) year", "3 to 5 years",
# "5+ yrs.", "one (1) full year", "two of the last five years"
AMOUNT = (
    rf"(?<![\w.,/$-])(?:{NUMBER}){_BRACKETED}\+?(?:(?:\s(?:to|or)\s|\s?[–—-]\s?)(?:{NUMBER}){_BRACKETED})?"
    rf"(?:\sof\sthe\s{_RECENT}\s(?:{NUMBER}){_BRACKETED})?"
    rf"[\s-](?:full[\s-]time\s|full\s|additional\s|academic\s|school\s|calendar\s|continuous\s|consecutive\s)*"
    rf"(?:{_LENGTH})(?:\(s\)|s)?(?![\w-])['’]?(?:(?<=[rso])\.(?=[\s,;)]+\(?[a-z]))?"
)
_AMOUNT = re.compile(
    rf"(?P<number>{NUMBER})(?:\s?\([^)]*\))?\+?(?:(?:\s(?:to|or)\s|\s?[–—-]\s?)(?:{NUMBER})(?:\s?\([^)]*\))?)?"
    rf"[\s-](?:[a-z\s-]*\s)?(?:{NUMBER}{_BRACKETED}\s)?(?P<unit>{_LENGTH})",
    re.I,
)
_FIND = re.compile(AMOUNT, re.IGNORECASE)
# "60 semester or 90 quarter units", "Six semester units or nine quarter units", "fifteen (15) semester hours", "30
# credits", "12 units in chemistry", "30 college semester units"
UNITS = (
    rf"(?<![\w.,/-])(?P<number>{NUMBER})(?:\s?\(\d{{1,3}}\))?\s(?:(?:college|university|academic|upper[\s-]division|graduate|completed)\s){{0,2}}"
    rf"(?P<unit>{'|'.join(_UNITS)})s?\b(?!\s(?:level|system|apartment|building|supervis|leader|union))"
)
_FIND_UNITS = re.compile(UNITS, re.IGNORECASE)
# "within the past two years", "21 years of age", "25 years of service": lengths that say nothing about experience
_NOT_LENGTH_BEFORE = re.compile(
    rf"\b(?:(?:during|in|over|of|for|at)\s(?:the\s|your\s)?{_RECENT}|within(?:\s(?:the|a))?(?:\s(?:first|next|{_RECENT}))?|every|each)\s$",
    re.IGNORECASE,
)
_NOT_LENGTH_BEHIND = re.compile(
    r"\s?(?:of\sage|old|of\sservice(?!\s(?:as|in|with|within)\s)|probation\w*|(?:in\s)?duration)\b", re.IGNORECASE
)
# "a 24-hour facility", "on a 40-hour week": an hour behind a hyphen is an adjective
_HOURS_OF_A_DAY = re.compile(r"-h(?:ou)?r$", re.IGNORECASE)


# "90 days of sea service", "two seasons of ski patrol", "500 flight hours": lengths that no rule turns into years
_UNTOLD = re.compile(
    rf"(?<![\w.,/$-])(?:{NUMBER}){_BRACKETED}\+?\s(?:[a-z-]+\s){{0,2}}(?:days?|seasons?|shifts?|terms?|hours?|hrs?\.?)\b",
    re.IGNORECASE,
)
_NO_AMOUNT_BEFORE = re.compile(
    r"(?:\b(?:within|every|each|per|at|for|up\sto|than|the|of|next|first|least)|[\d(:])\s$", re.IGNORECASE
)
_NO_AMOUNT_BEHIND = re.compile(
    r"\s(?:per|a|an|each|every|daily|weekly|prior|before|after|from|following|notice|old|calendar|of\s(?:age|the|appointment|hire|employment|assignment))\b|\s?/",
    re.IGNORECASE,
)


class Amount(Struct, frozen=True, kw_only=True):
    """A length in years and where it stands in the text it was found in."""

    years: float
    start: int
    end: int


def find_amounts(text: str) -> Iterator[Amount]:
    """Lengths of time in `text`, without ages and without the window within which they must lie."""
    for match in _FIND.finditer(text):
        before = text[max(0, match.start() - 40) : match.start()]
        if _HOURS_OF_A_DAY.search(match.group()) or _NOT_LENGTH_BEFORE.search(before):
            continue
        if not _NOT_LENGTH_BEHIND.match(text, match.end()):
            yield Amount(years=years_of(match.group()), start=match.start(), end=match.end())


def find_untold(text: str) -> Iterator[str]:
    """Lengths in days, seasons, shifts or hours of a kind, which say how much is wanted and are years by no rule."""
    known = [(each.start, each.end) for each in (*find_amounts(text), *find_all_units(text))]
    for match in _UNTOLD.finditer(text):
        before, is_read = (
            text[max(0, match.start() - 20) : match.start()],
            any(a < match.end() and match.start() < b for a, b in known),
        )
        if not is_read and not _NO_AMOUNT_BEFORE.search(before) and not _NO_AMOUNT_BEHIND.match(text, match.end()):
            yield match.group()


def find_amount(text: str) -> Amount | None:
    """The first length of time in `text`."""
    return next(find_amounts(text), None)


def find_all_units(text: str) -> Iterator[Amount]:
    """Numbers of college units in `text`, as years of study."""
    for match in _FIND_UNITS.finditer(text):
        years = number_of(match["number"]) / _UNITS[match["unit"].lower()]
        yield Amount(years=_tidy(years), start=match.start(), end=match.end())


def find_units(text: str) -> Amount | None:
    """The first number of college units in `text`."""
    return next(find_all_units(text), None)


def years_of(text: str) -> float:
    """The years of one length as printed: ``"18 months"`` gives 1.5, ``"3 to 5 years"`` 3."""
    match = _AMOUNT.search(text)
    if match is None:
        raise ValueError(f"not a length of time: {text!r}")
    return _tidy(number_of(match["number"]) / _LENGTHS[match["unit"].lower()])


def number_of(text: str) -> float:
    """The value of a number in words or figures: ``"one and one-half"`` gives 1.5."""
    lowered = text.lower().replace(",", "").replace("½", " 1/2").strip()
    if lowered in _WORDS:
        return float(_WORDS[lowered])
    if not lowered[:1].isdigit():
        return _WORDS[re.split(r"\s", lowered)[0]] + 0.5
    return sum(_figure(part) for part in lowered.split())


def _figure(text: str) -> float:
    over, _, under = text.partition("/")
    return float(over) / float(under) if under and float(under) else float(over)


def _tidy(years: float) -> float:
    return round(years, 3)
