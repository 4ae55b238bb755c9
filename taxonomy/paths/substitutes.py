"""Which rules may replace a requirement that is not met, and what do they leave?

A rate that a document does not state is never borrowed from another: then the answer is to ask HR.
"""

from __future__ import annotations

import re
from typing import Literal, TypeAlias

from msgspec import structs

from taxonomy.model import Education, Equivalency, Experience, Leaf, Licence
from taxonomy.paths.answers import LeafAnswer, Strength, Substitution, years_in_words
from taxonomy.paths.leaf_answers import PreparedProfile
from taxonomy.paths.licences import best
from taxonomy.paths.rulebook import ClassRequirement
from taxonomy.paths.schooling import years_of

# "Completion of an automotive program may be substituted …", "a degree in engineering …": not any schooling will do
_SPECIAL = re.compile(
    r"\b(?:programs?|apprenticeship|trade|vocational|technical|certificates?|licen[sc]e|courses?|coursework|majors?)\b"
    r"|\b(?:degree|units|education|college|university|hours|training)\sin\b|\bmust\sbe\sin\b",
    re.IGNORECASE,
)
_State: TypeAlias = Literal["stated", "ask_hr", "not_available"]


def replace_by_rules(
    answer: LeafAnswer, leaf: Leaf, asked: ClassRequirement, person: PreparedProfile
) -> tuple[LeafAnswer, tuple[Substitution, ...]]:
    """`answer` after every rule of the class that may replace it; what is best for the person stands."""
    if answer.answer != "not_met" or not isinstance(leaf, Education | Experience):
        return answer, ()
    found = tuple(_apply(rule, answer, leaf, asked, person) for rule in asked.equivalencies if rule.for_ == answer.type)
    if any(each.answer == "stated" and not each.years for each in found):
        why = f"{answer.why} A rule replaces it."
        return structs.replace(answer, answer="met", strength="certain", short_by_years=0.0, why=why), found
    if any(each.answer == "ask_hr" for each in found):
        why = f"{answer.why} A rule may replace it: ask HR."
        schooling = any(each.answer == "ask_hr" and each.substitute == "education" for each in found)
        strength: Strength = "field_unknown" if schooling else "kind_to_confirm"
        answer = structs.replace(
            answer, answer="ask_hr", strength=strength, short_by_years=None, least_short=None, why=why
        )
        return answer, found
    left = [each.years for each in found if each.answer == "stated" and each.years]
    if left and (answer.short_by_years is None or min(left) < answer.short_by_years):
        why = (
            f"{answer.why} By the rule stated, {years_in_words(min(left))} of experience would replace it."
            if isinstance(leaf, Education)
            else answer.why
        )
        least = min(left) if answer.least_short is None else min(answer.least_short, *left)
        answer = structs.replace(answer, short_by_years=min(left), least_short=least, why=why)
    perhaps = [each.years for each in found if each.answer == "not_available" and each.years]
    if perhaps and answer.short_by_years is not None:  # HR may say that the schooling stands for some of it
        known = answer.short_by_years if answer.least_short is None else answer.least_short
        answer = structs.replace(answer, least_short=min(known, *perhaps))
    return answer, found


def _apply(
    rule: Equivalency,
    answer: LeafAnswer,
    leaf: Education | Experience,
    asked: ClassRequirement,
    person: PreparedProfile,
) -> Substitution:
    found = _anywhere(rule, answer, leaf, asked, person)
    if rule.scope and found.years:
        return _found(rule, "not_available", f"{found.why} It holds only so: {rule.scope}.")
    if rule.scope and found.answer != "not_available":
        return _found(rule, "ask_hr", f"HR must say whether this is so: {rule.scope}.")
    return found


