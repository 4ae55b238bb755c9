"""What must also be true, beside schooling and work, and when: licenses in notes, age, citizenship, background, shifts.

Also the two facts that decide who may file: how many months may still be missing, and whether the examination is open.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from taxonomy.basics.datafiles import read_table
from taxonomy.model import Condition, ConditionKind, Examination, Line, Needed
from taxonomy.reading.language.sections import SectionLines
from taxonomy.reading.qualifications.amounts import AMOUNT, NUMBER, find_amount, number_of, years_of
from taxonomy.reading.qualifications.education import names_education
from taxonomy.reading.qualifications.heads import starts_requirement
from taxonomy.reading.qualifications.items import RequirementItem, read_items
from taxonomy.reading.qualifications.sayings import substitutes
from taxonomy.reading.qualifications.stretches import LONGEST_SENTENCE, PassageSpan

_TABLE = read_table("conditions.toml")
_KINDS: tuple[tuple[ConditionKind, re.Pattern[str]], ...] = tuple(
    (row["kind"], re.compile(rf"(?<![\w-])(?:{'|'.join(row['words'])})(?![\w-])")) for row in _TABLE["condition"]
)
_ASKS = re.compile(rf"\b(?:{'|'.join(_TABLE['asks'])})\b", re.IGNORECASE)
_ONLY_TELLS = re.compile(rf"\b(?:{'|'.join(_TABLE['only_tells'])})\b", re.IGNORECASE)
_BY_APPOINTMENT = re.compile(rf"\b(?:{'|'.join(_TABLE['appointment'])})\b", re.IGNORECASE)
_BY_FILING = re.compile(rf"\b(?:{'|'.join(_TABLE['filing'])})\b", re.IGNORECASE)
_WITHIN = re.compile(
    rf"\bwithin\s(?:the\sfirst\s)?(?:(?P<length>{AMOUNT})|(?P<days>{NUMBER})\s(?:\(\d+\)\s)?(?:calendar\s|working\s)?days)|\b(?P<word>by|before|prior\sto|during|upon)\s(?:the\s)?(?:successful\s)?"
    r"(?:(?:completion|end|expiration)\sof\s(?:the\s)?)?(?:completing\s)?(?:\w+\s)?probation\w*",
    re.IGNORECASE,
)
# "A valid California driver's license is required", "must possess a current EMT certificate": the words of the thing
_THING = re.compile(
    r"(?:\b(?:possess(?:ion\sof)?|obtain|have|hold|maintain|require[sd]?|must\sbe)\s)?"
    r"\b(?P<thing>(?:an?\s|the\s|valid\s|current\s|appropriate\s)(?:(?!is\b|are\b|may\b|must\b|shall\b|will\b|to\b|that\b)[\w.'’/()&,-]+\s){0,9}?"
    r"(?:licen[sc]es?|certificates?|certifications?|registration|credential|permit|endorsement|card)\b(?:\sas\san?\s[A-Z][\w-]+(?:\s[A-Z][\w-]+)*)?)",
    re.IGNORECASE,
)
# "Applicants who lack six months or less of the required experience may file": they may file, and wait
_GRACE = re.compile(
    rf"\b(?:lack(?:s|ing)?|within|short\sof)\s(?:up\sto\s|no\smore\sthan\s)?(?P<length>{AMOUNT})(?:\sor\sless)?[^.]{{0,120}}?\bmay\s(?:still\s)?(?:file|apply)\b",
    re.IGNORECASE,
)
# "ON AN INTERDEPARTMENTAL PROMOTIONAL AND AN OPEN COMPETITIVE BASIS"
_PROMOTIONAL = re.compile(r"\bPROMOTIONAL\b[^.]{0,50}\bBASIS\b|\bpromotional\s(?:examination|only)\b")
_OPEN = re.compile(
    r"\bOPEN[\s-](?:AND\s)?COMPETITIVE\s(?:BASIS|EXAMINATION)\b|\bopen[\s-]competitive\s(?:basis|examination\sonly)\b"
)
_DAYS_A_MONTH = 30
_NEVER_ALONE = ("other", "training")  # where such a word stands in a requirement of its own, it tells its kind
_BESIDE = ("minimum_qualifications", "education", "experience", "licensure", "equivalency", "notes")


def read_conditions(sections: Sequence[SectionLines]) -> tuple[Condition, ...]:
    """The conditions of the asking sections and the notes, in printed order, each once."""
    found: dict[tuple[int, str], Condition] = {}
    for section in sections:
        if section.kind in _BESIDE and not section.is_wish:
            for sentence in sentences_of(section.body):
                for condition in _conditions(sentence, asked=section.kind != "notes"):
                    found.setdefault((condition.first_line, condition.quote + condition.of), condition)
    return tuple(found.values())


def read_filing_grace(sections: Sequence[SectionLines]) -> float | None:
    """How many months of the experience may still be missing on the day of filing."""
    for section in sections:
        grace = _GRACE.search(" ".join(section.text.split()))
        if grace is not None:
            return round(years_of(grace["length"]) * 12, 2)
    return None


def read_examination(sections: Sequence[SectionLines]) -> Examination | None:
    """Is the examination open to everybody, only for those who are employed, or both?"""
    text = " ".join(" ".join(section.text.split()) for section in sections)
    promotional, opened = _PROMOTIONAL.search(text), _OPEN.search(text)
    if promotional and opened:
        return "both"
    return "promotional" if promotional else "open" if opened else None


def sentences_of(body: Sequence[Line]) -> tuple[PassageSpan, ...]:
    """The sentences of the items in `body` and of what stands below them."""
    return _sentences(tuple(body))


@lru_cache(maxsize=64)
def _sentences(body: tuple[Line, ...]) -> tuple[PassageSpan, ...]:
    return tuple(_sentences_below(read_items(body)))


def _sentences_below(items: Sequence[RequirementItem]) -> Iterator[PassageSpan]:
    for item in items:
        yield from item.words.sentences()
        yield from _sentences_below(item.below)


def _conditions(sentence: PassageSpan, *, asked: bool) -> Iterator[Condition]:
    text = sentence.text
    if len(text) > LONGEST_SENTENCE or substitutes(text):
        return
    if "may" in text.lower() and _GRACE.search(text):
        return
    if _ONLY_TELLS.search(text) or not (asked or _ASKS.search(text)):
        return
    alone = _ASKS.search(text) is not None and not (asked and (starts_requirement(text) or find_amount(text)))
    lowered = text.lower()  # in small letters, because ignoring case takes three times as long
    for kind, pattern in _KINDS:
        named = pattern.search(lowered)
        if named is None or (kind in _NEVER_ALONE and not alone) or (kind == "licence" and names_education(text)):
            continue
        needed, months = _when(text)
        if asked and needed is None and kind in ("licence", "registration") and find_amount(text):
            continue  # "two years as a welder certified under …": said of the work
        thing = _THING.search(text) if kind in ("licence", "registration") else None
        of = thing["thing"] if thing else text.rstrip(" .")
        yield Condition(type=kind, of=of, needed=needed, months=months, quote=text, first_line=sentence.first_line)
        return


def _when(text: str) -> tuple[Needed | None, float | None]:
    """When it must be there: on filing, by appointment, or within so many months of it."""
    within = _WITHIN.search(text)
    if within is not None and not re.search(r"\b(?:last|past|preceding)\b", within.group()):
        if within["days"]:
            return "within", round(number_of(within["days"]) / _DAYS_A_MONTH, 1)
        return "within", round(years_of(within["length"]) * 12, 2) if within["length"] else None
    if _BY_APPOINTMENT.search(text):
        return "appointment", None
    return ("filing", None) if _BY_FILING.search(text) else (None, None)
