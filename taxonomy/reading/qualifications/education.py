"""What schooling does a phrase ask for: level, field, and how much of it?"""

from __future__ import annotations

import re

from msgspec import Struct

from taxonomy.basics.datafiles import read_table
from taxonomy.model import Education
from taxonomy.reading.qualifications.amounts import AMOUNT, find_all_units, find_amount, find_units
from taxonomy.reading.qualifications.stretches import RequirementPlace

_LEVELS = read_table("education.toml")["level"]


class _Spelling(Struct, frozen=True, kw_only=True):
    level: str
    rank: int | None
    pattern: re.Pattern[str]


def _spellings() -> tuple[_Spelling, ...]:
    return tuple(
        _Spelling(
            level=level["name"],
            rank=rank if level.get("ordered", True) else None,
            pattern=re.compile(rf"(?<![a-z])(?:{'|'.join(re.escape(one) for one in level['spellings'])})(?![a-z])"),
        )
        for rank, level in enumerate(_LEVELS)
    )


_SPELLINGS = _spellings()
# "Graduation from …", "Completion of 60 semester units", "One year of coursework", "A Bachelor's degree", "high
# school diploma"
_START = re.compile(
    rf"^(?:an?\s|the\s|possession\sof\s|(?:successful\s|satisfactory\s)?completion\sof\s)*"
    rf"(?:graduation\b|diploma\b|major\sin\b|{AMOUNT}(?:\s\([^)]{{1,30}}\))?\s(?:of\s|at\s)?"
    r"(?:(?!experience|work\b|teaching|service|employment|as\b|with\b|in\b|for\b|by\b)[\w-]+\s){0,6}?"
    r"(?:course\s?work|college|university|education|study|school|graduate\swork)\b)",
    re.IGNORECASE,
)
# "One year of coursework in a metal trade … at the high school … level": courses, not the school's diploma
_ABOVE = re.compile(r"\b(?:above|beyond|post)[\s-](?:the\s)?high[\s-]?school(?:\slevel)?\b")
_COURSES = re.compile(r"\bcourse\s?(?:s|work)?\b")
_DEGREE = re.compile(r"\b(?:degrees?|graduat\w+|diploma|ged|g\.e\.d|certificate)\b")
# "with a major in accounting", "a degree in engineering or surveying", "units in business", "apprenticeship as a
# painter"
_UNIT_WORDS = r"(?:units?|(?:credit|semester|quarter)(?:\s(?:credit\s)?hours?|s)|credits?)"
# "15 credits of accounting", not "of college work"
_NO_FIELD = (
    "college|university|credit|study|course|coursework|the|post|upper|lower|graduate|undergraduate|accredited|academic"
)
_FIELD = re.compile(
    r"\b(?:(?:college|university|institution|school)\sin(?!\sthe\b)|major(?:ing|s)?\sin|degrees?\sin|specialization\sin|emphasis\sin|course\s?work\sin|courses?\sin|diploma\sin|certificate\sin|"
    rf"stud(?:y|ies)\sin|apprenticeship\s(?:program\s)?(?:as\san?|in|for)|{_UNIT_WORDS}\s(?:of\s[\w\s]{{1,40}}?\s)?in(?=\s)(?!\seach)"
    rf"|{_UNIT_WORDS}\sof(?!\s(?:{_NO_FIELD})\b))\s(?P<field>[^;]+)",
    re.IGNORECASE,
)
# "… from an accredited college or university", ", which includes at least 24 semester units …": behind the field
_BEHIND_FIELD = re.compile(
    r"\s?(?:,\s)?(?:\b(?:from|at|issued\sby)\s(?:an?|the|any)\s(?:[\w-]+\s){0,4}(?:college|universit|institution|school)|"
    r"\b(?:which|that)\s(?:includ|provid)|\bwith\sat\sleast\b|\bor\s(?:an?\s)?equivalent\b|;).*$",
    re.IGNORECASE | re.DOTALL,
)


def begins_as_schooling(text: str) -> bool:
    """Do the words begin as a demand for schooling begins?"""
    return _START.match(text) is not None


def rank_of(level: str | None) -> int | None:
    """Where `level` stands in the order of levels, null for other schooling."""
    return next((spelling.rank for spelling in _SPELLINGS if spelling.level == level), None)


def names_education(text: str) -> bool:
    """Do the words name a level or a kind of schooling?"""
    lowered = _folded(text)
    return any(spelling.pattern.search(lowered) for spelling in _SPELLINGS)


def read_education(text: str, place: RequirementPlace) -> Education:
    """The schooling that `text` asks for; `place` is where it stands."""
    level = _level(text)
    years = _years(text) if level in (None, "college units", "coursework") else None
    units = _units_within(text, place) if level is not None else ()
    return Education(
        includes=units[1:] if units and units[0].years == years else units,
        level=level,
        field=_field(text),
        quote=place.quote,
        first_line=place.first_line,
        years=years,
        alternative=place.alternative,
    )


def _units_within(text: str, place: RequirementPlace) -> tuple[Education, ...]:
    """ "a degree with 24 semester units or 36 quarter units in accounting": units of which the text says how many."""
    found: list[Education] = []
    end = 0
    for units in find_all_units(text):
        if not found or not re.fullmatch(r"\W*(?:[\w-]+\W+){0,2}?or\W*(?:at\sleast\s)?", text[end : units.start]):
            field = _field(text[units.start :])
            found.append(
                Education(
                    level="college units",
                    field=field,
                    quote=place.quote,
                    first_line=place.first_line,
                    years=units.years,
                    alternative=place.alternative,
                )
            )
        end = units.end
    return tuple(found)


def _level(text: str) -> str | None:
    """The lowest level named; a kind beside the ladder (units, courses) where no level or only courses are asked."""
    lowered = _ABOVE.sub(" college study ", _folded(text))
    named = [spelling for spelling in _SPELLINGS if spelling.pattern.search(lowered)]
    on_ladder = [spelling for spelling in named if spelling.rank is not None]
    beside = [spelling for spelling in named if spelling.rank is None]
    only_courses = _COURSES.search(lowered) is not None and _DEGREE.search(lowered) is None
    if beside and (only_courses or not on_ladder):
        return beside[0].level
    return min(on_ladder, key=lambda spelling: spelling.rank or 0).level if on_ladder else None


def _years(text: str) -> float | None:
    """The length or number of units that stands first."""
    found = [amount for amount in (find_units(text), find_amount(text)) if amount is not None]
    return min(found, key=lambda amount: amount.start).years if found else None


def _field(text: str) -> str | None:
    match = _FIELD.search(text)
    if match is None:
        return None
    return _BEHIND_FIELD.sub("", match["field"]).strip(" ,.") or None


def _folded(text: str) -> str:
    return text.lower().replace("’", "'")
