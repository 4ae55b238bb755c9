"""What bears on the answer beside the tree: licenses named in conditions, and words of the profile nobody knows."""

from __future__ import annotations

import re
from collections.abc import Iterator

from taxonomy.paths.answers import Unknown
from taxonomy.paths.leaf_answers import PreparedProfile
from taxonomy.paths.licences import best
from taxonomy.paths.profile import Profile
from taxonomy.paths.rulebook import ClassRequirement, RequirementBook
from taxonomy.paths.schooling import find_level, level_names

# "Some positions may require a valid driver's license": not all of them do
_SOME = re.compile(r"\bmay\s(?:be\s)?(?:require|need)|\bsome\spositions\b|\bcertain\spositions\b", re.IGNORECASE)
_OF_SOME_WAY = re.compile(r"\b(?:filing|qualifying|applying)\sunder\b", re.IGNORECASE)
_WHEN = {"filing": "needed when you file", "appointment": "needed by appointment", None: "required"}


def licences_lacking(asked: ClassRequirement, person: PreparedProfile) -> tuple[tuple[str, bool], ...]:
    """Each license beside the tree that the person did not surely name, in words, and whether all must have it."""
    return tuple(dict.fromkeys(_lacking(asked, person)))


def _lacking(asked: ClassRequirement, person: PreparedProfile) -> Iterator[tuple[str, bool]]:
    for condition in asked.conditions:
        if condition.type not in ("licence", "registration") or best(condition.of, person.licences)[0] == "same":
            continue
        if condition.needed == "within":
            months = f"{condition.months:g} months" if condition.months else "probation"
            yield f"Needed within {months} of appointment: {condition.of}.", False
        elif _SOME.search(condition.quote) or _OF_SOME_WAY.search(condition.quote):
            yield f"May be needed: “{condition.quote}”", False
        else:
            words = _WHEN[condition.needed]
            yield f"{words[0].upper()}{words[1:]}, and you did not name it: {condition.of}.", True


def unknown_words(profile: Profile, rulebook: RequirementBook) -> tuple[Unknown, ...]:
    """Classes, employers and a degree of the profile that nothing here is called."""
    return tuple(dict.fromkeys(_unknown(profile, rulebook)))


def _unknown(profile: Profile, rulebook: RequirementBook) -> Iterator[Unknown]:
    if profile.education and find_level(profile.education) is None:
        yield Unknown(field="education", value=profile.education, did_you_mean=level_names())
    for held in profile.experience:
        if held.authority and not rulebook.is_employer(held.authority):
            like = rulebook.employers_like(held.authority)
            yield Unknown(field="authority", value=held.authority, did_you_mean=like)
        elif held.class_ and not rulebook.is_class(held.class_):
            yield Unknown(field="class", value=held.class_, did_you_mean=rulebook.meant(held.class_))
