"""What does a sentence among the requirements do: ask for something, allow a substitute, or only explain?"""

from __future__ import annotations

import re
from functools import lru_cache

from taxonomy.basics.datafiles import read_table
from taxonomy.reading.qualifications.amounts import AMOUNT, NUMBER, find_amount
from taxonomy.reading.qualifications.heads import starts_requirement

# "by the completion of probation" (from the table) · "within six months of appointment"
_AFTER_HIRE = re.compile(
    "|".join(map(re.escape, read_table("credentials.toml")["after_hire"]))
    + rf"|\bwithin\s(?:the\sfirst\s)?(?:{AMOUNT}|{NUMBER}\s(?:\(\d+\)\s)?(?:(?:calendar|working|business)\s)?days)"
    + r"\s(?:of|from|after)\s(?:the\sdate\sof\s)?"
    + r"(?:hire|hiring|appointment|employment)\b",
    re.IGNORECASE,
)
# "may be substituted for", "can substitute for", "will serve as an equivalency to", "may be used in lieu of"
SUBSTITUTES = re.compile(
    r"\b(?:may|can|will|shall|might|could|must)\s(?:also\s|be\sallowed\sto\s)?"
    r"(?:be\s(?:substituted|replaced|reduced|satisfied|met|considered|used|accepted|counted|credited)|substitute|serve\sas\san?\s(?:equivalency|equivalent|substitute)|replace|reduce|satisfy)"
    r"(?:\s(?:in\slieu\sof|as\s(?:an?\s)?(?:equivalent|equivalency|substitute)\s(?:to|for|of)|instead\sof))?"
    r"|\bsubstitutes?\sfor\b|\bmay\sbe\ssubstituted\b",
    re.IGNORECASE,
)
# "Two years of related experience equals one year of college.": work on one side, schooling on the other
_WORK, _SCHOOL = (
    r"\b(?:experience|employment)\b",
    r"\b(?:college|education|academic|school|university|semester|credits?|degree)\b",
)
EQUALS = re.compile(r"\b(?:equals?|(?:is|are)\s(?:equal|equivalent)\sto)\b", re.IGNORECASE)
_EQUALS = re.compile(
    rf"^\W*{AMOUNT}[^.;]*?{_WORK}[^.;]*?{EQUALS.pattern}[^.;]*?{_SCHOOL}|^\W*{AMOUNT}[^.;]*?{_SCHOOL}[^.;]*?{EQUALS.pattern}[^.;]*?{_WORK}",
    re.IGNORECASE,
)
# "Experience may not be substituted for the degree." · "No substitution of education for experience is permitted."
FORBIDS = re.compile(
    r"\b(?:may|can|will|shall|must)\s?not\s(?:be\s)?(?:substitut\w*|used\sas\sa\ssubstitute|replaced?)\b|\bno\ssubstitutions?\b|\bnot\s(?:a\s)?substitut",
    re.IGNORECASE,
)
# "may be considered for hire based upon their rank": a substitute needs one of these words
_SUBSTITUTE_WORDS = ("substitut", "equivalen", "in lieu of", "instead of", "replace", "reduc")
# "(completion of a trade school may be substituted for one year)"
_BRACKETS = re.compile(r"\s?\([^()]{1,400}\)")
# "None" · "None." · "N/A" · "None required" · "Not applicable." · "No experience is required." · "No prior experience
# or training is necessary" · "There are no special requirements."
_NOTHING = re.compile(
    r"^\W*(?:none|n/?a|not\s(?:applicable|required)|nothing)(?:\s(?:required|is\srequired|needed|at\sthis\stime))?\W*$"
    r"|^\W*(?:[\w\s-]{1,40}:\s)?(?:there\s(?:is|are)\s)?no\s(?:[\w/-]+\s){1,6}?(?:is|are)?\s?(?:required|necessary|needed|requirements?)\W*$",
    re.IGNORECASE,
)
# Sentences that explain a requirement and add none: "Under the policy of rounding experience …", "Candidates cannot
# be appointed until …", "Applicants must include the gross vehicle weight …", "One year of coursework is equivalent
# to two semesters …",
# "The letter must be attached …", "Information on how to register …", "Courses must be listed in …", "For example, …",
# "Education information must be included in …", "Documentation … must be submitted …", "However, you may take the
# written test …", "There may be instances where individual positions must have …", "Applicants who lack six months or
# less … may file", "However, they cannot be appointed until …"
_EXPLAINS = re.compile(
    r"^\W*(?:under\sthe\spolicy\sof|candidates?\s(?:cannot|may\snot|can\snot|must\smeet\sthe\sexperience|who)\b|applicants?\s(?:who|lacking)\b|candidates?\slacking\b|(?:those|persons)\s(?:who\slack|lacking)\b|for\sexample\b|e\.g\.|"
    r"information\son\show|documentation\b[^.]{0,160}\bmust\sbe\ssubmitted|(?:however,?\s)?they\s(?:cannot|can\snot|may\snot|will\snot)\b|however,?\s(?:you|candidates|applicants)|"
    r"(?:applicants?|candidates?|you)\s(?:must|should|may|are)\s(?:also\s)?(?:include|submit|attach|list|provide|apply|take|be\srequired)\b|"
    r"(?:the\s|this\s|all\s|any\s)?(?:letter|form|courses?|information|education\sinformation|transcripts?|applications?|proof|cop(?:y|ies))\b"
    r"[^.]{0,80}\b(?:must|should)\sbe\s(?:attached|listed|included|submitted|provided|received)|there\smay\sbe\sinstances\b|it\sis\sthe\semployer|"
    r"for\spurposes\sof\sthe\samericans\b|incumbents?\b[^.]{0,60}\bmay\sbe\s(?:required|expected|asked|assigned)\sto\s(?:travel|work)\b|if\syou\b|please\b|note\b|(?:a|one)\stypical\sway\b|(?:the\s)?typical\squalifications\b|"
    r"(?:thirty|forty-five|one|\d+)\b[^.]{0,60}\b(?:is|are|equals?|equal)\s(?:equivalent\sto|equal\sto|considered|one|two|\d+)\b)",
    re.IGNORECASE,
)
# "Specialized experience is defined as …", "*Significant is defined as at least two years."
_DEFINES = re.compile(
    r"^\W*(?:[\w-]+\s){0,3}?[\w-]+\W?\s(?:is|are)\s(?:defined\sas|understood\s(?:as|to\s(?:mean|be))|considered\sto\sbe|experience\sthat)\b",
    re.IGNORECASE,
)
# "Graduation from … is generally preferred.", "Bilingual skills are highly desirable."
_WISHED = re.compile(
    r"\b(?:is|are)\s(?:generally\s|highly\s|strongly\s)?(?:preferred|desirable|desired)\W*$", re.IGNORECASE
)
# "Minimum entry requirements … for classes in this series are contained in the … web site."
_ELSEWHERE = re.compile(
    r"\b(?:is|are)\s(?:contained|found|listed|available)\s(?:in|on)\s.*\bweb\s?(?:site|page)\b", re.IGNORECASE
)
# "Knowledge of: …", "Skill in …", "Ability to …", "Strong communication skills": what a person knows is read elsewhere
_KNOWLEDGE = re.compile(
    r"^\W*(?:(?:thorough|considerable|working|some|basic|good|strong|excellent|sound|proven|demonstrated)\s)*"
    r"(?:knowledge,?\s(?:of|skills)|skills?\s(?:in|to)|(?:the\s)?ability\sto|familiarity\swith|(?:proficien(?:cy|t)|competen(?:ce|cy|t))\s(?:in|with)"
    r"|(?:is\s|be\s)?able\sto|(?:[\w-]+,?\s(?:and\s)?){0,4}skills\W*$)",
    re.IGNORECASE,
)
# "Ability to type at 60 words per minute", "ability to lift 75 pounds": what is measured is asked for
_MEASURED = re.compile(
    r"\bper\sminute\b|\bwpm\b|\d\s?(?:words|pounds|lbs?|feet|yards|miles|metres|meters|kg)\b", re.IGNORECASE
)
_NAMES_PAPER = re.compile(
    r"\b(?:degrees?|diploma|licen[sc]\w*|certificat\w*|certified|registered|units|credits)\b", re.IGNORECASE
)
_NAMES_WORK = re.compile(r"\b(?:experience|service|employment|worked|education|college|training)\b", re.IGNORECASE)
# An employer's statement, a date, pay or how to apply: among the requirements by its place only
_BESIDE_TABLE = read_table("requirement_words.toml")["beside"]
_BESIDE = re.compile(
    rf"^\W*(?:{'|'.join(_BESIDE_TABLE['start'])})|\b(?:{'|'.join(_BESIDE_TABLE['within'])})\b".replace(" ", r"\s"),
    re.IGNORECASE,
)


