"""Which sentences say that people go up or over from one class to another, apart from what the requirements ask for?

"Assistant Planners will be promoted to Associate Planner after two years", "incumbents advance to the II level upon …",
"employees may transfer to Payroll Clerk". Only sentences that name the other class, and of which one end is the class
that the document specifies.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from taxonomy.model import Advancement
from taxonomy.reading.language.sections import SectionLines
from taxonomy.reading.language.sentences import sentences
from taxonomy.reading.layout.titles_in_text import names_at, names_within, singular
from taxonomy.reading.qualifications.amounts import AMOUNT, years_of

_VERB = re.compile(
    r"\b(?:(?P<transfer>transfer(?:red|s|ring)?)|promot(?:ed?|es|ions?)|advanc(?:ed?|es|ing|ements?)|progress(?:es|ion)?"
    r"|reclassified|reallocated|upgraded)"
    r"(?:\s(?:is|are))?(?:\s(?:non-?competitively|automatically|directly|laterally))?(?:\sfrom\s(?P<from>[^.;]{3,80}?))?\s(?:to|into)\s"
    r"(?:(?:the|a|an)\s)?(?:(?:next\shigher|higher|next)\s)?(?:(?:job\s)?(?:class(?:ification)?|position|title|rank|grade)\s(?:of\s)?)?",
    re.IGNORECASE,
)
_OWN = re.compile(
    r"\b(?:incumbents?|employees?|appointees?|trainees|persons?|individuals?|candidates|positions?|they)\b",
    re.IGNORECASE,
)
_THIS = re.compile(r"(?:this|the)\s(?:class|classification|position|level)\b", re.IGNORECASE)
_LEVEL = re.compile(r"(?:the\s)?(?:level\s(?P<after>[IVX]{1,4}|\d)\b|(?P<before>[IVX]{1,4}|\d)\slevel\b)")
_SERVED = re.compile(
    rf"\b(?:after|upon|following|with|complet\w+(?:\sof)?|served?)\s(?:the\s)?(?:[\w-]+\s){{0,3}}?(?P<length>{AMOUNT})",
    re.IGNORECASE,
)
_NUMERAL = re.compile(r"\s(?:[IVX]{1,4}|\d)$")
# "is not promoted automatically", "date of each promotion to …", "may not transfer": no way
_NO_WAY = re.compile(r"\b(?:not|never|no|nor|without|date\sof)\b", re.IGNORECASE)
# Where requirements and relations between classes are told; not the duties ("promotes safety to the public")
_KINDS = (
    *("general_statement", "distinguishing_characteristics", "guidelines", "class_detail", "notes", "other"),
    *("minimum_qualifications", "education", "experience", "licensure", "equivalency", "selection_process"),
)


def read_advancements(title: str, sections: Sequence[SectionLines]) -> tuple[Advancement, ...]:
    """The ways up and over that sentences of the class `title` state, in printed order, each once."""
    found = (each for section in sections if section.kind in _KINDS for each in _of_section(title, section))
    return tuple(dict.fromkeys(found))


def _of_section(title: str, section: SectionLines) -> Iterator[Advancement]:
    for sentence in sentences(section.body):
        for verb in _VERB.finditer(sentence.text):
            ends = _ends(title, sentence.text, verb)
            if ends is not None:
                yield Advancement(
                    from_title=ends[0],
                    to_title=ends[1],
                    kind="transfer" if verb["transfer"] else "promotion",
                    years=_years(sentence.text),
                    quote=sentence.text,
                    first_line=sentence.first_line,
                )


def _ends(title: str, text: str, verb: re.Match[str]) -> tuple[str | None, str | None] | None:
    """From where to where; null is the class itself. None where the sentence states no way of this class."""
    before = text[: verb.start()]
    if _NO_WAY.search(before[-40:]):
        return None
    goal, start = _goal(title, text, verb.end()), _start(title, before, verb["from"])
    if goal is None or start is None or (goal == title) == (start == title):
        return None
    return (None if start == title else start, None if goal == title else goal)


def _years(text: str) -> float | None:
    """ "after two years", "upon completion of one year of service"."""
    served = _SERVED.search(text)
    return years_of(served["length"]) if served else None


def _goal(title: str, text: str, place: int) -> str | None:
    level = _LEVEL.match(text, place)
    if level is not None:
        return f"{_NUMERAL.sub('', title)} {level['after'] or level['before']}"
    if _THIS.match(text, place):
        return title
    named = names_at(text, place)
    return named[0].title if named else None


def _start(title: str, before: str, told: str | None) -> str | None:
    named = names_at(told, 0) if told else (*names_at(before, 0), *names_within(before))
    if named:
        found = singular(named[-1].title)
        return title if title.endswith(f" {found}") else found  # "Trainees" of an Office Trainee
    if told and (level := _LEVEL.match(told)):
        return f"{_NUMERAL.sub('', title)} {level['after'] or level['before']}"
    head = _NUMERAL.sub("", title).rpartition(" ")[2].lower()
    return title if _OWN.search(before) or not before.strip() or head in before.lower() else None