def _anywhere(
    rule: Equivalency,
    answer: LeafAnswer,
    leaf: Education | Experience,
    asked: ClassRequirement,
    person: PreparedProfile,
) -> Substitution:
    """What the rule does for the person where it holds."""
    if isinstance(rule.by, Licence):
        return _certificate(rule, rule.by, answer, person)
    if isinstance(leaf, Education) and rule.substitute == "education":
        if person.level is None and not person.college_years:
            return _found(rule, "not_available", "You named no schooling.")
        return _found(rule, "ask_hr", "HR must say whether your schooling is what the rule names.")
    if isinstance(leaf, Education):
        return _experience_for_schooling(rule, leaf, asked, person)
    if rule.substitute == "experience":
        return _other_experience(rule, answer, leaf, asked, person)
    return _schooling_for_experience(rule, answer, leaf, asked, person)


def _certificate(rule: Equivalency, by: Licence, answer: LeafAnswer, person: PreparedProfile) -> Substitution:
    """ "A journeyman license may be accepted in lieu of two years of the required experience." """
    likeness, why = best(by.of, person.licences)
    if likeness == "other":
        return _found(rule, "not_available", why)
    if likeness == "perhaps" or (answer.type == "experience" and rule.max_years is None):
        return _found(rule, "ask_hr", "HR must say whether your license or certificate is the one that the rule names.")
    left = max((answer.short_by_years or 0.0) - rule.max_years, 0.0) if rule.max_years is not None else 0.0
    return _found(rule, "stated", why, round(left, 2))


def _other_experience(
    rule: Equivalency, answer: LeafAnswer, leaf: Experience, asked: ClassRequirement, person: PreparedProfile
) -> Substitution:
    """``Two years of experience working in a human services environment may substitute for …``"""
    by = rule.by if isinstance(rule.by, Experience) else _as_experience(rule)
    sure, perhaps = _years_beside(by, leaf if rule.max_years is not None else None, asked, person)
    if not sure + perhaps:
        return _found(rule, "not_available", "Nothing you named reads like this.")
    if by.years is None:
        return _found(rule, "ask_hr", "HR must say whether your experience is of this kind.")
    if sure < by.years:
        if sure + perhaps >= by.years:
            return _found(rule, "ask_hr", "HR must say whether your experience is of this kind.")
        if not sure:
            words = f"{years_in_words(perhaps)} may be of this kind; it asks for {years_in_words(by.years)}."
            return _found(rule, "not_available", words)
    short = answer.short_by_years or 0.0
    left = max(by.years - sure, 0.0) + (max(short - rule.max_years, 0.0) if rule.max_years is not None else 0.0)
    words = f"It asks for {years_in_words(by.years)} of this; {years_in_words(sure)} of yours are."
    return _found(rule, "stated", words, round(left, 2))


def _as_experience(rule: Equivalency) -> Experience:
    return Experience(years=None, of=rule.quote, quote=rule.quote, first_line=rule.first_line)


def _years_beside(
    by: Experience, leaf: Experience | None, asked: ClassRequirement, person: PreparedProfile
) -> tuple[float, float]:
    """Years that surely and that perhaps are `by`; those that count under `leaf` already do not count again."""
    sure = perhaps = 0.0
    taken = person.weigh(leaf, asked.authority) if leaf is not None else ()
    for place, weighed in enumerate(person.weigh(by, asked.authority)):
        if taken and taken[place].verdict == "counts":
            continue
        sure += weighed.years if weighed.verdict == "counts" else 0.0
        perhaps += weighed.years if weighed.verdict == "ask_hr" else 0.0
    return sure, perhaps