# "Two years of work; ICC certification within one year of hire; and a license", "… and must obtain a license within …"
_PARTS = re.compile(r";\s(?:and\s)?|,?\sand\s(?=(?:must|shall|will|obtain|the\sability\sto)\b)", re.IGNORECASE)
_TYPICAL = re.compile(r"^\W*(?:an?|one|the)\s(?:typical|common|usual)\sway\b[^:]{0,120}:\s*(?=\S)", re.IGNORECASE)


# "To qualify for this position you must have …": who must have it, and what for
_LEAD = re.compile(
    r"^(?:(?:in\sorder\s)?to\s(?:qualify|be\s(?:eligible|considered))\b[^,.;:]{0,60}?,?\s)?(?:you|applicants?|candidates?|incumbents?)"
    r"\s(?:must|shall|should|need\sto)\s(?:also\s)?(?:have|possess|hold)\s",
    re.IGNORECASE,
)
# "Possession of, or ability to obtain, a valid license": the license is what is asked for
_OR_OBTAIN = re.compile(
    r"\b(?P<have>possession\sof|possess|have|hold),?\s(?:or|and/or)\s(?:must\s)?(?:the\s|have\sthe\s|demonstrate\sthe\s)?(?:be\sable\sto|ability\sto|able\sto)?\s?"
    r"(?:obtain|acquire|secure|get)(?:\sand\smaintain)?,?\s",
    re.IGNORECASE,
)


