"""What bears on the answer beside the tree: conditions with when they are needed, and words that nobody knows."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

from taxonomy.model import Condition
from taxonomy.paths.answers import ConditionAnswer, Unknown
from taxonomy.paths.did_you_mean import levels_like
from taxonomy.paths.leaf_answers import PreparedProfile
from taxonomy.paths.licences import best
from taxonomy.paths.profile import Profile
from taxonomy.paths.rulebook import ClassRequirement, RequirementBook
from taxonomy.paths.schooling import find_level

# "Some positions may require a valid driver's license": not all of them do
_SOME = re.compile(r"\bmay\s(?:be\s)?(?:require|need)|\bsome\spositions\b|\bcertain\spositions\b", re.IGNORECASE)
_OF_SOME_WAY = re.compile(r"\b(?:filing|qualifying|applying)\sunder\b", re.IGNORECASE)
_WHEN = {"filing": "needed when you file", "appointment": "needed by appointment", None: "required"}
_PAPERS = ("licence", "registration")
_OF_THE_PERSON = ("age", "citizenship", "residence")  # what nobody tells in a profile and what everybody must have


WEIGHED = (*_PAPERS, *_OF_THE_PERSON)


class Beside(Struct, frozen=True, kw_only=True, gc=False):
    """One condition, and whether everybody must have what the person did not tell."""

    answer: ConditionAnswer
    lacks: bool


def conditions_beside(asked: ClassRequirement, person: PreparedProfile) -> tuple[Beside, ...]:
    """Every condition of the class with what the person's own words say to it."""
    return tuple([_beside(condition, person) for condition in asked.conditions])


def _beside(condition: Condition, person: PreparedProfile) -> Beside:
    words, lacks = _words(condition), False
    paper = condition.type in _PAPERS
    told = paper and best(condition.of, person.licences)[0] == "same"
    if told:
        words = f"You named it: {condition.of}."
    elif paper or condition.type in _OF_THE_PERSON:
        lacks = condition.needed != "within" and not _of_some(condition)
    answer = ConditionAnswer(
        type=condition.type,
        of=condition.of,
        needed=condition.needed,
        months=condition.months,
        answer="met" if told else "ask_hr",
        why=words,
        quote=condition.quote,
        first_line=condition.first_line,
    )
    return Beside(answer=answer, lacks=lacks)


def _of_some(condition: Condition) -> bool:
    return _SOME.search(condition.quote) is not None or _OF_SOME_WAY.search(condition.quote) is not None


def _words(condition: Condition) -> str:
    if condition.type not in _PAPERS:
        return f"HR must check: “{condition.quote}”"
    if condition.needed == "within":
        months = f"{condition.months:g} months" if condition.months else "probation"
        return f"Needed within {months} of appointment: {condition.of}."
    if _of_some(condition):
        return f"May be needed: “{condition.quote}”"
    words = _WHEN[condition.needed]
    return f"{words[0].upper()}{words[1:]}, and you did not name it: {condition.of}."


def unknown_words(profile: Profile, rulebook: RequirementBook) -> tuple[Unknown, ...]:
    """Classes, employers and a degree of the profile that nothing here is called."""
    return tuple(dict.fromkeys(_unknown(profile, rulebook)))


def _unknown(profile: Profile, rulebook: RequirementBook) -> Iterator[Unknown]:
    if profile.education and find_level(profile.education) is None:
        yield Unknown(field="education", value=profile.education, did_you_mean=levels_like(profile.education))
    for held in profile.experience:
        if held.authority and not rulebook.is_employer(held.authority):
            like = rulebook.employers_like(held.authority)
            yield Unknown(field="authority", value=held.authority, did_you_mean=like)
        elif held.class_ and not rulebook.is_class(held.class_):
            yield Unknown(field="class", value=held.class_, did_you_mean=rulebook.titles_like(held.class_))
