"""What may stand for what: the rules of equivalency and substitution, as far as the text states them.

A licence or a training course that stands for something counts as schooling. Nothing is worked out that is not printed:
no rate and no cap is borrowed from elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Literal

from msgspec.structs import replace

from taxonomy.model import Equivalency, Experience, Licence, Rate
from taxonomy.reading.qualifications.amounts import AMOUNT, find_amount, find_units, years_of
from taxonomy.reading.qualifications.experience import read_experience
from taxonomy.reading.qualifications.items import RequirementItem
from taxonomy.reading.qualifications.leaves import read_leaf
from taxonomy.reading.qualifications.sayings import EQUALS, SUBSTITUTES, substitutes
from taxonomy.reading.qualifications.stretches import LONGEST_SENTENCE, PassageSpan

RequirementKind = Literal["education", "experience"]


# "experience", "qualifying service", "work with the Colorado Benefits Management System", "employment", "Two years as a
# Clerk"
_EXPERIENCE = re.compile(
    r"\b(?:experience|employment|service|employed|worked|working|work|lacking|(?:years?|months?)\sas)\b", re.IGNORECASE
)
# "education", "degree", "semester units", "completion of an 18-month program", "academic credit", "Registration as",
# "high school"
_EDUCATION = re.compile(
    r"\b(?:education(?:al)?|degrees?|graduat\w+|semester|quarter|units?|courses?|coursework|programs?|college|university|academic|credits?|"
    r"study|studies|training|completion|schools?|certificates?|certification|registration|licen[sc]e|apprenticeship|diploma)\b",
    re.IGNORECASE,
)
# "up to a maximum of two years" · "for a maximum of six months" · "not to exceed two years" · "up to one year"
_CAP = re.compile(
    rf"\b(?:maximum\sof|not\s(?:to\s)?exceed(?:ing)?|up\sto(?:\sand\sincluding)?|by)\s(?:an?\smaximum\sof\s)?(?P<years>{AMOUNT})",
    re.IGNORECASE,
)
# "for one year of the experience requirement" · "for the one year of …" · "for up to one year of …" · "for 3 months
# of …"
_FOR_YEARS = re.compile(rf"^\W*(?:for\s)?(?:up\sto\s)?(?:the\s)?(?P<years>{AMOUNT})\s(?:of|lacking)\b", re.IGNORECASE)
# "on a year-for-year basis" · "year for year" · "month-for-month"
_ONE_FOR_ONE = re.compile(
    r"\b(?:year[\s-]for[\s-](?:a[\s-])?year|month[\s-]for[\s-]month|one[\s-]for[\s-]one)\b", re.IGNORECASE
)
# "for each year of experience lacking" · "for each six-month period of experience lacking" · "for every two years of …"
_FOR_EACH = re.compile(
    rf"(?:\b(?:for|to)\s|^\s*)(?:each|every)\s(?:(?:additional|required)\s)?(?P<years>{AMOUNT}|(?:year|month)\b)",
    re.IGNORECASE,
)
# "at the rate of one year of experience for six months of …" · "on the basis of fifteen (15) semester hours equalling
# one-half (1/2) year"
_BASIS = re.compile(
    r"\b(?:at\s(?:the|a)\srate\sof|on\s(?:the|a)\sbasis\sof)\s(?P<left>.{3,90}?)\s(?:for|equals?|equall?ing|to|being\sequal\sto)\s(?:each\s|every\s)?(?P<right>.{3,90})",
    re.IGNORECASE,
)
# "…, one year of college for one year of experience"
_YEAR_FOR_YEAR = re.compile(
    rf"(?:^|,\s|\()(?P<left>{AMOUNT}\sof\s[^,;.()]{{2,60}}?)\sfor\s(?P<right>(?:each\s|every\s)?(?:{AMOUNT}|year\b)[^,;.()]*)",
    re.IGNORECASE,
)
_ONE_OF = re.compile(r"\W*(?:(?:one|1|an?|each|every)\s)?(?:academic\s|full\s)?(?P<unit>year|month)\b", re.IGNORECASE)
# "In lieu of the degree, four additional years of experience will be accepted."
_INSTEAD = re.compile(
    r"^\W*(?:in\slieu|in\splace|instead)\sof\s(?P<target>[^,]{3,120}),\s(?P<what>.{3,200}?)\s(?:may|will|shall|can|is|are)\s(?:also\s)?(?:be\s)?\w+",
    re.IGNORECASE,
)
# "The education requirement may be replaced by six years of experience."
_BY = re.compile(r"\s(?:by|with)\s", re.IGNORECASE)
# "… an equivalency to one year of education" · "… for two years of the required education"
_OF_EDUCATION = re.compile(
    rf"\W*(?:to\s|for\s)?(?P<years>{AMOUNT})\sof\s(?:the\s)?(?:(?:required\s|college\s)?education|college|university)\b",
    re.IGNORECASE,
)
# "By position (for DDHS positions only), three years …" · "For supervisory positions, …"
_SCOPE_BEFORE = re.compile(
    r"^(?P<scope>(?:by\sposition|for\s(?:[\w/-]+\s){0,4}positions?)\b[^,;.]{0,80}),", re.IGNORECASE
)
# "in Requirement #2" · "of Requirement No. 2" · "noted in Requirements 1 and 2"
_SCOPE_BEHIND = re.compile(
    r"\b(?P<scope>requirements?\s(?:(?:no\.|nos\.|number|numbers)\s?)?#?\s?\d{1,2}(?:[a-z]\b)?(?:(?:,\s|\s(?:and|or|&)\s)#?\d{1,2})*)",
    re.IGNORECASE,
)
# "A combination of appropriate education and experience may be substituted for …": either stands for the other
# "Experience and education may be substituted for one another."
_BOTH = re.compile(
    r"\bcombination\sof\b.*\b(?:education|training)\b.*\bexperience\b"
    r"|^\W*(?:experience\sand\s(?:education|training)|(?:education|training)\sand\sexperience)\W*$",
    re.IGNORECASE,
)
# "Candidates may substitute experience in … for the required education": who may do it stands before the verb
_AGENT = re.compile(
    r"^\W*(?:notes?\W+)?(?:(?:an?|the|each|some|all)\s)?(?:candidates?|applicants?|you|employees?|persons?|individuals?|incumbents?|agenc(?:y|ies)|departments?|"
    r"appointing\sauthorit(?:y|ies)|employers?)\b[^,;]{0,90}$",
    re.IGNORECASE,
)
_ACTIVE = re.compile(
    r"\s(?P<what>(?:(?!\sfor\s|\sat\sthe\srate|\son\s(?:the|a)\s(?:[\w-]+\s)?basis).){3,200})(?:\sfor(?=\s)|(?=\s(?:at\sthe\srate|on\s(?:the|a)\s(?:[\w-]+\s)?basis)))",
    re.IGNORECASE,
)
_TARGET = re.compile(r"\b(?:for|to|of|in\slieu|instead)\s\w", re.IGNORECASE)
# "The following may be substituted for one year of Housing Inspector experience:"
_THE_FOLLOWING = re.compile(r"^(?:any\sof\s|one\sof\s|either\sof\s)?the\sfollowing\b(?!\s\w+\s\w)", re.IGNORECASE)


def read_rules(items: Sequence[RequirementItem]) -> Iterator[Equivalency]:
    """Every rule that `items` state, in printed order."""
    for item in items:
        for sentence in item.words.sentences():
            if len(sentence.text) <= LONGEST_SENTENCE and substitutes(sentence.text):
                yield from _rules(sentence, item)
        if not any(substitutes(sentence.text) for sentence in item.words.sentences()):
            yield from read_rules(item.below)


def _rules(sentence: PassageSpan, item: RequirementItem) -> Iterator[Equivalency]:
    left, target = _sides(sentence.text)
    if _BOTH.search(left) and not _TARGET.search(target):
        return  # "An equivalent combination … may be substituted.": no rule, another way
    if item.below and _THE_FOLLOWING.match(left):
        for one in item.below:
            yield _rule(sentence, one.words.text, target, one.words)
        return
    rule = _rule(sentence, left, target, sentence)
    if _BOTH.search(left):
        yield replace(rule, substitute="education", for_="experience")
        yield replace(rule, substitute="experience", for_="education")
    else:
        yield rule


def _sides(text: str) -> tuple[str, str]:
    """What stands in, and what it stands in for, in the words around the verb."""
    instead = _INSTEAD.match(text)
    if instead is not None:
        return instead["what"], instead["target"]
    verb = SUBSTITUTES.search(text) or EQUALS.search(text)
    assert verb is not None  # `substitutes` found it
    left = _own_part(text[: verb.start()])
    active = _ACTIVE.match(text, verb.end()) if _AGENT.match(left) else None
    if active is not None:
        return active["what"], text[active.end() :]
    by = _BY.match(text, verb.end())
    return (text[by.end() :], left) if by is not None else (left, text[verb.end() :])


def _own_part(left: str) -> str:
    """What stands before the verb in its own part: not what is asked for before a semicolon or an opening bracket."""
    return re.split(r";\s|\((?=[A-Z][^()]*$)", left)[-1]


def _rule(sentence: PassageSpan, left: str, target: str, cited: PassageSpan) -> Equivalency:
    text = sentence.text
    scope = _SCOPE_BEFORE.match(text)
    subject = left[scope.end() :] if scope and left.startswith(scope.group()) else left
    substitute = _kind(subject, otherwise="education")
    basis = _BASIS.match(target.lstrip())
    for_ = _kind(basis["right"] if basis else target, otherwise="experience")
    behind = _SCOPE_BEHIND.search(text)
    return Equivalency(
        substitute=substitute,
        for_=for_,
        max_years=_cap(subject, target),
        rate=_rate(subject, target, substitute, for_),
        scope=scope["scope"] if scope else behind["scope"] if behind else None,
        by=_by(subject, target, (substitute, for_), cited),
        quote=cited.text,
        first_line=cited.first_line,
    )


def _by(
    subject: str, target: str, kinds: tuple[RequirementKind, RequirementKind], cited: PassageSpan
) -> Experience | Licence | None:
    """What stands in, where it is a certificate, other experience, or so much of it for the schooling as a whole."""
    substitute, for_ = kinds
    words = subject.strip(" ,.")
    if substitute == "education":
        leaf = read_leaf(words, cited.place(None))
        return leaf if isinstance(leaf, Licence) else None
    whole = for_ == "education" and find_amount(words) is not None and _pair(subject, target) is None
    return read_experience(words, cited.place(None)) if for_ == "experience" or whole else None


def _kind(words: str, *, otherwise: RequirementKind) -> RequirementKind:
    """What the words speak of first."""
    work, school = _EXPERIENCE.search(words), _EDUCATION.search(words)
    if work is None and school is None:
        return otherwise
    if work is None or school is None:
        return "education" if work is None else "experience"
    return "experience" if work.start() < school.start() else "education"


def _cap(subject: str, target: str) -> float | None:
    cap = _CAP.search(target)
    if cap is not None:
        return years_of(cap["years"])
    named = _FOR_YEARS.match(target)
    return years_of(named["years"]) if named and not _is_equivalency(subject, target) else None


def _is_equivalency(subject: str, target: str) -> bool:
    """``"Two years of … an equivalency to one year of education"`` gives a rate, not a cap."""
    return _OF_EDUCATION.match(target) is not None and _years(subject) is not None


def _rate(subject: str, target: str, substitute: RequirementKind, for_: RequirementKind) -> Rate | None:
    if substitute == for_:
        return None
    pair = _pair(subject, target)
    if pair is None:
        return None
    given, wanted = pair if substitute == "experience" else (pair[1], pair[0])
    return Rate(experience_years=given, education_years=wanted)


def _pair(subject: str, target: str) -> tuple[float, float] | None:
    """So many years of the substitute for so many years of what it replaces, where the text says so."""
    if _ONE_FOR_ONE.search(target) or _ONE_FOR_ONE.search(subject):
        return 1.0, 1.0
    basis = _BASIS.search(target)
    if basis is not None:
        return _both(_years(basis["left"]), _years(basis["right"]))
    lengths = _YEAR_FOR_YEAR.search(target)
    if lengths is not None:
        return _both(_years(lengths["left"]), _years(lengths["right"]))
    each = _FOR_EACH.search(target)
    if each is not None:
        return _both(_years(subject), years_of(each["years"] if find_amount(each["years"]) else f"one {each['years']}"))
    equal = _OF_EDUCATION.match(target)
    return _both(_years(subject), years_of(equal["years"])) if equal else None


def _years(words: str) -> float | None:
    one = _ONE_OF.match(words)
    if one is not None:
        return years_of(f"one {one['unit']}")
    amount = find_amount(words)
    units = find_units(words)
    if amount is not None and units is not None:
        return amount.years if amount.start < units.start else units.years
    found = amount or units
    return found.years if found else None


def _both(left: float | None, right: float | None) -> tuple[float, float] | None:
    return (left, right) if left is not None and right is not None else None
