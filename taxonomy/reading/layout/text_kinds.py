"""Which kind of section is a text without a named heading, by its own words: duties, knowledge or qualifications?

Each statement speaks for one kind at most; the kind of a text is what most of its statements speak for.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache

from taxonomy.basics.datafiles import read_table
from taxonomy.model import Line

_SHARE, _OF_ALL = 0.6, 0.5
_LONGEST_LOOK = 300
_FEWEST_FOR_DUTIES = 1
# "Thorough knowledge of", "Ability to", "Skill in", "Skilled in", "Able to", "Demonstrated ability to"
_KNOWLEDGE = re.compile(
    r"(?:an?\s|the\s)?(?:[A-Za-z-]+\s){0,3}?(?:knowledge|understanding|skills?|ability|abilities|familiarity|proficiency|awareness)"
    r"\s(?:of|in|to|with|and|at|sufficient)\b|(?:able|skilled|proficient|familiar|knowledgeable)\s(?:to|in|with)\b",
    re.IGNORECASE,
)
# "Graduation from high school", "Bachelor's degree", "two years of experience", "valid driver's license"
_ASKED = re.compile(
    r"\b(?:graduat(?:ion|e) (?:from|of)|diploma|degree|g\.?e\.?d\b|baccalaureate|bachelor|master's|"
    r"(?:years?|months?|hours?)(?:'|’)?\s(?:of\s)?(?:[\w-]+,?\s){0,6}?(?:experience|work|employment)|"
    r"driver(?:'|’)?s?(?:'|’)? licen[cs]e|licen[cs]ed? (?:as|by|to)|certificat(?:e|ion) (?:as|from|of|in|issued)|"
    r"registered (?:with|as|in)|equivalent combination|equivalent to (?:completion|graduation)|"
    r"completion of|must (?:possess|have|be (?:at least|licensed|registered|certified|a citizen))|possession of|"
    r"qualification in|(?:licen[cs]e|registration|certification)s?\W*$|"
    r"^(?:at least\s)?(?:[\w-]+\s){0,2}?experience\s(?:of|in|with)\b)",
    re.IGNORECASE,
)
_RECEIVED = re.compile(
    r"(?:reports? (?:directly )?to|works? under|receives? (?:\w+ ){0,3}(?:supervision|direction)|supervised by)\b", re.I
)
_PHYSICAL = re.compile(
    r"\b(?:lift(?:ing)?|carry(?:ing)?|stand(?:ing)?|sit(?:ting)?|stoop|climb(?:ing)?|pounds)\b", re.I
)
# "This class differs from …", "The Clerk II is distinguished from …", "This is the journey level"
_TELLS_APART = re.compile(
    r"(?:this|the|an?|positions?|employees?|incumbents?)\s(?:[\w/-]+\s){0,8}?(?:differs?|(?:is|are)\sdistinguish\w+)\s(?:from|by)\b"
    r"|this\s(?:class\s|level\s|one\s)?is\sthe\s(?:[\w/-]+\s){0,3}?(?:level|class)\b",
    re.IGNORECASE,
)
_FIRST_WORD = re.compile(
    r"(?i:to |may |will |must |also |regularly |periodically |independently |personally |to )*([A-Za-z-]+)"
)
_NUMBER = re.compile(r"^\(?(?:\d{1,2}|[a-zA-Z])[.)]\s*")


def kind_of_text(lines: Sequence[Line]) -> str | None:
    """The kind that most statements of `lines` speak for; null where they speak for none."""
    counts = Counter(kind_of_statement(text) for text in _statements(lines))
    total, silent = sum(counts.values()), counts.pop(None, 0)
    kind, count = max(counts.items(), key=lambda one: one[1], default=(None, 0))
    return kind if count >= _OF_ALL * total and count >= _SHARE * (total - silent) else None


def kind_of_statement(text: str) -> str | None:
    """The kind that one statement speaks for, by how it begins and what it asks."""
    text = _NUMBER.sub("", text[:_LONGEST_LOOK])
    if _KNOWLEDGE.match(text):
        return "knowledge"
    if _RECEIVED.match(text):
        return "supervision_received"
    if _TELLS_APART.match(text):
        return "distinguishing_characteristics"
    if _ASKED.search(text):
        return "minimum_qualifications"
    if begins_with_verb(text):
        return "physical_demands" if len(_PHYSICAL.findall(text)) > 1 else "duties"
    return "physical_demands" if len(_PHYSICAL.findall(text)) > 1 else None


def begins_with_verb(text: str) -> bool:
    """True for "Prepares reports", "Prepare reports" and "May assist with …"."""
    match = _FIRST_WORD.match(text)
    return match is not None and match[1].lower() in _verb_forms()


def _statements(lines: Sequence[Line]) -> Iterator[str]:
    """Where a statement begins: at a bullet, a number, behind a blank line, behind a full stop."""
    ended = True
    for line in lines:
        if not line.text:
            ended = True
            continue
        if ended or line.bullet or _NUMBER.match(line.text):
            yield line.text
        ended = line.text[-1] in ".;:"


@cache
def _verb_forms() -> frozenset[str]:
    return frozenset(form for verb in read_table("duty_verbs.toml")["verbs"] for form in _forms(verb))


def _forms(verb: str) -> Iterator[str]:
    yield verb
    stem = verb[:-1] if verb.endswith("e") and not verb.endswith("ee") else verb
    if verb.endswith("y") and verb[-2] not in "aeiou":
        yield f"{verb[:-1]}ies"
    else:
        yield f"{verb}es" if verb.endswith(("s", "x", "ch", "sh", "z", "o")) else f"{verb}s"
    yield f"{stem}ing"
    yield f"{stem}{stem[-1]}ing"  # planning
