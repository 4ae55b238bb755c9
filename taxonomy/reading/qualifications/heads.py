"""Where does a requirement begin? With a length, a degree, a license or one of a few other openings.

A joiner ("and", "or", "plus", a semicolon) parts two requirements only where such an opening stands behind it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from taxonomy.basics.datafiles import read_table
from taxonomy.reading.qualifications.amounts import AMOUNT, UNITS

_TABLE = read_table("requirement_words.toml")


def any_of(words: Iterable[str]) -> str:
    """A pattern for one of `words`, the longest first."""
    spellings = sorted(words, key=len, reverse=True)
    return "(?:" + "|".join(re.escape(word).replace(r"\ ", r"\s") for word in spellings) + ")"


_GAINED = (
    r"(?:demonstrated\s)?possession\sof\s(?:the\s)?(?:competencies|knowledge)[\w\s,]{0,80}?"
    r"(?:gained|acquired)\sthrough\s"
)
_BEFORE = rf"(?:{_GAINED})?(?:{any_of(_TABLE['before'])}\s)*"
_COUNTED = re.sub(r"\?P<\w+>", "?:", UNITS)
_INNER = rf"(?:(?!{any_of(_TABLE['not_within'])}\b)[\w.'’/&()-]+,?\s(?:or\s)?)"
_ARTICLE = r"(?:an?\s|any\s|the\s|one\s)?"
_LEVEL = r"(?:bachelor|master|associate|doctor)(?:['’]?s)?"
LICENCE_NOUN = any_of(_TABLE["licence"])
FRAMEWORK = any_of(name for row in read_table("education.toml")["framework"] for name in row["names"])
# "a qualification at NFQ Level 7", "a Level 5 diploma", "Level 3 qualification in …"
_ON_FRAMEWORK = (
    rf"{_ARTICLE}(?:(?:[\w-]+\s){{0,3}}(?:qualification|award|degree|diploma|certificate)\s(?:at|on)\s(?:or\sabove\s)?(?:the\s)?)?"
    rf"(?:{FRAMEWORK}\s(?:at\s)?level\s\d|level\s\d{{1,2}}\s(?:(?:[\w()-]+)\s){{0,3}}?(?:qualification|award|diploma|certificate|degree|{FRAMEWORK})\b)"
)

LENGTH = rf"{_BEFORE}{AMOUNT}(?!\s?lacking)"
SCHOOLING = (
    rf"{_BEFORE}(?:{_COUNTED}"
    rf"|{_ARTICLE}{_INNER}{{0,4}}?{any_of(_TABLE['schooling'])}\b"
    rf"|{_ARTICLE}{_LEVEL}\sof\s(?:arts|science|business|public|social|laws?|library|education|engineering|fine|pharmacy"
    r"|nursing|medicine|philosophy|veterinary|divinity|applied|music|architecture|technology|commerce)\b"
    rf"|an?\s(?:[\w-]+\s){{0,3}}course\sof\sstudy\b|{_ON_FRAMEWORK}|{_ARTICLE}(?:doctorate|ph\.?d\b)|{_ARTICLE}(?:bachelor|master|associate)['’]?s\s(?:in|and|or|plus|with)\b"
    rf"|an?\smajor\sin\b|(?:high\sschool\s)?graduation\s(?:from|with)\b|(?:high\sschool|college)\sgraduation\b"
    rf"|(?:\d{{1,2}}\s|{_ARTICLE})?{any_of(_TABLE['schooling_names'])}(?![\w-])"
    rf"|(?:successful\s|satisfactory\s)?completion\sof\b|(?:an?|one|\d{{1,2}})\scourses?\b)"
)
_QUALITY = r"(?:current|valid|active|appropriate|unrestricted|full)"
LICENCE = (
    rf"(?:(?:the\s)?possession\sof\b|(?:an?\s)?valid\s|an?\scurrent\s|a\steaching\scredential"
    rf"|(?:possess(?:es)?|holds?|have|obtain|maintain)\s{_ARTICLE}{_INNER}{{0,6}}?{LICENCE_NOUN}\b"
    rf"|{_BEFORE}{_ARTICLE}(?:{_QUALITY}(?:\sand\s|\sor\s|,\s|\s))+{_INNER}{{0,7}}?{LICENCE_NOUN}\b"
    rf"|(?:an?\s)?(?:current\s)?(?:registration|certification|licensure|accreditation)\s(?:as|with|by|in)\b"
    rf"|(?:be\s|must\sbe\s)?(?:currently\s)?(?:licensed|registered|certified|accredited)\s(?:as|by|with|in|to)\b"
    rf"|(?:current\s)?license\sto\spractice\b|an?\s{_INNER}{{0,4}}?(?:license|licence|permit)\b"
    r"|an?\s(?:[A-Z]\w*\s){1,8}(?:\([^)]{1,20}\)\s)?(?:[Ll]icense|[Cc]ertificat(?:e|ion)|[Cc]redential)\b(?!\s(?:program|course)))"
)
COMBINATION = (
    r"(?:(?:an?|any|some|the)\s)?(?:satisfactory\s|acceptable\s|appropriate\s)?(?:equivalent\s)?combinations?\sof\b"
    r"|(?:an?\s|any\s|the\s)?equivalent\s(?:combination|education\s?(?:/|and|or|and/or)\s?experience|training\s(?:and|or|/)\s?experience)\b"
    r"|(?:an?\s|the\s)?equivalent\sof\s(?:the\s)?(?:minimum|[A-Z])"
    r"|(?:education|training)(?:,\straining)?,?\s(?:and/or|and|or)\sexperience\s(?:that\sis\s|which\sis\s)?equivalent\sto\b"
)
_OTHER = (
    r"current\semployment\b|(?:[\w-]+\s){0,2}experience\s(?:equivalent|equal)\sto\s|experience\sas\s(?!defined|described|outlined|stated|listed|above)|(?:an?\s)?letter\sof\b"
    r"|(?:current|permanent)\s(?:[\w-]+\s){0,3}status\b|(?:currently\s)?(?:employed|serving)\sas\b"
    rf"|{any_of(_TABLE['others'])}\b"
)
_HEAD = rf"(?:{LENGTH}|{SCHOOLING}|{LICENCE}|{COMBINATION}|{_OTHER})"
_STARTS = re.compile(_HEAD, re.IGNORECASE)
_SCHOOLING_STARTS = re.compile(SCHOOLING, re.IGNORECASE)
_PAPER_STARTS = re.compile(rf"(?:[A-Z]{{2,}}[\w-]*\s{_INNER}{{0,3}}?)(?i:{LICENCE_NOUN})\b(?!\s(?:program|course))")
# "…; state instructor certificate; …": a license without an article that a semicolon shuts off
_SHUT_OFF = re.compile(rf"{_INNER}{{0,6}}?{LICENCE_NOUN}(?=\s*(?:[;.]|$))", re.IGNORECASE)
_UNITS_START = re.compile(_COUNTED, re.IGNORECASE)
_LICENCE_STARTS = re.compile(LICENCE, re.IGNORECASE)
_COMBINATION_STARTS = re.compile(COMBINATION, re.IGNORECASE)
# "… and progressively responsible experience in budgets": a requirement of its own behind schooling or a license
_WORK_STARTS = re.compile(
    r"(?:(?!of\b|in\b|to\b)[\w-]+,?\s){0,4}experience\s(?:in|with|as|using|of(?=\s\w+ing\b)|[a-z]{2,20}ing)\b",
    re.IGNORECASE,
)


def starts_requirement(text: str, place: int = 0) -> bool:
    """Do the words behind `place` begin as a requirement begins?"""
    return _STARTS.match(text, place) is not None


def starts_units(text: str, place: int = 0) -> bool:
    """Does a number of college units stand behind `place`?"""
    return _UNITS_START.match(text, place) is not None


def starts_schooling(text: str, place: int = 0) -> bool:
    """Does schooling stand behind `place`?"""
    return _SCHOOLING_STARTS.match(text, place) is not None


def starts_licence(text: str, place: int = 0) -> bool:
    """Does a license stand behind `place`?"""
    return _LICENCE_STARTS.match(text, place) is not None


def starts_paper(text: str, place: int = 0) -> bool:
    """Does a license without an article stand behind `place` ("ASE certification")?"""
    return _PAPER_STARTS.match(text, place) is not None


def is_shut_off(text: str, place: int) -> bool:
    """Does nothing but the name of a license stand between `place` and the next semicolon?"""
    return _SHUT_OFF.match(text, place) is not None


def starts_combination(text: str, place: int = 0) -> bool:
    """Does "an equivalent combination of …" stand behind `place`?"""
    return _COMBINATION_STARTS.match(text, place) is not None


def starts_work(text: str, place: int = 0) -> bool:
    """Does experience without a length stand behind `place`?"""
    return _WORK_STARTS.match(text, place) is not None
