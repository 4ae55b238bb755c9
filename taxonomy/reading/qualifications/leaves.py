"""What kind of requirement is one phrase: experience, schooling, a licence, or something kept in its own words?"""

from __future__ import annotations

import re

from taxonomy.datafiles import read_table
from taxonomy.model import Leaf, Licence, Other
from taxonomy.reading.qualifications.amounts import AMOUNT, find_amount
from taxonomy.reading.qualifications.education import names_education, read_education
from taxonomy.reading.qualifications.experience import read_experience
from taxonomy.reading.qualifications.stretches import Place
from taxonomy.reading.qualifications.titles import find_classes

_CREDENTIALS = read_table("credentials.toml")
_CREDENTIAL = re.compile(rf"(?<![\w-])(?:{'|'.join(_CREDENTIALS['words'])})(?![\w-])", re.IGNORECASE)
# "Two years of …", "At least 520 hours of …", "Six months … experience"
_LENGTH_START = re.compile(
    rf"^(?:possession\sof\s|must\shave\s)?(?:at\sleast\s|a\sminimum\sof\s|not\sless\sthan\s)?{AMOUNT}", re.IGNORECASE
)
# "At least 18 years of age", "21 years of age at the time of hire"
_AGE = re.compile(r"\byears?\s(?:of\sage|old)\b", re.IGNORECASE)
# "Paid experience equivalent to two years instructing", "Experience as a Chief Clerk", "sworn law enforcement
# experience"
_WORK = re.compile(r"\b(?:experience|employment|employed|employee|work|service)\b", re.IGNORECASE)
# "Completion of eight months in the … training program", "participation with the Airport Police Cadet Program"
_TRAINING = re.compile(
    r"^(?:successful\s|satisfactory\s)?completion\sof\b|\btraining\sprogram\b|\bparticipation\b", re.IGNORECASE
)
# "A letter of recommendation …, which includes a statement of willingness to hire the employee as a Garage Assistant"
_LETTER = re.compile(r"^(?:an?\s)?(?:letter|recommendation|referral|statement)\b", re.IGNORECASE)

# "Call center experience related to sales and telemarketing is excluded": a limit on the rest, kept in its own words
_EXCLUDES = re.compile(
    r"\b(?:is|are|will\sbe|shall\sbe)\s(?:excluded|not\s(?:be\s)?(?:accepted|acceptable|considered|qualifying|counted))\b"
    r"|\b(?:will|does|do|shall)\snot\s(?:qualify|count|be\s(?:accepted|considered|counted))\b",
    re.IGNORECASE,
)

# "Any combination of training and experience that would likely provide …" · "an equivalent combination of education …"
COMBINATION = re.compile(
    r"^(?:or\s)?(?:(?:any|an)\s)?(?:equivalent\s)?combination\sof\s(?:\w+\s)?(?:education|training|experience)\b",
    re.IGNORECASE,
)


def read_leaf(text: str, place: Place) -> Leaf:
    """The one requirement that `text` states."""
    if any(pattern.search(text) for pattern in (_LETTER, _AGE, _EXCLUDES, COMBINATION)):
        return other_leaf(text, place)
    if names_education(text) and not _is_length_of_work(text):
        return read_education(text, place)
    if _is_experience(text):
        return read_experience(text, place)
    if _CREDENTIAL.search(text):
        return Licence(of=text, quote=place.quote, first_line=place.first_line, alternative=place.alternative)
    return other_leaf(text, place)


def other_leaf(text: str, place: Place) -> Other:
    """What was not understood, in its own words."""
    return Other(of=text, quote=place.quote, first_line=place.first_line, alternative=place.alternative)


def _is_length_of_work(text: str) -> bool:
    return _LENGTH_START.match(text) is not None and _WORK.search(text[:120]) is not None


def _is_experience(text: str) -> bool:
    if _TRAINING.search(text):
        return False
    if _LENGTH_START.match(text) or find_classes(text):
        return not _CREDENTIAL.match(text)
    lengthy = _WORK.search(text) is not None and find_amount(text) is not None
    return lengthy or re.search(r"\bexperience\b", text, re.IGNORECASE) is not None