# "Ability to read plans as indicated by an associate degree …": what shows it is what is asked for
_SHOWN_BY = re.compile(
    r"^(?:[\w,/&'’()-]+\s){1,40}?(?:as\s)?(?:indicated|evidenced|demonstrated|shown|attested|acquired|gained|obtained)\s(?:by|through)\s(?=\S)",
    re.IGNORECASE,
)


def stands_beside(text: str) -> bool:
    """Is `text` no part of the requirements, though it stands among them?"""
    if _BESIDE.search(text) is None or starts_requirement(text) or _NAMES_PAPER.search(text):
        return False
    return _NAMES_WORK.search(text) is None or find_amount(text) is None


@lru_cache(maxsize=4_096)
def substitutes(sentence: str) -> bool:
    """Does `sentence` let one thing stand for another?"""
    if "equ" in sentence and _EQUALS.match(sentence) and not FORBIDS.search(sentence):
        return True
    return (
        any(word in sentence.lower() for word in _SUBSTITUTE_WORDS)  # first, because it is cheap and seldom there
        and not FORBIDS.search(sentence)
        and SUBSTITUTES.search(sentence) is not None
    )


def asking_part(sentence: str) -> str:
    """What is left of `sentence` without remarks in brackets and parts behind a semicolon that allow a substitute."""
    text = _BRACKETS.sub(lambda bracket: "" if substitutes(bracket.group()) else bracket.group(), sentence)
    if ";" in text and FORBIDS.search(text):  # "a license; no substitution for it": the license is asked for
        text = ";".join(part for part in text.split(";") if not FORBIDS.search(part))
    if not substitutes(text):
        return text
    kept = [part for part in text.split(";") if not substitutes(part)]
    return ";".join(kept)


def without_later(sentence: str) -> str:
    """`sentence` without the parts that are due after hiring, and without words that only lead up to what is asked."""
    text = _TYPICAL.sub("", sentence)
    lead = _LEAD.match(text)
    text = text[lead.end() :] if lead is not None and starts_requirement(text, lead.end()) else text
    text = _OR_OBTAIN.sub(lambda have: have["have"] + " ", text)
    shown = _SHOWN_BY.match(text) if _KNOWLEDGE.match(text) else None
    text = text[shown.end() :] if shown is not None else text
    if not _AFTER_HIRE.search(text):
        return text
    parts = _PARTS.split(text)
    kept = [part for part in parts if not _AFTER_HIRE.search(part)]
    return "; ".join(kept) if kept and len(kept) < len(parts) else text


def asks_nothing(sentence: str) -> bool:
    """Is `sentence` no requirement for entry: "None", an explanation, knowledge, or something due after hiring?"""
    if stands_beside(sentence) or (_KNOWLEDGE.match(sentence) and not _MEASURED.search(sentence)):
        return True
    others = (_NOTHING, FORBIDS, _EXPLAINS, _DEFINES, _WISHED, _ELSEWHERE, _AFTER_HIRE)
    return any(pattern.search(sentence) for pattern in others)
