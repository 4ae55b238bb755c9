"""What schooling does a phrase ask for: level, field, and how much of it?"""

from __future__ import annotations

import re

from msgspec import Struct

from taxonomy.basics.datafiles import read_table
from taxonomy.model import Education
from taxonomy.reading.qualifications.amounts import AMOUNT, find_all_units, find_amount, find_amounts, find_units
from taxonomy.reading.qualifications.heads import FRAMEWORK, any_of
from taxonomy.reading.qualifications.stretches import RequirementPlace

_LEVELS = read_table("education.toml")["level"]
# "nfq level 7" · "level 7 on the national framework of qualifications": by name and number what each comes to
_ON_FRAMEWORK = {
    (name, int(number)): level
    for row in read_table("education.toml")["framework"]
    for name in row["names"]
    for number, level in row["levels"].items()
}
_FRAMEWORK = re.compile(
    rf"\b(?P<name>{FRAMEWORK})\W{{1,3}}(?:at\s)?level\s(?P<number>\d{{1,2}})\b"
    rf"|\blevel\s(?P<before>\d{{1,2}})\b[^.;,]{{0,60}}?\b(?P<behind>{FRAMEWORK})\b"
)


class _Spelling(Struct, frozen=True, kw_only=True):
    level: str
    rank: int | None
    pattern: re.Pattern[str]


def _spellings() -> tuple[_Spelling, ...]:
    return tuple(
        _Spelling(
            level=level["name"],
            rank=rank if level.get("ordered", True) else None,
            pattern=re.compile(rf"(?<![a-z]){any_of(level['spellings'])}(?![a-z])"),
        )
        for rank, level in enumerate(_LEVELS)
    )


_SPELLINGS = _spellings()
_WITHOUT_FIELD = frozenset(read_table("education.toml")["without_field"].split())
_WORD = re.compile(r"[\w'’.-]*\w")
# The spellings of levels, abbreviations in brackets, a remark about what shows it: they say nothing of the field
_SPELLED = any_of(each for level in _LEVELS for each in level["spellings"])
_KNOWN_PHRASE = re.compile(
    rf"(?<![a-z]){_SPELLED}(?![a-z])|\b(?:bachelor|master|associate|doctor)s?\sof\s(?:applied\s)?(?:arts|sciences?)\b"
    rf"|\b(?:course|graduate)\swork\b|\b(?:{FRAMEWORK})\b|\blevel\s\d{{1,2}}\b|\((?:or\s)?[A-Z.]{{2,8}}\)"
    r"|\bor\s(?:an?\s)?(?:\w+\s)?equivalent\b.*$|^(?:requires?\s)?knowledge\b.*?\bequivalent\sto\b"
    r"|,?\sand\s(?:the\s)?(?:ability|knowledge|skills?)\b(?!.*\d).*$"
    r"|\b(?:as\s(?:defined|listed|described|stated|shown)|by\sthe\stime)\b.*$",
    re.IGNORECASE,
)
# "Graduation from …", "Completion of 60 semester units", "One year of coursework", "A Bachelor's degree", "high
# school diploma"
_START = re.compile(
    rf"^(?:an?\s|the\s|possession\sof\s|(?:successful\s|satisfactory\s)?completion\sof\s)*"
    rf"(?:graduation\b|diploma\b|major\sin\b|{AMOUNT}(?:\s\([^)]{{1,30}}\))?\s(?:of\s|at\s)?"
    r"(?:(?!experience|work\b|teaching|service|employment|as\b|with\b|in\b|for\b|by\b)[\w-]+\s){0,6}?"
    r"(?:course\s?work|college|university|education|study|educational\sprogram\w*|school(?!\s(?:bus|district|board|office|secretar|administrat|counsel|social|police|nurs|food))|graduate\swork)\b)",
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
    """What is to be studied: behind "major in" and the like, or what no word for level, length and school explains."""
    match = _FIELD.search(text)
    if match is None:
        return _unexplained(text)
    return _BEHIND_FIELD.sub("", match["field"]).strip(" ,.") or None


def _unexplained(text: str) -> str | None:
    """ "B.S. in Chemistry", "Bachelor of Nursing", "a grade point average of 3.25": what is left."""
    counted = [(each.start, each.end) for each in (*find_amounts(text), *find_all_units(text))]
    straight = text.replace("’", "'")
    known = [*counted, *(match.span() for match in _KNOWN_PHRASE.finditer(straight))]
    words = [
        word
        for word in _WORD.finditer(straight)
        if word.group().lower().strip(".'-") not in _WITHOUT_FIELD
        and not any(start <= word.start() < end for start, end in known)
    ]
    return text[words[0].start() : words[-1].end()].strip(" ,.") if words else None


def _folded(text: str) -> str:
    """`text` in small letters, a level of a framework by the name that it has among the levels here."""
    return _FRAMEWORK.sub(_by_name, text.lower().replace("’", "'"))


def _by_name(framework: re.Match[str]) -> str:
    number = int(framework["number"] or framework["before"])
    level = _ON_FRAMEWORK.get((framework["name"] or framework["behind"], number))
    return f" {next(one['spellings'][0] for one in _LEVELS if one['name'] == level)} " if level else framework.group()
