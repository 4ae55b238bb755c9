"""What kind of requirement is one phrase: experience, schooling, a licence, or something kept in its own words?"""

from __future__ import annotations

import re

from taxonomy.basics.datafiles import read_table
from taxonomy.model import Leaf, Licence, Other
from taxonomy.reading.qualifications.amounts import AMOUNT, find_amount
from taxonomy.reading.qualifications.education import begins_as_schooling, names_education, read_education
from taxonomy.reading.qualifications.experience import read_experience
from taxonomy.reading.qualifications.stretches import RequirementPlace
from taxonomy.reading.qualifications.titles import find_classes

_CREDENTIALS = read_table("credentials.toml")
_CREDENTIAL = re.compile(rf"(?<![\w-])(?:{'|'.join(_CREDENTIALS['words'])})(?![\w-])", re.IGNORECASE)
_LENGTH = (
    rf"^(?:possession\sof\s|must\shave\s|requires\s|completion\sof\s(?={AMOUNT}\sas\s))?"
    rf"(?:at\sleast\s|a\sminimum\sof\s|not\sless\sthan\s)?{AMOUNT}"
)
_LENGTH_START = re.compile(_LENGTH, re.IGNORECASE)
# "Two years of full-time paid experience", "Six months of service", "Four years as a Police Officer", "two years
# managing a golf course", "Completion of three years as a Mechanic Trainee"
_LENGTH_OF_WORK = re.compile(
    rf"{_LENGTH},?\s(?:as\s|(?!study|attend|major)[a-z]{{2,20}}ing\s"
    r"|(?:[\w,/()’'-]+\s){0,10}?(?:experience|employment|service|exp\.))",
    re.IGNORECASE,
)
# "At least 18 years of age", "21 years of age at the time of hire"
_AGE = re.compile(r"^.{0,40}\byears?\s(?:of\sage|old)\b", re.IGNORECASE)
# "Paid experience equivalent to two years instructing", "sworn law enforcement experience", "Current employment"
_WORK = re.compile(r"\b(?:experience|employment|employed|employee|work|service)\b", re.IGNORECASE)
# "Completion of eight months in the … training program", "participation with the Airport Police Cadet Program"
_TRAINING = re.compile(
    r"^(?:successful\s|satisfactory\s)?completion\sof\b|\btraining\sprogram\b|\bparticipation\b", re.IGNORECASE
)
# "6 mos. trg. in inventory control": training of some length is neither school nor work
_TRAINING_LENGTH = re.compile(
    rf"{_LENGTH}\s(?:of\s)?(?:[\w-]+\s)?(?:trg\b|training\b(?!\s(?:experience|and|or)))", re.IGNORECASE
)
# "Current status as a Police Captain", "Permanent status in the class of Clerk"
_STATUS = re.compile(
    r"^(?:current|permanent)\s(?:[\w-]+\s){0,3}status\b|^(?:must\s)?(?:currently|presently)\s(?:be|hold|employed|serving)\b",
    re.IGNORECASE,
)
# "A degree in economics", "An honours degree": no level is named
_DEGREE = re.compile(
    r"^(?:possession\sof\s|(?:successful\s)?completion\sof\s)?(?:an?\s)?(?:[\w'’-]+\s){0,4}?(?:degree|diploma)\b",
    re.IGNORECASE,
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
    r"^(?:or\s)?(?:(?:any|an?|some|the)\s)?(?:satisfactory\s|acceptable\s|appropriate\s)?(?:equivalent\s)?combinations?\sof\s(?:"
    r"(?:[\w-]+\s){0,2}(?:education|training|experience)\b|(?:the\stwo|(?:the\s)?(?:both|above|foregoing|these))\b|\(A\))"
    r"|^any\scombination\sequivalent\sto\s(?:education|training|experience)\b"
    r"|^(?:an?\s|any\s|the\s)?equivalent\s(?:combination|(?:education|training)\s?(?:/|and|or|and/or)\s?experience)\b"
    r"|^(?:an?\s|the\s)?equivalent\sof\s(?:the\s)?(?:minimum|[A-Z])"
    r"|^(?:education|training)(?:,\straining)?,?\s(?:and/or|and|or)\sexperience\s(?:that\sis\s|which\sis\s)?equivalent\sto\b",
    re.IGNORECASE,
)


def read_leaf(text: str, place: RequirementPlace) -> Leaf:
    """The one requirement that `text` states."""
    if any(pattern.search(text) for pattern in (_LETTER, _AGE, _EXCLUDES, COMBINATION)):
        return other_leaf(text, place)
    if begins_as_schooling(text):
        return read_education(text, place)
    if _TRAINING_LENGTH.match(text):
        return other_leaf(text, place)
    if _LENGTH_OF_WORK.match(text) or _STATUS.match(text):
        return read_experience(text, place)
    if names_education(text) or _DEGREE.match(text):
        return read_education(text, place)
    if _is_experience(text):
        return read_experience(text, place)
    if _CREDENTIAL.search(text):
        return Licence(of=text, quote=place.quote, first_line=place.first_line, alternative=place.alternative)
    return other_leaf(text, place)


def is_work(text: str) -> bool:
    """Does `text` begin with a length of work?"""
    return _LENGTH_OF_WORK.match(text) is not None


def other_leaf(text: str, place: RequirementPlace) -> Other:
    """What was not understood, in its own words."""
    return Other(of=text, quote=place.quote, first_line=place.first_line, alternative=place.alternative)


def _is_experience(text: str) -> bool:
    if _TRAINING.search(text) or _CREDENTIAL.match(text):
        return False
    if _LENGTH_START.match(text) or find_classes(text) or re.search(r"\bexperience\b", text, re.IGNORECASE):
        return True
    return _WORK.search(text) is not None and find_amount(text) is not None