def _experience_for_schooling(
    rule: Equivalency, leaf: Education, asked: ClassRequirement, person: PreparedProfile
) -> Substitution:
    sure, perhaps = _experience_left(asked, person)
    if rule.rate is None and isinstance(rule.by, Experience) and rule.by.years:
        return _priced(rule, rule.by.years, sure, perhaps)
    if rule.rate is None:
        if sure + perhaps > 0:
            return _found(rule, "ask_hr", "No rate is stated, so HR must say how much experience replaces it.")
        return _found(rule, "not_available", "You named no experience beyond what is asked for anyway.")
    years = leaf.years if leaf.years is not None else years_of(leaf.level)
    if years is None:
        return _found(rule, "ask_hr", "HR must say how many years of schooling this is.")
    replaced = min(years, rule.max_years) if rule.max_years is not None else years
    if replaced < years - person.college_years:
        return _found(rule, "not_available", f"It replaces at most {years_in_words(replaced)} of schooling.")
    needed = replaced * rule.rate.experience_years / rule.rate.education_years
    missing = max(needed - sure, 0.0)
    if missing and sure + perhaps >= needed:
        return _found(rule, "ask_hr", "HR must say whether your other experience is of the right kind.")
    rest = max(years - person.college_years, 0.0) * rule.rate.experience_years / rule.rate.education_years
    if missing and rest < needed and sure + perhaps >= rest:
        lacking = years_in_words(years - person.college_years)
        words = f"You lack {lacking} of college; at the rate stated that is {years_in_words(rest)} of experience."
        return _found(rule, "ask_hr", f"{words} HR must say whether your college years count so.")
    why = f"At the rate stated, {years_in_words(needed)} of experience replace it."
    if person.college_years and missing:
        why += " HR must say whether your college years make it less."
    return _found(rule, "stated", why, round(missing, 2))


def _priced(rule: Equivalency, needed: float, sure: float, perhaps: float) -> Substitution:
    """ "In lieu of the degree, four additional years of experience will be accepted." """
    if sure < needed <= sure + perhaps:
        return _found(rule, "ask_hr", "HR must say whether your other experience is of the right kind.")
    why = f"By the rule stated, {years_in_words(needed)} of experience replace it."
    return _found(rule, "stated", why, round(max(needed - sure, 0.0), 2))


def _schooling_for_experience(
    rule: Equivalency, answer: LeafAnswer, leaf: Experience, asked: ClassRequirement, person: PreparedProfile
) -> Substitution:
    surplus = person.college_years - person.rulebook.asked(asked).college_years
    if surplus <= 0:
        return _found(rule, "not_available", "You named no schooling beyond what is asked for anyway.")
    short = answer.short_by_years or 0.0
    most = rule.max_years if rule.max_years is not None else short
    perhaps = sum(each.years for each in person.weigh(leaf, asked.authority) if each.verdict == "ask_hr")
    if rule.rate is None or _SPECIAL.search(rule.quote):
        if short - most > perhaps:
            left = years_in_words(short - most)
            why = f"It replaces at most {years_in_words(most)}; {left} would still be missing."
            return _found(rule, "not_available", why, round(short - most, 2))
        if rule.rate is not None:
            return _found(rule, "ask_hr", "HR must say whether your schooling is of the kind that the rule names.")
        return _found(rule, "ask_hr", "No rate is stated, so HR must say how much schooling replaces it.")
    gained = min(surplus * rule.rate.experience_years / rule.rate.education_years, most)
    left_over = round(max(short - gained, 0.0), 2)
    if 0 < left_over <= perhaps:
        return _found(rule, "ask_hr", f"It stands for {years_in_words(gained)}; of the rest HR must say.")
    return _found(rule, "stated", f"It stands for {years_in_words(gained)}.", left_over)


def _experience_left(asked: ClassRequirement, person: PreparedProfile) -> tuple[float, float]:
    """Years of the kind asked for that are left over, and other years that HR might accept."""
    known = person.rulebook.asked(asked)
    sure = perhaps = other = 0.0
    weighed = [person.weigh(leaf, asked.authority) for leaf in known.experience]
    for place, claim in enumerate(person.claims):
        verdicts = [each[place].verdict for each in weighed]
        if "counts" in verdicts:
            sure += claim.held.years
        elif "ask_hr" in verdicts:
            perhaps += claim.held.years
        elif not verdicts or claim.held.of:
            other += claim.held.years
    needed = max(known.years - sure, 0.0)  # years that HR accepts fill what is asked for anyway before anything else
    return max(sure - known.years, 0.0), max(perhaps - needed, 0.0) + other


def _found(rule: Equivalency, answer: _State, why: str, years: float | None = None) -> Substitution:
    return Substitution(
        quote=rule.quote,
        first_line=rule.first_line,
        substitute=rule.substitute,
        for_=rule.for_,
        answer=answer,
        why=why,
        years=years,
    )
